"""The words of a command's text as Slack sends it, and which of them are quoted; gives them no meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_PARTS: Final = re.compile(
    r"""
      ["“”„«»] (?P<quote> [^"“”„«»]* ) ["“”„«»]
    | (?<!\S) ['‘] (?P<single> .*? ) ['’] (?= [\s.,;!?] | \Z )
    | (?: ["“”„«»] | (?<!\S) ['‘] ) (?P<unclosed> .* )
    | (?<!\S) (?P<at> @ )
    | (?P<word> (?: <[^<>]*> | [^\s"“”„«»] )++ )
    """,
    re.VERBOSE | re.DOTALL,
)
_SEPARATORS: Final = frozenset([",", ";", ":", ".", "…", "|", "/", "\\", "•", "·", "–", "—", "--"])
_PUNCTUATION: Final = ".,;:!?()[]"


@dataclass(frozen=True)
class Word:
    """One word as it was typed, or all of a quoted text; only a quote can be not `closed`."""

    text: str
    quoted: bool = False
    closed: bool = True

    @property
    def plain(self) -> str:
        """The word without case, and without the punctuation around it."""
        return self.text.casefold().strip(_PUNCTUATION) or self.text

    @property
    def is_at(self) -> bool:
        """True for the @ that comes before a place."""
        return self.text == "@" and not self.quoted

    @property
    def spells_at(self) -> bool:
        """True for the word "at", which may come before a place too."""
        return self.plain == "at" and not self.quoted


def split_words(text: str) -> list[Word]:
    """The words of a command's text as Slack sends it, its &amp; &lt; &gt; turned back.

    A mention or link (<@U1|ann>) stays one word. A quote that is not closed runs to the end, an apostrophe
    inside a word is no quote, and marks that only set words apart are left out.
    """
    words = []
    for part in _PARTS.finditer(text):
        kind = part.lastgroup or "word"
        typed = part[kind].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
        quoted = kind in ("quote", "single", "unclosed")
        if typed and (quoted or typed not in _SEPARATORS):
            words.append(Word(typed, quoted, closed=kind != "unclosed"))
    return words


def as_typed(words: Sequence[Word]) -> str:
    """The words as one text, without a comma, dash or the like after the last."""
    text = " ".join(word.text for word in words)
    return text.rstrip(" ,;:-") or text
