"""One customer's account as a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.kinds import EntryType
from bot.ledger import Health, LedgerEntry, account_of, ageing, in_order, outstanding, settle
from bot.ledger_report import ledger_report
from bot.pictures import BalanceChart
from bot.report import Report
from bot.statement import Statement, customer_health
from tests.bot.reports import table_texts, titles
from tests.bot.test_ledger import TODAY, entry
from tests.bot.test_statement import TERMS, statement


def account(*entries: LedgerEntry) -> Statement:
    """The statement of these entries alone."""
    ordered = in_order(entries)
    settlement = settle(ordered)
    return replace(
        statement(),
        lines=account_of(ordered)[1],
        closing=outstanding(ordered),
        buckets=ageing(settlement, TODAY),
        unapplied=settlement.unapplied,
        health=customer_health(ordered, TERMS, TODAY),
    )


GUIDE = account(
    entry(1, 100_000_00, on=date(2026, 11, 1)),
    entry(2, -60_000_00, on=date(2026, 11, 5)),
    entry(3, -10_000_00, on=date(2026, 11, 9), type_=EntryType.CREDIT_NOTE),
    entry(4, -30_000_00, on=date(2026, 11, 20)),
)


def balances(found: Report) -> list[str]:
    assert isinstance(found.chart, BalanceChart)
    return [point.text for point in found.chart.points]


def test_the_guides_account_goes_down_to_nothing() -> None:
    found = ledger_report(GUIDE, TERMS)

    assert (found.title, found.subtitle) == ("Ledger", "Acme Corp (C-7) · up to 25 Nov 2026")
    assert balances(found) == ["₹1,00,000", "₹40,000", "₹30,000", "₹0"]
    assert found.headline == "Acme Corp owes nothing"
    assert found.findings == (
        "The account is in good health.",
        "In all ₹1,00,000 was debited and ₹1,00,000 credited.",
    )
    assert titles(found) == ["Date", "Debit", "Credit", "Balance", "What", "Entry"]
    assert table_texts(found)[-1] == ["Total", "₹1,00,000", "₹1,00,000", "₹0", "", ""]


def test_what_is_long_past_due_is_in_the_headline() -> None:
    found = ledger_report(account(entry(1, 80_000_00, on=date(2026, 9, 1)), entry(2, 20_000_00)), TERMS)

    assert found.headline == "Acme Corp owes ₹1,00,000, ₹80,000 of it more than 30 days past due"
    assert found.findings[:2] == (
        "The account is to be escalated: ₹80,000 of it is more than 30 days past due.",
        "Open: ₹20,000 not due, ₹80,000 61–90 days past due.",
    )


def test_an_account_that_is_long_past_due_as_a_whole_says_so() -> None:
    found = ledger_report(account(entry(1, 80_000_00, on=date(2026, 9, 1))), TERMS)

    assert found.headline == "Acme Corp owes ₹80,000, all of it more than 30 days past due"
    assert found.findings[0] == "The account is to be escalated: all of it is more than 30 days past due."


@pytest.mark.parametrize(
    ("due_on", "finding"),
    [
        (date(2026, 12, 1), "The account is a high risk: it owes more than ₹1,00,000, nothing late yet."),
        (date(2026, 11, 20), "The account is a high risk: it owes more than ₹1,00,000."),
    ],
)
def test_a_high_risk_says_why_and_whether_anything_is_late(due_on: date, finding: str) -> None:
    found = ledger_report(account(entry(1, 200_000_00, on=date(2026, 11, 1), due_on=due_on)), TERMS)
    assert found.findings[0] == finding


def test_a_customer_who_paid_ahead_has_credit() -> None:
    found = ledger_report(account(entry(1, -5_000_00)), TERMS)

    assert found.headline == "Acme Corp has ₹5,000 of credit"
    assert balances(found) == ["−₹5,000"]


def test_a_statement_from_a_day_on_begins_with_what_was_brought_forward() -> None:
    told = replace(statement(start=date(2026, 11, 1)), opening=200_000_00, lines=statement().lines[2:])
    found = ledger_report(told, TERMS)

    assert balances(found) == ["₹2,00,000", "₹1,50,000"]
    assert found.findings[-1] == (
        "Since 1 Nov 2026 ₹0 was debited and ₹50,000 credited; the balance went from ₹2,00,000 to ₹1,50,000."
    )


def test_a_day_with_several_entries_is_one_step() -> None:
    found = ledger_report(account(entry(1, 50_000_00), entry(2, -20_000_00)), TERMS)
    assert balances(found) == ["₹30,000"]


def test_the_alternative_text_says_the_balances() -> None:
    assert ledger_report(GUIDE, TERMS).alt_text == (
        "Balance of Acme Corp (C-7) · up to 25 Nov 2026. Acme Corp owes nothing. 1 Nov 2026: ₹1,00,000. "
        "5 Nov 2026: ₹40,000. 9 Nov 2026: ₹30,000. 20 Nov 2026: ₹0."
    )


def test_an_account_without_entries_says_how_to_enter_one() -> None:
    found = ledger_report(account(), TERMS)

    assert (found.headline, found.findings) == (
        "Acme Corp owes nothing",
        ("Acme Corp has no entry. Enter an invoice with /ledger.",),
    )
    assert (found.chart, found.table, found.alt_text) == (None, None, "")


def test_every_health_has_its_sentence() -> None:
    sentences = {ledger_report(replace(GUIDE, health=health), TERMS).findings[0] for health in Health}
    assert len(sentences) == len(Health)
