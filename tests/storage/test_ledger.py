"""The ledger's entries, what follows from them, and that nobody changes them: not even with SQL of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.errors import NothingFound
from bot.kinds import EntryType
from bot.ledger import Account, AlreadyReversed, Bucket, LedgerEntry, ReversalOfReversal
from bot.receivables import OpenAccount
from storage.account_rows import LedgerEntryRow
from storage.database import Database
from tests.storage.accounting import Books, open_books
from tests.storage.companies import TODAY, Company
from tests.storage.crowd import at_once

INVOICE, PAYMENT = EntryType.INVOICE, EntryType.PAYMENT
CREDIT_NOTE, DEBIT_NOTE, ADJUSTMENT = EntryType.CREDIT_NOTE, EntryType.DEBIT_NOTE, EntryType.ADJUSTMENT
YESTERDAY = TODAY - timedelta(days=1)
ENTRIES: Any = LedgerEntryRow.__table__


@pytest.fixture
def books(north: Company) -> Books:
    return open_books(north)


def account(books: Books) -> Account:
    return books.company.ask(lambda store: store.ledger.account(books.customer_id))


def test_an_entry_is_kept_whole_under_codes_that_count_up_per_company(books: Books, south: Company) -> None:
    with books.company.open() as store:
        entry = store.ledger.add(
            books.customer_id,
            INVOICE,
            TODAY,
            debit=50_000_00,
            due_on=date(2026, 12, 25),
            document="INV-12",
            description="Booking amount",
            remarks="Sent by post",
        )

    assert entry == LedgerEntry(
        id=entry.id,
        code="LE-000001",
        customer_id=books.customer_id,
        type=INVOICE,
        entered_on=TODAY,
        debit=50_000_00,
        credit=0,
        due_on=date(2026, 12, 25),
        booking_id=None,
        document="INV-12",
        description="Booking amount",
        remarks="Sent by post",
        reverses_id=None,
    )
    assert books.company.ask(lambda store: store.ledger.get(entry.id)) == entry
    assert books.company.ask(lambda store: store.ledger.find_by_code("LE-000001")) == entry
    assert books.company.ask(lambda store: store.ledger.entries(books.customer_id)) == [entry]
    assert books.add(PAYMENT, -1).code == "LE-000002"
    assert open_books(south).add(INVOICE, 1).code == "LE-000001"


def test_an_entry_that_is_not_there_is_named(north: Company) -> None:
    with pytest.raises(NothingFound, match="I found no ledger entry “7”"), north.open() as store:
        store.ledger.get(7)


def test_a_customer_without_entries_has_an_empty_account(books: Books) -> None:
    assert account(books) == Account(balance=0, unapplied=0, invoiced=0, paid=0)
    assert books.balances() == []


def test_the_guides_worked_example_ends_settled(books: Books) -> None:
    for type_, amount in ((INVOICE, 100_000), (PAYMENT, -60_000), (CREDIT_NOTE, -10_000), (PAYMENT, -30_000)):
        books.add(type_, amount)

    assert books.balances() == [100_000, 40_000, 30_000, 0]
    assert books.open() == {}
    assert account(books) == Account(balance=0, unapplied=0, invoiced=100_000, paid=90_000)


def test_five_lakh_less_three_less_half_less_one_and_a_half_is_nothing(books: Books) -> None:
    for type_, amount in ((INVOICE, 500_000), (PAYMENT, -300_000), (CREDIT_NOTE, -50_000), (PAYMENT, -150_000)):
        books.add(type_, amount)

    assert books.balances() == [500_000, 200_000, 150_000, 0]


def test_a_backdated_entry_moves_the_balance_of_what_follows(books: Books) -> None:
    books.add(INVOICE, 100, on=date(2026, 11, 1))
    books.add(INVOICE, 50, on=date(2026, 11, 3))
    books.add(PAYMENT, -30, on=date(2026, 11, 2))

    assert books.balances() == [100, 70, 120]
    assert books.open() == {"LE-000001": 70, "LE-000002": 50}


def test_a_credit_settles_the_oldest_debits_and_what_is_left_waits_for_the_next(books: Books) -> None:
    for day in (1, 2, 3):
        books.add(INVOICE, 100, on=date(2026, 11, day))

    books.add(PAYMENT, -150, on=date(2026, 11, 4))
    assert books.open() == {"LE-000002": 50, "LE-000003": 100}
    books.add(PAYMENT, -200, on=date(2026, 11, 4))
    assert (books.open(), account(books).unapplied) == ({}, 50)
    books.add(DEBIT_NOTE, 20, on=date(2026, 11, 5))
    assert (books.open(), account(books).unapplied) == ({}, 30)
    books.add(ADJUSTMENT, 40, on=date(2026, 11, 5))
    assert (books.open(), account(books).unapplied) == ({"LE-000007": 10}, 0)
    assert account(books) == Account(balance=10, unapplied=0, invoiced=320, paid=350)


def test_an_entry_at_the_end_reads_and_writes_as_much_in_a_long_account_as_in_a_short_one(
    books: Books, database: Database
) -> None:
    statements: list[str] = []

    def count(*told: Any) -> None:
        statements.append(told[2])

    def counted(type_: EntryType, amount: int) -> int:
        statements.clear()
        event.listen(database.engine, "before_cursor_execute", count)
        books.add(type_, amount)
        event.remove(database.engine, "before_cursor_execute", count)
        return len(statements)

    books.add(INVOICE, 10)
    short = [counted(INVOICE, 10), counted(PAYMENT, -5)]
    for _ in range(20):
        books.add(INVOICE, 10)

    assert [counted(INVOICE, 10), counted(PAYMENT, -5)] == short


def test_many_entries_at_once_are_the_same_as_one_after_the_other(north: Company, south: Company) -> None:
    amounts = (100, -30, 50, -500, 20, 70, -10, 300, -25)
    days = [TODAY - timedelta(days=number * 13 % 40) for number in range(len(amounts))]
    singly, together = [[open_books(company, name) for name in ("Acme", "Best", "Cyan")] for company in (north, south)]
    for books in (singly, together):
        books[0].add(INVOICE, 5)
    for number, (amount, day) in enumerate(zip(amounts, days, strict=True)):
        singly[number % 3].add(ADJUSTMENT, amount, on=day, document=f"D-{number}")
    with south.open() as store:
        written = store.ledger.add_all(
            [
                {
                    "customer_id": together[number % 3].customer_id,
                    "type": ADJUSTMENT,
                    "entered_on": day,
                    "debit": max(amount, 0),
                    "credit": max(-amount, 0),
                    "document": f"D-{number}",
                }
                for number, (amount, day) in enumerate(zip(amounts, days, strict=True))
            ]
        )

    assert [entry.code for entry in written] == [f"LE-{number:06}" for number in range(2, 11)]
    assert [entry.id for entry in written] == sorted(entry.id for entry in written)
    for one, other in zip(singly, together, strict=True):
        assert (one.balances(), one.open(), account(one)) == (other.balances(), other.open(), account(other))
    assert south.ask(lambda store: list(store.audit.differences())) == []
    assert together[0].add(PAYMENT, -1).code == "LE-000011"


def test_no_entries_at_once_are_none(books: Books) -> None:
    with books.company.open() as store:
        assert store.ledger.add_all([]) == []


def test_a_reversal_takes_an_entry_back_on_the_other_side_and_names_it(books: Books) -> None:
    invoice = books.add(INVOICE, 100, on=YESTERDAY, due_on=TODAY, document="INV-1")
    payment = books.add(PAYMENT, -30)

    taken_back = books.reverse(payment)
    assert (taken_back.type, taken_back.debit, taken_back.credit, taken_back.due_on) == (PAYMENT, 30, 0, TODAY)
    assert (taken_back.reverses_id, taken_back.description) == (payment.id, "of LE-000002")
    assert (books.balances(), books.open()) == ([100, 70, 100], {"LE-000001": 100})

    gone = books.reverse(invoice)
    assert (gone.debit, gone.credit, gone.due_on, gone.document) == (0, 100, None, "INV-1")
    assert (books.balances(), books.open()) == ([100, 70, 100, 0], {})
    assert account(books) == Account(balance=0, unapplied=0, invoiced=0, paid=0)
    assert books.company.ask(lambda store: store.ledger.find_reversal(invoice.id)) == gone
    assert books.company.ask(lambda store: store.ledger.find_reversal(gone.id)) is None


def test_a_payment_that_had_settled_the_reversed_invoice_goes_to_the_next_one(books: Books) -> None:
    wrong = books.add(INVOICE, 100)
    books.add(INVOICE, 80)
    books.add(PAYMENT, -100)
    assert books.open() == {"LE-000002": 80}

    books.reverse(wrong)

    assert (books.open(), account(books).unapplied) == ({}, 20)


def test_an_entry_is_reversed_once(books: Books) -> None:
    entry = books.add(INVOICE, 100)
    books.reverse(entry)

    with pytest.raises(AlreadyReversed, match=r"LE-000001 was reversed already, by LE-000002\."):
        books.reverse(entry)

    assert books.balances() == [100, 0]


def test_a_reversal_is_not_reversed(books: Books) -> None:
    reversal = books.reverse(books.add(INVOICE, 100))

    with pytest.raises(ReversalOfReversal, match="LE-000002 is itself a reversal, so it can't be reversed"):
        books.reverse(reversal)

    assert books.balances() == [100, 0]


def test_of_eight_who_reverse_the_same_entry_at_once_one_does_and_the_others_are_told(books: Books) -> None:
    entry = books.add(INVOICE, 100)

    def reverse(_number: int) -> str:
        try:
            return books.reverse(entry).code
        except AlreadyReversed as error:
            return str(error)

    assert sorted(at_once(reverse)) == ["LE-000001 was reversed already, by LE-000002."] * 7 + ["LE-000002"]
    assert books.balances() == [100, 0]


@pytest.mark.parametrize(("debit", "credit"), [(0, 0), (5, 5), (-5, 0), (0, -5), (5, -5)])
def test_an_entry_has_one_side_above_zero(books: Books, debit: int, credit: int) -> None:
    with pytest.raises(IntegrityError), books.company.open() as store:
        store.ledger.add(books.customer_id, ADJUSTMENT, TODAY, debit=debit, credit=credit)

    assert books.add(INVOICE, 1).code == "LE-000001"


def test_an_amount_may_be_larger_than_any_company_owes(books: Books) -> None:
    books.add(INVOICE, 9_999_999_999_999_99)
    books.add(INVOICE, 9_999_999_999_999_99)

    assert books.balances()[-1] == 19_999_999_999_999_98


RAW_CHANGES: dict[str, Callable[[Connection, int], Any]] = {
    "update": lambda sql, entry: sql.execute(ENTRIES.update().where(ENTRIES.c.id == entry).values(remarks="Mine now")),
    "update to the same": lambda sql, entry: sql.execute(
        text("UPDATE ledger_entries SET debit = debit WHERE id = :id"), {"id": entry}
    ),
    "delete": lambda sql, entry: sql.execute(ENTRIES.delete().where(ENTRIES.c.id == entry)),
    "delete all": lambda sql, _: sql.execute(text("DELETE FROM ledger_entries")),
}
ONLY_ON: dict[str, dict[str, Callable[[Connection, int], Any]]] = {
    "sqlite": {
        "replace": lambda sql, entry: _replace(sql, entry, id=entry),
        "replace under another number": lambda sql, entry: _replace(sql, entry, id=entry + 1_000),
        "upsert": lambda sql, entry: _replace(sql, entry, then=" ON CONFLICT DO UPDATE SET debit = 7", verb="INSERT"),
    },
    "postgresql": {
        "truncate": lambda sql, _: sql.execute(text("TRUNCATE ledger_entries CASCADE")),
        "upsert": lambda sql, entry: _replace(
            sql, entry, then=" ON CONFLICT (id) DO UPDATE SET debit = 7", verb="INSERT"
        ),
    },
}


def _replace(
    sql: Connection,
    entry: int,
    *,
    verb: str = "INSERT OR REPLACE",
    then: str = "",
    id: int | None = None,  # noqa: A002
) -> None:
    row = dict(sql.execute(select(ENTRIES).where(ENTRIES.c.id == entry)).mappings().one())
    row |= {"id": id or entry, "remarks": "Mine now", "type": row["type"].value, "entered_on": str(row["entered_on"])}
    names = ", ".join(row)
    sql.execute(text(f"{verb} INTO ledger_entries ({names}) VALUES (:{', :'.join(row)}){then}"), row)


def test_the_database_refuses_every_change_of_an_entry_and_every_deletion(books: Books, database: Database) -> None:
    entry = books.add(INVOICE, 100)

    for change in (RAW_CHANGES | ONLY_ON[database.engine.dialect.name]).values():
        with pytest.raises(DBAPIError, match="ledger entries are never changed"), database.engine.begin() as sql:
            change(sql, entry.id)

    assert books.company.ask(lambda store: store.ledger.get(entry.id)) == entry


def test_the_programs_own_session_can_change_no_entry_either(books: Books) -> None:
    entry = books.add(INVOICE, 100)

    with pytest.raises(DBAPIError, match="ledger entries are never changed"), books.company.open() as store:
        store._session.get_one(LedgerEntryRow, entry.id).debit = 7
    with pytest.raises(DBAPIError, match="ledger entries are never changed"), books.company.open() as store:
        store._session.delete(store._session.get_one(LedgerEntryRow, entry.id))

    assert books.company.ask(lambda store: store.ledger.get(entry.id)) == entry


def test_a_second_entry_under_the_same_code_is_refused(books: Books, database: Database) -> None:
    books.add(INVOICE, 100)

    with database.engine.connect() as sql:
        row = dict(sql.execute(select(ENTRIES).where(ENTRIES.c.customer_id == books.customer_id)).mappings().one())
        with pytest.raises(IntegrityError):
            sql.execute(insert(ENTRIES).values(row | {"id": row["id"] + 1_000}))


def test_accounts_are_told_with_what_is_open_by_how_long_it_is_past_due(books: Books) -> None:
    company = books.company
    best, cyan, even = (open_books(company, name) for name in ("Best", "Cyan", "Even"))
    for days, amount in ((-5, 1), (0, 2), (1, 4), (30, 8), (31, 16), (60, 32), (61, 64), (90, 128), (91, 256)):
        due_on = TODAY - timedelta(days=days)
        books.add(INVOICE, amount, on=TODAY - timedelta(days=200), due_on=due_on)
    best.add(DEBIT_NOTE, 500, on=TODAY - timedelta(days=10))
    best.add(PAYMENT, -120)
    cyan.add(PAYMENT, -70)
    even.add(INVOICE, 5)
    even.add(PAYMENT, -5)

    buckets = dict(zip(Bucket, (3, 12, 48, 192, 256), strict=True))
    assert company.ask(lambda store: store.ledger.open_accounts(TODAY)) == [
        OpenAccount(customer="Acme", code="C-1", buckets=buckets, unapplied=0, oldest_days=91),
        OpenAccount(
            customer="Best",
            code="C-2",
            buckets=dict.fromkeys(Bucket, 0) | {Bucket.UP_TO_30: 380},
            unapplied=0,
            oldest_days=10,
        ),
        OpenAccount(customer="Cyan", code="C-3", buckets={}, unapplied=70, oldest_days=0),
    ]
    later = company.ask(lambda store: store.ledger.open_accounts(TODAY + timedelta(days=1)))
    assert later[0].oldest_days == 92
    assert later[0].buckets[Bucket.NOT_DUE] == 1


def test_all_that_is_open_less_all_that_is_not_applied_is_what_all_balances_add_up_to(books: Books) -> None:
    others = [books, *(open_books(books.company, name) for name in ("Best", "Cyan"))]
    for number, amount in enumerate((100, -30, 50, -500, 20, 70, -10, 300, -25)):
        others[number % 3].add(ADJUSTMENT, amount, on=TODAY - timedelta(days=number * 13 % 40))

    accounts = books.company.ask(lambda store: store.ledger.open_accounts(TODAY))
    assert sum(found.outstanding for found in accounts) == sum(account(other).balance for other in others)
