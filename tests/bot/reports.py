"""What the tests of reports share: what is asked for, as of 25 November 2026, and all texts of what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from bot.periods import parse_period
from bot.report import Report
from bot.scope import Scope

TODAY = date(2026, 11, 25)


def make_scope(
    period: str = "last 12 months",
    *,
    filters_label: str = "",
    today: date = TODAY,
    with_money: bool = True,
    locale: str = "en_IN",
    currency: str = "INR",
    begun_on: date | None = None,
) -> Scope:
    return Scope(
        period=parse_period(period, today=today),
        filters_label=filters_label,
        today=today,
        locale=locale,
        currency=currency,
        with_money=with_money,
        begun_on=begun_on,
    )


def table_texts(report: Report) -> list[list[str]]:
    """The table's lines as people read them, the totals, if any, last."""
    assert report.table is not None
    return [[cell.text for cell in row] for row in report.table.lines]


def titles(report: Report) -> list[str]:
    assert report.table is not None
    return [column.title for column in report.table.columns]


def all_texts(part: object) -> Iterator[str]:
    """Every text in a report, in its chart and its table too."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for member in part:
            yield from all_texts(member)
    elif is_dataclass(part):
        for field in fields(part):
            yield from all_texts(getattr(part, field.name))
