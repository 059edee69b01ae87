"""What the tests of the ledger start from and ask: entries made through the form, and what is read of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.bookings import Booking
from bot.kinds import BookingStatus
from bot.ledger import LedgerEntry
from bot.model import Customer
from tests.handlers.booked import entries
from tests.slack import Json, Person, Slack, texts

TODAY = date(2026, 11, 25)
ACME = 1
"""The customer's id."""


def add_customer(slack: Slack, name: str = "Acme Corp", *, owner: Person | None = None, **columns: Any) -> Customer:
    owner_id = owner.member.id if owner else None
    added: Customer = slack.write(lambda store: store.customers.add(name, owner_id=owner_id, **columns))
    return added


def add_booking(slack: Slack, customer_id: int = ACME, *, lead_id: int | None = None) -> Booking:
    added: Booking = slack.write(
        lambda store: store.bookings.add(
            customer_id, lead_id, date(2026, 10, 12), 500_000_00, status=BookingStatus.CONFIRMED
        )
    )
    return added


def fill(person: Person, type_: str, amount: str, **fields: Any) -> Json:
    """Fill the form of a new entry and send it; what Slack answers."""
    person.say("/ledger")
    person.choose("type", type_)
    if "side" in fields:
        person.choose("side", fields["side"])
    if "entered_on" in fields:
        person.choose("entered_on", fields["entered_on"])
    return person.submit(**{"customer": ACME, "type": type_, "amount": amount, **fields})


def enter(person: Person, type_: str, amount: str, **fields: Any) -> LedgerEntry:
    """An entry as the form makes it, by default Acme's of today; its answer is delivered."""
    assert fill(person, type_, amount, **fields) == {"ok": True}
    assert person.view is None, texts(person.form)
    person.slack.deliver()
    found = entries(person.slack, int(fields.get("customer", ACME)))
    return max(found, key=lambda entry: entry.id)


def statement(person: Person, words: str = "acme") -> Json:
    """The statement that the command answers, as it is delivered."""
    person.say(f"/ledger {words}")
    person.slack.deliver()
    return person.last()


def table(message: Json) -> list[list[str]]:
    """The rows of the message's table, without the heading."""
    rows = next(block["rows"] for block in message["blocks"] if block["type"] == "data_table")
    return [[cell["text"] for cell in row] for row in rows[1:]]


def choices(message: Json) -> list[str]:
    """What the message's menus offer."""
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    return [option["text"]["text"] for element in elements for option in element.get("options", [])]


def count_entries(slack: Slack) -> int:
    """Of all customers."""
    known: list[Customer] = slack.read(lambda store: store.customers.search("", limit=10_000))
    return sum(len(entries(slack, customer.id)) for customer in known)
