"""What customers owe, as it is read from the ledger: all together, who the most, one account, and the same entry."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import EntryType
from bot.ledger import LedgerEntry, ageing, settle
from storage.database import Database
from tests.storage.accounting import Books, open_books
from tests.storage.companies import TODAY, Company, found_company

INVOICE, PAYMENT = EntryType.INVOICE, EntryType.PAYMENT
DAY = timedelta(days=1)


@pytest.fixture
def company(database: Database) -> Company:
    return found_company("North", "Asha", database)


@pytest.fixture
def acme(company: Company) -> Books:
    return open_books(company)


def outstanding(company: Company) -> int:
    return company.ask(lambda store: store.receivables.outstanding())


def overdue(company: Company, before: date) -> int:
    return company.ask(lambda store: store.receivables.overdue(before))


def same(books: Books, type_: EntryType = INVOICE, **fields: Any) -> LedgerEntry | None:
    said: dict[str, Any] = {"entered_on": TODAY, "debit": 100, "credit": 0, "document": None} | fields
    return books.company.ask(lambda store: store.receivables.find_same_entry(books.customer_id, type_, **said))


def test_outstanding_is_what_all_owe_less_the_credit_of_others(company: Company, acme: Books) -> None:
    zenith = open_books(company, "Zenith")
    acme.add(INVOICE, 500)
    acme.add(PAYMENT, -200)
    zenith.add(PAYMENT, -50)
    assert outstanding(company) == 250


def test_nobody_owes_anything_at_first(company: Company) -> None:
    assert outstanding(company) == 0
    assert overdue(company, date.max) == 0
    assert company.ask(lambda store: store.receivables.list_owing(long_late=TODAY, limit=5)) == []
    assert company.ask(lambda store: store.receivables.debtors()) == (0, 0)


def test_overdue_is_what_is_open_and_was_due_before_the_day(company: Company, acme: Books) -> None:
    acme.add(INVOICE, 500, on=TODAY - 10 * DAY, due_on=TODAY - 5 * DAY)
    acme.add(INVOICE, 300, on=TODAY - 9 * DAY, due_on=TODAY)
    acme.add(PAYMENT, -200)
    assert overdue(company, TODAY - 5 * DAY) == 0
    assert overdue(company, TODAY - 4 * DAY) == 300
    assert overdue(company, TODAY + DAY) == 600


def test_a_debit_without_a_due_date_is_due_on_its_own_day(company: Company, acme: Books) -> None:
    acme.add(INVOICE, 500)
    assert overdue(company, TODAY) == 0
    assert overdue(company, TODAY + DAY) == 500


def test_who_owes_the_most_comes_first_and_who_owes_nothing_not_at_all(company: Company) -> None:
    owed = {"Small": 100, "Large": 900, "Settled": 0, "In credit": -50, "Middle": 300}
    books = {name: open_books(company, name) for name in owed}
    for name, amount in owed.items():
        if amount:
            books[name].add(INVOICE if amount > 0 else PAYMENT, amount)
    assert company.ask(lambda store: store.receivables.list_owing(long_late=TODAY, limit=2)) == [
        (books["Large"].customer_id, 900),
        (books["Middle"].customer_id, 300),
    ]
    assert company.ask(lambda store: store.receivables.debtors()) == (3, 1_300)


def test_who_is_long_late_comes_before_who_owes_more(company: Company) -> None:
    large, small = open_books(company, "Large"), open_books(company, "Small")
    large.add(INVOICE, 900, due_on=TODAY)
    small.add(INVOICE, 100, on=TODAY - 9 * DAY, due_on=TODAY - DAY)
    assert company.ask(lambda store: store.receivables.list_owing(long_late=TODAY, limit=5)) == [
        (small.customer_id, 100),
        (large.customer_id, 900),
    ]


def test_who_has_credit_is_listed_the_most_first(company: Company) -> None:
    books = {name: open_books(company, name) for name in ("Little", "Much", "Owing")}
    for name, amount in (("Little", -50), ("Much", -500)):
        books[name].add(PAYMENT, amount)
    books["Owing"].add(INVOICE, 100)
    ids = [books[name].customer_id for name in ("Much", "Little")]
    assert company.ask(lambda store: store.receivables.list_in_credit(limit=5)) == ids


def test_the_newest_entries_are_those_of_the_latest_days(company: Company, acme: Books) -> None:
    late, early, later = (acme.add(INVOICE, 100, on=TODAY - number * DAY) for number in (1, 5, 0))
    newest = company.ask(lambda store: store.receivables.newest_entries(acme.customer_id, limit=2))
    assert newest == [later, late]
    assert early not in newest


@pytest.mark.parametrize("field", [{"debit": 101}, {"entered_on": TODAY - DAY}, {"debit": 0, "credit": 100}])
def test_the_same_entry_is_of_the_same_day_amount_and_side(acme: Books, field: dict[str, Any]) -> None:
    entry = acme.add(INVOICE, 100)
    assert same(acme) == entry
    assert same(acme, **field) is None
    assert same(acme, EntryType.DEBIT_NOTE) is None


def test_the_same_document_is_the_same_entry_whatever_its_day_and_amount(acme: Books) -> None:
    entry = acme.add(INVOICE, 100, document="INV-1")
    assert same(acme, document="INV-1", debit=7, entered_on=TODAY - DAY) == entry
    assert same(acme, document="INV-2") is None


def test_what_was_reversed_and_what_reversed_it_are_not_the_same(acme: Books) -> None:
    entry = acme.add(INVOICE, 100)
    acme.reverse(entry)
    assert same(acme) is None
    assert same(acme, debit=0, credit=100) is None


def test_another_customers_entry_is_not_the_same(company: Company, acme: Books) -> None:
    open_books(company, "Zenith").add(INVOICE, 100)
    assert same(acme) is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=some.lists(
        some.tuples(some.integers(-5, 5).filter(bool), some.integers(0, 90), some.integers(0, 60)), max_size=12
    )
)
def test_what_is_open_is_what_the_entries_leave_open(company: Company, amounts: list[tuple[int, int, int]]) -> None:
    books = open_books(company)
    for amount, ago, terms in amounts:
        on = TODAY - ago * DAY
        books.add(INVOICE if amount > 0 else PAYMENT, amount, on=on, due_on=on + terms * DAY if amount > 0 else None)
    entries = company.ask(lambda store: store.ledger.entries(books.customer_id))
    kept = company.ask(lambda store: store.receivables.settlement(books.customer_id))
    assert kept == settle(entries)
    assert sum(ageing(kept, TODAY).values()) - kept.unapplied == sum(entry.amount for entry in entries)
