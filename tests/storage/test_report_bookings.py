"""The sums behind the report on bookings: by month and status, refunds, deliveries, and whose they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.booking_figures import BookingCount, BookingFigures
from bot.filters import EVERYTHING, Filters
from bot.kinds import BookingStatus, SourceType
from bot.periods import ALL_TIME, Period, parse_period
from storage.store import Store
from tests.storage.belongings import furnish
from tests.storage.companies import NOW, TODAY, Company

PENDING, CONFIRMED, CANCELLED = BookingStatus.PENDING, BookingStatus.CONFIRMED, BookingStatus.CANCELLED


def figures(company: Company, period: Period = ALL_TIME, filters: Filters = EVERYTHING) -> BookingFigures:
    return company.ask(lambda store: store.booking_reports.figures(period, filters, today=TODAY))


def book(
    store: Store,
    status: BookingStatus = CONFIRMED,
    *,
    on: date = TODAY,
    amount: int = 100,
    units: int = 1,
    lead_id: int | None = None,
    delivery_on: date | None = None,
    refund: int | None = None,
    owner_id: int | None = None,
) -> int:
    customer = store.customers.add("Acme", owner_id=owner_id).id
    booking = store.bookings.add(
        customer, lead_id, on, amount, status=status, unit_count=units, delivery_on=delivery_on
    )
    store.bookings.change(booking.id, refund=refund)
    return booking.id


def count(month: int, status: BookingStatus, count: int, units: int, amount: int) -> BookingCount:
    return BookingCount(month=month, status=status, count=count, units=units, amount=amount)


def test_bookings_are_counted_by_month_and_status(north: Company, south: Company) -> None:
    furnish(south)
    with north.open() as store:
        book(store, on=date(2026, 10, 31), amount=100, units=2)
        book(store, on=date(2026, 11, 1), amount=200)
        book(store, on=date(2026, 11, 30), amount=300, units=3)
        book(store, PENDING, on=date(2026, 11, 1), amount=1)

    october, november = count(202610, CONFIRMED, 1, 2, 100), count(202611, CONFIRMED, 2, 4, 500)
    pending = count(202611, PENDING, 1, 1, 1)
    assert figures(north).counts == (october, november, pending)
    assert figures(north, parse_period("2026-11", today=TODAY)).counts == (november, pending)
    assert figures(north, parse_period("from 2026-10-31 to 2026-11-01", today=TODAY)).counts == (
        october,
        count(202611, CONFIRMED, 1, 1, 200),
        pending,
    )


def test_refunds_are_those_of_the_periods_bookings_that_are_cancelled(north: Company) -> None:
    with north.open() as store:
        book(store, CANCELLED, on=date(2026, 10, 31), refund=1)
        book(store, CANCELLED, on=date(2026, 11, 1), refund=10)
        book(store, CANCELLED, on=date(2026, 11, 1))
        book(store, CONFIRMED, on=date(2026, 11, 1), refund=100)

    assert figures(north).refunds == 11
    assert figures(north, parse_period("2026-11", today=TODAY)).refunds == 10


@pytest.mark.parametrize(
    ("days", "status", "overdue", "next_"),
    [
        (-1, CONFIRMED, 1, 0),
        (0, CONFIRMED, 0, 1),
        (30, CONFIRMED, 0, 1),
        (31, CONFIRMED, 0, 0),
        (-1, PENDING, 1, 0),
        (-1, BookingStatus.ON_HOLD, 1, 0),
        (-1, CANCELLED, 0, 0),
        (-1, BookingStatus.COMPLETED, 0, 0),
    ],
)
def test_deliveries_count_as_of_today_whatever_the_period(
    north: Company, days: int, status: BookingStatus, overdue: int, next_: int
) -> None:
    with north.open() as store:
        book(store, status, delivery_on=TODAY + timedelta(days=days))
        book(store, status)

    found = figures(north, parse_period("2020", today=TODAY))

    assert (found.counts, found.overdue_deliveries, found.next_deliveries) == ((), overdue, next_)


def test_a_booking_counts_for_its_leads_owner_or_without_a_lead_for_its_customers(north: Company) -> None:
    with north.open() as store:
        other = store.members.add("Ben", role=north.rep.role, time_zone="UTC").id
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY).id
        book(store, amount=1, lead_id=lead, owner_id=other)
        book(store, amount=10, owner_id=other)
        book(store, amount=100)

    assert figures(north).total.amount == 111
    assert figures(north, filters=Filters(owner_id=north.rep.id)).total.amount == 1
    assert figures(north, filters=Filters(owner_id=other)).total.amount == 10


def test_a_booking_follows_its_lead_and_its_customer_to_a_new_owner(north: Company) -> None:
    with north.open() as store:
        other = store.members.add("Ben", role=north.rep.role, time_zone="UTC").id
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY).id
        booking = store.bookings.get(book(store, amount=10, owner_id=north.rep.id))
        book(store, amount=1, lead_id=lead)
    with north.open() as store:
        store.leads.change(lead, owner_id=other)
        store.customers.change(booking.customer_id, owner_id=other)

    assert figures(north, filters=Filters(owner_id=other)).total.amount == 11
    assert figures(north, filters=Filters(owner_id=north.rep.id)).total.count == 0


def test_without_a_source_are_bookings_of_leads_that_have_none_not_those_without_a_lead(north: Company) -> None:
    with north.open() as store:
        portal = store.sources.add("Portal", SourceType.DIGITAL).id
        for source_id, amount in ((portal, 1), (None, 10)):
            lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY, source_id=source_id).id
            book(store, amount=amount, lead_id=lead)
        book(store, amount=100)

    assert figures(north, filters=Filters(without_source=True)).total.amount == 10
    assert figures(north, filters=Filters(source_id=portal)).total.amount == 1


def test_a_deleted_leads_booking_still_counts(north: Company) -> None:
    with north.open() as store:
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY).id
        book(store, lead_id=lead)
        store.leads.delete(lead, at=NOW)

    assert figures(north, filters=Filters(owner_id=north.rep.id)).total.count == 1
