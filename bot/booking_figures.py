"""Bookings counted: by status, by month, and what is to be delivered. No words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.bookings import BOOKED
from bot.kinds import BookingStatus
from bot.kpi import percent
from bot.months import fitting_span, months_between, span_start, span_text

UNDECIDED = frozenset({BookingStatus.PENDING, BookingStatus.ON_HOLD})
"""The statuses in which a booking may still become one or fall through."""

DUE_WITHIN_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCount:
    """The bookings of one month (yyyymm of the booking's day) that have one status now; `amount` in minor units."""

    month: int
    status: BookingStatus
    count: int
    units: int
    amount: int


@dataclass(frozen=True, slots=True)
class BookingSum:
    """Several bookings together."""

    count: int = 0
    units: int = 0
    amount: int = 0

    @property
    def average(self) -> Fraction | None:
        """The amount of one, in minor units. Guide: "Average booking size (deal health)"."""
        return Fraction(self.amount, self.count) if self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFigures:
    """A period's bookings. `refunds` (minor units) were given back for those that are cancelled.

    Deliveries count as of today, whatever the period: of bookings neither cancelled nor completed, those whose
    delivery day is past, and those that are due from today on within 30 days.
    """

    counts: tuple[BookingCount, ...]
    refunds: int
    overdue_deliveries: int
    next_deliveries: int

    def of(self, statuses: Iterable[BookingStatus]) -> BookingSum:
        wanted = frozenset(statuses)
        return _added_up(count for count in self.counts if count.status in wanted)

    @property
    def total(self) -> BookingSum:
        return self.of(BookingStatus)

    @property
    def booked(self) -> BookingSum:
        return self.of(BOOKED)

    @property
    def cancelled(self) -> BookingSum:
        return self.of([BookingStatus.CANCELLED])

    @property
    def cancelled_share(self) -> Fraction | None:
        """Percent of all bookings that are cancelled now. Guide: "Cancelled bookings (churn analysis)"."""
        return percent(self.cancelled.count, self.total.count)


@dataclass(frozen=True, slots=True)
class BookingSpan:
    """The bookings of a month, quarter or year, by what became of them."""

    name: str
    booked: BookingSum
    undecided: BookingSum
    cancelled: BookingSum
    total: BookingSum


def by_span(counts: Iterable[BookingCount], months: Iterable[int]) -> tuple[BookingSpan, ...]:
    """The bookings of these months in order: by month, or by quarter or year where the months are many.

    Without months, from the first that has bookings to the last. Bookings of other months raise KeyError.
    """
    counts = list(counts)
    every = list(months)
    if not every and counts:
        every = list(months_between(min(row.month for row in counts), max(row.month for row in counts)))
    span = fitting_span(len(every))
    spans: dict[int, list[BookingCount]] = {span_start(month, span): [] for month in every}
    for row in counts:
        spans[span_start(row.month, span)].append(row)
    return tuple(_span(span_text(start, span), members) for start, members in spans.items())


def _span(name: str, counts: list[BookingCount]) -> BookingSpan:
    groups = (BOOKED, UNDECIDED, {BookingStatus.CANCELLED}, frozenset(BookingStatus))
    return BookingSpan(name, *(_added_up(row for row in counts if row.status in statuses) for statuses in groups))


def _added_up(counts: Iterable[BookingCount]) -> BookingSum:
    every = list(counts)
    return BookingSum(
        sum(row.count for row in every), sum(row.units for row in every), sum(row.amount for row in every)
    )
