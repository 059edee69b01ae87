"""`verify` finds nothing where only the program wrote, and names whatever was changed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import String, Table, delete, insert, select, type_coerce, update

from bot.kinds import BookingStatus, Channel, EngagementStatus, EngagementType, EntryType, LeadStatus, MilestoneType
from bot.ledger import LedgerEntry
from bot.model import Lead
from storage.account_rows import AccountLineRow, AccountRow, CustomerRow, LedgerEntryRow, UnitTypeRow
from storage.checksums import checksum
from storage.database import Database
from storage.journal import CounterRow
from storage.journey_rows import LeadRow
from storage.lead_words import LeadWordRow
from storage.rows import MemberRow
from tests.storage.accounting import Books, enter, open_books
from tests.storage.altered import Ledger, alter_at_random, keep_books
from tests.storage.behind import alter, behind
from tests.storage.companies import NOW, TODAY, Company, found_company

ALTERATIONS = 30
"""On each engine."""


def table(row_class: Any) -> Table:
    found: Table = row_class.__table__
    return found


def differences(company: Company) -> list[str]:
    """Beside those in what is added up for reports, which follows from all the rest: see test_report_audit."""
    found = company.ask(lambda store: list(store.audit.differences()))
    return [difference for difference in found if not difference.startswith("Reports ")]


@pytest.fixture(scope="module")
def ledger(database: Database) -> Iterator[Ledger]:
    """One ledger for all alterations: each is put back."""
    ledger = keep_books(found_company("Ledger", "Asha", database))
    yield ledger
    assert differences(ledger.company) == []


@dataclass(frozen=True, slots=True)
class Settled:
    """A company in which the program wrote one of everything that is checked."""

    company: Company
    lead: Lead
    books: Books
    invoice: LedgerEntry


@pytest.fixture
def settled(north: Company) -> Settled:
    member = north.rep.id
    with north.open() as store:
        lead = store.leads.add(
            name="Anil Mehta",
            company="Acme Corp",
            owner_id=member,
            created_on=TODAY,
            phone="98450 12345",
            email="A@b.in",
        )
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)
        store.leads.move(lead.id, LeadStatus.QUALIFIED, on=TODAY, member_id=member, milestone_id=visit.id)
        store.leads.move(lead.id, LeadStatus.LOST, on=TODAY, member_id=member)
        store.leads.touch(lead.id, TODAY)
        unit = store.units.add("3BHK", existing=2)
        customer = store.customers.add("Acme")
        store.bookings.add(
            customer.id, lead.id, TODAY, 100, status=BookingStatus.PENDING, unit_type_id=unit.id, unit_count=2
        )
        store.describe("All at once", actor=north.rep)
    books = Books(north, customer.id)
    invoice = books.add(EntryType.INVOICE, 100_00)
    books.add(EntryType.PAYMENT, -30_00, on=TODAY + timedelta(days=1))
    assert differences(north) == []
    return Settled(north, lead, books, invoice)


@pytest.mark.parametrize("seed", range(ALTERATIONS))
def test_an_entry_that_was_altered_behind_the_program_is_named(ledger: Ledger, database: Database, seed: int) -> None:
    code, said = alter_at_random(ledger, database, seed)

    assert code in said


def test_an_altered_entry_is_named_and_so_is_what_does_not_follow_from_it(settled: Settled, database: Database) -> None:
    alter(database, table(LedgerEntryRow), settled.invoice.id, debit=500_00)

    assert differences(settled.company) == [
        "LE-000001 is not as it was written: its checksum does not fit it and the entry before it.",
        "The running balance of Acme (C-1) is wrong from LE-000001 on: ₹100 there, but the entries add up to ₹500.",
        "LE-000001 is kept as open with ₹70, but it is with ₹470.",
        "The account of Acme (C-1) is kept with ₹70 outstanding, but the entries add up to ₹470.",
        "The account of Acme (C-1) is kept with ₹100 invoiced, but the entries add up to ₹500.",
    ]


@pytest.mark.parametrize("column", ["remarks", "document", "description"])
def test_an_entry_that_was_written_anew_with_its_checksum_is_given_away_by_the_next(
    settled: Settled, database: Database, column: str
) -> None:
    forge(settled, database, "LE-000001", {column: "Mine now"})

    assert differences(settled.company) == [
        "LE-000002 is not as it was written: its checksum does not fit it and the entry before it."
    ]


@pytest.mark.parametrize("column", ["remarks", "document", "description"])
def test_the_last_entry_that_was_written_anew_with_its_checksum_is_given_away_by_the_counter(
    settled: Settled, database: Database, column: str
) -> None:
    forge(settled, database, "LE-000002", {column: "Mine now"})

    assert differences(settled.company) == [
        "LE-000002 is not as it was written: the counter keeps another checksum of it."
    ]


@pytest.mark.parametrize("count", [1, 2])
def test_what_was_forged_at_the_end_stays_known_when_the_program_writes_on(
    settled: Settled, database: Database, count: int
) -> None:
    forge(settled, database, "LE-000002", {"remarks": "Mine now"})

    if count == 1:
        settled.books.add(EntryType.INVOICE, 5_00)
    else:
        more = {"customer_id": settled.books.customer_id, "type": EntryType.INVOICE, "entered_on": TODAY}
        with settled.company.open() as store:
            store.ledger.add_all([more | {"debit": 5_00, "credit": 0}] * count)

    assert differences(settled.company) == [
        "LE-000003 is not as it was written: its checksum does not fit it and the entry before it."
    ]


def forge(settled: Settled, database: Database, code: str, values: dict[str, Any]) -> None:
    """Alter the entry behind the program, and give it the checksum that fits."""
    entries = table(LedgerEntryRow)
    with database.engine.connect() as connection:
        kept = select(entries).where(entries.c.tenant_id == settled.company.tenant.id).order_by(entries.c.id)
        rows = connection.execute(kept).all()
    place = next(place for place, row in enumerate(rows) if row.code == code)
    before = rows[place - 1].checksum if place else ""
    alter(database, entries, rows[place].id, **values, checksum=checksum(Forged(rows[place], values), before))


class Forged:
    """An entry that says something else in some columns."""

    def __init__(self, row: Any, values: dict[str, Any]) -> None:
        self._row, self._values = row, values

    def __getattr__(self, name: str) -> Any:
        return self._values.get(name, getattr(self._row, name))


def test_a_removed_entry_is_missed(settled: Settled, database: Database) -> None:
    settled.books.add(EntryType.INVOICE, 5_00, on=TODAY + timedelta(days=2))
    second = settled.company.ask(lambda store: store.ledger.find_by_code("LE-000002"))
    assert second is not None
    with behind(database) as connection:
        connection.execute(delete(AccountLineRow).where(AccountLineRow.entry_id == second.id))
        connection.execute(delete(LedgerEntryRow).where(LedgerEntryRow.id == second.id))

    said = differences(settled.company)
    assert "LE-000002 is missing from the ledger." in said
    assert "LE-000003 is not as it was written: its checksum does not fit it and the entry before it." in said
    assert any(sentence.startswith("The running balance of Acme (C-1) is wrong from LE-000003 on") for sentence in said)


def test_an_entry_that_the_program_did_not_write_is_named(settled: Settled, database: Database) -> None:
    with behind(database) as connection:
        entries = table(LedgerEntryRow)
        row = dict(connection.execute(select(entries).where(entries.c.id == settled.invoice.id)).mappings().one())
        connection.execute(insert(entries).values(row | {"id": row["id"] + 1_000, "code": "LE-000003"}))

    assert differences(settled.company) == [
        "LE-000003 is not as it was written: its checksum does not fit it and the entry before it.",
        "The ledger's counter stands at 2, but LE-000003 lies beyond it.",
        "The running balance of Acme (C-1) is wrong from LE-000002 on: ₹70 there, but the entries add up to ₹170.",
        "LE-000003 stands in its account under another day or customer, or not at all.",
        "The account of Acme (C-1) is kept with ₹70 outstanding, but the entries add up to ₹170.",
        "The account of Acme (C-1) is kept with ₹100 invoiced, but the entries add up to ₹200.",
    ]


def test_entries_that_are_gone_from_the_end_are_missed_by_the_counter(settled: Settled, database: Database) -> None:
    with behind(database) as connection:
        counters = table(CounterRow)
        of_ledger = (counters.c.tenant_id == settled.company.tenant.id) & (counters.c.kind == "ledger")
        connection.execute(update(counters).where(of_ledger).values(last=4))

    assert differences(settled.company) == ["LE-000003 to LE-000004 are missing from the ledger."]


@pytest.mark.parametrize(
    ("figure", "words"),
    [("balance", "outstanding"), ("unapplied", "of credit left"), ("invoiced", "invoiced"), ("paid", "paid")],
)
def test_each_sum_of_an_account_is_checked(settled: Settled, database: Database, figure: str, words: str) -> None:
    with behind(database) as connection:
        accounts = table(AccountRow)
        connection.execute(
            update(accounts).where(accounts.c.tenant_id == settled.company.tenant.id).values({figure: 1_23})
        )

    (said,) = differences(settled.company)
    assert said.startswith(f"The account of Acme (C-1) is kept with ₹1.23 {words}, but the entries add up to")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"open": 70_01}, "LE-000001 is kept as open with ₹70.01, but it is with ₹70."),
        (
            {"balance": 1},
            "The running balance of Acme (C-1) is wrong from LE-000001 on: "
            "₹0.01 there, but the entries add up to ₹100.",
        ),
        (
            {"entered_on": date(2020, 1, 1)},
            "LE-000001 stands in its account under another day or customer, or not at all.",
        ),
        (
            {"due_on": date(2020, 1, 1)},
            "LE-000001 stands in its account under another day or customer, or not at all.",
        ),
    ],
    ids=["open", "balance", "day", "due day"],
)
def test_each_line_of_an_account_is_checked(
    settled: Settled, database: Database, values: dict[str, Any], sentence: str
) -> None:
    with behind(database) as connection:
        lines = table(AccountLineRow)
        connection.execute(update(lines).where(lines.c.entry_id == settled.invoice.id).values(**values))

    assert differences(settled.company) == [sentence]


def test_an_account_that_is_gone_or_has_no_entries_or_ends_on_another_day_is_named(
    settled: Settled, database: Database
) -> None:
    other = open_books(settled.company, "Best")
    accounts = table(AccountRow)
    of_acme = accounts.c.customer_id == settled.books.customer_id
    with behind(database) as connection:
        connection.execute(update(accounts).where(of_acme).values(last_on=TODAY))
        row = dict(connection.execute(select(accounts).where(of_acme)).mappings().one())
        connection.execute(insert(accounts).values(row | {"customer_id": other.customer_id, "invoiced": 0, "paid": 0}))
    assert differences(settled.company) == [
        "The account of Acme (C-1) is kept as ending on 2026-11-25, but it does not.",
        "The account of Best (C-2) is kept with ₹70 outstanding, but the entries add up to ₹0.",
    ]

    with behind(database) as connection:
        connection.execute(delete(accounts).where(accounts.c.tenant_id == settled.company.tenant.id))
    assert differences(settled.company) == ["The account of Acme (C-1) is not kept, but it has entries."]


def test_more_units_booked_than_exist_are_named(settled: Settled, database: Database) -> None:
    (stock,) = settled.company.ask(lambda store: store.units.list())
    alter(database, table(UnitTypeRow), stock.unit_type.id, existing=1)

    assert differences(settled.company) == ["Of 3BHK, 2 are booked, but only 1 exist."]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": LeadStatus.CONVERTED}, "L-1 is kept as converted, but it last became lost."),
        ({"stage": 3}, "L-1 is kept as having come as far as negotiation, but that was qualified."),
        ({"stage": 9}, "L-1 is kept as having come as far as 9, but that was qualified."),
        (
            {"last_activity_on": date(2026, 11, 1)},
            "L-1 is kept as silent since 2026-11-01, but something happened on 2026-11-25.",
        ),
        ({"last_activity_on": None}, "L-1 is kept as silent since ever, but something happened on 2026-11-25."),
        ({"created_month": 202610}, "The created date of L-1 is kept as “202610”, but it makes “202611”."),
        ({"phone_key": "+91"}, "The phone number of L-1 is kept as “+91”, but it makes “+919845012345”."),
        ({"email_key": "A@b.in"}, "The email address of L-1 is kept as “A@b.in”, but it makes “a@b.in”."),
    ],
    ids=["status", "stage", "no stage", "activity", "no activity", "month", "phone", "email"],
)
def test_each_figure_of_a_lead_is_checked(
    settled: Settled, database: Database, values: dict[str, Any], sentence: str
) -> None:
    alter(database, table(LeadRow), settled.lead.id, **values)

    assert differences(settled.company) == [sentence]


def test_the_names_by_which_leads_are_searched_are_checked(settled: Settled, database: Database) -> None:
    alter(database, table(LeadRow), settled.lead.id, name="Bo Rao")
    assert differences(settled.company) == ["The name of L-1 is kept as “anil mehta”, but it makes “bo rao”."]

    alter(database, table(LeadRow), settled.lead.id, name="Anil Mehta")
    with behind(database) as connection:
        connection.execute(delete(LeadWordRow).where(LeadWordRow.words == "mehta"))
    assert differences(settled.company) == ["L-1 is not found by the later words of its name and company."]


def test_a_lead_that_never_moved_tells_its_stage_itself(settled: Settled, database: Database) -> None:
    lead = settled.company.add_lead("Bo Rao")
    alter(database, table(LeadRow), lead.id, stage=2)

    assert differences(settled.company) == ["L-2 is kept as having come as far as qualified, but that was new."]


def test_the_names_of_members_customers_and_units_are_checked(settled: Settled, database: Database) -> None:
    company = settled.company
    (stock,) = company.ask(lambda store: store.units.list())
    for row_class, row_id in (
        (MemberRow, company.rep.id),
        (CustomerRow, settled.books.customer_id),
        (UnitTypeRow, stock.unit_type.id),
    ):
        alter(database, table(row_class), row_id, name_key="x")

    assert differences(company) == [
        f"The member Asha ({company.rep.id}) is searched as “x”, not by the name.",
        f"The customer Acme ({settled.books.customer_id}) is searched as “x”, not by the name.",
        f"The unit type 3BHK ({stock.unit_type.id}) is searched as “x”, not by the name.",
    ]


def test_a_counter_that_would_give_a_code_again_is_named(settled: Settled, database: Database) -> None:
    with behind(database) as connection:
        counters = table(CounterRow)
        of_company = (counters.c.tenant_id == settled.company.tenant.id) & counters.c.kind.in_(("lead", "customer"))
        connection.execute(update(counters).where(of_company).values(last=0))

    assert differences(settled.company) == [
        "The counter of lead codes stands at 0, but L-1 was given.",
        "The counter of customer codes stands at 0, but C-1 was given.",
    ]


def test_a_value_that_is_none_ends_one_check_and_no_other(settled: Settled, database: Database) -> None:
    nonsense = type_coerce("gift", String)
    alter(database, table(LeadRow), settled.lead.id, status=nonsense)
    alter(database, table(LedgerEntryRow), settled.invoice.id, type=nonsense)

    said = differences(settled.company)
    assert said[0] == "LE-000001 is not as it was written: its checksum does not fit it and the entry before it."
    assert said[1].startswith("The accounts can't be read any further: 'gift' is not among the defined enum values.")
    assert said[2].startswith("The leads can't be read any further: 'gift' is not among the defined enum values.")


def test_two_leads_that_were_merged_and_parted_again_differ_from_nothing(north: Company) -> None:
    gone, into = north.add_lead("Anil"), north.add_lead("Bo")
    with north.open() as store:
        store.leads.move(gone.id, LeadStatus.QUALIFIED, on=TODAY, member_id=north.rep.id)
        store.leads.move(gone.id, LeadStatus.LOST, on=TODAY, member_id=north.rep.id)
        store.milestones.add(gone.id, MilestoneType.DEMO, TODAY)
    north.save(lambda store: store.leads.merge(gone.id, into.id, at=NOW, on=TODAY, member_id=north.rep.id))
    assert differences(north) == []

    north.save(lambda store: store.leads.restore(gone.id))

    assert differences(north) == []


def test_a_meeting_that_was_called_off_is_no_activity(north: Company) -> None:
    lead = north.add_lead()
    with north.open() as store:
        store.engagements.add(
            lead.id,
            EngagementType.MEETING_SCHEDULED,
            Channel.VIDEO,
            TODAY + timedelta(days=3),
            subject="Tour",
            member_id=north.rep.id,
            status=EngagementStatus.FAILED,
        )

    assert differences(north) == []


def test_codes_that_were_given_by_hand_or_given_back_are_no_difference(north: Company) -> None:
    with north.open() as store:
        customer = store.customers.add("Acme").id
        store.bookings.add(customer, None, TODAY, 1, status=BookingStatus.PENDING, code="BK-2026-0009")
    write = north.save(lambda store: store.customers.add("Best"))
    north.undo(write)

    assert differences(north) == []


def test_an_audit_is_its_own_companys(settled: Settled, south: Company, database: Database) -> None:
    with south.open() as store:
        enter(store, store.customers.add("Acme").id, EntryType.INVOICE, 100)
    alter(database, table(LedgerEntryRow), settled.invoice.id, debit=500_00)

    assert differences(south) == []
    assert differences(settled.company) != []
