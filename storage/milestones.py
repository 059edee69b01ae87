"""Milestones: the dated events of a lead's journey."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.model import Milestone, MilestoneType, Outcome
from storage.rows import MilestoneRow


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
    ) -> Milestone:
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
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)


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
    )
