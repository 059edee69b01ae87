"""Writes the sales of a demo's story: customers, bookings, what is left to sell, and the ledger, in order of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from bot.bookings import Booking
from bot.demo.accounts import ToldEntry
from bot.demo.market import Market
from bot.demo.story import Story
from bot.journeys import Journey, Sale
from bot.kinds import BookingStatus, EntryType
from storage.store import Store


def write_deals(
    store: Store, market: Market, story: Story, *, lead_ids: Sequence[int], reps: Mapping[str, int]
) -> None:
    """The story's `lead_ids` are in its journeys' order; `reps` gives the member for each owner's key."""
    units = {name: store.units.add(name, existing=None).id for name in sorted({unit.name for unit in market.units})}
    refunds = {entry.journey: entry.amount for entry in story.entries if entry.type is EntryType.CREDIT_NOTE}
    bookings: dict[int, Booking] = {}
    for on, lead_id, place, sale in _in_order(story, lead_ids):
        journey = story.journeys[place]
        customer_id = _customer(store, journey, sale, reps)
        bookings[place] = store.bookings.add(
            customer_id,
            lead_id,
            on,
            sale.amount,
            status=sale.status,
            unit_type_id=units[sale.unit_type] if sale.unit_type else None,
            unit_count=sale.count,
            delivery_on=sale.delivery_on,
        )
        if sale.status is BookingStatus.CANCELLED:
            _cancel(store, bookings[place], journey, refunds.get(place, 0))
    _count_units(store, market)
    _keep_books(store, story.entries, bookings)


def _in_order(story: Story, lead_ids: Sequence[int]) -> list[tuple[date, int, int, Sale]]:
    """The day, the lead, the journey's place and the sale of everything sold, in order of time."""
    sold = [
        (journey.booked_on, lead_id, place, journey.sale)
        for place, (journey, lead_id) in enumerate(zip(story.journeys, lead_ids, strict=True))
        if journey.sale and journey.booked_on
    ]
    return sorted(sold, key=lambda one: one[:2])


def _customer(store: Store, journey: Journey, sale: Sale, reps: Mapping[str, int]) -> int:
    name = journey.company or journey.name
    known = store.customers.find_by_name(name)
    if known is not None:
        return known.id
    contact = {"email": journey.email, "phone": journey.phone, "address": sale.address}
    return store.customers.add(name, owner_id=reps[journey.owner], **contact).id


def _cancel(store: Store, booking: Booking, journey: Journey, refund: int) -> None:
    """It was cancelled by the journey's last step."""
    last = journey.last_step
    store.bookings.change(booking.id, cancelled_on=last.on, cancellation_reason=last.notes, refund=refund)


def _count_units(store: Store, market: Market) -> None:
    """Of each there are as many as are booked, and those that are left."""
    left = {unit.name: unit.left for unit in market.units}
    for stock in store.units.list():
        name = stock.unit_type.name
        if (more := left[name]) is not None:
            store.units.change(stock.unit_type.id, name=name, existing=stock.booked + more)


def _keep_books(store: Store, entries: Sequence[ToldEntry], bookings: Mapping[int, Booking]) -> None:
    ids: dict[int, int] = {}
    for is_reversal, group in groupby(entries, key=lambda told: told.reverses is not None):
        together = list(group)
        if is_reversal:
            for told in together:
                store.ledger.reverse(ids[told.reverses or 0], on=told.on, remarks=told.remarks)
            continue
        written = store.ledger.add_all([_columns(told, bookings[told.journey]) for told in together])
        ids |= {told.number: entry.id for told, entry in zip(together, written, strict=True)}


def _columns(told: ToldEntry, booking: Booking) -> dict[str, Any]:
    return {
        "customer_id": booking.customer_id,
        "type": told.type,
        "entered_on": told.on,
        "debit": told.amount if told.is_debit else 0,
        "credit": 0 if told.is_debit else told.amount,
        "due_on": told.due_on,
        "booking_id": None if told.beside else booking.id,
        "document": told.document,
        "description": told.description,
        "remarks": told.remarks,
    }
