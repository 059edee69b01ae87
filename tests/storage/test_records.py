"""The smaller records: members, origins, milestones, follow-ups, customers and bookings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import NothingFound
from bot.model import (
    BookingStatus,
    Campaign,
    CampaignStatus,
    CampaignType,
    FollowUpStatus,
    Lead,
    Member,
    Milestone,
    MilestoneType,
    Outcome,
    Role,
    Source,
    SourceType,
)
from tests.storage.belongings import make_campaign
from tests.storage.companies import TODAY, Company

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


def test_sources_are_listed_by_name(north: Company) -> None:
    with north.open() as store:
        referral = store.sources.add("Referral", SourceType.REFERRAL)
        google = store.sources.add("Google Ads", SourceType.DIGITAL, subsource="Brand")

    assert google == Source(google.id, "Google Ads", SourceType.DIGITAL, "Brand", active=True)
    assert north.ask(lambda store: store.sources.get(google.id)) == google
    assert north.ask(lambda store: store.sources.list()) == [google, referral]
    with pytest.raises(NothingFound, match="source"):
        north.ask(lambda store: store.sources.get(99))


def test_campaigns_are_listed_newest_first(north: Company) -> None:
    with north.open() as store:
        old, new = make_campaign(store), make_campaign(store)

    assert old == Campaign(
        old.id, "CMP-1", "Diwali", CampaignType.EMAIL, TODAY, None, 5_000_000, 300, CampaignStatus.ACTIVE
    )
    assert north.ask(lambda store: store.campaigns.list()) == [new, old]
    assert north.ask(lambda store: store.campaigns.get(old.id)) == old
    with pytest.raises(NothingFound, match="campaign"):
        north.ask(lambda store: store.campaigns.get(99))


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
    )


def test_a_lead_has_a_milestone_from_its_day_on(north: Company, lead: Lead) -> None:
    with north.open() as store:
        store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)

    def has(type_: MilestoneType, before: date) -> bool:
        return north.ask(lambda store: store.milestones.has(lead.id, type_, until=before))

    assert has(MilestoneType.SITE_VISIT, TODAY)
    assert has(MilestoneType.SITE_VISIT, TOMORROW)
    assert not has(MilestoneType.SITE_VISIT, YESTERDAY)
    assert not has(MilestoneType.REVISIT, TODAY)


def test_pending_follow_ups_come_the_longest_overdue_first(north: Company, lead: Lead) -> None:
    with north.open() as store:
        other = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, YESTERDAY)
        due = {
            day: store.follow_ups.open(lead.id, visit.id, due_on=day, owner_id=owner.id, why="Asked")
            for day, owner in ((TOMORROW, north.rep), (YESTERDAY, other), (TODAY, north.rep))
        }

    pending = north.ask(lambda store: store.follow_ups.list_pending())
    assert [found for found, _ in pending] == [due[YESTERDAY], due[TODAY], due[TOMORROW]]
    assert {found.id for _, found in pending} == {lead.id}
    own = north.ask(lambda store: store.follow_ups.list_pending(owner_id=north.rep.id, limit=1))
    assert [found for found, _ in own] == [due[TODAY]]
    counts = north.ask(
        lambda store: [store.follow_ups.count_pending(due_before=day) for day in (None, YESTERDAY, TODAY, TOMORROW)]
    )
    assert counts == [3, 0, 1, 2]
    assert [found.is_overdue(TODAY) for found, _ in pending] == [True, False, False]


def test_a_milestone_settles_all_follow_ups_but_its_own(north: Company, lead: Lead) -> None:
    other = north.add_lead("Bo")
    with north.open() as store:
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, YESTERDAY)
        asked = store.follow_ups.open(lead.id, visit.id, due_on=TODAY, owner_id=north.rep.id, why="Asked")
        theirs = store.milestones.add(other.id, MilestoneType.SITE_VISIT, YESTERDAY)
        elsewhere = store.follow_ups.open(other.id, theirs.id, due_on=TODAY, owner_id=north.rep.id, why="Asked")
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)
        own = store.follow_ups.open(lead.id, demo.id, due_on=TOMORROW, owner_id=north.rep.id, why="Promised")

        settled = store.follow_ups.settle(lead.id, by_milestone_id=demo.id, on=demo.happened_on)
        assert store.follow_ups.settle(lead.id, by_milestone_id=demo.id, on=demo.happened_on) == []

    assert settled == [replace(asked, status=FollowUpStatus.DONE)]
    assert north.ask(lambda store: store.follow_ups.list_of_lead(lead.id)) == [*settled, own]
    assert north.ask(lambda store: store.follow_ups.list_of_lead(other.id)) == [elsewhere]


def test_a_customer_is_found_by_name_however_it_is_typed(north: Company) -> None:
    with north.open() as store:
        acme = store.customers.add("Acme & Sons")

    assert north.ask(lambda store: store.customers.find_by_name("ACME and sons")) == acme
    assert north.ask(lambda store: store.customers.find_by_name("Acme")) is None


def test_bookings_add_up_by_status(north: Company, lead: Lead) -> None:
    with north.open() as store:
        customer = store.customers.add("Acme")
        booking = store.bookings.add(
            customer.id, lead.id, TODAY, 10**14, status=BookingStatus.CONFIRMED, unit_type="3BHK"
        )
        for amount, status in ((5, BookingStatus.COMPLETED), (7, BookingStatus.CANCELLED)):
            store.bookings.add(customer.id, None, TODAY, amount, status=status, unit_type="2BHK")

    def total(*statuses: BookingStatus) -> int:
        return north.ask(lambda store: store.bookings.total_amount(statuses=statuses))

    assert total(BookingStatus.CONFIRMED, BookingStatus.COMPLETED) == 10**14 + 5
    assert (total(BookingStatus.CANCELLED), total(BookingStatus.ON_HOLD)) == (7, 0)
    assert north.ask(lambda store: store.bookings.unit_types()) == ["2BHK", "3BHK"]
    assert north.ask(lambda store: store.bookings.find_by_lead(lead.id)) == booking
