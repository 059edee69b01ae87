"""A customer's account by the guide: what is owed, since when, and how bad that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kinds import EntryType
from bot.ledger import (
    Bucket,
    Health,
    LedgerEntry,
    ageing,
    bucket_of,
    days_past_due,
    health,
    in_order,
    outstanding,
    running_balances,
    settle,
)

TODAY = date(2026, 11, 25)
LAKH = 100_000_00


def entry(
    id_: int,
    amount: int,
    *,
    on: date = TODAY,
    due_on: date | None = None,
    reverses: int | None = None,
    type_: EntryType | None = None,
) -> LedgerEntry:
    """A debit of `amount` where it is above zero, else a credit."""
    return LedgerEntry(
        id=id_,
        code=f"LE-{id_:06}",
        customer_id=1,
        type=type_ or (EntryType.INVOICE if amount > 0 else EntryType.PAYMENT),
        entered_on=on,
        debit=max(amount, 0),
        credit=max(-amount, 0),
        due_on=(due_on or on) if amount > 0 else None,
        booking_id=None,
        document=None,
        description=None,
        remarks=None,
        reverses_id=reverses,
    )


def test_the_guides_worked_example_ends_settled() -> None:
    entries = [entry(1, 100_000), entry(2, -60_000), entry(3, -10_000, type_=EntryType.CREDIT_NOTE), entry(4, -30_000)]

    assert running_balances(entries) == [100_000, 40_000, 30_000, 0]
    assert settle(entries).open == ()
    assert outstanding(entries) == 0


def test_without_entries_nothing_is_owed_and_one_is_the_balance() -> None:
    assert running_balances([]) == []
    assert outstanding([]) == 0
    assert running_balances([entry(1, 100_000)]) == [100_000]
    assert outstanding([entry(1, 100_000)]) == 100_000


def test_five_lakh_less_three_less_half_less_one_and_a_half_is_nothing() -> None:
    entries = [entry(1, 500_000), entry(2, -300_000), entry(3, -50_000), entry(4, -150_000)]

    assert running_balances(entries) == [500_000, 200_000, 150_000, 0]


def test_a_backdated_entry_moves_the_balance_of_what_follows() -> None:
    first, second = entry(1, 100), entry(2, 50, on=TODAY + timedelta(days=2))
    late = entry(3, -30, on=TODAY + timedelta(days=1))

    assert running_balances(in_order([first, second])) == [100, 150]
    assert running_balances(in_order([first, second, late])) == [100, 70, 120]


def test_credits_settle_the_oldest_debits_first() -> None:
    old, new = entry(1, 100, on=date(2026, 9, 1)), entry(2, 100, on=date(2026, 11, 1))
    settlement = settle([old, new, entry(3, -130)])

    assert [(debit.entry.id, debit.open) for debit in settlement.open] == [(2, 70)]
    assert settlement.unapplied == 0


def test_a_credit_that_finds_nothing_to_settle_waits_for_the_next_debit() -> None:
    advance = entry(1, -100)

    assert settle([advance]).unapplied == 100
    assert settle([advance, entry(2, 60)]).unapplied == 40
    assert settle([advance, entry(2, 60)]).outstanding == -40


def test_a_reversed_invoice_is_owed_by_nobody_and_settled_by_no_payment() -> None:
    wrong, right = entry(1, 100), entry(2, 80)
    settlement = settle([wrong, right, entry(3, -100, reverses=1), entry(4, -30)])

    assert [(debit.entry.id, debit.open) for debit in settlement.open] == [(2, 50)]


def test_a_reversed_payment_leaves_the_invoice_open_since_its_own_date() -> None:
    invoice = entry(1, 100, on=date(2026, 9, 1))
    settlement = settle([invoice, entry(2, -100, on=date(2026, 9, 5)), entry(3, 100, reverses=2)])

    assert [(debit.entry.id, debit.open) for debit in settlement.open] == [(1, 100)]
    assert days_past_due(settlement.open[0], TODAY) == 85


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-5, Bucket.NOT_DUE),
        (0, Bucket.NOT_DUE),
        (1, Bucket.UP_TO_30),
        (30, Bucket.UP_TO_30),
        (31, Bucket.UP_TO_60),
        (60, Bucket.UP_TO_60),
        (61, Bucket.UP_TO_90),
        (90, Bucket.UP_TO_90),
        (91, Bucket.OVER_90),
    ],
)
def test_an_amount_ages_by_the_days_past_its_due_date(days: int, bucket: Bucket) -> None:
    assert bucket_of(days) is bucket


@pytest.mark.parametrize(
    ("owed", "oldest_days", "expected"),
    [
        (0, 0, Health.GOOD),
        (LAKH // 2 - 1, 30, Health.GOOD),
        (LAKH // 2, 0, Health.MONITOR),
        (LAKH, 0, Health.MONITOR),
        (LAKH + 1, 0, Health.HIGH_RISK),
        (100, 31, Health.ESCALATE),
        (5 * LAKH, 31, Health.ESCALATE),
        (-LAKH, 0, Health.GOOD),
    ],
)
def test_health_is_the_guides(owed: int, oldest_days: int, expected: Health) -> None:
    assert health(owed, oldest_days=oldest_days, good_below=LAKH // 2, risk_above=LAKH) is expected


histories = st.lists(
    st.tuples(
        st.integers(min_value=-10_000, max_value=10_000).filter(bool),
        st.integers(min_value=0, max_value=200),
        st.integers(min_value=0, max_value=60),
        st.booleans(),
    ),
    max_size=40,
)


@given(histories)
def test_buckets_less_unapplied_credit_are_what_is_outstanding_for_any_history(
    told: list[tuple[int, int, int, bool]],
) -> None:
    entries: list[LedgerEntry] = []
    for id_, (amount, days_ago, terms, reverse) in enumerate(told, start=1):
        on = TODAY - timedelta(days=days_ago)
        taken = {found.reverses_id for found in entries}
        free = [found for found in entries if found.reverses_id is None and found.id not in taken]
        made = entry(id_, amount, on=on, due_on=on + timedelta(days=terms))
        if reverse and free:
            made = entry(id_, -free[0].amount, on=on, reverses=free[0].id)
        entries.append(made)
    ordered = in_order(entries)
    settlement = settle(ordered)

    owed = sum(found.debit - found.credit for found in entries)
    assert sum(ageing(settlement, TODAY).values()) - settlement.unapplied == owed
    assert (running_balances(ordered) or [0])[-1] == owed == settlement.outstanding
    assert all(0 < debit.open <= debit.entry.debit for debit in settlement.open)


def test_a_debit_without_a_due_date_is_due_on_its_own_day() -> None:
    settlement = settle([replace(entry(1, 100, on=TODAY - timedelta(days=40)), due_on=None)])

    assert ageing(settlement, TODAY)[Bucket.UP_TO_60] == 100
