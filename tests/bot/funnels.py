"""Reports on made-up leads, as of 25 November 2026 unless said otherwise.

Rows are (month, furthest stage, lost now, how many).
"""

from __future__ import annotations

from datetime import date

from bot.funnel import FunnelRow, funnel
from bot.funnel_report import funnel_report
from bot.periods import months, parse_period, previous
from bot.report import Report

TODAY = date(2026, 11, 25)
NEW, CONTACTED, QUALIFIED, NEGOTIATION, CONVERTED = range(5)


def report(
    rows: list[FunnelRow],
    before: list[FunnelRow] | None = None,
    *,
    period: str = "last 12 months",
    filters_label: str = "",
    today: date = TODAY,
    locale: str = "en",
    undated: int = 0,
) -> Report:
    asked = parse_period(period, today=today)
    earlier = previous(asked, today=today)
    return funnel_report(
        funnel(rows, months(asked) if asked.start else None),
        funnel(before, months(earlier)) if before is not None and earlier else None,
        period=asked,
        filters_label=filters_label,
        today=today,
        target=20,
        locale=locale,
        undated=undated,
    )


def month(yyyymm: int, *, created: int, converted: int) -> list[FunnelRow]:
    """A month whose leads either converted or were lost at once."""
    return [(yyyymm, NEW, True, created - converted), (yyyymm, CONVERTED, False, converted)]
