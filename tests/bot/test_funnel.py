"""Cohorts, steps and leaks. Rows are (month, furthest stage, lost now, how many)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.funnel import Cohort, Funnel, FunnelRow, Step, cohorts, funnel, in_spans
from bot.kinds import LeadStatus
from tests.bot.funnels import CONTACTED, CONVERTED, NEW, QUALIFIED

GUIDES_OCTOBER: list[FunnelRow] = [
    (202510, NEW, False, 10),
    (202510, CONTACTED, True, 10),
    (202510, QUALIFIED, True, 20),
    (202510, QUALIFIED, False, 5),
    (202510, CONVERTED, False, 5),
]

ROWS = st.lists(
    st.tuples(st.sampled_from([202511, 202512, 202601]), st.integers(0, 4), st.booleans(), st.integers(0, 10**6))
)


def ending(*ended: int, lost: tuple[int, ...] = (0, 0, 0, 0, 0)) -> Funnel:
    """A funnel of one month, of whose leads so many came to each stage and no further."""
    return Funnel((Cohort(202610, ended, lost),))


def test_the_guides_october_comes_out_exactly() -> None:
    (october,) = cohorts(GUIDES_OCTOBER, (202510,))
    assert october.reached == (50, 40, 30, 5, 5)
    assert october.conversion_rate == 10
    assert october.lost == 30


def test_reaching_a_stage_implies_the_earlier_ones() -> None:
    assert ending(0, 0, 0, 0, 1).total.reached == (1, 1, 1, 1, 1)


def test_a_month_without_leads_has_an_empty_cohort() -> None:
    assert cohorts([(202601, NEW, False, 3)], (202512, 202601)) == (
        Cohort(202512),
        Cohort(202601, (3, 0, 0, 0, 0)),
    )
    assert Cohort(202512).conversion_rate is None


@pytest.mark.parametrize("row", [(202509, NEW, False, 1), (202510, 5, False, 1), (202510, -1, False, 1)])
def test_a_row_that_belongs_nowhere_is_refused(row: FunnelRow) -> None:
    with pytest.raises(ValueError, match="has no place"):
        cohorts([row], (202510,))


def test_without_months_the_funnel_goes_from_the_first_lead_to_the_last() -> None:
    rows: list[FunnelRow] = [(201702, NEW, False, 1), (201611, CONVERTED, False, 2)]
    assert [cohort.month for cohort in funnel(rows).cohorts] == [201611, 201612, 201701, 201702]
    assert funnel([]).cohorts == ()


@settings(max_examples=40)
@given(ROWS)
def test_no_lead_is_lost_or_counted_twice_on_the_way_into_cohorts(rows: list[FunnelRow]) -> None:
    whole = funnel(rows, (202511, 202512, 202601))
    assert whole.total.created == sum(count for _, _, _, count in rows)
    assert whole.total.lost == sum(count for _, _, is_lost, count in rows if is_lost)


@settings(max_examples=40)
@given(ROWS)
def test_no_stage_is_reached_by_more_leads_than_the_one_before(rows: list[FunnelRow]) -> None:
    for cohort in funnel(rows, (202511, 202512, 202601)).cohorts:
        assert list(cohort.reached) == sorted(cohort.reached, reverse=True)
        assert cohort.lost <= cohort.created


@settings(max_examples=40)
@given(ROWS)
def test_what_stops_at_the_steps_and_what_converts_is_everything(rows: list[FunnelRow]) -> None:
    whole = funnel(rows, (202511, 202512, 202601))
    assert sum(step.stopped for step in whole.steps) + whole.total.converted == whole.total.created
    assert all(0 <= step.lost <= step.stopped for step in whole.steps)


def test_a_step_says_how_many_passed_and_what_became_of_the_others() -> None:
    step = funnel(GUIDES_OCTOBER).steps[2]
    assert step == Step(LeadStatus.QUALIFIED, LeadStatus.NEGOTIATION, reached=30, passed=5, lost=20)
    assert (step.stopped, step.still_open) == (25, 5)
    assert (step.rate, step.stop_rate) == (Fraction(50, 3), Fraction(250, 3))


def test_a_step_that_nobody_came_to_has_no_rate() -> None:
    last = ending(3, 0, 0, 0, 0).steps[-1]
    assert (last.rate, last.stop_rate) == (None, None)


@pytest.mark.parametrize(
    ("ended", "start"),
    [
        ((10, 10, 25, 0, 5), LeadStatus.QUALIFIED),
        ((40, 30, 0, 0, 1), LeadStatus.NEW),
        ((10, 0, 10, 0, 5), LeadStatus.QUALIFIED),
        ((0, 0, 0, 1, 0), LeadStatus.NEGOTIATION),
        ((0, 0, 0, 0, 9), None),
        ((0, 0, 0, 0, 0), None),
    ],
    ids=["most stop there", "by number, not share", "of equal numbers the larger share", "one", "all convert", "empty"],
)
def test_the_largest_leak_is_the_step_where_most_leads_stop(ended: tuple[int, ...], start: LeadStatus | None) -> None:
    leak = ending(*ended).largest_leak
    assert (leak.start if leak else None) == start


def test_months_add_up_to_calendar_quarters_and_years() -> None:
    monthly = cohorts(
        [(202511, NEW, True, 1), (202512, CONVERTED, False, 2), (202601, NEW, False, 4)], (202511, 202512, 202601)
    )
    quarters, years = in_spans(monthly, 3), in_spans(monthly, 12)
    assert [(cohort.name, cohort.created, cohort.lost) for cohort in quarters] == [("Q4 2025", 3, 1), ("Q1 2026", 4, 0)]
    assert [(cohort.name, cohort.created) for cohort in years] == [("2025", 3), ("2026", 4)]
    assert in_spans(monthly, 1) == monthly


@pytest.mark.parametrize(
    ("cohort", "today", "is_young"),
    [
        (Cohort(202610), date(2026, 10, 15), True),
        (Cohort(202610), date(2026, 11, 29), True),
        (Cohort(202610), date(2026, 11, 30), False),
        (Cohort(202610, span=3), date(2027, 1, 29), True),
        (Cohort(202610, span=3), date(2027, 1, 30), False),
    ],
)
def test_a_cohort_is_young_until_30_days_after_it_ended(cohort: Cohort, today: date, is_young: bool) -> None:
    assert cohort.is_young(today=today) is is_young
