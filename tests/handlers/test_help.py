"""Help: every command answers it with an example, only to the sender; `/milepost` shows them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.kinds import Role
from tests.conftest import ROOT
from tests.slack import Slack, texts


def commands(manifest: Path = ROOT / "manifest.yml") -> list[str]:
    return [entry["command"] for entry in yaml.safe_load(manifest.read_text())["features"]["slash_commands"]]


@pytest.mark.parametrize("command", commands())
def test_every_command_answers_help_with_an_example_only_to_the_sender(slack: Slack, command: str) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say(f"{command} help")
    answer = asha.last()
    assert answer["ephemeral"]
    shown = f"{answer['text']}\n{texts(answer)}" if answer.get("blocks") else answer["text"]
    assert re.search(rf"`{command} \S[^`]*`", shown), shown
    assert asha.view is None, "help opens nothing"


@pytest.mark.parametrize("command", commands())
def test_help_is_understood_however_it_is_written(slack: Slack, command: str) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say(f"{command} help")
    answer = asha.last()["text"]
    asha.say(f"{command}  HELP ")
    assert asha.last()["text"] == answer


@pytest.mark.parametrize("command", commands())
def test_what_no_command_understands_is_answered_to_the_sender_alone(slack: Slack, command: str) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    before = len(slack.person("vikram").messages("C0SALES"))
    priya.say(f"{command} xyzzy ???")
    slack.deliver()
    assert len(slack.person("vikram").messages("C0SALES")) == before
    assert priya.view is not None or priya.last()["ephemeral"]


def test_milepost_alone_shows_an_example_of_every_command_to_an_admin(slack: Slack) -> None:
    anand = slack.person("anand", role=Role.ADMIN)
    anand.say("/milepost")
    shown = texts(anand.last())
    assert [command for command in commands() if f"`{command}" not in shown] == []
    assert anand.last()["ephemeral"]


def test_a_rep_is_shown_nothing_that_needs_another_role(slack: Slack) -> None:
    asha, priya = slack.person("asha", role=Role.REP), slack.person("priya", role=Role.MANAGER)
    asha.say("/milepost help")
    assert "`/followups`" in texts(asha.last())
    assert "/schedule" not in texts(asha.last())
    assert "role @name" not in texts(asha.last())
    priya.say("/milepost")
    assert "/schedule" in texts(priya.last())
    assert "role @name" not in texts(priya.last())


def test_a_manager_is_told_of_each_way_to_a_booking_and_of_no_way_twice(slack: Slack) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    priya.say("/milepost")
    told = re.findall(r"`(/[^`]+)`", texts(priya.last()))
    assert {"/booking list pending", "/booking cancel acme", "/booking units", "/customer list"} <= set(told)
    assert [words for words in told if told.count(words) > 1] == []
    assert "a manager adds and edits it" in texts(priya.last())


def test_every_line_of_the_overview_fits_a_phone(slack: Slack) -> None:
    anand = slack.person("anand", role=Role.ADMIN)
    anand.say("/milepost")
    lines = texts(anand.last()).splitlines()
    assert max(len(line) for line in lines if line.startswith("•")) <= 90


@pytest.mark.parametrize(("button", "form"), [("Log a milestone", "milestone_form"), ("New lead", "lead_form")])
def test_the_common_ones_are_buttons(slack: Slack, button: str, form: str) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say("/milepost")
    asha.press(button)
    assert asha.form["callback_id"] == form


def test_my_follow_ups_are_one_of_the_buttons(slack: Slack) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say("/milepost")
    asha.press("My follow-ups")
    slack.deliver()
    assert "Nothing is waiting for you" in texts(asha.last())
