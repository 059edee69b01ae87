"""Which figures the KPIs tell of, in which reports, and how each of them is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeAlias

from bot.cells import average_cell, count_cell, money_cell, rate_cell
from bot.comparisons import signed_change, signed_decimal, signed_percent, signed_points
from bot.kpi_figures import KpiFigures
from bot.scope import Scope, whole_minor
from bot.table import Cell

Value: TypeAlias = int | Fraction | None


class Unit(Enum):
    COUNT = auto()
    RATE = auto()
    MONEY = auto()
    DECIMAL = auto()


class Told(Enum):
    """In the reports of which periods a figure has a line."""

    ALWAYS = auto()
    OF_ALL_TIME = auto()
    OF_THIS_MONTH = auto()


@dataclass(frozen=True, slots=True)
class Kpi:
    """A line of the report: how to read its figure, and `earlier` where that stands in the same figures.

    One that `stands_alone` is as of today, so it is not held against the period before; one that `ripens` grows with
    the age of the leads, so of recent ones it is not either; one that `takes_time` is not told of them at all.
    `tells_amounts` says that it is money, or made of it.
    Of all time every one is told; in a period, not what would put a figure of the period beside one of all time, nor
    the month of today beside another one.
    """

    name: str
    unit: Unit
    read: Callable[[Any], Value]
    earlier: Callable[[KpiFigures], Value] | None = None
    stands_alone: bool = False
    ripens: bool = False
    takes_time: bool = False
    tells_amounts: bool = False
    told: Told = Told.ALWAYS

    def is_shown(self, scope: Scope) -> bool:
        if self.tells_amounts and not scope.with_money:
            return False
        return (
            scope.is_all_time or self.told is Told.ALWAYS or (self.told is Told.OF_THIS_MONTH and scope.is_this_month)
        )


KPIS = (
    Kpi("Total leads", Unit.COUNT, attrgetter("total_leads")),
    Kpi(
        "New this month",
        Unit.COUNT,
        attrgetter("new_this_month"),
        earlier=attrgetter("new_last_month"),
        told=Told.OF_THIS_MONTH,
    ),
    Kpi("Qualified", Unit.COUNT, attrgetter("qualified"), ripens=True),
    Kpi("Converted", Unit.COUNT, attrgetter("converted"), ripens=True),
    Kpi("Conversion rate", Unit.RATE, attrgetter("conversion_rate"), ripens=True),
    Kpi("Lead quality", Unit.RATE, attrgetter("lead_quality"), ripens=True),
    Kpi("Active customers", Unit.COUNT, attrgetter("active_customers"), stands_alone=True),
    Kpi("Bookings", Unit.COUNT, attrgetter("bookings")),
    Kpi("Booked amount", Unit.MONEY, attrgetter("booked_amount"), tells_amounts=True),
    Kpi("Booking rate", Unit.RATE, attrgetter("booking_rate"), ripens=True, takes_time=True),
    Kpi("Outstanding", Unit.MONEY, attrgetter("outstanding"), stands_alone=True, tells_amounts=True),
    Kpi(
        "Customer lifetime value",
        Unit.MONEY,
        attrgetter("lifetime_value"),
        tells_amounts=True,
        told=Told.OF_ALL_TIME,
    ),
    Kpi("Payment collection", Unit.RATE, attrgetter("collection_rate"), tells_amounts=True),
    Kpi("Days to conversion", Unit.DECIMAL, attrgetter("days_to_conversion")),
    Kpi(
        "Engagements this month",
        Unit.COUNT,
        attrgetter("engagements_this_month"),
        earlier=attrgetter("engagements_last_month"),
        told=Told.OF_THIS_MONTH,
    ),
    Kpi("Engagements per active lead", Unit.DECIMAL, attrgetter("engagement_frequency"), told=Told.OF_ALL_TIME),
    Kpi("Pending follow-ups", Unit.COUNT, attrgetter("pending_followups"), stands_alone=True),
    Kpi("Overdue follow-ups", Unit.COUNT, attrgetter("overdue_followups"), stands_alone=True),
)

COURSES = (
    Kpi("New leads", Unit.COUNT, attrgetter("new_leads")),
    Kpi("Conversion rate", Unit.RATE, attrgetter("conversion_rate"), ripens=True),
    Kpi("Bookings", Unit.COUNT, attrgetter("bookings")),
    Kpi("Booked amount", Unit.MONEY, attrgetter("booked_amount"), tells_amounts=True),
    Kpi("Engagements", Unit.COUNT, attrgetter("engagements")),
    Kpi("Outstanding", Unit.MONEY, attrgetter("outstanding"), stands_alone=True, tells_amounts=True),
)


def value_cell(value: Value, unit: Unit, scope: Scope) -> Cell:
    match unit:
        case Unit.COUNT:
            return count_cell(int(value or 0), scope)
        case Unit.MONEY:
            return average_cell(value, scope) if isinstance(value, Fraction) else money_cell(value, scope)
        case Unit.RATE:
            return rate_cell(_fraction(value), scope)
        case Unit.DECIMAL:
            return Cell(value, scope.show.decimal(_fraction(value)))


def change_cell(now: Value, before: Value, unit: Unit, scope: Scope) -> Cell:
    match unit:
        case Unit.COUNT:
            return signed_change(int(now or 0), int(before or 0), scope.show)
        case Unit.MONEY:
            return signed_percent(whole_minor(now or 0), whole_minor(before or 0), scope.show)
        case Unit.RATE:
            return signed_points(_fraction(now), _fraction(before), scope.show)
        case Unit.DECIMAL:
            return signed_decimal(_fraction(now), _fraction(before), scope.show)


def short_texts(values: Sequence[Value], unit: Unit, scope: Scope) -> tuple[str, ...]:
    """Figures that are read together, in few characters: amounts are shortened; of nothing there is none."""
    if unit is Unit.MONEY:
        return scope.short_amounts(*(whole_minor(value or 0) for value in values))
    return tuple(value_cell(value, unit, scope).text for value in values)


def _fraction(value: Value) -> Fraction | None:
    return None if value is None else Fraction(value)
