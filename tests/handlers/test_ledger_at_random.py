"""Ledger entries, reversals and customers from random forms and lines: saved whole, or answered and nothing written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import BookingStatus, EntryType, Role
from bot.ledger import account_of, in_order, outstanding
from storage.store import Store
from tests.handlers.accounts import TODAY, count_entries
from tests.handlers.booked import customers
from tests.handlers.test_leads_at_random import mostly, submit
from tests.slack import Person, Slack

often = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
TEXTS = mostly("INV-1", "<!channel>", "*_~`", "घर", "=1+1", "\u202e", "x" * 200, "", bad=[" "])
AMOUNTS = mostly(
    *("5,00,000", "₹5 lakh", "1.2 cr", "50k", "0.01", "1"),
    bad=["0", "-5", "−1", "1e9", "9" * 30, "½", "free", "1.234", "", "1,50"],
)
DAYS = mostly("2026-11-25", "2026-11-01", "1999-12-31", bad=["2026-11-26", "9999-12-31", ""])
ENTRY: dict[str, some.SearchStrategy[Any]] = {
    "customer": mostly("1", "2", bad=["999", ""]),
    "type": some.sampled_from([*EntryType]).map(str),
    "side": mostly("debit", "credit", bad=[""]),
    "amount": AMOUNTS,
    "entered_on": DAYS,
    "due_on": mostly("2026-12-25", "9999-12-31", "", bad=["1999-01-01"]),
    "booking": mostly("", "1", bad=["999"]),
    "document": TEXTS,
    "description": TEXTS,
    "remarks": some.text(max_size=40),
}
CUSTOMER: dict[str, some.SearchStrategy[Any]] = {
    "name": mostly("Acme Corp", "ACME ", "Café", "<!channel>", "घर", "=1+1", "2026", bad=[" ", ""]),
    "email": mostly("anil@acme.example", "a|b@c.d", "", bad=["acme", "@"]),
    "phone": mostly("98450 12345", "+91 (98450) 12345", "", bad=["n/a", "12"]),
    "address": some.text(max_size=60),
    "owner": mostly("1", "", bad=["999"]),
    "notes": some.text(max_size=40),
}
NAMES = ("new", "reverse", "edit", "history", "list", "help", "acme", "zenith", "C-1", "C-99", "LE-000001", "LE-99")
PERIODS = ("last", "90", "days", "this", "month", "2026-q3", "2027", "from", "to", "from 2026-06 to 2026-01")
WORDS = some.lists(
    some.sampled_from([*NAMES, *PERIODS, "<@U0ASHA>"]) | some.text(max_size=8),
    max_size=5,
).map(" ".join)


def form_of(fields: dict[str, some.SearchStrategy[Any]], *required: str) -> some.SearchStrategy[dict[str, Any]]:
    """Some of the fields, and those that are required."""
    optional = {name: strategy for name, strategy in fields.items() if name not in required}
    return some.fixed_dictionaries({name: fields[name] for name in required}, optional=optional)


@pytest.fixture
def priya(slack: Slack) -> Person:
    """Priya, with two customers, a booking of the first, and an entry on each account."""
    priya = slack.person("priya", role=Role.MANAGER)

    def add(store: Store) -> None:
        for name in ("Acme Corp", "Zenith Homes"):
            customer = store.customers.add(name, owner_id=priya.member.id)
            store.ledger.add(customer.id, EntryType.INVOICE, TODAY, debit=100_00, due_on=TODAY)
        store.bookings.add(1, None, TODAY, 500_000_00, status=BookingStatus.CONFIRMED)

    slack.write(add)
    return priya


def require_true_accounts(slack: Slack) -> None:
    """What is kept of each account is what its entries add up to."""

    def look(store: Store) -> None:
        for customer in store.customers.search("", limit=10_000):
            entries = store.ledger.entries(customer.id)
            settlement = store.receivables.settlement(customer.id)
            assert store.ledger.account(customer.id).balance == outstanding(entries) == settlement.outstanding
            assert store.ledger.account(customer.id) == account_of(in_order(entries))[0] if entries else True

    slack.read(look)


@often
@given(values=form_of(ENTRY, "customer", "type", "amount"))
def test_any_entry_is_saved_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    before = count_entries(slack)
    priya.say("/ledger")
    priya.choose("type", values["type"])
    if "side" in values and values["type"] == EntryType.ADJUSTMENT and values["side"]:
        priya.choose("side", values["side"])
    made = submit(priya, values)
    slack.deliver()
    assert count_entries(slack) == before + int(made)
    require_true_accounts(slack)


@often
@given(code=mostly("1", "2", bad=["3", "99"]), reason=TEXTS)
def test_any_reversal_is_made_once_or_answered(slack: Slack, priya: Person, code: str, reason: str) -> None:
    before, said = count_entries(slack), len(priya.messages())
    priya.say(f"/ledger reverse LE-{code}")
    made = priya.view is not None and submit(priya, {"reason": reason})
    slack.deliver()
    assert len(priya.messages()) > said or not made
    assert count_entries(slack) == before + int(made)
    require_true_accounts(slack)


@often
@given(values=form_of(CUSTOMER, "name"))
def test_any_customer_is_made_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    before = len(customers(slack))
    priya.say("/customer")
    made = submit(priya, values)
    slack.deliver()
    assert len(customers(slack)) == before + int(made)


@often
@given(values=some.fixed_dictionaries({}, optional=CUSTOMER))
def test_any_edit_is_saved_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    before = customers(slack)
    priya.say("/customer edit C-1")
    if not submit(priya, values):
        assert customers(slack) == before


@often
@given(command=some.sampled_from(["/ledger", "/customer"]), line=WORDS)
def test_any_line_is_answered_and_changes_nothing(slack: Slack, priya: Person, command: str, line: str) -> None:
    before, said = (count_entries(slack), len(customers(slack))), len(priya.messages())
    priya.say(f"{command} {line}")
    slack.deliver()
    if priya.view is None:
        assert len(priya.messages()) > said
        assert "Something went wrong" not in priya.last()["text"]
        assert priya.last()["ephemeral"]
    else:
        priya.close()
    assert (count_entries(slack), len(customers(slack))) == before
