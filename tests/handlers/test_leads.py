"""A new lead through Slack: the form, what is saved of it, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from bot.kinds import CampaignStatus, CampaignType, LeadStatus, MilestoneType, Role, SourceType
from bot.model import Lead
from storage.database import Database
from storage.store import Store
from tests.slack import Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


@pytest.fixture
def manager(slack: Slack) -> Person:
    return slack.person("vikram", role=Role.MANAGER)


def find(slack: Slack, code: str) -> Lead | None:
    found: Lead | None = slack.read(lambda store: store.leads.find_by_code(code))
    return found


def the_lead(slack: Slack, code: str = "L-1") -> Lead:
    lead = find(slack, code)
    assert lead is not None
    return lead


def fields(person: Person) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in person.form["blocks"] if block["type"] == "input"}


def test_a_filled_form_becomes_a_lead_with_its_first_milestone(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    assert asha.submit(name="Anil Mehta", company="Acme Corp", phone="98450 12345", value="5,00,000") == {"ok": True}

    lead = the_lead(slack)
    assert (lead.name, lead.company, lead.value) == ("Anil Mehta", "Acme Corp", 50_000_000)
    assert (lead.status, lead.created_on, lead.owner_id) == (LeadStatus.NEW, date(2026, 11, 25), asha.member.id)
    journey = slack.read(lambda store: store.milestones.list_of_lead(lead.id))
    assert [milestone.type for milestone in journey] == [MilestoneType.LEAD_GENERATED]
    slack.deliver()
    assert asha.last()["text"] == "🆕 New lead *Anil Mehta · Acme Corp* (L-1) – ₹5,00,000"
    assert asha.last()["ephemeral"]


def test_a_lead_keeps_its_source_its_campaign_and_the_day_it_came(slack: Slack, asha: Person) -> None:
    def add_origins(store: Store) -> tuple[int, int]:
        source = store.sources.add("Google Ads", SourceType.DIGITAL)
        campaign = store.campaigns.add(
            "Diwali Homes",
            CampaignType.DIGITAL,
            starts_on=date(2026, 10, 1),
            ends_on=None,
            budget=0,
            expected_roi=None,
            status=CampaignStatus.ACTIVE,
        )
        return source.id, campaign.id

    source_id, campaign_id = slack.write(add_origins)
    asha.say("/lead")
    asha.submit(name="Anil", source=source_id, campaign=campaign_id, created_on="2026-11-20")

    lead = the_lead(slack)
    assert (lead.source_id, lead.campaign_id, lead.created_on) == (source_id, campaign_id, date(2026, 11, 20))
    assert slack.read(lambda store: store.milestones.list_of_lead(lead.id))[0].happened_on == date(2026, 11, 20)
    slack.deliver()
    assert asha.last()["text"] == "🆕 New lead *Anil* (L-1) – Google Ads · Diwali Homes"


def test_the_form_opens_with_today_and_without_asking_the_database(asha: Person, database: Database) -> None:
    asha.say("/lead help")
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    asha.say("/lead")
    event.remove(database.engine, "before_cursor_execute", note)

    assert asked == []
    assert fields(asha)["created_on"]["initial_date"] == "2026-11-25"
    assert list(fields(asha)) == [
        *("name", "company", "phone", "email", "source", "campaign", "value", "notes", "created_on"),
    ]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"email": "acme"}, {"email": "“acme” is no email address. It should look like asha@example.com."}),
        (
            {"phone": "12"},
            {"phone": "“12” can't be a phone number. Give it with its area or country code, like +91 98450 12345."},
        ),
        (
            {"created_on": "2026-11-26"},
            {"created_on": "A lead can't be made in the future. Choose today or an earlier day."},
        ),
        ({"name": "   "}, {"name": "Please fill this in."}),
        ({"source": 99}, {"source": "I found no source “99”. Choose one from the list."}),
        ({"campaign": 99}, {"campaign": "I found no campaign “99”. Choose one from the list."}),
    ],
)
def test_what_cannot_be_stands_under_its_field_and_nothing_is_saved(
    slack: Slack, asha: Person, typed: dict[str, object], errors: dict[str, str]
) -> None:
    asha.say("/lead")
    assert asha.submit(**{"name": "Acme Corp", **typed}) == {"ok": False, "errors": errors}
    assert slack.read(lambda store: store.lead_search.newest(limit=1)) == []


def test_an_amount_that_cannot_be_read_stands_under_its_field(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    answer = asha.submit(name="Acme Corp", value="a lot")
    assert answer["errors"]["value"].startswith("I can't read “a lot” as an amount.")
    assert find(slack, "L-1") is None
    assert asha.submit(value="₹ 85,00,000") == {"ok": True}


def test_spaces_in_an_optional_field_are_nothing(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    assert asha.submit(name=" Anil ", company="  ", phone=" ", email=" ", value=" ", notes="\n") == {"ok": True}
    lead = the_lead(slack)
    assert (lead.name, lead.company, lead.phone, lead.email, lead.value, lead.notes) == ("Anil", *[None] * 5)


def test_a_rep_is_not_asked_whose_lead_it_is(asha: Person) -> None:
    asha.say("/lead")
    assert "owner" not in fields(asha)


def test_a_manager_gives_a_new_lead_to_a_colleague(slack: Slack, asha: Person, manager: Person) -> None:
    manager.say("/lead")
    assert fields(manager)["owner"]["initial_option"]["text"]["text"] == manager.name
    manager.submit(name="Anil", owner=asha.member.id)
    assert the_lead(slack).owner_id == asha.member.id
    slack.deliver()
    assert manager.last()["text"] == f"🆕 New lead *Anil* (L-1) – for {asha.name}"


def test_who_is_no_manager_any_more_gives_no_lead_away(slack: Slack, asha: Person, manager: Person) -> None:
    manager.say("/lead")
    manager.known_as(Role.REP)
    answer = manager.submit(name="Anil", owner=asha.member.id)
    assert answer["errors"]["owner"].startswith("Giving a lead to somebody else needs the manager role.")
    assert find(slack, "L-1") is None
    assert manager.submit(owner=manager.member.id) == {"ok": True}


def test_a_form_sent_twice_at_once_is_saved_once(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    slack.fault("view_submission", "duplicate")
    asha.submit(name="Anil")
    assert len(slack.read(lambda store: store.lead_search.newest(limit=9))) == 1


def test_undo_takes_the_lead_back_with_its_milestone(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    asha.submit(name="Anil")
    lead = the_lead(slack)
    slack.deliver()
    asha.press("Undo")
    assert find(slack, "L-1") is None
    assert slack.read(lambda store: store.milestones.list_of_lead(lead.id)) == []


def test_a_name_pings_nobody_and_does_not_break_the_bold(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    asha.submit(name="<!channel> *big* _deal_ `x`", company="A & B_C")
    slack.deliver()
    assert asha.last()["text"] == "🆕 New lead *&lt;!channel&gt; ∗big∗ ˍdealˍ ˋxˋ · A &amp; B_C* (L-1)"


def test_new_with_a_name_opens_the_form_with_it(asha: Person) -> None:
    asha.say("/lead new Anil Mehta")
    assert fields(asha)["name"]["initial_value"] == "Anil Mehta"


def test_a_name_that_is_not_found_becomes_a_lead_with_one_press(slack: Slack, asha: Person) -> None:
    asha.say("/lead Zenith & Co")
    assert "I found no lead “Zenith &amp; Co”." in texts(asha.last())
    asha.press("New lead “Zenith & Co”")
    assert fields(asha)["name"]["initial_value"] == "Zenith & Co"
    asha.submit()
    slack.deliver()
    assert the_lead(slack).name == "Zenith & Co"


@pytest.mark.parametrize(("words", "field"), [("98450 12345", "phone"), ("anil@acme.example", "email")])
def test_a_phone_or_an_email_that_is_not_found_is_filled_in_where_it_belongs(
    asha: Person, words: str, field: str
) -> None:
    asha.say(f"/lead {words}")
    asha.press(f"New lead “{words}”")
    assert fields(asha)[field]["initial_value"] == words
    assert "initial_value" not in fields(asha)["name"]


def test_a_code_that_is_not_found_is_offered_as_no_name(asha: Person) -> None:
    asha.say("/lead L-99")
    assert asha.last()["text"] == "I found no lead “L-99”. `/lead deleted` lists what was deleted."


def test_the_shortcut_and_the_home_open_the_same_form(asha: Person) -> None:
    asha.use_shortcut("new_lead")
    assert asha.form["callback_id"] == "lead_form"
    home = asha.home()
    asha.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "New lead")
    assert asha.form["callback_id"] == "lead_form"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/lead help", "`/lead` opens the form for a new lead"),
        ("/lead edit", "`/lead edit acme`"),
        ("/lead import", "imports a CSV file of leads with `python app.py import leads"),
        ("/lead deleted", "No lead is deleted."),
    ],
)
def test_the_command_says_what_it_can_do(asha: Person, line: str, answer: str) -> None:
    asha.say(line)
    assert answer in (texts(asha.last()) if asha.last().get("blocks") else asha.last()["text"])
    assert asha.last()["ephemeral"]
