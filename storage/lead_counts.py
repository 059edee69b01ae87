"""How many leads there are, by whatever they are alike in: the one count behind funnel, KPIs, sources and campaigns."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, UOWTransaction

from bot.filters import Filters
from bot.periods import Period, months
from storage.journey_rows import LeadRow
from storage.narrowing import Conditions, created_in, of_leads
from storage.report_rows import LeadCountRow
from storage.sums import Gains, add_up, flushed

ALIKE = ("created_month", "source_id", "campaign_id", "stage", "status")
"""What leads can be counted by."""

NONE_IS_ZERO = ALIKE[:3]


def count_leads(session: Session, period: Period, filters: Filters, *, by: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """(*`by`, how many leads), of those created in the period; all time has those without a date too.

    `by` are of ALIKE. Read from what is kept, except for parts of months and for one owner, whom that does not know.
    """
    if filters.owner_id is not None or not period.is_whole_months:
        columns = [getattr(LeadRow, name) for name in by]
        counted = select(*columns, func.count()).where(*created_in(period), *of_leads(filters)).group_by(*columns)
        return [tuple(row) for row in session.execute(counted)]
    columns = [getattr(LeadCountRow, name) for name in by]
    summed = select(*columns, func.sum(LeadCountRow.leads)).where(LeadCountRow.leads > 0, *_kept(period, filters))
    return [
        (
            *(value or None if name in NONE_IS_ZERO else value for name, value in zip(by, row, strict=False)),
            int(row[-1]),
        )
        for row in session.execute(summed.group_by(*columns))
    ]


def _kept(period: Period, filters: Filters) -> Conditions:
    kept, found = LeadCountRow, Conditions()
    if period.start is not None:
        every = months(period)
        found.append(kept.created_month.between(every[0], every[-1]))
    if filters.source_id is not None or filters.without_source:
        found.append(kept.source_id == (filters.source_id or 0))
    if filters.campaign_id is not None or filters.without_campaign:
        found.append(kept.campaign_id == (filters.campaign_id or 0))
    return found


@event.listens_for(Session, "after_flush")
def _keep_counts(session: Session, _context: UOWTransaction) -> None:
    gains: Gains = {}
    for sign, (deleted_at, *alike) in flushed(session, LeadRow, "deleted_at", *ALIKE):
        if deleted_at is None:
            key = tuple(value or 0 if name in NONE_IS_ZERO else value for name, value in zip(ALIKE, alike, strict=True))
            gains.setdefault(key, Counter())["leads"] += sign
    add_up(session, LeadCountRow, gains)
