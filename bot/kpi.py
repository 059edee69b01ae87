"""The guide's KPI formulas, exact. Reads no data itself.

Rates are in percent, amounts in minor units; over nothing each of them is None.
"""

from __future__ import annotations

from fractions import Fraction

DEFAULT_TARGET = 20
"""The conversion rate to reach, in percent, until a tenant sets its own. Guide: "target: 20%+"."""


def percent(part: int, whole: int) -> Fraction | None:
    """`part` of `whole` in percent, exact; None where there is nothing to take a part of."""
    return Fraction(part * 100, whole) if whole else None


def conversion_rate(converted: int, total: int) -> Fraction | None:
    """Guide: "Conversion Rate = (Converted Leads / Total Leads) × 100"."""
    return percent(converted, total)


def lead_quality(qualified: int, total: int) -> Fraction | None:
    """Guide: "Lead Quality % = (Qualified Leads / Total Leads) × 100".

    `qualified` are the leads that ever reached Qualified, so those that went further count too.
    """
    return percent(qualified, total)


def lifetime_value(invoiced: int, customers: int) -> Fraction | None:
    """Minor units per customer. Guide: "Customer LTV = Total Invoiced / Customer Count"."""
    return _per(invoiced, customers)


def collection_rate(paid: int, invoiced: int) -> Fraction | None:
    """Guide: "Payment Collection % = (Total Paid / Total Invoiced) × 100"."""
    return percent(paid, invoiced)


def booking_rate(bookings: int, converted: int) -> Fraction | None:
    """Guide: "Booking Rate = (Total Bookings / Converted Leads) × 100"; over 100 where customers book again."""
    return percent(bookings, converted)


def days_to_conversion(days: int, bookings: int) -> Fraction | None:
    """Guide: "Days to Conversion = AVG(Booking Date - Lead Created Date)"; `days` are those of all `bookings`."""
    return _per(days, bookings)


def engagement_frequency(engagements: int, active_leads: int) -> Fraction | None:
    """Guide: "Engagement Frequency = Total Engagements / Active Leads"; active is neither converted nor lost."""
    return _per(engagements, active_leads)


def outstanding_receivables(debited: int, credited: int) -> int:
    """Guide: "Outstanding AR = Σ(Debit - Credit) from Ledger", from sums; below zero where customers are in credit."""
    return debited - credited


def return_on_investment(revenue: int, budget: int) -> Fraction | None:
    """In percent of the budget. Guide: "ROI = (150k - 50k) / 50k × 100 = 200%"."""
    return percent(revenue - budget, budget)


def _per(amount: int, count: int) -> Fraction | None:
    return Fraction(amount, count) if count else None
