"""Sales: each booking beside what its lead is like, kept in step with either, and narrowed by `Filters`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import event, func, inspect, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, UOWTransaction

from bot.filters import EVERYTHING, Filters
from storage.account_rows import BookingRow, CustomerRow
from storage.columns import Owned
from storage.journey_rows import LeadRow
from storage.narrowing import Conditions, by_origin
from storage.report_rows import SaleRow

KEY = ("tenant_id", "booking_id")
AT_ONCE = 1_000
"""How many a statement is told of; the databases have a limit."""

TOLD = ("owner_id", "source_id", "campaign_id", "created_on", "deleted_at")
"""What a sale knows of its lead."""

_ITS_LEAD = (LeadRow.tenant_id == BookingRow.tenant_id) & (LeadRow.id == BookingRow.lead_id)
_ITS_CUSTOMER = (CustomerRow.tenant_id == BookingRow.tenant_id) & (CustomerRow.id == BookingRow.customer_id)
SALES = (
    select(
        BookingRow.tenant_id,
        BookingRow.id.label("booking_id"),
        BookingRow.customer_id,
        BookingRow.booked_on,
        BookingRow.status,
        BookingRow.amount,
        func.coalesce(LeadRow.owner_id, CustomerRow.owner_id).label("owner_id"),
        BookingRow.lead_id,
        LeadRow.source_id,
        LeadRow.campaign_id,
        LeadRow.created_on.label("lead_created_on"),
        LeadRow.deleted_at.is_not(None).label("lead_is_deleted"),
    )
    .select_from(BookingRow)
    .outerjoin(LeadRow, _ITS_LEAD)
    .join(CustomerRow, _ITS_CUSTOMER)
)
"""What the sales must be."""


def of_sales(filters: Filters) -> Conditions:
    """Sales of deleted leads too: money stays."""
    with_lead = [SaleRow.lead_id.is_not(None)] if filters.by_origin else []
    of_owner = [SaleRow.owner_id == filters.owner_id] if filters.owner_id is not None else []
    return [*of_owner, *with_lead, *by_origin(filters, SaleRow)]


def of_bookings(filters: Filters) -> Conditions:
    if filters == EVERYTHING:
        return []
    return [BookingRow.id.in_(select(SaleRow.booking_id).where(*of_sales(filters)))]


def of_customers(filters: Filters, customer_id: Any) -> Conditions:
    """Records of which the column `customer_id` names a customer who booked so, or whose owner it is."""
    if filters == EVERYTHING:
        return []
    booked = customer_id.in_(select(SaleRow.customer_id).where(*of_sales(filters)))
    if filters.by_origin:
        return [booked]
    owned = select(CustomerRow.id).where(CustomerRow.owner_id == filters.owner_id)
    return [or_(booked, customer_id.in_(owned))]


@event.listens_for(Session, "after_flush")
def _keep_sales(session: Session, _context: UOWTransaction) -> None:
    bookings = {row.id for row in (*session.new, *session.dirty) if isinstance(row, BookingRow)}
    for leads in _in_parts(_changed(session, LeadRow, TOLD)):
        bookings |= set(session.scalars(select(BookingRow.id).where(BookingRow.lead_id.in_(leads))))
    for customers in _in_parts(_changed(session, CustomerRow, ("owner_id",))):
        bookings |= set(session.scalars(select(BookingRow.id).where(BookingRow.customer_id.in_(customers))))
    for part in _in_parts(bookings):
        _put(session, [dict(row) for row in session.execute(SALES.where(BookingRow.id.in_(part))).mappings()])


def _changed(session: Session, row_class: type[Owned], columns: tuple[str, ...]) -> set[int]:
    return {
        row.id
        for row in session.dirty
        if isinstance(row, row_class) and any(inspect(row).attrs[column].history.has_changes() for column in columns)
    }


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(sorted(ids))
    while part := list(islice(left, AT_ONCE)):
        yield part


def _put(session: Session, sales: list[dict[str, Any]]) -> None:
    if sales:
        session.execute(_replacement(session.get_bind().dialect.name), sales)


@cache
def _replacement(dialect: str) -> Any:
    put: Any = (postgresql if dialect == "postgresql" else sqlite).insert(SaleRow)
    told = {name: put.excluded[name] for name in SALES.selected_columns.keys() if name not in KEY}  # noqa: SIM118
    return put.on_conflict_do_update(index_elements=KEY, set_=told)
