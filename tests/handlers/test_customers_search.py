"""The searches for a customer and for a booking in every form that asks for one."""

from __future__ import annotations

import pytest

from bot.kinds import Role
from tests.handlers.accounts import add_booking, add_customer
from tests.slack import Person, Slack


@pytest.fixture
def priya(slack: Slack) -> Person:
    """Priya, with the form of a new entry open, and three customers."""
    for name in ("Acme Corp", "Zenith Homes", "New Acme"):
        add_customer(slack, name)
    priya = slack.person("priya", role=Role.MANAGER)
    priya.say("/ledger")
    return priya


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["New Acme (C-3)", "Zenith Homes (C-2)", "Acme Corp (C-1)"]),
        ("acm", ["Acme Corp (C-1)", "New Acme (C-3)"]),
        ("HOMES", ["Zenith Homes (C-2)"]),
        ("c-2", ["Zenith Homes (C-2)"]),
        ("zenit homs", ["Zenith Homes (C-2)"]),
        ("amce corp", ["Acme Corp (C-1)"]),
        ("xyz", []),
        ("<>&%_", []),
    ],
)
def test_a_customer_is_offered_by_name_and_code_and_typos_are_forgiven(
    priya: Person, typed: str, offered: list[str]
) -> None:
    assert priya.options("customer", typed) == offered


def test_another_tenants_customers_are_not_offered(slack: Slack, priya: Person) -> None:
    slack.write(lambda store: store.customers.add("Globex"), team="T0CONTO")
    assert priya.options("customer", "globex") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["BK-2026-0002 · Zenith Homes, 12 Oct 2026", "BK-2026-0001 · Acme Corp, 12 Oct 2026"]),
        ("0001", ["BK-2026-0001 · Acme Corp, 12 Oct 2026"]),
        ("bk-2026-0002", ["BK-2026-0002 · Zenith Homes, 12 Oct 2026"]),
        ("zenith", ["BK-2026-0002 · Zenith Homes, 12 Oct 2026"]),
        ("new acme", []),
        ("%", []),
    ],
)
def test_a_booking_is_offered_by_its_code_and_by_who_booked(
    slack: Slack, priya: Person, typed: str, offered: list[str]
) -> None:
    add_booking(slack, 1)
    add_booking(slack, 2)
    assert priya.options("booking", typed) == offered


def test_where_the_customer_is_chosen_only_their_bookings_are_offered(slack: Slack, priya: Person) -> None:
    add_booking(slack, 1)
    add_booking(slack, 2)
    priya.choose("type", "invoice", customer=2)
    assert priya.options("booking", "") == ["BK-2026-0002 · Zenith Homes, 12 Oct 2026"]
    assert priya.options("booking", "0001") == ["BK-2026-0002 · Zenith Homes, 12 Oct 2026"]
