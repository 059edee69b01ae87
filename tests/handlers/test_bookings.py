"""A booking made in one step: with its milestone, its lead, its customer, its units and its invoice, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.bookings import Booking
from bot.kinds import BookingStatus, EntryType, FollowUpStatus, LeadStatus, MilestoneType, Role
from bot.ledger import LedgerEntry
from bot.model import Customer, Lead
from storage.audit import COUNTED
from storage.store import Store
from tests.handlers.booked import add_unit, balance, book, bookings, buttons, customers, entries, left, written
from tests.handlers.leads import FIRST, acme, fields, follow_ups, milestones, typed
from tests.slack import Person, Slack, texts

TODAY = date(2026, 11, 25)


@pytest.fixture
def priya(slack: Slack, asha: Person) -> Person:  # noqa: ARG001 - Acme is there before her
    return slack.person("priya", role=Role.MANAGER)


def change_acme(slack: Slack, **columns: Any) -> None:
    slack.write(lambda store: store.leads.change(FIRST, **columns))


def add_lead(slack: Slack, owner: Person, name: str, **columns: Any) -> Lead:
    added: Lead = slack.write(
        lambda store: store.leads.add(name=name, owner_id=owner.member.id, created_on=TODAY, **columns)
    )
    return added


def test_a_filled_form_does_the_whole_step(slack: Slack, asha: Person) -> None:
    add_unit(slack)
    change_acme(slack, phone="98450 12345", email="anil@acme.example")
    booking = book(asha, amount="5,00,000", unit_type=1, unit_count="2", delivery_on="2027-03-31", notes="third floor")

    assert booking == Booking(
        id=1,
        code="BK-2026-0001",
        customer_id=1,
        lead_id=FIRST,
        booked_on=TODAY,
        amount=50_000_000,
        unit_type_id=1,
        unit_count=2,
        delivery_on=date(2027, 3, 31),
        status=BookingStatus.CONFIRMED,
        notes="third floor",
        cancelled_on=None,
        cancellation_reason=None,
        refund=None,
    )
    assert customers(slack) == [
        Customer(1, "C-1", "Acme Corp", "anil@acme.example", "98450 12345", None, None, asha.member.id)
    ]
    (milestone,) = milestones(slack)
    assert (milestone.type, milestone.happened_on, milestone.location, milestone.notes) == (
        *(MilestoneType.BOOKING, TODAY, None, "BK-2026-0001 · 2 × 3BHK · third floor"),
    )
    assert (acme(slack).status, acme(slack).last_activity_on) == (LeadStatus.CONVERTED, TODAY)
    assert left(slack) == 8
    assert entries(slack) == []


def test_the_reply_says_what_was_done_and_the_history_keeps_it_without_an_amount(slack: Slack, asha: Person) -> None:
    """Histories show the sentence to everybody, the reply is for who may see the account."""
    add_unit(slack)
    book(asha, unit_type=1, unit_count="2")
    assert asha.last()["ephemeral"]
    assert asha.last()["text"] == (
        "🎉 Booked *BK-2026-0001* for *Acme Corp* (C-1), a new customer\n"
        "2 × 3BHK · ✅ confirmed · booked today\n"
        "👤 *Anil Mehta · Acme Corp* 🏆 now converted · 📦 8 of 10 left\n"
        "💰 *₹5,00,000*"
    )
    assert buttons(asha.last()) == ["Undo", "Show", "Customer"]
    assert "₹" not in slack.read(lambda store: store.writes.list_of("bookings", 1))[0].summary


def test_pending_follow_ups_are_settled_by_it(slack: Slack, asha: Person) -> None:
    slack.write(
        lambda store: store.follow_ups.open(
            FIRST, opened_on=date(2026, 11, 20), due_on=TODAY, owner_id=asha.member.id, why="Ask"
        )
    )
    book(asha)
    assert "☑️ follow-up of today done" in asha.last()["text"]
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.DONE]


def test_the_first_form_opens_with_today_and_confirmed(slack: Slack, asha: Person) -> None:
    asha.say("/booking")
    assert (typed(asha, "booked_on"), typed(asha, "status")) == ("2026-11-25", "confirmed")
    assert not fields(asha) & {"unit_type", "unit_count", "invoice", "due_on"}
    add_unit(slack)
    asha.close()
    asha.say("/booking")
    assert {"unit_type", "unit_count"} <= fields(asha)


def test_it_may_be_pending_and_of_a_day_that_is_past(slack: Slack, asha: Person) -> None:
    booking = book(asha, status="pending", booked_on="2026-11-21", code="ne/12-a")
    assert (booking.status, booking.booked_on, booking.code) == (
        *(BookingStatus.PENDING, date(2026, 11, 21), "NE/12-A"),
    )
    assert milestones(slack)[0].happened_on == date(2026, 11, 21)
    assert acme(slack).status is LeadStatus.CONVERTED


# The customer


def test_a_customer_of_the_leads_company_is_found_again_and_learns_how_to_be_reached(
    slack: Slack, asha: Person
) -> None:
    slack.write(lambda store: store.customers.add("ACME corp.", email="office@acme.example"))
    change_acme(slack, phone="98450 12345", email="anil@acme.example")
    book(asha)
    (customer,) = customers(slack)
    assert (customer.name, customer.email, customer.phone, customer.owner_id) == (
        *("ACME corp.", "office@acme.example", "98450 12345", asha.member.id),
    )
    assert asha.last()["text"].startswith("🎉 Booked *BK-2026-0001* for *ACME corp.* (C-1)\n")


def test_who_books_again_is_the_same_customer_even_under_another_name(slack: Slack, asha: Person) -> None:
    book(asha, booked_on="2026-11-20")
    slack.write(lambda store: store.customers.change(1, name="Acme Holdings"))
    book(asha)
    assert [customer.name for customer in customers(slack)] == ["Acme Holdings"]


def test_two_people_of_one_name_with_different_phones_are_two_customers(slack: Slack, asha: Person) -> None:
    first = add_lead(slack, asha, "Amit Kumar", phone="98450 11111")
    second = add_lead(slack, asha, "Amit Kumar", phone="98450 22222")
    third = add_lead(slack, asha, "Amit Kumar", phone="+91 98450-11111")
    for lead in (first, second, third):
        book(asha, lead=lead.id)
    assert [booking.customer_id for booking in bookings(slack)] == [1, 2, 1]


def test_who_books_for_a_colleagues_customer_reads_whose_it_is_and_only_what_they_typed(
    slack: Slack, asha: Person
) -> None:
    meera = slack.person("meera", role=Role.REP)
    change_acme(slack, owner_id=meera.member.id)
    book(asha, booked_on="2026-11-20")
    slack.write(lambda store: store.ledger.add(1, EntryType.INVOICE, TODAY, debit=777_00, due_on=TODAY, booking_id=1))
    book(asha, amount="6 lakh")
    assert asha.last()["text"].splitlines()[-1] == f"💰 *₹6,00,000* · *Acme Corp* is {meera.name}'s customer"
    book(meera, booked_on="2026-11-19")
    assert meera.last()["text"].splitlines()[-1] == "💰 *₹5,00,000*"


def test_a_customer_without_a_lead_books_without_a_milestone(slack: Slack, asha: Person) -> None:
    slack.write(lambda store: store.customers.add("Zenith"))
    booking = book(asha, lead=None, customer=1)
    assert (booking.customer_id, booking.lead_id) == (1, None)
    assert milestones(slack) == []
    assert asha.last()["text"].splitlines()[-1] == "💰 *₹5,00,000* · *Zenith* is nobody's customer"


def test_a_lead_may_book_for_a_customer_who_is_chosen(slack: Slack, asha: Person) -> None:
    slack.write(lambda store: store.customers.add("Zenith"))
    booking = book(asha, customer=1)
    assert (booking.customer_id, booking.lead_id) == (1, FIRST)
    assert [customer.phone for customer in customers(slack)] == [None]


# The invoice


def test_a_manager_makes_the_invoice_too_due_by_the_companys_terms(slack: Slack, priya: Person) -> None:
    priya.say("/booking")
    assert "invoice" in fields(priya)
    priya.choose("invoice", True, lead=FIRST, amount="5 lakh")
    assert typed(priya, "due_on") == "2026-12-25"
    assert priya.submit() == {"ok": True}

    (entry,) = entries(slack)
    assert entry == LedgerEntry(
        id=1,
        code="LE-000001",
        customer_id=1,
        type=EntryType.INVOICE,
        entered_on=TODAY,
        debit=50_000_000,
        credit=0,
        due_on=date(2026, 12, 25),
        booking_id=1,
        document=None,
        description="Booking BK-2026-0001",
        remarks=None,
        reverses_id=None,
    )
    assert balance(slack) == 50_000_000
    slack.deliver()
    assert "🧾 invoice LE-000001, due 25 Dec" in priya.last()["text"].replace("Fri ", "")


def test_the_reply_to_an_invoiced_booking_says_what_is_owed_now(priya: Person) -> None:
    book(priya, invoice=True)
    assert "💰 *₹5,00,000* · *Acme Corp* owes *₹5,00,000* now" in priya.last()["text"]


def test_the_form_says_that_one_of_the_two_buyers_is_needed(asha: Person) -> None:
    asha.say("/booking")
    assert "Choose the lead, or the customer who buys again." in texts(asha.form)


def test_the_amount_is_asked_for_as_it_is_said_here(asha: Person) -> None:
    asha.say("/booking")
    (amount,) = [block for block in asha.form["blocks"] if block["block_id"] == "amount"]
    assert (amount["label"]["text"], amount["element"]["placeholder"]["text"]) == ("Amount (₹)", "85 lakh or 1.2 cr")


def test_the_due_date_goes_along_with_the_bookings_day_until_somebody_chooses_another(
    slack: Slack, priya: Person
) -> None:
    priya.say("/booking")
    priya.choose("invoice", True, lead=FIRST, amount="5 lakh")
    priya.choose("booked_on", "2026-11-20")
    assert typed(priya, "due_on") == "2026-12-20"
    priya.choose("booked_on", "2026-11-21", due_on="2027-01-15")
    assert typed(priya, "due_on") == "2027-01-15"
    assert priya.submit() == {"ok": True}
    assert entries(slack)[0].due_on == date(2027, 1, 15)


def test_a_chosen_due_date_is_there_again_when_the_tick_is(priya: Person) -> None:
    priya.say("/booking")
    priya.choose("invoice", True)
    priya.choose("invoice", False, due_on="2027-01-15", amount="5 lakh")
    assert "due_on" not in fields(priya)
    priya.choose("invoice", True)
    assert (typed(priya, "due_on"), typed(priya, "amount")) == ("2027-01-15", "5 lakh")


def test_a_rep_makes_no_invoice_neither_in_the_form_nor_at_the_submission(
    slack: Slack, asha: Person, priya: Person
) -> None:
    asha.say("/booking")
    assert "invoice" not in fields(asha)
    before = written(slack)
    priya.say("/booking")
    priya.choose("invoice", True)
    priya.known_as(Role.REP)
    answer = priya.submit(lead=FIRST, amount="5 lakh")
    assert answer["errors"]["invoice"].startswith("Making an invoice needs the manager role.")
    assert written(slack) == before


# Undo


def test_undo_takes_everything_back(slack: Slack, asha: Person) -> None:
    add_unit(slack)
    lead, before = acme(slack), written(slack)
    book(asha, unit_type=1)
    asha.press("Undo")
    assert written(slack) == {**before, "touches": before["touches"] + 2}  # the booking's and the undo's
    assert acme(slack) == lead
    assert left(slack) == 10


def test_undo_says_nothing_of_what_stands_no_longer(slack: Slack, asha: Person) -> None:
    add_unit(slack)
    book(asha, unit_type=1, unit_count="2")
    asha.press("Undo")
    slack.deliver()
    assert texts(asha.last()) == (
        "↩️ Undone: 🎉 Booked *BK-2026-0001* for *Acme Corp* (C-1), a new customer\n"
        "2 × 3BHK · ✅ confirmed · booked today"
    )


def test_undo_with_an_invoice_reverses_it_and_leaves_a_cancelled_booking(slack: Slack, priya: Person) -> None:
    add_unit(slack)
    lead = acme(slack)
    book(priya, unit_type=1, invoice=True)
    priya.press("Undo")
    (booking,) = bookings(slack)
    assert (booking.status, booking.cancelled_on) == (BookingStatus.CANCELLED, TODAY)
    assert [(entry.debit, entry.credit) for entry in entries(slack)] == [(50_000_000, 0), (0, 50_000_000)]
    assert balance(slack) == 0
    assert (acme(slack), milestones(slack), left(slack)) == (lead, [], 10)


def test_no_undo_once_a_payment_came_for_it(slack: Slack, priya: Person) -> None:
    book(priya, invoice=True)
    slack.write(lambda store: store.ledger.add(1, EntryType.PAYMENT, TODAY, credit=100, booking_id=1))
    priya.press("Undo")
    assert priya.last()["text"] == (
        "This can't be undone any more: something else was entered in the ledger for it since."
    )
    assert bookings(slack)[0].status is BookingStatus.CONFIRMED
    assert balance(slack) == 49_999_900


# Twice


def test_a_second_booking_of_the_day_is_asked_about(slack: Slack, asha: Person) -> None:
    book(asha)
    asha.say("/booking")
    asha.submit(lead=FIRST, amount="6 lakh")
    assert "Anil Mehta · Acme Corp has BK-2026-0001 of today already. Book once more only if they bought twice." in (
        texts(asha.form)
    )
    assert len(bookings(slack)) == 1
    asha.press_in_form("Show BK-2026-0001")
    assert "BK-2026-0001 · Acme Corp" in texts(asha.form)
    asha.close()
    assert asha.submit() == {"ok": True}
    assert [booking.code for booking in bookings(slack)] == ["BK-2026-0002", "BK-2026-0001"]
    assert len(milestones(slack)) == 2


def test_a_form_sent_twice_at_once_is_saved_once(slack: Slack, asha: Person) -> None:
    asha.say("/booking")
    slack.fault("view_submission", "duplicate")
    assert asha.submit(lead=FIRST, amount="5 lakh") == {"ok": True}
    assert len(bookings(slack)) == len(milestones(slack)) == 1


# From a milestone


def test_a_milestone_by_hand_offers_the_booking_which_takes_it_as_its_own(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme booking 20 nov")
    assert buttons(asha.last()) == ["Undo", "Make the booking", "Edit"]
    asha.press("Make the booking")
    assert (typed(asha, "lead"), typed(asha, "booked_on")) == ("1", "2026-11-20")
    assert asha.submit(amount="5 lakh") == {"ok": True}
    (milestone,) = milestones(slack)
    assert milestone.notes == "BK-2026-0001"
    assert bookings(slack)[0].booked_on == date(2026, 11, 20)


def test_undo_leaves_the_milestone_that_was_logged_by_hand(slack: Slack, asha: Person) -> None:
    asha.say('/milestone acme booking "signed at the fair"')
    lead, journey = acme(slack), milestones(slack)
    asha.press("Make the booking")
    asha.submit(amount="5 lakh")
    slack.deliver()
    assert milestones(slack) == journey
    asha.press("Undo")
    assert (acme(slack), milestones(slack), bookings(slack)) == (lead, journey, [])


def test_the_milestones_form_turns_into_the_bookings_with_what_was_typed(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme")
    asha.choose("type", "booking", happened_on="2026-11-21", notes="third floor")
    asha.press_in_form("Make the booking")
    assert asha.form["callback_id"] == "booking_form"
    assert (typed(asha, "lead"), typed(asha, "booked_on"), typed(asha, "notes")) == (
        *("1", "2026-11-21", "third floor"),
    )
    assert asha.submit(amount="5 lakh") == {"ok": True}
    assert [step.happened_on for step in milestones(slack)] == [date(2026, 11, 21)]


def test_the_leads_card_shows_its_bookings_and_books_for_it(slack: Slack, asha: Person, priya: Person) -> None:
    change_acme(slack, value=60_000_000)
    asha.say("/lead acme")
    asha.press("Book")
    assert typed(asha, "lead") == "1"
    assert "The lead's estimated value is ₹6,00,000." in texts(asha.form)
    asha.submit(amount="5 lakh")
    asha.say("/lead acme")
    assert "✅ *Booking* BK-2026-0001 · confirmed" in texts(asha.last())
    asha.press("Show")
    slack.deliver()
    assert "BK-2026-0001 · Acme Corp" in texts(asha.last())

    vikram = slack.person("vikram", role=Role.REP)
    for person, may_book in ((vikram, False), (priya, True)):
        person.say("/lead acme")
        assert ("Book" in buttons(person.last())) is may_book


# What can't be


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"lead": None}, "customer", "Choose the customer, or the lead that becomes one."),
        ({"lead": 99}, "lead", "I found no lead “99”. It may have been deleted."),
        ({"customer": 99}, "customer", "I found no customer “99”. Choose one from the list."),
        ({"unit_type": 99}, "unit_type", "I found no unit type “99”. Choose one from the list."),
        ({"amount": "0"}, "amount", "An amount must be above zero."),
        ({"amount": "-5000"}, "amount", "An amount must be above zero."),
        ({"amount": "5.001"}, "amount", "In INR an amount has at most 2 decimals; “5.001” has more."),
        ({"booked_on": "2026-11-26"}, "booked_on", "A booking can't be in the future."),
        ({"delivery_on": "2026-11-24"}, "delivery_on", "The delivery can't be before the day of the booking."),
        ({"unit_count": "2"}, "unit_type", "Choose what was booked 2 times, or leave the count at 1."),
        (
            {"unit_type": 1, "unit_count": "11"},
            "unit_count",
            "Only 10 3BHK are left (of 10), and this booking asks for 11.",
        ),
        ({"status": "completed"}, "status", "A new booking is confirmed, pending or on hold."),
        ({"code": "no spaces"}, "code", "A code has letters, digits, hyphens and slashes only"),
    ],
)
def test_what_cant_be_is_refused_in_one_sentence_and_nothing_is_written(
    slack: Slack, asha: Person, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    add_unit(slack)
    before = written(slack)
    asha.say("/booking")
    answer = asha.submit(**{"lead": FIRST, "amount": "5 lakh", **wrong})
    assert list(answer["errors"]) == [field]
    assert answer["errors"][field].startswith(sentence)
    assert written(slack) == before


@pytest.mark.parametrize("code", ["list", "Units", "help", "new", "edit", "pending"])
def test_a_word_of_the_command_is_no_code(asha: Person, code: str) -> None:
    asha.say("/booking")
    answer = asha.submit(lead=FIRST, amount="5 lakh", code=code)
    assert answer["errors"]["code"].endswith("begins with a letter or a digit, and has a digit in it.")


@pytest.mark.parametrize("code", ["l12", "LE-000041", *(f"{prefix}1" for prefix, _ in COUNTED.values())])
def test_another_records_code_is_no_bookings(asha: Person, code: str) -> None:
    asha.say("/booking")
    answer = asha.submit(lead=FIRST, amount="5 lakh", code=code)
    assert answer["errors"] == {
        "code": "The codes of leads, customers and other records look like this. Put something else before the number."
    }


def test_a_code_that_exists_is_refused_in_small_letters_too(slack: Slack, asha: Person) -> None:
    book(asha, code="NE-12")
    before = written(slack)
    asha.say("/booking")
    asha.submit(lead=FIRST, amount="5 lakh", code="ne-12")
    answer = asha.submit()
    assert answer["errors"] == {
        "code": "There is a booking NE-12 already. Choose another code, or leave it empty for the next one."
    }
    assert written(slack) == before


def test_a_due_date_before_the_booking_is_refused(slack: Slack, priya: Person) -> None:
    before = written(slack)
    priya.say("/booking")
    priya.choose("invoice", True)
    answer = priya.submit(lead=FIRST, amount="5 lakh", due_on="2026-11-24")
    assert [*answer["errors"].values()] == ["The due date can't be before the day of the entry."]
    assert written(slack) == before


def test_another_companys_lead_customer_and_unit_are_none(slack: Slack, asha: Person) -> None:
    laura = slack.person("laura", role=Role.REP)

    def furnish(store: Store) -> tuple[int, int, int]:
        lead = store.leads.add(name="Theirs", owner_id=laura.member.id, created_on=TODAY)
        return lead.id, store.customers.add("Theirs").id, store.units.add("Desk", existing=9).id

    lead, customer, unit = slack.write(furnish, team="T0CONTO")
    add_unit(slack)
    before = written(slack)
    for wrong in ({"lead": lead}, {"customer": customer}, {"unit_type": unit}):
        asha.say("/booking")
        answer = asha.submit(**{"lead": FIRST, "amount": "5 lakh", **wrong})
        assert answer["errors"][next(iter(wrong))].startswith("I found no ")
        asha.close()
    assert written(slack) == before
    assert slack.read(lambda store: store.bookings.newest(limit=9), team="T0CONTO") == []
