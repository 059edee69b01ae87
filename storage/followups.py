"""Follow-ups: opened by an event that asks for one, settled by the next event on the lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.kinds import FollowUpStatus
from bot.model import FollowUp, Lead
from storage.journey_rows import FollowUpRow, LeadRow
from storage.leads import LEAD
from storage.literals import literally

FOLLOW_UP = tuple(getattr(FollowUpRow, field.name) for field in fields(FollowUp))
"""The columns that a FollowUp is made of."""

WITH_LEADS: Select[*tuple[Any, ...]] = (
    select(*FOLLOW_UP, *LEAD)
    .join(LeadRow, (LeadRow.tenant_id == FollowUpRow.tenant_id) & (LeadRow.id == FollowUpRow.lead_id))
    .order_by(FollowUpRow.due_on, FollowUpRow.id)
)
"""Follow-ups with their leads, in order of their days."""


class FollowUps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, follow_up_id: int) -> FollowUp:
        return to_model(self._row(follow_up_id))

    def open(
        self,
        lead_id: int,
        *,
        opened_on: date,
        due_on: date,
        owner_id: int,
        why: str,
        milestone_id: int | None = None,
        engagement_id: int | None = None,
    ) -> FollowUp:
        """`opened_on` is the day of the milestone or engagement that asks for it, today where it is just planned."""
        row = FollowUpRow(
            lead_id=lead_id,
            milestone_id=milestone_id,
            engagement_id=engagement_id,
            opened_on=opened_on,
            due_on=due_on,
            owner_id=owner_id,
            why=why,
            status=FollowUpStatus.PENDING,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def settle(
        self, lead_id: int, *, on: date, by_milestone_id: int | None = None, by_engagement_id: int | None = None
    ) -> list[FollowUp]:
        """Mark done by this event of the day `on` what was pending since then or earlier, and return it.

        What a later event asked for stays: an event that is logged afterwards does not answer it.
        """
        pending = select(FollowUpRow).where(
            FollowUpRow.lead_id == lead_id,
            FollowUpRow.status == FollowUpStatus.PENDING,
            FollowUpRow.opened_on <= on,
        )
        rows = list(self._session.scalars(pending))
        for row in rows:
            row.status = FollowUpStatus.DONE
            row.settled_by_id, row.settled_by_engagement_id = by_milestone_id, by_engagement_id
        self._session.flush()
        return [to_model(row) for row in rows]

    def let_go(
        self, lead_id: int, *, milestone_id: int | None = None, engagement_id: int | None = None
    ) -> list[FollowUp]:
        """Forget this event of the lead, which is about to be removed, and return what is dropped.

        That is what waits because of it; what it settled stays done.
        """
        dropped = []
        for row in self._session.scalars(select(FollowUpRow).where(FollowUpRow.lead_id == lead_id)):
            if (row.milestone_id, row.engagement_id) == (milestone_id, engagement_id):
                row.milestone_id = row.engagement_id = None
                if row.status is FollowUpStatus.PENDING:
                    row.status = FollowUpStatus.DROPPED
                    dropped.append(row)
            if (row.settled_by_id, row.settled_by_engagement_id) == (milestone_id, engagement_id):
                row.settled_by_id = row.settled_by_engagement_id = None
        self._session.flush()
        return [to_model(row) for row in dropped]

    def change(self, follow_up_id: int, **fields: Any) -> FollowUp:
        """Set columns by name."""
        row = self._row(follow_up_id)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.flush()
        return to_model(row)

    def list_of_lead(self, lead_id: int) -> list[FollowUp]:
        found = select(FollowUpRow).where(FollowUpRow.lead_id == lead_id).order_by(FollowUpRow.due_on, FollowUpRow.id)
        return [to_model(row) for row in self._session.scalars(found)]

    def list_with_leads(self, follow_up_ids: Sequence[int]) -> list[tuple[FollowUp, Lead]]:
        """These follow-ups as they are now, pending or not, in order of their dates; those of deleted leads aside."""
        return self._pairs(WITH_LEADS.where(FollowUpRow.id.in_(follow_up_ids), LeadRow.deleted_at.is_(None)))

    def list_pending(
        self, *, owner_id: int | None = None, until: date | None = None, limit: int = 50
    ) -> list[tuple[FollowUp, Lead]]:
        """Pending follow-ups with their leads, the longest overdue first; of one owner or all, due up to a day."""
        return self._pairs(WITH_LEADS.where(*_pending(owner_id, until)).limit(limit))

    def count_by_owner(self, *, due_before: date | None = None) -> dict[int, int]:
        """How many each owner has pending; with `due_before`, how many of them were due earlier than that day."""
        until = due_before - timedelta(days=1) if due_before else None
        counted = (
            select(FollowUpRow.owner_id, func.count()).where(*_pending(None, until)).group_by(FollowUpRow.owner_id)
        )
        return {owner_id: count for owner_id, count in self._session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy

    def count_by_day(self, *, owner_id: int | None = None) -> dict[date, int]:
        """How many are due on each day that has any pending; of one owner or of all."""
        counted = select(FollowUpRow.due_on, func.count()).where(*_pending(owner_id, None)).group_by(FollowUpRow.due_on)
        return {due_on: count for due_on, count in self._session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy

    def _pairs(self, found: Select[*tuple[Any, ...]]) -> list[tuple[FollowUp, Lead]]:
        split = len(FOLLOW_UP)
        return [(FollowUp(*row[:split]), Lead(*row[split:])) for row in self._session.execute(found)]

    def _row(self, follow_up_id: int) -> FollowUpRow:
        row = self._session.get(FollowUpRow, follow_up_id)
        if row is None:
            raise NothingFound(what="follow-up", text=follow_up_id, hint="It may have been undone.")
        return row


_IS_PENDING = FollowUpRow.status == literally(FollowUpStatus.PENDING)
# Of a lead that is there: to pass over the few deleted ones takes less than to look up every other one.
_OF_KEPT = FollowUpRow.lead_id.not_in(select(LeadRow.id).where(LeadRow.deleted_at.is_not(None)))


def is_pending(until: date = date.max) -> list[ColumnElement[bool]]:
    """Pending, and due up to that day: only by the days does SQLite come to the index of what is pending."""
    return [_IS_PENDING, FollowUpRow.due_on <= until]


def _pending(owner_id: int | None, until: date | None) -> list[ColumnElement[bool]]:
    of_owner = [FollowUpRow.owner_id == owner_id] if owner_id is not None else []
    return [*is_pending(until or date.max), _OF_KEPT, *of_owner]


def to_model(row: FollowUpRow) -> FollowUp:
    return FollowUp(*(getattr(row, column.key) for column in FOLLOW_UP))
