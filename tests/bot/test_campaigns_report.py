"""The campaigns: what each returned on its budget, and how the report says it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.campaigns import CampaignFigures, all_campaigns, by_return
from bot.campaigns_report import campaigns_report
from bot.pictures import NO_BAR, BarsChart, Part, Tone
from tests.bot.reports import all_texts, make_scope, table_texts, titles
from tests.bot.transcript import assert_legible

GUIDE = CampaignFigures(
    name="Q4 2025 Email Blast",
    leads=50,
    converted=10,
    revenue=150_000_00,
    budget=50_000_00,
    expected_roi=300,
)
FAIR = CampaignFigures(
    name="Fair", leads=80, converted=9, revenue=90_000_00, budget=200_000_00, expected_roi=100, is_running=True
)
REFERRALS = CampaignFigures(name="Referrals", leads=14, converted=5, revenue=45_000_00, budget=0)


def test_the_guides_campaign_comes_out_exactly() -> None:
    found = campaigns_report([GUIDE], None, scope=make_scope("all time"))

    assert (GUIDE.rate, GUIDE.roi) == (Fraction(20), Fraction(200))
    assert found.headline == "Q4 2025 Email Blast returned 200 % on its budget"
    assert found.findings == (
        "Q4 2025 Email Blast brought ₹1,50,000 on a budget of ₹50,000, a return of 200 %, "
        "100 points below the expected 300 %; pending bookings included.",
        "10 of 50 leads converted: 20 %, on the target of 20 %.",
    )
    assert table_texts(found)[0] == [
        *("Q4 2025 Email Blast", "200 %", "₹1,50,000", "₹50,000", "10", "50", "20 %", "300 %")
    ]


def part(campaign: CampaignFigures) -> CampaignFigures:
    """Some of a campaign's leads."""
    return replace(campaign, budget=None)


def test_of_a_part_of_the_leads_no_return_is_told_but_what_they_brought() -> None:
    found = campaigns_report([part(GUIDE), part(FAIR)], None, scope=make_scope("this quarter"))

    assert part(GUIDE).roi is None
    assert found.headline == "Q4 2025 Email Blast brought 10 of 19 conversions"
    assert not any("budget" in text or "return" in text for text in (found.headline, *found.findings))
    assert titles(found) == ["Campaign", "Revenue", "Converted", "Leads", "Rate"]
    assert table_texts(found)[0] == ["Q4 2025 Email Blast", "₹1,50,000", "10", "50", "20 %"]
    assert found.definitions[-1] == "Returns on budgets are told over all time, of all owners and sources."
    assert isinstance(found.chart, BarsChart)
    assert [bar.figure for bar in found.chart.bars] == ["20 %", "11.3 %"]


def test_where_campaigns_brought_as_many_conversions_none_brought_the_most() -> None:
    found = campaigns_report([part(GUIDE), replace(part(FAIR), converted=10)], None, scope=make_scope())

    assert found.headline == "2 campaigns: 130 leads, 20 converted"
    assert len(found.findings) == 1
    assert isinstance(found.chart, BarsChart)
    assert {part.tone for bar in found.chart.bars for part in bar.parts} == {Tone.PLAIN}


def test_a_campaign_without_budget_has_no_return() -> None:
    found = campaigns_report([REFERRALS], None, scope=make_scope("all time"))

    assert REFERRALS.roi is None
    assert (table_texts(found)[0][1], table_texts(found)[0][-1]) == ("—", "—")
    assert found.headline == "1 campaign: 14 leads, 5 converted"


def test_campaigns_that_did_not_earn_their_budget_back_are_named() -> None:
    found = campaigns_report([GUIDE, FAIR], None, scope=make_scope("all time"))
    assert found.findings[1] == (
        "Fair has not earned its budget back: ₹90,000 on a budget of ₹2,00,000, a return of −55 % so far."
    )

    several = campaigns_report([FAIR, replace(FAIR, name="Radio", revenue=0)], None, scope=make_scope("all time"))
    assert several.headline == "No campaign has earned its budget back"
    assert several.findings[0] == (
        "2 campaigns have not earned their budgets back: ₹3,10,000 is missing, ₹2,00,000 of it with Radio, "
        "which brought ₹0 on a budget of ₹2,00,000 so far."
    )


def test_a_bar_is_as_long_as_the_return_and_a_loss_goes_to_the_left() -> None:
    found = campaigns_report([FAIR, REFERRALS, GUIDE], None, scope=make_scope("all time"))

    assert isinstance(found.chart, BarsChart)
    assert [(bar.name, bar.figure, bar.beside) for bar in found.chart.bars] == [
        ("Q4 2025 Email Blast", "200 %", "₹1.5L / ₹50K"),
        ("Fair", "−55 %", "₹90K / ₹2L"),
        ("Referrals", "—", "₹45K / ₹0"),
    ]
    assert [bar.parts for bar in found.chart.bars] == [(Part(2_000, Tone.ACCENT),), (Part(-550),), (Part(0),)]
    assert found.chart.subtitle == "ROI by campaign, pending bookings included · All time"
    assert [line[0] for line in table_texts(found)] == ["Q4 2025 Email Blast", "Fair", "Referrals", "Total"]
    assert_legible(found.chart)


def test_a_return_beyond_all_others_is_cut_and_one_beyond_the_next_is_not() -> None:
    flyer = replace(GUIDE, name="Flyer", revenue=6_313 * 500_00 + 50_000_00)
    found = campaigns_report([flyer, GUIDE, FAIR], None, scope=make_scope("all time"))

    assert isinstance(found.chart, BarsChart)
    assert [(bar.figure, bar.parts[0].length, bar.is_cut) for bar in found.chart.bars] == [
        ("6,313 %", 10_000, True),
        ("200 %", 2_000, False),
        ("−55 %", -550, False),
    ]
    assert "The broken bar is longer than it is drawn." in found.chart.notes
    assert not any(bar.is_cut for bar in chart_of([GUIDE, FAIR]).bars + chart_of([flyer]).bars)


def chart_of(campaigns: list[CampaignFigures]) -> BarsChart:
    found = campaigns_report(campaigns, None, scope=make_scope("all time"))
    assert isinstance(found.chart, BarsChart)
    return found.chart


def test_many_campaigns_are_15_bars_and_the_others_together() -> None:
    found = campaigns_report(
        [replace(GUIDE, name=f"Mail {number}") for number in range(20)], None, scope=make_scope("all time")
    )

    assert isinstance(found.chart, BarsChart)
    assert len(found.chart.bars) == 16
    assert (found.chart.bars[-1].name, found.chart.bars[-1].beside) == ("5 more", "₹7.5L / ₹2.5L")
    assert found.chart.bars[-1].parts == NO_BAR


def test_the_campaign_of_the_title_is_in_the_picture_however_small_it_is() -> None:
    small = replace(GUIDE, name="Flyer", budget=1_00, revenue=100_00)
    found = campaigns_report(
        [*(replace(GUIDE, name=f"Mail {number}") for number in range(20)), small], None, scope=make_scope("all time")
    )

    assert isinstance(found.chart, BarsChart)
    assert found.headline.startswith("Flyer returned")
    assert found.chart.bars[0].name == "Flyer"


def test_where_no_campaign_has_earned_its_budget_back_none_stands_out() -> None:
    found = campaigns_report([FAIR], None, scope=make_scope("all time"))

    assert isinstance(found.chart, BarsChart)
    assert found.headline == "No campaign has earned its budget back"
    assert {part.tone for part in found.chart.bars[0].parts} == {Tone.PLAIN}


def test_a_rep_sees_conversions_and_neither_amounts_nor_returns() -> None:
    found = campaigns_report([GUIDE, FAIR], None, scope=make_scope(with_money=False))

    assert found.headline == "Q4 2025 Email Blast brought 10 of 19 conversions"
    assert found.findings == (
        "19 of 130 leads converted: 14.6 %, 5.4 points below the target of 20 %.",
        "Q4 2025 Email Blast brought the most conversions: 10 of 50 leads (20 %).",
    )
    assert titles(found) == ["Campaign", "Converted", "Leads", "Rate"]
    assert isinstance(found.chart, BarsChart)
    assert [bar.figure for bar in found.chart.bars] == ["20 %", "11.3 %"]


def test_conversion_is_compared_with_the_period_before() -> None:
    found = campaigns_report([part(GUIDE)], [replace(part(GUIDE), converted=5)], scope=make_scope())
    assert found.findings[0].endswith(
        "on the target of 20 % and 10 points above the same days of the 12 months before, on as many leads."
    )


def test_without_campaigns_the_report_says_how_to_start_one() -> None:
    found = campaigns_report([], None, scope=make_scope("all time"))
    assert (found.headline, found.findings) == (
        "No campaigns",
        ("There are no campaigns yet. Start one with /campaign.",),
    )


@pytest.mark.parametrize(
    ("count", "period", "finding"),
    [
        (1, "all time", "It brought no lead yet."),
        (1, "2026-10", "It brought no lead in Oct 2026."),
        (2, "all time", "None of them brought a lead yet."),
    ],
)
def test_campaigns_without_leads_say_so(count: int, period: str, finding: str) -> None:
    idle = CampaignFigures(name="New", leads=0, converted=0, revenue=0, budget=0)
    found = campaigns_report([idle] * count, None, scope=make_scope(period))
    assert (found.headline.partition(": ")[2], found.findings) == ("0 leads, 0 converted", (finding,))


COUNTS = st.integers(0, 10**6)
CAMPAIGNS = st.lists(
    st.builds(
        CampaignFigures,
        name=st.text(st.characters(blacklist_characters="₹"), max_size=300),
        leads=COUNTS,
        converted=COUNTS,
        revenue=st.integers(0, 10**15),
        budget=st.none() | st.integers(0, 10**15),
        expected_roi=st.none() | st.integers(0, 10**6),
        is_running=st.booleans(),
    ),
    max_size=30,
)


@given(CAMPAIGNS)
def test_lines_add_up_to_the_totals(campaigns: list[CampaignFigures]) -> None:
    total = all_campaigns(campaigns)

    assert len(by_return(campaigns)) == len(campaigns)
    assert sum(campaign.revenue for campaign in campaigns) == total.revenue
    assert sum(campaign.leads for campaign in campaigns) == total.leads


@settings(max_examples=50)
@given(CAMPAIGNS, st.booleans())
def test_any_figures_make_a_report_and_without_money_no_amount_is_in_it(
    campaigns: list[CampaignFigures], with_money: bool
) -> None:
    found = campaigns_report(campaigns, campaigns[:2], scope=make_scope(with_money=with_money))

    assert 1 <= len(found.findings) <= 3
    assert len(found.alt_text) <= 2_000
    assert with_money or not any("₹" in text for text in all_texts(found))
