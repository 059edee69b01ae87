"""The sources as a report: which brings the most, which converts best, which needs attention, and at what cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from bot.cells import average_cell, columns, count_cells, rate_cell, text_cell
from bot.comparisons import ENOUGH, against_target
from bot.conversions import conversion_finding, mostly_young, share_of_leads
from bot.pictures import BarsChart
from bot.rate_bars import RateLine, rate_bars
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on
from bot.sources import (
    CampaignCost,
    SourceFigures,
    SourceRow,
    all_sources,
    by_source,
    by_subsource,
    highest_rate,
    judged,
    most_conversions,
    needing_attention,
)
from bot.table import ColumnKind, Row, Table

NO_SOURCE = "No source"
MOST_NAMED = 3


def sources_report(
    rows: Sequence[SourceRow],
    before: Sequence[SourceRow] | None,
    costs: Sequence[CampaignCost],
    *,
    scope: Scope,
    young: int = 0,
) -> Report:
    """The report of the leads in `rows`, of which so many `young` ones came too recently to judge.

    `before` are those of the period before, None where there is none.
    """
    total = all_sources(rows, costs)
    if not total.leads:
        return empty_report(scope, ReportKind.SOURCES, noun="lead", advice="Log one with /lead")
    sources = by_source(rows, costs)
    highest = None if mostly_young(young, total.leads) else highest_rate(sources)
    headline = _headline(sources, highest, total, scope)
    earlier = all_sources(before, costs) if before is not None else None
    return report_on(
        scope,
        ReportKind.SOURCES,
        headline=headline,
        findings=islice(_findings(sources, highest, total, earlier, young, scope), 3),
        definitions=_definitions(scope),
        chart=_chart(headline, sources, highest, scope),
        table=_table(by_subsource(rows, costs), total, scope),
    )


def _headline(
    sources: Sequence[SourceFigures], highest: SourceFigures | None, total: SourceFigures, scope: Scope
) -> str:
    show = scope.show
    if highest is not None and highest.rate is not None:
        return (
            f"{_name(highest)} converts {show.rate(highest.rate)}, {against_target(highest.rate, scope.target, show)}"
        )
    named = show.plural(sum(figures.source is not None for figures in sources), "source")
    return f"{show.plural(total.leads, 'lead')} from {named}, {show.count(total.converted)} converted"


def _findings(
    sources: Sequence[SourceFigures],
    highest: SourceFigures | None,
    total: SourceFigures,
    before: SourceFigures | None,
    young: int,
    scope: Scope,
) -> Iterator[str]:
    best = most_conversions(sources)
    if best is not None:
        yield _best(best, highest if len(judged(sources)) > 1 else None, scope)
    if not mostly_young(young, total.leads) and (poor := needing_attention(sources, scope.target)):
        yield _attention(poor, scope)
    earlier = (before.converted, before.leads) if before is not None else None
    yield conversion_finding(total.converted, total.leads, earlier, scope, young=young)
    if scope.with_money and (finding := _cost(sources, scope)):
        yield finding


def _best(best: SourceFigures, highest: SourceFigures | None, scope: Scope) -> str:
    share = share_of_leads(best.converted, best.leads, scope.show)
    if highest == best:
        return f"{_name(best)} brought the most conversions, and at the highest rate: {share}."
    text = f"{_name(best)} brought the most conversions: {share}."
    if highest is None:
        return text
    return (
        f"{text} {_name(highest)} has the highest rate: {share_of_leads(highest.converted, highest.leads, scope.show)}."
    )


def _attention(poor: Sequence[SourceFigures], scope: Scope) -> str:
    show, limit = scope.show, f"below half the target of {scope.show.rate(Fraction(scope.target))}"
    shares = [(_name(figures), share_of_leads(figures.converted, figures.leads, show)) for figures in poor]
    if len(shares) == 1:
        name, share = shares[0]
        return f"{name} needs attention: {share} converted, {limit}."
    listed = [f"{name}, {share}" for name, share in shares[:MOST_NAMED]]
    others = [f"{show.count(len(poor) - MOST_NAMED)} more"] if len(poor) > MOST_NAMED else []
    return f"{show.count(len(poor))} sources need attention, {limit}: {'; '.join(listed + others)}."


def _cost(sources: Sequence[SourceFigures], scope: Scope) -> str | None:
    """Which source's conversions cost the least, and which the most, of those with leads enough."""
    priced = [
        (figures.cost_per_conversion, _name(figures))
        for figures in judged(sources)
        if figures.cost_per_conversion is not None
    ]
    if len(priced) < 2:
        return None
    (least, cheapest), (most, dearest) = min(priced), max(priced)
    return f"A conversion costs {scope.about(least)} from {cheapest} and {scope.about(most)} from {dearest}."


def _definitions(scope: Scope) -> Iterator[str]:
    yield "Rate = converted ÷ leads; a lead that ever converted counts."
    yield f"Highest rate, needs attention: of sources with {ENOUGH} leads or more."
    if scope.with_money:
        yield "Cost: a campaign's budget, spread evenly over all its leads."


def _chart(title: str, sources: Sequence[SourceFigures], highest: SourceFigures | None, scope: Scope) -> BarsChart:
    lines = [
        RateLine(_name(figures), figures.converted, figures.leads, stands_out=figures == highest) for figures in sources
    ]
    return rate_bars(
        lines,
        title=title,
        subtitle=scope.filtered(f"Conversion rate by source · {scope.days}"),
        definitions=["Rate = converted ÷ leads."],
        scope=scope,
    )


def _table(lines: Sequence[SourceFigures], total: SourceFigures, scope: Scope) -> Table:
    costs = [("Cost per lead", "Per lead"), ("Cost per conversion", "Per conv")] if scope.with_money else []
    return Table(
        caption=f"{ReportKind.SOURCES.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Source"),
            *columns(ColumnKind.RATE, "Rate"),
            *columns(ColumnKind.COUNT, "Leads", ("Converted", "Conv"), ("Qualified", "Qual"), "Lost"),
            *columns(ColumnKind.MONEY, *costs),
        ),
        rows=tuple(_row(" · ".join(filter(None, (_name(line), line.subsource))), line, scope) for line in lines),
        total=_row("Total", total, scope),
    )


def _row(name: str, figures: SourceFigures, scope: Scope) -> Row:
    counts = (figures.leads, figures.converted, figures.qualified, figures.lost)
    costs = (figures.cost_per_lead, figures.cost_per_conversion) if scope.with_money else ()
    averages = (average_cell(cost, scope) for cost in costs)
    return (text_cell(name), rate_cell(figures.rate, scope), *count_cells(counts, scope), *averages)


def _name(figures: SourceFigures) -> str:
    return NO_SOURCE if figures.source is None else figures.source
