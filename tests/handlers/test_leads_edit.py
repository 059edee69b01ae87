"""Editing a lead: what was changed is written and said, and nobody's newer change is lost unasked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.kinds import LeadStatus, MilestoneType, Role, SourceType
from bot.model import Lead
from storage.store import Store
from tests.slack import Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    """A rep with the lead L-1."""
    asha = slack.person("asha", role=Role.REP)
    add(
        slack,
        asha,
        name="Anil Mehta",
        company="Acme Corp",
        phone="98450 12345",
        email="anil@acme.example",
        value=50_000_050,
        notes="third floor",
    )
    return asha


@pytest.fixture
def vikram(slack: Slack) -> Person:
    return slack.person("vikram", role=Role.REP)


@pytest.fixture
def manager(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def add(slack: Slack, owner: Person, **columns: Any) -> None:
    def make(store: Store) -> None:
        lead = store.leads.add(**{"owner_id": owner.member.id, "created_on": date(2026, 11, 20), **columns})
        if lead.created_on:
            store.milestones.add(lead.id, MilestoneType.LEAD_GENERATED, lead.created_on)

    slack.write(make)


def lead(slack: Slack) -> Lead:
    found: Lead = slack.read(lambda store: store.leads.get(1))
    return found


def fields(person: Person) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in person.form["blocks"] if block["type"] == "input"}


def test_the_form_opens_with_all_that_is_known(asha: Person) -> None:
    asha.say("/lead edit acme")
    opened = {
        name: element.get("initial_value") or element.get("initial_date") for name, element in fields(asha).items()
    }
    assert opened == {
        "name": "Anil Mehta",
        "company": "Acme Corp",
        "phone": "98450 12345",
        "email": "anil@acme.example",
        "source": None,
        "campaign": None,
        "value": "5,00,000.5",
        "notes": "third floor",
        "created_on": "2026-11-20",
    }


def test_what_was_changed_is_written_and_said(slack: Slack, asha: Person) -> None:
    source = slack.write(lambda store: store.sources.add("Google Ads", SourceType.DIGITAL))
    before = lead(slack)
    asha.say("/lead edit acme")
    asha.submit(phone="98450 99999", source=source.id, notes="")
    changed = lead(slack)
    assert (changed.phone, changed.source_id, changed.notes) == ("98450 99999", source.id, None)
    assert (changed.name, changed.value, changed.email) == (before.name, before.value, before.email)
    slack.deliver()
    assert asha.last()["text"] == "✏️ Changed phone, source and notes of *Anil Mehta · Acme Corp* (L-1)"
    asha.press("Undo")
    assert lead(slack) == before


def test_a_form_that_says_nothing_new_just_closes(slack: Slack, asha: Person) -> None:
    before = asha.messages()
    asha.say("/lead edit acme")
    assert asha.submit() == {"ok": True}
    slack.deliver()
    assert asha.messages() == before
    assert slack.read(lambda store: store.writes.list_of("leads", 1)) == []


def test_a_colleagues_lead_may_be_edited_too(slack: Slack, asha: Person, vikram: Person) -> None:
    vikram.say("/lead edit acme")
    vikram.submit(company="Acme Limited")
    assert lead(slack).company == "Acme Limited"
    assert lead(slack).owner_id == asha.member.id


def test_what_two_people_changed_in_different_fields_is_both_kept(slack: Slack, asha: Person, vikram: Person) -> None:
    asha.say("/lead edit acme")
    vikram.say("/lead edit acme")
    vikram.submit(company="Acme Limited")
    asha.submit(phone="98450 99999")
    assert (lead(slack).company, lead(slack).phone) == ("Acme Limited", "98450 99999")


def test_who_would_overwrite_a_newer_change_of_the_same_field_is_asked(
    slack: Slack, asha: Person, vikram: Person
) -> None:
    asha.say("/lead edit acme")
    vikram.say("/lead edit acme")
    vikram.submit(phone="98450 88888", notes="balcony")
    asha.submit(phone="98450 99999", company="Acme Limited")
    assert (
        "Vikram Shetty changed the phone since you opened this form to “98450 88888”. Put yours in its place?"
    ) in texts(asha.form)
    assert (lead(slack).phone, lead(slack).company) == ("98450 88888", "Acme Corp")
    asha.submit()
    assert (lead(slack).phone, lead(slack).company, lead(slack).notes) == ("98450 99999", "Acme Limited", "balcony")


def test_the_same_change_by_two_people_is_no_question(slack: Slack, asha: Person, vikram: Person) -> None:
    asha.say("/lead edit acme")
    vikram.say("/lead edit acme")
    vikram.submit(phone="98450 88888")
    assert asha.submit(phone="98450 88888", company="Acme Limited") == {"ok": True}
    assert lead(slack).company == "Acme Limited"


def test_a_lead_that_was_deleted_meanwhile_is_not_written(asha: Person, vikram: Person) -> None:
    vikram.say("/lead edit acme")
    asha.say("/lead delete acme")
    asha.submit()
    vikram.submit(phone="98450 99999")
    assert "It may have been deleted." in texts(vikram.form)


def test_what_was_not_touched_is_not_checked(slack: Slack, asha: Person) -> None:
    slack.write(lambda store: store.leads.change(1, phone="n/a", email="none"))
    asha.say("/lead edit acme")
    assert asha.submit(company="Acme Limited") == {"ok": True}
    asha.say("/lead edit acme")
    answer = asha.submit(phone="n/b", email="nobody")
    assert set(answer["errors"]) == {"email"}
    assert set(asha.submit(email="")["errors"]) == {"phone"}


def test_the_created_date_moves_the_first_milestone_and_the_last_activity(slack: Slack, asha: Person) -> None:
    asha.say("/lead edit acme")
    asha.submit(created_on="2026-10-05")
    assert (lead(slack).created_on, lead(slack).last_activity_on) == (date(2026, 10, 5), date(2026, 10, 5))
    assert [step.happened_on for step in slack.read(lambda store: store.milestones.list_of_lead(1))] == [
        date(2026, 10, 5)
    ]
    slack.deliver()
    assert "Changed created date of" in asha.last()["text"]


def test_a_later_step_stays_the_last_activity(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme proposal 24 nov")
    asha.say("/lead edit acme")
    asha.submit(created_on="2026-10-05")
    assert lead(slack).last_activity_on == date(2026, 11, 24)


def test_a_lead_is_not_made_in_the_future(asha: Person) -> None:
    asha.say("/lead edit acme")
    answer = asha.submit(created_on="2026-11-26")
    assert answer["errors"] == {"created_on": "A lead can't be made in the future. Choose today or an earlier day."}


def test_an_imported_lead_without_a_day_gets_its_first_milestone_with_one(slack: Slack, asha: Person) -> None:
    add(slack, asha, name="Bo", created_on=None)
    asha.say("/lead edit L-2")
    assert asha.submit(company="Bo & Sons") == {"ok": True}
    asha.say("/lead edit L-2")
    asha.submit(created_on="2026-11-01")
    journey = slack.read(lambda store: store.milestones.list_of_lead(2))
    assert [(step.type, step.happened_on) for step in journey] == [(MilestoneType.LEAD_GENERATED, date(2026, 11, 1))]


def test_only_a_manager_gives_a_lead_to_somebody_else(
    slack: Slack, asha: Person, vikram: Person, manager: Person
) -> None:
    asha.say("/lead edit acme")
    assert "owner" not in fields(asha)
    manager.say("/lead edit acme")
    manager.known_as(Role.REP)
    answer = manager.submit(owner=vikram.member.id)
    assert answer["errors"]["owner"].startswith("Giving a lead to somebody else needs the manager role.")
    manager.known_as(Role.MANAGER)
    manager.submit(owner=vikram.member.id)
    assert lead(slack).owner_id == vikram.member.id


def test_the_owners_pending_follow_ups_go_along_to_the_new_one(
    slack: Slack, asha: Person, vikram: Person, manager: Person
) -> None:
    asha.say('/milestone acme proposal "asked for the price" follow up fri')
    manager.say("/lead edit acme")
    manager.submit(owner=vikram.member.id)
    pending = slack.read(lambda store: store.follow_ups.list_pending())
    assert [follow_up.owner_id for follow_up, _ in pending] == [vikram.member.id]
    slack.deliver()
    assert manager.last()["text"].splitlines() == [
        "✏️ Changed owner of *Anil Mehta · Acme Corp* (L-1)",
        "⏰ 1 pending follow-up went along",
    ]


def set_status(person: Person, status: LeadStatus, note: str, on: str = "2026-11-25") -> dict[str, Any]:
    person.say("/lead acme")
    person.press("Set status…")
    return person.submit(status=status.value, note=note, changed_on=on)


def test_a_status_is_set_by_hand_with_its_day_and_its_note(slack: Slack, asha: Person) -> None:
    assert set_status(asha, LeadStatus.QUALIFIED, "has the money", on="2026-11-24") == {"ok": True}
    change = slack.read(lambda store: store.leads.status_changes(1))[0]
    assert (change.from_status, change.to_status, change.changed_on, change.note, change.by_hand) == (
        *(LeadStatus.NEW, LeadStatus.QUALIFIED, date(2026, 11, 24), "has the money", True),
    )
    slack.deliver()
    assert asha.last()["text"].splitlines() == [
        "⭐ *Anil Mehta · Acme Corp* (L-1) is now *qualified* since yesterday, after new",
        ">has the money",
    ]


def test_by_hand_a_lead_goes_back_down_the_ladder_and_how_far_it_came_stays_known(slack: Slack, asha: Person) -> None:
    set_status(asha, LeadStatus.NEGOTIATION, "talks price")
    reached = lead(slack).stage
    set_status(asha, LeadStatus.CONTACTED, "too early")
    assert (lead(slack).status, lead(slack).stage) == (LeadStatus.CONTACTED, reached)
    slack.deliver()
    asha.press("Undo")
    assert lead(slack).status is LeadStatus.NEGOTIATION


def test_losing_a_lead_asks_why(slack: Slack, asha: Person) -> None:
    asha.say("/lead acme")
    asha.press("Set status…")
    asha.choose("status", "lost", changed_on="2026-11-24")
    labels = [block["label"]["text"] for block in asha.form["blocks"] if block["type"] == "input"]
    assert labels == ["New status", "Since", "Why was it lost?"]
    assert asha.form["state"]["values"]["changed_on"]["value"]["selected_date"] == "2026-11-24"
    assert "note" in asha.submit()["errors"]
    assert "note" in asha.submit(note="   ")["errors"]
    assert lead(slack).status is LeadStatus.NEW
    assert asha.submit(note="bought elsewhere") == {"ok": True}
    assert lead(slack).status is LeadStatus.LOST


def test_a_status_is_not_set_for_a_day_to_come(slack: Slack, asha: Person) -> None:
    answer = set_status(asha, LeadStatus.QUALIFIED, "soon", on="2026-11-26")
    assert answer["errors"]["changed_on"].startswith("A status can't be set for a day to come.")
    assert lead(slack).status is LeadStatus.NEW


def test_a_status_that_the_lead_got_meanwhile_is_not_set_again(slack: Slack, asha: Person, vikram: Person) -> None:
    asha.say("/lead acme")
    asha.press("Set status…")
    set_status(vikram, LeadStatus.QUALIFIED, "has the money")
    answer = asha.submit(status="qualified", note="has the money")
    assert answer["errors"] == {"status": "It is qualified already. Choose another status."}
    assert len(slack.read(lambda store: store.leads.status_changes(1))) == 1
