"""Whatever is entered, reversed and backdated, by one or by sixteen at once: accounts follow, codes have no gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import BotError
from bot.kinds import EntryType
from storage.database import Database
from storage.store import Store
from tests.storage.accounting import enter, kept_account, kept_lines, must_be_kept
from tests.storage.companies import NOW, Company, found_company
from tests.storage.crowd import at_once

FIRST_DAY = date(2026, 1, 1)
CUSTOMERS, WRITERS, ROUNDS = 2, 16, 10
DEBITS = [EntryType.INVOICE, EntryType.DEBIT_NOTE, EntryType.ADJUSTMENT]
CREDITS = [EntryType.PAYMENT, EntryType.CREDIT_NOTE, EntryType.ADJUSTMENT]


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of one of the customers, or the reversal of one that is there; `write` says with which others."""

    customer: int
    amount: int
    type: EntryType
    day: int
    due: int | None
    reverses: int | None
    write: int


@st.composite
def steps(draw: st.DrawFn) -> Step:
    amount = draw(st.integers(1, 50).flatmap(lambda size: st.sampled_from([size, -size])))
    return Step(
        customer=draw(st.integers(0, CUSTOMERS - 1)),
        amount=amount,
        type=draw(st.sampled_from(DEBITS if amount > 0 else CREDITS)),
        day=draw(st.integers(0, 6)),
        due=draw(st.none() | st.integers(0, 60)) if amount > 0 else None,
        reverses=draw(st.none() | st.integers(0, 30)) if draw(st.booleans()) else None,
        write=draw(st.integers(0, 3)),
    )


HISTORIES = st.lists(steps(), max_size=25)


@pytest.fixture(scope="module")
def company(database: Database) -> Company:
    return found_company("North", "Asha", database)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORIES)
def test_what_is_kept_is_always_what_the_entries_add_up_to(company: Company, history: list[Step]) -> None:
    follow(company, history)


def follow(company: Company, history: list[Step]) -> None:
    """Write the history for customers of its own, in several transactions, and hold the accounts against `bot`."""
    with company.open() as store:
        customers = [store.customers.add("Acme").id for _ in range(CUSTOMERS)]
    entered: list[int] = []
    for _, together in groupby(history, key=attrgetter("write")):
        with company.open() as store:
            for step in together:
                take(store, step, customers, entered)
    with company.stores.read(company.tenant, now=NOW) as store:
        for customer in customers:
            assert (kept_account(store, customer), kept_lines(store, customer)) == must_be_kept(store, customer)


def take(store: Store, step: Step, customers: Sequence[int], entered: list[int]) -> None:
    on = FIRST_DAY + timedelta(days=step.day)
    if step.reverses is None or not entered:
        due_on = on + timedelta(days=step.due) if step.due is not None else None
        entry = enter(store, customers[step.customer], step.type, step.amount, on=on, due_on=due_on)
    else:
        try:
            entry = store.ledger.reverse(entered[step.reverses % len(entered)], on=on, remarks=None)
        except BotError:
            return  # it was reversed before, or reverses another
    entered.append(entry.id)


class GaveUp(Exception):
    """A writer's transaction fails after it has entered something."""


def test_codes_have_no_gaps_and_balances_are_right_under_sixteen_writers_that_often_fail(
    north: Company, south: Company
) -> None:
    customers = {company: add_customers(company) for company in (north, south)}

    def write(number: int) -> None:
        chance = Random(number)  # noqa: S311 - not for secrets
        for _ in range(ROUNDS):
            company = chance.choice((north, south))
            try:
                write_some(company, customers[company], chance)
            except GaveUp:
                continue

    at_once(write, crowd=WRITERS)

    for company, theirs in customers.items():
        with company.stores.read(company.tenant, now=NOW) as store:
            entries = [entry for customer in theirs for entry in store.ledger.entries(customer)]
            assert len(entries) > WRITERS
            in_order = sorted(entries, key=attrgetter("id"))
            assert [entry.code for entry in in_order] == [f"LE-{number:06}" for number in range(1, len(entries) + 1)]
            for customer in theirs:
                assert (kept_account(store, customer), kept_lines(store, customer)) == must_be_kept(store, customer)
            assert list(store.audit.differences()) == []


def add_customers(company: Company) -> list[int]:
    with company.open() as store:
        return [store.customers.add(name).id for name in ("Acme", "Best", "Cyan")]


def write_some(company: Company, customers: Sequence[int], chance: Random) -> None:
    """One to three entries in one transaction, which fails in the end every third time."""
    with company.open() as store:
        for _ in range(chance.randint(1, 3)):
            amount = chance.choice((1, -1)) * chance.randint(1, 100)
            on = FIRST_DAY + timedelta(days=chance.randint(0, 3))
            enter(store, chance.choice(customers), EntryType.ADJUSTMENT, amount, on=on)
        if chance.random() < 1 / 3:
            raise GaveUp
