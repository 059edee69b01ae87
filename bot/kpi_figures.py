"""The sums behind the KPIs of a period, and their course by month. Formulas are in `kpi`, words in `kpi_report`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bot.kpi import (
    booking_rate,
    collection_rate,
    conversion_rate,
    days_to_conversion,
    engagement_frequency,
    lead_quality,
    lifetime_value,
    outstanding_receivables,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFigures:
    """Sums over a period, for leads and whatever hangs on them; amounts in minor units.

    Leads are those created in the period that are not deleted: `qualified` and `converted` ever reached that stage,
    `active_leads` are neither converted nor lost now. `bookings` and `booked_amount` are the confirmed and completed
    ones of the period, `bookings_of_leads` those of its leads, on whatever day; of all time, they are all bookings.
    `invoiced` (by invoices and debit notes) and `paid` (by payments) leave out what was reversed.
    `booking_days` adds up the days from created to booked over the `dated_bookings`, those whose lead is not deleted
    and has a created date.

    As of today, whatever the period: `customers` are all, `active_customers` those with a booking that is not
    cancelled or a balance, `debited` and `credited` the whole ledger, `long_overdue` what is open more than 30 days
    past its due date, and the follow-ups that are pending, those overdue among them. `new_last_month` and
    `engagements_last_month` are of what this month is held against: the same days of last month.
    """

    total_leads: int
    new_this_month: int
    new_last_month: int
    qualified: int
    converted: int
    active_leads: int
    customers: int
    active_customers: int
    bookings: int
    bookings_of_leads: int
    booked_amount: int
    booking_days: int
    dated_bookings: int
    invoiced: int
    paid: int
    debited: int
    credited: int
    long_overdue: int
    engagements: int
    engagements_this_month: int
    engagements_last_month: int
    pending_followups: int
    overdue_followups: int

    @property
    def conversion_rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.total_leads)

    @property
    def lead_quality(self) -> Fraction | None:
        return lead_quality(self.qualified, self.total_leads)

    @property
    def booking_rate(self) -> Fraction | None:
        return booking_rate(self.bookings_of_leads, self.converted)

    @property
    def outstanding(self) -> int:
        return outstanding_receivables(self.debited, self.credited)

    @property
    def lifetime_value(self) -> Fraction | None:
        return lifetime_value(self.invoiced, self.customers)

    @property
    def collection_rate(self) -> Fraction | None:
        return collection_rate(self.paid, self.invoiced)

    @property
    def days_to_conversion(self) -> Fraction | None:
        return days_to_conversion(self.booking_days, self.dated_bookings)

    @property
    def engagement_frequency(self) -> Fraction | None:
        return engagement_frequency(self.engagements, self.active_leads)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet to report on."""
        return not (self.total_leads or self.bookings or self.engagements or self.customers)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiMonth:
    """The figures of one month (yyyymm): `converted` of its new leads so far, `outstanding` at its end or today."""

    month: int
    new_leads: int
    converted: int
    bookings: int
    booked_amount: int
    engagements: int
    outstanding: int

    @property
    def conversion_rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.new_leads)
