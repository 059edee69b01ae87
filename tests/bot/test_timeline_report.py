"""One lead's journey as a report, as of 25 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kinds import EngagementType, LeadStatus, MilestoneType, Outcome
from bot.pictures import JourneyChart, Tone
from bot.report import Report
from bot.timeline import Timeline, timeline
from bot.timeline_report import timeline_report
from tests.bot.leads import make_change, make_engagement, make_lead, make_milestone
from tests.bot.reports import TODAY, table_texts, titles

FIRST = date(2026, 10, 1)


def on_day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def guide() -> Timeline:
    """The guide's workflow from a new lead to a booking."""
    return timeline(
        [
            make_milestone(MilestoneType.LEAD_GENERATED, on_day(1)),
            replace(
                make_milestone(MilestoneType.SITE_VISIT, on_day(4), Outcome.POSITIVE, number=2), location="Whitefield"
            ),
            make_milestone(MilestoneType.BOOKING, on_day(21), number=3),
        ],
        [
            make_engagement(EngagementType.EMAIL_SENT, on=on_day(1)),
            make_engagement(EngagementType.CALL_MADE, on=on_day(2), responded_on=on_day(2), number=2),
            make_engagement(EngagementType.MEETING_SCHEDULED, on=on_day(7), number=3),
            make_engagement(EngagementType.PROPOSAL_SENT, on=on_day(14), number=4),
        ],
        [make_change(LeadStatus.QUALIFIED, on_day(2))],
    )


def report(journey: Timeline, status: LeadStatus = LeadStatus.CONTACTED) -> Report:
    lead = make_lead(status, last_activity_on=None)
    return timeline_report(journey, lead, today=TODAY, locale="en")


def chart(found: Report) -> JourneyChart:
    assert isinstance(found.chart, JourneyChart)
    return found.chart


def test_the_guides_journey_has_its_days_between_the_steps_and_since_the_first() -> None:
    found = report(guide(), LeadStatus.CONVERTED)

    assert (found.title, found.subtitle) == ("Timeline", "Acme (L-1)")
    assert titles(found) == ["Date", "Step", "Days since", "In all", "Details"]
    assert table_texts(found) == [
        ["1 Oct 2026", "Lead generated", "", "0", ""],
        ["1 Oct 2026", "Email sent", "0", "0", "Price talk"],
        ["2 Oct 2026", "Call made", "1", "1", "Price talk · answered"],
        ["2 Oct 2026", "Set to qualified", "0", "1", ""],
        ["4 Oct 2026", "Site visit", "2", "3", "Whitefield · positive"],
        ["7 Oct 2026", "Meeting scheduled", "3", "6", "Price talk"],
        ["14 Oct 2026", "Proposal sent", "7", "13", "Price talk"],
        ["21 Oct 2026", "Booking", "7", "20", ""],
        ["Total", "8 steps", "20", "", ""],
    ]


def test_a_journey_that_ended_in_a_booking_says_after_how_long() -> None:
    found = report(guide(), LeadStatus.CONVERTED)

    assert found.headline == "Acme booked after 20 days"
    assert found.findings == (
        "The longest wait was 7 days, before the proposal on 14 Oct 2026.",
        "8 steps, with 1 visit and 4 engagements (1 answered).",
    )
    assert chart(found).until is None


def test_a_wait_before_a_later_contact_is_not_told_as_before_the_first() -> None:
    contacts = [make_milestone(MilestoneType.CONTACTED, on_day(day), number=day) for day in (1, 5)]
    found = report(timeline(contacts, [make_engagement(on=on_day(5), responded_on=on_day(5))], []), LeadStatus.LOST)

    assert found.findings == (
        "The longest wait was 4 days, before the contact on 5 Oct 2026.",
        "3 steps, with 1 engagement (answered).",
    )


@pytest.mark.parametrize(
    ("company", "who"),
    [("Acme Corp", "Acme · Acme Corp (L-1)"), ("Acme", "Acme (L-1)"), (None, "Acme (L-1)")],
)
def test_the_company_stands_in_the_title_where_it_is_another_word(company: str | None, who: str) -> None:
    lead = replace(make_lead(LeadStatus.CONTACTED, last_activity_on=None), company=company)
    found = timeline_report(guide(), lead, today=TODAY, locale="en")

    assert (found.subtitle, chart(found).subtitle) == (who, f"Journey of {who}, contacted")


def test_an_open_lead_says_how_long_it_has_waited() -> None:
    found = report(timeline([make_milestone(MilestoneType.DEMO, on_day(1))], [make_engagement(on=on_day(9))], []))

    assert found.headline == "Acme has been open for 55 days, the last step 47 days ago"
    assert found.findings[0] == "Acme has waited since the email 47 days ago, longer than ever before."
    assert chart(found).until == TODAY


def test_a_lost_lead_says_after_how_long_and_waits_no_more() -> None:
    steps = [make_milestone(MilestoneType.DEMO, on_day(1)), make_milestone(MilestoneType.CANCELLATION, on_day(6))]
    found = report(timeline(steps, [], []), LeadStatus.LOST)

    assert found.headline == "Acme was lost after 5 days"
    assert found.findings[0] == "The longest wait was 5 days, before the cancellation on 6 Oct 2026."


def test_a_meeting_to_come_is_told_and_no_wait() -> None:
    meeting = make_engagement(EngagementType.MEETING_SCHEDULED, on=TODAY + timedelta(days=40))
    found = report(timeline([make_milestone(MilestoneType.DEMO, TODAY)], [meeting], []))

    assert found.headline == "Acme came in today, with the next step on 4 Jan 2027"
    assert found.findings == (
        "2 steps, with 1 engagement (not answered).",
        "Still to come: the meeting on 4 Jan 2027.",
    )
    assert [stop.tone for stop in chart(found).stops] == [Tone.PLAIN, Tone.PALE]
    assert chart(found).until is None


def test_one_step_today_has_nothing_to_wait_for() -> None:
    found = report(timeline([make_milestone(MilestoneType.LEAD_GENERATED, TODAY)], [], []))

    assert found.headline == "Acme came in today"
    assert found.findings == ("1 step.",)


def test_a_return_is_called_as_the_step_is() -> None:
    steps = [make_milestone(MilestoneType.CANCELLATION, on_day(1)), make_milestone(MilestoneType.REENGAGED, on_day(6))]
    found = report(timeline(steps, [], []), LeadStatus.LOST)

    assert found.findings[0] == "The longest wait was 5 days, before the reengagement on 6 Oct 2026."


def test_the_step_after_the_longest_wait_stands_out_in_the_picture() -> None:
    stops = chart(report(guide(), LeadStatus.CONVERTED)).stops

    assert [stop.name for stop in stops if stop.tone is Tone.ACCENT] == ["Proposal sent"]
    assert (stops[5].name, stops[5].detail) == ("Meeting scheduled", "Price talk")


def test_a_long_journey_is_drawn_without_its_engagements() -> None:
    engagements = [make_engagement(on=on_day(day), number=day) for day in range(1, 40)]
    found = report(timeline([make_milestone(MilestoneType.DEMO, on_day(3))], engagements, []))

    assert [stop.name for stop in chart(found).stops] == ["Demo"]
    assert chart(found).notes == "39 steps more in the table. As of 25 Nov 2026."
    assert len(table_texts(found)) == 41


def test_long_notes_are_cut_to_a_line() -> None:
    milestone = replace(make_milestone(MilestoneType.DEMO, FIRST), notes="Wants\n\na corner flat, " * 20)
    (stop,) = chart(report(timeline([milestone], [], []))).stops

    assert stop.detail.startswith("Wants a corner flat, Wants")
    assert len(stop.detail) <= 80
    assert stop.detail.endswith("…")


def test_a_journey_of_nothing_says_how_to_begin() -> None:
    found = report(Timeline(()))

    assert (found.headline, found.findings) == (
        "No steps",
        ("Nothing is known of Acme yet. Log a step with /milestone, or a contact with /engage.",),
    )
    assert (found.chart, found.table) == (None, None)


@settings(max_examples=60)
@given(days=st.lists(st.integers(1, 90), min_size=1, max_size=60), status=st.sampled_from(LeadStatus))
def test_any_journey_makes_a_report_whose_days_add_up(days: list[int], status: LeadStatus) -> None:
    milestones = [make_milestone(MilestoneType.SITE_VISIT, on_day(day), number=day) for day in days[::2]]
    engagements = [make_engagement(on=on_day(day), number=day) for day in days[1::2]]
    found = report(timeline(milestones, engagements, []), status)

    assert found.table is not None
    since = [row[2].value for row in found.table.rows]
    assert sum(value for value in since if isinstance(value, int)) == found.table.total[2].value
    assert 1 <= len(chart(found).stops) <= 20
    assert 1 <= len(found.findings) <= 3
    assert len(found.alt_text) <= 2_000


@pytest.mark.parametrize(
    ("status", "headline"),
    [(LeadStatus.CONVERTED, "Acme booked on the first day"), (LeadStatus.LOST, "Acme was lost on the first day")],
)
def test_a_journey_of_one_day_says_so(status: LeadStatus, headline: str) -> None:
    assert report(timeline([make_milestone(MilestoneType.BOOKING, TODAY)], [], []), status).headline == headline
