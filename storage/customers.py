"""Customers: who booked, or is billed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.matching import fold
from bot.model import Customer, Lead
from storage.account_rows import BookingRow, CustomerRow
from storage.codes import next_number
from storage.journey_rows import LeadRow
from storage.lead_search import HIGHEST
from storage.leads import KEPT


class Customers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, customer_id: int) -> Customer:
        return to_model(self._row(customer_id))

    def find_by_code(self, code: str) -> Customer | None:
        row = self._session.scalar(select(CustomerRow).where(CustomerRow.code == code))
        return to_model(row) if row else None

    def find_by_name(self, name: str) -> Customer | None:
        found = select(CustomerRow).where(CustomerRow.name_key == fold(name)[:200])
        row = self._session.scalar(found.order_by(CustomerRow.id))
        return to_model(row) if row else None

    def search(self, typed: str, *, limit: int) -> list[Customer]:
        """Customers whose name begins with `typed`, then those of which a later word does; the newest for nothing."""
        key = fold(typed)
        if not key:
            return self._list(_CUSTOMERS.order_by(CustomerRow.id.desc()), limit)
        names = CustomerRow.name_key
        # One after the other: the first comes from the index, in its order, and mostly is enough.
        found = self._list(_CUSTOMERS.where(names.between(key, key + HIGHEST)).order_by(names, CustomerRow.id), limit)
        if len(found) < limit:
            later = _CUSTOMERS.where(names.contains(f" {key}", autoescape=True), ~names.between(key, key + HIGHEST))
            found += self._list(later.order_by(names, CustomerRow.id), limit - len(found))
        return found

    def is_of(self, customer_id: int, member_id: int) -> bool:
        """Whether the customer is the member's own: given to them, or from a lead of theirs that booked."""
        own = select(CustomerRow.id).where(CustomerRow.id == customer_id, _is_of(member_id))
        return self._session.scalar(own) is not None

    def list_of(self, member_id: int, *, limit: int) -> list[Customer]:
        """The member's own customers, the newest first."""
        return self._list(_CUSTOMERS.where(_is_of(member_id)).order_by(CustomerRow.id.desc()), limit)

    def leads_of(self, customer_id: int) -> list[Lead]:
        """The leads that booked for this customer, in order; those that were deleted are left out."""
        booked = select(BookingRow.lead_id).where(BookingRow.customer_id == customer_id)
        found = KEPT.where(LeadRow.id.in_(booked)).order_by(LeadRow.id)
        return [Lead(*row) for row in self._session.execute(found)]

    def names(self) -> list[tuple[int, str]]:
        """(id, name) of every customer, for a search that forgives typos."""
        found = select(CustomerRow.id, CustomerRow.name)
        return [(customer_id, name) for customer_id, name in self._session.execute(found)]

    def add(self, name: str, **fields: Any) -> Customer:
        """A new customer under the next code. `fields` are the other columns of `CustomerRow`, by name."""
        number = next_number(self._session, "customer")
        row = CustomerRow(code=f"C-{number}", name=name, name_key=fold(name)[:200], **fields)
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def change(self, customer_id: int, **fields: Any) -> Customer:
        """Set columns by name; the search key follows the name."""
        row = self._row(customer_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.name_key = fold(row.name)[:200]
        self._session.flush()
        return to_model(row)

    def _list(self, found: Select[CustomerRow], limit: int) -> list[Customer]:
        return [to_model(row) for row in self._session.scalars(found.limit(limit))]

    def _row(self, customer_id: int) -> CustomerRow:
        row = self._session.get(CustomerRow, customer_id)
        if row is None:
            raise NothingFound(what="customer", text=customer_id, hint="Choose one from the list.")
        return row


_CUSTOMERS = select(CustomerRow)


def _is_of(member_id: int) -> ColumnElement[bool]:
    booked = (
        select(BookingRow.customer_id)
        .join(LeadRow, (LeadRow.tenant_id == BookingRow.tenant_id) & (LeadRow.id == BookingRow.lead_id))
        .where(LeadRow.owner_id == member_id)
    )
    return (CustomerRow.owner_id == member_id) | CustomerRow.id.in_(booked)


def to_model(row: CustomerRow) -> Customer:
    return Customer(row.id, row.code, row.name, row.email, row.phone, row.address, row.notes, row.owner_id)
