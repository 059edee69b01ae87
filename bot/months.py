"""Calendar months as integers, yyyymm: the form in which leads are counted and cohorts are named.

Names are English, like the sentences around them.
"""

from __future__ import annotations

from datetime import date, timedelta

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


SPAN_NAMES = {1: "month", 3: "quarter", 12: "year"}
"""How many months may be shown as one, and what they are called."""

MOST_SPANS = 24


def month_of(day: date) -> int:
    """The day's month."""
    return day.year * 100 + day.month


def first_day(month: int) -> date:
    return date(month // 100, month % 100, 1)


def last_day(month: int, *, span: int = 1) -> date:
    """The last day of the `span` months that begin with `month`."""
    return first_day(shifted(month, span)) - timedelta(days=1)


def shifted(month: int, count: int) -> int:
    """The month `count` months later, or earlier where `count` is negative."""
    spot = _since_zero(month) + count
    return spot // 12 * 100 + spot % 12 + 1


def months_between(first: int, last: int) -> tuple[int, ...]:
    """Every month from `first` to `last`, both included, in order."""
    return tuple(shifted(first, count) for count in range(_since_zero(last) - _since_zero(first) + 1))


def span_start(month: int, span: int) -> int:
    """The first month of the calendar quarter (`span` 3) or year (`span` 12) that holds `month`."""
    return shifted(month, -((month % 100 - 1) % span))


def day_text(day: date) -> str:
    """The day for a title: 25 Nov 2026."""
    return f"{day.day} {month_text(month_of(day))}"


def month_text(month: int) -> str:
    """The month for a title: Nov 2026."""
    return f"{month_name(month)} {month // 100}"


def month_name(month: int) -> str:
    """The month without its year: Nov."""
    return MONTH_NAMES[month % 100 - 1][:3].capitalize()


def span_text(month: int, span: int) -> str:
    """The months from `month` on for a title: Oct 2026, Q4 2026 or 2026, by how many they are."""
    if span == 12:
        return str(month // 100)
    return f"Q{month % 100 // 3 + 1} {month // 100}" if span == 3 else month_text(month)


def fitting_span(months: int) -> int:
    """Over how many months at a time to show so many months: up to 24 each, then quarters, then years."""
    return next((span for span in SPAN_NAMES if months <= MOST_SPANS * span), max(SPAN_NAMES))


def _since_zero(month: int) -> int:
    return month // 100 * 12 + month % 100 - 1
