"""What hangs on a crowd's leads: milestones, engagements, follow-ups, bookings, a ledger. Written past the ORM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import timedelta
from itertools import count, islice
from typing import Any

from sqlalchemy import Connection, case, func, insert, literal, select, union_all

from benchmarks.crowds import BATCH, DAYS, FIRST_DAY, LEAD_TABLE, Crowd, Crowds
from benchmarks.databases import Engine
from benchmarks.tenants import NOW
from bot.kinds import BookingStatus, Channel, EngagementStatus, EngagementType, EntryType, FollowUpStatus, MilestoneType
from bot.ledger import LedgerEntry, account_of
from bot.model import Tenant
from bot.stages import STAGES
from storage.account_rows import AccountLineRow, AccountRow, BookingRow, CustomerRow, LedgerEntryRow
from storage.database import Database
from storage.journey_rows import EngagementRow, FollowUpRow, MilestoneRow
from storage.registry import Registry
from storage.report_rows import EngagementDayRow, LedgerDayRow, SaleRow

OF_EACH_LEAD = 10
"""Milestones, and engagements too."""

EVERY_SECOND, EVERY_TWENTIETH = 2, 20
OF_EACH_CUSTOMER = (
    *(EntryType.INVOICE, EntryType.PAYMENT, EntryType.INVOICE, EntryType.PAYMENT, EntryType.INVOICE),
    *(EntryType.CREDIT_NOTE, EntryType.PAYMENT, EntryType.INVOICE, EntryType.PAYMENT, EntryType.INVOICE),
    EntryType.PAYMENT,
)
"""The entries of an account, a week apart; each lead that converted has one."""

STATUSES = (
    *(BookingStatus.CONFIRMED, BookingStatus.COMPLETED, BookingStatus.CONFIRMED, BookingStatus.PENDING),
    *(BookingStatus.CONFIRMED, BookingStatus.CANCELLED, BookingStatus.CONFIRMED, BookingStatus.ON_HOLD),
)
TABLES: dict[type, Any] = {
    row_class: row_class.__table__
    for row_class in (
        *(MilestoneRow, EngagementRow, FollowUpRow, EngagementDayRow),
        *(CustomerRow, BookingRow, LedgerEntryRow, AccountRow, AccountLineRow, LedgerDayRow, SaleRow),
    )
}
Values = dict[str, Any]


class Traffic:
    """Puts it on each crowd when that is first asked for: of 100,000 leads it takes half a minute."""

    def __init__(self, crowds: Crowds) -> None:
        self._crowds = crowds
        self._busy: dict[Engine, Crowd] = {}

    def on(self, engine: Engine) -> Crowd:
        if engine not in self._busy:
            crowd = self._crowds.on(engine)
            for tenant in Registry(crowd.database).list_tenants():
                add_traffic(crowd.database, tenant)
            self._crowds.settle(crowd)
            self._busy[engine] = crowd
        return self._busy[engine]

    def with_ten_times_the_others(self, engine: Engine) -> Crowd:
        busy = self.on(engine)
        with busy.database.engine.connect() as connection:
            last = connection.scalar(select(func.max(LEAD_TABLE.c.id))) or 0
        grown = self._crowds.with_ten_times_the_others(engine)
        for tenant in Registry(grown.database).list_tenants():
            if tenant.name != busy.tenant.name:
                add_traffic(grown.database, tenant, after=last)
        self._crowds.settle(grown)
        return grown


def add_traffic(database: Database, tenant: Tenant, *, after: int = 0) -> None:
    """On the tenant's leads that came after the one with that id."""
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            # Checking two references of each of a million rows would take longer than all that is measured.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        is_new = (LEAD_TABLE.c.tenant_id == tenant.id) & (LEAD_TABLE.c.id > after)
        _add_milestones(connection, is_new)
        _add_engagements(connection, is_new, tenant.id)
        _insert(connection, FollowUpRow, _follow_ups(connection, is_new))
        _add_deals(connection, is_new, tenant.id)


def _add_milestones(connection: Connection, is_new: Any) -> None:
    """The first of each lead is a visit."""
    numbers, leads = _numbers(), LEAD_TABLE.c
    is_visit = numbers.c.number == 0
    rows = select(
        leads.tenant_id,
        leads.id,
        case((is_visit, MilestoneType.SITE_VISIT.value), else_=MilestoneType.CONTACTED.value),
        leads.created_on,
        case((is_visit, leads.owner_id)),
    )
    columns = ["tenant_id", "lead_id", "type", "happened_on", "visited_by_id"]
    of_leads = rows.join(numbers, literal(True)).where(is_new)
    connection.execute(insert(TABLES[MilestoneRow]).from_select(columns, of_leads))


def _add_engagements(connection: Connection, is_new: Any, tenant_id: int) -> None:
    """Of every second lead, the last one failed."""
    numbers, leads, table = _numbers(), LEAD_TABLE.c, TABLES[EngagementRow]
    failed = (numbers.c.number == OF_EACH_LEAD - 1) & (leads.id % EVERY_SECOND == 0)
    rows = select(
        leads.tenant_id,
        leads.id,
        literal(EngagementType.CALL_MADE.value),
        literal(Channel.PHONE.value),
        leads.created_on,
        literal("Call"),
        case((failed, EngagementStatus.FAILED.value), else_=EngagementStatus.COMPLETED.value),
        leads.owner_id,
    )
    columns = ["tenant_id", "lead_id", "type", "channel", "happened_on", "subject", "status", "member_id"]
    connection.execute(insert(table).from_select(columns, rows.join(numbers, literal(True)).where(is_new)))
    days = TABLES[EngagementDayRow]
    connection.execute(days.delete().where(days.c.tenant_id == tenant_id))
    summed = (
        select(table.c.tenant_id, table.c.happened_on, func.count())
        .where(table.c.tenant_id == tenant_id, table.c.status == EngagementStatus.COMPLETED)
        .group_by(table.c.tenant_id, table.c.happened_on)
    )
    connection.execute(insert(days).from_select(["tenant_id", "day", "completed"], summed))


def _numbers() -> Any:
    return union_all(*(select(literal(number).label("number")) for number in range(OF_EACH_LEAD))).subquery()


def _follow_ups(connection: Connection, is_new: Any) -> Iterator[Values]:
    """Of every second lead; of every twentieth they are pending."""
    leads = select(LEAD_TABLE.c.tenant_id, LEAD_TABLE.c.id, LEAD_TABLE.c.owner_id)
    for tenant_id, lead_id, owner_id in connection.execute(leads.where(is_new, LEAD_TABLE.c.id % EVERY_SECOND == 0)):
        yield {
            "tenant_id": tenant_id,
            "lead_id": lead_id,
            "owner_id": owner_id,
            "opened_on": FIRST_DAY,
            "due_on": FIRST_DAY + timedelta(days=lead_id * 31 % (DAYS + 30)),
            "why": "Asked for the quote",
            "status": FollowUpStatus.DONE if lead_id % EVERY_TWENTIETH else FollowUpStatus.PENDING,
        }


def _add_deals(connection: Connection, is_new: Any, tenant_id: int) -> None:
    """A customer with a booking and an account for each lead that converted."""
    columns = (
        LEAD_TABLE.c.id,
        LEAD_TABLE.c.name,
        LEAD_TABLE.c.name_key,
        LEAD_TABLE.c.owner_id,
        LEAD_TABLE.c.created_on,
    )
    leads = connection.execute(select(*columns).where(is_new, LEAD_TABLE.c.stage == len(STAGES) - 1)).all()
    first, first_entry = (_highest_id(connection, row_class) + 1 for row_class in (CustomerRow, LedgerEntryRow))
    numbers, entry_ids = range(first, first + len(leads)), count(first_entry)
    customers = [
        {"tenant_id": tenant_id, "id": n, "code": f"C-{n}", "name": lead.name, "name_key": lead.name_key}
        | {"owner_id": lead.owner_id}
        for n, lead in zip(numbers, leads, strict=True)
    ]
    bookings = [
        {"tenant_id": tenant_id, "id": n, "code": f"BK-{n}", "customer_id": n, "lead_id": lead.id}
        | {"booked_on": lead.created_on + timedelta(days=20), "amount": 5_000_000 + n % 97 * 100_000}
        | {"unit_count": 1 + n % 2, "status": STATUSES[n % len(STATUSES)], "delivery_on": None}
        for n, lead in zip(numbers, leads, strict=True)
    ]
    accounts = [[_entry(next(entry_ids), booking, at) for at in range(len(OF_EACH_CUSTOMER))] for booking in bookings]
    _insert(connection, CustomerRow, customers)
    _insert(connection, BookingRow, bookings)
    _add_sales(connection, is_new)
    _add_ledger(connection, accounts, tenant_id)


def _add_sales(connection: Connection, is_new: Any) -> None:
    leads, bookings = LEAD_TABLE.c, TABLES[BookingRow].c
    told = {
        "tenant_id": bookings.tenant_id,
        "booking_id": bookings.id,
        "customer_id": bookings.customer_id,
        "booked_on": bookings.booked_on,
        "status": bookings.status,
        "amount": bookings.amount,
        "owner_id": leads.owner_id,
        "lead_id": leads.id,
        "source_id": leads.source_id,
        "campaign_id": leads.campaign_id,
        "lead_created_on": leads.created_on,
        "lead_is_deleted": leads.deleted_at.is_not(None),
    }
    its_lead = (bookings.tenant_id == leads.tenant_id) & (bookings.lead_id == leads.id)
    sales = select(*told.values()).join_from(LEAD_TABLE, TABLES[BookingRow], its_lead).where(is_new)
    connection.execute(insert(TABLES[SaleRow]).from_select(list(told), sales))


def _entry(entry_id: int, booking: Values, at: int) -> LedgerEntry:
    """What is invoiced is paid, except that every tenth customer still owes half of it."""
    type_ = OF_EACH_CUSTOMER[at]
    entered_on = min(booking["booked_on"] + timedelta(days=7 * at), NOW.date())
    is_debit = type_ is EntryType.INVOICE
    invoice = booking["amount"] // 60 * 12  # a fifth, of which each payment is a whole number
    invoices = OF_EACH_CUSTOMER.count(EntryType.INVOICE)
    credit = invoice * invoices // (len(OF_EACH_CUSTOMER) - invoices) // (1 if booking["customer_id"] % 10 else 2)
    return LedgerEntry(
        id=entry_id,
        code=f"LE-{entry_id:06}",
        customer_id=booking["customer_id"],
        type=type_,
        entered_on=entered_on,
        debit=invoice if is_debit else 0,
        credit=0 if is_debit else credit,
        due_on=entered_on + timedelta(days=30) if is_debit else None,
        booking_id=booking["id"],
        document=None,
        description=None,
        remarks=None,
        reverses_id=None,
    )


def _add_ledger(connection: Connection, accounts: list[list[LedgerEntry]], tenant_id: int) -> None:
    """The entries, and all that follows from them."""
    owned = {"tenant_id": tenant_id}
    sums = [(entries[0].customer_id, entries[-1].entered_on, *account_of(entries)) for entries in accounts]
    entries = [entry for account in accounts for entry in account]
    _insert(connection, LedgerEntryRow, (owned | asdict(entry) | {"checksum": ""} for entry in entries))
    _insert(
        connection,
        AccountRow,
        (owned | asdict(account) | {"customer_id": n, "last_on": last_on} for n, last_on, account, _ in sums),
    )
    _insert(
        connection,
        AccountLineRow,
        (
            owned
            | {"entry_id": line.entry.id, "customer_id": n, "entered_on": line.entry.entered_on}
            | {"due_on": line.entry.due_on, "balance": line.balance, "open": line.open}
            for n, _, _, lines in sums
            for line in lines
        ),
    )
    days = TABLES[LedgerDayRow]
    connection.execute(days.delete().where(days.c.tenant_id == tenant_id))
    columns = TABLES[LedgerEntryRow].c
    summed = (
        select(
            *(columns.tenant_id, columns.entered_on, func.sum(columns.debit), func.sum(columns.credit)),
            func.sum(case((columns.type == EntryType.INVOICE, columns.debit), else_=0)),
            func.sum(case((columns.type == EntryType.PAYMENT, columns.credit), else_=0)),
        )
        .where(columns.tenant_id == tenant_id)
        .group_by(columns.tenant_id, columns.entered_on)
    )
    names = ["tenant_id", "day", "debited", "credited", "invoiced", "paid"]
    connection.execute(insert(days).from_select(names, summed))


def _highest_id(connection: Connection, row_class: type) -> int:
    return connection.scalar(select(func.max(TABLES[row_class].c.id))) or 0


def _insert(connection: Connection, row_class: type, rows: Iterable[Values]) -> None:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        connection.execute(insert(TABLES[row_class]), batch)
