"""Bookings and the units that they take: whatever sixteen people do at once, no unit is sold twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.bookings import HOLDS_UNITS, Booking, SoldOut, Stock, UnitType
from bot.errors import NothingFound
from bot.kinds import BookingStatus
from storage.account_rows import BookingRow
from storage.bookings import CodeTaken
from storage.database import Database
from storage.tenancy import bind_tenant
from tests.storage.companies import TODAY, Company
from tests.storage.crowd import at_once

PEOPLE = 16


@pytest.fixture
def customer(north: Company) -> int:
    with north.open() as store:
        return store.customers.add("Acme").id


def add_unit(company: Company, *, existing: int | None, name: str = "3BHK") -> UnitType:
    with company.open() as store:
        return store.units.add(name, existing=existing)


def book(company: Company, customer: int, unit: UnitType, *, count: int = 1) -> Booking:
    """As everybody does: look whether enough is left, and take it."""
    with company.open() as store:
        store.units.stock(unit.id).take(count)
        return store.bookings.add(
            customer, None, TODAY, 100, status=BookingStatus.PENDING, unit_type_id=unit.id, unit_count=count
        )


def stock(company: Company, unit: UnitType) -> Stock:
    return company.ask(lambda store: store.units.stock(unit.id))


def test_a_booking_is_kept_whole_and_found_by_code_customer_and_lead(north: Company, customer: int) -> None:
    unit, lead = add_unit(north, existing=5), north.add_lead()
    with north.open() as store:
        booking = store.bookings.add(
            customer,
            lead.id,
            date(2026, 11, 20),
            1_25_00_000_00,
            status=BookingStatus.PENDING,
            unit_type_id=unit.id,
            unit_count=2,
            delivery_on=date(2027, 6, 1),
            notes="Corner flats",
        )

    assert booking == Booking(
        id=booking.id,
        code="BK-2026-0001",
        customer_id=customer,
        lead_id=lead.id,
        booked_on=date(2026, 11, 20),
        amount=1_25_00_000_00,
        unit_type_id=unit.id,
        unit_count=2,
        delivery_on=date(2027, 6, 1),
        status=BookingStatus.PENDING,
        notes="Corner flats",
        cancelled_on=None,
        cancellation_reason=None,
        refund=None,
    )
    assert north.ask(lambda store: store.bookings.get(booking.id)) == booking
    assert north.ask(lambda store: store.bookings.find_by_code("BK-2026-0001")) == booking
    assert north.ask(lambda store: store.bookings.list_of_lead(lead.id)) == [booking]
    assert north.ask(lambda store: store.bookings.list_of_customer(customer)) == [booking]


def test_a_booking_is_changed_by_its_columns(north: Company, customer: int) -> None:
    unit = add_unit(north, existing=None)
    booking = book(north, customer, unit)
    cancelled: dict[str, Any] = {
        "status": BookingStatus.CANCELLED,
        "cancelled_on": TODAY,
        "cancellation_reason": "Budget constraints",
        "refund": 50,
    }

    with north.open() as store:
        changed = store.bookings.change(booking.id, **cancelled)

    assert changed == replace(booking, **cancelled)
    assert north.ask(lambda store: store.bookings.get(booking.id)) == changed


def test_a_booking_that_is_not_there_is_named(north: Company) -> None:
    with pytest.raises(NothingFound, match="I found no booking “9”"):
        north.ask(lambda store: store.bookings.get(9))


def test_a_code_that_exists_is_refused_and_one_given_by_hand_is_passed_over(north: Company, customer: int) -> None:
    with north.open() as store:
        add = store.bookings.add
        assert add(customer, None, TODAY, 1, status=BookingStatus.PENDING, code="BK-2026-0001").code == "BK-2026-0001"
        assert add(customer, None, TODAY, 1, status=BookingStatus.PENDING).code == "BK-2026-0002"
        with pytest.raises(CodeTaken, match="There is a booking BK-2026-0002 already") as refused:
            add(customer, None, TODAY, 1, status=BookingStatus.PENDING, code="BK-2026-0002")
        assert refused.value.field == "code"


def test_more_codes_given_by_hand_than_anybody_would_count_are_passed_over(
    north: Company, customer: int, database: Database
) -> None:
    by_hand = {"tenant_id": north.tenant.id, "customer_id": customer, "booked_on": TODAY, "amount": 1, "unit_count": 1}
    by_hand |= {"status": BookingStatus.PENDING}
    with database.write() as session:
        bind_tenant(session, north.tenant.id)
        session.execute(insert(BookingRow), [by_hand | {"code": f"BK-2026-{number:04}"} for number in range(1, 1_501)])

    with north.open() as store:
        booking = store.bookings.add(customer, None, TODAY, 1, status=BookingStatus.PENDING)

    assert booking.code == "BK-2026-1501"


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"amount": -1}, {"unit_count": 0}, {"unit_count": -1}])
def test_the_database_refuses_a_booking_of_nothing(north: Company, customer: int, wrong: dict[str, int]) -> None:
    fields: dict[str, Any] = {"amount": 1, "status": BookingStatus.PENDING} | wrong

    with pytest.raises(IntegrityError), north.open() as store:
        store.bookings.add(customer, None, TODAY, **fields)


def test_all_bookings_but_the_cancelled_ones_take_their_units_from_the_stock(north: Company, customer: int) -> None:
    unit = add_unit(north, existing=10)
    with north.open() as store:
        for status in BookingStatus:
            store.bookings.add(customer, None, TODAY, 1, status=status, unit_type_id=unit.id, unit_count=2)

    assert stock(north, unit) == Stock(unit, 2 * len(HOLDS_UNITS))
    assert stock(north, unit).available == 2
    assert north.ask(lambda store: store.units.list()) == [stock(north, unit)]


def test_of_what_nobody_counts_there_is_always_more(north: Company, customer: int) -> None:
    unit = add_unit(north, existing=None)
    for _ in range(3):
        book(north, customer, unit, count=1_000)

    assert stock(north, unit).booked == 3_000
    assert stock(north, unit).available is None


def test_units_are_found_by_name_and_corrected(north: Company) -> None:
    unit, other = add_unit(north, existing=5), add_unit(north, existing=None, name="Villa plot")
    with north.open() as store:
        changed = store.units.change(unit.id, name="3 BHK", existing=6)

    assert changed == UnitType(unit.id, "3 BHK", 6)
    assert north.ask(lambda store: store.units.get(unit.id)) == changed
    assert north.ask(lambda store: store.units.find_by_name(" 3 bhk ")) == changed
    assert north.ask(lambda store: store.units.find_by_name("3BHK")) is None
    assert north.ask(lambda store: store.units.names()) == ["3 BHK", "Villa plot"]
    assert north.ask(lambda store: store.units.find_by_name("VILLA PLOT")) == other
    with pytest.raises(IntegrityError):
        add_unit(north, existing=1, name="villa plot")


def test_of_sixteen_who_book_the_last_unit_at_once_one_gets_it_and_fifteen_are_told(
    north: Company, customer: int
) -> None:
    unit = add_unit(north, existing=1)

    def try_to_book(_number: int) -> str:
        try:
            return book(north, customer, unit).code
        except SoldOut as error:
            return str(error)

    told = at_once(try_to_book, crowd=PEOPLE)

    sold_out = "3BHK is sold out, so nothing was booked."
    assert sorted(told) == sorted(["BK-2026-0001"] + [sold_out] * (PEOPLE - 1))
    assert stock(north, unit).available == 0


def test_no_unit_is_sold_twice_while_sixteen_people_book_and_cancel_at_once(north: Company, customer: int) -> None:
    unit = add_unit(north, existing=5)

    def trade(number: int) -> None:
        chance = Random(number)  # noqa: S311 - not for secrets
        for _ in range(4):
            try:
                booking = book(north, customer, unit, count=chance.randint(1, 3))
            except SoldOut:
                continue
            if chance.random() < 0.5:
                with north.open() as store:
                    store.bookings.change(booking.id, status=BookingStatus.CANCELLED)

    at_once(trade, crowd=PEOPLE)

    left = stock(north, unit).available
    assert left is not None
    assert 0 <= left < 5
    assert north.ask(lambda store: list(store.audit.differences())) == []
