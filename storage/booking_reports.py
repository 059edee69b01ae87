"""The sums behind the report on bookings; those of deleted leads count too, for the money is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.booking_figures import DUE_WITHIN_DAYS, BookingCount, BookingFigures
from bot.bookings import Booking
from bot.filters import Filters
from bot.kinds import BookingStatus
from bot.months import month_of
from bot.periods import Period
from storage.account_rows import BookingRow
from storage.bookings import to_model
from storage.narrowing import Conditions, dated_in
from storage.sales import of_bookings

TO_DELIVER = frozenset(BookingStatus) - {BookingStatus.CANCELLED, BookingStatus.COMPLETED}


class BookingReports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def figures(self, period: Period, filters: Filters, *, today: date) -> BookingFigures:
        """The bookings of the period, and the deliveries that are due as of today, whatever the period."""
        until = today + timedelta(days=DUE_WITHIN_DAYS)
        return BookingFigures(
            counts=self._counts(period, filters),
            refunds=self._refunds(period, filters),
            overdue_deliveries=self._to_deliver([BookingRow.delivery_on < today], filters),
            next_deliveries=self._to_deliver([BookingRow.delivery_on.between(today, until)], filters),
        )

    def bookings_of(
        self, period: Period, filters: Filters, *, statuses: Collection[BookingStatus], limit: int
    ) -> list[Booking]:
        """The bookings behind a number, the newest first."""
        found = select(BookingRow).where(
            BookingRow.status.in_(statuses), *dated_in(period, BookingRow.booked_on), *of_bookings(filters)
        )
        newest = found.order_by(BookingRow.booked_on.desc(), BookingRow.id.desc()).limit(limit)
        return [to_model(row) for row in self._session.scalars(newest)]

    def _counts(self, period: Period, filters: Filters) -> tuple[BookingCount, ...]:
        # Day by day, as the index has them; the months are added up here.
        groups = (BookingRow.booked_on, BookingRow.status)
        counted = (
            select(*groups, func.count(), func.sum(BookingRow.unit_count), func.sum(BookingRow.amount))
            .where(*dated_in(period, BookingRow.booked_on), *of_bookings(filters))
            .group_by(*groups)
        )
        sums: dict[tuple[int, BookingStatus], Counter[str]] = {}
        for day, status, count, units, amount in self._session.execute(counted):
            sums.setdefault((month_of(day), status), Counter()).update(
                count=count, units=int(units), amount=int(amount)
            )
        return tuple(
            BookingCount(month=month, status=status, **found) for (month, status), found in sorted(sums.items())
        )

    def _refunds(self, period: Period, filters: Filters) -> int:
        summed = select(func.coalesce(func.sum(BookingRow.refund), 0)).where(
            BookingRow.status == BookingStatus.CANCELLED,
            *dated_in(period, BookingRow.booked_on),
            *of_bookings(filters),
        )
        return int(self._session.scalar(summed) or 0)

    def _to_deliver(self, due: Conditions, filters: Filters) -> int:
        counted = select(func.count()).select_from(BookingRow)
        return self._session.scalar(counted.where(*due, BookingRow.status.in_(TO_DELIVER), *of_bookings(filters))) or 0
