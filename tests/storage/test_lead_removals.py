"""Leads that go: deleted and restored, and merged into another with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.errors import NothingFound
from bot.filters import EVERYTHING
from bot.kinds import BookingStatus, LeadStatus, MilestoneType, Role, SourceType
from bot.model import Lead, StatusChange
from bot.periods import ALL_TIME
from storage.database import Database
from storage.store import Store
from tests.storage.belongings import Belongings, furnish, make_call, make_campaign, make_meeting, rows_of
from tests.storage.companies import NOW, TODAY, Company

LATER = date(2027, 3, 1)


def seen_of(lead: Lead, store: Store) -> dict[str, object]:
    """All that lists, searches, counts and reports say where the lead is the only one."""
    search, sums = store.lead_search, store.reports
    kpis = store.kpi_reports.figures(ALL_TIME, EVERYTHING, today=TODAY)
    return {
        "search": [*search.search("", limit=5), *search.search("anil", limit=5), *search.search("mehta", limit=5)],
        "newest": search.newest(limit=5),
        "names": list(search.names()),
        "code": store.leads.find_by_code(lead.code) or search.is_named("anil") or search.is_named(lead.code),
        "duplicates": search.duplicates(phone=lead.phone, email=lead.email),
        "cold": [*search.cold(before=LATER), search.count_cold(before=LATER)],
        "campaigns": [*search.without_campaign(limit=5), search.count_without_campaign()],
        "campaign": store.campaigns.count_leads(),
        "source": search.count_of_source(lead.source_id or 0),
        "follow-ups": [*store.follow_ups.list_pending(), *store.follow_ups.list_with_leads(range(100))],
        "how many follow-ups": store.follow_ups.count_by_owner(),
        "meetings": store.engagements.list_pending(),
        "engagements": store.engagements.count_by_member(start=TODAY, end=LATER),
        "visits": store.milestones.count_visits(start=TODAY, end=LATER),
        "this month": kpis.new_this_month or search.count_created(lead.owner_id, start=TODAY, end=TODAY),
        "undated": sums.undated(),
        "reports": [*sums.funnel(ALL_TIME), *sums.statuses()] or kpis.total_leads,
    }


def nothing_in(seen: dict[str, object]) -> set[str]:
    """Where nothing is told."""
    return {name for name, told in seen.items() if not told or told == [0]}


def engage(store: Store, lead: Lead, *, with_follow_up: bool = True) -> None:
    """Give the lead one of everything that can hang on it, except a booking."""
    visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY, visited_by_id=lead.owner_id)
    make_call(store, lead.id, lead.owner_id)
    make_meeting(store, lead.id, lead.owner_id)
    store.leads.move(lead.id, LeadStatus.CONTACTED, on=TODAY, member_id=lead.owner_id, milestone_id=visit.id)
    if with_follow_up:
        store.follow_ups.open(lead.id, opened_on=TODAY, due_on=TODAY, owner_id=lead.owner_id, why="Asked")


@pytest.mark.parametrize("in_campaign", [True, False], ids=["in a campaign and pending", "in none and cold"])
def test_a_deleted_lead_leaves_every_list_search_count_and_report_and_comes_back(
    north: Company, in_campaign: bool
) -> None:
    with north.open() as store:
        campaign, source = make_campaign(store), store.sources.add("Google Ads", SourceType.DIGITAL)
        lead = store.leads.add(
            name="Anil Mehta",
            owner_id=north.rep.id,
            created_on=TODAY if in_campaign else None,
            campaign_id=campaign.id if in_campaign else None,
            source_id=source.id,
            phone="98450 12345",
            email="anil@acme.in",
        )
        engage(store, lead, with_follow_up=in_campaign)
    elsewhere = {"cold", "campaigns", "undated"}
    if not in_campaign:
        elsewhere = {"campaign", "follow-ups", "how many follow-ups", "this month"}
    before = north.ask(lambda store: seen_of(lead, store))
    assert nothing_in(before) == elsewhere

    with north.open() as store:
        store.leads.delete(lead.id, at=NOW)
    assert nothing_in(north.ask(lambda store: seen_of(lead, store))) == before.keys()
    with north.open() as store:
        store.leads.restore(lead.id)

    assert north.ask(lambda store: seen_of(lead, store)) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda store, lead: store.leads.get(lead.id),
        lambda store, lead: store.leads.touch(lead.id, TODAY),
        lambda store, lead: store.leads.move(lead.id, LeadStatus.LOST, on=TODAY, member_id=lead.owner_id),
        lambda store, lead: store.leads.change(lead.id, name="Bo"),
        lambda store, lead: store.leads.delete(lead.id, at=NOW),
        lambda store, lead: merge(store, lead, store.leads.add(name="Bo", owner_id=lead.owner_id, created_on=TODAY)),
        lambda store, lead: merge(store, store.leads.add(name="Bo", owner_id=lead.owner_id, created_on=TODAY), lead),
    ],
    ids=["get", "touch", "move", "change", "delete", "merge", "merge into it"],
)
def test_a_deleted_lead_is_given_to_nobody_and_changed_by_nobody(
    north: Company, write: Callable[[Store, Lead], Any]
) -> None:
    lead = north.add_lead()
    with north.open() as store:
        store.leads.delete(lead.id, at=NOW)

    with pytest.raises(NothingFound, match="It may have been deleted"), north.open() as store:
        write(store, lead)


def test_an_import_still_knows_a_deleted_lead(north: Company) -> None:
    lead = north.add_lead(external_id="X1")
    with north.open() as store:
        store.leads.delete(lead.id, at=NOW)

    assert north.ask(lambda store: store.leads.find_by_external_id("X1")) == lead


def test_what_was_deleted_last_is_listed_first_of_everybody_or_of_one_owner(north: Company) -> None:
    first, second, mine = north.add_lead("First"), north.add_lead("Second"), north.add_lead("Mine")
    kept = north.add_lead("Kept")
    with north.open() as store:
        ben = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        mine = store.leads.change(mine.id, owner_id=ben.id)
        for hours, lead in enumerate((second, mine, first)):
            store.leads.delete(lead.id, at=NOW + timedelta(hours=hours))

    assert north.ask(lambda store: store.lead_search.deleted()) == [first, mine, second]
    assert north.ask(lambda store: store.lead_search.deleted(limit=1)) == [first]
    assert north.ask(lambda store: store.lead_search.deleted(owner_id=ben.id)) == [mine]
    assert north.ask(lambda store: store.lead_search.find_deleted(first.id)) == first
    assert north.ask(lambda store: store.lead_search.find_deleted(kept.id)) is None


def test_a_lead_that_is_there_stays_when_it_is_restored(north: Company) -> None:
    lead = north.add_lead()

    with north.open() as store:
        assert store.leads.restore(lead.id) == lead
    with pytest.raises(NothingFound), north.open() as store:
        store.leads.restore(99)


def merge(store: Store, gone: Lead, into: Lead) -> Lead:
    return store.leads.merge(gone.id, into.id, at=NOW, on=TODAY, member_id=into.owner_id)


def test_a_merged_lead_fills_what_the_other_does_not_know_and_nothing_else(north: Company) -> None:
    with north.open() as store:
        campaign, source = make_campaign(store), store.sources.add("Google Ads", SourceType.DIGITAL)
    into = north.add_lead("Anil Mehta", company="Acme", created_on=TODAY)
    gone = north.add_lead(
        "A. Mehta",
        company="Acme Corp",
        created_on=date(2026, 10, 2),
        phone="98450 12345",
        email="anil@acme.in",
        source_id=source.id,
        campaign_id=campaign.id,
        value=500,
        notes="tall",
        last_activity_on=date(2026, 12, 1),
    )

    with north.open() as store:
        merged = merge(store, gone, into)

    assert (merged.id, merged.code, merged.name, merged.company) == (into.id, into.code, "Anil Mehta", "Acme")
    assert (merged.phone, merged.email, merged.value, merged.notes) == ("98450 12345", "anil@acme.in", 500, "tall")
    assert (merged.source_id, merged.campaign_id) == (source.id, campaign.id)
    assert (merged.created_on, merged.last_activity_on) == (date(2026, 10, 2), date(2026, 12, 1))
    assert north.ask(lambda store: store.lead_search.duplicates(phone="9845012345", email=None)) == [merged]
    assert north.ask(lambda store: store.reports.funnel(ALL_TIME)) == [(202610, 0, False, 1)]


@pytest.fixture
def mine(north: Company) -> Belongings:
    return furnish(north)


def test_everything_that_hangs_on_a_merged_lead_moves_to_the_other(north: Company, mine: Belongings) -> None:
    gone, into = mine.lead, north.add_lead("The same")

    with north.open() as store:
        merge(store, gone, into)

    def hanging(store: Store, lead: Lead) -> list[int]:
        return [
            len(store.milestones.list_of_lead(lead.id)),
            len(store.engagements.list_of_lead(lead.id)),
            len(store.follow_ups.list_of_lead(lead.id)),
            len([change for change in store.leads.status_changes(lead.id) if not change.note]),
            len(store.bookings.list_of_lead(lead.id)),
        ]

    assert north.ask(lambda store: hanging(store, into)) == [2, 2, 1, 1, 1]
    assert north.ask(lambda store: hanging(store, gone)) == [0, 0, 0, 0, 0]
    assert [lead.id for _, lead in north.ask(lambda store: store.follow_ups.list_pending())] == [into.id]


@pytest.mark.parametrize("both_know_one", [False, True])
def test_the_external_id_of_a_merged_lead_finds_the_other_unless_that_has_its_own(
    north: Company, both_know_one: bool
) -> None:
    into = north.add_lead("Into", external_id="X2" if both_know_one else None)
    gone = north.add_lead("Gone", external_id="X1")

    with north.open() as store:
        merge(store, gone, into)

    found = north.ask(lambda store: [store.leads.find_by_external_id(id_) for id_ in ("X1", "X2")])
    assert [lead and lead.id for lead in found] == ([gone.id, into.id] if both_know_one else [into.id, None])


@pytest.mark.parametrize(
    ("kept", "gone", "status", "stage"),
    [
        (LeadStatus.CONTACTED, LeadStatus.CONVERTED, LeadStatus.CONVERTED, 4),
        (LeadStatus.LOST, LeadStatus.QUALIFIED, LeadStatus.QUALIFIED, 2),
        (LeadStatus.NEW, LeadStatus.NEGOTIATION, LeadStatus.NEGOTIATION, 3),
    ],
)
def test_the_further_status_of_two_leads_is_kept_as_a_move_that_says_why(
    north: Company, kept: LeadStatus, gone: LeadStatus, status: LeadStatus, stage: int
) -> None:
    into, other = north.add_lead(status=kept), north.add_lead(status=gone)

    with north.open() as store:
        merged = merge(store, other, into)

    assert (merged.status, merged.stage) == (status, stage)
    (move,) = north.ask(lambda store: store.leads.status_changes(into.id))
    note = f"Merged with {other.code}"
    assert move == StatusChange(move.id, into.id, kept, status, TODAY, north.rep.id, None, None, note)


def test_a_merged_lead_keeps_its_status_where_that_is_the_further_and_the_stage_that_either_reached(
    north: Company,
) -> None:
    into, other = north.add_lead(status=LeadStatus.QUALIFIED), north.add_lead(status=LeadStatus.NEGOTIATION)
    with north.open() as store:
        store.leads.move(other.id, LeadStatus.LOST, on=TODAY, member_id=north.rep.id)
        merged = merge(store, other, into)

    assert (merged.status, merged.stage) == (LeadStatus.QUALIFIED, 3)
    assert [change.to_status for change in north.ask(lambda store: store.leads.status_changes(into.id))] == [
        LeadStatus.LOST
    ]


def test_the_code_of_a_merged_lead_finds_the_one_it_became_however_often(north: Company) -> None:
    first, second, third = (north.add_lead(name, phone="98450 12345") for name in ("First", "Second", "Third"))

    with north.open() as store:
        merge(store, first, second)
        merge(store, second, third)

    codes = [lead.code for lead in (first, second, third)]
    found = north.ask(lambda store: [store.leads.find_by_code(code) for code in codes])
    assert [lead and lead.id for lead in found] == [third.id] * 3
    assert north.ask(lambda store: [lead.id for lead in store.lead_search.newest(limit=5)]) == [third.id]
    assert north.ask(lambda store: store.lead_search.deleted()) == []
    assert north.ask(lambda store: store.lead_search.find_deleted(first.id)) is None
    with north.open() as store:
        store.leads.delete(third.id, at=NOW)
    assert north.ask(lambda store: store.leads.find_by_code(first.code)) is None


def test_a_lead_is_not_merged_into_itself(north: Company) -> None:
    lead = north.add_lead()

    with pytest.raises(ValueError, match="itself"), north.open() as store:
        merge(store, lead, lead)


@pytest.mark.parametrize("external_id", [None, "X2"])
@pytest.mark.parametrize("status", [LeadStatus.NEW, LeadStatus.NEGOTIATION, LeadStatus.LOST])
def test_undoing_a_merge_puts_everything_back_exactly(
    north: Company, mine: Belongings, database: Database, external_id: str | None, status: LeadStatus
) -> None:
    into = north.add_lead("The same", status=status, external_id=external_id)
    with north.open() as store:
        engage(store, into)
        customer = store.customers.add("The same")
        store.bookings.add(customer.id, into.id, TODAY, 100, status=BookingStatus.CONFIRMED)
    before = records_of(north, database)

    write = north.save(lambda store: merge(store, mine.lead, into))
    assert records_of(north, database) != before
    north.undo(write)

    assert records_of(north, database) == before


def records_of(company: Company, database: Database) -> dict[str, list[Any]]:
    rows = rows_of(company, database)
    return {name: found for name, found in rows.items() if name not in ("writes", "changes", "counters")}
