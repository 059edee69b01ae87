"""One-line logging: `acme site_visit positive @ Whitefield "loved it" follow up fri` as the fields of a form.

Understands the line alone. It looks up no lead and decides nothing: what it could not read stands beside what
it could, so that a form can open with both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

from bot.model import MilestoneType, Outcome
from bot.phrases import Phrase, PhraseReader
from bot.words import Word, as_typed, split_words

LONGEST_NAME: Final = 8  # words that are offered to `is_lead_name`
UNREAD: Final = "unread"


@dataclass(frozen=True, kw_only=True)
class Captured:
    """What a line says; `unread` words mean nothing here, `problems` are (field, text) that could not be read.

    ("follow_up_on", "") is a follow-up without any date. ("notes", text) is a quote that is never closed: `notes`
    hold its text too.
    """

    lead_words: str = ""
    type: MilestoneType | None = None
    outcome: Outcome | None = None
    location: str | None = None
    notes: str | None = None
    on: date
    at: time | None = None
    duration_minutes: int | None = None
    follow_up_on: date | None = None
    follow_up_asked: bool = False
    unread: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def complete(self) -> bool:
        """True when there is a lead and every word was understood, so that nothing needs to be asked."""
        return bool(self.lead_words) and not self.unread and not self.problems


def parse_line(
    text: str,
    *,
    today: date,
    default_type: MilestoneType | None,
    is_lead_name: Callable[[str], bool] | None = None,
    day_first: bool = True,
) -> Captured:
    """Read a command's text as Slack sends it (unescaped here, once); any text gives a Captured.

    The lead's words come first: quoted, or the longest beginning for which `is_lead_name` is true (so "Good
    Earth positive" keeps its name; true should mean that the words are a lead's code, its name or the name's
    first words), or all that stands before the first word with a meaning. Then anything goes, in any order.
    A field said twice keeps its first value, and the second is unread; quotes add up to the notes. A place has
    at most three words: of more, or with a number that is no part of one, the first is kept, the others are unread.
    """
    words = split_words(text)
    reader = PhraseReader(today=today, day_first=day_first)
    start = _lead_length(words, reader, is_lead_name)
    captured = _fields(_phrases(words[start:], reader))
    return Captured(**{"lead_words": as_typed(words[:start]), "type": default_type, "on": today} | captured)


def _lead_length(words: Sequence[Word], reader: PhraseReader, is_lead_name: Callable[[str], bool] | None) -> int:
    if words and words[0].quoted and words[0].closed:
        return 1
    end = next((at for at, word in enumerate(words) if word.quoted or word.is_at), len(words))
    if is_lead_name:
        for length in range(min(end, LONGEST_NAME), 0, -1):
            if is_lead_name(as_typed(words[:length])):
                return length
    return next((at for at in range(end) if reader.read(words[at:])), end)


def _phrases(words: Sequence[Word], reader: PhraseReader) -> Iterator[tuple[Phrase, str]]:
    """Every phrase with the words it was read from; a word that begins none is a phrase of its own."""
    at, previous = 0, UNREAD
    while at < len(words):
        phrase = reader.read(words[at:]) or Phrase(UNREAD, None, 1, words[at].text)
        if phrase.field == "at" and previous == "follow_up_on":  # a follow-up has a day but no hour
            phrase = replace(phrase, field=UNREAD)
        yield phrase, as_typed(words[at : at + phrase.length])
        at, previous = at + phrase.length, phrase.field


def _fields(phrases: Iterable[tuple[Phrase, str]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    notes, unread, problems = [], [], []
    for phrase, typed in phrases:
        fields["follow_up_asked"] = fields.get("follow_up_asked", False) or phrase.field == "follow_up_on"
        if phrase.field == UNREAD:
            unread.append(typed)
            continue
        if phrase.value is None:
            problems.append((phrase.field, phrase.said))
        if phrase.field == "notes":
            notes.append(phrase.said)
        elif phrase.value is not None and fields.setdefault(phrase.field, phrase.value) != phrase.value:
            unread.append(typed)
    return fields | {
        "notes": " ".join(notes) or None,
        "unread": tuple(unread),
        "problems": tuple(problems),
    }
