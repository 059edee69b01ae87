"""The KPIs as a report: every formula of the guide with its figure, and the course of the main ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from itertools import islice
from operator import attrgetter
from typing import Any, TypeAlias

from bot.cells import BLANK, columns, count_cell, money_cell, rate_cell, text_cell
from bot.comparisons import (
    against_target,
    counts_against,
    signed_change,
    signed_decimal,
    signed_percent,
    signed_points,
)
from bot.conversions import conversion_finding, judged_rate
from bot.funnel import Funnel
from bot.funnel_findings import leak_finding
from bot.kpi_figures import KpiFigures, KpiMonth
from bot.ledger import ESCALATE_AFTER_DAYS
from bot.months import last_day, month_name, month_text
from bot.pictures import Trend, TrendsChart
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on, whole_minor
from bot.table import Cell, ColumnKind, Row, Table

Value: TypeAlias = int | Fraction | None
MOST_FINDINGS = 3
NO_FUNNEL = Funnel(())


class Unit(Enum):
    COUNT = auto()
    RATE = auto()
    MONEY = auto()
    DECIMAL = auto()


@dataclass(frozen=True, slots=True)
class Kpi:
    """A line of the report: how to read its figure, and `earlier` where that stands in the same figures.

    One that `stands_alone` is as of today, so it is not held against the period before. `tells_amounts` says that it
    is money, or made of it.
    """

    name: str
    unit: Unit
    read: Callable[[Any], Value]
    earlier: Callable[[KpiFigures], Value] | None = None
    stands_alone: bool = False
    tells_amounts: bool = False


KPIS = (
    Kpi("Total leads", Unit.COUNT, attrgetter("total_leads")),
    Kpi("New this month", Unit.COUNT, attrgetter("new_this_month"), earlier=attrgetter("new_last_month")),
    Kpi("Qualified", Unit.COUNT, attrgetter("qualified")),
    Kpi("Converted", Unit.COUNT, attrgetter("converted")),
    Kpi("Conversion rate", Unit.RATE, attrgetter("conversion_rate")),
    Kpi("Lead quality", Unit.RATE, attrgetter("lead_quality")),
    Kpi("Active customers", Unit.COUNT, attrgetter("active_customers"), stands_alone=True),
    Kpi("Bookings", Unit.COUNT, attrgetter("bookings")),
    Kpi("Booked amount", Unit.MONEY, attrgetter("booked_amount"), tells_amounts=True),
    Kpi("Booking rate", Unit.RATE, attrgetter("booking_rate")),
    Kpi("Outstanding", Unit.MONEY, attrgetter("outstanding"), stands_alone=True, tells_amounts=True),
    Kpi("Customer lifetime value", Unit.MONEY, attrgetter("lifetime_value"), tells_amounts=True),
    Kpi("Payment collection", Unit.RATE, attrgetter("collection_rate"), tells_amounts=True),
    Kpi("Days to conversion", Unit.DECIMAL, attrgetter("days_to_conversion")),
    Kpi(
        "Engagements this month",
        Unit.COUNT,
        attrgetter("engagements_this_month"),
        earlier=attrgetter("engagements_last_month"),
    ),
    Kpi("Engagements per active lead", Unit.DECIMAL, attrgetter("engagement_frequency"), stands_alone=True),
    Kpi("Pending follow-ups", Unit.COUNT, attrgetter("pending_followups"), stands_alone=True),
    Kpi("Overdue follow-ups", Unit.COUNT, attrgetter("overdue_followups"), stands_alone=True),
)

COURSES = (
    Kpi("New leads", Unit.COUNT, attrgetter("new_leads")),
    Kpi("Conversion rate", Unit.RATE, attrgetter("conversion_rate")),
    Kpi("Bookings", Unit.COUNT, attrgetter("bookings")),
    Kpi("Booked amount", Unit.MONEY, attrgetter("booked_amount"), tells_amounts=True),
    Kpi("Engagements", Unit.COUNT, attrgetter("engagements")),
    Kpi("Outstanding", Unit.MONEY, attrgetter("outstanding"), tells_amounts=True),
)


def kpi_report(
    now: KpiFigures,
    before: KpiFigures | None,
    *,
    scope: Scope,
    course: Sequence[KpiMonth] = (),
    leads: Funnel = NO_FUNNEL,
) -> Report:
    """The report of `now`; `before` are the figures of the period before, None where there is none.

    `course` are the last months in order, without gaps; a chart takes two of them. `leads` are the same period's, to
    say where they stop.
    """
    if now.is_empty:
        return empty_report(scope, ReportKind.KPI, noun="lead", advice="Log the first one with /lead")
    headline = _headline(now, scope)
    return report_on(
        scope,
        ReportKind.KPI,
        headline=headline,
        findings=islice(_findings(now, before, leads, scope), MOST_FINDINGS),
        definitions=_definitions(scope),
        chart=_chart(headline, course, scope) if len(course) > 1 else None,
        table=_table(now, before, scope),
    )


def _headline(now: KpiFigures, scope: Scope) -> str:
    show, rate = scope.show, judged_rate(now.converted, now.total_leads, scope)
    if rate is None:
        return f"{show.plural(now.total_leads, 'lead')}, {show.count(now.converted)} converted"
    return f"{show.rate(rate)} of leads converted, {against_target(rate, scope.target, show)}"


def _findings(now: KpiFigures, before: KpiFigures | None, leads: Funnel, scope: Scope) -> Iterator[str]:
    """What matters most first: where leads stop, and who owes money; the headline has told of the conversion."""
    leak = None if scope.is_recent else leak_finding(leads, scope.show)
    if now.total_leads and (before is not None or leak is None):
        yield _conversion(now, before, scope)
    if leak is not None:
        yield f"{leak} /report funnel shows every step."
    if scope.with_money:
        yield _receivables(now, scope)
    yield _follow_ups(now, scope)
    yield _engagements(now, scope)


def _conversion(now: KpiFigures, before: KpiFigures | None, scope: Scope) -> str:
    earlier = (before.converted, before.total_leads) if before is not None else None
    return conversion_finding(now.converted, now.total_leads, earlier, scope)


def _follow_ups(now: KpiFigures, scope: Scope) -> str:
    show, pending = scope.show, now.pending_followups
    if not pending:
        return f"No follow-up is pending, for {show.plural(now.active_leads, 'active lead')}."
    verb = "is" if pending == 1 else "are"
    text = f"{show.plural(pending, 'follow-up')} {verb} pending"
    if not now.overdue_followups:
        return f"{text}, none overdue."
    whose = ": /followups team shows whose" if scope.with_money else ""  # a manager's
    return f"{text}, {show.count(now.overdue_followups)} overdue{whose}."


def _receivables(now: KpiFigures, scope: Scope) -> str:
    """Who owes it is said alone, by /report ageing: this may be read in a channel."""
    rate = now.collection_rate
    paid = "" if rate is None else f"; {scope.show.rate(rate)} of what was invoiced is paid"
    text = f"{_outstanding(now.outstanding, scope)}{_long_overdue(now, scope)}{paid}."
    owed = now.outstanding > 0 or now.long_overdue
    return f"{text} /report ageing shows who owes it." if owed else text


def _outstanding(amount: int, scope: Scope) -> str:
    if amount < 0:
        return f"Customers are {scope.money(-amount)} in credit"
    return f"{scope.money(amount)} is outstanding" if amount else "Nothing is outstanding"


def _long_overdue(now: KpiFigures, scope: Scope) -> str:
    """Less the credit of others, less may be outstanding in all than is past due."""
    late, part = now.long_overdue, "of it " if now.long_overdue <= now.outstanding else ""
    if late:
        return f", {scope.money(late)} {part}more than {ESCALATE_AFTER_DAYS} days past due"
    return f", none of it more than {ESCALATE_AFTER_DAYS} days past due" if now.outstanding > 0 else ""


def _engagements(now: KpiFigures, scope: Scope) -> str:
    done, earlier = now.engagements_this_month, now.engagements_last_month
    against = counts_against(done, earlier, "in the same days of last month", scope.show)
    return f"{scope.show.plural(done, 'engagement')} this month, {against}."


def _definitions(scope: Scope) -> Iterator[str]:
    yield "Conversion rate and lead quality: leads that ever converted, or reached Qualified, ÷ all leads."
    yield "Bookings are confirmed or completed; booking rate = bookings ÷ converted leads."
    yield "Active customers have a booking that is not cancelled, or a balance."
    yield "Days to conversion: from a lead's created date to its booking, on average."
    yield "Active leads are neither converted nor lost."
    if scope.with_money:
        yield "Lifetime value = invoiced ÷ customers; collection = paid ÷ invoiced; outstanding = debits − credits."
    yield "This month is held against the same days of last month."


def _table(now: KpiFigures, before: KpiFigures | None, scope: Scope) -> Table:
    target = Fraction(scope.target)
    return Table(
        caption=f"{ReportKind.KPI.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Figure"),
            *columns(ColumnKind.FIGURE, "Now", "Before", "Change"),
        ),
        rows=tuple(_row(kpi, now, before, scope) for kpi in _shown(KPIS, scope)),
        total=(text_cell("Target of conversion"), rate_cell(target, scope), BLANK, BLANK),
    )


def _shown(kpis: Sequence[Kpi], scope: Scope) -> list[Kpi]:
    return [kpi for kpi in kpis if scope.with_money or not kpi.tells_amounts]


def _row(kpi: Kpi, now: KpiFigures, before: KpiFigures | None, scope: Scope) -> Row:
    value = kpi.read(now)
    first = (text_cell(kpi.name), _cell(value, kpi.unit, scope))
    if kpi.earlier is not None:
        earlier = kpi.earlier(now)
    elif kpi.stands_alone or before is None:
        return (*first, BLANK, BLANK)
    else:
        earlier = kpi.read(before)
    return (*first, _cell(earlier, kpi.unit, scope), text_cell(_change(value, earlier, kpi.unit, scope)))


def _cell(value: Value, unit: Unit, scope: Scope) -> Cell:
    match unit:
        case Unit.COUNT:
            return count_cell(int(value or 0), scope)
        case Unit.MONEY:
            return money_cell(value, scope)
        case Unit.RATE:
            return rate_cell(_fraction(value), scope)
        case Unit.DECIMAL:
            return Cell(value, scope.show.bare_rate(_fraction(value), decimals=1))


def _change(now: Value, before: Value, unit: Unit, scope: Scope) -> str:
    match unit:
        case Unit.COUNT:
            return signed_change(int(now or 0), int(before or 0), scope.show)
        case Unit.MONEY:
            return signed_percent(whole_minor(now or 0), whole_minor(before or 0), scope.show)
        case Unit.RATE:
            return signed_points(_fraction(now), _fraction(before), scope.show)
        case Unit.DECIMAL:
            return signed_decimal(_fraction(now), _fraction(before), scope.show)


def _fraction(value: Value) -> Fraction | None:
    return None if value is None else Fraction(value)


def _chart(title: str, course: Sequence[KpiMonth], scope: Scope) -> TrendsChart:
    last = course[-1].month
    running = [f"{month_text(last)} is still running."] if scope.today < last_day(last) else []
    return TrendsChart(
        title=title,
        subtitle=scope.filtered(f"{ReportKind.KPI.label} · {scope.days}"),
        trends=tuple(_trend(kpi, course, scope) for kpi in _shown(COURSES, scope)),
        first_month=month_text(course[0].month),
        last_month=month_text(last),
        notes=scope.notes(["Conversion rate: of the leads created in the month.", *running]),
    )


def _trend(kpi: Kpi, course: Sequence[KpiMonth], scope: Scope) -> Trend:
    values = [kpi.read(month) for month in course]
    before = f"{_short(values[-2], kpi.unit, scope)} in {month_name(course[-2].month)}"
    drawn = (float(value) if isinstance(value, Fraction) else value for value in values)
    return Trend(kpi.name, _short(values[-1], kpi.unit, scope), before, tuple(drawn))


def _short(value: Value, unit: Unit, scope: Scope) -> str:
    """The figure in few characters: amounts are shortened."""
    return scope.short_money(whole_minor(value or 0)) if unit is Unit.MONEY else _cell(value, unit, scope).text
