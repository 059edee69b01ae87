"""The lead score, on Wednesday 25 November 2026, with a target of 20 %."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kinds import EngagementStatus, EngagementType, LeadStatus, MilestoneType, Outcome
from bot.model import Engagement, Lead, Milestone
from bot.score import (
    MOST_REASONS,
    Part,
    Score,
    how_it_answers,
    how_its_source_converts,
    how_meetings_went,
    how_recent,
    score,
    stage_reached,
)
from bot.stages import STAGES
from tests.bot.leads import make_engagement, make_lead, make_milestone

WEDNESDAY = date(2026, 11, 25)
POSITIVE, NEUTRAL, NEGATIVE = Outcome
VISIT, REVISIT, DEMO, NEGOTIATION = (
    MilestoneType.SITE_VISIT,
    MilestoneType.REVISIT,
    MilestoneType.DEMO,
    MilestoneType.NEGOTIATION,
)


def days_ago(days: int) -> date:
    return WEDNESDAY - timedelta(days=days)


def scored(
    lead: Lead,
    *,
    milestones: Sequence[Milestone] = (),
    engagements: Sequence[Engagement] = (),
    source_rate: Fraction | None = None,
) -> Score:
    return score(
        lead, milestones=milestones, engagements=engagements, source_rate=source_rate, target=20, today=WEDNESDAY
    )


def met(*kinds_and_outcomes: tuple[MilestoneType, Outcome | None]) -> list[Milestone]:
    """The latest first, a day apart."""
    return [
        make_milestone(kind, days_ago(days), outcome, number=days)
        for days, (kind, outcome) in enumerate(kinds_and_outcomes, start=1)
    ]


def contacted(*answered: bool) -> list[Engagement]:
    """Calls of long ago, the latest first, and whether they were answered."""
    return [
        make_engagement(on=days_ago(10 + days), responded_on=days_ago(9 + days) if answer else None, number=days)
        for days, answer in enumerate(answered, start=1)
    ]


def test_a_lead_about_to_buy_scores_high_and_says_why() -> None:
    lead = make_lead(LeadStatus.NEGOTIATION, last_activity_on=days_ago(1))
    engagements = contacted(True, True, False, True)

    found = scored(
        lead, milestones=met((DEMO, POSITIVE), (VISIT, POSITIVE)), engagements=engagements, source_rate=Fraction(40)
    )

    assert found == Score(
        30 + 20 + 15 + 11 + 10,
        ("+30 reached Negotiation", "+20 two positive meetings", "+15 active yesterday", "+11 answers 3 of 4 contacts"),
    )


def test_a_lead_that_is_left_alone_scores_low_and_says_why() -> None:
    lead = make_lead(LeadStatus.QUALIFIED, last_activity_on=days_ago(40))

    found = scored(
        lead, milestones=met((VISIT, NEGATIVE)), engagements=contacted(False, False, False), source_rate=Fraction(5)
    )

    assert found == Score(
        0,
        (
            "+20 reached Qualified",
            "−12 a negative visit",
            "−10 no activity for 40 days",
            "−5 answers none of 3 contacts",
        ),
    )


def test_a_new_lead_has_little_to_go_by() -> None:
    assert scored(make_lead(last_activity_on=WEDNESDAY)) == Score(15, ("+15 active today", "not contacted yet"))


def test_a_lost_lead_scores_nothing_whatever_went_before() -> None:
    lead = make_lead(LeadStatus.LOST, stage=3, last_activity_on=WEDNESDAY)
    assert scored(lead, milestones=met((VISIT, POSITIVE))) == Score(0, ("lost",))


def test_a_converted_lead_scores_all() -> None:
    assert scored(make_lead(LeadStatus.CONVERTED, last_activity_on=None)) == Score(100, ("converted",))


@pytest.mark.parametrize(
    ("lead", "part"),
    [
        (make_lead(LeadStatus.NEW, last_activity_on=None), "not contacted yet"),
        (make_lead(LeadStatus.CONTACTED, last_activity_on=None), "+10 reached Contacted"),
        (make_lead(LeadStatus.QUALIFIED, last_activity_on=None), "+20 reached Qualified"),
        (make_lead(LeadStatus.NEGOTIATION, last_activity_on=None), "+30 reached Negotiation"),
        (make_lead(LeadStatus.CONTACTED, stage=3, last_activity_on=None), "+30 reached Negotiation"),
        (make_lead(LeadStatus.CONTACTED, stage=4, last_activity_on=None), "+30 reached Converted"),
    ],
)
def test_the_furthest_stage_counts_also_for_a_lead_that_came_back(lead: Lead, part: str) -> None:
    assert str(stage_reached(lead)) == part


@pytest.mark.parametrize(
    ("milestones", "part"),
    [
        (met((VISIT, POSITIVE)), "+12 a positive visit"),
        (met((VISIT, POSITIVE), (REVISIT, POSITIVE)), "+20 two positive visits"),
        (met((DEMO, POSITIVE), (DEMO, POSITIVE), (DEMO, POSITIVE)), "+24 three positive demos"),
        (met((DEMO, NEGATIVE), (VISIT, POSITIVE)), "−4 latest demo negative, positive before"),
        (met((DEMO, POSITIVE), (VISIT, NEGATIVE)), "+4 latest demo positive, negative before"),
        (
            met((NEGOTIATION, POSITIVE), (VISIT, NEUTRAL), (VISIT, NEGATIVE)),
            "+10 latest negotiation positive, neutral and negative before",
        ),
        (met((VISIT, NEUTRAL)), "+3 a neutral visit"),
        (met((VISIT, NEGATIVE), (VISIT, NEGATIVE)), "−20 two negative visits"),
        (
            met((VISIT, POSITIVE), (VISIT, POSITIVE), (VISIT, POSITIVE), (VISIT, NEGATIVE)),
            "+24 three positive visits",
        ),
    ],
)
def test_the_latest_of_the_last_three_meetings_weighs_most(milestones: list[Milestone], part: str) -> None:
    assert str(how_meetings_went(milestones)) == part
    assert str(how_meetings_went(reversed(milestones))) == part


def test_only_the_outcomes_of_visits_demos_and_negotiations_are_judged() -> None:
    assert how_meetings_went(met((MilestoneType.CONTACTED, POSITIVE), (VISIT, None))) is None


@pytest.mark.parametrize(
    ("days", "part"),
    [
        (-3, "+15 a meeting planned in 3 days"),
        (-1, "+15 a meeting planned in 1 day"),
        (0, "+15 active today"),
        (1, "+15 active yesterday"),
        (3, "+15 active 3 days ago"),
        (4, "+10 active 4 days ago"),
        (7, "+10 active 7 days ago"),
        (13, "+5 active 13 days ago"),
        (14, "−5 no activity for 14 days"),
        (23, "−5 no activity for 23 days"),
        (31, "−10 no activity for 31 days"),
        (61, "−15 no activity for 61 days"),
    ],
)
def test_recent_activity_counts_for_a_lead_and_none_against_it(days: int, part: str) -> None:
    assert str(how_recent(make_lead(last_activity_on=days_ago(days)), WEDNESDAY)) == part


def test_a_lead_of_unknown_activity_says_so() -> None:
    assert how_recent(make_lead(last_activity_on=None), WEDNESDAY) == Part(0, "no activity yet")


@pytest.mark.parametrize(
    ("engagements", "part"),
    [
        (contacted(True), "+5 answers 1 of 1 contact"),
        (contacted(True, True, True), "+15 answers 3 of 3 contacts"),
        (contacted(True, False, True, True), "+11 answers 3 of 4 contacts"),
        (contacted(False), "answers none of 1 contact"),
        (contacted(False, False, False), "−5 answers none of 3 contacts"),
        (contacted(*[True] * 10, False), "+15 answers 10 of 10 contacts"),
    ],
)
def test_a_lead_that_answers_scores_more(engagements: list[Engagement], part: str) -> None:
    assert str(how_it_answers(engagements, WEDNESDAY)) == part


@pytest.mark.parametrize(
    "engagement",
    [
        make_engagement(on=days_ago(2)),
        make_engagement(on=days_ago(20), status=EngagementStatus.FAILED),
        make_engagement(EngagementType.MEETING_SCHEDULED, on=days_ago(20)),
    ],
)
def test_what_cannot_have_been_answered_is_not_held_against_a_lead(engagement: Engagement) -> None:
    assert how_it_answers([engagement], WEDNESDAY) is None


def test_an_answer_of_yesterday_counts_at_once() -> None:
    answered = make_engagement(on=days_ago(1), responded_on=WEDNESDAY)
    assert how_it_answers([answered], WEDNESDAY) == Part(5, "answers 1 of 1 contact")


@pytest.mark.parametrize(
    ("rate", "part"),
    [
        (Fraction(61), "+10 its source converts 61 %, 3 times the target"),
        (Fraction(40), "+10 its source converts 40 %, twice the target"),
        (Fraction(25), "+6 its source converts 25 %, over the target"),
        (Fraction(20), "+6 its source converts 20 %, right on the target"),
        (Fraction(25, 2), "+2 its source converts 12.5 %, under the target"),
        (Fraction(5), "−5 its source converts 5 %, less than half the target"),
    ],
)
def test_a_source_is_judged_by_the_target(rate: Fraction, part: str) -> None:
    assert str(how_its_source_converts(rate, 20)) == part


def test_without_a_rate_or_a_target_a_source_is_not_judged() -> None:
    assert how_its_source_converts(None, 20) is None
    assert how_its_source_converts(Fraction(10), 0) is None


MILESTONES = st.builds(make_milestone, st.sampled_from(MilestoneType), st.dates(), st.none() | st.sampled_from(Outcome))
ENGAGEMENTS = st.builds(
    make_engagement,
    st.sampled_from(EngagementType),
    on=st.dates(),
    status=st.sampled_from(EngagementStatus),
    responded_on=st.none() | st.dates(),
)


@given(
    status=st.sampled_from(LeadStatus),
    stage=st.integers(0, len(STAGES) - 1),
    last_activity_on=st.none() | st.dates(),
    milestones=st.lists(MILESTONES, max_size=6),
    engagements=st.lists(ENGAGEMENTS, max_size=12),
    source_rate=st.none() | st.fractions(0, 100),
)
def test_any_lead_has_a_score_from_0_to_100_with_its_reasons(
    status: LeadStatus,
    stage: int,
    last_activity_on: date | None,
    milestones: list[Milestone],
    engagements: list[Engagement],
    source_rate: Fraction | None,
) -> None:
    lead = make_lead(status, stage=stage, last_activity_on=last_activity_on)
    found = scored(lead, milestones=milestones, engagements=engagements, source_rate=source_rate)
    assert 0 <= found.points <= 100
    assert (found.points == 100) is (status is LeadStatus.CONVERTED)
    closed = status in (LeadStatus.CONVERTED, LeadStatus.LOST)
    assert len(found.reasons) == 1 if closed else 2 <= len(found.reasons) <= MOST_REASONS
