"""What must reach Slack: kept with the write that decided it, claimed by one copy of the program at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.kinds import DeliveryState
from bot.model import Delivery
from storage.journal import DeliveryRow

LEASE = timedelta(minutes=2)
"""After this long, a copy that has not finished a delivery is taken for dead."""

UNDER_WAY = (DeliveryState.CLAIMED, DeliveryState.SENDING)
WAITING = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.SENDING)


class Deliveries:
    def __init__(self, session: Session) -> None:
        self._session = session
        self.queued: list[int] = []
        """What this transaction has queued, for the courier to be told once it is committed."""

    def add(self, key: str, kind: str, content: dict[str, Any], *, team_id: str, now: datetime) -> int:
        """Queue it, or find the one that was queued under the same key; returns its id."""
        queued = self._session.scalar(select(DeliveryRow.id).where(DeliveryRow.key == key))
        if queued is not None:
            return queued
        row = DeliveryRow(
            key=key, kind=kind, content=content, team_id=team_id, state=DeliveryState.QUEUED, not_before=now
        )
        self._session.add(row)
        self._session.flush()
        self.queued.append(row.id)
        return row.id

    def list_due(self, now: datetime) -> list[int]:
        """Ids of what waits to be sent or was left by a dead copy, oldest first."""
        due = (
            select(DeliveryRow.id)
            .where(DeliveryRow.state.in_(WAITING), DeliveryRow.not_before <= now)
            .order_by(DeliveryRow.not_before, DeliveryRow.id)
        )
        return list(self._session.scalars(due))

    def find(self, delivery_id: int) -> Delivery | None:
        """The delivery as it is, whoever has it."""
        row = self._session.scalar(select(DeliveryRow).where(DeliveryRow.id == delivery_id))
        return to_model(row) if row else None

    def find_by_key(self, key: str) -> Delivery | None:
        row = self._session.scalar(select(DeliveryRow).where(DeliveryRow.key == key))
        return to_model(row) if row else None

    def is_overtaken(self, delivery_id: int, kind: str, ts: str) -> bool:
        """Whether a later one of that kind puts something else in the place of the same message."""
        later = select(DeliveryRow.id).where(
            DeliveryRow.id > delivery_id, DeliveryRow.kind == kind, DeliveryRow.content["ts"].as_string() == ts
        )
        return self._session.scalar(later.limit(1)) is not None

    def claim(self, delivery_id: int, now: datetime) -> Delivery | None:
        """The delivery, for the one caller that gets it; None where another has it or it is done."""
        due = (
            select(DeliveryRow)
            .where(DeliveryRow.id == delivery_id, DeliveryRow.state.in_(WAITING), DeliveryRow.not_before <= now)
            .with_for_update(skip_locked=True)
        )
        row = self._session.scalar(due)
        if row is None:
            return None
        row.maybe_sent = row.maybe_sent or row.state is DeliveryState.SENDING
        row.state = DeliveryState.CLAIMED
        row.attempts = (row.attempts or 0) + 1
        row.not_before = now + LEASE
        self._session.flush()
        return to_model(row)

    def start_sending(self, delivery_id: int, *, attempt: int, now: datetime) -> bool:
        """From here on, Slack may have it. False where another copy took it over meanwhile: this one must stop."""
        if not self.renew(delivery_id, attempt=attempt, now=now):
            return False
        self._row(delivery_id).state = DeliveryState.SENDING
        return True

    def renew(self, delivery_id: int, *, attempt: int, now: datetime) -> bool:
        """It is still being worked on. False where another copy took it over meanwhile: this one must stop."""
        row = self._row(delivery_id)
        if row.state not in UNDER_WAY or row.attempts != attempt:
            return False
        row.not_before = now + LEASE
        return True

    def keep_place(self, delivery_id: int, place: dict[str, str], *, attempt: int, now: datetime) -> bool:
        """Slack has it, there: trying it again changes that message. False as for `renew`."""
        if not self.renew(delivery_id, attempt=attempt, now=now):
            return False
        row = self._row(delivery_id)
        row.state, row.content = DeliveryState.CLAIMED, row.content | place | {"posted": True}
        return True

    def finish(self, delivery: Delivery, *, error: str | None = None) -> None:
        """It was sent, or with `error` given up; nothing, where another copy has taken it over."""
        row = self._row(delivery.id)
        if row.attempts == delivery.attempts:
            row.state = DeliveryState.FAILED if error else DeliveryState.SENT
            row.error = error

    def retry(self, delivery: Delivery, *, at: datetime, error: str, maybe_sent: bool) -> None:
        """Queue it again for `at`, because of `error`; nothing, where another copy has taken it over."""
        row = self._row(delivery.id)
        if row.attempts == delivery.attempts:
            row.state, row.not_before, row.error = DeliveryState.QUEUED, at, error
            row.maybe_sent = row.maybe_sent or maybe_sent

    def withdraw(self, beginning: str, *, why: str) -> int:
        """Give up what waits under keys with this beginning, and tell how many; what is under way is sent."""
        waiting = select(DeliveryRow).where(
            DeliveryRow.state == DeliveryState.QUEUED, DeliveryRow.key.startswith(beginning, autoescape=True)
        )
        rows = self._session.scalars(waiting).all()
        for row in rows:
            row.state, row.error = DeliveryState.FAILED, why
        return len(rows)

    def _row(self, delivery_id: int) -> DeliveryRow:
        return self._session.scalars(select(DeliveryRow).where(DeliveryRow.id == delivery_id)).one()


def to_model(row: DeliveryRow) -> Delivery:
    return Delivery(row.id, row.kind, row.content, row.team_id, row.attempts, row.maybe_sent)
