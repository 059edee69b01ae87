"""The sources: what they cost, which is the best, and how the report says it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import BarsChart, Tone
from bot.sources import (
    CampaignCost,
    SourceRow,
    all_sources,
    by_source,
    by_subsource,
    highest_rate,
    most_conversions,
    needing_attention,
)
from bot.sources_report import sources_report
from tests.bot.reports import all_texts, make_scope, table_texts, titles


def row(
    source: str | None,
    leads: int,
    converted: int,
    *,
    qualified: int = 0,
    subsource: str | None = None,
    campaign_id: int | None = None,
) -> SourceRow:
    return SourceRow(
        source=source,
        subsource=subsource,
        campaign_id=campaign_id,
        leads=leads,
        qualified=qualified,
        converted=converted,
        lost=0,
    )


def cost(campaign_id: int, budget: int, leads: int) -> CampaignCost:
    return CampaignCost(campaign_id=campaign_id, budget=budget, leads=leads)


GUIDE = (row("Google Ads", 100, 25), row("Referral", 20, 8), row("Direct", 80, 4))


def test_the_guides_sources_come_out_exactly() -> None:
    sources = by_source(GUIDE, [])
    best, highest = most_conversions(sources), highest_rate(sources)

    assert [(figures.source, figures.rate) for figures in sources] == [
        ("Google Ads", Fraction(25)),
        ("Direct", Fraction(5)),
        ("Referral", Fraction(40)),
    ]
    assert best is not None
    assert best.source == "Google Ads"
    assert highest is not None
    assert highest.source == "Referral"
    assert [figures.source for figures in needing_attention(sources, 20)] == ["Direct"]


def test_the_guides_sources_are_told_in_words() -> None:
    found = sources_report(GUIDE, None, [], scope=make_scope("all time"))

    assert (found.title, found.subtitle) == ("Sources", "All time")
    assert found.headline == "Referral converts 40 %, twice the target of 20 %"
    assert found.findings == (
        "Google Ads brought the most conversions: 25 of 100 leads (25 %). "
        "Referral has the highest rate: 8 of 20 leads (40 %).",
        "Direct needs attention: 4 of 80 leads (5 %) converted, below half the target of 20 %.",
        "37 of 200 leads converted: 18.5 %, 1.5 points below the target of 20 %.",
    )
    assert [line[0] for line in table_texts(found)] == ["Google Ads", "Direct", "Referral", "Total"]


def test_of_sources_with_as_many_conversions_none_brought_the_most() -> None:
    rows = [row("Property portals", 14, 1), row("Google Ads", 9, 1)]
    found = sources_report(rows, None, [], scope=make_scope("this month"), young=23)
    assert found.findings == ("2 of 23 leads converted so far: 8.7 %; 23 came too recently to judge.",)


def test_a_budget_is_spread_evenly_over_all_leads_of_its_campaign() -> None:
    rows = [row("Google Ads", 30, 2, campaign_id=1), row("Referral", 10, 1, campaign_id=1)]
    google, referral = by_source(rows, [cost(1, 100_00, leads=60)])

    assert (google.cost, google.cost_per_lead) == (Fraction(30 * 100_00, 60), Fraction(100_00, 60))
    assert referral.cost == Fraction(10 * 100_00, 60)


def test_a_sources_cost_adds_up_over_its_campaigns_and_leads_without_one() -> None:
    rows = [row("Google Ads", 3, 1, campaign_id=1), row("Google Ads", 1, 1, campaign_id=2), row("Google Ads", 6, 0)]
    (google,) = by_source(rows, [cost(1, 100, leads=3), cost(2, 50, leads=1)])

    assert (google.cost, google.cost_per_lead, google.cost_per_conversion) == (
        Fraction(150),
        Fraction(15),
        Fraction(75),
    )


def test_a_source_without_campaign_has_no_known_cost_and_one_without_conversion_none_for_it() -> None:
    direct, fair = by_source([row("Direct", 5, 1), row("Fair", 2, 0, campaign_id=1)], [cost(1, 100, leads=2)])

    assert (direct.cost, direct.cost_per_lead) == (None, None)
    assert (fair.cost_per_lead, fair.cost_per_conversion) == (Fraction(50), None)


def test_subsources_have_lines_of_their_own_and_count_together_for_their_source() -> None:
    rows = [row("Google Ads", 6, 1, subsource="Search"), row("Google Ads", 4, 1, subsource="Display")]
    found = sources_report(rows, None, [], scope=make_scope(with_money=False))

    assert titles(found) == ["Source", "Rate", "Leads", "Converted", "Qualified", "Lost"]
    assert [line[:4] for line in table_texts(found)] == [
        ["Google Ads · Search", "16.7 %", "6", "1"],
        ["Google Ads · Display", "25 %", "4", "1"],
        ["Total", "20 %", "10", "2"],
    ]
    assert found.headline == "Google Ads converts 20 %, on the target of 20 %"


def test_leads_without_a_source_are_a_line_of_their_own_and_never_the_best() -> None:
    found = sources_report([row(None, 90, 40), row("Referral", 20, 8)], None, [], scope=make_scope())

    assert [(line[0], line[2]) for line in table_texts(found)] == [
        ("Referral", "20"),
        ("No source", "90"),
        ("Total", "110"),
    ]
    assert found.findings[0] == "Referral brought the most conversions: 8 of 20 leads (40 %)."


def test_sources_of_few_leads_are_pale_and_not_judged() -> None:
    found = sources_report([row("Referral", 9, 9), row("Direct", 9, 0)], None, [], scope=make_scope())

    assert found.headline == "18 leads from 2 sources, 9 converted"
    assert found.findings == (
        "Referral brought the most conversions: 9 of 9 leads.",
        "9 of 18 leads converted: 50 %, 30 points above the target of 20 %.",
    )
    assert isinstance(found.chart, BarsChart)
    assert {part.tone for bar in found.chart.bars for part in bar.parts} == {Tone.PALE}
    assert "Pale: fewer than 10 leads." in found.chart.notes


def test_leads_that_mostly_came_of_late_are_not_judged() -> None:
    found = sources_report([row("Direct", 80, 0)], None, [], scope=make_scope(), young=41)

    assert found.headline == "80 leads from 1 source, 0 converted"
    assert found.findings == ("0 of 80 leads converted so far: 0 %; 41 came too recently to judge.",)


def test_several_sources_that_need_attention_are_listed() -> None:
    rows = [row(f"Source {number}", 20 + number, 1) for number in range(5)]
    found = sources_report(rows, None, [], scope=make_scope())

    assert found.findings[0] == (
        "5 sources need attention, below half the target of 20 %: Source 4, 1 of 24 leads (4.2 %); "
        "Source 3, 1 of 23 leads (4.3 %); Source 2, 1 of 22 leads (4.5 %); 2 more."
    )


@pytest.mark.parametrize(
    ("before", "ending"),
    [
        ((row("Direct", 100, 10),), "and 8.5 points above the same days of the 12 months before, on 100 more leads."),
        (
            (row("Direct", 5, 2),),
            "and 21.5 points below the same days of the 12 months before, when there were only 5 leads.",
        ),
        ((), "; there were no leads in the same days of the 12 months before."),
    ],
)
def test_conversion_is_compared_with_the_period_before(before: tuple[SourceRow, ...], ending: str) -> None:
    found = sources_report(GUIDE, before, [], scope=make_scope())
    assert found.findings[2].endswith(ending)


def test_average_costs_are_told_in_whole_units() -> None:
    rows = [row("Google Ads", 30, 7, campaign_id=1), row("Direct", 10, 3)]
    found = sources_report(rows, None, [cost(1, 50_000_00, leads=30)], scope=make_scope())

    assert titles(found)[-2:] == ["Cost per lead", "Cost per conversion"]
    assert [line[-2:] for line in table_texts(found)] == [
        ["₹1,667", "₹7,143"],
        ["—", "—"],
        ["₹1,250", "₹5,000"],
    ]


def test_what_a_conversion_costs_is_said_where_two_sources_can_be_compared() -> None:
    rows = [row("Google Ads", 30, 10, campaign_id=1), row("Fair", 10, 7, campaign_id=2)]
    found = sources_report(rows, None, [cost(1, 50_000_00, leads=30), cost(2, 50_000_00, leads=10)], scope=make_scope())

    assert found.findings[-1] == "A conversion costs ₹5,000 from Google Ads and ₹7,143 from Fair."


def test_one_lead_is_told_as_one() -> None:
    found = sources_report([row("Referral", 1, 0)], None, [], scope=make_scope())

    assert found.headline == "1 lead from 1 source, 0 converted"
    assert found.findings == ("0 of 1 lead converted: too few to judge by a rate.",)


@pytest.mark.parametrize(
    ("period", "filters_label", "finding"),
    [
        ("all time", "", "There are no leads yet. Log one with /lead."),
        (
            "2026-10",
            "",
            "There is no lead in Oct 2026. Log one with /lead, or look at /report sources all time.",
        ),
        (
            "2026-10",
            "owner Asha Rao",
            "No lead of this period matches owner Asha Rao. Drop the filter, or ask for another period.",
        ),
    ],
)
def test_without_leads_the_report_says_what_to_do(period: str, filters_label: str, finding: str) -> None:
    found = sources_report([], [], [], scope=make_scope(period, filters_label=filters_label))

    assert (found.headline, found.findings) == ("No leads", (finding,))
    assert (found.chart, found.table, found.alt_text) == (None, None, "")


def test_the_picture_has_15_sources_and_the_others_in_a_last_bar() -> None:
    rows = [row(f"Source {number:02}", 100 - number, number) for number in range(20)]
    found = sources_report(rows, None, [], scope=make_scope())

    assert isinstance(found.chart, BarsChart)
    assert [bar.name for bar in found.chart.bars][:3] == ["Source 19", "Source 13", "Source 12"]
    assert found.headline.startswith("Source 19 converts")
    assert found.chart.bars[-1].name == "5 more"
    assert found.chart.bars[-1].beside == "80 of 420"
    assert found.chart.mark == (200, "target 20 %")
    assert len(table_texts(found)) == 21


NAMES = st.sampled_from([None, "Google Ads", "Referral", "Direct", "A, B"])
COUNTS = st.integers(0, 10**6)
ROWS = st.lists(
    st.builds(
        SourceRow,
        source=NAMES,
        subsource=st.sampled_from([None, "Search"]),
        campaign_id=st.sampled_from([None, 1, 2]),
        leads=COUNTS,
        qualified=COUNTS,
        converted=COUNTS,
        lost=COUNTS,
    ),
    max_size=30,
)
COSTS = [cost(1, 7_777_777, leads=10**9), cost(2, 3, leads=10**9)]


@given(ROWS)
def test_lines_add_up_to_the_totals(rows: list[SourceRow]) -> None:
    total = all_sources(rows, COSTS)

    for lines in (by_source(rows, COSTS), by_subsource(rows, COSTS)):
        assert sum(line.leads for line in lines) == total.leads
        assert sum(line.lost for line in lines) == total.lost
        assert sum(line.cost or 0 for line in lines) == (total.cost or 0)


@settings(max_examples=50)
@given(ROWS, st.booleans(), st.text(max_size=2_000))
def test_any_figures_make_a_report_and_without_money_no_amount_is_in_it(
    rows: list[SourceRow], with_money: bool, filters_label: str
) -> None:
    scope = make_scope(with_money=with_money, filters_label=filters_label.replace("₹", ""))
    found = sources_report(rows, rows[:3], COSTS, scope=scope)

    assert 1 <= len(found.findings) <= 3
    assert len(found.alt_text) <= 2_000
    assert with_money or not any("₹" in text for text in all_texts(found))
