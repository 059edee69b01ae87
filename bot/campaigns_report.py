"""The campaigns as a report: what each returned on its budget, for those who see money; its conversions for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from bot.campaigns import CampaignFigures, all_campaigns, by_return, losing
from bot.cells import columns, count_cells, money_cells, rate_cell, text_cell
from bot.comparisons import points_apart
from bot.conversions import conversion_finding, share_of_leads
from bot.pictures import NO_BAR, Bar, BarsChart, Part, Tone
from bot.rate_bars import MOST_BARS, RateLine, rate_bars
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on
from bot.table import Cell, ColumnKind, Row, Table


def campaigns_report(
    campaigns: Sequence[CampaignFigures], before: Sequence[CampaignFigures] | None, *, scope: Scope
) -> Report:
    """The report of the campaigns' leads of the period; `before` are those of the period before, None without one."""
    if not campaigns:
        return empty_report(
            scope, ReportKind.CAMPAIGNS, noun="campaign", advice="Start one with /campaign", is_dated=False
        )
    headline = _headline(campaigns, scope)
    return report_on(
        scope,
        ReportKind.CAMPAIGNS,
        headline=headline,
        findings=islice(_findings(campaigns, before, scope), 3),
        definitions=_definitions(scope),
        chart=_chart(headline, campaigns, scope),
        table=_table(campaigns, scope),
    )


def _headline(campaigns: Sequence[CampaignFigures], scope: Scope) -> str:
    best = by_return(campaigns)[0]
    if scope.with_money and best.roi is not None:
        if best.revenue < best.budget:
            return "No campaign has earned its budget back"
        return f"{best.name} returned {scope.show.rate(best.roi)} on its budget"
    total, most = all_campaigns(campaigns), _most_conversions(campaigns)
    if most.converted and len(campaigns) > 1:
        conversions = scope.show.plural(total.converted, "conversion")
        return f"{most.name} brought {scope.show.count(most.converted)} of {conversions}"
    several = scope.show.plural(len(campaigns), "campaign")
    return f"{several}: {scope.show.plural(total.leads, 'lead')}, {scope.show.count(total.converted)} converted"


def _most_conversions(campaigns: Sequence[CampaignFigures]) -> CampaignFigures:
    return max(campaigns, key=lambda campaign: (campaign.converted, -campaign.leads))


def _findings(
    campaigns: Sequence[CampaignFigures], before: Sequence[CampaignFigures] | None, scope: Scope
) -> Iterator[str]:
    if scope.with_money:
        yield from _money_findings(campaigns, scope)
    total = all_campaigns(campaigns)
    earlier = all_campaigns(before) if before is not None else None
    yield conversion_finding(
        total.converted, total.leads, (earlier.converted, earlier.leads) if earlier else None, scope
    )
    most = _most_conversions(campaigns)
    if most.converted and len(campaigns) > 1:
        yield f"{most.name} brought the most conversions: {share_of_leads(most.converted, most.leads, scope.show)}."


def _money_findings(campaigns: Sequence[CampaignFigures], scope: Scope) -> Iterator[str]:
    best = by_return(campaigns)[0]
    if best.roi is not None and best.revenue >= best.budget:
        yield f"{best.name} brought {_return(best, scope)}{_against_expected(best, scope)}."
    poor = losing(campaigns)
    if len(poor) == 1:
        yield f"{poor[0].name} has not earned its budget back: {_return(poor[0], scope)}{_so_far(poor[0])}."
    elif poor:
        missing = sum(campaign.budget - campaign.revenue for campaign in poor)
        most = f"most with {poor[0].name}, {_return(poor[0], scope)}{_so_far(poor[0])}"
        count = scope.show.count(len(poor))
        yield f"{count} campaigns have not earned their budgets back: {scope.money(missing)} is missing, {most}."


def _return(campaign: CampaignFigures, scope: Scope) -> str:
    """₹1,50,000 on a budget of ₹50,000, a return of 200 %."""
    amounts = f"{scope.money(campaign.revenue)} on a budget of {scope.money(campaign.budget)}"
    return f"{amounts}, a return of {scope.show.rate(campaign.roi)}"


def _so_far(campaign: CampaignFigures) -> str:
    return " so far" if campaign.is_running else ""


def _against_expected(campaign: CampaignFigures, scope: Scope) -> str:
    if campaign.expected_roi is None or campaign.roi is None:
        return _so_far(campaign)
    expected = scope.show.rate(Fraction(campaign.expected_roi))
    return (
        f"{_so_far(campaign)}, {points_apart(campaign.roi - campaign.expected_roi, scope.show)} the expected {expected}"
    )


def _definitions(scope: Scope) -> Iterator[str]:
    yield "Rate = converted ÷ leads; a lead that ever converted counts."
    if scope.with_money:
        yield "Revenue: bookings of the campaign's leads that are not cancelled. Budget: all, whatever the period."
        yield "ROI = (revenue − budget) ÷ budget."


def _chart(title: str, campaigns: Sequence[CampaignFigures], scope: Scope) -> BarsChart:
    if scope.with_money and any(campaign.budget for campaign in campaigns):
        return _return_bars(title, campaigns, scope)
    most = _most_conversions(campaigns)
    lines = [
        RateLine(campaign.name, campaign.converted, campaign.leads, stands_out=campaign is most)
        for campaign in campaigns
    ]
    return rate_bars(
        lines,
        title=title,
        subtitle=scope.filtered(f"Conversion rate by campaign · {scope.days}"),
        definitions=["Rate = converted ÷ leads."],
        scope=scope,
    )


def _return_bars(title: str, campaigns: Sequence[CampaignFigures], scope: Scope) -> BarsChart:
    """The best and those with the most money in them, up to 15, the highest return first; then what the others come to.

    The others have no bar: theirs would be so long that nothing could be told of the campaigns' own.
    """
    best = by_return(campaigns)[0]
    by_size = sorted(campaigns, key=lambda one: (one is not best, -max(one.revenue, one.budget)))
    shown, others = by_return(by_size[:MOST_BARS]), by_size[MOST_BARS:]
    bars = [_bar(campaign, scope, stands_out=campaign is best and best.revenue >= best.budget) for campaign in shown]
    if others:
        rest = all_campaigns(others, f"{scope.show.count(len(others))} more")
        bars.append(replace(_bar(rest, scope, stands_out=False), parts=NO_BAR))
    return BarsChart(
        title=title,
        subtitle=scope.filtered(f"Revenue on budget by campaign · {scope.days}"),
        bars=tuple(bars),
        notes=scope.notes(["Percent: ROI = (revenue − budget) ÷ budget."]),
        part_names=("budget earned back", "earned above it", "not earned back"),
        beside_name="revenue / budget",
    )


def _bar(campaign: CampaignFigures, scope: Scope, *, stands_out: bool) -> Bar:
    back = min(campaign.revenue, campaign.budget)
    tone = Tone.ACCENT if stands_out else Tone.PLAIN
    parts = tuple(Part(length, tone) for length in (back, campaign.revenue - back, campaign.budget - back))
    beside = f"{scope.short_money(campaign.revenue)} / {scope.short_money(campaign.budget)}"
    return Bar(campaign.name, parts, scope.show.rate(campaign.roi), beside)


def _table(campaigns: Sequence[CampaignFigures], scope: Scope) -> Table:
    amounts, rates = (("Revenue", "Budget"), ("ROI", ("Expected ROI", "Exp"))) if scope.with_money else ((), ())
    by_size = sorted(campaigns, key=lambda campaign: (-campaign.leads, campaign.name))
    return Table(
        caption=f"{ReportKind.CAMPAIGNS.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Campaign"),
            *columns(ColumnKind.COUNT, "Leads", ("Converted", "Conv")),
            *columns(ColumnKind.RATE, "Rate"),
            *columns(ColumnKind.MONEY, *amounts),
            *columns(ColumnKind.RATE, *rates),
        ),
        rows=tuple(_row(campaign, scope) for campaign in by_size),
        total=_row(all_campaigns(campaigns), scope),
    )


def _row(campaign: CampaignFigures, scope: Scope) -> Row:
    money: tuple[Cell, ...] = ()
    if scope.with_money:
        expected = None if campaign.expected_roi is None else Fraction(campaign.expected_roi)
        money = (
            *money_cells([campaign.revenue, campaign.budget], scope),
            rate_cell(campaign.roi, scope),
            rate_cell(expected, scope),
        )
    counts = count_cells([campaign.leads, campaign.converted], scope)
    return (text_cell(campaign.name), *counts, rate_cell(campaign.rate, scope), *money)
