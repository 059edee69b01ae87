"""What reports read instead of all records: it is what these add up to, whatever was done, and `verify` says if not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, delete, update

from bot.kinds import BookingStatus, EngagementStatus, EntryType
from storage.database import Database
from storage.report_rows import EngagementDayRow, LeadCountRow, LedgerDayRow, SaleRow
from tests.storage.behind import behind
from tests.storage.belongings import furnish, make_call, rows_of
from tests.storage.companies import NOW, TODAY, Company, found_company
from tests.storage.trading import trading_company

KEPT: list[tuple[type[Any], dict[str, Any]]] = [
    (LeadCountRow, {"leads": 9}),
    (EngagementDayRow, {"completed": 9}),
    (LedgerDayRow, {"debited": 9}),
    (LedgerDayRow, {"paid": 9}),
    (SaleRow, {"amount": 9}),
    (SaleRow, {"campaign_id": 999}),
    (SaleRow, {"lead_is_deleted": True}),
]


def differences(company: Company) -> list[str]:
    found = company.ask(lambda store: list(store.audit.differences()))
    return [difference for difference in found if difference.startswith("Reports ")]


def test_it_follows_from_whatever_was_done_and_undone(database: Database) -> None:
    trading = trading_company(7, database)

    assert differences(trading) == []
    assert all(rows_of(trading, database)[row_class.__tablename__] for row_class, _ in KEPT)


@pytest.mark.parametrize(("row_class", "values"), KEPT)
def test_what_was_changed_behind_the_program_is_named(
    database: Database, row_class: type[Any], values: dict[str, Any]
) -> None:
    company = furnish(found_company("North", "Asha", database)).company
    table: Table = row_class.__table__

    with behind(database) as connection:
        changed = update(table).where(table.c.tenant_id == company.tenant.id).values(**values)
        count = connection.execute(changed).rowcount

    assert len(differences(company)) == count > 0


@pytest.mark.parametrize("row_class", [LeadCountRow, EngagementDayRow, LedgerDayRow, SaleRow])
def test_what_is_missing_is_named(database: Database, row_class: type[Any]) -> None:
    company = furnish(found_company("North", "Asha", database)).company
    table: Table = row_class.__table__

    with behind(database) as connection:
        connection.execute(delete(table).where(table.c.tenant_id == company.tenant.id))

    assert differences(company)


def test_what_is_changed_in_the_transaction_that_wrote_it_is_kept_too(north: Company) -> None:
    with north.open() as store:
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY)
        call = make_call(store, lead.id, north.rep.id)
        store.engagements.change(call.id, status=EngagementStatus.FAILED)
        store.engagements.change(call.id, status=EngagementStatus.COMPLETED, happened_on=date(2026, 11, 1))
        customer = store.customers.add("Acme").id
        booking = store.bookings.add(customer, lead.id, TODAY, 100, status=BookingStatus.PENDING)
        store.bookings.change(booking.id, status=BookingStatus.CONFIRMED)
        entry = store.ledger.add(customer, EntryType.INVOICE, date(2026, 11, 1), debit=100)
        store.ledger.reverse(entry.id, on=TODAY, remarks=None)
        store.leads.change(lead.id, created_on=None)
        store.leads.delete(lead.id, at=NOW)

    assert differences(north) == []


def test_an_undone_write_leaves_no_sum_behind(north: Company, database: Database) -> None:
    before = rows_of(north, database)
    with north.open() as store:
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY)
        make_call(store, lead.id, north.rep.id)
        store.bookings.add(store.customers.add("Acme").id, lead.id, TODAY, 100, status=BookingStatus.PENDING)
        write = store.describe("All at once", actor=north.rep)
    north.undo(write)

    after = rows_of(north, database)
    assert all(after[row_class.__tablename__] == before[row_class.__tablename__] for row_class, _ in KEPT)
