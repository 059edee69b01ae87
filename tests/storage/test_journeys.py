"""Whole journeys, written in bulk: what is told comes out as if it had been logged step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.filters import EVERYTHING
from bot.journeys import Contact, Journey, Step
from bot.kinds import Channel, EngagementStatus, EngagementType, FollowUpStatus, LeadStatus, MilestoneType, Outcome
from bot.model import Engagement, Lead
from bot.periods import ALL_TIME
from storage.store import Store
from tests.storage.companies import TODAY, Company

DAY_1, DAY_2, DAY_4 = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 24)
CALL = Contact(
    type=EngagementType.CALL_MADE,
    channel=Channel.PHONE,
    on=DAY_2,
    at=time(11, 30),
    subject="First call",
    notes="asks for the price",
    outcome=Outcome.POSITIVE,
    duration_minutes=12,
    responded_on=DAY_4,
    response_notes="likes it",
)
MISSED = replace(CALL, status=EngagementStatus.FAILED, outcome=None, responded_on=None, response_notes=None)
MEETING = Contact(
    type=EngagementType.MEETING_SCHEDULED,
    channel=Channel.VIDEO,
    on=date(2026, 11, 30),
    subject="The offer",
    status=EngagementStatus.PENDING,
)
GENERATED = Step(type=MilestoneType.LEAD_GENERATED, on=DAY_1)
VISIT = Step(type=MilestoneType.SITE_VISIT, on=DAY_4, location="Whitefield", notes="loved it", follow_up_on=TODAY)


def tell(company: Company, *steps: Step, contacts: tuple[Contact, ...] = ()) -> Lead:
    journey = Journey(
        name="Anil Mehta",
        company="Acme Motors",
        phone="98450 12345",
        email="Anil@acme.in",
        owner="asha",
        steps=steps,
        contacts=contacts,
    )
    with company.open() as store:
        (lead_id,) = store.journeys.add([journey], owner_ids={"asha": company.rep.id}, source_ids={}, campaign_ids={})
    return company.lead(lead_id)


def test_a_told_lead_is_found_as_one_that_was_added(north: Company) -> None:
    lead = tell(north, GENERATED)

    def found(store: Store) -> list[list[Lead]]:
        search = store.lead_search
        return [
            *(search.search(typed, limit=5) for typed in ("anil m", "acme", "mehta", "motors")),
            search.duplicates(phone="+91 98450-12345", email=None),
            search.duplicates(phone=None, email="anil@acme.in"),
        ]

    assert north.ask(found) == [[lead]] * 6
    assert north.ask(lambda store: store.kpi_reports.figures(ALL_TIME, EVERYTHING, today=TODAY).new_this_month) == 1


def test_a_told_contact_is_its_owners_engagement(north: Company) -> None:
    lead = tell(north, GENERATED, contacts=(CALL, MEETING))

    call, meeting = north.ask(lambda store: store.engagements.list_of_lead(lead.id))
    assert call == Engagement(
        id=call.id,
        lead_id=lead.id,
        type=EngagementType.CALL_MADE,
        channel=Channel.PHONE,
        happened_on=DAY_2,
        happened_at=time(11, 30),
        subject="First call",
        notes="asks for the price",
        outcome=Outcome.POSITIVE,
        status=EngagementStatus.COMPLETED,
        duration_minutes=12,
        responded_on=DAY_4,
        response_notes="likes it",
        member_id=north.rep.id,
    )
    assert (meeting.status, meeting.happened_on) == (EngagementStatus.PENDING, MEETING.on)
    assert lead.last_activity_on == MEETING.on


def test_the_first_contact_moves_a_new_lead_and_the_steps_move_it_on(north: Company) -> None:
    lead = tell(north, GENERATED, VISIT, contacts=(CALL, MEETING))

    changes = north.ask(lambda store: store.leads.status_changes(lead.id))
    (call, _), (_, visit) = north.ask(
        lambda store: (store.engagements.list_of_lead(lead.id), store.milestones.list_of_lead(lead.id))
    )
    assert (lead.status, lead.stage) == (LeadStatus.QUALIFIED, 2)
    assert [(c.to_status, c.changed_on, c.milestone_id, c.engagement_id) for c in changes] == [
        (LeadStatus.CONTACTED, DAY_2, None, call.id),
        (LeadStatus.QUALIFIED, DAY_4, visit.id, None),
    ]


def test_a_call_that_failed_moves_nothing_and_settles_nothing(north: Company) -> None:
    untouched = tell(north, GENERATED, contacts=(MISSED,))
    waiting = tell(north, GENERATED, VISIT, contacts=(replace(MISSED, on=TODAY),))

    assert (untouched.status, untouched.last_activity_on) == (LeadStatus.NEW, MISSED.on)
    assert north.ask(lambda store: store.leads.status_changes(untouched.id)) == []
    (follow_up,) = north.ask(lambda store: store.follow_ups.list_of_lead(waiting.id))
    assert follow_up.status is FollowUpStatus.PENDING


def test_what_a_step_asked_for_is_pending_until_the_next_event_of_either_kind(north: Company) -> None:
    waiting = tell(north, GENERATED, VISIT, contacts=(CALL,))
    settled = tell(north, GENERATED, VISIT, contacts=(CALL, MEETING))

    def status(lead: Lead) -> list[FollowUpStatus]:
        return [found.status for found in north.ask(lambda store: store.follow_ups.list_of_lead(lead.id))]

    assert (status(waiting), status(settled)) == ([FollowUpStatus.PENDING], [FollowUpStatus.DONE])
