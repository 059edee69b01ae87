"""A booking's card: found by its code or its buyer, moved along its steps, corrected; money only for whose it is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.bookings import Booking
from bot.kinds import BookingStatus, EntryType, LeadStatus, Role
from tests.handlers.accounts import add_customer
from tests.handlers.booked import add_unit, book, bookings, buttons
from tests.handlers.leads import FIRST, acme, add_second_acme, milestones, typed
from tests.slack import Person, Slack, texts

TODAY = date(2026, 11, 25)


@pytest.fixture
def priya(slack: Slack, asha: Person) -> Person:  # noqa: ARG001 - Acme is there before her
    return slack.person("priya", role=Role.MANAGER)


@pytest.fixture
def booking(slack: Slack, asha: Person) -> Booking:
    """Two of ten 3BHK for Asha's lead Acme."""
    add_unit(slack)
    return book(asha, unit_type=1, unit_count="2", delivery_on="2027-03-31", notes="third floor")


def status(slack: Slack) -> BookingStatus:
    return bookings(slack)[0].status


@pytest.mark.parametrize(
    "words", ["BK-2026-0001", "bk-2026-0001", "bk-2026-1", "1", "0001", "acme", "Anil Mehta", "L-1", "C-1"]
)
def test_the_card_is_found_by_code_by_customer_and_by_lead(asha: Person, booking: Booking, words: str) -> None:
    asha.say(f"/booking {words}")
    assert asha.last()["text"] == f"{booking.code} · Acme Corp"
    assert asha.last()["ephemeral"]


def test_the_card_shows_what_is_known_of_it(asha: Person, booking: Booking) -> None:
    asha.say(f"/booking {booking.code}")
    assert texts(asha.last()).startswith(
        "BK-2026-0001 · Acme Corp\n"
        "✅ *Confirmed* · *₹5,00,000*\n"
        "📦 2 × 3BHK\n"
        "📅 booked today · delivery 31\u00a0Mar\u00a02027\n"
        "🏢 *Acme Corp* (C-1)\n"
        "👤 *Anil Mehta · Acme Corp* (L-1)\n"
        "🧾 not invoiced\n"
        "📝 third floor"
    )
    assert buttons(asha.last()) == ["Complete", "Hold", "Edit", "Customer", "Lead", "History"]


def test_it_tells_how_much_of_the_invoice_is_open(slack: Slack, priya: Person) -> None:
    book(priya, invoice=True)

    def billed() -> str:
        priya.say("/booking acme")
        return next(line for line in texts(priya.last()).splitlines() if line.startswith("🧾"))

    assert billed() == "🧾 invoiced ₹5,00,000 · all of it open, due Fri 25 Dec"
    slack.write(lambda store: store.ledger.add(1, EntryType.PAYMENT, TODAY, credit=20_000_000))
    assert billed() == "🧾 invoiced ₹5,00,000 · ₹3,00,000 open, due Fri 25 Dec"
    slack.write(lambda store: store.ledger.add(1, EntryType.PAYMENT, TODAY, credit=30_000_000, booking_id=1))
    assert billed() == "🧾 invoiced ₹5,00,000 · nothing open"


def test_a_colleague_sees_the_card_without_money_and_moves_nothing(slack: Slack, booking: Booking) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    vikram.say(f"/booking {booking.code}")
    assert "✅ *Confirmed*\n" in texts(vikram.last())
    assert buttons(vikram.last()) == ["Customer", "Lead", "History"]
    shown = texts(vikram.last())
    vikram.press("History")
    shown += texts(vikram.form)
    vikram.close()
    vikram.say("/booking list")
    shown += texts(vikram.last())
    assert "₹" not in shown
    assert "*Amount*" not in shown


def test_the_owner_and_a_manager_see_the_amount_in_the_history_too(
    asha: Person, priya: Person, booking: Booking
) -> None:
    for person in (asha, priya):
        person.say(f"/booking history {booking.code}")
        assert "*Amount* ₹5,00,000" in texts(person.form)
        assert "*Unit type* 3BHK" in texts(person.form)


def test_the_history_of_what_has_no_units_counts_none(asha: Person) -> None:
    book(asha)
    asha.say("/booking history acme")
    assert "*Amount* ₹5,00,000" in texts(asha.form)
    assert "*Units*" not in texts(asha.form)


def test_it_is_held_confirmed_and_completed_where_its_card_stands(slack: Slack, asha: Person, booking: Booking) -> None:
    asha.say(f"/booking {booking.code}")
    card = asha.last()["ts"]

    def press(text: str) -> str:
        shown = next(message for message in asha.messages() if message["ts"] == card)
        asha.press(text, message=shown)
        slack.deliver()
        return str(asha.last()["text"])

    assert press("Hold") == "⏸️ Put *BK-2026-0001* of *Acme Corp* on hold"
    assert buttons(asha.last()) == ["Undo", "Show"]
    assert press("Confirm") == "✅ Confirmed *BK-2026-0001* of *Acme Corp*"
    assert press("Complete") == "🏁 Completed *BK-2026-0001* of *Acme Corp*"
    assert status(slack) is BookingStatus.COMPLETED
    asha.press("Undo")
    assert status(slack) is BookingStatus.CONFIRMED


def test_undo_brings_the_card_up_to_date_too(slack: Slack, asha: Person, booking: Booking) -> None:
    asha.say(f"/booking {booking.code}")
    card = asha.last()
    asha.press("Hold", message=card)
    slack.deliver()
    asha.press("Undo")
    slack.deliver()
    shown = next(message for message in asha.messages() if message["ts"] == card["ts"])
    assert (texts(shown), buttons(shown)) == (texts(card), buttons(card))


def test_a_step_that_is_taken_already_or_leads_nowhere_is_refused(slack: Slack, asha: Person, booking: Booking) -> None:
    asha.say(f"/booking {booking.code}")
    card = asha.last()
    asha.press("Complete", message=card)
    asha.press("Complete", message=card)
    assert asha.last()["text"] == "BK-2026-0001 is completed already."
    asha.press("Hold", message=card)
    assert asha.last()["text"] == "BK-2026-0001 is completed, so it can't become on hold."
    assert len(slack.read(lambda store: store.writes.list_of("bookings", booking.id))) == 2


def test_a_booking_of_a_colleagues_lead_is_moved_by_a_manager_only(
    slack: Slack, asha: Person, priya: Person, booking: Booking
) -> None:
    asha.say(f"/booking {booking.code}")
    card = asha.last()
    slack.write(lambda store: store.leads.change(FIRST, owner_id=priya.member.id))
    asha.press("Hold", message=card)
    assert asha.last()["text"].startswith("Moving a colleague's booking needs the manager role.")
    asha.press("Edit", message=card)
    assert asha.last()["text"].startswith("Editing a colleague's booking needs the manager role.")
    assert status(slack) is BookingStatus.CONFIRMED


def test_its_date_its_delivery_and_its_notes_are_corrected(slack: Slack, asha: Person, booking: Booking) -> None:
    asha.say(f"/booking edit {booking.code}")
    assert (typed(asha, "booked_on"), typed(asha, "notes")) == ("2026-11-25", "third floor")
    assert asha.submit(booked_on="2026-11-23", delivery_on="2027-05-31", notes="second floor") == {"ok": True}
    slack.deliver()
    assert asha.last()["text"] == "✏️ Changed *BK-2026-0001* of *Acme Corp*: date, delivery, notes"
    edited = bookings(slack)[0]
    assert (edited.booked_on, edited.delivery_on, edited.notes) == (
        *(date(2026, 11, 23), date(2027, 5, 31), "second floor"),
    )
    assert [step.happened_on for step in milestones(slack)] == [date(2026, 11, 23)]
    assert acme(slack).last_activity_on == date(2026, 11, 23)
    asha.press("Undo")
    assert bookings(slack) == [booking]
    assert acme(slack).last_activity_on == TODAY


def test_of_two_bookings_of_one_day_the_edited_ones_milestone_moves(slack: Slack, asha: Person) -> None:
    book(asha)
    asha.say("/booking")
    asha.submit(lead=FIRST, amount="6 lakh")
    asha.submit()
    asha.say("/booking edit BK-2026-0002")
    asha.submit(booked_on="2026-11-23")
    told = [(step.happened_on, step.notes) for step in milestones(slack)]
    assert told == [(date(2026, 11, 23), "BK-2026-0002"), (TODAY, "BK-2026-0001")]


def test_the_card_from_which_it_was_edited_is_brought_up_to_date(slack: Slack, asha: Person, booking: Booking) -> None:
    asha.say(f"/booking {booking.code}")
    card = asha.last()["ts"]
    asha.press("Edit")
    asha.submit(notes="second floor")
    slack.deliver()
    assert "second floor" in texts(next(message for message in asha.messages() if message["ts"] == card))


def test_a_correction_that_changes_nothing_writes_nothing(slack: Slack, asha: Person, booking: Booking) -> None:
    asha.say(f"/booking edit {booking.code}")
    assert asha.submit() == {"ok": True}
    assert len(slack.read(lambda store: store.writes.list_of("bookings", booking.id))) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"booked_on": "2026-11-26"}, "A booking can't be in the future."),
        ({"delivery_on": "2026-11-20"}, "The delivery can't be before the day of the booking."),
    ],
)
def test_a_correction_that_cant_be_is_refused_under_its_field(
    slack: Slack, asha: Person, booking: Booking, wrong: dict[str, str], sentence: str
) -> None:
    asha.say(f"/booking edit {booking.code}")
    answer = asha.submit(**wrong)
    assert list(answer["errors"]) == list(wrong)
    assert next(iter(answer["errors"].values())).startswith(sentence)
    assert bookings(slack) == [booking]


# Found


def test_of_two_that_may_be_meant_one_is_asked_for(slack: Slack, asha: Person) -> None:
    book(asha, booked_on="2026-11-20")
    book(asha, amount="7 lakh")
    asha.say("/booking acme")
    assert "Which booking is “acme”?" in texts(asha.last())
    assert "✅ *BK-2026-0002* · Acme Corp\nconfirmed · today · ₹7,00,000" in texts(asha.last())
    asha.press("Show")
    slack.deliver()
    assert asha.last()["text"] == "BK-2026-0002 · Acme Corp"


def test_who_has_not_booked_yet_may_do_so_at_once(slack: Slack, asha: Person) -> None:
    asha.say("/booking anil")
    assert asha.last()["text"] == "*Anil Mehta · Acme Corp* (L-1) has no booking yet."
    asha.press("Book")
    assert typed(asha, "lead") == "1"
    asha.close()
    add_second_acme(slack, asha)
    asha.say("/booking acme")
    assert "None of these has a booking yet. Who books?" in texts(asha.last())


def test_what_is_not_there_is_answered_with_where_to_look(asha: Person) -> None:
    for words in ("BK-2026-0099", "<!channel>", "cancel nobody"):
        asha.say(f"/booking {words}")
        assert asha.last()["text"].startswith("I found no booking “")
        assert "<!" not in asha.last()["text"]


def test_the_list_shows_the_newest_fifteen(slack: Slack, asha: Person) -> None:
    asha.say("/booking list")
    assert "Nothing is booked yet." in texts(asha.last())
    for at in range(16):
        book(asha, booked_on=f"2026-11-{at + 1:02}")
    asha.say("/booking list")
    shown = texts(asha.last())
    assert ("BK-2026-0016" in shown, "BK-2026-0002*" in shown, "BK-2026-0001" in shown) == (True, True, False)
    assert "Amounts are shown" not in shown
    asha.press("Show")
    slack.deliver()
    assert asha.last()["text"] == "BK-2026-0016 · Acme Corp"
    asha.say("/booking list")
    asha.press("Older")
    slack.deliver()
    assert ("BK-2026-0001" in texts(asha.last()), "Older" in buttons(asha.last())) == (True, False)


def test_the_list_shows_what_is_pending_or_ones_own(slack: Slack, asha: Person, priya: Person) -> None:
    book(asha, booked_on="2026-11-20", status="pending")
    book(asha)
    vikram = slack.person("vikram", role=Role.REP)
    asha.say("/booking list pending")
    assert ("BK-2026-0001" in texts(asha.last()), "BK-2026-0002" in texts(asha.last())) == (True, False)
    asha.say("/booking list mine")
    assert "BK-2026-0001" in texts(asha.last())
    vikram.say("/booking list mine")
    assert "BK-" not in texts(vikram.last())
    vikram.say("/booking list")
    assert "Amounts are shown to managers, and to the rep whose customer it is." in texts(vikram.last())
    priya.say("/booking list pending")
    assert "₹5,00,000" in texts(priya.last())


def test_a_day_and_a_status_are_not_broken_over_two_lines(asha: Person) -> None:
    book(asha, booked_on="2026-11-20")
    asha.say("/booking list")
    assert "Fri\u00a020\u00a0Nov" in texts(asha.last())


@pytest.mark.parametrize("verb", ["edit", "cancel", "history"])
def test_without_a_name_it_is_said_what_is_missing(asha: Person, verb: str) -> None:
    asha.say(f"/booking {verb}")
    assert asha.last()["text"] == (
        f"Which booking? Type its code or who bought it: `/booking {verb} BK-2026-0003`, `/booking {verb} acme`."
    )


@pytest.mark.usefixtures("booking")
@pytest.mark.parametrize(("name", "amount"), [("acme", "50k"), ("Anil Mehta", "5 lakh"), ("acme", "₹5,00,000")])
def test_a_buyer_with_an_amount_opens_the_form_with_both(asha: Person, name: str, amount: str) -> None:
    asha.say(f"/booking {name} {amount}")
    assert (typed(asha, "lead"), typed(asha, "amount")) == ("1", amount)


def test_of_several_buyers_with_an_amount_the_chosen_ones_form_has_it(slack: Slack, asha: Person) -> None:
    add_second_acme(slack, asha)
    asha.say("/booking acme 50k")
    assert "Who books?" in texts(asha.last())
    asha.press("Book 50k")
    assert typed(asha, "amount") == "50k"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("anil 0", "An amount must be above zero."),
        ("anil -5 lakh", "An amount must be above zero."),
        (
            "anil 5 lakh 2bhk <!here>",
            "I can't tell what “2bhk &lt;!here&gt;” is. Type /booking anil 5 lakh, and choose the rest in the form.",
        ),
        ("anil 0 pending", "An amount must be above zero."),
        (
            "nobody 5 lakh pending",
            "I found no booking “nobody 5 lakh pending”. Type /booking list to see the newest, or /booking help.",
        ),
    ],
)
def test_of_a_buyer_with_an_amount_it_is_said_which_part_is_wrong(asha: Person, words: str, sentence: str) -> None:
    asha.say(f"/booking {words}")
    assert asha.last()["text"] == sentence


@pytest.mark.parametrize(("line", "question"), [("acme 50k", "Who books?"), ("acme", "None of these has a booking")])
def test_who_is_lost_is_offered_last_and_it_is_said_that_there_are_more(
    slack: Slack, asha: Person, line: str, question: str
) -> None:
    add_second_acme(slack, asha)
    slack.write(lambda store: store.leads.change(FIRST, status=LeadStatus.LOST))
    for name in ("Acme Exports", "Acme Softworks"):
        add_customer(slack, name)
    asha.say(f"/booking {line}")
    shown = [block["text"]["text"] for block in asha.last()["blocks"] if "accessory" in block]
    assert question in texts(asha.last())
    assert shown == [
        "*Acme Exports* (C-1)",
        "*Acme Softworks* (C-2)",
        "*Sunil Rao · Acme Traders* (L-2)\n🆕 new",
        "*Anil Mehta · Acme Corp* (L-1)\n🚪 lost",
    ]
    assert "There are more" not in texts(asha.last())
    for name in ("Acme Fabrics", "Acme Tyres"):
        add_customer(slack, name)
    asha.say(f"/booking {line}")
    assert "There are more. Not among these? Type more of the name, or the code." in texts(asha.last())


def test_a_customer_is_not_offered_beside_the_lead_that_they_were(slack: Slack, asha: Person) -> None:
    book(asha)
    add_second_acme(slack, asha)
    asha.say("/booking acme 50k")
    assert ("(L-1)" in texts(asha.last()), "(L-2)" in texts(asha.last())) == (True, True)
    assert "(C-1)" not in texts(asha.last())


def test_a_booking_of_a_lead_that_was_deleted_is_still_there(slack: Slack, priya: Person, booking: Booking) -> None:
    slack.write(lambda store: store.leads.delete(FIRST, at=store.now))
    priya.say(f"/booking {booking.code}")
    assert "👤" not in texts(priya.last())
    priya.press("Hold")
    assert status(slack) is BookingStatus.ON_HOLD


def test_the_other_company_finds_none_of_them(slack: Slack, booking: Booking) -> None:
    laura = slack.person("laura", role=Role.MANAGER)
    laura.say(f"/booking {booking.code}")
    assert laura.last()["text"].startswith("I found no booking")
    laura.say("/booking list")
    assert "Nothing is booked yet." in texts(laura.last())
