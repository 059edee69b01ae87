"""Which lead did they mean: names and codes found in spite of case, accents, punctuation and typos.

Pure text against text. It knows no records and no SQL; whoever asks brings the names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Scores, so far apart that a typo never comes near a name that was typed right.
EXACT: Final = 100.0
FIRST_WORDS: Final = 94.0
OTHER_WORDS: Final = 93.0  # as good as the first ones: Sandeep Verma is as much a Verma as Verma & Sons
BEGINNING: Final = 88.0
WORD_BEGINNINGS: Final = 76.0
TYPO: Final = 70.0

MOST_CHOICES: Final = 10

_AS_GOOD: Final = 4.0  # a lead over the next name by more than this is clear
_SIMILAR: Final = 0.72  # one slip in four letters, two in eight, none in three
_WHOLE_NAME: Final = 5.0  # "acm corp" is Acme Corp rather than Acmeron Corporation
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_WITHIN_WORDS: Final = re.compile("['’‘`´ʼ\u200b-\u200d\u2060\ufeff\u00ad]")
_BETWEEN_ASCII_WORDS: Final = re.compile("[^a-z0-9]+")
_CODE: Final = re.compile(
    r"#?(?P<prefix>[a-z]{1,3})[-–—]?(?:(?P<year>\d{4})[-–—])?(?P<number>\d{1,9})", re.IGNORECASE | re.ASCII
)


Keyed = tuple[int, str, str]
"""An id, one of its names, and the name's key."""


@dataclass(frozen=True)
class Match:
    """A name that fits; `score` runs to 100, and from `WORD_BEGINNINGS` up every word was typed right."""

    id: int
    name: str
    score: float


def fold(text: str) -> str:
    """The key that a name is found by: "Café  O'Hara & Sons, Ltd." → "cafe ohara and sons ltd".

    Case-folded (ß becomes ss), compatibility forms made plain (Ａ, ﬁ, ²), the accents of Latin, Greek and
    Cyrillic letters dropped, apostrophes closed up, & read as "and", and all that is no letter, mark or digit
    turned into one space. The marks of other scripts are kept: in Devanagari or Tamil they are the vowels. A
    name of nothing but symbols keeps them. The result is in NFC, and folding it again changes nothing.

    The database stores this key: a change here needs a migration that folds every name anew.
    """
    if text.isascii():  # the same, four times as fast: names are folded by the ten thousand
        lowered = text.lower()
        closed = lowered.replace("'", "").replace("`", "").replace("&", " and ")
        return _BETWEEN_ASCII_WORDS.sub(" ", closed).strip() or " ".join(lowered.split())
    once = unicodedata.normalize("NFKD", _WITHIN_WORDS.sub("", text.casefold()))
    decomposed = unicodedata.normalize("NFKD", once.casefold())
    closed_up = _ACCENTS.sub("", decomposed).replace("&", " and ")
    letters = (char if unicodedata.category(char)[0] in "LMN" else " " for char in closed_up)
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()) or " ".join(text.casefold().split()))


def parse_code(text: str) -> tuple[str, int] | None:
    """A record's code and its number: l12 → ("L", 12), BK-2026-0003 → ("BK-2026", 3), no code → None."""
    code = _CODE.fullmatch(text.strip())
    if not code:
        return None
    prefix = "-".join(filter(None, (code["prefix"].upper(), code["year"])))
    return prefix, int(code["number"])


def rank_names(query: str, candidates: Iterable[tuple[int, str]], *, limit: int) -> list[Match]:
    """The names that fit, best first; typos are forgiven only where no name fits as it was typed.

    One id may have several names (a lead's own and its company's): it is found once, by the best of them.
    """
    key = fold(query)
    if not key:
        return []
    keyed = [(id_, name, fold(name)) for id_, name in candidates]
    found = _fitting(key, keyed) or _mistyped(key, keyed)
    best: dict[int, Match] = {}
    for match in sorted(found, key=lambda match: (-match.score, match.name, match.id)):
        best.setdefault(match.id, match)
    return list(best.values())[:limit]


def choose(query: str, candidates: Iterable[tuple[int, str]]) -> list[Match]:
    """One match where the name is clear, several that fit equally well (ask which), or none."""
    ranked = rank_names(query, candidates, limit=MOST_CHOICES)
    return [match for match in ranked if ranked[0].score - match.score <= _AS_GOOD]


def beginnings(typed: str) -> set[str]:
    """What a name that `typed` may be a slip of begins with, or one of its words does; none where it is no name."""
    key = fold(typed)
    words = [word for word in key.split() if len(word) > 2 and word.isalpha()]
    return {key[: len(key) * 3 // 4], *(word[: max(2, len(word) // 2)] for word in words)} if words else set()


def _fitting(query: str, keyed: Sequence[Keyed]) -> list[Match]:
    part, closed = max(query.split(), key=len), query.replace(" ", "")
    # All that fit pass this, and few others: asking `_fit` about a hundred thousand names takes ten times as long.
    likely = (named for named in keyed if part in named[2] or named[2].replace(" ", "").startswith(closed))
    return [Match(id_, name, score) for id_, name, key in likely if (score := _fit(query, key))]


def _fit(query: str, name: str) -> float:
    if query == name:
        return EXACT
    closed_query, closed_name = query.replace(" ", ""), name.replace(" ", "")
    if name.startswith(f"{query} ") or closed_query == closed_name:
        return FIRST_WORDS
    parts, words = query.split(), name.split()
    if all(part in words for part in parts):
        return OTHER_WORDS
    if closed_name.startswith(closed_query):
        return BEGINNING
    if all(any(word.startswith(part) for word in words) for part in parts):
        return WORD_BEGINNINGS + _WHOLE_NAME * OSA.normalized_similarity(query, name, score_cutoff=_SIMILAR)
    return 0.0


def _mistyped(query: str, keyed: Sequence[Keyed]) -> list[Match]:
    """By how like the query the likest run of as many words is; none where more than the finger slipped."""
    span = len(query.split())
    runs, owners = [], []
    for named in keyed:
        words = named[2].split()
        for at in range(max(1, len(words) - span + 1)):
            runs.append(" ".join(words[at : at + span]))
            owners.append(named)
    similar = process.extract(query, runs, scorer=OSA.normalized_similarity, score_cutoff=_SIMILAR, limit=None)
    return [Match(owners[at][0], owners[at][1], TYPO * similarity) for _, similarity, at in similar]
