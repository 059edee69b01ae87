"""The sums behind the report on the team: what each member did, and what was booked through them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.bookings import BOOKED
from bot.filters import Filters
from bot.kinds import EngagementStatus, Role
from bot.periods import Period
from bot.team_report import RepFigures
from storage.followups import is_pending
from storage.journey_rows import EngagementRow, FollowUpRow, LeadRow, MilestoneRow
from storage.narrowing import created_in, dated_in, of_engagements, of_follow_ups, of_leads, of_visits
from storage.report_rows import SaleRow
from storage.rows import MemberRow
from storage.sales import of_sales


class TeamReports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def reps(self, period: Period, filters: Filters, *, today: date) -> list[RepFigures]:
        """Every rep, and who else did anything, by name; narrowed to an owner, only that one."""
        leads = self._count(LeadRow.owner_id, *created_in(period), *of_leads(filters))
        visits = self._count(
            MilestoneRow.visited_by_id, *dated_in(period, MilestoneRow.happened_on), *of_visits(filters)
        )
        engagements = self._count(
            EngagementRow.member_id,
            EngagementRow.status == EngagementStatus.COMPLETED,
            *dated_in(period, EngagementRow.happened_on),
            *of_engagements(filters),
        )
        overdue = self._count(FollowUpRow.owner_id, *is_pending(today - timedelta(days=1)), *of_follow_ups(filters))
        booked = self._booked(period, filters)
        members = select(MemberRow.id, MemberRow.name, MemberRow.role).order_by(MemberRow.name_key, MemberRow.id)
        if filters.owner_id is not None:
            members = members.where(MemberRow.id == filters.owner_id)
        reps = [
            (
                role,
                RepFigures(
                    name=name,
                    leads=leads.get(member_id, 0),
                    visits=visits.get(member_id, 0),
                    engagements=engagements.get(member_id, 0),
                    bookings=booked.get(member_id, (0, 0))[0],
                    amount=booked.get(member_id, (0, 0))[1],
                    overdue=overdue.get(member_id, 0),
                ),
            )
            for member_id, name, role in self._session.execute(members)
        ]
        return [rep for role, rep in reps if role is Role.REP or not rep.is_idle]

    def _count(self, member_id: Any, *conditions: ColumnElement[bool]) -> dict[int, int]:
        """How many rows there are of each member."""
        counted = select(member_id, func.count()).where(member_id.is_not(None), *conditions).group_by(member_id)
        return {found_id: count for found_id, count in self._session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy

    def _booked(self, period: Period, filters: Filters) -> dict[int, tuple[int, int]]:
        """(bookings, amount) of each member: the lead's owner, or the customer's where there is no lead."""
        summed = (
            select(SaleRow.owner_id, func.count(), func.sum(SaleRow.amount))
            .where(SaleRow.status.in_(BOOKED), *dated_in(period, SaleRow.booked_on), *of_sales(filters))
            .group_by(SaleRow.owner_id)
        )
        found = self._session.execute(summed)
        return {member_id: (count, int(amount)) for member_id, count, amount in found if member_id is not None}
