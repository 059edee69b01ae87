"""The phrases that a one-line entry is made of: positive, @ Whitefield, at Hebbal, follow up fri, 45m, "notes".

A reader looks at the words from one place on and says how many of them it understood, and as what. Which
words are the lead's and what becomes of the rest is the business of `capture` and `engagement_line`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import OSA

from bot.dates import LONGEST_DATE, Prefer, looks_like_date, parse_date
from bot.errors import DateNotUnderstood
from bot.vocabulary import Vocabulary, closed_up
from bot.words import Word, as_typed

Value = str | date | time | int | StrEnum

_LONGEST_PLACE: Final = 3  # words; more of them are a sentence
_NUMBER: Final = re.compile(r"\d+(?!\d|st|nd|rd|th)", re.ASCII)
_NO_PLACE: Final = frozenset(
    ("about", "all", "approx", "around", "first", "last", "least", "midnight", "night", "noon", "once")
)
_NUMBERED: Final = frozenset(
    ("block", "floor", "gate", "level", "no", "phase", "plot", "road", "sector", "stage", "tower", "unit", "wing")
)

_BEFORE_CHANNEL: Final = frozenset({"by", "on", "over", "via"})
_BEFORE_FOLLOW_UP_DATE: Final = frozenset({"on", "by", "for", "-"})
_MINUTES: Final = r"m(?:ins?|inutes?)?"
_DURATION: Final = re.compile(
    rf"""
    (?: for\ )?
    (?: (?P<hours> \d{{1,2}} )\ ?
        h (?: (?P<glued> \d{{1,2}} ) (?:{_MINUTES})?
            | (?:rs?|ours?)? (?: \ (?P<rest> \d{{1,2}} )\ ?{_MINUTES} )? )
      | (?P<minutes> \d{{1,4}} )\ ?{_MINUTES} )
    """,
    re.VERBOSE | re.ASCII,
)
_MINUTES_A_DAY: Final = 24 * 60
_WEEK: Final = timedelta(days=7)
_TIME: Final = re.compile(
    r"""
    (?: (?:at|@)\ )?
    (?: (?P<hour> \d{1,2} ) : (?P<minute> \d{2} )
      | (?P<hour12> \d{1,2} ) (?: [:.] (?P<minute12> \d{2} ) )? \ ? (?P<half> [ap] ) \.?m )
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True)
class Phrase:
    """What `length` words say about one field; a value of None is one that could not be read in `said`.

    A follow-up that says no date at all has an empty `said`.
    """

    field: str
    value: Value | None
    length: int
    said: str


@dataclass(frozen=True)
class PhraseReader:
    """Reads phrases as they are meant on `today`: event dates look back unless `planned`, follow-up dates ahead."""

    today: date
    day_first: bool
    vocabulary: Vocabulary
    planned: bool = False

    def read(self, words: Sequence[Word]) -> Phrase | None:
        """The phrase that begins with the first of `words` (at least one), or None."""
        return self._notes(words) or self._short(words) or self._place(words) or self._follow_up(words)

    def _notes(self, words: Sequence[Word]) -> Phrase | None:
        """A quote that is never closed took words that may mean something, so it can't be relied on."""
        if not words[0].quoted:
            return None
        said = words[0].text
        return Phrase("notes", said if words[0].closed else None, 1, said)

    def _short(self, words: Sequence[Word]) -> Phrase | None:
        plain = _plain_run(words, 1 + LONGEST_DATE)  # "on" and the date
        return self._named(plain) or self._event_date(plain) or _time(plain) or _duration(plain)

    def _named(self, plain: Sequence[str]) -> Phrase | None:
        found = self.vocabulary.read(plain)
        if found:
            meaning, length = found
            return Phrase(meaning.field, meaning.value, length, " ".join(plain[:length]))
        if plain and plain[0] in _BEFORE_CHANNEL:
            channel = self._named(plain[1:])
            return replace(channel, length=1 + channel.length) if channel and channel.field == "channel" else None
        return None

    def _place(self, words: Sequence[Word]) -> Phrase | None:
        """A quoted place, or the words up to the next with a meaning; of what is no place only the first."""
        if not (words[0].is_at or words[0].spells_at):
            return None
        name = words[1:]
        if not name or name[0].is_at or not name[0].closed or follow_up_length(name):
            return Phrase("location", None, 1, "@") if words[0].is_at else None
        length = 1
        while not name[0].quoted and length < len(name) and not self._ends_place(name[length:]):
            length += 1
        if not _is_place(name[:length]):
            length = 1
        if words[0].spells_at and _may_be_an_hour(name[:length]):
            return None
        said = as_typed(name[:length])
        return Phrase("location", said, 1 + length, said)

    def _ends_place(self, words: Sequence[Word]) -> bool:
        return bool(words[0].quoted or words[0].is_at or follow_up_length(words) or self._short(words))

    def _follow_up(self, words: Sequence[Word]) -> Phrase | None:
        start = follow_up_length(words)
        if not start:
            return None
        if start < len(words) and words[start].plain in _BEFORE_FOLLOW_UP_DATE:
            start += 1
        if found := self._date(_plain_run(words[start:], LONGEST_DATE), "future"):
            day, length, said = found
            return Phrase("follow_up_on", day, start + length, said)
        end = start
        # A date further on ("follow up call on fri") belongs to the follow-up too, not to the event.
        while end < len(words) and not self._ends_follow_up(words[end]):
            end += 1
        return Phrase("follow_up_on", None, end, as_typed(words[start:end]))

    def _ends_follow_up(self, word: Word) -> bool:
        said = self.vocabulary.read([word.plain])
        return word.quoted or word.is_at or (said is not None and said[0].field == "outcome")

    def _event_date(self, plain: Sequence[str]) -> Phrase | None:
        start = int(plain[0] == "on") if plain else 0
        found = self._date(plain[start:], "past")
        if not found:
            return None
        day, length, said = found
        ahead = self._date(plain[start:], "future") if self.planned else None
        if day and ahead and ahead[0] and self._is_nearer(ahead[0], day):
            day = ahead[0]
        return Phrase("on", day, start + length, said)

    def _is_nearer(self, ahead: date, behind: date) -> bool:
        """Whether the later day is meant: within a week, as for every weekday, or no further than the earlier one."""
        return ahead - self.today <= max(_WEEK, self.today - behind)

    def _date(self, plain: Sequence[str], prefer: Prefer) -> tuple[date | None, int, str] | None:
        for length in range(len(plain), 0, -1):
            said = " ".join(plain[:length])
            if looks_like_date(said):
                try:
                    day = parse_date(said, today=self.today, prefer=prefer, day_first=self.day_first)
                except DateNotUnderstood:
                    return None, length, said
                return day, length, said
        return None


def _plain_run(words: Sequence[Word], most: int) -> list[str]:
    """The first words without case and punctuation, as far as the next quote or @."""
    plain: list[str] = []
    for word in words[:most]:
        if word.quoted or (word.is_at and plain):
            break
        plain.append(word.plain)
    return plain


def _is_place(words: Sequence[Word]) -> bool:
    """Whether the words are few, with a number only in front or after a word that takes one: Sector 45, 2nd Stage."""
    numbers = [at for at, word in enumerate(words) if at and _NUMBER.match(word.plain)]
    return len(words) <= _LONGEST_PLACE and all(words[at - 1].plain in _NUMBERED for at in numbers)


def _may_be_an_hour(words: Sequence[Word]) -> bool:
    """Whether "at" does not say where: at 4, at around 4, at last."""
    first = words[0]
    return not first.quoted and (first.plain in _NO_PLACE or (len(words) == 1 and first.plain[0].isdigit()))


def follow_up_length(words: Sequence[Word]) -> int:
    """How many words say that a follow-up comes: follow up, follow-up, folow up, f/u; 0 for none."""
    closed = [closed_up(word) for word in _plain_run(words, 2)]
    for length in range(1, len(closed) + 1):
        said = "".join(closed[:length])
        if said == "fu" or OSA.distance(said, "followup") <= 1:
            return length
    return 0


def _time(plain: Sequence[str]) -> Phrase | None:
    found = _longest(plain, _TIME, most=3)  # at 4 pm
    if not found:
        return None
    match, length = found
    hour = int(match["hour"] or match["hour12"])
    minute = int(match["minute"] or match["minute12"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0) if 1 <= hour <= 12 else 24
    at = time(hour, minute) if hour < 24 and minute < 60 else None
    return Phrase("at", at, length, match[0])


def _duration(plain: Sequence[str]) -> Phrase | None:
    found = _longest(plain, _DURATION, most=5)  # for 1 hour 30 min
    if not found:
        return None
    match, length = found
    minutes = int(match["hours"] or 0) * 60 + int(match["glued"] or match["rest"] or match["minutes"] or 0)
    return Phrase("duration_minutes", minutes if 0 < minutes <= _MINUTES_A_DAY else None, length, match[0])


def _longest(plain: Sequence[str], shape: re.Pattern[str], *, most: int) -> tuple[re.Match[str], int] | None:
    for length in range(min(most, len(plain)), 0, -1):
        if match := shape.fullmatch(" ".join(plain[:length])):
            return match, length
    return None
