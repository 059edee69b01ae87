"""The guide's ledger: its two worked examples, its advice, its common mistakes and its troubleshooting."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from bot.kinds import Role
from tests.handlers.accounts import add_booking, add_customer, count_entries, enter, fill, statement, table
from tests.handlers.booked import balance, entries
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def priya(slack: Slack) -> Person:
    add_customer(slack)
    return slack.person("priya", role=Role.MANAGER)


def balances(message: Json) -> list[str]:
    """The running balance of the statement, without its totals."""
    return [row[3] for row in table(message)[:-1]]


def replies(priya: Person, *entered: tuple[str, str]) -> list[str]:
    """What each entry was answered with: the line that says the balance."""
    told = []
    for number, (type_, amount) in enumerate(entered, start=1):
        enter(priya, type_, amount, entered_on=f"2026-11-{number:02}")
        told.append(texts(priya.last()).splitlines()[1])
    return told


def test_running_balance_is_previous_balance_plus_debits_minus_credits_as_in_the_example(priya: Person) -> None:
    said = replies(priya, ("invoice", "100k"), ("payment", "60k"), ("credit_note", "10k"), ("payment", "30k"))
    assert said == [
        "*Acme Corp* owes *₹1,00,000* now · 🟡 monitor (₹50,000 or more)",
        "*Acme Corp* owes *₹40,000* now · 🟢 good",
        "*Acme Corp* owes *₹30,000* now · 🟢 good",
        "*Acme Corp* owes nothing now · 🟢 good",
    ]
    assert balances(statement(priya)) == ["₹1,00,000", "₹40,000", "₹30,000", "₹0"]


def test_the_visual_example_five_lakh_less_three_less_a_half_less_one_and_a_half_is_settled(
    slack: Slack, priya: Person
) -> None:
    replies(priya, ("invoice", "500,000"), ("payment", "300,000"), ("credit_note", "50,000"), ("payment", "150,000"))
    assert balances(statement(priya)) == ["₹5,00,000", "₹2,00,000", "₹1,50,000", "₹0"]
    assert table(priya.last())[-1][1:4] == ["₹5,00,000", "₹5,00,000", "₹0"]
    assert balance(slack) == 0


def test_a_backdated_entry_moves_the_balance_of_what_follows(priya: Person) -> None:
    enter(priya, "invoice", "100k", entered_on="2026-11-01")
    enter(priya, "payment", "60k", entered_on="2026-11-20")
    enter(priya, "credit_note", "10k", entered_on="2026-11-10")
    assert [(row[5], row[3]) for row in table(statement(priya))[:-1]] == [
        ("LE-000001", "₹1,00,000"),
        ("LE-000003", "₹90,000"),
        ("LE-000002", "₹30,000"),
    ]


@pytest.mark.parametrize(
    ("type_", "meaning", "after"),
    [
        ("invoice", "customer owes", "₹1,100"),
        ("payment", "customer paid", "₹900"),
        ("credit_note", "refund or adjustment", "₹900"),
        ("debit_note", "additional charge", "₹1,100"),
    ],
)
def test_a_transaction_type_decides_debit_or_credit(priya: Person, type_: str, meaning: str, after: str) -> None:
    enter(priya, "invoice", "1,000", document="the first")
    enter(priya, type_, "100", description=meaning)
    assert balances(statement(priya))[-1] == after


@pytest.mark.parametrize(("side", "after"), [("debit", "₹1,100"), ("credit", "₹900")])
def test_an_adjustment_is_a_manual_correction_that_says_its_side(priya: Person, side: str, after: str) -> None:
    enter(priya, "invoice", "1,000")
    enter(priya, "adjustment", "100", side=side)
    assert balances(statement(priya))[-1] == after


@pytest.mark.parametrize(
    ("amount", "health"),
    [("49,999.99", "🟢 good"), ("50k", "🟡 monitor"), ("100k", "🟡 monitor"), ("100,000.01", "🟠 high risk")],
)
def test_outstanding_below_50k_is_good_up_to_100k_to_monitor_above_it_high_risk(
    priya: Person, amount: str, health: str
) -> None:
    enter(priya, "invoice", amount)
    assert texts(statement(priya)).splitlines()[1].partition(" · ")[2].startswith(health)


@pytest.mark.parametrize(("due_on", "escalates"), [("2026-10-26", False), ("2026-10-25", True)])
def test_more_than_thirty_days_past_due_is_escalated_whatever_the_amount(
    priya: Person, due_on: str, escalates: bool
) -> None:
    enter(priya, "invoice", "1", entered_on="2026-10-01", due_on=due_on)
    assert ("🔴 escalate" in texts(statement(priya))) is escalates


def test_advice_use_sequential_codes(slack: Slack, priya: Person) -> None:
    for number in range(3):
        enter(priya, "invoice", f"{number + 1}00")
        fill(priya, "invoice", "nothing")
        priya.close()
    assert [entry.code for entry in entries(slack)] == ["LE-000001", "LE-000002", "LE-000003"]


def test_advice_never_leave_the_date_blank(slack: Slack, priya: Person) -> None:
    priya.say("/ledger")
    priya.choose("type", "payment")
    answer = priya.submit(customer=1, amount="100", entered_on="")
    assert answer.get("errors") or not answer["ok"]
    assert count_entries(slack) == 0


def test_advice_keep_the_ledger_current_so_the_date_is_today_by_itself(priya: Person) -> None:
    assert enter(priya, "payment", "100").entered_on == date(2026, 11, 25)


def test_advice_debits_and_credits_add_up(priya: Person) -> None:
    replies(priya, ("invoice", "500k"), ("debit_note", "20k"), ("payment", "300k"), ("credit_note", "50k"))
    (total,) = table(statement(priya))[-1:]
    assert total[1:4] == ["₹5,20,000", "₹3,50,000", "₹1,70,000"]


def test_advice_link_the_entry_to_its_source_document(slack: Slack, priya: Person) -> None:
    booking = add_booking(slack)
    enter(priya, "invoice", "100k", booking=booking.id, document="INV-2026-12")
    priya.say("/ledger LE-000001")
    assert "📄 INV-2026-12 · BK-2026-0001" in texts(priya.last())
    assert table(statement(priya))[0][4] == "Invoice, due 25 Dec 2026 · INV-2026-12 · BK-2026-0001"


def test_advice_add_a_description_for_clarity(priya: Person) -> None:
    enter(priya, "debit_note", "5k", description="Parking, second slot")
    assert table(statement(priya))[0][4] == "Debit note, due 25 Dec 2026 · Parking, second slot"


def test_advice_verify_the_running_balance(slack: Slack, priya: Person) -> None:
    replies(priya, ("invoice", "500k"), ("payment", "300k"), ("debit_note", "1"), ("payment", "1.50"))
    found = entries(slack)
    running = list(itertools.accumulate(entry.debit - entry.credit for entry in found))
    assert balance(slack) == running[-1]


def test_common_mistake_an_incorrect_balance_is_mended_by_a_reversal_not_by_an_edit(
    slack: Slack, priya: Person
) -> None:
    enter(priya, "invoice", "500k", entered_on="2026-11-01")
    enter(priya, "payment", "300k", entered_on="2026-11-02", document="typed one zero too many")
    priya.say("/ledger reverse LE-000002")
    priya.submit(reason="It was 30,000")
    enter(priya, "payment", "30k", entered_on="2026-11-02")
    assert [(row[5], row[3]) for row in table(statement(priya))[:-1]] == [
        ("LE-000001", "₹5,00,000"),
        ("LE-000002", "₹2,00,000"),
        ("LE-000004", "₹1,70,000"),
        ("LE-000003", "₹4,70,000"),
    ]
    assert balance(slack) == 470_000_00


def test_troubleshooting_amounts_are_positive(slack: Slack, priya: Person) -> None:
    for amount in ("-100", "0"):
        assert "amount" in fill(priya, "invoice", amount)["errors"]
        priya.close()
    assert count_entries(slack) == 0


def test_troubleshooting_no_entry_is_made_twice_unasked(slack: Slack, priya: Person) -> None:
    enter(priya, "payment", "60k")
    fill(priya, "payment", "60k")
    assert "Enter it once more only if it happened twice." in texts(priya.form)
    assert len(entries(slack)) == 1


def test_outstanding_ar_is_the_sum_of_debits_less_credits_of_all_customers(slack: Slack, priya: Person) -> None:
    zenith = add_customer(slack, "Zenith")
    enter(priya, "invoice", "100k")
    enter(priya, "payment", "60k")
    enter(priya, "payment", "5k", customer=zenith.id)
    assert "₹35,000 outstanding in all" in texts(list_of(priya))


def list_of(priya: Person) -> Json:
    priya.say("/customer list")
    return priya.last()
