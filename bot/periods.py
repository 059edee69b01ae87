"""Periods as people type them ("last 90 days", "2025-q3") and the calendar days that they mean. No clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates import Prefer, looks_like_date, parse_date
from bot.errors import BotError, DateNotUnderstood, PeriodNotUnderstood
from bot.months import (
    MONTH_NAMES,
    day_text,
    first_day,
    last_day,
    month_of,
    month_text,
    months_between,
    shifted,
    span_start,
)

EARLIEST = date(1900, 1, 1)
DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
TO_DATE = {"mtd": "this month", "qtd": "this quarter", "ytd": "this year"}
STEPS = {"last": -1, "past": -1, "this": 0, "next": 1}
UNITS = "day|week|month|quarter|year"

SINGLE = re.compile(rf"(?:the )?(this|last|past|next) ({UNITS})")
ROLLING = re.compile(rf"(?:(?:the )?(?:last|past) )?([1-9]\d{{0,3}}) ({UNITS})s?")
FINANCIAL = re.compile(r"fy ?\d{2,4}(?:[-/]\d{2,4})?|(?:this |last |next )?(?:fy|financial year|fiscal year)")
YEAR = re.compile(r"\d{4}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
QUARTER = re.compile(r"(?:(\d{4})[- ]?)?q([1-4])(?: (\d{4}))?")
MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
NAMED_MONTH = re.compile(r"(?:(\d{4}) )?([a-z]{3,9})(?: (\d{4}))?")
RANGE = re.compile(r"(?:from |between )?(.+?)(?: (?:to|until|till|and|-) | ?– ?| ?\.\. ?)(.+)")
SINCE = re.compile(r"(?:from|since) (.+)")
NO_DAY = re.compile(r"(?:.* )?(?:days?|weeks?|months?)|\d+ ?(?:d|w|wks?)")
"""Read as a date it is one so far from today: "two weeks"."""


class PeriodBackwards(BotError):
    """A period can't end before it starts: {start} comes after {end}."""


class FinancialYear(BotError):
    """I don't know when your financial year begins. Say its months, like from 2025-04 to 2026-03."""


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days from `start` to `end`, both included; both are None for all time.

    `label` says it in words that `parse_period` understands again, except where `previous` made it.
    """

    start: date | None
    end: date | None
    label: str

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("a period has both ends, or neither")
        if self.start and self.end and self.start > self.end:
            raise PeriodBackwards(start=day_text(self.start), end=day_text(self.end))

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins with a month's first day and ends with a month's last; all time does."""
        if self.start is None or self.end is None:
            return True
        return self.start.day == 1 and self.end == last_day(month_of(self.end))


ALL_TIME = Period(None, None, "all time")


def parse_period(text: str, *, today: date) -> Period:
    """The period that `text` means on the day `today`.

    Weeks start on Monday. "last 90 days" ends today; "last 12 months" are whole months, this one included.
    A day, month or quarter without a year is the latest that has begun, at the end of a range the first after its
    start. Raises PeriodNotUnderstood, PeriodBackwards for a range that ends before it starts, or FinancialYear.
    """
    try:
        period = _parse(" ".join(text.lower().split()), today)
    except (ValueError, OverflowError):  # a 13th month, or 9999 years ago
        period = None
    if period is None or (period.start and period.start < EARLIEST):
        raise PeriodNotUnderstood(text=text.strip())
    return period


def named_periods(words: str, *, today: date) -> Iterator[tuple[str, Period]]:
    """Each way to read the words as a name with a period behind it, the longest period first: "acme last month"."""
    parts = words.split()
    for at in range(1, len(parts)):
        try:
            period = parse_period(" ".join(parts[at:]), today=today)
        except PeriodNotUnderstood:
            continue
        yield " ".join(parts[:at]), period


def previous(period: Period, *, today: date) -> Period | None:
    """What a period is held against: the one just before; while it is still running, as many days of that one.

    It is as many whole months long where the period is whole months, else as many days. Its label reads "the 12
    months before", or "the same days of the month before". All time has nothing before it.
    """
    if period.start is None or period.end is None:
        return None
    start, label = _start_before(period, period.start, period.end)
    end = period.start - timedelta(days=1)
    if not period.start <= today < period.end:
        return Period(start, end, label)
    return Period(start, min(end, start + (today - period.start)), f"the same days of {label}")


def _start_before(period: Period, start: date, end: date) -> tuple[date, str]:
    """When the period before began, and what it is called."""
    if period.is_whole_months:
        count = len(months(period))
        return first_day(shifted(month_of(start), -count)), f"the {_months_in_words(count, start)} before"
    days = (end - start).days + 1
    name = "day" if days == 1 else "week" if days == 7 and start.weekday() == 0 else f"{days} days"
    return start - timedelta(days=days), f"the {name} before"


def months(period: Period) -> tuple[int, ...]:
    """Every month (yyyymm) that the period touches, oldest first. Raises ValueError for all time."""
    if period.start is None or period.end is None:
        raise ValueError("all time has no first month")
    return months_between(month_of(period.start), month_of(period.end))


def describe(period: Period) -> str:
    """The period's days for a title: "Dec 2025 – Nov 2026", "23 – 29 Nov 2026", "2025", "All time"."""
    start, end = period.start, period.end
    if start is None or end is None:
        return "All time"
    if not period.is_whole_months:
        return _interval(day_text(start), day_text(end))
    if start == date(end.year, 1, 1) and end.month == 12:
        return str(start.year)
    return describe_months(month_of(start), month_of(end))


def describe_months(first: int, last: int) -> str:
    """Whole months (yyyymm) for a title: "Dec 2025 – Nov 2026"."""
    return _interval(month_text(first), month_text(last))


def _parse(words: str, today: date) -> Period | None:
    if words in ("all time", "all"):
        return ALL_TIME
    if words in ("today", "yesterday"):
        return _units(today, "day", 0 if words == "today" else -1, label=words)
    if match := SINGLE.fullmatch(words):
        return _units(today, match[2], STEPS[match[1]], label=words.removeprefix("the ").replace("past", "last"))
    if words in TO_DATE:
        return _parse(TO_DATE[words], today)
    if match := ROLLING.fullmatch(words):
        count, unit = int(match[1]), match[2]
        return _units(today, unit, 1 - count, count, label=f"last {count} {unit}{'s' if count > 1 else ''}")
    if FINANCIAL.fullmatch(words):
        raise FinancialYear
    return _calendar(words, today) or _day(words, today, "past") or _range(words, today)


def _calendar(words: str, today: date) -> Period | None:
    if YEAR.fullmatch(words):
        return _units(date(int(words), 1, 1), "year", label=words)
    if DAY.fullmatch(words):
        return _units(date.fromisoformat(words), "day", label=words)
    if match := QUARTER.fullmatch(words):
        start = _month_start(match[1] or match[3], int(match[2]) * 3 - 2, today)
        return _units(start, "quarter", label=f"{start.year}-q{match[2]}")
    if match := MONTH.fullmatch(words):
        start = _month_start(match[1], int(match[2]), today)
        return _units(start, "month", label=f"{start:%Y-%m}")
    if (match := NAMED_MONTH.fullmatch(words)) and (number := _month_number(match[2])):
        start = _month_start(match[1] or match[3], number, today)
        return _units(start, "month", label=f"{start:%Y-%m}")
    return None


def _day(words: str, today: date, prefer: Prefer) -> Period | None:
    """A single day as it is written everywhere else."""
    if NO_DAY.fullmatch(words) or not looks_like_date(words):
        return None
    try:
        day = parse_date(words, today=today, prefer=prefer)
    except DateNotUnderstood:
        return None
    return Period(day, day, day.isoformat())


def _after(words: str, start: date) -> Period | None:
    """The first month, quarter or day of that name from `start` on: a range's end without its year."""
    return _calendar(words, start + timedelta(days=364)) or _day(words, start, "future")


def _range(words: str, today: date) -> Period | None:
    if match := RANGE.fullmatch(words):
        first, last = _parse(match[1], today), _parse(match[2], today)
        if first and first.start and last and last.end and last.end < first.start:
            last = _after(match[2], first.start) or last
    elif match := SINCE.fullmatch(words):
        first, last = _parse(match[1], today), _parse("today", today)
    else:
        return None
    if first is None or last is None or ALL_TIME in (first, last):
        return None
    return Period(first.start, last.end, f"{first.label} to {last.label}")


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _units(day: date, unit: str, first: int = 0, count: int = 1, *, label: str) -> Period:
    """`count` whole units, beginning `first` units from the one that holds `day`."""
    if unit in DAYS_IN:
        monday_or_day = day - timedelta(days=day.weekday() if unit == "week" else 0)
        start = monday_or_day + timedelta(days=first * DAYS_IN[unit])
        return Period(start, start + timedelta(days=count * DAYS_IN[unit] - 1), label)
    span = MONTHS_IN[unit]
    month = shifted(span_start(month_of(day), span), first * span)
    return Period(first_day(month), last_day(month, span=count * span), label)


def _month_start(year: str | None, month: int, today: date) -> date:
    if year is None:
        return date(today.year if month <= today.month else today.year - 1, month, 1)
    return date(int(year), month, 1)


def _month_number(name: str) -> int | None:
    numbers = (number for number, month in enumerate(MONTH_NAMES, start=1) if month.startswith(name))
    return next(numbers, None)


def _months_in_words(count: int, start: date) -> str:
    if count == 12 and start.month == 1:
        return "year"
    if count == 3 and start.month % 3 == 1:
        return "quarter"
    return "month" if count == 1 else f"{count} months"


def _interval(first: str, last: str) -> str:
    """Both ends, the first without the words that the last repeats: "28 Aug – 25 Nov 2026"."""
    words, repeated = first.split(), last.split()
    while words and words[-1] == repeated[-1]:
        words.pop()
        repeated.pop()
    return f"{' '.join(words)} – {last}" if words else last
