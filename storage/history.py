"""What every write changed: caught at each flush, kept beside the records, and taken back by Undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, UOWTransaction

from bot.errors import AlreadyChanged, NothingFound, NotYours, UndoExpired
from bot.kinds import BookingStatus
from bot.model import Entry, Write
from storage.account_rows import BookingRow
from storage.columns import Recorded, Row
from storage.journal import ChangeRow, WriteRow

UNDO_FOR = timedelta(minutes=10)
LEDGER = "ledger_entries"
NAMED_BY_LEDGER = (LEDGER, "bookings", "customers")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    row: Recorded
    before: Values | None
    after: Values | None


@event.listens_for(Session, "after_flush")
def _catch_changes(session: Session, _context: UOWTransaction) -> None:
    changes: list[Change] | None = session.info.get("changes")
    if changes is None:
        return
    changes += [Change(row, None, _all_values(row)) for row in session.new if isinstance(row, Recorded)]
    changes += [
        Change(row, *_changed_values(row))
        for row in session.dirty
        if isinstance(row, Recorded) and session.is_modified(row)
    ]
    changes += [Change(row, _all_values(row), None) for row in session.deleted if isinstance(row, Recorded)]


def _all_values(row: Recorded) -> Values:
    return {name: _to_json(getattr(row, name)) for name in row.__table__.columns.keys()}  # noqa: SIM118


def _changed_values(row: Recorded) -> tuple[Values, Values]:
    before, after = {}, {}
    for name, attribute in inspect(row).attrs.items():
        if attribute.history.has_changes():
            before[name] = _to_json(attribute.history.deleted[0] if attribute.history.deleted else None)
            after[name] = _to_json(attribute.value)
    return before, after


def _to_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _from_json(row_class: type[Row], name: str, value: Any) -> Any:
    kind = row_class.__table__.columns[name].type.python_type
    if value is None:
        return None
    return kind.fromisoformat(value) if kind in (date, datetime, time) else kind(value)


class Writes:
    """The writes of one tenant: kept, found again by their submission, and undone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_by_submission(self, submission: str) -> Write | None:
        row = self._session.scalar(select(WriteRow).where(WriteRow.submission == submission))
        return _to_model(row) if row else None

    def get(self, write_id: int) -> Write:
        return _to_model(self._get(write_id))

    def list_of(self, kind: str, record_id: int, *, limit: int = 50) -> list[Entry]:
        """The writes that changed a record of the table `kind`, newest first, with what each did to it."""
        of_record = (ChangeRow.kind == kind, ChangeRow.record_id == record_id)
        newest = select(ChangeRow.write_id).where(*of_record).distinct().order_by(ChangeRow.write_id.desc())
        found = (
            select(WriteRow, ChangeRow)
            .join(ChangeRow, (ChangeRow.tenant_id == WriteRow.tenant_id) & (ChangeRow.write_id == WriteRow.id))
            .where(*of_record, WriteRow.id.in_(newest.limit(limit)))
            .order_by(WriteRow.id.desc(), ChangeRow.id)
        )
        changes = [(write, change) for write, change in self._session.execute(found)]
        by_write = groupby(changes, key=itemgetter(0))
        return [_entry(write, [change for _, change in kept]) for write, kept in by_write]

    def records_made(self, write_id: int, kind: str) -> list[int]:
        """Ids of the records of the table `kind` that the write made, in order."""
        made = select(ChangeRow.record_id).where(
            ChangeRow.write_id == write_id, ChangeRow.kind == kind, ChangeRow.before.is_(None)
        )
        return list(self._session.scalars(made.order_by(ChangeRow.id)))

    def records_changed(self, write_id: int, kind: str) -> list[int]:
        """Ids of the records of the table `kind` that the write changed, without those that it made."""
        changed = select(ChangeRow.record_id).where(
            ChangeRow.write_id == write_id, ChangeRow.kind == kind, ChangeRow.before.is_not(None)
        )
        made = set(self.records_made(write_id, kind))
        return [record_id for record_id in dict.fromkeys(self._session.scalars(changed)) if record_id not in made]

    def keep(self, write: WriteRow, changes: list[Change]) -> Write:
        """Store the write with what it changed."""
        self._session.add(write)
        self._session.flush()
        if changes:
            # One statement for all, those without a before or an after too: an import changes tens of thousands.
            kept = [_kept(change, write) for change in changes]
            self._session.execute(insert(ChangeRow), kept, execution_options={"render_nulls": True})
        return _to_model(write)

    def undo(self, write_id: int, *, member_id: int, now: datetime) -> Write:
        """Put back what stood before the write.

        Ledger entries stay, as the booking and the customer do that they name: whoever undoes reverses them.
        Raises NotYours, UndoExpired, or AlreadyChanged where a later write touched one of its records; NothingFound
        also for a write that is itself an undo.
        """
        write = self._get(write_id)
        if write.undoes_id is not None:
            raise _nothing_found(write_id)
        if write.member_id != member_id:
            raise NotYours
        if write.undone:
            return _to_model(write)
        if now - write.at > UNDO_FOR:
            raise UndoExpired
        changes = self._changes(write_id)
        self._refuse_if_touched_since(write_id, changes)
        is_in_ledger = any(change.kind == LEDGER for change in changes)
        for change in reversed(changes):
            if is_in_ledger and change.before is None and change.kind in NAMED_BY_LEDGER:
                self._keep(change)
            else:
                self._put_back(change)
        write.undone = True
        return _to_model(write)

    def _get(self, write_id: int) -> WriteRow:
        row = self._session.scalar(select(WriteRow).where(WriteRow.id == write_id))
        if row is None:
            raise _nothing_found(write_id)
        return row

    def _changes(self, write_id: int) -> list[ChangeRow]:
        found = select(ChangeRow).where(ChangeRow.write_id == write_id).order_by(ChangeRow.id)
        return list(self._session.scalars(found))

    def _refuse_if_touched_since(self, write_id: int, changes: list[ChangeRow]) -> None:
        for kind, record_id in {(change.kind, change.record_id) for change in changes}:
            later = (
                select(ChangeRow.id)
                .join(WriteRow, WriteRow.id == ChangeRow.write_id)
                .where(
                    ChangeRow.kind == kind,
                    ChangeRow.record_id == record_id,
                    ChangeRow.write_id > write_id,
                    WriteRow.undone.is_(False),
                    WriteRow.undoes_id.is_(None),
                )
            )
            if self._session.scalar(later.limit(1)) is not None:
                raise AlreadyChanged(what="something else was logged on it")

    def _keep(self, change: ChangeRow) -> None:
        """Leave what an entry names: a booking that was undone is a cancelled one."""
        if change.kind == "bookings":
            row = self._session.get_one(BookingRow, change.record_id)
            row.status, row.cancellation_reason = BookingStatus.CANCELLED, "Undone"

    def _put_back(self, change: ChangeRow) -> None:
        row_class = _recorded(change.kind)
        row = self._session.scalar(select(row_class).where(row_class.id == change.record_id))
        before = {name: _from_json(row_class, name, value) for name, value in (change.before or {}).items()}
        if change.before is None and row is not None:
            self._session.delete(row)
        elif change.after is None:
            self._session.add(row_class(**before))
        elif row is not None:
            for name, value in before.items():
                setattr(row, name, value)
        try:
            self._session.flush()
        except IntegrityError as error:
            raise AlreadyChanged(what="something else came to hang on it") from error


@cache
def _recorded(kind: str) -> type[Recorded]:
    """The class of the table's rows."""
    classes = (mapper.class_ for mapper in Row.registry.mappers)
    return next(found for found in classes if issubclass(found, Recorded) and found.__tablename__ == kind)


def _kept(change: Change, write: WriteRow) -> Values:
    return {
        "tenant_id": write.tenant_id,
        "write_id": write.id,
        "kind": change.row.__tablename__,
        "record_id": change.row.id,
        "before": change.before,
        "after": change.after,
    }


def _entry(write: WriteRow, changes: Sequence[ChangeRow]) -> Entry:
    """What a write did to one record in all; it may have changed it several times."""
    before: Values = {}
    after: Values = {}
    for change in changes:
        before = (change.before or {}) | before
        after |= change.after or {}
    made, removed = changes[0].before is None, changes[-1].after is None
    return Entry(
        write.at,
        write.member_id,
        write.team_id,
        write.summary,
        None if made else before,
        None if removed else after,
    )


def _nothing_found(write_id: int) -> NothingFound:
    return NothingFound(what="change", text=write_id, hint="Nothing was undone.")


def _to_model(row: WriteRow) -> Write:
    return Write(row.id, row.member_id, row.at, row.summary, row.undone)
