"""Follow-ups: opened by a milestone that requires one, settled by the next event on the lead."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.model import FollowUp, FollowUpStatus, Lead
from storage.leads import to_model as lead_model
from storage.rows import FollowUpRow, LeadRow, MilestoneRow


class FollowUps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, lead_id: int, milestone_id: int, *, due_on: date, owner_id: int, why: str) -> FollowUp:
        row = FollowUpRow(
            lead_id=lead_id,
            milestone_id=milestone_id,
            due_on=due_on,
            owner_id=owner_id,
            why=why,
            status=FollowUpStatus.PENDING,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def settle(self, lead_id: int, *, by_milestone_id: int, on: date) -> list[FollowUp]:
        """Mark done by this milestone of the day `on` what was pending since earlier, and return it.

        What a later event asked for stays: an event that is logged afterwards does not answer it.
        """
        pending = (
            select(FollowUpRow)
            .join(MilestoneRow, MilestoneRow.id == FollowUpRow.milestone_id)
            .where(
                FollowUpRow.lead_id == lead_id,
                FollowUpRow.status == FollowUpStatus.PENDING,
                FollowUpRow.milestone_id != by_milestone_id,
                MilestoneRow.happened_on <= on,
            )
        )
        rows = list(self._session.scalars(pending))
        for row in rows:
            row.status = FollowUpStatus.DONE
            row.settled_by_id = by_milestone_id
        self._session.flush()
        return [to_model(row) for row in rows]

    def list_of_lead(self, lead_id: int) -> list[FollowUp]:
        found = select(FollowUpRow).where(FollowUpRow.lead_id == lead_id).order_by(FollowUpRow.due_on, FollowUpRow.id)
        return [to_model(row) for row in self._session.scalars(found)]

    def list_pending(self, *, owner_id: int | None = None, limit: int = 50) -> list[tuple[FollowUp, Lead]]:
        """Pending follow-ups with their leads, the longest overdue first; of one owner or of everybody."""
        pending = (
            select(FollowUpRow, LeadRow)
            .join(LeadRow, (LeadRow.tenant_id == FollowUpRow.tenant_id) & (LeadRow.id == FollowUpRow.lead_id))
            .where(FollowUpRow.status == FollowUpStatus.PENDING, LeadRow.deleted_at.is_(None))
            .order_by(FollowUpRow.due_on, FollowUpRow.id)
            .limit(limit)
        )
        if owner_id is not None:
            pending = pending.where(FollowUpRow.owner_id == owner_id)
        return [(to_model(row), lead_model(lead)) for row, lead in self._session.execute(pending)]

    def count_pending(self, *, due_before: date | None = None) -> int:
        """How many are pending; with `due_before`, how many of them were due earlier than that day."""
        pending = (
            select(func.count(FollowUpRow.id))
            .join(LeadRow, (LeadRow.tenant_id == FollowUpRow.tenant_id) & (LeadRow.id == FollowUpRow.lead_id))
            .where(FollowUpRow.status == FollowUpStatus.PENDING, LeadRow.deleted_at.is_(None))
        )
        if due_before is not None:
            pending = pending.where(FollowUpRow.due_on < due_before)
        return self._session.scalar(pending) or 0


def to_model(row: FollowUpRow) -> FollowUp:
    return FollowUp(row.id, row.lead_id, row.milestone_id, row.due_on, row.owner_id, row.why, row.status)
