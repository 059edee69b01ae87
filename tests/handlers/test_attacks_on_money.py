"""Reps, and who was a manager until just now, after the money of colleagues: they read no amount and move none."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from bot.kinds import BookingStatus, EntryType, Role
from bot.ledger import LedgerEntry
from bot.model import Customer
from storage.database import Database
from storage.store import Store
from tests.handlers.booked import bookings, entries
from tests.handlers.forgery import IN_A_FORM, Forger, filled, ids_of, names, view_of
from tests.slack import Person, Slack
from tests.storage.belongings import Belongings, furnish, rows_of
from tests.storage.companies import TODAY, Company

AMOUNT = 77_777_00
SHOWN = ("77,777", "77777", "7777700")
"""How the amount may be written. It is that of the booking, of its invoice, and what the customer owes."""

ACME = 2
"""The customer with the amount; the first is one of everything."""

CAN_READ = ["", "1", "2", "2 all time", "2 this month", "2 payment 60k", "edit 2", "history 2", "lead 1", "customer 2"]
KINDS = ("bookings", "customers", "ledger_entries", "leads")
HISTORIES = [f"{kind} {number}" for kind in KINDS for number in (2, 4)]
ASKED = ["acme corp", "C-2", "BK-2026-0002", "LE-000004", "acme corp all time", "list", "", "units"]
VERBS = ["", "history ", "edit ", "cancel ", "reverse ", "new "]


@pytest.fixture
def priyas(slack: Slack) -> Belongings:
    """A manager's, with a booking of Acme Corp of a known amount."""
    priya = slack.person("priya", role=Role.MANAGER)
    has = furnish(Company(slack.program.stores, slack.tenants["T0NORTH"], priya.member))
    slack.write(partial(_sell, owner_id=has.member.id))
    slack.deliver()
    return has


def _sell(store: Store, *, owner_id: int) -> None:
    customer = store.customers.add("Acme Corp", owner_id=owner_id)
    lead = store.leads.add(name="Vikram Rao", company="Acme Corp", owner_id=owner_id, created_on=TODAY)
    booking = store.bookings.add(customer.id, lead.id, TODAY, AMOUNT, status=BookingStatus.CONFIRMED)
    _invoice(store, customer, booking.id)
    store.describe("Sold", actor=store.members.get(owner_id))


def _invoice(store: Store, customer: Customer, booking_id: int | None = None) -> LedgerEntry:
    return store.ledger.add(
        customer.id, EntryType.INVOICE, TODAY, debit=AMOUNT, due_on=TODAY, booking_id=booking_id, document="INV/7"
    )


@pytest.fixture
def asha(slack: Slack, priyas: Belongings) -> Person:  # noqa: ARG001 - hers come after
    return slack.person("asha", role=Role.REP)


@pytest.fixture
def demoted(slack: Slack, priyas: Belongings) -> Forger:  # noqa: ARG001 - hers come before
    """Another copy of the program made her a rep and gave her customer away; this one remembers a manager."""
    priya = slack.person("priya")
    priya.say("/source list")
    slack.deliver()
    _demote(slack)
    return Forger(priya)


def _demote(slack: Slack) -> None:
    priya, meera = slack.person("priya").member.id, slack.person("meera", role=Role.MANAGER).member.id

    def change(store: Store) -> None:
        store.members.change_role(priya, Role.REP)
        store.customers.change(ACME, owner_id=meera)
        for lead in store.customers.leads_of(ACME):
            store.leads.change(lead.id, owner_id=meera)

    slack.write(change)


def assert_hidden(seen: str, *asked: str) -> None:
    assert not any(amount in seen for amount in SHOWN), asked


# What is read


def test_the_amounts_are_there_to_be_read_by_who_may(slack: Slack, priyas: Belongings) -> None:  # noqa: ARG001
    forger = Forger(slack.person("priya"))
    for action, value in [("show_booking", "2"), ("show_customer", "2"), ("show_statement", "2")]:
        forger.press(action, value)
        slack.deliver()
        assert "77,777" in forger.seen(), action
    assert "77,777" in forger.press("show_history", "bookings 2")
    assert "77,777" in forger.say("/ledger", "LE-000004")


def test_a_rep_reads_no_amount_of_a_colleagues_customer_behind_any_button(slack: Slack, asha: Person) -> None:
    forger = Forger(asha)
    for action in names("action"):
        if "." not in action:
            view = view_of("lead_form", {"name": "Forged"}, "{}") if action in IN_A_FORM else None
            for value in [*CAN_READ, *HISTORIES]:
                assert_hidden(forger.press(action, value, view=view), action, value)
            slack.deliver()
            assert_hidden(forger.seen(), action)


def test_a_rep_reads_no_amount_of_a_colleagues_customer_in_answer_to_a_command(slack: Slack, asha: Person) -> None:
    forger = Forger(asha)
    for command in names("command"):
        for verb in VERBS:
            for words in ASKED:
                assert_hidden(forger.say(command, f"{verb}{words}"), command, verb, words)
        slack.deliver()
        assert_hidden(forger.seen(), command)


def test_a_rep_reads_no_amount_in_any_search(asha: Person) -> None:
    for block_id in names("options"):
        for typed in ("", "acme", "BK-2026-0002", "C-2", "LE-000004"):
            assert_hidden(Forger(asha).search(block_id, typed), block_id, typed)


@pytest.mark.parametrize(
    ("action", "value"),
    [
        *(("show_history", "bookings 2"), ("show_history", "ledger_entries 4"), ("show_history", "customers 2")),
        *(("reverse_entry", "4"), ("choose_entry_to_reverse", "4"), ("enter_again", "4"), ("cancel_booking", "2")),
        *(("show_booking", "2"), ("show_customer", "2"), ("show_statement", "2"), ("show_debtors", "")),
        *(("statement_pdf", "2"), ("statement_xlsx", "2")),
    ],
)
def test_who_was_demoted_just_now_reads_no_amount(action: str, value: str, slack: Slack, demoted: Forger) -> None:
    assert_hidden(demoted.press(action, value), action)
    slack.deliver()
    assert_hidden(demoted.seen(), action)


def test_the_home_of_who_was_demoted_just_now_is_a_reps(slack: Slack, priyas: Belongings) -> None:  # noqa: ARG001
    priya = slack.person("priya")
    assert "Who owes" in json.dumps(priya.home())
    _demote(slack)
    assert "Who owes" not in json.dumps(priya.home())


def test_who_was_demoted_is_told_no_balance_by_an_undo_that_was_done_before(
    slack: Slack, priyas: Belongings, database: Database
) -> None:
    forger = Forger(slack.person("priya"))
    values = filled("entry_form", ids_of(priyas)) | {"customer": str(ACME), "booking": "", "amount": "5"}
    assert forger.insist("entry_form", values) == ""
    written = max(row.id for row in rows_of(priyas.company, database)["writes"])
    forger.press("undo", str(written))
    _demote(slack)
    slack.deliver()
    forger.seen()
    forger.press("undo", str(written))
    slack.deliver()
    seen = forger.seen()
    assert "reversed by" in seen
    assert_hidden(seen)


# Who may sell to whom


def own_lead(slack: Slack, person: Person, company: str | None = None) -> int:
    added: int = slack.write(
        lambda store: (
            store.leads.add(name="Rohan Das", company=company, owner_id=person.member.id, created_on=store.today).id
        )
    )
    return added


def test_a_rep_gains_no_sight_of_a_colleagues_customer_by_booking_for_them(slack: Slack, asha: Person) -> None:
    before = bookings(slack)
    lead = own_lead(slack, asha)
    asha.say("/booking")
    answer = asha.submit(lead=lead, customer=ACME, amount="5 lakh")
    assert answer["errors"] == {"customer": "Acme Corp is not your customer, so a manager has to make this booking."}
    assert bookings(slack) == before
    assert_hidden(Forger(asha).say("/ledger", "acme corp"))


def test_nor_by_a_lead_of_the_customers_name(slack: Slack, asha: Person) -> None:
    before = bookings(slack)
    lead = own_lead(slack, asha, "ACME corp")
    asha.say("/booking")
    answer = asha.submit(lead=lead, amount="5 lakh")
    assert answer["errors"] == {"lead": "Acme Corp is not your customer, so a manager has to make this booking."}
    assert bookings(slack) == before
    assert_hidden(Forger(asha).say("/ledger", "acme corp"))


def test_nor_of_a_customer_of_nobody_who_has_an_account(slack: Slack, asha: Person) -> None:
    slack.write(lambda store: _invoice(store, store.customers.add("Zenith")))
    lead = own_lead(slack, asha, "Zenith")
    asha.say("/booking")
    assert "a manager has to make this booking" in str(asha.submit(lead=lead, amount="5 lakh"))
    assert_hidden(Forger(asha).say("/ledger", "zenith"))


def test_a_manager_books_a_reps_lead_for_any_customer(slack: Slack, asha: Person) -> None:
    lead = own_lead(slack, asha, "Acme Corp")
    priya = slack.person("priya")
    priya.say("/booking")
    assert priya.submit(lead=lead, amount="5 lakh") == {"ok": True}
    assert (bookings(slack)[0].customer_id, bookings(slack)[0].lead_id) == (ACME, lead)


def test_a_rep_books_once_more_for_a_colleagues_lead_whose_customer_it_is_already(slack: Slack, asha: Person) -> None:
    asha.say("/booking")
    lead = slack.read(lambda store: store.customers.leads_of(ACME)[0].id)
    slack.write(lambda store: store.bookings.change(2, booked_on=TODAY.replace(day=1)))
    assert asha.submit(lead=lead, amount="5 lakh") == {"ok": True}
    assert bookings(slack)[0].customer_id == ACME
    assert_hidden(Forger(asha).say("/ledger", "acme corp"))


def test_a_rep_takes_no_lead_that_booked_into_one_of_their_own(
    slack: Slack, asha: Person, priyas: Belongings, database: Database
) -> None:
    mine = own_lead(slack, asha)
    theirs = slack.read(lambda store: store.customers.leads_of(ACME)[0].id)
    before = rows_of(priyas.company, database)["leads"]
    for one, other, keep in [(mine, theirs, "this"), (theirs, mine, "other")]:
        values = {"lead": str(other), "keep": keep}
        seen = Forger(asha).insist("lead_merge_form", values, metadata=json.dumps({"lead": one}))
        assert "needs the manager role" in seen
    assert rows_of(priyas.company, database)["leads"] == before


# Two at once


def test_two_managers_who_cancel_one_booking_at_once_give_the_money_back_once(slack: Slack, priyas: Belongings) -> None:  # noqa: ARG001
    metadata, values = json.dumps({"booking": 2}), {"reason": "Budget cut", "refund": "77,777"}
    forgers = [Forger(slack.person("priya")), Forger(slack.person("meera", role=Role.MANAGER))]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda by: by.insist("booking_cancel_form", values, metadata=metadata), forgers))
    assert [entry.credit for entry in entries(slack, ACME) if entry.type is EntryType.CREDIT_NOTE] == [AMOUNT]
    assert sum("is cancelled already" in answer for answer in answers) == 1


def test_two_managers_who_reverse_one_entry_at_once_reverse_it_once(slack: Slack, priyas: Belongings) -> None:  # noqa: ARG001
    metadata, values = json.dumps({"entry": 4}), {"reason": "Wrong customer"}
    forgers = [Forger(slack.person("priya")), Forger(slack.person("meera", role=Role.MANAGER))]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda by: by.submit("reversal_form", values, metadata=metadata), forgers))
    assert len([entry for entry in entries(slack, ACME) if entry.reverses_id == 4]) == 1
    assert sum("reversed" in answer for answer in answers) == 1
