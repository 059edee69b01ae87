"""Engagements: kept whole, answered later, listed as a journey and as what is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.errors import NothingFound
from bot.kinds import Channel, EngagementStatus, EngagementType, Outcome, Role
from bot.model import Engagement, Lead
from tests.storage.belongings import make_call, make_meeting
from tests.storage.companies import TODAY, Company

YESTERDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 26)


@pytest.fixture
def lead(north: Company) -> Lead:
    return north.add_lead()


def test_an_engagement_is_kept_whole(north: Company, lead: Lead) -> None:
    with north.open() as store:
        quote = store.engagements.add(
            lead.id,
            EngagementType.QUOTE_SENT,
            Channel.WHATSAPP,
            YESTERDAY,
            subject="The 3BHK, corner",
            member_id=north.rep.id,
            status=EngagementStatus.COMPLETED,
            happened_at=time(18, 5),
            notes="with parking",
            outcome=Outcome.POSITIVE,
            duration_minutes=12,
            responded_on=TODAY,
            response_notes="asks for a week",
        )

    assert quote == Engagement(
        id=quote.id,
        lead_id=lead.id,
        type=EngagementType.QUOTE_SENT,
        channel=Channel.WHATSAPP,
        happened_on=YESTERDAY,
        happened_at=time(18, 5),
        subject="The 3BHK, corner",
        notes="with parking",
        outcome=Outcome.POSITIVE,
        status=EngagementStatus.COMPLETED,
        duration_minutes=12,
        responded_on=TODAY,
        response_notes="asks for a week",
        member_id=north.rep.id,
    )
    assert north.ask(lambda store: store.engagements.get(quote.id)) == quote


def test_a_response_that_comes_later_is_noted_and_goes_back_with_undo(north: Company, lead: Lead) -> None:
    with north.open() as store:
        call = make_call(store, lead.id, north.rep.id)

    write = north.save(
        lambda store: store.engagements.change(call.id, responded_on=TODAY, response_notes="will call back")
    )
    answered = replace(call, responded_on=TODAY, response_notes="will call back")
    assert north.ask(lambda store: store.engagements.get(call.id)) == answered
    north.undo(write)

    assert north.ask(lambda store: store.engagements.get(call.id)) == call
    with pytest.raises(NothingFound, match="It may have been undone"):
        north.ask(lambda store: store.engagements.get(99))


def test_a_leads_engagements_run_from_the_oldest_in_the_order_they_were_kept(north: Company, lead: Lead) -> None:
    with north.open() as store:
        kept = [make_call(store, lead.id, north.rep.id, on=on) for on in (TODAY, YESTERDAY, TODAY)]
        make_call(store, store.leads.add(name="Bo", owner_id=north.rep.id, created_on=TODAY).id, north.rep.id)

    found = north.ask(lambda store: store.engagements.list_of_lead(lead.id))
    assert found == [kept[1], kept[0], kept[2]]


def test_what_is_pending_is_listed_with_its_lead_the_earliest_first(north: Company, lead: Lead) -> None:
    with north.open() as store:
        ben = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        later = make_meeting(store, lead.id, north.rep.id, on=TOMORROW)
        soon = make_meeting(store, lead.id, ben.id, on=TODAY)
        held = make_meeting(store, lead.id, north.rep.id, on=YESTERDAY)
        store.engagements.change(held.id, status=EngagementStatus.COMPLETED)
        missed = make_meeting(store, lead.id, north.rep.id, on=YESTERDAY)
        make_call(store, lead.id, north.rep.id)

    def pending(*, member_id: int | None = None, until: date | None = None, limit: int = 50) -> list[Engagement]:
        found = north.ask(
            lambda store: store.engagements.list_pending(member_id=member_id, until=until, limit=limit),
        )
        assert {lead.id for _, lead in found} <= {lead.id}
        return [engagement for engagement, _ in found]

    assert pending() == [missed, soon, later]
    assert pending(until=TODAY) == [missed, soon]
    assert pending(member_id=north.rep.id) == [missed, later]
    assert pending(member_id=ben.id, until=YESTERDAY) == []
    assert pending(limit=1) == [missed]


def test_completed_engagements_are_counted_by_who_had_them(north: Company, lead: Lead) -> None:
    with north.open() as store:
        ben = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        for member_id, on in (
            (north.rep.id, TODAY),
            (north.rep.id, YESTERDAY),
            (ben.id, YESTERDAY),
            (ben.id, TOMORROW),
        ):
            make_call(store, lead.id, member_id, on=on)
        make_meeting(store, lead.id, ben.id, on=TODAY)
        failed = make_call(store, lead.id, ben.id)
        store.engagements.change(failed.id, status=EngagementStatus.FAILED)

    def count(start: date, end: date) -> dict[int, int]:
        return north.ask(lambda store: store.engagements.count_by_member(start=start, end=end))

    assert count(YESTERDAY, TODAY) == {north.rep.id: 2, ben.id: 1}
    assert count(TOMORROW, TOMORROW) == {ben.id: 1}
    assert count(date(2026, 1, 1), date(2026, 1, 31)) == {}
