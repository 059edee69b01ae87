"""What the tests ask about the lead Acme (L-1) and what hangs on it."""

from __future__ import annotations

from datetime import date

from bot.model import Engagement, FollowUp, Lead, Milestone, StatusChange
from tests.slack import Person, Slack

FIRST = 1
"""Acme's id."""


def acme(slack: Slack) -> Lead:
    found: Lead = slack.read(lambda store: store.leads.get(FIRST))
    return found


def milestones(slack: Slack) -> list[Milestone]:
    found: list[Milestone] = slack.read(lambda store: store.milestones.list_of_lead(FIRST))
    return found


def engagements(slack: Slack) -> list[Engagement]:
    found: list[Engagement] = slack.read(lambda store: store.engagements.list_of_lead(FIRST))
    return found


def follow_ups(slack: Slack) -> list[FollowUp]:
    found: list[FollowUp] = slack.read(lambda store: store.follow_ups.list_of_lead(FIRST))
    return found


def status_changes(slack: Slack) -> list[StatusChange]:
    found: list[StatusChange] = slack.read(lambda store: store.leads.status_changes(FIRST))
    return found


def add_second_acme(slack: Slack, owner: Person) -> None:
    """A lead L-2 that `acme` may mean as well."""
    slack.write(
        lambda store: store.leads.add(
            name="Sunil Rao", company="Acme Traders", owner_id=owner.member.id, created_on=date(2026, 11, 21)
        )
    )


def fields(person: Person) -> set[str]:
    """The inputs that the open form shows."""
    return {block["block_id"].partition(" ")[0] for block in person.form["blocks"] if block["type"] == "input"}


def choices(person: Person, field: str) -> list[str]:
    """What an input of the open form offers."""
    element = next(block["element"] for block in person.form["blocks"] if block["block_id"].split(" ")[0] == field)
    return [option["value"] for option in element["options"]]


def typed(person: Person, field: str) -> str | None:
    """What stands in an input of the open form."""
    states = person.form["state"]["values"]
    state = next(inputs["value"] for block_id, inputs in states.items() if block_id.split(" ")[0] == field)
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    return next((str(value) for key, value in state.items() if key != "type" and value is not None), None)
