"""Reports on made-up leads, as of 25 November 2026 unless said otherwise.

Rows are (month, furthest stage, lost now, how many).
"""

from __future__ import annotations

from datetime import date

from bot.funnel import FunnelRow, funnel
from bot.funnel_report import funnel_report
from bot.periods import months
from bot.report import Report
from tests.bot.reports import TODAY, make_scope

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
    begun_on: date | None = None,
) -> Report:
    scope = make_scope(period, filters_label=filters_label, today=today, locale=locale, begun_on=begun_on)
    earlier = scope.earlier
    return funnel_report(
        funnel(rows, months(scope.period) if scope.period.start else None),
        funnel(before, months(earlier)) if before is not None and earlier else None,
        scope=scope,
        undated=undated,
    )


def month(yyyymm: int, *, created: int, converted: int) -> list[FunnelRow]:
    """A month whose leads either converted or were lost at once."""
    return [(yyyymm, NEW, True, created - converted), (yyyymm, CONVERTED, False, converted)]
