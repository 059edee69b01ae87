"""Milestones: the dated events of a lead's journey."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.kinds import MilestoneType, Outcome
from bot.model import Milestone
from storage.journey_rows import LeadRow, MilestoneRow


class Milestones:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of_lead(self, lead_id: int) -> list[Milestone]:
        """The lead's journey, oldest first."""
        found = (
            select(MilestoneRow)
            .where(MilestoneRow.lead_id == lead_id)
            .order_by(MilestoneRow.happened_on, MilestoneRow.id)
        )
        return [to_model(row) for row in self._session.scalars(found)]

    def get(self, milestone_id: int) -> Milestone:
        return to_model(self._row(milestone_id))

    def find_same(self, lead_id: int, type_: MilestoneType, on: date) -> Milestone | None:
        """The lead's milestone of that type on that very day."""
        same = select(MilestoneRow).where(
            MilestoneRow.lead_id == lead_id, MilestoneRow.type == type_, MilestoneRow.happened_on == on
        )
        row = self._session.scalar(same.order_by(MilestoneRow.id))
        return to_model(row) if row else None

    def count_visits(self, *, start: date, end: date, member_id: int | None = None) -> dict[int, int]:
        """How many visits each member made from `start` to `end`; or only that one."""
        counted = (
            select(MilestoneRow.visited_by_id, func.count())
            .join(LeadRow, (LeadRow.tenant_id == MilestoneRow.tenant_id) & (LeadRow.id == MilestoneRow.lead_id))
            .where(
                MilestoneRow.happened_on.between(start, end),
                MilestoneRow.visited_by_id.is_not(None),
                LeadRow.deleted_at.is_(None),
            )
            .group_by(MilestoneRow.visited_by_id)
        )
        if member_id is not None:
            counted = counted.where(MilestoneRow.visited_by_id == member_id)
        return {member_id: count for member_id, count in self._session.execute(counted) if member_id is not None}

    def has(self, lead_id: int, type_: MilestoneType, *, until: date) -> bool:
        """Whether the lead had such a milestone on that day or earlier."""
        found = select(MilestoneRow.id).where(
            MilestoneRow.lead_id == lead_id, MilestoneRow.type == type_, MilestoneRow.happened_on <= until
        )
        return self._session.scalar(found.limit(1)) is not None

    def add(
        self,
        lead_id: int,
        type_: MilestoneType,
        happened_on: date,
        *,
        happened_at: time | None = None,
        notes: str | None = None,
        location: str | None = None,
        outcome: Outcome | None = None,
        duration_minutes: int | None = None,
        visited_by_id: int | None = None,
        latitude: float | None = None,
        longitude: float | None = None,
    ) -> Milestone:
        """A new milestone; the coordinates are in degrees (WGS 84)."""
        row = MilestoneRow(
            lead_id=lead_id,
            type=type_,
            happened_on=happened_on,
            happened_at=happened_at,
            notes=notes,
            location=location,
            outcome=outcome,
            duration_minutes=duration_minutes,
            visited_by_id=visited_by_id,
            latitude=latitude,
            longitude=longitude,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def change(self, milestone_id: int, **fields: Any) -> Milestone:
        """Set columns by name."""
        row = self._row(milestone_id)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.flush()
        return to_model(row)

    def remove(self, milestone_id: int) -> None:
        """Delete it for good; nothing may refer to it any more."""
        self._session.delete(self._row(milestone_id))
        self._session.flush()

    def _row(self, milestone_id: int) -> MilestoneRow:
        row = self._session.get(MilestoneRow, milestone_id)
        if row is None:
            raise NothingFound(what="milestone", text=milestone_id, hint="It may have been undone.")
        return row


def to_model(row: MilestoneRow) -> Milestone:
    return Milestone(
        row.id,
        row.lead_id,
        row.type,
        row.happened_on,
        row.happened_at,
        row.notes,
        row.location,
        row.outcome,
        row.duration_minutes,
        row.visited_by_id,
        row.latitude,
        row.longitude,
    )
