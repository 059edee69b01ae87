"""Campaigns and sources from random forms and lines: saved whole, or one clear sentence and nothing written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import CampaignStatus, CampaignType, Role, SourceType
from tests.slack import Person, Slack

often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

NAMES = some.sampled_from(["Diwali", "DIWALI ", "Café", "<!channel>", "*_~`", "घर", "x" * 200, "=1+1", "''", "  ", ""])
DAYS = some.sampled_from(["2026-11-25", "2026-11-01", "1999-12-31", "2031-01-01"])
AMOUNTS = some.sampled_from(["50,000", "₹5 lakh", "0", "-5", "1e9", "9" * 30, "½", "12.345", "free", ""]) | some.text(
    max_size=12
)
LINES = some.lists(
    some.sampled_from(
        ["new", "edit", "history", "list", "help", "diwali", "CMP-1", "S-1", "CMP-999999999", "<@U0ASHA>"]
    )
    | some.text(max_size=8),
    max_size=4,
).map(" ".join)


@pytest.fixture
def priya(slack: Slack) -> Person:
    priya = slack.person("priya", role=Role.MANAGER)
    for command, fields in (
        ("/campaign", {"name": "Diwali Homes", "type": "digital", "starts_on": "2026-10-01"}),
        ("/source", {"name": "Diwali Fair", "type": "event"}),
    ):
        priya.say(command)
        priya.submit(**fields)
    return priya


def writes(slack: Slack, kind: str) -> int:
    """How many there are of them."""
    found: list[Any] = slack.read(lambda store: getattr(store, kind).list())
    return len(found)


def submit(priya: Person, values: dict[str, Any]) -> bool:
    """Whether it was saved; what was asked about is said yes to, and what was refused is left."""
    answer = priya.submit(**values)
    if answer.get("ok") and priya.view is not None and priya.form["submit"]["text"] == "Save anyway":
        answer = priya.submit()
    refused = priya.view is not None
    if refused:
        assert answer.get("errors") or priya.form["title"]["text"] == "That did not work"
        assert "Something went wrong" not in str(priya.form)
        priya.close()
    return not refused


@often
@given(
    values=some.fixed_dictionaries(
        {"name": NAMES, "type": some.sampled_from(CampaignType), "starts_on": DAYS},
        optional={
            "ends_on": DAYS,
            "budget": AMOUNTS,
            "expected_roi": some.sampled_from(["0", "300", "100000", ""]),
            "owner": some.sampled_from(["1", "999"]),
            "status": some.sampled_from(CampaignStatus),
        },
    )
)
def test_any_campaign_form_is_saved_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    before = writes(slack, "campaigns")
    priya.say("/campaign")
    saved = submit(priya, values)
    assert writes(slack, "campaigns") - before == int(saved)


@often
@given(
    values=some.fixed_dictionaries(
        {"name": NAMES, "type": some.sampled_from(SourceType)}, optional={"subsource": NAMES, "channel": NAMES}
    )
)
def test_any_source_form_is_saved_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    before = writes(slack, "sources")
    priya.say("/source")
    saved = submit(priya, values)
    assert writes(slack, "sources") - before == int(saved)


@often
@given(command=some.sampled_from(["/campaign", "/source", "/milepost"]), line=LINES)
def test_any_line_is_answered_and_changes_nothing(slack: Slack, priya: Person, command: str, line: str) -> None:
    before, said = writes(slack, "campaigns") + writes(slack, "sources"), len(priya.messages())
    priya.say(f"{command} {line}")
    if priya.view is None:
        assert len(priya.messages()) > said
        assert "Something went wrong" not in priya.last()["text"]
        assert priya.last()["ephemeral"]
    else:
        priya.close()
    assert writes(slack, "campaigns") + writes(slack, "sources") == before
