"""The funnel as a report: its words, its table, its chart's data. Neither reads records nor draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from bot.alt_text import fitting
from bot.figures import Figures
from bot.funnel import RIPE_AFTER_DAYS, Cohort, Funnel, in_spans
from bot.funnel_findings import (
    best_finding,
    clear_leak,
    comparison,
    conversion_finding,
    headline,
    leak_finding,
    nothing_finding,
    steepest_finding,
)
from bot.kpi import percent
from bot.months import SPAN_NAMES, day_text, first_day, fitting_span, last_day
from bot.periods import Period, describe, describe_months, previous
from bot.report import FunnelChart, Report, ReportKind
from bot.stages import STAGES
from bot.table import Cell, Column, ColumnKind, Row, Table

TITLE = "Lead funnel"


def funnel_report(
    funnel: Funnel,
    before: Funnel | None,
    *,
    period: Period,
    filters_label: str,
    today: date,
    target: int,
    locale: str,
    undated: int,
) -> Report:
    """The report of `period`; `before` is the funnel of the period before it, None where there is none.

    `target` is the conversion rate to reach, in percent; `undated` counts the leads that match the filters
    and have no created date. More than 24 months are shown by quarter, more than 24 quarters by year.
    """
    show = Figures(locale)
    shown = _shown(funnel)
    days = _days(period, funnel)
    empty = Report(
        kind=ReportKind.FUNNEL,
        title=TITLE,
        subtitle=f"{days} · {filters_label}" if filters_label else days,
        headline="No leads",
        findings=(nothing_finding(days, filters_label, period.start, today=today),),
        definitions=tuple(_definitions(shown, period, today=today, undated=undated, show=show)),
        as_of=today,
    )
    if not shown.total.created:
        return empty
    notes = _definitions(shown, period, today=today, undated=undated, show=show, pale="Pale: ")
    chart = _chart(empty, shown, notes, locale)
    return replace(
        empty,
        headline=chart.title,
        findings=tuple(_findings(funnel, before, period=period, today=today, target=target, show=show)),
        chart=chart,
        alt_text=funnel_alt_text(chart),
        table=_table(shown, f"{TITLE}, {empty.subtitle}", show),
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


def _days(period: Period, funnel: Funnel) -> str:
    """The period for the subtitle; all time says which months it came to."""
    if period.start is not None or not funnel.cohorts:
        return describe(period)
    return f"All time ({describe_months(funnel.cohorts[0].month, funnel.cohorts[-1].month)})"


def _definitions(
    funnel: Funnel, period: Period, *, today: date, undated: int, show: Figures, pale: str = ""
) -> Iterator[str]:
    """`pale` is what a picture says of the months that are too young."""
    if funnel.total.created:
        span = SPAN_NAMES[funnel.cohorts[0].span]
        yield "Leads by the month they were created; a stage counts every lead that ever came that far."
        yield "Conversion rate = converted ÷ new."
        if clear_leak(funnel):
            yield "Largest leak: the step at which the most leads stopped."
        still_open = sum(cohort.still_open for cohort in funnel.young(today=today))
        if still_open and len(funnel.cohorts) > 1:
            young = f"{span}s still running or ended less than {RIPE_AFTER_DAYS} days ago"
            named = f"{pale}{young}" if pale else young.capitalize()
            yield f"{named}: {show.count(still_open)} of their leads may still convert."
        if len(_whole(funnel, period)) < len(funnel.cohorts):
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


def _findings(
    funnel: Funnel, before: Funnel | None, *, period: Period, today: date, target: int, show: Figures
) -> Iterator[str]:
    if leak := leak_finding(funnel, show):
        yield " ".join(filter(None, (leak, steepest_finding(funnel, show))))
    earlier = previous(period, today=today)
    against = comparison(funnel, before, earlier.label, show, today=today) if before and earlier else None
    yield conversion_finding(funnel, Fraction(target), against, show, today=today)
    if best := best_finding(_whole(_shown(funnel), period), show, today=today):
        yield best


def _chart(report: Report, funnel: Funnel, notes: Iterable[str], locale: str) -> FunnelChart:
    return FunnelChart(
        title=headline(funnel, Figures(locale)),
        subtitle=f"{report.title} · {report.subtitle}",
        funnel=funnel,
        leak=clear_leak(funnel),
        young=len(funnel.young(today=report.as_of)),
        notes=" ".join((*notes, f"As of {day_text(report.as_of)}.")),
        locale=locale,
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
