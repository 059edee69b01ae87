"""Bookings from random forms: made or cancelled whole, or one clear sentence and nothing written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import BookingStatus, EntryType, Role
from storage.store import Store
from tests.handlers.booked import add_unit, balance, bookings, entries, left, written
from tests.handlers.leads import FIRST
from tests.slack import Json, Person, Slack

often = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def mostly(*good: Any, bad: list[Any]) -> some.SearchStrategy[Any]:
    """One in ten is bad, so that many a form can be saved."""
    return some.sampled_from([*good * -(-9 * len(bad) // len(good)), *bad])


AMOUNTS = mostly("5,00,000", "₹5 lakh", "1", "0.01", "9999999999999", bad=["0", "-5", "1e9", "9" * 30, "½", "free"])
DAYS = mostly(*[f"2026-11-{day:02}" for day in range(1, 26)], "0001-01-01", bad=["2026-11-26", "9999-12-31"])
DAYS_AHEAD = mostly("2026-11-25", "2027-03-31", "9999-12-31", bad=["1999-01-01"])
CODES = mostly("NE-12", "ne-12", "A/1", "", bad=["-1", "no spaces", "ß" * 32, "x" * 33, "<!channel>"])
TEXTS = mostly("third floor", "<!channel>", "घर " * 60, "", bad=[" ", "x" * 3_001])
REFUNDS = mostly("", "0", "1", "5 lakh", bad=["-1", "9 cr", "free", "0.001"])
SURE = some.sampled_from([True, True, True, False])
FORM: dict[str, some.SearchStrategy[Any]] = {
    "lead": mostly(FIRST, None, bad=[999]),
    "customer": mostly(None, 1, bad=[999]),
    "booked_on": DAYS,
    "delivery_on": DAYS_AHEAD,
    "status": mostly("confirmed", "pending", "on_hold", bad=["cancelled", "completed"]),
    "unit_type": mostly(1, 2, None, bad=[999]),
    "unit_count": mostly("1", "2", bad=["0", "-1", "1.5", "1000001", "many"]),
    "code": CODES,
    "notes": TEXTS,
    "due_on": DAYS_AHEAD,
}
LINES = some.lists(
    some.sampled_from(
        [*("acme", "BK-2026-0001", "bk1", "C-1", "L-1", "edit", "cancel", "history", "list", "units", "help", "new")]
    )
    | some.text(max_size=8),
    max_size=3,
).map(" ".join)


@pytest.fixture
def priya(slack: Slack, asha: Person) -> Person:  # noqa: ARG001 - Acme is there before her
    """A manager; there is a customer, twenty of one unit type and any number of another."""
    slack.write(lambda store: store.customers.add("Zenith"))
    add_unit(slack, existing=20)
    add_unit(slack, "Parking", existing=None)
    return slack.person("priya", role=Role.MANAGER)


def answered(person: Person, answer: Json) -> bool:
    """Whether a sentence tells the person why the form was not saved, or asks for a yes."""
    if answer.get("errors"):
        return all(answer["errors"].values())
    shown = str(person.view["blocks"]) if person.view else ""
    assert "Something went wrong" not in shown
    return "❓" in shown or person.form["title"]["text"] == "That did not work"


def close_all(person: Person) -> None:
    while person.view is not None:
        person.close()


def units_left(slack: Slack) -> int:
    found = left(slack)
    assert found is not None
    return found


@often
@given(
    values=some.fixed_dictionaries({"amount": AMOUNTS}, optional=FORM),
    ticks=some.lists(some.booleans(), max_size=3),
    sure=SURE,
)
def test_any_booking_form_is_saved_whole_or_answered(
    slack: Slack, priya: Person, values: dict[str, Any], ticks: list[bool], sure: bool
) -> None:
    before, units = written(slack), units_left(slack)
    values = {"lead": FIRST, **values}
    priya.say("/booking")
    for tick in ticks:
        priya.choose("invoice", tick, **values)
    invoiced = bool(ticks) and ticks[-1]
    answer = priya.submit(**values)
    if sure and "errors" not in answer and priya.view is not None and priya.form["title"]["text"] == "New booking":
        answer = priya.submit()
    after = written(slack)
    if after == before:
        assert answered(priya, answer)
    else:
        made = bookings(slack)[0]
        assert {name: after[name] - before[name] for name in ("bookings", "entries", "milestones")} == {
            "bookings": 1,
            "entries": int(invoiced),
            "milestones": int(made.lead_id is not None),
        }
        assert units_left(slack) == units - (made.unit_count if made.unit_type_id == 1 else 0) >= 0
        if invoiced:
            (invoice,) = [entry for entry in entries(slack, made.customer_id) if entry.booking_id == made.id]
            assert (invoice.type, invoice.debit, invoice.entered_on) == (
                *(EntryType.INVOICE, made.amount, made.booked_on),
            )
    close_all(priya)


@often
@given(
    paid=some.sampled_from([0, 100, 60_000_000]),
    invoiced=some.booleans(),
    forms=some.lists(some.tuples(TEXTS, REFUNDS, SURE), min_size=1, max_size=3),
    undo=some.booleans(),
)
def test_any_cancellation_is_done_whole_or_answered(
    slack: Slack, priya: Person, paid: int, invoiced: bool, forms: list[tuple[str, str, bool]], undo: bool
) -> None:
    def sell(store: Store) -> int:
        sold = store.bookings.add(
            1, FIRST, date(2026, 11, 20), 50_000_000, status=BookingStatus.CONFIRMED, unit_type_id=1
        )
        if invoiced:
            store.ledger.add(1, EntryType.INVOICE, store.today, debit=sold.amount, booking_id=sold.id)
        if paid:
            store.ledger.add(1, EntryType.PAYMENT, store.today, credit=paid, booking_id=sold.id)
        return sold.id

    booking_id = slack.write(sell)
    before, owed, units, standing = written(slack), balance(slack), units_left(slack), bookings(slack)
    priya.say(f"/booking cancel {bookings(slack)[0].code}")
    for reason, refund, sure in forms:
        answer = priya.submit(reason=reason, refund=refund)
        if sure and priya.view is not None and "❓" in str(priya.view["blocks"]):
            priya.submit()
        if priya.view is None:
            break
        assert written(slack) == before
        assert answered(priya, answer)
        while priya.form["title"]["text"] == "That did not work":
            priya.close()
    close_all(priya)
    cancelled = slack.read(lambda store: store.bookings.get(booking_id))
    if cancelled.status is BookingStatus.CANCELLED:
        assert owed - balance(slack) == cancelled.refund
        assert units_left(slack) == units + 1
        assert written(slack)["milestones"] == before["milestones"] + 1
    if undo and cancelled.status is BookingStatus.CANCELLED:
        slack.deliver()
        priya.press("Undo")
        assert (balance(slack), units_left(slack), bookings(slack)) == (owed, units, standing)
    slack.write(lambda store: store.bookings.change(booking_id, unit_type_id=None))


@often
@given(line=LINES)
def test_any_line_is_answered(priya: Person, line: str) -> None:
    said = len(priya.messages())
    priya.say(f"/booking {line}")
    if priya.view is None:
        assert len(priya.messages()) > said
        assert "Something went wrong" not in priya.last()["text"]
    close_all(priya)
