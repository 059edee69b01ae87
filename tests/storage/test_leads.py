"""Leads: added under their code, searched as people type, moved along the ladder, and unseen once deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.errors import NothingFound
from bot.model import Lead, LeadStatus, MilestoneType
from bot.periods import ALL_TIME
from storage.database import Database
from storage.rows import StatusChangeRow
from storage.store import Store
from tests.storage.companies import NOW, TODAY, Company, found_company

NAMES: dict[str, str | None] = {
    "Anil Mehta": "Acme Corp",
    "Acme Holdings": None,
    "José Ñandú": "Zenith & Sons",
    "Großmann": "Bodega",
    "Best Acme Dealer": "Best",
    "50% Off": None,
    "%": None,
    "_": None,
    "अनिल": None,
}


@pytest.fixture(scope="module")
def crowded(database: Database) -> Company:
    """A company with a lead of every name above."""
    crowded = found_company("Crowded", "Asha", database)
    for name, company in NAMES.items():
        crowded.add_lead(name, company=company)
    return crowded


def search(company: Company, typed: str, *, limit: int = 20) -> list[str]:
    return [lead.name for lead in company.ask(lambda store: store.leads.search(typed, limit=limit))]


def test_a_lead_is_kept_as_it_was_added(north: Company) -> None:
    lead = north.add_lead(
        "Anil Mehta", company="Acme", email="a@acme.in", phone="+91 98", value=50_000_000, notes="tall", external_id="X"
    )

    assert lead == Lead(
        id=lead.id,
        code="L-1",
        name="Anil Mehta",
        company="Acme",
        email="a@acme.in",
        phone="+91 98",
        source_id=None,
        campaign_id=None,
        owner_id=north.rep.id,
        status=LeadStatus.NEW,
        stage=0,
        value=50_000_000,
        notes="tall",
        created_on=TODAY,
        last_activity_on=TODAY,
        external_id="X",
    )
    assert north.lead(lead.id) == lead


@pytest.mark.parametrize(
    ("status", "stage"),
    [(LeadStatus.NEW, 0), (LeadStatus.QUALIFIED, 2), (LeadStatus.CONVERTED, 4), (LeadStatus.LOST, 0)],
)
def test_a_lead_that_comes_with_a_status_has_reached_its_stage(north: Company, status: LeadStatus, stage: int) -> None:
    lead = north.add_lead(status=status)

    assert (lead.status, lead.stage) == (status, stage)


def test_money_is_kept_to_the_last_unit_however_much_it_is(north: Company) -> None:
    assert north.lead(north.add_lead(value=10**15 - 1).id).value == 10**15 - 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acme", ["Acme Holdings", "Anil Mehta", "Best Acme Dealer"]),
        ("ACME", ["Acme Holdings", "Anil Mehta", "Best Acme Dealer"]),
        ("acme h", ["Acme Holdings"]),
        ("best", ["Best Acme Dealer"]),
        ("meh", ["Anil Mehta"]),
        ("corp", ["Anil Mehta"]),
        ("jose", ["José Ñandú"]),
        ("NANDU", ["José Ñandú"]),
        ("zenith and", ["José Ñandú"]),
        ("grossmann", ["Großmann"]),
        ("अनि", ["अनिल"]),
        ("nobody", []),
        ("%", ["%"]),
        ("_", ["_"]),
        ("50%", ["50% Off"]),
        ("a%e", []),
        ("' OR 1=1 --", []),
    ],
)
def test_a_search_finds_beginnings_first_and_then_what_contains_it(
    crowded: Company, typed: str, found: list[str]
) -> None:
    assert search(crowded, typed) == found


def test_an_empty_search_finds_every_lead(crowded: Company) -> None:
    assert sorted(search(crowded, "")) == sorted(search(crowded, "   ")) == sorted(NAMES)


def test_a_search_finds_no_more_than_its_limit(crowded: Company) -> None:
    assert search(crowded, "acme", limit=1) == ["Acme Holdings"]
    assert search(crowded, "acme", limit=3) == ["Acme Holdings", "Anil Mehta", "Best Acme Dealer"]
    assert len(search(crowded, "", limit=4)) == 4


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Anil Mehta", True),
        ("anil  mehta", True),
        ("acme corp", True),
        ("L-1", True),
        (" l-1 ", True),
        ("L-99", False),
        ("anil", True),
        ("acme", True),
        ("ani", False),
        ("mehta", False),
        ("", False),
        ("  ", False),
        ("%", True),
        ("50 off", True),
    ],
)
def test_a_lead_is_named_by_its_code_or_the_first_words_of_its_name_or_company(
    crowded: Company, words: str, is_named: bool
) -> None:
    assert crowded.ask(lambda store: store.leads.is_named(words)) is is_named


def test_the_newest_leads_come_first(crowded: Company) -> None:
    newest = crowded.ask(lambda store: store.leads.newest(limit=2))

    assert [lead.name for lead in newest] == ["अनिल", "_"]


def test_names_are_leads_and_companies_each_with_the_leads_number(north: Company) -> None:
    person, firm = north.add_lead("Anil", company="Acme"), north.add_lead("Best", company="Best")

    names = north.ask(lambda store: list(store.leads.names()))

    assert sorted(names) == [(person.id, "Acme"), (person.id, "Anil"), (firm.id, "Best")]


def test_a_lead_is_found_by_its_code_and_its_external_id(north: Company) -> None:
    lead = north.add_lead(external_id="X1")

    assert north.ask(lambda store: store.leads.find_by_code("L-1")) == lead
    assert north.ask(lambda store: store.leads.find_by_code("L-2")) is None
    assert north.ask(lambda store: store.leads.find_by_external_id("X1")) == lead
    assert north.ask(lambda store: store.leads.find_by_external_id("X2")) is None


def test_an_external_id_is_given_once_per_company(north: Company, south: Company) -> None:
    north.add_lead(external_id="X1")
    south.add_lead(external_id="X1")

    with pytest.raises(IntegrityError):
        north.add_lead(external_id="X1")


def moves(company: Company, lead: Lead) -> list[tuple[Any, ...]]:
    found = (
        select(
            *(StatusChangeRow.from_status, StatusChangeRow.to_status, StatusChangeRow.changed_on),
            *(StatusChangeRow.member_id, StatusChangeRow.milestone_id),
        )
        .where(StatusChangeRow.lead_id == lead.id)
        .order_by(StatusChangeRow.id)
    )
    return company.ask(lambda store: [tuple(row) for row in store._session.execute(found)])


def test_every_move_is_kept_with_its_day_its_writer_and_its_milestone(north: Company) -> None:
    lead = north.add_lead()

    with north.open() as store:
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)
        store.leads.move(lead.id, LeadStatus.QUALIFIED, on=TODAY, member_id=north.rep.id, milestone_id=visit.id)
        store.leads.move(lead.id, LeadStatus.QUALIFIED, on=TODAY, member_id=north.rep.id)
        store.leads.move(lead.id, LeadStatus.LOST, on=None, member_id=north.rep.id)

    assert moves(north, lead) == [
        (LeadStatus.NEW, LeadStatus.QUALIFIED, TODAY, north.rep.id, visit.id),
        (LeadStatus.QUALIFIED, LeadStatus.LOST, None, north.rep.id, None),
    ]


def test_a_lead_keeps_the_furthest_stage_it_ever_reached(north: Company) -> None:
    lead = north.add_lead()
    stages = []

    for status in (LeadStatus.NEGOTIATION, LeadStatus.LOST, LeadStatus.CONTACTED, LeadStatus.CONVERTED):
        with north.open() as store:
            moved = store.leads.move(lead.id, status, on=TODAY, member_id=north.rep.id)
            stages.append((moved.status, moved.stage))

    assert stages == [
        (LeadStatus.NEGOTIATION, 3),
        (LeadStatus.LOST, 3),
        (LeadStatus.CONTACTED, 3),
        (LeadStatus.CONVERTED, 4),
    ]


def test_the_last_activity_never_goes_back(north: Company) -> None:
    lead = north.add_lead(created_on=None)
    assert lead.last_activity_on is None

    for day in (date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 1)):
        with north.open() as store:
            store.leads.touch(lead.id, day)

    assert north.lead(lead.id).last_activity_on == date(2026, 11, 25)


def test_a_renamed_lead_is_found_by_its_new_names_only(north: Company) -> None:
    lead = north.add_lead("Anil", company="Acme")

    with north.open() as store:
        store.leads.change(lead.id, name="Bo", company=None)

    assert (search(north, "anil"), search(north, "acme"), search(north, "bo")) == ([], [], ["Bo"])


def test_a_lead_whose_created_date_is_corrected_counts_in_its_new_month(north: Company) -> None:
    lead = north.add_lead(created_on=date(2026, 11, 25))

    with north.open() as store:
        store.leads.change(lead.id, created_on=date(2026, 10, 1))
    assert north.ask(lambda store: store.reports.funnel(ALL_TIME)) == [(202610, 0, False, 1)]

    with north.open() as store:
        store.leads.change(lead.id, created_on=None)
    assert north.ask(lambda store: store.reports.undated()) == 1


@pytest.fixture
def deleted(north: Company) -> Lead:
    """A lead with a pending follow-up, deleted."""
    lead = north.add_lead("Anil", company="Acme", external_id="X1")
    with north.open() as store:
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)
        store.follow_ups.open(lead.id, visit.id, due_on=TODAY, owner_id=north.rep.id, why="Asked")
        store.leads.change(lead.id, deleted_at=NOW)
    return lead


def test_a_deleted_lead_is_in_no_list_search_or_report(north: Company, deleted: Lead) -> None:
    def seen(store: Store) -> list[object]:
        return [
            *store.leads.search("", limit=5),
            *store.leads.search("acme", limit=5),
            *store.leads.newest(limit=5),
            *store.leads.names(),
            *filter(None, [store.leads.find_by_code(deleted.code), store.leads.is_named("anil")]),
            *store.follow_ups.list_pending(),
            *filter(None, [store.follow_ups.count_pending(), store.reports.created_in_month(TODAY)]),
            *store.reports.funnel(ALL_TIME),
            *store.reports.stages(),
        ]

    assert north.ask(seen) == []


def test_a_deleted_lead_is_changed_by_nobody(north: Company, deleted: Lead) -> None:
    with pytest.raises(NothingFound, match="It may have been deleted"), north.open() as store:
        store.leads.move(deleted.id, LeadStatus.LOST, on=TODAY, member_id=north.rep.id)


def test_an_import_still_knows_a_deleted_lead(north: Company, deleted: Lead) -> None:
    found = north.ask(lambda store: store.leads.find_by_external_id("X1"))

    assert found is not None
    assert found.id == deleted.id
