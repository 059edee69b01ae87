"""Who owes what since when, over all customers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ageing_report import MOST_ROWS, ageing_report
from bot.ledger import Bucket, Health, Terms
from bot.pictures import NO_BAR, BarsChart
from bot.receivables import OpenAccount, together, worst_first
from bot.report import Report
from tests.bot.reports import make_scope, table_texts, titles

TERMS = Terms(good_below=50_000_00, risk_above=100_000_00, payment_days=30)


def account(customer: str, open_in: dict[Bucket, int], *, days: int = 0, unapplied: int = 0) -> OpenAccount:
    return OpenAccount(
        customer=customer,
        code=f"C-{customer}",
        buckets=dict.fromkeys(Bucket, 0) | open_in,
        unapplied=unapplied,
        oldest_days=days,
    )


LATE = account("Late", {Bucket.UP_TO_60: 20_000_00, Bucket.NOT_DUE: 5_000_00}, days=45)
LARGE = account("Large", {Bucket.NOT_DUE: 150_000_00})
MIDDLE = account("Middle", {Bucket.UP_TO_30: 50_000_00}, days=3)
SMALL = account("Small", {Bucket.NOT_DUE: 10_000_00})
PAID = account("Paid ahead", {}, unapplied=7_000_00)
EVERYONE = (SMALL, PAID, LARGE, MIDDLE, LATE)


def report(accounts: tuple[OpenAccount, ...] = EVERYONE, month_ago: int | None = None, **changed: int) -> Report:
    return ageing_report(accounts, month_ago, terms=TERMS, scope=make_scope(), **changed)


def test_of_equal_health_the_oldest_debt_comes_first_and_then_who_owes_the_most() -> None:
    late = [replace(LATE, customer=f"{days} days", oldest_days=days) for days in (47, 103, 74)]
    early = [replace(LARGE, customer=f"due in {days}", oldest_days=-days) for days in (1, 9)]
    larger = account("larger", {Bucket.NOT_DUE: 160_000_00})

    ordered = [one.customer for one in worst_first([*early, *late, larger], TERMS)]
    assert ordered == ["103 days", "74 days", "47 days", "larger", "due in 1", "due in 9"]
    assert "By health, then by days past due, the oldest first." in report().definitions


def test_the_guides_health_decides_the_order() -> None:
    ordered = worst_first(EVERYONE, TERMS)

    assert [(one.customer, one.health(TERMS)) for one in ordered] == [
        ("Late", Health.ESCALATE),
        ("Large", Health.HIGH_RISK),
        ("Middle", Health.MONITOR),
        ("Small", Health.GOOD),
        ("Paid ahead", Health.GOOD),
    ]


def test_each_customer_has_a_line_and_buckets_less_credit_are_outstanding() -> None:
    found = report()

    assert titles(found) == [
        *("Customer", "Owes", "Days", "Health"),
        *("Not due", "1–30", "31–60", "61–90", "Over 90", "Not applied", "Code"),
    ]
    assert table_texts(found)[0] == [
        *("Late", "₹25,000", "45", "Escalate", "₹5,000", "—", "₹20,000", "—", "—", "—", "C-Late")
    ]
    assert table_texts(found)[-2] == [
        *("Paid ahead", "−₹7,000", "—", "Good", "—", "—", "—", "—", "—", "₹7,000", "C-Paid ahead")
    ]
    assert table_texts(found)[-1] == [
        *("Total", "₹2,28,000", "—", "", "₹1,65,000", "₹50,000", "₹20,000", "—", "—", "₹7,000", "")
    ]


def test_what_is_long_past_due_is_the_finding() -> None:
    found = report(month_ago=190_000_00)

    assert (found.title, found.subtitle) == ("Ageing", "As of 25 Nov 2026")
    assert found.headline == "4 customers owe ₹2,35,000, ₹20,000 of it more than 30 days past due"
    assert found.findings == (
        "Late (C-Late) owes ₹25,000, the oldest of it 45 days past due: to escalate.",
        "5 customers: 1 to escalate, 1 high risk (more than ₹1,00,000, nothing late yet), 1 to monitor, 2 good.",
        "₹2,28,000 is outstanding in all, with ₹7,000 of others' credit taken off; that is 20 % more than 30 days ago.",
    )


@pytest.mark.parametrize(
    ("accounts", "headline", "first"),
    [
        (
            (SMALL,),
            "1 customer owes ₹10,000, none of it more than 30 days past due",
            "1 customer: 1 good.",
        ),
        (
            (LARGE,),
            "1 customer owes ₹1,50,000, none of it more than 30 days past due",
            "Large (C-Large) owes ₹1,50,000, more than ₹1,00,000, nothing late yet: high risk.",
        ),
        ((PAID,), "Nobody owes anything; customers have ₹7,000 of credit", "1 customer: 1 good."),
    ],
)
def test_one_customer(accounts: tuple[OpenAccount, ...], headline: str, first: str) -> None:
    found = report(accounts)
    assert (found.headline, found.findings[0]) == (headline, first)


def test_all_that_is_late_is_told_as_all() -> None:
    found = report((account("Late", {Bucket.OVER_90: 20_000_00}, days=99),))
    assert found.headline == "1 customer owes ₹20,000, all of it more than 30 days past due"


def test_the_picture_says_how_its_bars_come_to_what_is_outstanding() -> None:
    charts = [report(accounts).chart for accounts in (EVERYONE, (SMALL,))]
    assert [chart.subtitle for chart in charts if chart] == [
        "Open by days past due: ₹2,35,000, less ₹7,000 of credit = ₹2,28,000 outstanding · 25 Nov 2026",
        "Open by days past due: ₹10,000 · 25 Nov 2026",
    ]


def test_more_credit_than_debt_leaves_nothing_outstanding() -> None:
    found = report((SMALL, replace(PAID, unapplied=90_000_00)), month_ago=5)
    assert found.findings[-1] == "Others have ₹90,000 of credit, so that nothing is outstanding in all."


def test_without_debts_the_report_says_what_to_do() -> None:
    found = report(())
    assert (found.headline, found.findings, found.table) == (
        "Nothing is outstanding",
        ("No customer owes anything. Enter an invoice with /ledger.",),
        None,
    )


def test_credit_alone_is_not_drawn() -> None:
    assert report((PAID,)).chart is None


def many(count: int) -> tuple[OpenAccount, ...]:
    return tuple(replace(LARGE, customer=f"Customer {number:03}", code=f"C-{number}") for number in range(count))


def test_the_picture_has_15_customers_and_the_others_in_a_last_bar() -> None:
    found = report(many(20))

    assert isinstance(found.chart, BarsChart)
    assert [bar.name for bar in found.chart.bars][::15] == ["Customer 000", "and 5 more"]
    assert (found.chart.bars[-1].figure, found.chart.bars[-1].parts) == ("₹7.5L", NO_BAR)
    assert found.chart.part_names[0] == "not due ₹30L"
    assert "not due ₹30L" in found.alt_text


@pytest.mark.parametrize(("count", "lines", "last"), [(98, 98, "Customer 097"), (99, 98, "and 2 more")])
def test_a_message_shows_98_lines_and_the_others_add_up_in_the_last(count: int, lines: int, last: str) -> None:
    texts = table_texts(report(many(count)))
    assert (len(texts) - 1, texts[-2][0]) == (lines, last)


def test_a_file_takes_every_line() -> None:
    assert len(table_texts(report(many(120), most_rows=1_000))) == 121


AMOUNTS = st.integers(0, 10**13)
ACCOUNTS = st.lists(
    st.builds(
        OpenAccount,
        customer=st.text(max_size=100),
        code=st.just("C-1"),
        buckets=st.fixed_dictionaries(dict.fromkeys(Bucket, AMOUNTS)),
        unapplied=AMOUNTS,
        oldest_days=st.integers(-100, 1_000),
    ),
    min_size=1,
    max_size=120,
)


@settings(max_examples=40)
@given(ACCOUNTS)
def test_totals_add_up_exactly_whatever_is_left_out(accounts: list[OpenAccount]) -> None:
    found = ageing_report(accounts, 5, terms=TERMS, scope=make_scope())
    total = together(accounts, "Total")

    assert found.table is not None
    assert len(found.table.rows) <= MOST_ROWS
    assert total.outstanding == sum(account.outstanding for account in accounts)
    for place in (1, *range(4, 10)):
        values = [row[place].value or 0 for row in found.table.rows]
        assert sum(values) == (found.table.total[place].value or 0)
    assert len(found.alt_text) <= 2_000
    assert 1 <= len(found.findings) <= 3
