"""`/ledger` through Slack: entries that managers write on a customer's account, and what refuses them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.kinds import EntryType, Role
from bot.ledger import LedgerEntry
from tests.handlers.accounts import (
    ACME,
    TODAY,
    add_booking,
    add_customer,
    choices,
    count_entries,
    enter,
    fill,
    statement,
    table,
)
from tests.handlers.booked import balance, buttons, entries
from tests.slack import Person, Slack, texts


@pytest.fixture
def priya(slack: Slack) -> Person:
    add_customer(slack)
    return slack.person("priya", role=Role.MANAGER)


def inputs(person: Person) -> list[str]:
    return [block["block_id"].partition(" ")[0] for block in person.form["blocks"] if block["type"] == "input"]


def initial(person: Person, field: str) -> Any:
    block = next(block for block in person.form["blocks"] if block["block_id"].partition(" ")[0] == field)
    return block["element"].get("initial_date")


def test_an_invoice_is_saved_as_it_was_typed(slack: Slack, priya: Person) -> None:
    booking = add_booking(slack)
    entry = enter(
        priya,
        "invoice",
        "1,00,000.50",
        entered_on="2026-11-20",
        due_on="2026-12-05",
        booking=booking.id,
        document="INV-12",
        description="First instalment",
        remarks="Sent by mail",
    )
    assert entry == LedgerEntry(
        id=1,
        code="LE-000001",
        customer_id=ACME,
        type=EntryType.INVOICE,
        entered_on=date(2026, 11, 20),
        debit=100_000_50,
        credit=0,
        due_on=date(2026, 12, 5),
        booking_id=booking.id,
        document="INV-12",
        description="First instalment",
        remarks="Sent by mail",
        reverses_id=None,
    )


def test_the_reply_says_what_they_owe_now_and_how_that_stands_to_the_writer_alone(priya: Person) -> None:
    enter(priya, "invoice", "1 lakh", document="INV-12")
    enter(priya, "payment", "60k")
    reply = priya.last()
    assert texts(reply).splitlines()[:2] == [
        "💵 *Payment* LE-000002 · *₹60,000* · today · *Acme Corp* (C-1)",
        "*Acme Corp* owes *₹40,000* now · 🟢 good",
    ]
    assert reply["ephemeral"]
    assert buttons(reply) == ["Undo", "Statement", "Another entry"]


@pytest.mark.parametrize(
    ("amount", "health"),
    [("49,999", "🟢 good"), ("50,000", "🟡 monitor"), ("1 lakh", "🟡 monitor"), ("100001", "🟠 high")],
)
def test_the_reply_says_the_health(priya: Person, amount: str, health: str) -> None:
    enter(priya, "invoice", amount)
    assert health in texts(priya.last())


def test_what_is_long_past_due_is_escalated(priya: Person) -> None:
    enter(priya, "invoice", "100", entered_on="2026-09-01", due_on="2026-10-25")
    assert "🔴 escalate" in texts(priya.last())


def test_a_credit_above_what_they_owe_is_told_as_theirs(priya: Person) -> None:
    enter(priya, "payment", "5,000")
    assert "*Acme Corp* has *₹5,000* of credit now · 🟢 good" in texts(priya.last())


def test_a_settled_account_owes_nothing(priya: Person) -> None:
    enter(priya, "invoice", "5,000")
    enter(priya, "payment", "5,000")
    assert "*Acme Corp* owes nothing now" in texts(priya.last())


@pytest.mark.parametrize(
    ("type_", "side", "change"),
    [
        ("invoice", None, 100_00),
        ("debit_note", None, 100_00),
        ("payment", None, -100_00),
        ("credit_note", None, -100_00),
        ("adjustment", "debit", 100_00),
        ("adjustment", "credit", -100_00),
    ],
)
def test_the_type_decides_the_side_and_an_adjustment_says_it(
    slack: Slack, priya: Person, type_: str, side: str | None, change: int
) -> None:
    entry = enter(priya, type_, "100", **({"side": side} if side else {}))
    assert balance(slack) == change
    assert (entry.debit, entry.credit) == ((100_00, 0) if change > 0 else (0, 100_00))


def test_the_form_asks_only_what_its_type_needs(priya: Person) -> None:
    priya.say("/ledger")
    always = ["customer", "type", "amount", "entered_on", "booking", "document", "description", "remarks"]
    assert inputs(priya) == always
    priya.choose("type", "invoice")
    assert "due_on" in inputs(priya)
    assert "side" not in inputs(priya)
    priya.choose("type", "adjustment")
    assert "side" in inputs(priya)
    assert "due_on" not in inputs(priya)
    priya.choose("side", "debit")
    assert "due_on" in inputs(priya)
    priya.choose("type", "payment")
    assert inputs(priya) == always


@pytest.mark.parametrize("command", ["/ledger", "/booking", "/lead", "/campaign new"])
def test_every_form_names_the_currency_of_an_amount_by_its_sign(priya: Person, command: str) -> None:
    priya.say(command)
    labels = [block["label"]["text"] for block in priya.form["blocks"] if block["type"] == "input"]
    assert [label for label in labels if "INR" in label] == []
    assert len([label for label in labels if label.endswith(" (₹)")]) == 1


def test_what_was_typed_stays_when_the_type_changes(slack: Slack, priya: Person) -> None:
    priya.say("/ledger")
    priya.choose("type", "invoice", customer=ACME, amount="5k", document="A-1", remarks="by hand")
    priya.choose("type", "payment")
    assert priya.submit() == {"ok": True}
    (entry,) = entries(slack)
    assert (entry.type, entry.credit, entry.document, entry.remarks) == (EntryType.PAYMENT, 5_000_00, "A-1", "by hand")


def test_the_due_date_follows_the_tenants_terms_and_moves_with_the_date(slack: Slack, priya: Person) -> None:
    priya.say("/ledger")
    priya.choose("type", "invoice", customer=ACME, amount="5k")
    assert initial(priya, "due_on") == "2026-12-25"
    priya.choose("entered_on", "2026-10-31")
    assert initial(priya, "due_on") == "2026-11-30"
    assert priya.submit() == {"ok": True}
    assert [(entry.entered_on, entry.due_on) for entry in entries(slack)] == [(date(2026, 10, 31), date(2026, 11, 30))]


@pytest.mark.parametrize(("type_", "rebuilds"), [("invoice", True), ("payment", False), ("credit_note", False)])
def test_the_day_of_what_has_no_due_date_changes_nothing_else_so_an_error_under_it_stays(
    priya: Person, type_: str, rebuilds: bool
) -> None:
    priya.say("/ledger")
    priya.choose("type", type_)
    (day,) = [block for block in priya.form["blocks"] if block.get("block_id") == "entered_on"]
    assert day["dispatch_action"] is rebuilds


def test_a_due_date_that_was_not_shown_anew_in_time_follows_from_the_day_all_the_same(
    slack: Slack, priya: Person
) -> None:
    priya.say("/ledger")
    priya.choose("type", "invoice")
    priya.submit(customer=ACME, amount="5k", entered_on="2026-10-31")
    assert [entry.due_on for entry in entries(slack)] == [date(2026, 11, 30)]


def test_a_due_date_that_is_emptied_is_that_of_the_terms(priya: Person) -> None:
    assert enter(priya, "invoice", "5k", due_on="").due_on == date(2026, 12, 25)


def test_a_credit_has_no_due_date(priya: Person) -> None:
    assert enter(priya, "payment", "5k").due_on is None


def test_the_date_is_today_unless_another_is_chosen(priya: Person) -> None:
    assert enter(priya, "invoice", "5k").entered_on == TODAY


def test_entries_are_coded_one_after_the_other_without_a_gap_even_where_one_is_refused(priya: Person) -> None:
    enter(priya, "invoice", "100")
    assert "errors" in fill(priya, "invoice", "0")
    priya.close()
    enter(priya, "payment", "10")
    assert [entry.code for entry in entries(priya.slack)] == ["LE-000001", "LE-000002"]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"amount": "0"}, "amount", "An amount must be above zero."),
        ({"amount": "-5"}, "amount", "Leave out the minus: the type of the entry says whether they owe more or less."),
        ({"amount": "−5"}, "amount", "Leave out the minus: the type of the entry says whether they owe more or less."),
        ({"amount": "1.234"}, "amount", "In INR an amount has at most 2 decimals; “1.234” has more."),
        (
            {"amount": "a lot"},
            "amount",
            "I can't read “a lot” as an amount. Type it in figures, like 50000, 50,000.50, 50k or 5 lakh.",
        ),
        (
            {"entered_on": "2026-11-26"},
            "entered_on",
            "An entry can't be in the future.",
        ),
        ({"due_on": "2026-11-24"}, "due_on 2026-11-25", "The due date can't be before the day of the entry."),
        ({"customer": 99}, "customer", "I found no customer “99”. Choose one from the list."),
        ({"booking": 99}, "booking", "I found no booking “99”. It may have been undone."),
    ],
)
def test_what_can_not_be_is_refused_under_its_field_and_nothing_is_written(
    slack: Slack, priya: Person, fields: dict[str, Any], field: str, sentence: str
) -> None:
    answer = fill(priya, "invoice", fields.pop("amount", "100"), **fields)
    assert answer["errors"] == {field: sentence}
    assert count_entries(slack) == 0


def test_an_adjustment_without_a_side_is_refused(slack: Slack, priya: Person) -> None:
    answer = fill(priya, "adjustment", "100")
    assert answer["errors"]["side"]
    assert count_entries(slack) == 0


def test_a_booking_of_another_customer_is_refused(slack: Slack, priya: Person) -> None:
    other = add_customer(slack, "Zenith Homes")
    booking = add_booking(slack, other.id)
    answer = fill(priya, "invoice", "100", booking=booking.id)
    assert answer["errors"] == {
        "booking": "BK-2026-0001 is a booking of Zenith Homes, not of Acme Corp. Choose one of theirs, or none."
    }
    assert count_entries(slack) == 0


def test_an_entry_for_another_tenants_customer_is_refused(slack: Slack, priya: Person) -> None:
    theirs = slack.write(
        lambda store: [store.customers.add("Globex"), store.customers.add("Initech")][-1], team="T0CONTO"
    )
    answer = fill(priya, "invoice", "100", customer=theirs.id)
    assert answer["errors"] == {"customer": f"I found no customer “{theirs.id}”. Choose one from the list."}
    assert count_entries(slack) == 0


def test_the_same_entry_twice_is_asked_about(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh")
    fill(priya, "invoice", "1,00,000")
    sentence = (
        "LE-000001 is the same: invoice of ₹1,00,000 on 25 Nov 2026. Enter it once more only if it happened twice."
    )
    assert sentence in texts(priya.form)
    assert len(entries(slack)) == 1
    assert priya.form["submit"]["text"] == "Enter it once more"
    priya.press_in_form("History of LE-000001")
    assert "*Debit* ₹1,00,000" in texts(priya.form)
    priya.close()
    priya.submit()
    assert len(entries(slack)) == 2


def test_the_same_invoice_number_twice_is_asked_about_whatever_the_amount(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh", document="INV-12", entered_on="2026-10-01")
    fill(priya, "invoice", "5,000", document="INV-12")
    assert "LE-000001 is the same: invoice INV-12 of ₹1,00,000 on 1 Oct 2026." in texts(priya.form)
    assert len(entries(slack)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"type_": "payment", "amount": "100"},
        {"type_": "invoice", "amount": "101", "document": "B"},
        {"type_": "invoice", "amount": "100", "document": "B"},
        {"type_": "invoice", "amount": "100", "entered_on": "2026-11-24", "document": "B"},
    ],
)
def test_what_only_looks_alike_is_not_asked_about(slack: Slack, priya: Person, fields: dict[str, Any]) -> None:
    enter(priya, "invoice", "100", document="A")
    enter(priya, fields.pop("type_"), fields.pop("amount"), **fields)
    assert len(entries(slack)) == 2


def test_the_same_after_a_reversal_is_not_asked_about(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "100")
    priya.press("Undo")
    slack.deliver()
    enter(priya, "invoice", "100")
    assert balance(slack) == 100_00


def test_a_form_sent_twice_is_one_entry(slack: Slack, priya: Person) -> None:
    priya.say("/ledger")
    priya.choose("type", "invoice")
    slack.fault("view_submission", "duplicate")
    priya.submit(customer=ACME, amount="100")
    assert len(entries(slack)) == 1


def test_undo_is_a_reversal_and_says_so(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh")
    enter(priya, "payment", "60k")
    priya.press("Undo")
    slack.deliver()
    assert texts(priya.last()).splitlines()[:3] == [
        "↩️ Undone: 💵 *Payment* LE-000002 · *₹60,000* · today · *Acme Corp* (C-1)",
        "LE-000002: reversed by LE-000003.",
        "*Acme Corp* owes *₹1,00,000* now · 🟡 monitor (₹50,000 or more)",
    ]
    assert [entry.reverses_id for entry in entries(slack)] == [None, None, 2]
    assert balance(slack) == 100_000_00


def test_undo_of_an_entry_before_others_tells_one_balance(slack: Slack, priya: Person) -> None:
    enter(priya, "payment", "60k")
    enter(priya, "invoice", "1 lakh", entered_on="2026-11-01")
    priya.press("Undo")
    slack.deliver()
    told = texts(priya.last())
    assert "*Acme Corp* has *₹60,000* of credit now" in told
    assert (told.count(" now"), "later entries" in told) == (1, False)


def test_undo_twice_reverses_once(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh")
    reply = priya.last()
    for _ in range(2):
        priya.press("Undo", message=reply)
    assert len(entries(slack)) == 2


def test_who_lost_the_role_meanwhile_undoes_nothing(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh")
    priya.known_as(Role.REP)
    priya.press("Undo")
    slack.deliver()
    assert "Writing the ledger needs the manager role." in priya.last()["text"]
    assert len(entries(slack)) == 1


def test_a_rep_opens_no_form_and_is_shown_their_own_customers_instead(slack: Slack, asha: Person) -> None:
    add_customer(slack, owner=asha)
    add_customer(slack, "Zenith Homes")
    asha.say("/ledger")
    assert asha.view is None
    assert "*Acme Corp* (C-1)" in texts(asha.last())
    assert "Managers write the entries; `/ledger` and a name shows a statement." in texts(asha.last())
    assert "Zenith" not in texts(asha.last())


@pytest.mark.parametrize("words", ["new acme", "acme payment 60k", "reverse LE-000001"])
def test_a_rep_is_told_whose_the_ledger_is(slack: Slack, asha: Person, priya: Person, words: str) -> None:
    enter(priya, "invoice", "100")
    asha.say(f"/ledger {words}")
    assert asha.view is None
    assert asha.last()["text"].startswith("Writing the ledger needs the manager role.")
    assert len(entries(slack)) == 1


def test_the_role_is_checked_once_more_when_the_form_is_sent(slack: Slack, priya: Person) -> None:
    priya.say("/ledger")
    priya.choose("type", "invoice")
    priya.known_as(Role.REP)
    priya.submit(customer=ACME, amount="100")
    assert "Writing the ledger needs the manager role." in texts(priya.form)
    assert count_entries(slack) == 0


def test_new_opens_the_form_for_a_customer(slack: Slack, priya: Person) -> None:
    priya.say("/ledger new acme")
    priya.choose("type", "invoice")
    assert priya.submit(amount="100") == {"ok": True}
    assert len(entries(slack)) == 1


def test_new_asks_which_customer_is_meant(slack: Slack, priya: Person) -> None:
    add_customer(slack, "Acme Homes")
    priya.say("/ledger new acme")
    assert "Which customer is “acme”?" in texts(priya.last())
    assert buttons(priya.last()) == []
    priya.press("New entry")
    assert priya.form["callback_id"] == "entry_form"


def test_a_line_opens_the_form_with_everything_in_it(slack: Slack, priya: Person) -> None:
    priya.say("/ledger acme invoice 5 lakh")
    assert initial(priya, "due_on") == "2026-12-25"
    assert entries(slack) == []
    assert priya.submit() == {"ok": True}
    assert [(entry.type, entry.debit) for entry in entries(slack)] == [(EntryType.INVOICE, 500_000_00)]


def test_a_line_that_may_mean_two_customers_keeps_the_rest(slack: Slack, priya: Person) -> None:
    add_customer(slack, "Acme Homes")
    enter(priya, "invoice", "1 lakh")
    priya.say("/ledger acme payment 60k")
    assert "*Acme Corp* (C-1) · owes *₹1,00,000*" in texts(priya.last())
    priya.press("Payment 60k")
    assert priya.submit() == {"ok": True}
    assert [entry.credit for entry in entries(slack) if entry.credit] == [60_000_00]


def test_a_line_without_a_name_leaves_the_customer_open(slack: Slack, priya: Person) -> None:
    priya.say("/ledger payment 60k")
    assert priya.submit(customer=ACME) == {"ok": True}
    assert [entry.credit for entry in entries(slack)] == [60_000_00]


def test_a_line_tells_the_receipts_number_and_the_day_too(slack: Slack, priya: Person) -> None:
    priya.say("/ledger acme payment 3 lakh R-55 yesterday")
    assert priya.submit() == {"ok": True}
    (entry,) = entries(slack)
    assert (entry.credit, entry.document, entry.entered_on) == (3_00_000_00, "R-55", date(2026, 11, 24))


def test_a_due_date_follows_from_the_day_of_the_line(priya: Person) -> None:
    priya.say("/ledger acme invoice 5 lakh on 31 oct")
    assert initial(priya, "due_on") == "2026-11-30"


def test_money_sent_back_is_a_line_as_well(slack: Slack, priya: Person) -> None:
    add_customer(slack, "Acme Homes")
    priya.say("/ledger acme refund 5k yesterday")
    priya.press("Refund 5k yesterday")
    assert priya.submit() == {"ok": True}
    (entry,) = entries(slack)
    assert (entry.type, entry.debit, entry.description) == (EntryType.ADJUSTMENT, 5_000_00, "Refund paid")
    assert entry.entered_on == date(2026, 11, 24)


def test_a_line_with_a_day_that_is_none_is_answered_in_words(priya: Person) -> None:
    priya.say("/ledger acme payment 60k 31 nov")
    assert priya.view is None
    assert "31 nov" in priya.last()["text"]


def test_a_line_with_what_is_no_amount_is_answered_in_words(priya: Person) -> None:
    priya.say("/ledger acme payment 60x")
    assert priya.view is None
    assert priya.last()["text"].startswith("I can't read “60x” as an amount.")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("acme payment -5", "Leave out the minus"),
        ("acme payment abc", "I can't read “abc” as an amount."),
        ("acme corp credit note", "How much is it? Type it behind “credit note”, like /ledger acme corp credit note"),
        ("acme paid", "How much is it? Type it behind “paid”, like /ledger acme paid 50k"),
        ("payment", "How much is it? Type it behind “payment”, like /ledger acme payment 50k"),
        ("acme 50k", "I can't tell what “50k” is. Say payment, invoice,"),
        ("acme sent 5 lakh", "I can't tell what “sent 5 lakh” is."),
        ("acme corp gave 50k", "I can't tell what “gave 50k” is."),
    ],
)
def test_half_a_line_for_a_customer_is_told_what_is_missing(priya: Person, words: str, answer: str) -> None:
    priya.say(f"/ledger {words}")
    assert priya.view is None
    assert priya.last()["text"].startswith(answer)
    assert "found no customer" not in priya.last()["text"]


@pytest.mark.usefixtures("priya")
def test_half_a_line_of_a_rep_is_told_whose_the_ledger_is(asha: Person) -> None:
    asha.say("/ledger acme 50k")
    assert asha.last()["text"].startswith("Writing the ledger needs the manager role.")


@pytest.mark.parametrize("verb", ["reverse", "history"])
def test_reverse_or_history_alone_asks_which_entry(priya: Person, verb: str) -> None:
    priya.say(f"/ledger {verb}")
    assert priya.last()["text"] == (
        f"Which entry? Its code stands in the statement: /ledger {verb} LE-000041, for example."
    )


def test_the_history_of_an_entry_is_found_by_its_code(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh")
    priya.say("/ledger History le-1")
    assert "*LE-000001* · *Acme Corp* (C-1)" in texts(priya.form)
    priya.close()
    priya.say("/ledger history acme")
    assert priya.last()["text"].startswith("I found no ledger entry “acme”. Its code stands in the statement")
    vikram = slack.person("vikram", role=Role.REP)
    vikram.say("/ledger history LE-000001")
    assert vikram.view is None
    assert "Acme Corp" in vikram.last()["text"]


def test_a_payment_of_many_times_what_they_owe_is_asked_about(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "2.3 lakh")
    fill(priya, "payment", "1.2 cr")
    assert "Acme Corp owes ₹2,30,000. Did they really pay ₹1,20,00,000?" in texts(priya.form)
    assert balance(slack) == 2_30_000_00
    assert priya.submit() == {"ok": True}
    assert balance(slack) == 2_30_000_00 - 1_20_00_000_00


def test_an_invoice_above_what_the_booking_is_worth_is_asked_about_once(slack: Slack, priya: Person) -> None:
    booking = add_booking(slack)
    enter(priya, "invoice", "5 lakh", booking=booking.id, document="INV-1")
    fill(priya, "invoice", "1.5 lakh", booking=booking.id)
    sentence = "BK-2026-0001 is worth ₹5,00,000. With this invoice, ₹6,50,000 are invoiced for it. Is that right?"
    assert sentence in texts(priya.form)
    assert balance(slack) == 5_00_000_00
    priya.press_in_form("Show BK-2026-0001")
    assert "invoiced ₹5,00,000" in texts(priya.form)
    priya.close()
    assert priya.submit() == {"ok": True}
    assert balance(slack) == 6_50_000_00


def test_an_invoice_in_the_place_of_one_that_was_credited_is_not_asked_about(slack: Slack, priya: Person) -> None:
    booking = add_booking(slack)
    enter(priya, "invoice", "5 lakh", booking=booking.id, document="INV-1")
    enter(priya, "credit_note", "5 lakh", booking=booking.id)
    enter(priya, "invoice", "5 lakh", booking=booking.id, document="INV-2")
    enter(priya, "debit_note", "1 lakh", booking=booking.id)
    assert balance(slack) == 6_00_000_00


def test_what_is_paid_in_advance_or_a_little_too_much_is_not_asked_about(slack: Slack, priya: Person) -> None:
    enter(priya, "payment", "1 lakh")
    enter(priya, "invoice", "2 lakh")
    enter(priya, "payment", "5 lakh")
    assert balance(slack) == -4_00_000_00


def test_the_card_of_an_entry_tells_a_balance_below_zero_as_credit(priya: Person) -> None:
    enter(priya, "payment", "60k")
    priya.say("/ledger LE-000001")
    assert "balance after it ₹60,000 of credit" in texts(priya.last())


def test_another_entry_opens_the_form_for_the_same_customer(slack: Slack, priya: Person) -> None:
    enter(priya, "invoice", "1 lakh")
    priya.press("Another entry")
    priya.choose("type", "payment")
    priya.submit(amount="60k")
    assert balance(slack) == 40_000_00


def test_an_entry_is_shown_by_its_code_with_the_balance_after_it(slack: Slack, priya: Person) -> None:
    booking = add_booking(slack)
    enter(priya, "invoice", "1 lakh", booking=booking.id, document="INV-12", description="Part", remarks="by hand")
    enter(priya, "payment", "60k")
    priya.say("/ledger le 1")
    assert "found no customer" in priya.last()["text"]
    priya.say("/ledger LE-000001")
    assert texts(priya.last()).splitlines()[:7] == [
        "🧾 *Invoice* LE-000001",
        "🏢 *Acme Corp* (C-1)",
        "*₹1,00,000* debit · balance after it ₹1,00,000 · ₹40,000 of it open",
        "📅 today · due Fri 25 Dec",
        "📄 INV-12 · BK-2026-0001",
        "Part",
        ">by hand",
    ]
    assert buttons(priya.last()) == ["Statement", "History", "Reverse…"]


@pytest.mark.parametrize("words", ["le1", "LE-1", "le-000001"])
def test_a_code_may_be_typed_in_any_way(priya: Person, words: str) -> None:
    enter(priya, "invoice", "1 lakh")
    priya.say(f"/ledger {words}")
    assert "LE-000001" in texts(priya.last())


def test_the_history_of_an_entry_says_who_wrote_it(priya: Person) -> None:
    enter(priya, "invoice", "1 lakh", document="INV-12")
    priya.say("/ledger LE-000001")
    priya.press("History")
    told = texts(priya.form)
    assert "Priya" in told
    assert "*Debit* ₹1,00,000" in told
    assert "*Credit*" not in told
    assert "*Document* INV-12" in told


def test_an_unknown_entry_is_answered_in_words(priya: Person) -> None:
    priya.say("/ledger LE-000099")
    assert priya.last()["text"] == (
        "I found no ledger entry “LE-000099”. Its code stands in the statement, like LE-000041."
    )


def test_an_entry_before_others_says_that_it_moved_them(priya: Person) -> None:
    enter(priya, "payment", "60k")
    assert "later entries" not in texts(priya.last())
    enter(priya, "invoice", "1 lakh", entered_on="2026-11-01")
    assert "The balances of the later entries moved with it." in texts(priya.last())
    assert [row[3] for row in table(statement(priya))[:2]] == ["₹1,00,000", "₹40,000"]


def test_names_are_escaped_wherever_they_stand(slack: Slack, priya: Person) -> None:
    slack.write(lambda store: store.customers.change(ACME, name="<!channel> *Acme*"))
    enter(priya, "invoice", "1 lakh", document="<!here>")
    assert "&lt;!channel&gt; ∗Acme∗" in texts(priya.last())
    assert "&lt;!here&gt;" in texts(priya.last())
    shown = statement(priya, "C-1")
    assert "<!channel>" not in shown["text"]
    assert choices(shown) == ["LE-000001 · today · Invoice ₹1,00,000"]
