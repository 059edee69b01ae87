"""What was sold: the stock that never goes below none, the steps of a booking, and what of it can be given back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.billing import Billing, billing, refundable
from bot.bookings import (
    NEXT_STATUSES,
    AlreadyIs,
    Booking,
    CannotBecome,
    SoldOut,
    Stock,
    UnitType,
    require_next,
)
from bot.kinds import BookingStatus, EntryType
from bot.ledger import LedgerEntry

TODAY = date(2026, 11, 25)
DUE = date(2026, 12, 25)


def stock(*, existing: int | None, booked: int) -> Stock:
    return Stock(UnitType(1, "3BHK", existing), booked)


def booking(status: BookingStatus) -> Booking:
    return Booking(
        id=1,
        code="BK-2026-0001",
        customer_id=1,
        lead_id=None,
        booked_on=TODAY,
        amount=500_000,
        unit_type_id=None,
        unit_count=1,
        delivery_on=None,
        status=status,
        notes=None,
        cancelled_on=None,
        cancellation_reason=None,
        refund=None,
    )


def entry(
    id_: int, type_: EntryType, *, debit: int = 0, credit: int = 0, booking: int | None = 1, reverses: int | None = None
) -> LedgerEntry:
    return LedgerEntry(
        id=id_,
        code=f"LE-{id_:06}",
        customer_id=1,
        type=type_,
        entered_on=TODAY,
        debit=debit,
        credit=credit,
        due_on=DUE if debit else None,
        booking_id=booking,
        document=None,
        description=None,
        remarks=None,
        reverses_id=reverses,
    )


INVOICE = entry(1, EntryType.INVOICE, debit=500_000)


def test_all_that_is_left_can_be_taken_and_not_one_more() -> None:
    stock(existing=10, booked=6).take(4)
    with pytest.raises(SoldOut, match="Only 4 3BHK are left \\(of 10\\), and this booking asks for 5"):
        stock(existing=10, booked=6).take(5)
    with pytest.raises(SoldOut, match="3BHK is sold out, so nothing was booked"):
        stock(existing=10, booked=10).take(1)


def test_where_nobody_counts_any_number_can_be_taken() -> None:
    stock(existing=None, booked=6).take(1_000_000)
    assert stock(existing=None, booked=6).available is None


def test_every_status_but_cancelled_can_be_cancelled() -> None:
    for status in BookingStatus:
        assert (BookingStatus.CANCELLED in NEXT_STATUSES[status]) is (status is not BookingStatus.CANCELLED)


def test_a_booking_is_not_taken_where_it_is_nor_where_no_way_leads() -> None:
    require_next(booking(BookingStatus.ON_HOLD), BookingStatus.CONFIRMED)
    with pytest.raises(AlreadyIs, match="BK-2026-0001 is on hold already"):
        require_next(booking(BookingStatus.ON_HOLD), BookingStatus.ON_HOLD)
    with pytest.raises(CannotBecome, match="BK-2026-0001 is cancelled, so it can't become confirmed"):
        require_next(booking(BookingStatus.CANCELLED), BookingStatus.CONFIRMED)


@pytest.mark.parametrize(
    ("entries", "most"),
    [
        ([], 0),
        ([INVOICE], 500_000),
        ([INVOICE, entry(2, EntryType.PAYMENT, credit=200_000)], 500_000),
        ([entry(2, EntryType.PAYMENT, credit=200_000)], 200_000),
        ([entry(2, EntryType.PAYMENT, credit=200_000, booking=None)], 200_000),
        ([entry(2, EntryType.PAYMENT, credit=200_000, booking=2)], 0),
        ([INVOICE, entry(2, EntryType.PAYMENT, credit=600_000)], 600_000),
        ([INVOICE, entry(2, EntryType.CREDIT_NOTE, credit=200_000)], 300_000),
        ([INVOICE, entry(2, EntryType.CREDIT_NOTE, credit=500_000)], 0),
        ([INVOICE, entry(2, EntryType.INVOICE, credit=500_000, reverses=1)], 0),
    ],
)
def test_what_was_invoiced_or_paid_and_not_given_back_is_refundable(entries: list[LedgerEntry], most: int) -> None:
    assert refundable(1, entries) == most


UNNAMED = entry(2, EntryType.PAYMENT, credit=200_000, booking=None)
OTHERS = {
    "nothing was invoiced for either, and the other's refund took it": (
        [UNNAMED, entry(3, EntryType.CREDIT_NOTE, credit=200_000, booking=2)],
        0,
    ),
    "the other's refund took half of it": (
        [UNNAMED, entry(3, EntryType.CREDIT_NOTE, credit=100_000, booking=2)],
        100_000,
    ),
    "it settles the other's invoice": ([entry(1, EntryType.INVOICE, debit=200_000, booking=2), UNNAMED], 0),
    "the other's invoice was paid by name": (
        [
            entry(1, EntryType.INVOICE, debit=200_000, booking=2),
            UNNAMED,
            entry(3, EntryType.PAYMENT, credit=200_000, booking=2),
        ],
        200_000,
    ),
    "the other's invoice was paid by it and given back": (
        [
            entry(1, EntryType.INVOICE, debit=200_000, booking=2),
            UNNAMED,
            entry(3, EntryType.CREDIT_NOTE, credit=200_000, booking=2),
        ],
        0,
    ),
    "a debit that names no booking takes some of it": (
        [entry(1, EntryType.DEBIT_NOTE, debit=50_000, booking=None), UNNAMED],
        150_000,
    ),
    "it was given back by a note that names no booking": (
        [UNNAMED, entry(3, EntryType.CREDIT_NOTE, credit=200_000, booking=None)],
        0,
    ),
    "the own invoice may be given back all the same": (
        [entry(1, EntryType.INVOICE, debit=200_000, booking=2), UNNAMED, entry(3, EntryType.INVOICE, debit=70_000)],
        70_000,
    ),
}


@pytest.mark.parametrize(("entries", "most"), OTHERS.values(), ids=OTHERS)
def test_a_payment_that_names_no_booking_is_given_back_once(entries: list[LedgerEntry], most: int) -> None:
    assert refundable(1, entries) == most


@pytest.mark.parametrize(
    ("entries", "billed"),
    [
        ([], (0, 0, 0, 0, None)),
        ([INVOICE], (500_000, 0, 0, 500_000, DUE)),
        ([INVOICE, entry(2, EntryType.PAYMENT, credit=200_000)], (500_000, 200_000, 0, 300_000, DUE)),
        ([INVOICE, entry(2, EntryType.PAYMENT, credit=500_000, booking=None)], (500_000, 0, 0, 0, None)),
        ([INVOICE, entry(2, EntryType.CREDIT_NOTE, credit=100_000)], (500_000, 0, 100_000, 400_000, DUE)),
        ([INVOICE, entry(2, EntryType.INVOICE, credit=500_000, reverses=1)], (0, 0, 0, 0, None)),
    ],
)
def test_the_billing_of_a_booking(entries: list[LedgerEntry], billed: tuple[int, int, int, int, date | None]) -> None:
    invoiced, paid, credited, open_, due_on = billed
    assert billing(1, entries) == Billing(invoiced=invoiced, paid=paid, credited=credited, open=open_, due_on=due_on)


def test_a_payment_settles_an_older_debit_of_another_booking_first() -> None:
    older = entry(1, EntryType.INVOICE, debit=300_000, booking=2)
    newer = entry(2, EntryType.INVOICE, debit=500_000)
    paid = entry(3, EntryType.PAYMENT, credit=400_000)
    assert billing(1, [older, newer, paid]).open == 400_000
    assert billing(2, [older, newer, paid]).open == 0
