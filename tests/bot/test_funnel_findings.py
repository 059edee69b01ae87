"""What the funnel's report says in words, as of 25 November 2026."""

from __future__ import annotations

import pytest

from bot.funnel import FunnelRow
from tests.bot.funnels import CONTACTED, CONVERTED, NEW, month, report


@pytest.mark.parametrize(
    ("lost", "still_open", "fate"),
    [(20, 0, "all of them lost"), (0, 20, "all of them still open"), (5, 15, "5 of them lost and 15 still open")],
)
def test_the_leak_says_what_became_of_its_leads(lost: int, still_open: int, fate: str) -> None:
    found = report([(202608, NEW, True, lost), (202608, NEW, False, still_open), (202608, CONVERTED, False, 30)])
    assert found.findings[0].endswith(f"20 of 50 leads (40 %) went no further, {fate}.")


def test_a_leak_of_leads_that_are_mostly_open_is_not_called_final() -> None:
    found = report([(202608, NEW, True, 4), (202608, NEW, False, 6), (202608, CONVERTED, False, 10)])
    assert found.headline == "50 % of new leads have gone no further yet"


@pytest.mark.parametrize(
    ("converted", "verdict"),
    [
        (19, "19 of 100 leads converted: 19 %, below the target of 20 %"),
        (20, "20 of 100 leads converted: 20 %, on the target of 20 %"),
        (21, "21 of 100 leads converted: 21 %, above the target of 20 %"),
    ],
)
def test_conversion_is_held_against_the_target(converted: int, verdict: str) -> None:
    assert report(month(202608, created=100, converted=converted)).findings[1] == f"{verdict}."


@pytest.mark.parametrize(
    ("before", "ending"),
    [
        (month(202508, created=80, converted=4), ", 5 points above the 12 months before, on 20 more leads."),
        (month(202508, created=130, converted=39), ", 20 points below the 12 months before, on 30 fewer leads."),
        (month(202508, created=101, converted=10), ", 0.1 points above the 12 months before, on 1 fewer lead."),
        (month(202508, created=100, converted=10), ", level with the 12 months before, on as many leads."),
        ([], "; there were no leads in the 12 months before."),
    ],
    ids=["above", "below", "a little above", "level", "nothing before"],
)
def test_conversion_is_compared_with_the_period_before(before: list[FunnelRow], ending: str) -> None:
    found = report(month(202608, created=100, converted=10), before)
    assert found.findings[1] == f"10 of 100 leads converted: 10 %, below the target of 20 %{ending}"


def test_a_fall_says_how_many_leads_had_no_time_yet() -> None:
    found = report(
        [*month(202608, created=50, converted=10), *month(202611, created=50, converted=0)],
        month(202508, created=100, converted=20),
    )
    assert found.findings[1].endswith(
        "10 points below the 12 months before, on as many leads; 50 came too recently to judge."
    )
    assert "Months not yet 30 days over are young (pale): 50 leads may still convert." in found.definitions


def test_the_best_and_the_weakest_month_are_named_with_their_size() -> None:
    found = report(
        [
            *month(202607, created=49, converted=2),
            *month(202608, created=62, converted=11),
            *month(202609, created=50, converted=5),
        ]
    )
    assert found.findings[2] == "Best month: Aug 2026, 17.7 % of 62 leads; weakest: Jul 2026, 4.1 % of 49 leads."


def test_a_young_month_is_never_the_weakest() -> None:
    found = report([*month(202608, created=50, converted=10), *month(202611, created=50, converted=0)])
    assert found.findings[2] == "Best month: Aug 2026, 20 % of 50 leads."


def test_a_young_month_can_be_the_best() -> None:
    found = report([*month(202608, created=50, converted=10), *month(202611, created=50, converted=20)])
    assert found.findings[2] == "Best month: Nov 2026, 40 % of 50 leads; weakest: Aug 2026, 20 % of 50 leads."


def test_a_month_with_few_leads_is_neither_best_nor_weakest() -> None:
    found = report(
        [
            *month(202606, created=9, converted=9),
            *month(202607, created=9, converted=0),
            *month(202608, created=50, converted=10),
            *month(202609, created=50, converted=5),
        ]
    )
    assert found.findings[2] == "Best month: Aug 2026, 20 % of 50 leads; weakest: Sep 2026, 10 % of 50 leads."


def test_months_that_are_all_alike_have_no_best() -> None:
    found = report([*month(202608, created=50, converted=5), *month(202609, created=20, converted=2)])
    assert len(found.findings) == 2


def test_with_one_lead_there_is_no_talk_of_leaks() -> None:
    found = report([(202611, CONTACTED, False, 1)], period="this month")
    assert found.headline == "1 lead, 0 converted"
    assert found.findings == ("0 of 1 lead converted: 0 %, below the target of 20 %.",)
    assert found.chart is not None
    assert found.chart.leak is None


def test_a_period_in_which_every_lead_converted_says_so() -> None:
    found = report(month(202608, created=12, converted=12))
    assert found.headline == "All 12 leads converted"
    assert found.findings == ("12 of 12 leads converted: 100 %, above the target of 20 %.",)
