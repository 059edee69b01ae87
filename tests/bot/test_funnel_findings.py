"""What the funnel's report says in words, as of 25 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.funnel import FunnelRow
from bot.report import FunnelChart
from tests.bot.funnels import CONTACTED, CONVERTED, NEGOTIATION, NEW, QUALIFIED, month, report

EARLIER = "the same days of the 12 months before"


@pytest.mark.parametrize(
    ("lost", "still_open", "fate"),
    [(20, 0, "all of them lost"), (0, 20, "all of them still open"), (5, 15, "5 of them lost and 15 still open")],
)
def test_the_leak_says_what_became_of_its_leads(lost: int, still_open: int, fate: str) -> None:
    found = report([(202608, NEW, True, lost), (202608, NEW, False, still_open), (202608, CONVERTED, False, 30)])
    assert found.findings[0].endswith(f"20 of 50 (40 %), {fate}.")


def test_a_leak_of_leads_of_which_some_are_open_is_not_called_final() -> None:
    found = report([(202608, NEW, True, 9), (202608, NEW, False, 1), (202608, CONVERTED, False, 10)])
    assert found.headline == "10 of 20 new leads have gone no further yet"


def test_the_largest_leak_says_that_it_is_so_by_number_and_the_steepest_step_is_named_beside_it() -> None:
    found = report([(202608, CONTACTED, True, 198), (202608, NEGOTIATION, True, 120), (202608, CONVERTED, False, 50)])
    assert found.findings[0] == (
        "The largest leak is between Contacted and Qualified, where the most leads stopped: 198 of 368 (53.8 %), "
        "all of them lost. The steepest step is from Negotiation to Converted, with fewer leads: "
        "120 of 170 (70.6 %) stopped."
    )


def test_a_step_that_few_leads_came_to_is_not_called_the_steepest() -> None:
    found = report([(202608, CONTACTED, True, 40), (202608, NEGOTIATION, True, 9), (202608, CONVERTED, False, 0)])
    assert "steepest" not in found.findings[0]


def test_the_headline_counts_because_the_largest_leak_is_largest_by_number() -> None:
    found = report([(202608, CONTACTED, True, 198), (202608, QUALIFIED, True, 120), (202608, CONVERTED, False, 157)])
    assert found.headline == "198 of 475 contacted leads went no further"
    assert "Largest leak: the step at which the most leads stopped." in found.definitions


@pytest.mark.parametrize(
    ("converted", "verdict"),
    [
        (19, "19 of 100 leads converted: 19 %, 1 point below the target of 20 %"),
        (20, "20 of 100 leads converted: 20 %, on the target of 20 %"),
        (21, "21 of 100 leads converted: 21 %, 1 point above the target of 20 %"),
    ],
)
def test_conversion_is_held_against_the_target(converted: int, verdict: str) -> None:
    assert report(month(202608, created=100, converted=converted)).findings[1] == f"{verdict}."


@pytest.mark.parametrize(
    ("before", "ending"),
    [
        (month(202412, created=80, converted=4), f" and 5 points above {EARLIER}, on 20 more leads."),
        (month(202412, created=130, converted=39), f" and 20 points below {EARLIER}, on 30 fewer leads."),
        (month(202412, created=101, converted=10), f" and 0.1 points above {EARLIER}, on 1 fewer lead."),
        (month(202412, created=100, converted=10), f" and level with {EARLIER}, on as many leads."),
        (
            month(202412, created=5, converted=2),
            f" and 30 points below {EARLIER}, when there were only 5 leads.",
        ),
        ([], f"; there were no leads in {EARLIER}."),
    ],
    ids=["above", "below", "a little above", "level", "few before", "nothing before"],
)
def test_conversion_is_compared_with_the_period_before(before: list[FunnelRow], ending: str) -> None:
    found = report(month(202608, created=100, converted=10), before)
    assert found.findings[1] == f"10 of 100 leads converted: 10 %, half the target of 20 %{ending}"


def test_a_period_in_which_the_records_begin_is_not_compared_with_and_the_small_print_says_why() -> None:
    rows, before = month(202608, created=100, converted=10), month(202511, created=50, converted=10)
    found = report(rows, before, begun_on=date(2025, 11, 3))

    assert found.findings[1] == "10 of 100 leads converted: 10 %, half the target of 20 %."
    assert "The records begin in Nov 2025, so nothing is compared." in found.definitions


def test_a_rate_says_how_many_leads_had_no_time_yet() -> None:
    found = report(
        [*month(202608, created=51, converted=10), *month(202611, created=49, converted=0)],
        month(202412, created=100, converted=20),
    )
    assert found.findings[1].endswith(
        "10 points below the same days of the 12 months before, on as many leads; 49 came too recently to judge."
    )


@pytest.mark.parametrize(
    ("period", "ripe", "young", "finding"),
    [
        ("this month", 0, 58, "2 of 58 leads converted so far: 3.4 %; 58 came too recently to judge."),
        ("today", 0, 3, "2 of 3 leads converted: too few to judge by a rate."),
        ("last 12 months", 49, 51, "2 of 100 leads converted so far: 2 %; 51 came too recently to judge."),
    ],
)
def test_a_period_of_mostly_young_leads_is_not_judged(period: str, ripe: int, young: int, finding: str) -> None:
    rows = [(202611, NEW, False, young - 2), (202611, CONVERTED, False, 2)]
    found = report(rows + [(202608, NEW, True, ripe)] * bool(ripe), [], period=period)
    assert found.findings == (finding,)


def test_of_mostly_young_leads_no_leak_is_told_or_drawn() -> None:
    found = report([(202608, NEW, True, 40), (202611, CONTACTED, False, 41)])
    assert found.headline == "81 leads, 0 converted"
    assert not [text for text in (*found.findings, *found.definitions) if "leak" in text]
    assert isinstance(found.chart, FunnelChart)
    assert found.chart.leak is None


def test_only_leads_of_recent_months_are_too_recent_where_years_are_drawn() -> None:
    found = report([(202601, NEW, True, 60), (202611, NEW, False, 40)], period="last 7 years")
    assert found.findings[1] == (
        "0 of 100 leads converted: 0 %, 20 points below the target of 20 %; 40 came too recently to judge."
    )


def test_the_best_and_the_weakest_month_are_named_with_their_size() -> None:
    found = report(
        [
            *month(202607, created=149, converted=6),
            *month(202608, created=162, converted=33),
            *month(202609, created=150, converted=15),
        ]
    )
    assert found.findings[2] == "Best month: Aug 2026, 20.4 % of 162 leads; weakest: Jul 2026, 4 % of 149 leads."


def test_a_young_month_is_never_the_weakest() -> None:
    found = report([*month(202608, created=50, converted=25), *month(202611, created=50, converted=0)])
    assert len(found.findings) == 2


def test_a_young_month_can_be_the_best() -> None:
    found = report([*month(202608, created=50, converted=5), *month(202611, created=50, converted=20)])
    assert found.findings[2] == "Best month: Nov 2026, 40 % of 50 leads; weakest: Aug 2026, 10 % of 50 leads."


def test_a_month_with_few_leads_is_neither_best_nor_weakest() -> None:
    found = report(
        [
            *month(202606, created=9, converted=9),
            *month(202607, created=9, converted=0),
            *month(202608, created=50, converted=20),
            *month(202609, created=50, converted=5),
        ]
    )
    assert found.findings[2] == "Best month: Aug 2026, 40 % of 50 leads; weakest: Sep 2026, 10 % of 50 leads."


def test_months_that_are_apart_by_luck_have_no_best() -> None:
    found = report([*month(202608, created=19, converted=4), *month(202609, created=10, converted=0)])
    assert len(found.findings) == 2


def test_a_month_that_the_period_cuts_is_neither_best_nor_weakest() -> None:
    rows = [
        *month(202608, created=50, converted=0),
        *month(202609, created=50, converted=25),
        *month(202610, created=50, converted=20),
        *month(202611, created=50, converted=50),
    ]
    assert len(report(rows, period="last 90 days").findings) == 2


def test_a_quarter_that_the_period_cuts_is_neither_best_nor_weakest() -> None:
    rows = [
        *month(202411, created=50, converted=0),
        *month(202501, created=50, converted=25),
        *month(202504, created=50, converted=5),
    ]
    found = report(rows, period="last 25 months")
    assert found.findings[2] == "Best quarter: Q1 2025, 50 % of 50 leads; weakest: Q2 2025, 10 % of 50 leads."


def test_months_that_are_all_alike_have_no_best() -> None:
    found = report([*month(202608, created=50, converted=5), *month(202609, created=20, converted=2)])
    assert len(found.findings) == 2


def test_with_one_lead_there_is_no_talk_of_leaks() -> None:
    found = report([(202611, CONTACTED, False, 1)], period="this month")
    assert found.headline == "1 lead, 0 converted"
    assert found.findings == ("0 of 1 lead converted: too few to judge by a rate.",)
    assert isinstance(found.chart, FunnelChart)
    assert found.chart.leak is None


def test_a_period_in_which_every_lead_converted_says_so() -> None:
    found = report(month(202608, created=12, converted=12))
    assert found.headline == "All 12 leads converted"
    assert found.findings == ("12 of 12 leads converted: 100 %, 80 points above the target of 20 %.",)
