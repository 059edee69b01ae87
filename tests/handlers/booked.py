"""What the tests of bookings start from and ask: a booking made through its form, and all that hangs on it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.bookings import Booking, UnitType
from bot.ledger import LedgerEntry
from bot.model import Customer
from storage.store import Store
from tests.handlers.leads import FIRST
from tests.slack import Json, Person, Slack


def book(person: Person, **fields: Any) -> Booking:
    """A booking as the form makes it, by default Acme's for ₹5,00,000; its answer is delivered."""
    person.say("/booking")
    if "invoice" in fields:
        person.choose("invoice", fields["invoice"])
    assert person.submit(**{"lead": FIRST, "amount": "5 lakh", **fields}) == {"ok": True}
    assert person.view is None
    person.slack.deliver()
    return bookings(person.slack)[0]


def bookings(slack: Slack) -> list[Booking]:
    """The newest first."""
    found: list[Booking] = slack.read(lambda store: store.bookings.newest(limit=100_000))
    return found


def customers(slack: Slack) -> list[Customer]:
    """The newest first."""
    found: list[Customer] = slack.read(lambda store: store.customers.search("", limit=100_000))
    return found


def entries(slack: Slack, customer_id: int = 1) -> list[LedgerEntry]:
    found: list[LedgerEntry] = slack.read(lambda store: store.ledger.entries(customer_id))
    return found


def balance(slack: Slack, customer_id: int = 1) -> int:
    found: int = slack.read(lambda store: store.ledger.account(customer_id).balance)
    return found


def add_unit(slack: Slack, name: str = "3BHK", *, existing: int | None = 10) -> UnitType:
    added: UnitType = slack.write(lambda store: store.units.add(name, existing=existing))
    return added


def left(slack: Slack, unit_id: int = 1) -> int | None:
    found: int | None = slack.read(lambda store: store.units.stock(unit_id).available)
    return found


def written(slack: Slack) -> Counter[str]:
    """How many records there are of everything that a booking may write."""

    def count(store: Store) -> Counter[str]:
        known = store.customers.search("", limit=100_000)
        return Counter(
            bookings=len(store.bookings.newest(limit=100_000)),
            customers=len(known),
            entries=sum(len(store.ledger.entries(customer.id)) for customer in known),
            milestones=len(store.milestones.list_of_lead(FIRST)),
            moves=len(store.leads.status_changes(FIRST)),
            touches=len(store.writes.list_of("leads", FIRST, limit=100_000)),
        )

    found: Counter[str] = slack.read(count)
    return found


def buttons(message: Json) -> list[str]:
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row if element["type"] == "button"]
