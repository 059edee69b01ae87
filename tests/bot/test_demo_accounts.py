"""The demo's sales and ledger: on any day, what was sold is paid for, but for the few who are meant to owe."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import pytest

from bot.demo.accounts import ToldEntry
from bot.demo.contoso import CONTOSO
from bot.demo.northwind import NORTHWIND
from bot.demo.story import Story, tell
from bot.kinds import BookingStatus, EntryType
from bot.ledger import LedgerEntry, days_past_due, settle

DAYS = [date(2026, 11, 23), date(2026, 11, 15), date(2027, 1, 1), date(2027, 7, 20), date(2028, 2, 29)]
MARKETS = {"northwind": NORTHWIND, "contoso": CONTOSO}
any_day = pytest.mark.parametrize("today", DAYS, ids=str)
either_market = pytest.mark.parametrize("market", MARKETS)


@cache
def story(market: str, today: date) -> Story:
    told = MARKETS[market]
    return tell(told, reps=("asha", "vikram", "meera", "rohan")[: len(told.loads)], today=today, seed=7)


def accounts(told: Story) -> dict[str, list[LedgerEntry]]:
    """The entries of each customer, in order."""
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in told.entries:
        journey = told.journeys[entry.journey]
        found[journey.company or journey.name].append(written(entry))
    return found


def written(told: ToldEntry) -> LedgerEntry:
    return LedgerEntry(
        id=told.number,
        code=f"LE-{told.number:06}",
        customer_id=told.journey,
        type=told.type,
        entered_on=told.on,
        debit=told.amount if told.is_debit else 0,
        credit=0 if told.is_debit else told.amount,
        due_on=told.due_on,
        booking_id=None,
        document=told.document,
        description=told.description,
        remarks=told.remarks,
        reverses_id=told.reverses,
    )


@any_day
@either_market
def test_every_entry_could_have_been_typed_into_the_form(market: str, today: date) -> None:
    entries = story(market, today).entries
    assert len(entries) > 100
    assert all(entry.amount > 0 and entry.on <= today for entry in entries)
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    for entry in entries:
        assert entry.due_on is None or (entry.is_debit and entry.due_on >= entry.on)
        if entry.type in (EntryType.INVOICE, EntryType.DEBIT_NOTE):
            assert entry.is_debit
        elif entry.reverses is None and entry.type is not EntryType.ADJUSTMENT:
            assert not entry.is_debit


@any_day
@either_market
def test_invoices_are_numbered_in_order_of_time(market: str, today: date) -> None:
    numbers = [entry.document for entry in story(market, today).entries if entry.type is EntryType.INVOICE]
    prefix = MARKETS[market].billing.prefix
    assert numbers == [f"{prefix}-{number:04}" for number in range(1, len(numbers) + 1)]


@any_day
@either_market
def test_only_the_debts_are_open_and_as_late_as_they_are_meant_to_be(market: str, today: date) -> None:
    debts = {(debt.due_in, debt.amount - debt.paid) for debt in MARKETS[market].billing.debts}
    found = [debit for entries in accounts(story(market, today)).values() for debit in settle(entries).open]
    assert {(-days_past_due(debit, today), debit.open) for debit in found} == debts
    assert len({debit.entry.customer_id for debit in found}) == len(debts)


@any_day
def test_one_customer_of_northwind_owes_more_than_a_lakh_and_some_are_late(today: date) -> None:
    found = [debit for entries in accounts(story("northwind", today)).values() for debit in settle(entries).open]
    assert sum(debit.open > 1_00_000_00 for debit in found) == 1
    assert sum(days_past_due(debit, today) > 0 for debit in found) == 5


@any_day
@either_market
def test_at_most_one_customer_has_paid_ahead(market: str, today: date) -> None:
    told = story(market, today)
    left = [settle(entries).unapplied for entries in accounts(told).values() if settle(entries).unapplied]
    pending = any(journey.sale and journey.sale.status is BookingStatus.PENDING for journey in told.journeys)
    # Between a cancellation and its refund, that money is the customer's too.
    notes = [entry for entry in told.entries if entry.type is EntryType.CREDIT_NOTE]
    on_its_way = [entry.amount for entry in notes if (today - entry.on).days < 6]
    assert [amount for amount in left if amount not in on_its_way] == [MARKETS[market].billing.advance] * pending


@any_day
@either_market
def test_a_mistake_was_reversed_on_the_next_day(market: str, today: date) -> None:
    entries = story(market, today).entries
    (reversal,) = (entry for entry in entries if entry.reverses is not None)
    (twice,) = (entry for entry in entries if entry.number == reversal.reverses)
    assert (reversal.amount, reversal.on) == (twice.amount, twice.on + timedelta(days=1))
    assert (reversal.is_debit, twice.is_debit, reversal.remarks) == (True, False, "Typed twice")
    alike = [entry for entry in entries if (entry.document, entry.on) == (twice.document, twice.on)]
    assert len(alike) == 2


@any_day
def test_a_cancelled_booking_is_credited_and_the_money_goes_back(today: date) -> None:
    told = story("northwind", today)
    notes = [entry for entry in told.entries if entry.type is EntryType.CREDIT_NOTE]
    assert len(notes) > 3
    for note in notes:
        journey = told.journeys[note.journey]
        own = [entry for entry in told.entries if entry.journey == note.journey]
        paid = sum(entry.amount for entry in own if entry.type is EntryType.PAYMENT and entry.on <= note.on)
        back = sum(entry.amount for entry in own if entry.type is EntryType.ADJUSTMENT)
        assert journey.sale is not None
        assert (journey.sale.status, journey.last_step.on) == (BookingStatus.CANCELLED, note.on)
        assert note.amount <= paid
        assert back == (note.amount if (today - note.on).days >= 6 else 0)


@any_day
@either_market
def test_nobody_pays_more_for_a_booking_than_it_costs_and_a_completed_one_is_paid_in_full(
    market: str, today: date
) -> None:
    told = story(market, today)
    of_sale = {plan.words for plan in MARKETS[market].billing.installments}
    for place, journey in enumerate(told.journeys):
        if journey.sale is None:
            continue
        invoiced = sum(
            entry.amount for entry in told.entries if entry.journey == place and entry.description in of_sale
        )
        assert invoiced <= journey.sale.amount
        if journey.sale.status is BookingStatus.COMPLETED:
            assert invoiced == journey.sale.amount


@any_day
@either_market
def test_what_is_completed_was_handed_over_and_what_stands_will_be(market: str, today: date) -> None:
    for journey in story(market, today).journeys:
        sale = journey.sale
        if sale is None:
            continue
        assert sale.delivery_on is not None
        assert sale.delivery_on >= (journey.booked_on or today)
        assert sale.address
        assert 1 <= sale.count <= 2
        if sale.status is BookingStatus.COMPLETED:
            assert sale.delivery_on <= today
        elif sale.status is not BookingStatus.CANCELLED:
            assert sale.delivery_on > today


def test_some_buy_two() -> None:
    counts = [journey.sale.count for journey in story("northwind", DAYS[0]).journeys if journey.sale]
    assert 5 < counts.count(2) < 30
