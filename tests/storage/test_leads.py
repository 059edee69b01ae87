"""Leads: added under their code, changed, and moved along the ladder."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.kinds import LeadStatus, MilestoneType
from bot.model import Lead, StatusChange
from bot.periods import ALL_TIME
from tests.storage.belongings import make_call
from tests.storage.companies import TODAY, Company


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


def test_every_move_is_kept_with_its_day_its_writer_its_event_and_its_note(north: Company) -> None:
    lead, rep = north.add_lead(), north.rep.id

    with north.open() as store:
        call = make_call(store, lead.id, rep)
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)
        for status, on, because in (
            (LeadStatus.CONTACTED, TODAY, {"engagement_id": call.id}),
            (LeadStatus.QUALIFIED, TODAY, {"milestone_id": visit.id}),
            (LeadStatus.QUALIFIED, TODAY, {"note": "the same again is no move"}),
            (LeadStatus.LOST, None, {"note": "bought elsewhere"}),
        ):
            store.leads.move(lead.id, status, on=on, member_id=rep, **because)

    new, contacted, qualified, lost = LeadStatus.NEW, LeadStatus.CONTACTED, LeadStatus.QUALIFIED, LeadStatus.LOST
    changes = north.ask(lambda store: store.leads.status_changes(lead.id))
    assert changes == [
        StatusChange(changes[0].id, lead.id, new, contacted, TODAY, rep, None, call.id, None),
        StatusChange(changes[1].id, lead.id, contacted, qualified, TODAY, rep, visit.id, None, None),
        StatusChange(changes[2].id, lead.id, qualified, lost, None, rep, None, None, "bought elsewhere"),
    ]
    assert [change.by_hand for change in changes] == [False, False, True]


def test_the_move_of_an_event_follows_it_to_another_day_and_no_other_move_does(north: Company) -> None:
    lead, other, before = north.add_lead(), north.add_lead(), date(2026, 11, 20)
    with north.open() as store:
        visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)
        call = make_call(store, other.id, north.rep.id)
        store.leads.move(lead.id, LeadStatus.QUALIFIED, on=TODAY, member_id=north.rep.id, milestone_id=visit.id)
        store.leads.move(lead.id, LeadStatus.LOST, on=TODAY, member_id=north.rep.id)
        store.leads.move(other.id, LeadStatus.CONTACTED, on=TODAY, member_id=north.rep.id, engagement_id=call.id)

    with north.open() as store:
        store.leads.redate(lead.id, on=before, milestone_id=visit.id)
        store.leads.redate(other.id, on=before, engagement_id=call.id)

    def days(lead_id: int) -> list[date | None]:
        return [change.changed_on for change in north.ask(lambda store: store.leads.status_changes(lead_id))]

    assert (days(lead.id), days(other.id)) == ([before, TODAY], [before])


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


def test_a_lead_whose_created_date_is_corrected_counts_in_its_new_month(north: Company) -> None:
    lead = north.add_lead(created_on=date(2026, 11, 25))

    with north.open() as store:
        store.leads.change(lead.id, created_on=date(2026, 10, 1))
    assert north.ask(lambda store: store.reports.funnel(ALL_TIME)) == [(202610, 0, False, 1)]

    with north.open() as store:
        store.leads.change(lead.id, created_on=None)
    assert north.ask(lambda store: store.reports.undated()) == 1
