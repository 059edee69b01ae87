"""The ledger of a demo story: what was invoiced for each sale and how it was paid, and the few who still owe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bot.demo.deck import Deck
from bot.demo.market import Debt, Installment, Market
from bot.journeys import Journey, Sale
from bot.kinds import BookingStatus, EntryType

PAYS_AFTER = (2, 21)
"""Days from an invoice to its last payment."""

PAYS_IN_PARTS = 0.4
KEPT_PERCENT = 10
"""What is not given back of a booking that was cancelled, now and then."""

KEEPS_SOME = 0.3
REFUNDED_AFTER = timedelta(days=6)
LATELY = timedelta(days=300)
BILLED = (BookingStatus.CONFIRMED, BookingStatus.COMPLETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """An entry of the customer of a journey: `journey` is its place in the story, `amount` in minor units.

    `due_on` stands on debits only. What is `beside` the sale names no booking.
    `reverses` is the number of the one that it takes back.
    """

    number: int = 0
    journey: int
    type: EntryType
    on: date
    amount: int
    due_on: date | None = None
    document: str | None = None
    description: str | None = None
    remarks: str | None = None
    is_debit: bool
    beside: bool = False
    reverses: int | None = None


class Bookkeeper:
    """Keeps the books of one market up to a today. What it invoices is paid by then, except for the market's debts."""

    def __init__(self, market: Market, rng: Random, *, today: date) -> None:
        self._billing = market.billing
        self._rounding = market.rounding
        self._rng = rng
        self._today = today
        self._ways = Deck(rng, market.billing.ways)

    def keep(self, journeys: Sequence[Journey]) -> tuple[ToldEntry, ...]:
        """All entries in the order of their days, numbered; invoices have numbers of their own."""
        entries = [entry for place, journey in enumerate(journeys) for entry in self._sold(place, journey)]
        entries += self._advance(journeys)
        settled = self._settled(journeys, entries)
        for debt in self._billing.debts:
            entries += self._owed(debt, settled)
        ordered = sorted(entries, key=lambda entry: entry.on)
        told = [replace(entry, number=number) for number, entry in enumerate(ordered)]
        return tuple(self._with_invoice_numbers([*told, *self._mistake(told)]))

    def _sold(self, place: int, journey: Journey) -> Iterator[ToldEntry]:
        sale, booked_on = journey.sale, journey.booked_on
        if sale is None or booked_on is None or sale.status is BookingStatus.PENDING:
            return
        plan = self._billing.installments if sale.status in BILLED else self._billing.installments[:1]
        left = sale.amount
        for installment in plan:
            on = booked_on + timedelta(days=installment.after_days)
            amount = left if installment is self._billing.installments[-1] else self._share(sale, installment)
            paid_on = on + timedelta(days=self._rng.randint(*PAYS_AFTER))
            if paid_on > self._last_day(journey):
                return
            left -= amount
            yield self._invoice(place, installment.words, on, amount)
            yield from self._payments(place, on, paid_on, amount)
        if sale.status is BookingStatus.CANCELLED:
            yield from self._refund(place, journey, sale.amount - left)

    def _share(self, sale: Sale, installment: Installment) -> int:
        return sale.amount * installment.percent // 100 // self._rounding * self._rounding

    def _last_day(self, journey: Journey) -> date:
        """After which nothing is invoiced or paid: today, or when the booking was cancelled."""
        return journey.last_step.on if journey.is_called_off else self._today

    def _invoice(self, place: int, words: str, on: date, amount: int) -> ToldEntry:
        due_on = on + timedelta(days=self._billing.payment_days)
        return ToldEntry(
            journey=place, type=EntryType.INVOICE, on=on, amount=amount, due_on=due_on, description=words, is_debit=True
        )

    def _payments(self, place: int, invoiced_on: date, paid_on: date, amount: int) -> Iterator[ToldEntry]:
        """All of the amount, now and then in two parts."""
        first = amount * self._rng.choice((30, 40, 50, 60)) // 100 // self._rounding * self._rounding
        if self._rng.random() < PAYS_IN_PARTS and 0 < first < amount:
            between = invoiced_on + timedelta(days=self._rng.randint(0, (paid_on - invoiced_on).days))
            yield self._payment(place, between, first)
            amount -= first
        yield self._payment(place, paid_on, amount)

    def _payment(self, place: int, on: date, amount: int, *, words: str | None = None) -> ToldEntry:
        receipt = f"{self._ways.draw()} {self._rng.randrange(100_000, 1_000_000)}"
        return ToldEntry(
            journey=place,
            type=EntryType.PAYMENT,
            on=on,
            amount=amount,
            document=receipt,
            description=words,
            is_debit=False,
        )

    def _refund(self, place: int, journey: Journey, paid: int) -> Iterator[ToldEntry]:
        """The credit note of the day on which it was cancelled, and the money on its way back."""
        kept = KEPT_PERCENT if self._rng.random() < KEEPS_SOME else 0
        amount = paid * (100 - kept) // 100
        if not amount:
            return
        cancelled_on = journey.last_step.on
        note = ToldEntry(
            journey=place,
            type=EntryType.CREDIT_NOTE,
            on=cancelled_on,
            amount=amount,
            description="Booking cancelled",
            remarks="Full refund" if not kept else f"Refund less {kept} % for our costs",
            is_debit=False,
        )
        yield note
        back_on = cancelled_on + REFUNDED_AFTER
        if back_on <= self._today:
            yield replace(
                self._payment(place, back_on, amount, words="Refund paid"), type=EntryType.ADJUSTMENT, is_debit=True
            )

    def _settled(self, journeys: Sequence[Journey], entries: Sequence[ToldEntry]) -> dict[int, date]:
        """The journeys of customers who bought once and paid so far, with the day of their last entry."""
        buyers = Counter(journey.company or journey.name for journey in journeys if journey.sale)
        once = {place for place, journey in enumerate(journeys) if buyers[journey.company or journey.name] == 1}
        last = {entry.journey: entry.on for entry in sorted(entries, key=lambda entry: entry.on)}
        return {place: on for place, on in last.items() if place in once and _status(journeys[place]) in BILLED}

    def _owed(self, debt: Debt, settled: dict[int, date]) -> Iterator[ToldEntry]:
        """Something extra that a customer who owed nothing has not paid in full; it is another one's each time."""
        due_on = self._today + timedelta(days=debt.due_in)
        on = due_on - timedelta(days=self._billing.payment_days)
        able = [place for place, last_on in settled.items() if on - LATELY < last_on <= on]
        if not able:
            return
        place = self._rng.choice(able)
        del settled[place]
        invoice = replace(self._invoice(place, debt.words, on, debt.amount), beside=True)
        yield replace(invoice, type=EntryType.DEBIT_NOTE) if debt.is_charge else invoice
        if debt.paid:
            paid_on = on + (min(due_on, self._today) - on) / 2
            yield replace(self._payment(place, paid_on, debt.paid), beside=True)

    def _advance(self, journeys: Sequence[Journey]) -> Iterator[ToldEntry]:
        """The newest buyer whose booking is not confirmed has paid something already."""
        places = [place for place, journey in enumerate(journeys) if _status(journey) is BookingStatus.PENDING]
        newest = max(places, key=lambda place: journeys[place].booked_on or date.min, default=None)
        if newest is not None:
            on = journeys[newest].booked_on or self._today
            yield self._payment(newest, on, self._billing.advance, words="Advance")

    def _mistake(self, told: Sequence[ToldEntry]) -> Iterator[ToldEntry]:
        """A payment of last month that was typed twice, and taken back on the next day."""
        payments = [
            entry
            for entry in told
            if entry.type is EntryType.PAYMENT
            and 3 <= (self._today - entry.on).days <= 60
            and entry.description is None
        ]
        if payments:
            twice = replace(payments[-1], number=len(told))
            yield twice
            yield replace(
                twice,
                number=len(told) + 1,
                on=twice.on + timedelta(days=1),
                is_debit=True,
                remarks="Typed twice",
                reverses=twice.number,
            )

    def _with_invoice_numbers(self, told: Sequence[ToldEntry]) -> Iterator[ToldEntry]:
        count = 0
        for entry in sorted(told, key=lambda entry: (entry.on, entry.number)):
            if entry.type is EntryType.INVOICE:
                count += 1
                yield replace(entry, document=f"{self._billing.prefix}-{count:04}")
            else:
                yield entry


def _status(journey: Journey) -> BookingStatus | None:
    return journey.sale.status if journey.sale else None
