"""One lead's journey, as in the guide's workflow from a new lead to a booking."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.kinds import EngagementType, LeadStatus, MilestoneType
from bot.timeline import Timeline, timeline
from tests.bot.leads import make_change, make_engagement, make_milestone

FIRST = date(2026, 11, 2)


def on_day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def test_the_guides_journey_is_one_list_with_the_days_between_its_steps() -> None:
    made = make_milestone(MilestoneType.LEAD_GENERATED, on_day(1))
    email = make_engagement(EngagementType.EMAIL_SENT, on=on_day(1), number=1)
    call = make_engagement(EngagementType.CALL_MADE, on=on_day(2), at=time(11), number=2)
    qualified = make_change(LeadStatus.QUALIFIED, on_day(2))
    visit = make_milestone(MilestoneType.SITE_VISIT, on_day(4), number=2)
    demo = make_engagement(EngagementType.MEETING_SCHEDULED, on=on_day(7), number=3)
    booking = make_milestone(MilestoneType.BOOKING, on_day(21), number=3)

    journey = timeline([booking, visit, made], [demo, call, email], [qualified])

    assert [(step.event, step.days_since_first, step.days_since_previous) for step in journey.steps] == [
        (made, 0, None),
        (email, 0, 0),
        (call, 1, 1),
        (qualified, 1, 0),
        (visit, 3, 2),
        (demo, 6, 3),
        (booking, 20, 14),
    ]
    assert journey.total_days == 20


def test_on_one_day_steps_are_in_order_of_time_then_of_their_numbers() -> None:
    late = make_engagement(on=FIRST, at=time(16), number=1)
    early = make_milestone(MilestoneType.DEMO, FIRST, at=time(9, 30), number=9)
    untimed = [make_engagement(on=FIRST, number=number) for number in (4, 3)]
    assert [step.event for step in timeline([early], [late, *untimed], []).steps] == [*reversed(untimed), early, late]


def test_a_status_that_a_milestone_brought_is_no_step_of_its_own() -> None:
    visit = make_milestone(MilestoneType.SITE_VISIT, FIRST)
    change = make_change(LeadStatus.QUALIFIED, FIRST, milestone_id=visit.id)
    assert [step.event for step in timeline([visit], [], [change]).steps] == [visit]


def test_a_status_of_an_unknown_day_has_no_place_in_the_journey() -> None:
    assert timeline([], [], [make_change(LeadStatus.QUALIFIED, None)]).steps == ()


def test_a_journey_of_nothing_takes_no_days() -> None:
    assert timeline([], [], []) == Timeline(())
    assert Timeline(()).total_days == 0


@given(days=st.lists(st.integers(1, 400), max_size=12))
def test_the_days_between_the_steps_add_up_to_the_whole(days: list[int]) -> None:
    milestones = [make_milestone(MilestoneType.DEMO, on_day(day), number=day) for day in days[::2]]
    engagements = [make_engagement(on=on_day(day), number=day) for day in days[1::2]]

    journey = timeline(milestones, engagements, [])

    assert [step.on for step in journey.steps] == sorted(map(on_day, days))
    assert sum(step.days_since_previous or 0 for step in journey.steps) == journey.total_days
