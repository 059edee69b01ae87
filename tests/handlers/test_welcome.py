"""The first words to a person: once, directly, with three things to try that are right for the role."""

from __future__ import annotations

import shutil
from pathlib import Path

from slack_sdk import WebClient

from app import install_own_workspace
from bot.capture import parse_line
from bot.kinds import MilestoneType, Role
from handlers.settings import Settings
from handlers.views.welcome import Example, things_to_try
from handlers.welcome import find_example, welcome_owner
from storage.database import Database
from storage.registry import Registry
from storage.store import Store, Stores
from tests.slack import NOW, Person, Slack, texts


def welcomes(person: Person) -> list[str]:
    person.slack.deliver()
    return [texts(message) for message in person.messages(person.direct) if "Welcome to Milepost" in message["text"]]


def add_lead(slack: Slack, owner: Person, name: str, *, company: str | None = None) -> None:
    def add(store: Store) -> None:
        store.leads.add(name=name, company=company, owner_id=owner.member.id, created_on=store.today)

    slack.write(add)


def test_who_is_seen_for_the_first_time_is_told_three_things_to_try_once(slack: Slack) -> None:
    asha = slack.person("asha")
    asha.say("/lead help")
    asha.say("/lead help")
    (message,) = welcomes(asha)
    assert "👋 Welcome to Milepost, Asha." in message
    assert [line[:2] for line in message.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    for door in ("`/lead`", "/visit acme positive @ Whitefield", "*Home*"):
        assert door in message


def test_nothing_is_posted_where_others_read_it(slack: Slack) -> None:
    asha = slack.person("asha")
    before = len(slack.person("vikram").messages("C0SALES"))
    asha.say("/lead help")
    slack.deliver()
    assert len(slack.person("vikram").messages("C0SALES")) == before


def test_an_admin_is_told_of_reports_schedules_the_team_and_roles(slack: Slack) -> None:
    anand = slack.person("anand")
    anand.say("/lead help")
    (message,) = welcomes(anand)
    for door in ("/report", "/schedule", "/followups team", "/milepost role @name manager"):
        assert door in message


def test_a_manager_is_told_of_no_roles() -> None:
    tries = "\n".join(things_to_try(Role.MANAGER, Example()))
    assert "/report" in tries
    assert "/milepost role" not in tries


def test_the_example_is_about_a_lead_that_is_there_and_works_as_it_stands(slack: Slack) -> None:
    vikram, asha = slack.person("vikram", role=Role.REP), slack.person("asha")
    add_lead(slack, vikram, "Nikhil Sharma", company="Tamarind Studio")
    asha.say("/lead help")
    (message,) = welcomes(asha)
    line = '/visit tamarind positive @ Whitefield "loved it" follow up fri'
    assert line in message
    asha.say(line)
    assert "*Nikhil Sharma · Tamarind Studio* (L-1)\n*Site visit* today" in asha.last()["text"]


def test_a_name_that_would_be_misread_is_not_made_an_example(slack: Slack) -> None:
    """Two Sharmas, a lead called like a word of the grammar, one with quotes: the line must mean the one lead."""
    asha = slack.person("asha", role=Role.REP)
    for name in ("Neha Sharma", "Sharma", "Demo", 'The "Best" `Buyer`', "Nikhil Sharma"):
        add_lead(slack, asha, name)
        example = slack.read(find_example)
        newest = slack.read(lambda store: store.lead_search.newest(limit=1))[0]
        line = example.visit.removeprefix("/visit ")

        def read(store: Store, line: str = line) -> str:
            named = store.lead_search.is_named
            return parse_line(
                line, today=store.today, default_type=MilestoneType.SITE_VISIT, is_lead_name=named
            ).lead_words

        words = slack.read(read)
        assert words == example.lead
        asha.say(f"/lead {words}")
        assert newest.code in texts(asha.last())


def test_a_guest_and_somebody_of_another_company_are_not_welcomed(slack: Slack) -> None:
    for name in ("kavya", "dev"):
        slack.person(name).say("/lead help", channel="C0PARTNER" if name == "dev" else "C0VISITS")
    slack.deliver()
    assert slack.calls("chat.postMessage") == []


def test_only_the_first_start_with_a_token_installs_it(slack: Slack, migrated_file: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "empty.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    settings = Settings(
        _env_file=None,
        slack_bot_token="xoxb-sandbox-north",
        slack_signing_secret="secret",
        slack_api_url=slack.sandbox.api_url,
    )
    registry = Registry(database, token_key=settings.token_cipher_key)
    first = install_own_workspace(registry, settings)
    assert first is not None
    assert first.team_id == "T0NORTH"
    assert install_own_workspace(registry, settings) is None
    database.close()


def test_the_owner_is_found_among_the_workspaces_people_and_welcomed_once(slack: Slack, database: Database) -> None:
    workspace = slack.program.registry.find_workspace("T0NORTH")
    assert workspace is not None
    client = WebClient(workspace.bot_token, base_url=slack.sandbox.api_url)
    for _ in range(2):
        welcome_owner(Stores(database), workspace, client, now=NOW)
    anand = slack.person("anand")
    assert anand.member.role is Role.ADMIN
    slack.program.courier.sweep()
    assert len(welcomes(anand)) == 1
    anand.say("/lead help")
    assert len(welcomes(anand)) == 1


def test_a_workspace_whose_people_cannot_be_asked_for_is_served_all_the_same(slack: Slack, database: Database) -> None:
    workspace = slack.program.registry.find_workspace("T0NORTH")
    assert workspace is not None
    slack.fault("users.list", "missing_scope")
    client = WebClient(workspace.bot_token, base_url=slack.sandbox.api_url)
    welcome_owner(Stores(database), workspace, client, now=NOW)
    assert slack.read(lambda store: store.members.list()) == []
