"""Leads from random forms and lines: saved whole, or one clear sentence and nothing written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.kinds import CampaignStatus, CampaignType, LeadStatus, MilestoneType, Role, SourceType
from bot.model import Lead
from storage.store import Store
from tests.slack import Person, Slack

often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def mostly(*good: str, bad: list[str]) -> some.SearchStrategy[str]:
    """One in ten is bad, so that many a form can be saved."""
    return some.sampled_from([*good * -(-9 * len(bad) // len(good)), *bad])


NAMES = mostly("Anil", "ANIL ", "Café", "<!channel>", "*_~`", "घर", "x" * 200, "=1+1", "\u202e", bad=[" ", ""])
PHONES = mostly("98450 12345", "+91 (98450) 12345", "", bad=["n/a", "12", "☎️", "+1-800-FLOWERS", "9" * 40])
EMAILS = mostly("anil@acme.example", "ANIL@ACME.example", "a|b@c.d", "<x@y.z>", "", bad=["acme", "@", "a@b"])
AMOUNTS = mostly("5,00,000", "₹5 lakh", "1", "", bad=["0", "-5", "1e9", "9" * 30, "½", "free"])
DAYS = mostly("2026-11-25", "1999-12-31", "0001-01-01", bad=["2026-11-26"])
CHOSEN = mostly("1", bad=["999"])
FORM: dict[str, some.SearchStrategy[Any]] = {
    "name": NAMES,
    "company": NAMES,
    "phone": PHONES,
    "email": EMAILS,
    "source": CHOSEN,
    "campaign": CHOSEN,
    "owner": CHOSEN,
    "value": AMOUNTS,
    "notes": some.text(max_size=40),
    "created_on": DAYS,
}
LINES = some.lists(
    some.sampled_from(
        ["new", "edit", "delete", "history", "deleted", "import", "help", "anil", "L-1", "L-99", "<@U0ASHA>"]
    )
    | some.text(max_size=8),
    max_size=4,
).map(" ".join)


@pytest.fixture
def priya(slack: Slack) -> Person:
    priya = slack.person("priya", role=Role.MANAGER)

    def add(store: Store) -> None:
        store.sources.add("Google Ads", SourceType.DIGITAL)
        day = store.today
        kind, status = CampaignType.DIGITAL, CampaignStatus.ACTIVE
        store.campaigns.add("Diwali", kind, starts_on=day, ends_on=None, budget=0, expected_roi=None, status=status)
        store.leads.add(name="Anil Mehta", owner_id=priya.member.id, created_on=day)

    slack.write(add)
    return priya


def count(slack: Slack) -> int:
    leads: list[Lead] = slack.read(lambda store: store.lead_search.newest(limit=10_000))
    return len(leads)


def newest_journey(slack: Slack) -> list[MilestoneType]:
    def steps(store: Store) -> list[MilestoneType]:
        newest = store.lead_search.newest(limit=1)[0]
        return [step.type for step in store.milestones.list_of_lead(newest.id)]

    found: list[MilestoneType] = slack.read(steps)
    return found


def submit(priya: Person, values: dict[str, Any]) -> bool:
    """Whether it was saved; what was asked about is said yes to, and what was refused is left."""
    answer = priya.submit(**values)
    while answer.get("ok") and priya.view is not None and priya.form["submit"]:
        answer = priya.submit()
    refused = priya.view is not None
    if refused:
        assert answer.get("errors") or priya.form["title"]["text"] == "That did not work"
        assert "Something went wrong" not in str(priya.form)
        priya.close()
    return not refused


@often
@given(values=some.fixed_dictionaries({"name": NAMES}, optional={key: FORM[key] for key in FORM if key != "name"}))
def test_any_new_lead_is_saved_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    before = count(slack)
    priya.say("/lead")
    made = submit(priya, values)
    assert count(slack) == before + int(made)
    assert not made or newest_journey(slack) == [MilestoneType.LEAD_GENERATED]


@often
@given(values=some.fixed_dictionaries({}, optional=FORM))
def test_any_edit_is_saved_whole_or_answered(slack: Slack, priya: Person, values: dict[str, Any]) -> None:
    def write_count() -> int:
        return len(
            slack.read(lambda store: {entry.summary for entry in store.writes.list_of("leads", 1, limit=10_000)})
        )

    before, writes = slack.read(lambda store: store.leads.get(1)), write_count()
    priya.say("/lead edit L-1")
    if not submit(priya, values):
        assert slack.read(lambda store: store.leads.get(1)) == before
        assert write_count() == writes


@often
@given(
    status=some.sampled_from(LeadStatus),
    note=some.text(max_size=20),
    on=DAYS,
)
def test_any_status_is_set_with_its_change_or_answered(
    slack: Slack, priya: Person, status: LeadStatus, note: str, on: str
) -> None:
    before = slack.read(lambda store: store.leads.get(1)).status
    changes = len(slack.read(lambda store: store.leads.status_changes(1)))
    if status is before:
        return
    priya.say("/lead L-1")
    priya.press("Set status…")
    moved = submit(priya, {"status": status.value, "note": note, "changed_on": on})
    assert slack.read(lambda store: store.leads.get(1)).status is (status if moved else before)
    assert len(slack.read(lambda store: store.leads.status_changes(1))) == changes + int(moved)


@often
@given(line=LINES)
def test_any_line_is_answered_and_changes_nothing(slack: Slack, priya: Person, line: str) -> None:
    before, said = count(slack), len(priya.messages())
    priya.say(f"/lead {line}")
    if priya.view is None:
        assert len(priya.messages()) > said
        assert "Something went wrong" not in priya.last()["text"]
        assert priya.last()["ephemeral"]
    else:
        priya.close()
    assert count(slack) == before
