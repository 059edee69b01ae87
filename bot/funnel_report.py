"""The funnel as a report: its words, its table, its chart's data. Neither reads records nor draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.alt_text import fitting
from bot.conversions import conversion_finding
from bot.figures import Figures
from bot.funnel import RIPE_AFTER_DAYS, Cohort, Funnel, in_spans
from bot.funnel_findings import (
    best_finding,
    clear_leak,
    headline,
    leak_finding,
    nothing_finding,
    steepest_finding,
)
from bot.kpi import percent
from bot.months import SPAN_NAMES, first_day, fitting_span, last_day
from bot.periods import Period, describe_months
from bot.report import FunnelChart, Report, ReportKind
from bot.scope import Scope
from bot.stages import STAGES
from bot.table import Cell, Column, ColumnKind, Row, Table

TITLE = "Lead funnel"


def funnel_report(funnel: Funnel, before: Funnel | None, *, scope: Scope, undated: int) -> Report:
    """The report of the monthly `funnel`; `before` is that of the period before, None where there is none.

    `undated` counts the leads that match the filters and have no created date. More than 24 months are shown by
    quarter, more than 24 quarters by year.
    """
    days = _days(scope, funnel)
    empty = Report(
        kind=ReportKind.FUNNEL,
        title=TITLE,
        subtitle=scope.filtered(days),
        headline="No leads",
        findings=(nothing_finding(days, scope.filters_label, scope.period.start, today=scope.today),),
        definitions=tuple(_definitions(funnel, scope, undated=undated)),
        as_of=scope.today,
    )
    if not funnel.total.created:
        return empty
    chart = _chart(
        funnel, empty.subtitle, scope.notes(_definitions(funnel, scope, undated=undated, pale="Pale: ")), scope
    )
    return replace(
        empty,
        headline=chart.title,
        findings=tuple(_findings(funnel, before, scope)),
        definitions=(*empty.definitions, *scope.caveats),
        chart=chart,
        alt_text=funnel_alt_text(chart),
        table=_table(chart.funnel, f"{TITLE}, {empty.subtitle}", scope.show),
    )


def funnel_alt_text(chart: FunnelChart) -> str:
    """The chart's numbers in words, in at most 2,000 characters; columns that do not fit are only counted."""
    show, funnel = Figures(chart.locale), chart.funnel
    stages = (
        f"{stage.capitalize()} {_share(reached, funnel.total.created, show)}"
        for stage, reached in zip(STAGES, funnel.total.reached, strict=True)
    )
    steps = funnel.steps
    stops = (f"after {step.start.capitalize()} {_share(step.stopped, step.reached, show)}" for step in steps)
    text = f"{chart.subtitle}. {chart.title}. {', '.join(stages)}. Went no further: {', '.join(stops)}."
    return fitting(text, [_column_text(cohort, show) for cohort in funnel.cohorts if cohort.created])


def _column_text(cohort: Cohort, show: Figures) -> str:
    share = _share(cohort.converted, cohort.created, show)
    return f"{cohort.name}: {show.plural(cohort.created, 'lead')}, {share} converted"


def _shown(funnel: Funnel) -> Funnel:
    """The monthly funnel by month, quarter or year, so that its lines stay few."""
    return Funnel(in_spans(funnel.cohorts, fitting_span(len(funnel.cohorts))))


def _days(scope: Scope, funnel: Funnel) -> str:
    """The period for the subtitle; all time says which months it came to."""
    if not scope.is_all_time or not funnel.cohorts:
        return scope.days
    return f"All time ({describe_months(funnel.cohorts[0].month, funnel.cohorts[-1].month)})"


def _definitions(funnel: Funnel, scope: Scope, *, undated: int, pale: str = "") -> Iterator[str]:
    """`pale` is what a picture says of the months that are too young; it has no lost leads."""
    shown, show, today = _shown(funnel), scope.show, scope.today
    if funnel.total.created:
        span = SPAN_NAMES[shown.cohorts[0].span]
        yield "Leads by the month they were created; a stage counts every lead that ever came that far."
        if not pale:
            yield "Lost: as of today; a lead that converted and was lost later counts as both."
        yield "Conversion rate = converted ÷ new."
        if clear_leak(funnel, today=today):
            yield "Largest leak: the step at which the most leads stopped."
        still_open = sum(cohort.still_open for cohort in shown.young(today=today))
        if still_open and len(shown.cohorts) > 1:
            young = f"{span}s still running or ended less than {RIPE_AFTER_DAYS} days ago"
            named = f"{pale}{young}" if pale else young.capitalize()
            yield f"{named}: {show.count(still_open)} of their leads may still convert."
        if len(_whole(shown, scope.period)) < len(shown.cohorts):
            yield f"The first and the last {span} count only their days in this period."
    if undated:
        yield f"Left out: {show.plural(undated, 'lead')} without a created date."


def _whole(funnel: Funnel, period: Period) -> tuple[Cohort, ...]:
    """The cohorts of which the period holds every day."""
    start, end = period.start, period.end
    if start is None or end is None:
        return funnel.cohorts
    return tuple(
        cohort
        for cohort in funnel.cohorts
        if start <= first_day(cohort.month) and last_day(cohort.month, span=cohort.span) <= end
    )


def _findings(funnel: Funnel, before: Funnel | None, scope: Scope) -> Iterator[str]:
    show, today, total = scope.show, scope.today, funnel.total
    if leak := leak_finding(funnel, show, today=today):
        yield " ".join(filter(None, (leak, steepest_finding(funnel, show, today=today))))
    earlier = (before.total.converted, before.total.created) if before is not None else None
    yield conversion_finding(total.converted, total.created, earlier, scope, young=funnel.young_leads(today=today))
    if best := best_finding(_whole(_shown(funnel), scope.period), show, today=today):
        yield best


def _chart(funnel: Funnel, subtitle: str, notes: str, scope: Scope) -> FunnelChart:
    shown = _shown(funnel)
    return FunnelChart(
        title=headline(funnel, scope.show, today=scope.today),
        subtitle=f"{TITLE} · {subtitle}",
        funnel=shown,
        leak=clear_leak(funnel, today=scope.today),
        young=len(shown.young(today=scope.today)),
        notes=notes,
        locale=scope.locale,
    )


def _table(funnel: Funnel, caption: str, show: Figures) -> Table:
    span_name = SPAN_NAMES[funnel.cohorts[0].span].capitalize()
    return Table(
        caption=caption,
        columns=(
            Column(span_name, span_name, ColumnKind.TEXT),
            *(Column(stage.capitalize(), stage.capitalize()[:4], ColumnKind.COUNT) for stage in STAGES),
            Column("Lost", "Lost", ColumnKind.COUNT),
            Column("Conv. rate", "Rate", ColumnKind.RATE),
        ),
        rows=tuple(_row(cohort.name, cohort, show) for cohort in reversed(funnel.cohorts)),
        total=_row("Total", funnel.total, show),
    )


def _row(name: str, cohort: Cohort, show: Figures) -> Row:
    return (
        Cell(name, name),
        *(Cell(count, show.count(count)) for count in (*cohort.reached, cohort.lost)),
        Cell(cohort.conversion_rate, show.rate(cohort.conversion_rate)),
    )


def _share(part: int, whole: int, show: Figures) -> str:
    return f"{show.count(part)} ({show.rate(percent(part, whole))})"
