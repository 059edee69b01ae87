"""The sums behind the KPIs, and their course by month. What each means is said in `bot.kpi_figures`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from bot.bookings import BOOKED
from bot.filters import Filters
from bot.kinds import BookingStatus, LeadStatus
from bot.kpi_figures import KpiFigures, KpiMonth
from bot.ledger import ESCALATE_AFTER_DAYS
from bot.months import first_day, last_day, month_of, months_between, shifted
from bot.periods import Period, parse_period, previous
from bot.stages import OPEN, STAGES
from storage.account_rows import AccountRow, CustomerRow
from storage.day_sums import engagements_by_day, ledger_by_day
from storage.followups import is_pending
from storage.journey_rows import FollowUpRow, LeadRow
from storage.lead_counts import count_leads
from storage.lengths import DaysBetween
from storage.narrowing import created_in, dated_in, of_follow_ups, of_leads
from storage.receivables import Receivables
from storage.report_rows import SaleRow
from storage.sales import of_customers, of_sales

QUALIFIED, CONVERTED = STAGES.index(LeadStatus.QUALIFIED), STAGES.index(LeadStatus.CONVERTED)
COURSE_MONTHS = 12


class KpiReports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def figures(self, period: Period, filters: Filters, *, today: date) -> KpiFigures:
        this_month = parse_period("this month", today=today)
        last_month = previous(this_month, today=today) or this_month
        leads = count_leads(self._session, period, filters, by=("stage", "status"))
        booked = self._booked(period, filters).values()
        booking_days, dated_bookings = self._days_to_booking(period, filters)
        ledger = ledger_by_day(self._session, filters)
        within = [day for day in ledger if _is_in(period, day.day)]
        engagements = engagements_by_day(self._session, filters)
        return KpiFigures(
            total_leads=sum(count for *_, count in leads),
            new_this_month=self._created(this_month, filters),
            new_last_month=self._created(last_month, filters),
            qualified=sum(count for stage, _, count in leads if stage >= QUALIFIED),
            converted=sum(count for stage, _, count in leads if stage >= CONVERTED),
            active_leads=sum(count for _, status, count in leads if status in OPEN),
            customers=self._customers(filters),
            active_customers=self._active_customers(filters),
            bookings=(bookings := sum(count for count, _ in booked)),
            bookings_of_leads=self._bookings_of_leads(period, filters) if period.start else bookings,
            booked_amount=sum(amount for _, amount in booked),
            booking_days=booking_days,
            dated_bookings=dated_bookings,
            invoiced=sum(day.invoiced for day in within),
            paid=sum(day.paid for day in within),
            debited=sum(day.debited for day in ledger),
            credited=sum(day.credited for day in ledger),
            long_overdue=Receivables(self._session).overdue(today - timedelta(days=ESCALATE_AFTER_DAYS), filters),
            engagements=_total(engagements, period),
            engagements_this_month=_total(engagements, this_month),
            engagements_last_month=_total(engagements, last_month),
            pending_followups=self._pending(date.max, filters),
            overdue_followups=self._pending(today - timedelta(days=1), filters),
        )

    def course(self, period: Period, filters: Filters, *, today: date) -> list[KpiMonth]:
        """The twelve months up to the period's last, or up to the running one where it does not end before."""
        last = month_of(min(period.end or today, today))
        months = months_between(shifted(last, 1 - COURSE_MONTHS), last)
        period = Period(first_day(months[0]), last_day(last), "the course")
        leads, won, engagements = Counter[int](), Counter[int](), Counter[int]()
        for month, stage, count in count_leads(self._session, period, filters, by=("created_month", "stage")):
            leads[month] += count
            won[month] += count if stage >= CONVERTED else 0
        bookings, amounts = Counter[int](), Counter[int]()
        for day, (count, amount) in self._booked(period, filters).items():
            bookings[month_of(day)] += count
            amounts[month_of(day)] += amount
        for day, count in engagements_by_day(self._session, filters).items():
            engagements[month_of(day)] += count
        outstanding = self._outstanding(months, filters, today=today)
        return [
            KpiMonth(
                month=month,
                new_leads=leads[month],
                converted=won[month],
                bookings=bookings[month],
                booked_amount=amounts[month],
                engagements=engagements[month],
                outstanding=outstanding[month],
            )
            for month in months
        ]

    def _created(self, period: Period, filters: Filters) -> int:
        counted = select(func.count()).select_from(LeadRow).where(*created_in(period), *of_leads(filters))
        return self._session.scalar(counted) or 0

    def _booked(self, period: Period, filters: Filters) -> dict[date, tuple[int, int]]:
        """(bookings, amount) of each day, of those that are confirmed or completed."""
        summed = (
            select(SaleRow.booked_on, func.count(), func.sum(SaleRow.amount))
            .where(SaleRow.status.in_(BOOKED), *dated_in(period, SaleRow.booked_on), *of_sales(filters))
            .group_by(SaleRow.booked_on)
        )
        return {day: (count, int(amount)) for day, count, amount in self._session.execute(summed)}

    def _days_to_booking(self, period: Period, filters: Filters) -> tuple[int, int]:
        """The days from created to booked, and of how many bookings."""
        days = func.sum(DaysBetween(SaleRow.lead_created_on, SaleRow.booked_on))
        summed = select(func.coalesce(days, 0), func.count()).where(
            SaleRow.status.in_(BOOKED),
            SaleRow.lead_created_on.is_not(None),
            SaleRow.lead_is_deleted.is_(False),
            *dated_in(period, SaleRow.booked_on),
            *of_sales(filters),
        )
        total, count = self._session.execute(summed).one()
        return int(total), count

    def _bookings_of_leads(self, period: Period, filters: Filters) -> int:
        """How often the leads created in the period booked."""
        counted = select(func.count()).where(
            SaleRow.status.in_(BOOKED),
            SaleRow.lead_is_deleted.is_(False),
            *dated_in(period, SaleRow.lead_created_on),
            *of_sales(filters),
        )
        return self._session.scalar(counted) or 0

    def _customers(self, filters: Filters) -> int:
        counted = select(func.count()).select_from(CustomerRow)
        return self._session.scalar(counted.where(*of_customers(filters, CustomerRow.id))) or 0

    def _active_customers(self, filters: Filters) -> int:
        booked = select(SaleRow.customer_id).where(SaleRow.status != BookingStatus.CANCELLED)
        owing = select(AccountRow.customer_id).where(AccountRow.balance != 0)
        active = union(booked, owing).subquery()
        counted = select(func.count()).select_from(active)
        return self._session.scalar(counted.where(*of_customers(filters, active.c.customer_id))) or 0

    def _pending(self, until: date, filters: Filters) -> int:
        counted = select(func.count()).select_from(FollowUpRow)
        return self._session.scalar(counted.where(*is_pending(until), *of_follow_ups(filters))) or 0

    def _outstanding(self, months: tuple[int, ...], filters: Filters, *, today: date) -> dict[int, int]:
        """What was owed at the end of each month, of the running one now."""
        days = ledger_by_day(self._session, filters)
        ends = {month: date.max if month == month_of(today) else last_day(month) for month in months}
        return {month: sum(day.debited - day.credited for day in days if day.day <= end) for month, end in ends.items()}


def _is_in(period: Period, day: date) -> bool:
    return period.start is None or period.end is None or period.start <= day <= period.end


def _total(days: Mapping[date, int], period: Period) -> int:
    return sum(count for day, count in days.items() if _is_in(period, day))
