"""Customers and what they booked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.kinds import BookingStatus
from bot.matching import fold
from bot.model import Booking, Customer
from storage.account_rows import BookingRow, CustomerRow
from storage.codes import next_number


class Customers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_by_name(self, name: str) -> Customer | None:
        row = self._session.scalar(
            select(CustomerRow).where(CustomerRow.name_key == fold(name)[:200]).order_by(CustomerRow.id)
        )
        return _customer(row) if row else None

    def add(self, name: str) -> Customer:
        row = CustomerRow(code=f"C-{next_number(self._session, 'customer')}", name=name, name_key=fold(name)[:200])
        self._session.add(row)
        self._session.flush()
        return _customer(row)


class Bookings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_by_lead(self, lead_id: int) -> Booking | None:
        row = self._session.scalar(select(BookingRow).where(BookingRow.lead_id == lead_id).order_by(BookingRow.id))
        return _booking(row) if row else None

    def total_amount(self, *, statuses: tuple[BookingStatus, ...]) -> int:
        """The sum of the bookings in these statuses, in minor units."""
        total = select(func.coalesce(func.sum(BookingRow.amount), 0)).where(BookingRow.status.in_(statuses))
        return int(self._session.scalar(total) or 0)

    def unit_types(self) -> list[str]:
        found = select(BookingRow.unit_type).where(BookingRow.unit_type.is_not(None)).distinct()
        return sorted(name for name in self._session.scalars(found) if name)

    def add(
        self,
        customer_id: int,
        lead_id: int | None,
        booked_on: date,
        amount: int,
        *,
        status: BookingStatus,
        unit_type: str | None = None,
    ) -> Booking:
        """A booking under the next code of its year (BK-2026-0003); `amount` in minor units."""
        number = next_number(self._session, f"booking {booked_on.year}")
        row = BookingRow(
            code=f"BK-{booked_on.year}-{number:04}",
            customer_id=customer_id,
            lead_id=lead_id,
            booked_on=booked_on,
            amount=amount,
            unit_type=unit_type,
            status=status,
        )
        self._session.add(row)
        self._session.flush()
        return _booking(row)


def _customer(row: CustomerRow) -> Customer:
    return Customer(row.id, row.code, row.name)


def _booking(row: BookingRow) -> Booking:
    return Booking(row.id, row.code, row.customer_id, row.lead_id, row.booked_on, row.amount, row.unit_type, row.status)
