"""A ledger entry reversed through Slack: from its card, below the statement, by its code; once, and for good."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import Role
from tests.handlers.accounts import add_customer, choices, enter, statement, table
from tests.handlers.booked import balance, buttons, entries
from tests.slack import Person, Slack, texts


@pytest.fixture
def priya(slack: Slack) -> Person:
    add_customer(slack)
    return slack.person("priya", role=Role.MANAGER)


@pytest.fixture
def invoiced(priya: Person) -> Person:
    """Priya, after she has entered LE-000001, an invoice of a lakh, dated ten days ago."""
    enter(priya, "invoice", "1 lakh", entered_on="2026-11-15", document="INV-12", remarks="wrong amount")
    return priya


def reverse(person: Person, reason: str = "wrong amount") -> None:
    person.say("/ledger reverse LE-000001")
    assert person.submit(reason=reason) == {"ok": True}
    person.slack.deliver()


def test_a_reversal_takes_the_entry_back_today_and_names_it(slack: Slack, invoiced: Person) -> None:
    reverse(invoiced)
    first, second = entries(slack)
    assert (second.reverses_id, second.debit, second.credit) == (first.id, 0, first.debit)
    assert (second.entered_on, second.remarks, second.document) == (date(2026, 11, 25), "wrong amount", "INV-12")
    assert balance(slack) == 0


def test_the_form_says_what_will_happen(invoiced: Person) -> None:
    invoiced.say("/ledger reverse LE-000001")
    told = texts(invoiced.form)
    assert invoiced.form["title"]["text"] == "Reverse LE-000001"
    assert "*₹1,00,000*" in told
    assert "A credit of ₹1,00,000, dated today, takes it back. Both stay in the statement" in told


def test_the_reply_says_by_what_it_was_reversed_and_what_they_owe_now(invoiced: Person) -> None:
    reverse(invoiced, reason="<!channel> typo")
    assert texts(invoiced.last()).splitlines()[:3] == [
        "↩️ *LE-000001* (invoice of ₹1,00,000) was reversed by *LE-000002* · *Acme Corp* (C-1)",
        ">&lt;!channel&gt; typo",
        "*Acme Corp* owes nothing now · 🟢 good",
    ]
    assert invoiced.last()["ephemeral"]


def test_a_reversal_has_no_undo_but_the_entry_can_be_made_anew(slack: Slack, invoiced: Person) -> None:
    reverse(invoiced)
    assert buttons(invoiced.last()) == ["Enter it again", "Statement"]
    invoiced.press("Enter it again")
    assert invoiced.submit(amount="1,10,000") == {"ok": True}
    again = entries(slack)[-2]
    assert (again.code, again.debit, again.entered_on, again.document) == (
        "LE-000003",
        110_000_00,
        date(2026, 11, 15),
        "INV-12",
    )
    assert balance(slack) == 110_000_00


def test_a_reason_is_required(slack: Slack, invoiced: Person) -> None:
    invoiced.say("/ledger reverse LE-000001")
    assert invoiced.submit(reason=" ")["errors"]["reason"]
    assert len(entries(slack)) == 1


def test_the_card_reverses(slack: Slack, invoiced: Person) -> None:
    invoiced.say("/ledger LE-000001")
    invoiced.press("Reverse…")
    invoiced.submit(reason="typo")
    assert balance(slack) == 0


def test_an_entry_is_chosen_below_the_statement(slack: Slack, invoiced: Person) -> None:
    enter(invoiced, "payment", "60k")
    shown = statement(invoiced)
    assert choices(shown) == ["LE-000002 · today · Payment ₹60,000", "LE-000001 · Sun 15 Nov · Invoice ₹1,00,000"]
    invoiced.press("LE-000002 · today · Payment ₹60,000")
    invoiced.submit(reason="of somebody else")
    assert balance(slack) == 100_000_00


def test_what_is_reversed_is_not_offered_again_nor_its_reversal(invoiced: Person) -> None:
    reverse(invoiced)
    assert choices(statement(invoiced)) == []
    for code in ("LE-000001", "LE-000002"):
        invoiced.say(f"/ledger {code}")
        assert buttons(invoiced.last()) == ["Statement", "History"]


def test_a_card_names_the_other_one(invoiced: Person) -> None:
    reverse(invoiced)
    invoiced.say("/ledger LE-000001")
    assert "↩️ reversed by LE-000002" in texts(invoiced.last())
    invoiced.say("/ledger LE-000002")
    assert "↩️ takes back LE-000001" in texts(invoiced.last())


def test_the_card_of_a_reversal_says_what_it_is_once(priya: Person) -> None:
    enter(priya, "payment", "60k")
    reverse(priya)
    priya.say("/ledger LE-000002")
    assert texts(priya.last()).splitlines()[:6] == [
        "↩️ *Reversal (payment)* LE-000002",
        "🏢 *Acme Corp* (C-1)",
        "*₹60,000* debit · balance after it ₹0",
        "📅 today",
        ">wrong amount",
        "↩️ takes back LE-000001",
    ]


def test_both_stay_in_the_statement(invoiced: Person) -> None:
    reverse(invoiced)
    assert [[row[5], row[4]] for row in table(statement(invoiced))[:2]] == [
        ["LE-000001", "Invoice · INV-12"],
        ["LE-000002", "Reversal of invoice LE-000001"],
    ]


def test_reversing_twice_is_refused_in_words(slack: Slack, invoiced: Person) -> None:
    reverse(invoiced)
    invoiced.say("/ledger reverse LE-000001")
    assert invoiced.view is None
    assert invoiced.last()["text"] == "LE-000001 was reversed already, by LE-000002."
    assert len(entries(slack)) == 2


def test_reversing_a_reversal_is_refused_in_words(slack: Slack, invoiced: Person) -> None:
    reverse(invoiced)
    invoiced.say("/ledger reverse LE-000002")
    assert invoiced.last()["text"] == (
        "LE-000002 is itself a reversal, so it can't be reversed. Write a new entry instead."
    )
    assert len(entries(slack)) == 2


def test_of_two_forms_for_one_entry_the_second_is_refused(slack: Slack, invoiced: Person) -> None:
    anand = slack.person("anand", role=Role.ADMIN)
    for person in (invoiced, anand):
        person.say("/ledger reverse LE-000001")
    invoiced.submit(reason="typo")
    anand.submit(reason="typo")
    assert "LE-000001 was reversed already, by LE-000002." in texts(anand.form)
    assert len(entries(slack)) == 2


def test_a_form_sent_twice_reverses_once(slack: Slack, invoiced: Person) -> None:
    invoiced.say("/ledger reverse LE-000001")
    slack.fault("view_submission", "duplicate")
    invoiced.submit(reason="typo")
    assert len(entries(slack)) == 2


def test_the_role_is_checked_once_more_when_the_form_is_sent(slack: Slack, invoiced: Person) -> None:
    invoiced.say("/ledger reverse LE-000001")
    invoiced.known_as(Role.REP)
    invoiced.submit(reason="typo")
    assert "Writing the ledger needs the manager role." in texts(invoiced.form)
    assert len(entries(slack)) == 1


def test_an_entry_that_was_reversed_can_not_be_undone_as_well(slack: Slack, invoiced: Person) -> None:
    reply = invoiced.last()
    reverse(invoiced)
    invoiced.press("Undo", message=reply)
    slack.deliver()
    assert invoiced.last()["text"] == "LE-000001 was reversed already, by LE-000002."
    assert len(entries(slack)) == 2


def test_another_tenants_entry_is_not_found(slack: Slack, invoiced: Person) -> None:
    laura = slack.person("laura", role=Role.MANAGER)
    laura.say("/ledger LE-000001")
    assert "I found no ledger entry" in laura.last()["text"]
    laura.say("/ledger reverse LE-000001")
    assert laura.view is None
    assert len(entries(slack)) == 1
    assert invoiced.view is None
