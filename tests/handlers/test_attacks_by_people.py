"""People who may not: reps with a manager's form, who was demoted meanwhile, guests, people of another company."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.kinds import Role
from bot.report import ReportKind
from storage.database import Database
from tests.handlers.behind import request_text
from tests.handlers.forgery import Forger, filled, ids_of, names
from tests.slack import Person, Slack
from tests.storage.belongings import Belongings, furnish, rows_of
from tests.storage.companies import Company

FOR_MANAGERS = {
    *("campaign_form", "source_form", "schedule_form", "reassign_form"),
    *("entry_form", "reversal_form", "booking_cancel_form", "customer_form", "unit_form"),
}
"""Forms that a rep can't even open."""

BUTTONS_FOR_MANAGERS = {
    *("pause_campaign", "resume_campaign", "complete_campaign", "edit_campaign", "new_campaign"),
    *("retire_source", "activate_source", "edit_source", "new_source"),
    *("new_schedule", "schedule_report", "run_schedule", "pause_schedule", "resume_schedule"),
    *("new_entry", "reverse_entry", "choose_entry_to_reverse", "enter_again"),
    *("cancel_booking", "new_unit", "unit_menu", "new_customer"),
    *("show_team_follow_ups", "show_colleagues_follow_ups", "show_teams_cold_leads", "leads_without_campaign"),
}


@pytest.fixture
def priyas(slack: Slack) -> Belongings:
    """A manager's leads, and one of everything else."""
    priya = slack.person("priya", role=Role.MANAGER)
    return furnish(Company(slack.program.stores, slack.tenants["T0NORTH"], priya.member))


@pytest.fixture
def asha(slack: Slack, priyas: Belongings) -> Person:  # noqa: ARG001 - hers come after
    slack.deliver()
    return slack.person("asha", role=Role.REP)


def kept(has: Belongings, database: Database) -> dict[str, list[Any]]:
    return {name: rows for name, rows in rows_of(has.company, database).items() if name != "deliveries"}


@pytest.mark.parametrize("callback_id", sorted(FOR_MANAGERS))
def test_a_rep_sends_no_managers_form(callback_id: str, asha: Person, priyas: Belongings, database: Database) -> None:
    before = kept(priyas, database)
    own = ids_of(priyas) | {"owner": asha.member.id}
    seen = Forger(asha).insist(callback_id, filled(callback_id, own), metadata=json.dumps(own))
    assert "needs the manager role" in seen
    assert kept(priyas, database) == before


@pytest.mark.parametrize("action", sorted(BUTTONS_FOR_MANAGERS))
def test_a_rep_presses_no_managers_button(action: str, asha: Person, priyas: Belongings, database: Database) -> None:
    before = kept(priyas, database)
    value = request_text(ReportKind.FUNNEL) if action == "schedule_report" else "1"
    assert "needs the manager role" in Forger(asha).press(action, value)
    assert kept(priyas, database) == before


def test_a_rep_gives_no_follow_up_away(asha: Person, priyas: Belongings, database: Database) -> None:
    before = kept(priyas, database)
    assert "needs the manager role" in Forger(asha).press("more_follow_up", f"{priyas.follow_up.id} reassign")
    assert kept(priyas, database) == before


@pytest.mark.parametrize("callback_id", ["lead_delete_form", "lead_merge_form", "lead_form", "lead_edit_form"])
def test_a_rep_does_not_delete_merge_or_give_a_colleagues_lead(
    callback_id: str, asha: Person, priyas: Belongings, slack: Slack, database: Database
) -> None:
    mine = slack.write(lambda store: store.leads.add(name="Mine", owner_id=asha.member.id, created_on=store.today))
    before = kept(priyas, database)
    values = filled(callback_id, ids_of(priyas))
    if callback_id == "lead_edit_form":
        values = {"name": "Anil Mehta", "owner": str(asha.member.id)}
    if callback_id == "lead_merge_form":
        values = {"lead": str(mine.id), "keep": "other"}
    seen = Forger(asha).insist(callback_id, values, metadata=json.dumps(ids_of(priyas)))
    assert "needs the manager role" in seen
    assert kept(priyas, database) == before


@pytest.mark.parametrize("callback_id", sorted(FOR_MANAGERS))
def test_who_was_demoted_while_a_form_was_open_can_not_send_it(
    callback_id: str, slack: Slack, priyas: Belongings, asha: Person, database: Database
) -> None:
    """Another copy of the program made them a rep, so this one still remembers a manager."""
    priya = slack.person("priya")
    priya.say("/source list")
    slack.write(lambda store: store.members.change_role(priyas.member.id, Role.REP))
    before = kept(priyas, database)
    own = ids_of(priyas) | {"owner": asha.member.id}
    seen = Forger(priya).insist(callback_id, filled(callback_id, own), metadata=json.dumps(own))
    assert "needs the manager role" in seen
    assert kept(priyas, database) == before


@pytest.mark.parametrize("action", ["run_schedule", "pause_schedule", "pause_campaign", "retire_source"])
def test_who_was_demoted_presses_no_managers_button(
    action: str, slack: Slack, priyas: Belongings, database: Database
) -> None:
    priya = slack.person("priya")
    priya.say("/source list")
    slack.deliver()
    slack.write(lambda store: store.members.change_role(priyas.member.id, Role.REP))
    before = rows_of(priyas.company, database)
    assert "needs the manager role" in Forger(priya).press(action, "1")
    assert rows_of(priyas.company, database) == before


@pytest.mark.parametrize(("name", "refusal"), [("kavya", "guests can't use it"), ("dev", "belongs to another company")])
def test_guests_and_people_of_another_company_do_nothing_at_all(
    name: str, refusal: str, slack: Slack, priyas: Belongings, database: Database
) -> None:
    slack.deliver()
    forger = Forger(slack.person(name), channel="C0PARTNER" if name == "dev" else "C0VISITS")
    before = rows_of(priyas.company, database)
    values = ids_of(priyas)
    for action in names("action"):
        if "." not in action:
            assert refusal in forger.press(action, "1"), action
    for callback_id in names("view"):
        seen = forger.submit(callback_id, filled(callback_id, values), metadata=json.dumps(values))
        assert refusal in seen, callback_id
    for block_id in names("options"):
        assert forger.search(block_id, "a") == '{"options": []}'
    if name == "kavya":
        for command in names("command"):
            assert refusal in forger.say(command, "acme"), command
    assert rows_of(priyas.company, database) == before
