"""Bookings: added under their code, moved along their steps, counted against the stock."""

from __future__ import annotations

import builtins
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.bookings import HOLDS_UNITS, Booking, Stock, UnitType
from bot.errors import BotError, NothingFound
from bot.kinds import BookingStatus
from bot.matching import fold
from storage.account_rows import BookingRow, CustomerRow, UnitTypeRow
from storage.codes import next_numbers
from storage.journey_rows import LeadRow


class CodeTaken(BotError):
    """There is a booking {code} already. Choose another code, or leave it empty for the next one."""


class Bookings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, booking_id: int) -> Booking:
        return to_model(self._row(booking_id))

    def find_by_code(self, code: str) -> Booking | None:
        row = self._session.scalar(select(BookingRow).where(BookingRow.code == code))
        return to_model(row) if row else None

    def list_of_lead(self, lead_id: int) -> list[Booking]:
        """The newest first."""
        found = select(BookingRow).where(BookingRow.lead_id == lead_id)
        rows = self._session.scalars(found.order_by(BookingRow.booked_on.desc(), BookingRow.id.desc()))
        return [to_model(row) for row in rows]

    def list_of_customer(self, customer_id: int) -> list[Booking]:
        """The newest first."""
        found = select(BookingRow).where(BookingRow.customer_id == customer_id)
        rows = self._session.scalars(found.order_by(BookingRow.booked_on.desc(), BookingRow.id.desc()))
        return [to_model(row) for row in rows]

    def search(self, typed: str, *, limit: int) -> list[Booking]:
        """Those that have `typed` in their code, the newest first."""
        found = select(BookingRow).where(BookingRow.code.contains(typed.strip().upper(), autoescape=True))
        return [to_model(row) for row in self._session.scalars(found.order_by(BookingRow.id.desc()).limit(limit))]

    def newest(
        self,
        *,
        limit: int,
        before: int | None = None,
        status: BookingStatus | None = None,
        owner_id: int | None = None,
    ) -> list[Booking]:
        """Those made before the one of that id; of the leads, or else the customers, that this member owns."""
        found = select(BookingRow).order_by(BookingRow.id.desc()).limit(limit)
        if before is not None:
            found = found.where(BookingRow.id < before)
        if status is not None:
            found = found.where(BookingRow.status == status)
        if owner_id is not None:
            leads = select(LeadRow.id).where(LeadRow.owner_id == owner_id, LeadRow.deleted_at.is_(None))
            customers = select(CustomerRow.id).where(CustomerRow.owner_id == owner_id)
            without_lead = BookingRow.lead_id.is_(None) & BookingRow.customer_id.in_(customers)
            found = found.where(BookingRow.lead_id.in_(leads) | without_lead)
        return [to_model(row) for row in self._session.scalars(found)]

    def count(self, status: BookingStatus) -> int:
        """How many are in that status now."""
        counted = select(func.count()).select_from(BookingRow).where(BookingRow.status == status)
        return self._session.scalar(counted) or 0

    def total_amount(self, *, statuses: tuple[BookingStatus, ...]) -> int:
        """The sum of the bookings in these statuses, in minor units."""
        total = select(func.coalesce(func.sum(BookingRow.amount), 0)).where(BookingRow.status.in_(statuses))
        return int(self._session.scalar(total) or 0)

    def add(
        self,
        customer_id: int,
        lead_id: int | None,
        booked_on: date,
        amount: int,
        *,
        status: BookingStatus,
        unit_type_id: int | None = None,
        unit_count: int = 1,
        delivery_on: date | None = None,
        notes: str | None = None,
        code: str | None = None,
    ) -> Booking:
        """A booking under its own code, or the next of its year (BK-2026-0003); `amount` in minor units.

        Raises CodeTaken.
        """
        row = BookingRow(
            code=self._free_code(code, booked_on.year),
            customer_id=customer_id,
            lead_id=lead_id,
            booked_on=booked_on,
            amount=amount,
            unit_type_id=unit_type_id,
            unit_count=unit_count,
            delivery_on=delivery_on,
            status=status,
            notes=notes,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def change(self, booking_id: int, **fields: Any) -> Booking:
        """Set columns by name."""
        row = self._row(booking_id)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.flush()
        return to_model(row)

    def _free_code(self, asked: str | None, year: int) -> str:
        if asked is not None:
            if self.find_by_code(asked):
                raise CodeTaken(code=asked, field="code")
            return asked
        return next_codes(self._session, year, 1)[0]

    def _row(self, booking_id: int) -> BookingRow:
        row = self._session.get(BookingRow, booking_id)
        if row is None:
            raise NothingFound(what="booking", text=booking_id, hint="It may have been undone.")
        return row


class Units:
    """What is sold by the piece, and how many of it are left."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, unit_type_id: int) -> UnitType:
        return _unit(self._row(unit_type_id))

    def find_by_name(self, name: str) -> UnitType | None:
        row = self._session.scalar(select(UnitTypeRow).where(UnitTypeRow.name_key == fold(name)[:200]))
        return _unit(row) if row else None

    def list(self) -> list[Stock]:
        """Every unit type with what is booked of it, by name."""
        held = func.sum(BookingRow.unit_count).filter(BookingRow.status.in_(HOLDS_UNITS))
        found = (
            select(UnitTypeRow, func.coalesce(held, 0))
            .outerjoin(
                BookingRow,
                (BookingRow.tenant_id == UnitTypeRow.tenant_id) & (BookingRow.unit_type_id == UnitTypeRow.id),
            )
            .group_by(UnitTypeRow.id)
            .order_by(UnitTypeRow.name_key)
        )
        return [Stock(_unit(row), int(booked)) for row, booked in self._session.execute(found)]

    def names(self) -> builtins.list[str]:
        return [stock.unit_type.name for stock in self.list()]

    def stock(self, unit_type_id: int) -> Stock:
        booked = select(func.coalesce(func.sum(BookingRow.unit_count), 0)).where(
            BookingRow.unit_type_id == unit_type_id, BookingRow.status.in_(HOLDS_UNITS)
        )
        return Stock(self.get(unit_type_id), int(self._session.scalar(booked) or 0))

    def add(self, name: str, *, existing: int | None) -> UnitType:
        row = UnitTypeRow(name=name, name_key=fold(name)[:200], existing=existing)
        self._session.add(row)
        self._session.flush()
        return _unit(row)

    def change(self, unit_type_id: int, *, name: str, existing: int | None) -> UnitType:
        row = self._row(unit_type_id)
        row.name, row.name_key, row.existing = name, fold(name)[:200], existing
        self._session.flush()
        return _unit(row)

    def _row(self, unit_type_id: int) -> UnitTypeRow:
        row = self._session.get(UnitTypeRow, unit_type_id)
        if row is None:
            raise NothingFound(what="unit type", text=unit_type_id, hint="Choose one from the list.")
        return row


def _unit(row: UnitTypeRow) -> UnitType:
    return UnitType(row.id, row.name, row.existing)


def next_codes(session: Session, year: int, count: int) -> list[str]:
    """The year's next codes (BK-2026-0003) that nobody has given by hand."""
    free: list[str] = []
    while len(free) < count:
        numbers = next_numbers(session, f"booking {year}", count - len(free))
        codes = [f"BK-{year}-{number:04}" for number in numbers]
        given = set(session.scalars(select(BookingRow.code).where(BookingRow.code.in_(codes))))
        free += [code for code in codes if code not in given]
    return free


def to_model(row: BookingRow) -> Booking:
    return Booking(
        id=row.id,
        code=row.code,
        customer_id=row.customer_id,
        lead_id=row.lead_id,
        booked_on=row.booked_on,
        amount=row.amount,
        unit_type_id=row.unit_type_id,
        unit_count=row.unit_count,
        delivery_on=row.delivery_on,
        status=row.status,
        notes=row.notes,
        cancelled_on=row.cancelled_on,
        cancellation_reason=row.cancellation_reason,
        refund=row.refund,
    )
