"""Follow-ups: opened by an event or planned, settled by the next one, snoozed, dropped, and listed by their days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.errors import NothingFound
from bot.kinds import FollowUpStatus, MilestoneType, Role
from bot.model import FollowUp, Lead, Member
from storage.store import Store
from tests.storage.belongings import make_call
from tests.storage.companies import NOW, TODAY, Company

YESTERDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 26)


@pytest.fixture
def lead(north: Company) -> Lead:
    return north.add_lead()


@pytest.fixture
def ben(north: Company) -> Member:
    with north.open() as store:
        return store.members.add("Ben", role=Role.REP, time_zone="UTC")


def plan(store: Store, lead: Lead, *, due_on: date = TODAY, opened_on: date = YESTERDAY, owner_id: int = 0) -> FollowUp:
    return store.follow_ups.open(
        lead.id, opened_on=opened_on, due_on=due_on, owner_id=owner_id or lead.owner_id, why="Asked"
    )


def follow_ups(company: Company, lead: Lead) -> list[FollowUp]:
    return company.ask(lambda store: store.follow_ups.list_of_lead(lead.id))


def done(*settled: FollowUp) -> list[FollowUp]:
    return [replace(follow_up, status=FollowUpStatus.DONE) for follow_up in settled]


def test_a_follow_up_names_the_event_that_asked_for_it_or_none(north: Company, lead: Lead) -> None:
    rep = north.rep.id
    with north.open() as store:
        visit, call = store.milestones.add(lead.id, MilestoneType.DEMO, YESTERDAY), make_call(store, lead.id, rep)
        planned, asked, promised = (
            store.follow_ups.open(lead.id, opened_on=on, due_on=TOMORROW, owner_id=rep, why="Price list", **by)
            for on, by in ((TODAY, {}), (YESTERDAY, {"milestone_id": visit.id}), (TODAY, {"engagement_id": call.id}))
        )

    pending = FollowUpStatus.PENDING
    assert planned == FollowUp(planned.id, lead.id, None, TODAY, TOMORROW, rep, "Price list", pending)
    assert asked == FollowUp(asked.id, lead.id, visit.id, YESTERDAY, TOMORROW, rep, "Price list", pending)
    assert promised == FollowUp(promised.id, lead.id, None, TODAY, TOMORROW, rep, "Price list", pending, call.id)
    assert north.ask(lambda store: [store.follow_ups.get(found.id) for found in (planned, asked, promised)]) == [
        planned,
        asked,
        promised,
    ]
    with pytest.raises(NothingFound, match="It may have been undone"):
        north.ask(lambda store: store.follow_ups.get(99))


def test_a_milestone_settles_all_that_its_lead_was_waiting_for_once(north: Company, lead: Lead) -> None:
    other = north.add_lead("Bo")
    with north.open() as store:
        asked, asked_too = plan(store, lead), plan(store, lead, due_on=TOMORROW)
        elsewhere = plan(store, other)
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)

        settled = store.follow_ups.settle(lead.id, by_milestone_id=demo.id, on=demo.happened_on)
        assert store.follow_ups.settle(lead.id, by_milestone_id=demo.id, on=demo.happened_on) == []

    assert settled == follow_ups(north, lead) == done(asked, asked_too)
    assert follow_ups(north, other) == [elsewhere]


def test_an_engagement_settles_as_a_milestone_does(north: Company, lead: Lead) -> None:
    with north.open() as store:
        asked = plan(store, lead)
        call = make_call(store, lead.id, north.rep.id)
        settled = store.follow_ups.settle(lead.id, by_engagement_id=call.id, on=call.happened_on)

    assert settled == follow_ups(north, lead) == done(asked)


@pytest.mark.parametrize(("opened_on", "is_settled"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_an_event_settles_what_was_asked_for_by_its_day_and_nothing_later(
    north: Company, lead: Lead, opened_on: date, is_settled: bool
) -> None:
    with north.open() as store:
        asked = plan(store, lead, opened_on=opened_on, due_on=date(2026, 12, 1))
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)
        store.follow_ups.settle(lead.id, by_milestone_id=demo.id, on=TODAY)

    assert follow_ups(north, lead) == (done(asked) if is_settled else [asked])


def test_what_was_dropped_is_not_done_by_the_next_event(north: Company, lead: Lead) -> None:
    with north.open() as store:
        dropped = store.follow_ups.change(plan(store, lead).id, status=FollowUpStatus.DROPPED)
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)
        assert store.follow_ups.settle(lead.id, by_milestone_id=demo.id, on=TODAY) == []

    assert follow_ups(north, lead) == [dropped]


def test_undoing_the_event_that_settled_it_makes_a_follow_up_pending_again(north: Company, lead: Lead) -> None:
    with north.open() as store:
        asked = plan(store, lead)

    def call(store: Store) -> None:
        made = make_call(store, lead.id, north.rep.id)
        store.follow_ups.settle(lead.id, by_engagement_id=made.id, on=made.happened_on)

    write = north.save(call)
    assert follow_ups(north, lead) == done(asked)
    north.undo(write)

    assert follow_ups(north, lead) == [asked]


def test_a_snoozed_and_reassigned_follow_up_waits_on_its_new_day_for_its_new_owner(
    north: Company, lead: Lead, ben: Member
) -> None:
    with north.open() as store:
        asked = plan(store, lead, due_on=YESTERDAY)

    write = north.save(lambda store: store.follow_ups.change(asked.id, due_on=TOMORROW, owner_id=ben.id))

    moved = replace(asked, due_on=TOMORROW, owner_id=ben.id)
    assert north.ask(lambda store: store.follow_ups.list_pending(owner_id=ben.id))[0][0] == moved
    assert north.ask(lambda store: store.follow_ups.count_by_owner(due_before=TODAY)) == {}
    north.undo(write)
    assert follow_ups(north, lead) == [asked]


@pytest.fixture
def pending(north: Company, lead: Lead, ben: Member) -> dict[date, FollowUp]:
    """By their days: one overdue of Ben's, one due today and one to come of the rep's; and what is pending no more."""
    with north.open() as store:
        for status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED):
            store.follow_ups.change(plan(store, lead, due_on=YESTERDAY).id, status=status)
        return {
            day: plan(store, lead, due_on=day, owner_id=owner.id)
            for day, owner in ((TOMORROW, north.rep), (YESTERDAY, ben), (TODAY, north.rep))
        }


def test_pending_follow_ups_come_with_their_lead_the_longest_overdue_first(
    north: Company, lead: Lead, pending: dict[date, FollowUp]
) -> None:
    found = north.ask(lambda store: store.follow_ups.list_pending())

    assert found == [(pending[YESTERDAY], lead), (pending[TODAY], lead), (pending[TOMORROW], lead)]
    assert [follow_up.is_overdue(TODAY) for follow_up, _ in found] == [True, False, False]


def test_pending_follow_ups_are_listed_of_one_owner_up_to_a_day_and_no_more_than_asked_for(
    north: Company, pending: dict[date, FollowUp]
) -> None:
    def days(*, owner_id: int | None = None, until: date | None = None, limit: int = 50) -> list[date]:
        found = north.ask(lambda store: store.follow_ups.list_pending(owner_id=owner_id, until=until, limit=limit))
        assert all(follow_up == pending[follow_up.due_on] for follow_up, _ in found)
        return [follow_up.due_on for follow_up, _ in found]

    assert days(owner_id=north.rep.id) == [TODAY, TOMORROW]
    assert days(until=TODAY) == [YESTERDAY, TODAY]
    assert days(owner_id=north.rep.id, until=TODAY) == [TODAY]
    assert days(owner_id=north.rep.id, until=YESTERDAY) == []
    assert days(limit=2) == [YESTERDAY, TODAY]


def test_pending_and_overdue_follow_ups_are_counted_by_owner(
    north: Company, ben: Member, pending: dict[date, FollowUp]
) -> None:
    assert len(pending) == 3

    def count(due_before: date | None) -> dict[int, int]:
        return north.ask(lambda store: store.follow_ups.count_by_owner(due_before=due_before))

    rep = north.rep.id
    assert count(None) == {rep: 2, ben.id: 1}
    assert [count(day) for day in (YESTERDAY, TODAY, TOMORROW)] == [{}, {ben.id: 1}, {rep: 1, ben.id: 1}]


def test_named_follow_ups_are_listed_as_they_are_now_in_order_of_their_days(
    north: Company, lead: Lead, pending: dict[date, FollowUp]
) -> None:
    with north.open() as store:
        settled = store.follow_ups.change(pending[TODAY].id, status=FollowUpStatus.DONE)

    ids = [pending[TOMORROW].id, settled.id, 10**9]
    assert north.ask(lambda store: store.follow_ups.list_with_leads(ids)) == [
        (settled, lead),
        (pending[TOMORROW], lead),
    ]
    assert north.ask(lambda store: store.follow_ups.list_with_leads([])) == []


def test_a_store_tells_which_follow_ups_its_writes_touched(north: Company, lead: Lead) -> None:
    def touched_by_a_write(write: Callable[[Store], object]) -> set[int]:
        with north.open() as store:
            write(store)
            store.describe("Saved", actor=north.rep)
            return store.changed_follow_ups

    opened = touched_by_a_write(lambda store: plan(store, lead))
    (asked,) = follow_ups(north, lead)
    assert opened == {asked.id}
    assert touched_by_a_write(lambda store: store.follow_ups.change(asked.id, due_on=TOMORROW)) == {asked.id}
    assert touched_by_a_write(lambda store: store.leads.touch(lead.id, TOMORROW)) == set()
    assert touched_by_a_write(lambda store: store.leads.delete(lead.id, at=NOW)) == {asked.id}
    assert touched_by_a_write(lambda store: store.leads.restore(lead.id)) == {asked.id}
