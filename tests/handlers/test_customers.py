"""`/customer` through Slack: the card with bookings, account and all that happened, and the list of who owes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import BookingStatus, EntryType, MilestoneType, Outcome, Role
from bot.model import Customer
from storage.store import Store
from tests.handlers.accounts import ACME, TODAY, add_booking, add_customer, enter
from tests.handlers.booked import buttons
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def card(person: Person, words: str = "acme") -> Json:
    person.say(f"/customer {words}")
    return person.last()


def lines(message: Json) -> list[str]:
    return texts(message).splitlines()


def owe(slack: Slack, customer: Customer, amount: int) -> None:
    """An adjustment that was due twenty days ago; a credit where the amount is below zero."""

    def add(store: Store) -> None:
        on, due_on = date(2026, 11, 1), date(2026, 11, 5)
        debit, credit = max(amount, 0), max(-amount, 0)
        store.ledger.add(customer.id, EntryType.ADJUSTMENT, on, due_on=due_on, debit=debit, credit=credit)

    if amount:
        slack.write(add)


def test_the_card_says_who_it_is_and_whose(slack: Slack, priya: Person) -> None:
    add_customer(
        slack,
        owner=priya,
        phone="98450 12345",
        email="anil@acme.example",
        address="12 Residency Road\nBengaluru",
        notes="Pays by cheque",
    )
    assert lines(card(priya))[:6] == [
        "Acme Corp",
        "C-1 · 👤 Priya Nair",
        "📞 <tel:+919845012345|98450 12345>",
        "✉️ <mailto:anil@acme.example|anil@acme.example>",
        "📍 12 Residency Road, Bengaluru",
        "📝 Pays by cheque",
    ]
    assert priya.last()["ephemeral"]


def test_the_card_shows_the_account_as_it_stands(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    enter(priya, "invoice", "1 lakh", entered_on="2026-09-10")
    enter(priya, "payment", "60k")
    told = lines(card(priya))
    at = told.index("*Account*")
    assert told[at : at + 3] == [
        "*Account*",
        "Owes *₹40,000* · 🔴 escalate (over 30 days late)",
        "₹40,000 31–60 days late",
    ]


def test_a_credit_is_told_once_and_how_it_is_sent_back(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    enter(priya, "payment", "60k")
    words = "Has *₹60,000* of credit · 🟢 good\nNot yet applied. Sent back? Record it: `/ledger C-1 refund 60,000`"
    assert words in texts(card(priya))


def test_the_card_shows_the_bookings_the_newest_first_with_a_button_each(slack: Slack, priya: Person) -> None:
    add_customer(slack)

    def book(store: Store) -> None:
        unit = store.units.add("3BHK", existing=None)
        for number in range(6):
            store.bookings.add(
                ACME,
                None,
                date(2026, 10, 1 + number),
                85_00_000_00,
                status=BookingStatus.CONFIRMED if number else BookingStatus.ON_HOLD,
                unit_type_id=unit.id,
                unit_count=2,
            )

    slack.write(book)
    told = texts(card(priya))
    assert "✅ *BK-2026-0006*\nconfirmed · Tue 6 Oct · 2 × 3BHK · *₹85,00,000*" in told
    assert told.index("BK-2026-0006") < told.index("BK-2026-0002")
    assert "And 1 older booking." in told
    values = [
        block["accessory"]["value"]
        for block in priya.last()["blocks"]
        if block.get("accessory", {}).get("action_id") == "show_booking"
    ]
    assert values == ["6", "5", "4", "3", "2"]


def test_the_card_tells_what_led_to_it_and_what_followed_the_newest_first(
    slack: Slack, asha: Person, priya: Person
) -> None:
    add_customer(slack, owner=asha)

    def happen(store: Store) -> None:
        store.milestones.add(1, MilestoneType.SITE_VISIT, date(2026, 11, 21), outcome=Outcome.POSITIVE)
        store.milestones.add(1, MilestoneType.BOOKING, date(2026, 11, 22))
        booking = store.bookings.add(ACME, 1, date(2026, 11, 22), 500_000_00, status=BookingStatus.CONFIRMED)
        store.ledger.add(ACME, EntryType.INVOICE, date(2026, 11, 22), debit=500_000_00, booking_id=booking.id)
        store.bookings.change(
            booking.id,
            status=BookingStatus.CANCELLED,
            cancelled_on=date(2026, 11, 24),
            cancellation_reason="Budget",
            refund=500_000_00,
        )
        store.ledger.add(ACME, EntryType.CREDIT_NOTE, date(2026, 11, 24), credit=500_000_00, booking_id=booking.id)

    slack.write(happen)
    told = lines(card(priya))
    at = told.index("*Account*")
    assert told[at + 1 : at + 4] == [
        "Owes nothing · 🟢 good",
        "➖ *Credit note ₹5,00,000* yesterday · LE-000002",
        "🧾 *Invoice ₹5,00,000* Sun 22 Nov · LE-000001",
    ]
    assert told[told.index("*Journey*") + 1 : -5] == [
        "🚫 *Cancelled BK-2026-0001* yesterday",
        ">“Budget” · ₹5,00,000 credited",
        "🏆 *Booked BK-2026-0001* Sun 22 Nov",
        ">₹5,00,000",
        "🏡 *Site visit* Sat 21 Nov",
        ">🙂 positive",
    ]


def test_of_a_long_account_the_last_five_entries_are_told(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    slack.write(
        lambda store: [store.ledger.add(ACME, EntryType.INVOICE, TODAY, debit=100 * number) for number in range(1, 15)]
    )
    told = texts(card(priya))
    assert "₹14*" in told
    assert "₹10*" in told
    assert "₹9*" not in told
    assert "_The statement has them all._" in told


def test_of_a_long_journey_the_last_ten_steps_are_told_whatever_stands_on_the_account(
    slack: Slack, asha: Person, priya: Person
) -> None:
    add_customer(slack, owner=asha)

    def happen(store: Store) -> None:
        store.bookings.add(ACME, 1, date(2026, 11, 22), 500_000_00, status=BookingStatus.CONFIRMED)
        for number in range(1, 12):
            store.milestones.add(1, MilestoneType.CONTACTED, date(2026, 11, number), notes=f"Call {number}.")
            store.ledger.add(ACME, EntryType.INVOICE, TODAY, debit=100)

    slack.write(happen)
    told = texts(card(priya))
    assert "*Journey, the last 10 steps*" in told
    assert "Call 3." in told
    assert "Call 2." not in told


def test_the_steps_of_two_leads_say_whose_they_are(slack: Slack, asha: Person, priya: Person) -> None:
    add_customer(slack)

    def happen(store: Store) -> None:
        other = store.leads.add(name="Sunita Rao", owner_id=asha.member.id, created_on=TODAY)
        for lead_id in (1, other.id):
            store.bookings.add(ACME, lead_id, TODAY, 100, status=BookingStatus.CONFIRMED)
            store.milestones.add(lead_id, MilestoneType.DEMO, TODAY)

    slack.write(happen)
    told = texts(card(priya))
    assert ">Anil Mehta" in told
    assert ">Sunita Rao" in told


def test_a_manager_may_do_everything_from_the_card(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    assert buttons(card(priya)) == ["Statement", "New entry", "New booking", "Edit", "History"]
    priya.press("New entry")
    priya.choose("type", "invoice")
    assert priya.submit(amount="100") == {"ok": True}
    slack.deliver()
    card(priya)
    priya.press("Statement")
    slack.deliver()
    assert "LE-000001" in texts(priya.last())
    card(priya)
    priya.press("New booking")
    assert priya.form["callback_id"] == "booking_form"


def test_a_rep_sees_the_account_of_their_own_customer_and_writes_no_entry(slack: Slack, asha: Person) -> None:
    add_customer(slack, owner=asha)
    shown = card(asha)
    assert "Owes nothing · 🟢 good" in texts(shown)
    assert buttons(shown) == ["Statement", "New booking", "Edit", "History"]


def test_of_another_customer_a_rep_sees_no_amount(slack: Slack, asha: Person, priya: Person) -> None:
    add_customer(slack)
    add_booking(slack)
    enter(priya, "invoice", "1 lakh")
    shown = card(asha)
    assert "₹" not in texts(shown)
    assert "LE-000001" not in texts(shown)
    assert "BK-2026-0001" in texts(shown)
    assert "Amounts are shown to managers, and to the rep whose customer it is." in texts(shown)
    assert buttons(shown) == ["New booking"]


@pytest.mark.parametrize("words", ["history acme", "edit acme"])
def test_of_another_customer_a_rep_neither_sees_the_history_nor_changes_it(
    slack: Slack, asha: Person, words: str
) -> None:
    add_customer(slack)
    asha.say(f"/customer {words}")
    assert asha.view is None
    assert "Acme Corp" in asha.last()["text"]
    assert "the rep whose customer it is" in asha.last()["text"]


def test_two_of_that_name_are_asked_about(slack: Slack, priya: Person) -> None:
    add_customer(slack, "Acme Corp", phone="98450 12345")
    add_customer(slack, "Acme Homes")
    shown = card(priya)
    assert "Which customer is “acme”?" in texts(shown)
    assert "*Acme Corp* (C-1)\n98450 12345" in texts(shown)
    before = len(priya.messages())
    priya.press("Show")
    slack.deliver()
    assert len(priya.messages()) == before
    assert "C-1 · 👤 nobody’s" in texts(priya.last())


@pytest.mark.parametrize(("verb", "title"), [("edit", "Edit C-1"), ("history", "History")])
def test_two_of_that_name_are_asked_about_for_a_verb_as_well(
    slack: Slack, priya: Person, verb: str, title: str
) -> None:
    add_customer(slack, "Acme Corp")
    add_customer(slack, "Acme Homes")
    priya.say(f"/customer {verb} acme")
    priya.press(verb.capitalize())
    assert priya.form["title"]["text"] == title


def test_nobody_of_that_name_can_be_made_at_once_by_a_manager(asha: Person, priya: Person) -> None:
    shown = card(priya, "Zenith & Sons")
    assert "I found no customer “Zenith &amp; Sons”." in texts(shown)
    priya.press("New customer “Zenith & Sons”")
    assert priya.form["state"]["values"]["name"]["value"]["value"] == "Zenith & Sons"
    assert buttons(card(asha, "Zenith & Sons")) == []


def test_who_owes_is_told_with_how_that_stands_and_why(slack: Slack, priya: Person) -> None:
    for name, amount in (("Acme Corp", 5_000_00), ("Zenith", 2_00_000_00), ("Paid Up", 0), ("Early Bird", -100_00)):
        owe(slack, add_customer(slack, name), amount)
    priya.say("/customer list")
    assert [line for line in lines(priya.last()) if line not in ("Show", "New customer")] == [
        "*2 customers owe ₹2,05,000*",
        "₹2,04,900 outstanding in all, with ₹100 of others' credit taken off",
        "*Zenith* (C-2)",
        "owes *₹2,00,000* · 🟠 high risk (over ₹1,00,000) · 20 days late",
        "*Acme Corp* (C-1)",
        "owes *₹5,000* · 🟢 good · 20 days late",
    ]


def test_the_list_has_fifteen_at_most(slack: Slack, priya: Person) -> None:
    def add(store: Store) -> None:
        for number in range(1, 18):
            customer = store.customers.add(f"Customer {number}")
            store.ledger.add(customer.id, EntryType.INVOICE, TODAY, debit=number * 100, due_on=TODAY)

    slack.write(add)
    priya.say("/customer list")
    told = texts(priya.last())
    assert told.count("owes *₹") == 15
    assert "Customer 17" in told
    assert "Customer 2*" not in told
    assert "These 15 are the worst: long overdue first, then who owes the most." in told


def test_who_is_long_late_comes_before_who_owes_more(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    owe(slack, add_customer(slack, "Zenith"), 2_00_000_00)
    enter(priya, "invoice", "5k", entered_on="2026-09-01")
    priya.say("/customer list")
    told = texts(priya.last())
    assert told.index("*Acme Corp*") < told.index("*Zenith*")
    assert "🔴 escalate (over 30 days late)" in told


def test_a_manager_lists_all_customers_and_those_in_credit(slack: Slack, asha: Person, priya: Person) -> None:
    for name, amount in (("Acme Corp", 5_000_00), ("Paid Up", 0), ("Early Bird", -100_00)):
        owe(slack, add_customer(slack, name), amount)
    priya.say("/customer list all")
    assert [line for line in lines(priya.last()) if line not in ("Show", "New customer")] == [
        "All customers",
        "*Early Bird* (C-3)",
        "has *₹100* of credit",
        "*Paid Up* (C-2)",
        "owes nothing",
        "*Acme Corp* (C-1)",
        "owes *₹5,000* · 🟢 good · 20 days late",
    ]
    priya.say("/customer list credit")
    assert [line for line in lines(priya.last()) if line not in ("Show", "New customer")] == [
        "Customers in credit",
        "*Early Bird* (C-3)",
        "has *₹100* of credit",
    ]
    asha.say("/customer list all")
    assert asha.last()["text"].startswith("Listing all customers needs the manager role.")


def test_where_nobody_owes_anything_that_is_said(priya: Person) -> None:
    priya.say("/customer list")
    assert "Nobody owes anything." in texts(priya.last())


@pytest.mark.parametrize("words", ["", "list"])
def test_a_rep_is_listed_their_own(slack: Slack, asha: Person, words: str) -> None:
    add_customer(slack, "Given Corp", owner=asha)
    sold = add_customer(slack, "Sold Corp")
    add_booking(slack, sold.id, lead_id=1)
    add_customer(slack, "Other Corp")
    asha.say(f"/customer {words}")
    told = texts(asha.last())
    assert "Given Corp" in told
    assert "Sold Corp" in told
    assert "Other Corp" not in told


def test_a_rep_without_a_customer_reads_how_one_comes(asha: Person) -> None:
    asha.say("/customer")
    assert "You have no customers yet. A lead who books becomes one." in texts(asha.last())


def test_the_home_of_a_manager_says_what_is_outstanding_and_what_of_it_long_overdue(
    slack: Slack, priya: Person
) -> None:
    add_customer(slack)
    assert "💰" not in texts(priya.home())
    enter(priya, "invoice", "1 lakh")
    assert "💰 *1 customer owes ₹1,00,000*\nNothing of it is long overdue" in texts(priya.home())
    enter(priya, "invoice", "40k", entered_on="2026-09-01")
    assert "💰 *1 customer owes ₹1,40,000*\nOverdue more than 30 days: ₹40,000" in texts(priya.home())
    owe(slack, add_customer(slack, "Early Bird"), -5_00_000_00)
    assert "Others have ₹5,00,000 of credit, so that nothing is outstanding in all" in texts(priya.home())


def test_the_home_of_a_manager_says_what_was_booked_this_month_and_what_waits_for_a_yes(
    slack: Slack, asha: Person, priya: Person
) -> None:
    add_customer(slack, owner=asha)
    assert "this month ·" not in texts(priya.home())
    add_booking(slack)  # in October

    def book(store: Store) -> None:
        for status in (BookingStatus.CONFIRMED, BookingStatus.PENDING, BookingStatus.CANCELLED):
            store.bookings.add(ACME, None, TODAY, 500_000_00, status=status)

    slack.write(book)
    told = texts(priya.home())
    assert "🏆 *1 booking this month · ₹5,00,000*\n1 booking to be confirmed: `/booking list pending`" in told
    assert "🏆" not in texts(asha.home())


def test_the_home_opens_the_form_of_a_booking_and_lists_the_customers(slack: Slack, asha: Person) -> None:
    add_customer(slack, owner=asha)
    home = asha.home()
    asha.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "New booking")
    assert asha.form["callback_id"] == "booking_form"
    asha.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "Customers")
    slack.deliver()
    assert "Acme Corp" in texts(asha.last(asha.direct))


def test_exactly_thirty_days_late_is_not_long_overdue(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    enter(priya, "invoice", "100", entered_on="2026-09-26")
    assert "Nothing of it is long overdue" in texts(priya.home())
    slack.wait(minutes=24 * 60)
    assert "Overdue more than 30 days: ₹100" in texts(priya.home())


def test_the_home_leads_to_who_owes(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    enter(priya, "invoice", "1 lakh")
    home = priya.home()
    priya.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "Customers")
    slack.deliver()
    assert "*1 customer owes ₹1,00,000*" in texts(priya.last(priya.direct))


def test_the_home_of_a_rep_says_nothing_of_it(slack: Slack, asha: Person, priya: Person) -> None:
    add_customer(slack, owner=asha)
    enter(priya, "invoice", "1 lakh")
    assert "₹" not in texts(asha.home())


def test_another_tenants_customer_is_not_found(slack: Slack, priya: Person) -> None:
    add_customer(slack)
    laura = slack.person("laura", role=Role.MANAGER)
    for words in ("acme", "C-1"):
        assert "I found no customer" in texts(card(laura, words))
    assert priya.view is None


def test_names_are_escaped(slack: Slack, priya: Person) -> None:
    add_customer(slack, "<!channel> *Acme*", address="<@U0ASHA>", notes="<!here>")
    told = texts(card(priya, "C-1"))
    assert "<!" not in told.partition("\n")[2]
    assert "<@" not in told
