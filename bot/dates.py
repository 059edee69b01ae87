"""Single dates as people write them: today, fri, 25 nov, in 3 days, 2026-11-25.

Reads a text that is a date and nothing else: it does not look for dates in sentences, and periods (last
quarter) are not its business. What could be read two ways is refused rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

import dateparser

from bot.errors import DateNotUnderstood

Prefer = Literal["past", "future"]

LONGEST_DATE: Final = 5  # words, as in "fri 27th of november 2026"

_FIRST_YEAR: Final = 1990
_YEARS_AHEAD: Final = 10
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT_FORMS: Final = {"d": "days", "w": "weeks", "wk": "weeks", "wks": "weeks", "tmrw": "tomorrow"}

_WEEKDAY: Final = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"  # dateparser would read "32 nov" as November 2032
_AMOUNT: Final = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\ (?:days?|weeks?|months?)"
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.ASCII)
_SEAM: Final = re.compile(r"(?<=\d)-?(?=[a-z])|(?<=[a-z])-?(?=\d)", re.ASCII)
_NUMBERS: Final = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2} | \d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}) | \d{1,2}/\d{1,2}",
    re.VERBOSE | re.ASCII,
)
_WRITTEN: Final = re.compile(
    rf"""
      (?: (?P<which> next | last | this )\ )? (?P<weekday> {_WEEKDAY} )
    | (?: (?P<named> {_WEEKDAY} )\ )?
      (?P<day> (?: {_DAY}\ (?:of\ )?{_MONTH} | {_MONTH}\ {_DAY} ) (?:\ \d{{4}})? )
    | (?P<relative> today | tomorrow | yesterday | day\ after\ tomorrow | day\ before\ yesterday
      | next\ (?:week|month) | in\ {_AMOUNT} | {_AMOUNT}\ ago | {_AMOUNT} )
    """,
    re.VERBOSE | re.ASCII,
)


def looks_like_date(text: str) -> bool:
    """True for text in a shape that `parse_date` reads, even if there is no such day (31 feb)."""
    words = _one_spelling(text)
    return bool(_NUMBERS.fullmatch(words) or _WRITTEN.fullmatch(words))


def parse_date(text: str, *, today: date, prefer: Prefer, day_first: bool = True) -> date:
    """The day that `text` means on `today`, a calendar day of the tenant.

    `prefer` settles what is open: a day without a year is the latest up to today, or the next from today
    on. A weekday is the latest up to and including today, or the first after today: "fri" said on a Friday
    is today for a visit and a week on for a follow-up. "next fri" is the first Friday after today, "last
    fri" the latest before it. `day_first` is the order of 25/11; it never touches 2026-11-25.

    Raises DateNotUnderstood for anything else, for days that don't exist, for a weekday that is not that
    date's, and for years before 1990 or more than 10 years ahead.
    """
    words = _one_spelling(text)
    # Only these shapes go on: left alone, dateparser reads "12", "12m" and "march" as dates too.
    written = _WRITTEN.fullmatch(_numbers_in_words(words, day_first) if _NUMBERS.fullmatch(words) else words)
    found = _read(written, today, prefer) if written else None
    if found is None or not _FIRST_YEAR <= found.year <= today.year + _YEARS_AHEAD:
        raise DateNotUnderstood(text=text.strip())
    return found


def _one_spelling(text: str) -> str:
    words = _ORDINAL.sub("", " ".join(text.casefold().replace(",", " ").split()))
    return " ".join(_SHORT_FORMS.get(word, word) for word in _SEAM.sub(" ", words).split())


def _numbers_in_words(numbers: str, day_first: bool) -> str:
    """25/11/26 → "25 nov 2026", or "" for a 13th month: dateparser would swap it with the day."""
    first, second, *rest = re.split("[-/.]", numbers)
    if len(first) == 4:
        day, month, year = rest[0], second, first
    else:
        day, month = (first, second) if day_first else (second, first)
        year = rest[0] if rest else ""
    if not 1 <= int(month) <= 12:
        return ""
    century = "20" if len(year) == 2 else ""
    return f"{day} {_MONTHS[int(month) - 1]} {century}{year}".strip()


def _read(written: re.Match[str], today: date, prefer: Prefer) -> date | None:
    part: Mapping[str, str | None] = written.groupdict()
    if weekday := part["weekday"]:
        return _weekday(weekday, part["which"], today, prefer)
    if relative := part["relative"]:
        return _words(relative, today, prefer)
    # dateparser leaves out the base's own day when it looks ahead, and "25 nov" said on that day is today.
    base = today if prefer == "past" else today - timedelta(days=1)
    found = _words(part["day"] or "", base, prefer)
    named = part["named"]
    return found if found and (not named or _WEEKDAYS.index(named[:3]) == found.weekday()) else None


def _weekday(name: str, which: str | None, today: date, prefer: Prefer) -> date:
    monday = today - timedelta(days=today.weekday())
    first_possible = {
        "next": today + timedelta(days=1),
        "future": today + timedelta(days=1),
        "last": today - timedelta(days=7),
        "past": today - timedelta(days=6),
        "this": today if prefer == "future" else monday,
    }[which or prefer]
    return first_possible + timedelta(days=(_WEEKDAYS.index(name[:3]) - first_possible.weekday()) % 7)


def _words(words: str, base: date, prefer: Prefer) -> date | None:
    found = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(base, time.min),
            "PREFER_DATES_FROM": prefer,
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None
