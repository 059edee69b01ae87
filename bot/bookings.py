"""What was sold: bookings, the stock that they take from, and the steps that a booking may go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.errors import BotError
from bot.kinds import BookingStatus

HOLDS_UNITS = frozenset(BookingStatus) - {BookingStatus.CANCELLED}
"""The statuses in which a booking takes its units from the stock."""

BOOKED = frozenset({BookingStatus.CONFIRMED, BookingStatus.COMPLETED})
"""The statuses whose amounts count as booked."""

AT_FIRST = (BookingStatus.CONFIRMED, BookingStatus.PENDING, BookingStatus.ON_HOLD)
"""The statuses in which a booking may be made."""

NEXT_STATUSES: dict[BookingStatus, tuple[BookingStatus, ...]] = {
    BookingStatus.PENDING: (BookingStatus.CONFIRMED, BookingStatus.ON_HOLD, BookingStatus.CANCELLED),
    BookingStatus.CONFIRMED: (BookingStatus.COMPLETED, BookingStatus.ON_HOLD, BookingStatus.CANCELLED),
    BookingStatus.ON_HOLD: (BookingStatus.CONFIRMED, BookingStatus.CANCELLED),
    BookingStatus.COMPLETED: (BookingStatus.CANCELLED,),
    BookingStatus.CANCELLED: (),
}


class SoldOut(BotError):
    """Only {left} {unit} {are} left (of {existing}), and this booking asks for {asked}. Nothing was booked."""


class NoneLeft(SoldOut):
    """{unit} is sold out, so nothing was booked."""


class AlreadyIs(BotError):
    """{code} is {status} already."""


class CannotBecome(BotError):
    """{code} is {status}, so it can't become {target}."""


class RefundBelowZero(BotError):
    """A refund can't be below zero. Leave it empty for none."""


class RefundTooHigh(BotError):
    """At most {most} can be refunded: that is what was paid or invoiced for this booking and not refunded yet."""


@dataclass(frozen=True, slots=True)
class UnitType:
    """Something that is sold by the piece; `existing` is None where nobody counts how many there are."""

    id: int
    name: str
    existing: int | None


@dataclass(frozen=True, slots=True)
class Stock:
    """A unit type with how many of it are booked in bookings that are not cancelled."""

    unit_type: UnitType
    booked: int

    @property
    def available(self) -> int | None:
        """How many are left; None where nobody counts them."""
        return None if self.unit_type.existing is None else self.unit_type.existing - self.booked

    def take(self, count: int) -> None:
        """Raises SoldOut where fewer than `count` are left."""
        if self.available is not None and self.available < count:
            error = SoldOut if self.available > 0 else NoneLeft
            raise error(
                left=self.available,
                are="is" if self.available == 1 else "are",
                existing=self.unit_type.existing,
                unit=self.unit_type.name,
                asked=count,
                field="unit_count",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Units sold to a customer for an amount, in minor units; `refund` is what its cancellation gave back."""

    id: int
    code: str
    customer_id: int
    lead_id: int | None
    booked_on: date
    amount: int
    unit_type_id: int | None
    unit_count: int
    delivery_on: date | None
    status: BookingStatus
    notes: str | None
    cancelled_on: date | None
    cancellation_reason: str | None
    refund: int | None


def require_next(booking: Booking, target: BookingStatus) -> None:
    """Raises AlreadyIs where the booking is there, CannotBecome where it can't go there from where it is."""
    if booking.status is target:
        raise AlreadyIs(code=booking.code, status=target.label)
    if target not in NEXT_STATUSES[booking.status]:
        raise CannotBecome(code=booking.code, status=booking.status.label, target=target.label)
