"""The leads behind the reports, counted and listed: SQL filters and adds up, `bot` knows what the sums mean.

Leads that are deleted never count. "Converted" is whoever ever was, and "qualified" too: both are read from `stage`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.filters import EVERYTHING, Filters
from bot.funnel import FunnelRow
from bot.kinds import LeadStatus
from bot.model import Lead
from bot.periods import ALL_TIME, Period
from bot.stages import STAGES
from storage.journey_rows import LeadRow
from storage.lead_counts import count_leads
from storage.leads import KEPT, LEAD
from storage.narrowing import Conditions, created_in, of_leads


class Reports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def funnel(self, period: Period, filters: Filters = EVERYTHING) -> list[FunnelRow]:
        """(month as 202611, furthest stage, lost now, how many leads), for the leads created in the period."""
        counted = count_leads(self._session, period, filters, by=("created_month", "stage", "status"))
        return [(month, stage, status is LeadStatus.LOST, count) for month, stage, status, count in counted if month]

    def statuses(self) -> dict[LeadStatus, int]:
        """How many leads are in each status that has any."""
        return dict(count_leads(self._session, ALL_TIME, EVERYTHING, by=("status",)))

    def undated(self, filters: Filters = EVERYTHING) -> int:
        """How many leads have no created date, and so stand in no month."""
        return self._session.scalar(_count(filters).where(LeadRow.created_month.is_(None))) or 0

    def begun_on(self, filters: Filters) -> date | None:
        """When the first lead was created of those that have a date."""
        # The first month comes first in the index.
        first = select(LeadRow.created_on).where(*of_leads(filters), LeadRow.created_month.is_not(None))
        return self._session.scalar(first.order_by(LeadRow.created_month, LeadRow.created_on).limit(1))

    def leads_of(
        self,
        period: Period,
        filters: Filters,
        *,
        reached: LeadStatus = LeadStatus.NEW,
        stopped_at: LeadStatus | None = None,
        statuses: Collection[LeadStatus] | None = None,
        dated_only: bool = False,
        limit: int,
    ) -> list[Lead]:
        """The leads behind a number, the newest first, those without a date last.

        They ever `reached` a stage, came as far as `stopped_at` and no further, have one of `statuses` now. All time
        has leads without a date, except `dated_only`, as the funnel counts.
        """
        conditions = _behind(period, filters, reached, stopped_at, statuses)
        with_undated = period.start is None and not dated_only
        return [Lead(*row) for row in self._newest_first(LEAD, conditions, with_undated, limit)]

    def lead_ids_of(
        self,
        period: Period,
        filters: Filters,
        *,
        reached: LeadStatus = LeadStatus.NEW,
        stopped_at: LeadStatus | None = None,
        statuses: Collection[LeadStatus] | None = None,
        dated_only: bool = False,
    ) -> list[int]:
        """Ids of all that `leads_of` lists, in its order."""
        conditions = _behind(period, filters, reached, stopped_at, statuses)
        with_undated = period.start is None and not dated_only
        return [lead_id for (lead_id,) in self._newest_first((LeadRow.id,), conditions, with_undated, None)]

    def leads_with(self, ids: Sequence[int]) -> list[Lead]:
        """The leads of these ids in their order, without those that were deleted since."""
        found = {row[0]: Lead(*row) for row in self._session.execute(KEPT.where(LeadRow.id.in_(ids)))}
        return [found[lead_id] for lead_id in ids if lead_id in found]

    def standing(self, period: Period, filters: Filters, *, dated_only: bool) -> list[tuple[int, bool, int]]:
        """(furthest stage, lost now, how many leads), for the leads that `leads_of` lists."""
        counted = count_leads(self._session, period, filters, by=("created_month", "stage", "status"))
        return [
            (stage, status is LeadStatus.LOST, count)
            for month, stage, status, count in counted
            if month or not dated_only
        ]

    def count_by(
        self, column: Literal["owner_id", "source_id", "campaign_id"], period: Period, filters: Filters
    ) -> dict[int | None, int]:
        """How many leads of the period each owner, source or campaign has; None stands for those with none."""
        if column != "owner_id":
            return dict(count_leads(self._session, period, filters, by=(column,)))
        counted = select(LeadRow.owner_id, func.count()).where(*created_in(period), *of_leads(filters))
        return {owner_id: count for owner_id, count in self._session.execute(counted.group_by(LeadRow.owner_id))}  # noqa: C416 - rows are no pairs to mypy

    def _newest_first(
        self, columns: tuple[Any, ...], conditions: Conditions, with_undated: bool, limit: int | None
    ) -> list[Any]:
        """Those without a date last."""
        # Month by month, as the index has them, until there are enough.
        newest_first = (LeadRow.created_month.desc(), LeadRow.created_on.desc(), LeadRow.id.desc())
        dated = select(*columns).where(*conditions, LeadRow.created_month.is_not(None)).order_by(*newest_first)
        found = list(self._session.execute(dated.limit(limit)))
        if with_undated and (limit is None or len(found) < limit):
            undated = select(*columns).where(*conditions, LeadRow.created_month.is_(None)).order_by(LeadRow.id.desc())
            found += self._session.execute(undated.limit(None if limit is None else limit - len(found)))
        return found


def _behind(
    period: Period,
    filters: Filters,
    reached: LeadStatus,
    stopped_at: LeadStatus | None,
    statuses: Collection[LeadStatus] | None,
) -> Conditions:
    conditions = [*created_in(period), *of_leads(filters), LeadRow.stage >= STAGES.index(reached)]
    if stopped_at is not None:
        conditions.append(LeadRow.stage == STAGES.index(stopped_at))
    if statuses is not None:
        conditions.append(LeadRow.status.in_(statuses))
    return conditions


def _count(filters: Filters = EVERYTHING) -> Select[int]:
    # Rows, not their ids: PostgreSQL then reads the index alone.
    return select(func.count()).select_from(LeadRow).where(*of_leads(filters))
