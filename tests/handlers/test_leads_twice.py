"""The same person twice: noticed while a form is open, asked about when it is saved, merged into one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.kinds import Channel, EngagementStatus, EngagementType, LeadStatus, MilestoneType, Role
from bot.model import Lead
from storage.store import Store
from tests.slack import Person, Slack, texts

ASHAS = "This phone is Asha Rao's lead Anil Mehta · Acme Corp (L-1). Log there instead of making a second one?"


@pytest.fixture
def asha(slack: Slack) -> Person:
    """A rep with the lead L-1."""
    asha = slack.person("asha", role=Role.REP)
    add(slack, asha, "Anil Mehta", company="Acme Corp", phone="+91 98450 12345", email="Anil@Acme.example")
    return asha


@pytest.fixture
def vikram(slack: Slack, asha: Person) -> Person:  # noqa: ARG001 - hers is the first lead
    return slack.person("vikram", role=Role.REP)


def add(slack: Slack, owner: Person, name: str, **columns: Any) -> Lead:
    def make(store: Store) -> Lead:
        lead = store.leads.add(name=name, owner_id=owner.member.id, created_on=date(2026, 11, 20), **columns)
        store.milestones.add(lead.id, MilestoneType.LEAD_GENERATED, date(2026, 11, 20))
        return lead

    added: Lead = slack.write(make)
    return added


def count(slack: Slack) -> int:
    return len(slack.read(lambda store: store.lead_search.newest(limit=9)))


def typed(person: Person, field: str) -> Any:
    return person.form["state"]["values"][field]["value"].get("value")


def test_a_phone_that_is_known_is_said_while_the_form_is_open_and_what_was_typed_stays(vikram: Person) -> None:
    vikram.say("/lead")
    vikram.choose("phone", "098450-12345", name="A. Mehta", notes="two flats")
    assert f"⚠️ {ASHAS}" in texts(vikram.form)
    assert (typed(vikram, "name"), typed(vikram, "phone"), typed(vikram, "notes")) == (
        *("A. Mehta", "098450-12345", "two flats"),
    )


def test_an_email_is_the_same_in_any_case(vikram: Person) -> None:
    vikram.say("/lead")
    vikram.choose("email", "ANIL@acme.EXAMPLE")
    assert "This email is Asha Rao's lead" in texts(vikram.form)


def test_ones_own_lead_is_called_so(asha: Person) -> None:
    asha.say("/lead")
    asha.choose("phone", "98450 12345", email="anil@acme.example")
    assert "This phone and email is your lead Anil Mehta · Acme Corp (L-1)." in texts(asha.form)


def test_the_note_goes_when_the_number_is_corrected(vikram: Person) -> None:
    vikram.say("/lead")
    vikram.choose("phone", "98450 12345", name="Bo")
    vikram.choose("phone", "98450 99999")
    assert "L-1" not in texts(vikram.form)
    assert typed(vikram, "name") == "Bo"


def test_a_number_that_nobody_has_is_passed_over_in_silence(slack: Slack, vikram: Person) -> None:
    vikram.say("/lead")
    before = len(slack.calls("views.update"))
    vikram.choose("phone", "98450 99999")
    assert len(slack.calls("views.update")) == before


def test_logging_there_instead_turns_the_form_into_a_milestone_of_the_known_lead(slack: Slack, vikram: Person) -> None:
    vikram.say("/lead")
    vikram.choose("phone", "98450 12345", name="A. Mehta", notes="asked for the price")
    vikram.press_in_form("Log there instead")
    assert vikram.form["callback_id"] == "milestone_form"
    lead = vikram.form["state"]["values"]["lead"]["value"]["selected_option"]
    assert lead["text"]["text"] == "Anil Mehta · Acme Corp (L-1)"
    assert typed(vikram, "notes") == "asked for the price"

    vikram.choose("type", "proposal")
    assert vikram.submit() == {"ok": True}
    assert vikram.view is None
    assert count(slack) == 1
    journey = slack.read(lambda store: store.milestones.list_of_lead(int(lead["value"])))
    assert [step.type for step in journey] == [MilestoneType.LEAD_GENERATED, MilestoneType.PROPOSAL]


def test_saving_a_second_lead_with_the_phone_is_asked_about_and_then_done(slack: Slack, vikram: Person) -> None:
    vikram.say("/lead")
    vikram.submit(name="A. Mehta", phone="98450 12345")
    assert f"❓ {ASHAS}" in texts(vikram.form)
    assert count(slack) == 1
    assert vikram.form["submit"]["text"] == "Save anyway"
    assert vikram.submit() == {"ok": True}
    assert count(slack) == 2


def test_the_question_leads_to_the_known_lead_too(vikram: Person) -> None:
    vikram.say("/lead")
    vikram.submit(name="A. Mehta", phone="98450 12345")
    vikram.press_in_form("Log there instead")
    assert vikram.form["callback_id"] == "milestone_form"


def test_a_yes_to_one_duplicate_is_no_yes_to_another(slack: Slack, asha: Person, vikram: Person) -> None:
    add(slack, asha, "Sunil Rao", phone="98450 77777")
    vikram.say("/lead")
    vikram.submit(name="A. Mehta", phone="98450 12345")
    vikram.submit(phone="98450 77777")
    assert "This phone is Asha Rao's lead Sunil Rao (L-2)." in texts(vikram.form)
    assert count(slack) == 2


def test_a_deleted_lead_is_nobodys_duplicate(slack: Slack, asha: Person, vikram: Person) -> None:
    asha.say("/lead delete L-1")
    asha.submit()
    vikram.say("/lead")
    assert vikram.submit(name="A. Mehta", phone="98450 12345") == {"ok": True}
    assert count(slack) == 1


def test_an_edit_that_makes_two_leads_alike_offers_to_merge_them(slack: Slack, vikram: Person) -> None:
    add(slack, vikram, "A. Mehta")
    vikram.say("/lead edit L-2")
    vikram.submit(phone="98450 12345")
    assert "This phone is also Asha Rao's lead Anil Mehta · Acme Corp (L-1)." in texts(vikram.form)
    vikram.press_in_form("Merge them…")
    assert vikram.form["callback_id"] == "lead_merge_form"
    chosen = vikram.form["state"]["values"]["lead"]["value"]["selected_option"]["text"]["text"]
    assert chosen == "Anil Mehta · Acme Corp (L-1)"
    vikram.submit(keep="other")
    vikram.submit()
    slack.deliver()
    assert vikram.last()["text"].startswith("🔗 Merged *A. Mehta* (L-2) into *Anil Mehta · Acme Corp* (L-1)")


@pytest.fixture
def twin(slack: Slack, asha: Person) -> Lead:
    """L-2 of the same rep, with an engagement, a visit and what is to come after it."""
    twin = add(slack, asha, "A. Mehta", notes="third floor", value=50_000_000)

    def live(store: Store) -> None:
        visit = store.milestones.add(twin.id, MilestoneType.SITE_VISIT, date(2026, 11, 21), location="Whitefield")
        store.leads.move(
            twin.id, LeadStatus.QUALIFIED, on=visit.happened_on, member_id=asha.member.id, milestone_id=visit.id
        )
        store.engagements.add(
            twin.id,
            EngagementType.EMAIL_SENT,
            Channel.EMAIL,
            date(2026, 11, 22),
            subject="Brochure",
            member_id=asha.member.id,
            status=EngagementStatus.COMPLETED,
        )
        store.follow_ups.open(
            twin.id, opened_on=date(2026, 11, 22), due_on=date(2026, 11, 27), owner_id=asha.member.id, why="Call"
        )

    slack.write(live)
    return twin


def merge(person: Person, **choices: Any) -> None:
    """From the card of L-1, with the confirmation."""
    person.say("/lead L-1")
    person.press("Merge…")
    person.submit(**choices)
    person.submit()


def test_merging_says_what_moves_where_and_waits_for_a_yes(asha: Person, twin: Lead) -> None:
    asha.say("/lead L-1")
    asha.press("Merge…")
    asha.submit(lead=twin.id)
    assert (
        "A. Mehta (L-2) goes into Anil Mehta · Acme Corp (L-1), with 2 milestones, 1 engagement and "
        "1 pending follow-up. L-2 leaves the lists, and whoever looks for it finds L-1."
    ) in texts(asha.form)


def test_merged_leads_are_one_with_everything_that_hung_on_both(slack: Slack, asha: Person, twin: Lead) -> None:
    merge(asha, lead=twin.id)

    lead = slack.read(lambda store: store.leads.find_by_code("L-2"))
    assert (lead.code, lead.company, lead.notes, lead.status) == (
        *("L-1", "Acme Corp", "third floor", LeadStatus.QUALIFIED),
    )
    hanging = slack.read(
        lambda store: (
            len(store.milestones.list_of_lead(lead.id)),
            len(store.engagements.list_of_lead(lead.id)),
            len(store.follow_ups.list_of_lead(lead.id)),
        )
    )
    assert hanging == (3, 1, 1)
    assert count(slack) == 1


def test_the_one_with_the_card_may_go_instead(slack: Slack, asha: Person, twin: Lead) -> None:
    merge(asha, lead=twin.id, keep="other")
    lead = slack.read(lambda store: store.leads.find_by_code("L-1"))
    assert (lead.code, lead.name, lead.phone) == ("L-2", "A. Mehta", "+91 98450 12345")


def test_undo_makes_two_of_one_again(slack: Slack, asha: Person, twin: Lead) -> None:
    def both(store: Store) -> list[object]:
        return [
            [store.leads.get(id_), store.milestones.list_of_lead(id_), store.follow_ups.list_of_lead(id_)]
            for id_ in (1, 2)
        ]

    before = slack.read(both)
    merge(asha, lead=twin.id)
    slack.deliver()
    asha.press("Undo")
    assert slack.read(both) == before


def test_a_lead_is_not_merged_with_itself(slack: Slack, asha: Person) -> None:
    asha.say("/lead L-1")
    asha.press("Merge…")
    answer = asha.submit(lead=1)
    assert answer["errors"] == {"lead": "That is the lead itself. Choose the other one."}
    assert count(slack) == 1


def test_a_rep_merges_away_only_their_own_lead(slack: Slack, vikram: Person) -> None:
    mine = add(slack, vikram, "A. Mehta")
    vikram.say("/lead L-1")
    vikram.press("Merge…")
    vikram.submit(lead=mine.id, keep="other")
    assert "Merging away L-1, a colleague's lead, needs the manager role." in texts(vikram.form)
    assert count(slack) == 2


def test_a_rep_may_merge_their_own_lead_into_a_colleagues(slack: Slack, vikram: Person) -> None:
    mine = add(slack, vikram, "A. Mehta")
    merge(vikram, lead=mine.id)
    assert count(slack) == 1


def test_a_manager_merges_any_two(slack: Slack, asha: Person, twin: Lead) -> None:
    manager = slack.person("vikram", role=Role.MANAGER)
    merge(manager, lead=twin.id, keep="other")
    assert asha.member.id != manager.member.id
    assert count(slack) == 1
