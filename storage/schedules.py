"""Schedules and their slots: the database, not the clock, decides which copy of the program posts."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.filters import EVERYTHING, Filters
from bot.kinds import Cadence
from bot.model import Schedule
from storage.journal import SlotRow
from storage.rows import ScheduleRow


class Schedules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, schedule_id: int) -> Schedule:
        return to_model(self._row(schedule_id))

    def find(self, schedule_id: int) -> Schedule | None:
        row = self._find(schedule_id)
        return to_model(row) if row else None

    def list(self) -> list[Schedule]:
        return [to_model(row) for row in self._session.scalars(select(ScheduleRow).order_by(ScheduleRow.id))]

    def add(
        self,
        *,
        report: str,
        period: str,
        team_id: str,
        channel_id: str,
        cadence: Cadence,
        day: int | None,
        at: time,
        time_zone: str,
        creator_id: int,
        since: datetime,
        filters: Filters = EVERYTHING,
    ) -> Schedule:
        row = ScheduleRow(
            report=report,
            period=period,
            team_id=team_id,
            channel_id=channel_id,
            cadence=cadence,
            day=day,
            at=at,
            time_zone=time_zone,
            creator_id=creator_id,
            active=True,
            since=since,
            owner_id=filters.owner_id,
            source_id=filters.source_id,
            campaign_id=filters.campaign_id,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def set_active(self, schedule_id: int, active: bool, *, since: datetime) -> Schedule:
        """Pause or resume; slots before `since` are not made up for."""
        row = self._row(schedule_id)
        row.active, row.since = active, since
        self._session.flush()
        return to_model(row)

    def delete(self, schedule_id: int, *, at: datetime) -> None:
        """With its slots. Should it be put back, slots before `at` are not made up for."""
        row = self._row(schedule_id)
        for slot in self._session.scalars(select(SlotRow).where(SlotRow.schedule_id == schedule_id)):
            self._session.delete(slot)
        self._session.flush()  # the slots first: they refer to it
        row.since = at
        self._session.delete(row)
        self._session.flush()

    def is_claimed(self, schedule_id: int, due_at: datetime) -> bool:
        found = select(SlotRow.id).where(SlotRow.schedule_id == schedule_id, SlotRow.due_at == due_at)
        return self._session.scalar(found) is not None

    def claim_slot(self, schedule_id: int, due_at: datetime, *, skipped_why: str | None = None) -> bool:
        """True for the one caller that gets the slot, False for everybody after it."""
        try:
            with self._session.begin_nested():
                self._session.add(SlotRow(schedule_id=schedule_id, due_at=due_at, skipped_why=skipped_why))
        except IntegrityError:
            return False
        return True

    def _row(self, schedule_id: int) -> ScheduleRow:
        row = self._find(schedule_id)
        if row is None:
            raise NothingFound(what="schedule", text=schedule_id, hint="It may have been deleted.")
        return row

    def _find(self, schedule_id: int) -> ScheduleRow | None:
        return self._session.scalar(select(ScheduleRow).where(ScheduleRow.id == schedule_id))


def to_model(row: ScheduleRow) -> Schedule:
    return Schedule(
        row.id,
        row.report,
        row.period,
        row.team_id,
        row.channel_id,
        row.cadence,
        row.day,
        row.at,
        row.time_zone,
        row.creator_id,
        row.active,
        row.since,
        Filters(owner_id=row.owner_id, source_id=row.source_id, campaign_id=row.campaign_id),
    )
