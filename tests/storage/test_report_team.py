"""The sums behind the report on the team: who is in it, and what counts for whom."""

from __future__ import annotations

from datetime import date

from bot.filters import EVERYTHING, Filters
from bot.kinds import BookingStatus, MilestoneType, Role, SourceType
from bot.periods import ALL_TIME, Period, parse_period
from bot.team_report import RepFigures
from storage.store import Store
from tests.storage.belongings import furnish, make_call
from tests.storage.companies import NOW, TODAY, Company

NOVEMBER = parse_period("2026-11", today=TODAY)
YESTERDAY = date(2026, 11, 24)


def team(company: Company, period: Period = ALL_TIME, filters: Filters = EVERYTHING) -> list[RepFigures]:
    return company.ask(lambda store: store.team_reports.reps(period, filters, today=TODAY))


def idle(name: str) -> RepFigures:
    return RepFigures(name=name, leads=0, visits=0, engagements=0, bookings=0, amount=0, overdue=0)


def hire(store: Store, name: str, role: Role = Role.REP) -> int:
    return store.members.add(name, role=role, time_zone="UTC").id


def test_every_rep_is_in_it_and_a_manager_who_did_something(north: Company, south: Company) -> None:
    furnish(south)
    with north.open() as store:
        hire(store, "Zoya")
        hire(store, "Idle Manager", Role.MANAGER)
        busy = hire(store, "Busy Manager", Role.MANAGER)
        store.leads.add(name="Anil", owner_id=busy, created_on=None)

    assert [rep.name for rep in team(north)] == ["Asha", "Busy Manager", "Zoya"]
    assert [rep.name for rep in team(north, NOVEMBER)] == ["Asha", "Zoya"]
    assert team(north, filters=Filters(owner_id=north.rep.id)) == [idle("Asha")]


def test_each_thing_counts_for_who_did_it(north: Company) -> None:
    with north.open() as store:
        owner, visitor, caller, chaser = (hire(store, name) for name in ("Owner", "Visitor", "Caller", "Chaser"))
        lead = store.leads.add(name="Anil", owner_id=owner, created_on=date(2026, 11, 1)).id
        visit = store.milestones.add(lead, MilestoneType.SITE_VISIT, date(2026, 11, 2), visited_by_id=visitor)
        store.milestones.add(lead, MilestoneType.REVISIT, date(2026, 10, 31), visited_by_id=visitor)
        make_call(store, lead, caller, on=date(2026, 11, 30))
        for due_on in (YESTERDAY, TODAY):
            store.follow_ups.open(
                lead, milestone_id=visit.id, opened_on=TODAY, due_on=due_on, owner_id=chaser, why="Asked"
            )
        customer = store.customers.add("Acme", owner_id=visitor).id
        for lead_id, status, amount in (
            (lead, BookingStatus.CONFIRMED, 1),
            (lead, BookingStatus.COMPLETED, 10),
            (lead, BookingStatus.PENDING, 100),
            (None, BookingStatus.CONFIRMED, 1_000),
        ):
            store.bookings.add(customer, lead_id, TODAY, amount, status=status)

    found = {rep.name: rep for rep in team(north, NOVEMBER)}

    assert found == {
        "Asha": idle("Asha"),
        "Owner": RepFigures(name="Owner", leads=1, visits=0, engagements=0, bookings=2, amount=11, overdue=0),
        "Visitor": RepFigures(name="Visitor", leads=0, visits=1, engagements=0, bookings=1, amount=1_000, overdue=0),
        "Caller": RepFigures(name="Caller", leads=0, visits=0, engagements=1, bookings=0, amount=0, overdue=0),
        "Chaser": RepFigures(name="Chaser", leads=0, visits=0, engagements=0, bookings=0, amount=0, overdue=1),
    }
    assert sum(rep.visits for rep in team(north)) == 2


def test_a_deleted_lead_leaves_only_its_money(north: Company) -> None:
    rep = north.rep.id
    with north.open() as store:
        lead = store.leads.add(name="Anil", owner_id=rep, created_on=TODAY).id
        visit = store.milestones.add(lead, MilestoneType.SITE_VISIT, TODAY, visited_by_id=rep)
        make_call(store, lead, rep)
        store.follow_ups.open(lead, milestone_id=visit.id, opened_on=TODAY, due_on=YESTERDAY, owner_id=rep, why="Asked")
        customer = store.customers.add("Acme").id
        store.bookings.add(customer, lead, TODAY, 100, status=BookingStatus.CONFIRMED)
        store.leads.delete(lead, at=NOW)

    assert team(north) == [RepFigures(name="Asha", leads=0, visits=0, engagements=0, bookings=1, amount=100, overdue=0)]


def test_it_is_narrowed_to_leads_of_a_source(north: Company) -> None:
    with north.open() as store:
        portal = store.sources.add("Portal", SourceType.DIGITAL).id
        for source_id in (portal, None):
            lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY, source_id=source_id).id
            store.milestones.add(lead, MilestoneType.SITE_VISIT, TODAY, visited_by_id=north.rep.id)
            make_call(store, lead, north.rep.id)

    (asha,) = team(north, filters=Filters(source_id=portal))

    assert (asha.leads, asha.visits, asha.engagements) == (1, 1, 1)


def test_it_counts_what_the_home_counts(north: Company) -> None:
    theirs = furnish(north)
    member = theirs.member.id

    (asha,) = team(north, parse_period("this week", today=TODAY))

    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    with north.open() as store:
        assert asha.engagements == store.engagements.count_by_member(start=monday, end=sunday)[member] == 1
        assert asha.visits == store.milestones.count_visits(start=monday, end=sunday).get(member, 0) == 0
        assert asha.leads == store.lead_search.count_created(member, start=monday, end=sunday) == 1
        assert asha.overdue == store.follow_ups.count_by_owner(due_before=TODAY).get(member, 0) == 0
