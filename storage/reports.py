"""The leads behind the reports, counted and listed: SQL filters and adds up, `bot` knows what the sums mean.

Leads that are deleted never count. "Converted" is whoever ever was, and "qualified" too: both are read from `stage`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

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
from storage.leads import LEAD
from storage.narrowing import created_in, of_leads


class Reports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def funnel(self, period: Period, filters: Filters = EVERYTHING) -> list[FunnelRow]:
        """(month as 202611, furthest stage, lost now, how many leads), for the leads created in the period."""
        counted = count_leads(self._session, period, filters, by=("created_month", "stage", "status"))
        return [(month, stage, status is LeadStatus.LOST, count) for month, stage, status, count in counted if month]

    def stages(self) -> list[tuple[int, bool, int]]:
        """(furthest stage, lost now, how many leads) of all leads, dated or not."""
        counted = count_leads(self._session, ALL_TIME, EVERYTHING, by=("stage", "status"))
        return [(stage, status is LeadStatus.LOST, count) for stage, status, count in counted]

    def statuses(self) -> dict[LeadStatus, int]:
        """How many leads are in each status that has any."""
        return dict(count_leads(self._session, ALL_TIME, EVERYTHING, by=("status",)))

    def created_in_month(self, day: date) -> int:
        """How many leads were created in that day's month."""
        month = day.year * 100 + day.month
        return self._session.scalar(_count().where(LeadRow.created_month == month)) or 0

    def undated(self, filters: Filters = EVERYTHING) -> int:
        """How many leads have no created date, and so stand in no month."""
        return self._session.scalar(_count(filters).where(LeadRow.created_month.is_(None))) or 0

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
        conditions = [*created_in(period), *of_leads(filters), LeadRow.stage >= STAGES.index(reached)]
        if stopped_at is not None:
            conditions.append(LeadRow.stage == STAGES.index(stopped_at))
        if statuses is not None:
            conditions.append(LeadRow.status.in_(statuses))
        # Month by month, as the index has them, until there are enough.
        newest_first = (LeadRow.created_month.desc(), LeadRow.created_on.desc(), LeadRow.id.desc())
        dated = select(*LEAD).where(*conditions, LeadRow.created_month.is_not(None)).order_by(*newest_first)
        found = [Lead(*row) for row in self._session.execute(dated.limit(limit))]
        if period.start is None and not dated_only and len(found) < limit:
            undated = select(*LEAD).where(*conditions, LeadRow.created_month.is_(None)).order_by(LeadRow.id.desc())
            found += [Lead(*row) for row in self._session.execute(undated.limit(limit - len(found)))]
        return found


def _count(filters: Filters = EVERYTHING) -> Select[int]:
    # Rows, not their ids: PostgreSQL then reads the index alone.
    return select(func.count()).select_from(LeadRow).where(*of_leads(filters))
