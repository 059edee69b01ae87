"""The guide's formulas."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.kpi import TeamFigures, conversion_rate, lead_quality


@pytest.mark.parametrize(
    ("converted", "total", "rate"),
    [
        (25, 100, Fraction(25)),
        (8, 20, Fraction(40)),
        (4, 80, Fraction(5)),
        (1, 3, Fraction(100, 3)),
        (0, 7, Fraction(0)),
    ],
    ids=["Google Ads", "Referral", "Direct", "a third", "none"],
)
def test_conversion_rate_is_converted_of_all_leads_exactly(converted: int, total: int, rate: Fraction) -> None:
    assert conversion_rate(converted, total) == rate


def test_lead_quality_is_qualified_of_all_leads() -> None:
    assert lead_quality(30, 50) == 60


def test_a_rate_over_nothing_is_none_and_not_zero() -> None:
    assert conversion_rate(0, 0) is None
    assert lead_quality(0, 0) is None


def team(*, total: int, converted: int, qualified: int = 0) -> TeamFigures:
    return TeamFigures(
        total_leads=total,
        new_this_month=0,
        qualified=qualified,
        converted=converted,
        pending_followups=0,
        overdue_followups=0,
    )


@pytest.mark.parametrize(
    ("converted", "total", "on_target"), [(20, 100, True), (199, 1_000, False), (1, 1, True), (0, 0, None)]
)
def test_a_team_is_on_target_from_20_percent_where_it_sets_no_other(
    converted: int, total: int, on_target: bool | None
) -> None:
    assert team(total=total, converted=converted).on_target is on_target


def test_a_teams_rates_are_the_guides() -> None:
    figures = team(total=50, converted=5, qualified=30)
    assert figures.conversion_rate == 10
    assert figures.lead_quality == 60
