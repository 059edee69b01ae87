"""A booking cancelled in one step: said in figures first, then its status, its lead and the credit note at once."""

from __future__ import annotations

from datetime import date

import pytest

from bot.bookings import Booking
from bot.kinds import BookingStatus, EntryType, LeadStatus, MilestoneType, Role
from bot.ledger import LedgerEntry
from tests.handlers.accounts import enter
from tests.handlers.booked import add_unit, balance, book, bookings, buttons, entries, left, written
from tests.handlers.leads import FIRST, acme, milestones, typed
from tests.slack import Person, Slack, texts

TODAY = date(2026, 11, 25)


@pytest.fixture
def priya(slack: Slack, asha: Person) -> Person:  # noqa: ARG001 - Acme is there before her
    add_unit(slack)
    return slack.person("priya", role=Role.MANAGER)


@pytest.fixture
def booking(priya: Person) -> Booking:
    """Two of ten 3BHK for Acme, ₹5,00,000, invoiced."""
    return book(priya, unit_type=1, unit_count="2", invoice=True)


def cancel(person: Person, code: str = "BK-2026-0001", **fields: str) -> None:
    person.say(f"/booking cancel {code}")
    person.submit(**{"reason": "Budget constraints", **fields})
    assert person.submit() == {"ok": True}
    assert person.view is None
    person.slack.deliver()


def test_the_guides_cancellation_comes_out_exactly(slack: Slack, priya: Person, booking: Booking) -> None:
    """Guide, workflow 3: status cancelled, reason "Budget constraints", refund 500000; a credit note of 500000."""
    cancel(priya, refund="500000")

    cancelled = bookings(slack)[0]
    assert (cancelled.status, cancelled.cancellation_reason, cancelled.refund, cancelled.cancelled_on) == (
        *(BookingStatus.CANCELLED, "Budget constraints", 500_000_00, TODAY),
    )
    milestone = milestones(slack)[-1]
    assert (milestone.type, milestone.notes) == (MilestoneType.CANCELLATION, "Budget constraints")
    assert entries(slack)[-1] == LedgerEntry(
        id=2,
        code="LE-000002",
        customer_id=1,
        type=EntryType.CREDIT_NOTE,
        entered_on=TODAY,
        debit=0,
        credit=500_000_00,
        due_on=None,
        booking_id=booking.id,
        document=None,
        description="Cancelled booking BK-2026-0001",
        remarks="Full refund for cancelled booking",
        reverses_id=None,
    )
    assert balance(slack) == 0
    assert acme(slack).status is LeadStatus.LOST
    assert left(slack) == 10


def test_what_will_happen_is_said_in_figures_and_waits_for_a_yes(slack: Slack, priya: Person, booking: Booking) -> None:
    before = written(slack)
    priya.say("/booking acme")
    priya.press("Cancel…")
    assert "at most ₹5,00,000" in str(priya.form["blocks"])
    priya.submit(reason="Budget constraints", refund="5 lakh")
    assert (
        "❓ Cancel BK-2026-0001 of Acme Corp?\n"
        "• a credit note of ₹5,00,000 is made: the balance goes from ₹5,00,000 to ₹0\n"
        "• 2 × 3BHK are free again\n"
        "• Anil Mehta · Acme Corp becomes lost"
    ) in texts(priya.form)
    assert priya.form["submit"]["text"] == "Cancel the booking"
    assert written(slack) == before
    assert bookings(slack) == [booking]


def test_the_reply_and_the_card_tell_of_it(slack: Slack, priya: Person, booking: Booking) -> None:
    priya.say(f"/booking {booking.code}")
    card = priya.last()["ts"]
    priya.press("Cancel…")
    priya.submit(reason="Budget constraints", refund="2 lakh")
    priya.submit()
    slack.deliver()
    assert priya.last()["text"].startswith(
        "🚫 Cancelled *BK-2026-0001* of *Acme Corp*\n"
        "👤 *Anil Mehta · Acme Corp* 🚪 now lost · 📦 2 × 3BHK are free again\n"
        "➖ credit note LE-000002 of ₹2,00,000 · *Acme Corp* owes *₹3,00,000* now · 🟠"
    )
    assert buttons(priya.last()) == ["Undo", "Show", "Customer", "Statement"]
    assert "₹" not in slack.read(lambda store: store.writes.list_of("bookings", booking.id))[0].summary
    shown = next(message for message in priya.messages() if message["ts"] == card)
    assert "🚫 *Cancelled* · *₹5,00,000*\ntoday · “Budget constraints” · ₹2,00,000 credited" in texts(shown)
    assert "🧾 invoiced ₹5,00,000 · ₹2,00,000 credited · ₹3,00,000 open" in texts(shown)
    assert buttons(shown) == ["Customer", "Lead", "History"]


def test_the_reply_says_how_money_that_is_sent_back_is_recorded(slack: Slack, priya: Person, booking: Booking) -> None:
    enter(priya, "payment", "3 lakh")
    priya.say(f"/booking cancel {booking.code}")
    priya.submit(reason="Budget constraints", refund="5 lakh")
    priya.submit()
    slack.deliver()
    assert "*Acme Corp* has *₹3,00,000* of credit now · 🟢 good" in priya.last()["text"]
    assert "Sent back? Record it: `/ledger C-1 refund 3,00,000`" in priya.last()["text"]
    priya.say("/ledger C-1 refund 3,00,000")
    assert priya.submit() == {"ok": True}
    assert balance(slack) == 0


def test_another_refund_is_asked_about_anew(slack: Slack, priya: Person, booking: Booking) -> None:
    priya.say(f"/booking cancel {booking.code}")
    priya.submit(reason="Budget constraints", refund="2 lakh")
    priya.submit(refund="3 lakh")
    assert "a credit note of ₹3,00,000" in texts(priya.form)
    assert bookings(slack) == [booking]
    assert priya.submit() == {"ok": True}
    assert entries(slack)[-1].remarks == "Partial refund for cancelled booking"


def test_without_a_refund_the_balance_stays_and_that_is_said(slack: Slack, priya: Person, booking: Booking) -> None:
    for nothing in ("", "0", "₹0.00"):
        priya.say(f"/booking cancel {booking.code}")
        priya.submit(reason="Budget constraints", refund=nothing)
        assert "• no credit note: they still owe ₹5,00,000 for it" in texts(priya.form)
        priya.close()
    cancel(priya, refund="")
    assert bookings(slack)[0].refund == 0
    assert balance(slack) == 50_000_000


def test_what_nobody_paid_yet_stands_there_to_be_credited(slack: Slack, priya: Person, booking: Booking) -> None:
    slack.write(lambda store: store.ledger.add(1, EntryType.PAYMENT, TODAY, credit=10_000_000, booking_id=booking.id))
    priya.say(f"/booking cancel {booking.code}")
    assert typed(priya, "refund") == "4,00,000"
    priya.submit(reason="Budget constraints", refund="1 lakh")
    assert "the balance goes from ₹4,00,000 to ₹3,00,000; they still owe ₹3,00,000 for it" in texts(priya.form)
    priya.close()
    cancel(priya)
    assert balance(slack) == 0


def test_where_nothing_was_invoiced_or_paid_no_refund_is_asked_for(slack: Slack, priya: Person) -> None:
    book(priya, unit_type=1)
    priya.say("/booking cancel acme")
    assert "there is nothing to credit" in texts(priya.form)
    cancel(priya)
    assert entries(slack) == []
    assert bookings(slack)[0].status is BookingStatus.CANCELLED


def test_a_lead_with_another_booking_that_stands_is_not_lost(slack: Slack, priya: Person, booking: Booking) -> None:
    book(priya, booked_on="2026-11-20")
    priya.say(f"/booking cancel {booking.code}")
    priya.submit(reason="Took only one")
    assert "• Anil Mehta · Acme Corp stays converted: BK-2026-0002 stands" in texts(priya.form)
    priya.submit()
    assert acme(slack).status is LeadStatus.CONVERTED
    assert milestones(slack)[-1].type is MilestoneType.CANCELLATION


def test_the_journeys_of_the_lead_and_the_customer_say_which_was_booked_and_which_cancelled(
    priya: Person, booking: Booking
) -> None:
    cancel(priya, booking.code, reason="Wrong duplicate")
    book(priya, amount="6 lakh", code="TOWER-2", notes="third floor")
    told = [
        "🏆 *Booked BK-2026-0001* today",
        ">2 × 3BHK",
        "🚫 *Cancelled BK-2026-0001* today",
        ">“Wrong duplicate”",
        "🏆 *Booked TOWER-2* today",
        ">third floor",
    ]
    priya.say("/lead acme")
    assert "\n".join(told) in texts(priya.last())
    priya.say("/customer acme")
    shown = texts(priya.last())
    steps = ["*Booked TOWER-2*", "*Cancelled BK-2026-0001*", "*Booked BK-2026-0001*"]
    assert sorted(steps, key=shown.index) == steps


def test_undo_brings_all_of_it_back_and_reverses_the_credit_note(slack: Slack, priya: Person, booking: Booking) -> None:
    lead, journey = acme(slack), milestones(slack)
    cancel(priya, refund="5 lakh")
    priya.press("Undo")
    assert bookings(slack) == [booking]
    assert (acme(slack), milestones(slack), left(slack)) == (lead, journey, 8)
    assert [entry.amount for entry in entries(slack)] == [50_000_000, -50_000_000, 50_000_000]
    assert balance(slack) == 50_000_000
    cancel(priya, refund="5 lakh")
    assert balance(slack) == 0


def test_undo_says_nothing_of_what_stands_no_longer(slack: Slack, priya: Person, booking: Booking) -> None:
    cancel(priya, booking.code, refund="5 lakh")
    priya.press("Undo")
    slack.deliver()
    assert texts(priya.last()).splitlines() == [
        "↩️ Undone: 🚫 Cancelled *BK-2026-0001* of *Acme Corp*",
        "LE-000002: reversed by LE-000003.",
        "*Acme Corp* owes *₹5,00,000* now · 🟠 high risk (over ₹1,00,000)",
    ]


def test_no_undo_once_its_units_are_sold_to_somebody_else(slack: Slack, priya: Person, booking: Booking) -> None:
    cancel(priya)
    answer = priya.last()
    slack.write(
        lambda store: store.bookings.add(
            1, None, TODAY, 100, status=BookingStatus.CONFIRMED, unit_type_id=1, unit_count=9
        )
    )
    priya.press("Undo", message=answer)
    assert priya.last()["text"] == "This can't be undone any more: 3BHK was sold to somebody else since."
    assert slack.read(lambda store: store.bookings.get(booking.id)).status is BookingStatus.CANCELLED
    assert left(slack) == 1


def test_a_booking_of_a_deleted_lead_is_cancelled_without_it(slack: Slack, priya: Person, booking: Booking) -> None:
    slack.write(lambda store: store.leads.delete(FIRST, at=store.now))
    cancel(priya, refund="5 lakh")
    assert slack.read(lambda store: store.bookings.get(booking.id)).status is BookingStatus.CANCELLED
    assert balance(slack) == 0


# What can't be


def test_cancelling_twice_is_refused(slack: Slack, priya: Person, booking: Booking) -> None:
    priya.say(f"/booking {booking.code}")
    card = priya.last()
    priya.press("Cancel…", message=card)
    slack.write(lambda store: store.bookings.change(booking.id, status=BookingStatus.CANCELLED))
    before = written(slack)
    priya.submit(reason="Budget constraints")
    assert "BK-2026-0001 is cancelled already." in texts(priya.form)
    while priya.view is not None:
        priya.close()
    priya.press("Cancel…", message=card)
    assert priya.last()["text"] == "BK-2026-0001 is cancelled already."
    assert written(slack) == before


def test_a_cancelled_booking_is_neither_edited_nor_moved(slack: Slack, priya: Person, booking: Booking) -> None:
    priya.say(f"/booking {booking.code}")
    card = priya.last()
    cancel(priya)
    priya.press("Edit", message=card)
    assert priya.last()["text"] == "BK-2026-0001 is cancelled, so it stays as it is."
    priya.press("Complete", message=card)
    assert priya.last()["text"] == "BK-2026-0001 is cancelled, so it can't become completed."
    assert bookings(slack)[0].status is BookingStatus.CANCELLED


@pytest.mark.parametrize(
    ("refund", "sentence"),
    [
        ("5,00,001", "At most ₹5,00,000 can be refunded: that is what was paid or invoiced for this booking"),
        ("-1", "A refund can't be below zero. Leave it empty for none."),
        ("all of it", "I can't read “all of it” as an amount."),
        ("100.001", "In INR an amount has at most 2 decimals; “100.001” has more."),
    ],
)
def test_a_refund_that_cant_be_is_refused_under_its_field(
    slack: Slack, priya: Person, booking: Booking, refund: str, sentence: str
) -> None:
    before = written(slack)
    priya.say(f"/booking cancel {booking.code}")
    answer = priya.submit(reason="Budget constraints", refund=refund)
    assert list(answer["errors"]) == ["refund"]
    assert answer["errors"]["refund"].startswith(sentence)
    assert written(slack) == before


def test_what_was_refunded_already_is_not_refunded_again(slack: Slack, priya: Person, booking: Booking) -> None:
    slack.write(
        lambda store: store.ledger.add(1, EntryType.CREDIT_NOTE, TODAY, credit=20_000_000, booking_id=booking.id)
    )
    priya.say(f"/booking cancel {booking.code}")
    answer = priya.submit(reason="Budget constraints", refund="5 lakh")
    assert answer["errors"]["refund"].startswith("At most ₹3,00,000 can be refunded")


def test_a_reason_is_needed(slack: Slack, priya: Person, booking: Booking) -> None:
    priya.say(f"/booking cancel {booking.code}")
    assert "errors" in priya.submit(reason=" ")
    assert bookings(slack) == [booking]


def test_a_rep_cancels_nothing_neither_at_the_door_nor_at_the_submission(
    slack: Slack, asha: Person, priya: Person, booking: Booking
) -> None:
    asha.say(f"/booking {booking.code}")
    assert "Cancel…" not in buttons(asha.last())
    asha.say(f"/booking cancel {booking.code}")
    assert asha.last()["text"].startswith("Cancelling bookings needs the manager role.")
    priya.say(f"/booking cancel {booking.code}")
    priya.submit(reason="Budget constraints")
    priya.known_as(Role.REP)
    priya.submit()
    assert "Cancelling bookings needs the manager role." in texts(priya.form)
    assert bookings(slack) == [booking]
