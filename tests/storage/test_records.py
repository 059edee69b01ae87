"""The smaller records: members, milestones, customers and bookings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import NothingFound
from bot.kinds import (
    BookingStatus,
    MilestoneType,
    Outcome,
    Role,
)
from bot.model import Lead, Member, Milestone
from tests.storage.companies import NOW, TODAY, Company

YESTERDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 26)


def test_today_is_the_companys_calendar_day(north: Company) -> None:
    before_midnight_in_bengaluru = datetime(2026, 11, 25, 18, 29, tzinfo=UTC)
    midnight_in_bengaluru = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)

    with north.open(now=before_midnight_in_bengaluru) as store:
        assert store.today == TODAY
    with north.open(now=midnight_in_bengaluru) as store:
        assert store.today == TOMORROW


def test_a_member_is_found_by_slack_user_and_by_name(north: Company) -> None:
    asha = Member(north.rep.id, "U1", "T0NORTH", "Asha", Role.REP, "Asia/Kolkata")

    assert north.rep == asha
    assert north.ask(lambda store: store.members.get(asha.id)) == asha
    assert north.ask(lambda store: store.members.find_by_slack("T0NORTH", "U1")) == asha
    assert north.ask(lambda store: store.members.find_by_name(" ÁSHA ")) == asha
    assert north.ask(lambda store: store.members.find_by_slack("T0OTHER", "U1")) is None
    assert north.ask(lambda store: store.members.find_by_name("Ash")) is None


def test_members_are_offered_by_the_beginning_of_any_word_of_their_name(north: Company) -> None:
    with north.open() as store:
        for name in ("Asha Rao", "Ben Ashton", "Natasha", "50% Óscar"):
            store.members.add(name, role=Role.REP, time_zone="UTC")

    def offered(typed: str, limit: int = 20) -> list[str]:
        return [member.name for member in north.ask(lambda store: store.members.search(typed, limit=limit))]

    assert offered("ash") == ["Asha", "Asha Rao", "Ben Ashton"]
    assert offered("ASHA r") == ["Asha Rao"]
    assert offered("osc") == ["50% Óscar"]
    assert offered("%") == offered("_") == offered("rao asha") == []
    assert offered("") == ["50% Óscar", "Asha", "Asha Rao", "Ben Ashton", "Natasha"]
    assert offered("", limit=2) == ["50% Óscar", "Asha"]


def test_one_slack_user_is_one_member_and_names_of_an_import_are_many(north: Company) -> None:
    with north.open() as store:
        people = [store.members.add(name, role=Role.REP, time_zone="UTC") for name in ("Zoe", "Ben")]

    assert north.ask(lambda store: store.members.list()) == [north.rep, people[1], people[0]]
    with pytest.raises(IntegrityError), north.open() as store:
        store.members.add("Asha again", role=Role.REP, time_zone="UTC", team_id="T0NORTH", slack_user_id="U1")


def test_a_role_is_changed_and_lists_follow_it(north: Company) -> None:
    with north.open() as store:
        changed = store.members.change_role(north.rep.id, Role.MANAGER)

    assert changed == replace(north.rep, role=Role.MANAGER)
    assert north.ask(lambda store: store.members.list(role=Role.MANAGER)) == [changed]
    assert north.ask(lambda store: store.members.list(role=Role.REP)) == []


@pytest.fixture
def lead(north: Company) -> Lead:
    return north.add_lead()


def test_a_milestone_is_kept_whole_and_a_journey_runs_from_the_oldest(north: Company, lead: Lead) -> None:
    with north.open() as store:
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)
        visit = store.milestones.add(
            lead.id,
            MilestoneType.SITE_VISIT,
            YESTERDAY,
            happened_at=time(15, 30),
            notes="loved it",
            location="Whitefield",
            outcome=Outcome.POSITIVE,
            duration_minutes=45,
            visited_by_id=north.rep.id,
            latitude=12.9698,
            longitude=77.7500,
        )

    assert north.ask(lambda store: store.milestones.list_of_lead(lead.id)) == [visit, demo]
    assert visit == Milestone(
        visit.id,
        lead.id,
        MilestoneType.SITE_VISIT,
        YESTERDAY,
        time(15, 30),
        "loved it",
        "Whitefield",
        Outcome.POSITIVE,
        45,
        north.rep.id,
        12.9698,
        77.75,
    )
    assert north.ask(lambda store: store.milestones.get(visit.id)) == visit


def test_a_milestone_is_corrected_and_its_change_can_be_undone(north: Company, lead: Lead) -> None:
    with north.open() as store:
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, YESTERDAY, latitude=12.9698)

    write = north.save(
        lambda store: store.milestones.change(visit.id, outcome=Outcome.NEGATIVE, latitude=None, happened_on=TODAY)
    )
    changed = replace(visit, outcome=Outcome.NEGATIVE, latitude=None, happened_on=TODAY)
    assert north.ask(lambda store: store.milestones.get(visit.id)) == changed
    north.undo(write)

    assert north.ask(lambda store: store.milestones.get(visit.id)) == visit
    with pytest.raises(NothingFound, match="It may have been undone"):
        north.ask(lambda store: store.milestones.get(99))


def test_the_same_milestone_on_the_same_day_is_found(north: Company, lead: Lead) -> None:
    with north.open() as store:
        first, _ = (store.milestones.add(lead.id, MilestoneType.DEMO, TODAY) for _ in range(2))

    def same(type_: MilestoneType, on: date, lead_id: int = lead.id) -> Milestone | None:
        return north.ask(lambda store: store.milestones.find_same(lead_id, type_, on))

    assert same(MilestoneType.DEMO, TODAY) == first
    assert same(MilestoneType.DEMO, YESTERDAY) is None
    assert same(MilestoneType.PROPOSAL, TODAY) is None
    assert same(MilestoneType.DEMO, TODAY, north.add_lead().id) is None


def test_visits_are_counted_by_who_made_them(north: Company, lead: Lead) -> None:
    deleted = north.add_lead()
    with north.open() as store:
        ben = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        for lead_id, visited_by_id, on in (
            (lead.id, north.rep.id, YESTERDAY),
            (lead.id, north.rep.id, TODAY),
            (lead.id, ben.id, TODAY),
            (lead.id, ben.id, TOMORROW),
            (lead.id, None, TODAY),
            (deleted.id, ben.id, TODAY),
        ):
            store.milestones.add(lead_id, MilestoneType.SITE_VISIT, on, visited_by_id=visited_by_id)
        store.leads.delete(deleted.id, at=NOW)

    def count(start: date, end: date) -> dict[int, int]:
        return north.ask(lambda store: store.milestones.count_visits(start=start, end=end))

    assert count(YESTERDAY, TODAY) == {north.rep.id: 2, ben.id: 1}
    assert count(TOMORROW, TOMORROW) == {ben.id: 1}
    assert count(date(2026, 1, 1), date(2026, 1, 31)) == {}


def test_a_lead_has_a_milestone_from_its_day_on(north: Company, lead: Lead) -> None:
    with north.open() as store:
        store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)

    def has(type_: MilestoneType, before: date) -> bool:
        return north.ask(lambda store: store.milestones.has(lead.id, type_, until=before))

    assert has(MilestoneType.SITE_VISIT, TODAY)
    assert has(MilestoneType.SITE_VISIT, TOMORROW)
    assert not has(MilestoneType.SITE_VISIT, YESTERDAY)
    assert not has(MilestoneType.REVISIT, TODAY)


def test_a_customer_is_found_by_name_however_it_is_typed(north: Company) -> None:
    with north.open() as store:
        acme = store.customers.add("Acme & Sons")

    assert north.ask(lambda store: store.customers.find_by_name("ACME and sons")) == acme
    assert north.ask(lambda store: store.customers.find_by_name("Acme")) is None


def test_bookings_add_up_by_status(north: Company, lead: Lead) -> None:
    with north.open() as store:
        customer = store.customers.add("Acme")
        booking = store.bookings.add(
            customer.id,
            lead.id,
            TODAY,
            10**14,
            status=BookingStatus.CONFIRMED,
            unit_type_id=store.units.add("3BHK", existing=None).id,
        )
        for amount, status in ((5, BookingStatus.COMPLETED), (7, BookingStatus.CANCELLED)):
            store.bookings.add(customer.id, None, TODAY, amount, status=status)

    def total(*statuses: BookingStatus) -> int:
        return north.ask(lambda store: store.bookings.total_amount(statuses=statuses))

    assert total(BookingStatus.CONFIRMED, BookingStatus.COMPLETED) == 10**14 + 5
    assert (total(BookingStatus.CANCELLED), total(BookingStatus.ON_HOLD)) == (7, 0)
    assert north.ask(lambda store: store.bookings.list_of_lead(lead.id)) == [booking]
