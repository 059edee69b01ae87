"""How leads converted, judged by one rule in every report."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversions import conversion_finding, judged_rate
from bot.funnel import Cohort
from bot.months import month_of
from tests.bot.reports import make_scope


@pytest.mark.parametrize(
    ("leads", "young", "rate"), [(74, 37, Fraction(1600, 74)), (74, 38, None), (9, 0, None), (0, 0, None)]
)
def test_a_rate_is_judged_where_leads_are_enough_and_at_most_half_of_them_young(
    leads: int, young: int, rate: Fraction | None
) -> None:
    assert judged_rate(16, leads, young) == rate


@pytest.mark.parametrize(
    ("young", "finding"),
    [
        (
            0,
            "16 of 74 leads converted: 21.6 %, 1.6 points above the target of 20 % "
            "and 3.6 points above the month before, on 24 more leads.",
        ),
        (
            37,
            "16 of 74 leads converted: 21.6 %, 1.6 points above the target of 20 % "
            "and 3.6 points above the month before, on 24 more leads; 37 came too recently to judge.",
        ),
        (38, "16 of 74 leads converted so far: 21.6 %; 38 came too recently to judge."),
    ],
)
def test_a_rate_says_how_many_leads_are_young_and_of_mostly_young_ones_is_not_judged(young: int, finding: str) -> None:
    assert conversion_finding(16, 74, (9, 50), make_scope("last month"), young=young) == finding


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(DAYS, DAYS)
def test_reports_and_the_funnels_months_agree_on_which_leads_are_young(today: date, created_on: date) -> None:
    day = min(created_on, today)
    for period in (f"from {day - timedelta(40)} to {today}", "all time"):
        young = make_scope(period, today=today).young
        is_young = young is not None and young.start is not None and young.start <= day
        assert is_young is Cohort(month_of(day)).is_young(today=today)


def test_a_period_of_old_leads_has_no_young_days() -> None:
    assert make_scope("last quarter").young is None
