"""The campaigns as a report: what each returned on its budget, for those who see money; its conversions for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from bot.campaigns import CampaignFigures, all_campaigns, by_return, losing, most_conversions
from bot.cells import columns, count_cells, money_cells, rate_cell, text_cell
from bot.comparisons import points_apart
from bot.conversions import conversion_finding, share_of_leads
from bot.figures import printed_difference, rounded
from bot.pictures import NO_BAR, Bar, BarsChart, Part, Tone
from bot.rate_bars import MOST_BARS, RateLine, rate_bars
from bot.report import Report, ReportKind
from bot.scope import Scope, empty_report, report_on
from bot.table import ColumnKind, Row, Table

PENDING_TOO = "pending bookings included"
OUTLIER = 5
"""How many times as long as the next one a bar may be."""


def campaigns_report(
    campaigns: Sequence[CampaignFigures],
    before: Sequence[CampaignFigures] | None,
    *,
    scope: Scope,
    young: int = 0,
) -> Report:
    """The report of the campaigns' leads of the period, of which so many `young` ones came too recently to judge.

    `before` are those of the period before, None without one.
    """
    if not campaigns:
        return empty_report(
            scope, ReportKind.CAMPAIGNS, noun="campaign", advice="Start one with /campaign", is_dated=False
        )
    headline = _headline(campaigns, scope)
    return report_on(
        scope,
        ReportKind.CAMPAIGNS,
        headline=headline,
        findings=islice(_findings(campaigns, before, young, scope), 3),
        definitions=_definitions(campaigns, scope),
        chart=_chart(headline, campaigns, scope),
        table=_table(campaigns, scope),
    )


def _headline(campaigns: Sequence[CampaignFigures], scope: Scope) -> str:
    best = by_return(campaigns)[0]
    if scope.with_money and best.roi is not None:
        if best.missing:
            return "No campaign has earned its budget back"
        return f"{best.name} returned {scope.show.rate(best.roi)} on its budget"
    total, most = all_campaigns(campaigns), most_conversions(campaigns)
    if most is not None:
        conversions = scope.show.plural(total.converted, "conversion")
        return f"{most.name} brought {scope.show.count(most.converted)} of {conversions}"
    several = scope.show.plural(len(campaigns), "campaign")
    return f"{several}: {scope.show.plural(total.leads, 'lead')}, {scope.show.count(total.converted)} converted"


def _findings(
    campaigns: Sequence[CampaignFigures], before: Sequence[CampaignFigures] | None, young: int, scope: Scope
) -> Iterator[str]:
    if scope.with_money:
        yield from _money_findings(campaigns, scope)
    total = all_campaigns(campaigns)
    if not total.leads:
        yield _no_lead(len(campaigns), scope)
        return
    earlier = all_campaigns(before) if before is not None else None
    against = (earlier.converted, earlier.leads) if earlier else None
    yield conversion_finding(total.converted, total.leads, against, scope, young=young)
    most = most_conversions(campaigns)
    if most is not None:
        yield f"{most.name} brought the most conversions: {share_of_leads(most.converted, most.leads, scope.show)}."


def _no_lead(campaigns: int, scope: Scope) -> str:
    when = f" in {scope.days}" if scope.period.start else " yet"
    return f"It brought no lead{when}." if campaigns == 1 else f"None of them brought a lead{when}."


def _money_findings(campaigns: Sequence[CampaignFigures], scope: Scope) -> Iterator[str]:
    best = by_return(campaigns)[0]
    if best.roi is not None and not best.missing:
        yield f"{best.name} brought {_return(best, scope)}{_against_expected(best, scope)}; {PENDING_TOO}."
    poor = losing(campaigns)
    if len(poor) == 1:
        yield f"{poor[0].name} has not earned its budget back: {_return(poor[0], scope)}{_so_far(poor[0])}."
    elif poor:
        missing = scope.money(sum(campaign.missing for campaign in poor))
        most = f"{scope.money(poor[0].missing)} of it with {poor[0].name}"
        brought = f"which brought {_earned(poor[0], scope)}{_so_far(poor[0])}"
        count = scope.show.count(len(poor))
        yield f"{count} campaigns have not earned their budgets back: {missing} is missing, {most}, {brought}."


def _return(campaign: CampaignFigures, scope: Scope) -> str:
    """₹1,50,000 on a budget of ₹50,000, a return of 200 %."""
    return f"{_earned(campaign, scope)}, a return of {scope.show.rate(campaign.roi)}"


def _earned(campaign: CampaignFigures, scope: Scope) -> str:
    return f"{scope.money(campaign.revenue)} on a budget of {scope.money(campaign.budget or 0)}"


def _so_far(campaign: CampaignFigures) -> str:
    return " so far" if campaign.is_running else ""


def _against_expected(campaign: CampaignFigures, scope: Scope) -> str:
    if campaign.expected_roi is None or campaign.roi is None:
        return _so_far(campaign)
    expected = Fraction(campaign.expected_roi)
    apart = points_apart(printed_difference(campaign.roi, expected), scope.show)
    return f"{_so_far(campaign)}, {apart} the expected {scope.show.rate(expected)}"


def _tells_returns(campaigns: Sequence[CampaignFigures], scope: Scope) -> bool:
    return scope.with_money and all(campaign.budget is not None for campaign in campaigns)


def _definitions(campaigns: Sequence[CampaignFigures], scope: Scope) -> Iterator[str]:
    yield "Rate = converted ÷ leads; a lead that ever converted counts."
    if scope.with_money:
        yield "Revenue: all bookings of these leads but cancelled ones."
    if _tells_returns(campaigns, scope):
        yield "ROI = (revenue − budget) ÷ budget."
    elif scope.with_money:
        yield "Returns on budgets are told over all time, of all owners and sources."


def _chart(title: str, campaigns: Sequence[CampaignFigures], scope: Scope) -> BarsChart:
    if _tells_returns(campaigns, scope) and any(campaign.budget for campaign in campaigns):
        return _return_bars(title, campaigns, scope)
    most = most_conversions(campaigns)
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

    A bar is as long as its return, to the left where that is a loss; the others have none, being no one's return.
    """
    best = by_return(campaigns)[0]
    by_size = sorted(campaigns, key=lambda one: (one is not best, -max(one.revenue, one.budget or 0)))
    shown, others = by_return(by_size[:MOST_BARS]), by_size[MOST_BARS:]
    longest = _longest([_length(campaign) for campaign in shown])
    bars = [_bar(campaign, longest, scope) for campaign in shown]
    if not best.missing:
        bars[0] = replace(bars[0], parts=(replace(bars[0].parts[0], tone=Tone.ACCENT),))
    if others:
        rest = all_campaigns(others, f"{scope.show.count(len(others))} more")
        bars.append(replace(_bar(rest, longest, scope), parts=NO_BAR, is_cut=False))
    cut = ["The broken bar is longer than it is drawn."] if any(bar.is_cut for bar in bars) else []
    return BarsChart(
        title=title,
        subtitle=scope.filtered(f"ROI by campaign, {PENDING_TOO} · {scope.days}"),
        bars=tuple(bars),
        notes=scope.notes(["ROI = (revenue − budget) ÷ budget; a loss goes to the left.", *cut]),
        beside_name="revenue / budget",
    )


def _length(campaign: CampaignFigures) -> int:
    """The return in tenths of a percent."""
    return int(rounded((campaign.roi or Fraction(0)) * 10, 0))


def _longest(lengths: Sequence[int]) -> int:
    """How long a bar may be, so that a single return beyond all others leaves something to see of these."""
    highest, *others = sorted(map(abs, lengths), reverse=True)
    return min(highest, OUTLIER * others[0]) if others and others[0] else highest


def _bar(campaign: CampaignFigures, longest: int, scope: Scope) -> Bar:
    length = _length(campaign)
    beside = f"{scope.short_money(campaign.revenue)} / {scope.short_money(campaign.budget or 0)}"
    figure = scope.show.rate(campaign.roi)
    return Bar(campaign.name, (Part(min(length, longest)),), figure, beside, is_cut=length > longest)


def _table(campaigns: Sequence[CampaignFigures], scope: Scope) -> Table:
    """As the headline ranks them: by what they returned, or by what they brought."""
    with_returns = _tells_returns(campaigns, scope)
    returned, spent, expected = (("ROI",), ("Budget",), (("Expected ROI", "Exp"),)) if with_returns else ((), (), ())
    ranked = by_return(campaigns) if with_returns else sorted(campaigns, key=lambda one: (-one.converted, one.leads))
    return Table(
        caption=f"{ReportKind.CAMPAIGNS.label}, {scope.filtered(scope.days)}",
        columns=(
            *columns(ColumnKind.TEXT, "Campaign"),
            *columns(ColumnKind.RATE, *returned),
            *columns(ColumnKind.MONEY, *(("Revenue",) if scope.with_money else ()), *spent),
            *columns(ColumnKind.COUNT, ("Converted", "Conv"), "Leads"),
            *columns(ColumnKind.RATE, "Rate", *expected),
        ),
        rows=tuple(_row(campaign, scope, with_returns=with_returns) for campaign in ranked),
        total=_row(all_campaigns(campaigns), scope, with_returns=with_returns),
    )


def _row(campaign: CampaignFigures, scope: Scope, *, with_returns: bool) -> Row:
    brought = (*count_cells([campaign.converted, campaign.leads], scope), rate_cell(campaign.rate, scope))
    if not with_returns:
        revenue = money_cells([campaign.revenue], scope) if scope.with_money else ()
        return (text_cell(campaign.name), *revenue, *brought)
    expected = None if campaign.expected_roi is None else Fraction(campaign.expected_roi)
    return (
        text_cell(campaign.name),
        rate_cell(campaign.roi, scope),
        *money_cells([campaign.revenue, campaign.budget], scope),
        *brought,
        rate_cell(expected, scope),
    )
