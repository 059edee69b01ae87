"""Engagements: each contact with a lead, and the answer that it got."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.kinds import Channel, EngagementStatus, EngagementType, Outcome
from bot.model import Engagement, Lead
from storage.journey_rows import EngagementRow, LeadRow
from storage.leads import to_model as lead_model
from storage.literals import literally


class Engagements:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, engagement_id: int) -> Engagement:
        return to_model(self._row(engagement_id))

    def list_of_lead(self, lead_id: int) -> list[Engagement]:
        """The contacts with the lead, oldest first."""
        found = (
            select(EngagementRow)
            .where(EngagementRow.lead_id == lead_id)
            .order_by(EngagementRow.happened_on, EngagementRow.id)
        )
        return [to_model(row) for row in self._session.scalars(found)]

    def list_pending(
        self, *, member_id: int | None = None, until: date | None = None, limit: int = 50
    ) -> list[tuple[Engagement, Lead]]:
        """Planned meetings with their leads, the earliest first; of one member or of everybody, up to a day."""
        found = (
            select(EngagementRow, LeadRow)
            .join(LeadRow, _ITS_LEAD)
            .where(EngagementRow.status == literally(EngagementStatus.PENDING), LeadRow.deleted_at.is_(None))
            .order_by(EngagementRow.happened_on, EngagementRow.happened_at, EngagementRow.id)
            .limit(limit)
        )
        if member_id is not None:
            found = found.where(EngagementRow.member_id == member_id)
        if until is not None:
            found = found.where(EngagementRow.happened_on <= until)
        return [(to_model(row), lead_model(lead)) for row, lead in self._session.execute(found)]

    def count_by_member(self, *, start: date, end: date, member_id: int | None = None) -> dict[int, int]:
        """How many contacts each member, or only that one, has had from `start` to `end`.

        Those that are still to come, and those that failed, are left out.
        """
        counted = (
            select(EngagementRow.member_id, func.count())
            .join(LeadRow, _ITS_LEAD)
            .where(
                EngagementRow.happened_on.between(start, end),
                EngagementRow.status == EngagementStatus.COMPLETED,
                LeadRow.deleted_at.is_(None),
            )
            .group_by(EngagementRow.member_id)
        )
        if member_id is not None:
            counted = counted.where(EngagementRow.member_id == member_id)
        return {member_id: count for member_id, count in self._session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy

    def add(
        self,
        lead_id: int,
        type_: EngagementType,
        channel: Channel,
        happened_on: date,
        *,
        subject: str,
        member_id: int,
        status: EngagementStatus,
        happened_at: time | None = None,
        notes: str | None = None,
        outcome: Outcome | None = None,
        duration_minutes: int | None = None,
        responded_on: date | None = None,
        response_notes: str | None = None,
    ) -> Engagement:
        row = EngagementRow(
            lead_id=lead_id,
            type=type_,
            channel=channel,
            happened_on=happened_on,
            happened_at=happened_at,
            subject=subject,
            notes=notes,
            outcome=outcome,
            status=status,
            duration_minutes=duration_minutes,
            responded_on=responded_on,
            response_notes=response_notes,
            member_id=member_id,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def change(self, engagement_id: int, **fields: Any) -> Engagement:
        """Set columns by name."""
        row = self._row(engagement_id)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.flush()
        return to_model(row)

    def remove(self, engagement_id: int) -> None:
        """Delete it for good; nothing may refer to it any more."""
        self._session.delete(self._row(engagement_id))
        self._session.flush()

    def _row(self, engagement_id: int) -> EngagementRow:
        row = self._session.get(EngagementRow, engagement_id)
        if row is None:
            raise NothingFound(what="engagement", text=engagement_id, hint="It may have been undone.")
        return row


_ITS_LEAD = (LeadRow.tenant_id == EngagementRow.tenant_id) & (LeadRow.id == EngagementRow.lead_id)


def to_model(row: EngagementRow) -> Engagement:
    return Engagement(
        id=row.id,
        lead_id=row.lead_id,
        type=row.type,
        channel=row.channel,
        happened_on=row.happened_on,
        happened_at=row.happened_at,
        subject=row.subject,
        notes=row.notes,
        outcome=row.outcome,
        status=row.status,
        duration_minutes=row.duration_minutes,
        responded_on=row.responded_on,
        response_notes=row.response_notes,
        member_id=row.member_id,
    )
