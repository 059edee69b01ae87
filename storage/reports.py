"""The figures behind the reports: SQL filters and adds up, `bot` knows what the sums mean."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from bot.funnel import FunnelRow
from bot.kinds import LeadStatus
from bot.periods import Period, months
from storage.journey_rows import LeadRow


class Reports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def funnel(self, period: Period) -> list[FunnelRow]:
        """(month as 202611, furthest stage, lost now, how many leads), for the leads created in the period."""
        # By the columns of the index, in its order: grouped by anything else, every lead would be sorted first.
        groups = (LeadRow.created_month, LeadRow.stage, LeadRow.status)
        counted = (
            select(*groups, func.count()).where(LeadRow.deleted_at.is_(None), *_created_in(period)).group_by(*groups)
        )
        return [
            (month, stage, status is LeadStatus.LOST, count)
            for month, stage, status, count in self._session.execute(counted)
            if month is not None
        ]

    def stages(self) -> list[tuple[int, bool, int]]:
        """(furthest stage, lost now, how many leads) of all leads, dated or not."""
        lost = case((LeadRow.status == LeadStatus.LOST, 1), else_=0)
        counted = (
            select(LeadRow.stage, lost, func.count()).where(LeadRow.deleted_at.is_(None)).group_by(LeadRow.stage, lost)
        )
        return [(stage, bool(gone), count) for stage, gone, count in self._session.execute(counted)]

    def statuses(self) -> dict[LeadStatus, int]:
        """How many leads are in each status that has any."""
        counted = select(LeadRow.status, func.count()).where(LeadRow.deleted_at.is_(None)).group_by(LeadRow.status)
        return {status: count for status, count in self._session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy

    def created_in_month(self, day: date) -> int:
        """How many leads were created in that day's month."""
        month = day.year * 100 + day.month
        return self._session.scalar(_count().where(LeadRow.created_month == month)) or 0

    def undated(self) -> int:
        """How many leads have no created date, and so stand in no month."""
        return self._session.scalar(_count().where(LeadRow.created_month.is_(None))) or 0


def _count() -> Select[int]:
    # Rows, not their ids: PostgreSQL then reads the index alone.
    return select(func.count()).select_from(LeadRow).where(LeadRow.deleted_at.is_(None))


def _created_in(period: Period) -> list[ColumnElement[bool]]:
    if period.start is None or period.end is None:
        return [LeadRow.created_month.is_not(None)]
    every = months(period)
    within: list[ColumnElement[bool]] = [LeadRow.created_month.between(every[0], every[-1])]
    # Whole months are answered by the index alone.
    return within if period.is_whole_months else [*within, LeadRow.created_on.between(period.start, period.end)]
