"""The KPIs as a report: every formula of the guide with its figure, and the course of the main ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from bot.cells import BLANK, columns, rate_cell, text_cell
from bot.comparisons import against_target, counts_against
from bot.conversions import conversion_finding, judged_rate, mostly_young
from bot.funnel import RIPE_AFTER_DAYS, Funnel
from bot.funnel_findings import leak_finding
from bot.kpi_figures import KpiFigures, KpiMonth
from bot.kpi_lines import COURSES, KPIS, Kpi, change_cell, short_texts, value_cell
from bot.ledger import ESCALATE_AFTER_DAYS
from bot.months import last_day, month_name, month_text
from bot.periods import parse_period
from bot.pictures import Tone, Trend, TrendsChart
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on
from bot.table import ColumnKind, Row, Table

MOST_FINDINGS = 3
NO_FUNNEL = Funnel(())


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
    say where they stop and how many came too recently to judge.
    """
    if now.is_empty:
        return empty_report(scope, ReportKind.KPI, noun="lead", advice="Log the first one with /lead")
    young = leads.young_leads(today=scope.today)
    headline = _headline(now, young, scope)
    return report_on(
        scope,
        ReportKind.KPI,
        headline=headline,
        findings=islice(_findings(now, before, leads, young, scope), MOST_FINDINGS),
        definitions=_definitions(scope),
        chart=_chart(headline, course, scope) if len(course) > 1 else None,
        table=_table(now, before, young, scope),
    )


def _headline(now: KpiFigures, young: int, scope: Scope) -> str:
    show, rate = scope.show, judged_rate(now.converted, now.total_leads, young)
    if rate is None:
        return f"{show.plural(now.total_leads, 'lead')}, {show.count(now.converted)} converted"
    return f"{show.rate(rate)} of leads converted, {against_target(rate, scope.target, show)}"


def _findings(now: KpiFigures, before: KpiFigures | None, leads: Funnel, young: int, scope: Scope) -> Iterator[str]:
    """What matters most first: where leads stop, and who owes money; the headline has told of the conversion."""
    leak = leak_finding(leads, scope.show, today=scope.today)
    if now.total_leads and (before is not None or leak is None):
        yield _conversion(now, before, young, scope)
    if leak is not None:
        yield f"{leak} /report funnel shows every step."
    if scope.with_money and not scope.has_ended:
        yield _receivables(now, scope)
    if not scope.has_ended:
        yield _follow_ups(now, scope)
    yield _engagements(now, before, scope)


def _conversion(now: KpiFigures, before: KpiFigures | None, young: int, scope: Scope) -> str:
    earlier = (before.converted, before.total_leads) if before is not None else None
    return conversion_finding(now.converted, now.total_leads, earlier, scope, young=young)


def _follow_ups(now: KpiFigures, scope: Scope) -> str:
    show, pending = scope.show, now.pending_followups
    if not pending:
        return f"No follow-up is pending, for {show.plural(now.active_leads, 'active lead')}."
    verb = "is" if pending == 1 else "are"
    text = f"{show.plural(pending, 'follow-up')} {verb} pending"
    if not now.overdue_followups:
        return f"{text}, none overdue."
    of_all = scope.with_money and not scope.filters_label  # a manager's, of everybody
    whose = ": /followups team shows whose" if of_all else ""
    return f"{text}, {show.count(now.overdue_followups)} overdue{whose}."


def _receivables(now: KpiFigures, scope: Scope) -> str:
    """Who owes it is said alone, by /report ageing: this may be read in a channel."""
    rate = now.collection_rate
    text = f"{_outstanding(now.outstanding, scope)}{_long_overdue(now, scope)}"
    if rate is not None and scope.is_all_time:
        text += f"; {scope.show.rate(rate)} of what was invoiced is paid"
    elif rate is not None:
        text += f"; the period's payments are {scope.show.rate(rate)} of its invoices"
    owed = now.outstanding > 0 or now.long_overdue
    return f"{text}. /report ageing shows who owes it." if owed else f"{text}."


def _outstanding(amount: int, scope: Scope) -> str:
    if amount < 0:
        return f"Customers are {scope.money(-amount)} in credit"
    return f"{scope.money(amount)} is outstanding" if amount else "Nothing is outstanding"


def _long_overdue(now: KpiFigures, scope: Scope) -> str:
    """Less the credit of others, less may be outstanding in all than is past due."""
    late = now.long_overdue
    if late:
        part = "all" if late == now.outstanding else scope.money(late)
        of_it = " of it" if late <= now.outstanding else ""
        return f", {part}{of_it} more than {ESCALATE_AFTER_DAYS} days past due"
    return f", none of it more than {ESCALATE_AFTER_DAYS} days past due" if now.outstanding > 0 else ""


def _engagements(now: KpiFigures, before: KpiFigures | None, scope: Scope) -> str:
    show = scope.show
    if scope.is_all_time or scope.is_this_month:
        done, earlier = now.engagements_this_month, now.engagements_last_month
        when = replace(scope, period=parse_period("this month", today=scope.today)).before
        text = f"{show.plural(done, 'engagement')} this month"
        return f"{text}, {counts_against(done, earlier, f'in {when}', show)}." if when else f"{text}."
    text = f"{show.plural(now.engagements, 'engagement')} in {scope.days}"
    if before is None:
        return f"{text}."
    return f"{text}, {counts_against(now.engagements, before.engagements, f'in {scope.before}', show)}."


def _definitions(scope: Scope) -> Iterator[str]:
    yield "Conversion rate and lead quality: leads that ever converted, or reached Qualified, ÷ all leads."
    booked = "bookings" if scope.is_all_time else "bookings of the period's leads, on whatever day,"
    had_time = "" if scope.is_all_time else ", once these had time to book"
    yield f"Bookings are confirmed or completed; booking rate = {booked} ÷ converted leads{had_time}."
    yield "Days to conversion: from a lead's created date to its booking, on average."
    if not scope.has_ended:
        yield "Active customers have a booking that is not cancelled, or a balance."
    if scope.is_all_time:
        yield "Active leads are neither converted nor lost."
    if scope.with_money:
        yield from _money_definitions(scope)
    if scope.before:
        yield f"Before: {scope.before}{'' if scope.has_ended else '; what has none is as of today'}."


def _money_definitions(scope: Scope) -> Iterator[str]:
    if scope.is_all_time:
        yield "Lifetime value = invoiced ÷ customers; collection = paid ÷ invoiced; outstanding = debits − credits."
    else:
        yield (
            "Collection = payments ÷ invoices of the period, over 100 % where older invoices are paid; "
            "outstanding = debits − credits."
        )


def _table(now: KpiFigures, before: KpiFigures | None, young: int, scope: Scope) -> Table:
    compared = () if before is None else ("Before", "Change")
    return Table(
        caption=f"{ReportKind.KPI.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Figure"),
            *columns(ColumnKind.FIGURE, "Now", *compared),
        ),
        rows=tuple(_row(kpi, now, before, young, scope) for kpi in _told(scope)),
        total=_target(now, young, scope, blanks=len(compared)),
    )


def _told(scope: Scope) -> Iterator[Kpi]:
    """Without what is as of today, where the period has ended."""
    return (kpi for kpi in KPIS if kpi.is_shown(scope) and not (kpi.stands_alone and scope.has_ended))


def _target(now: KpiFigures, young: int, scope: Scope, *, blanks: int) -> Row:
    """The conversion to reach, where the headline has not said it."""
    if judged_rate(now.converted, now.total_leads, young) is not None:
        return ()
    return (text_cell("Target of conversion"), rate_cell(Fraction(scope.target), scope), *[BLANK] * blanks)


def _row(kpi: Kpi, now: KpiFigures, before: KpiFigures | None, young: int, scope: Scope) -> Row:
    too_recent = mostly_young(young, now.total_leads)
    value = None if kpi.takes_time and too_recent and not scope.is_all_time else kpi.read(now)
    first = (text_cell(kpi.name), value_cell(value, kpi.unit, scope))
    if before is None:
        return first
    if kpi.stands_alone:
        return (*first, BLANK, BLANK)
    earlier = kpi.earlier(now) if kpi.earlier else kpi.read(before)
    change = BLANK if kpi.ripens and too_recent else change_cell(value, earlier, kpi.unit, scope)
    return (*first, value_cell(earlier, kpi.unit, scope), change)


def _chart(title: str, course: Sequence[KpiMonth], scope: Scope) -> TrendsChart:
    last = course[-1].month
    trends = tuple(_trend(kpi, course, scope) for kpi in COURSES if kpi.is_shown(scope))
    notes = ["Conversion rate: of the leads created in the month."]
    if any(trend.pale for trend in trends):
        notes.append(_pale(last, scope))
    return TrendsChart(
        title=title,
        subtitle=scope.filtered(f"{ReportKind.KPI.label} · {scope.days}"),
        trends=trends,
        first_month=month_text(course[0].month),
        last_month=month_text(last),
        notes=scope.notes(notes),
    )


def _pale(last: int, scope: Scope) -> str:
    running = f"{month_text(last)} is still running; " if scope.today < last_day(last) else ""
    return f"Pale: {running}the rate of a month that ended less than {RIPE_AFTER_DAYS} days ago can still rise."


def _trend(kpi: Kpi, course: Sequence[KpiMonth], scope: Scope) -> Trend:
    values = [kpi.read(month) for month in course]
    pale = _not_final(kpi, course, scope)
    now, beside = _last_month(kpi, course, scope, is_final=not pale)
    return Trend(
        kpi.name,
        now,
        beside,
        tuple(float(value) if isinstance(value, Fraction) else value for value in values),
        tone=Tone.PALE if pale and kpi.ripens else Tone.PLAIN,
        pale=pale,
    )


def _last_month(kpi: Kpi, course: Sequence[KpiMonth], scope: Scope, *, is_final: bool) -> tuple[str, str]:
    """The last month's figure, and beside it the one before: a part of a month is held against no whole one."""
    before, now = (kpi.read(month) for month in course[-2:])
    if not is_final:
        return short_texts([now], kpi.unit, scope)[0], "" if now is None else "so far"
    shown, earlier = short_texts([now, before], kpi.unit, scope)
    return shown, "" if before is None else f"{earlier} in {month_name(course[-2].month)}"


def _not_final(kpi: Kpi, course: Sequence[KpiMonth], scope: Scope) -> int:
    """How many months at the end may still change: the running one, and those whose leads may still convert."""
    if kpi.stands_alone:
        return 0
    days = RIPE_AFTER_DAYS if kpi.ripens else 0
    return sum((scope.today - last_day(month.month)).days < days for month in course)
