"""The small forms of follow-ups: plan one, put one off to a date, give one to somebody else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.model import FollowUp, Lead
from handlers.views.blocks import Blocks, Choice, date_input, field, form, line_input, section, typeahead
from handlers.views.followups import due_sign, due_words, follow_up_words


def follow_up_form(*, lead: Choice | None, due_on: date, carried: dict[str, Any]) -> dict[str, Any]:
    blocks: Blocks = [
        field("lead", "Lead", typeahead(chosen=lead, placeholder="Type a name, company or code")),
        field("due_on", "When", date_input(due_on)),
        field("why", "What for", line_input(placeholder="Send the price list", focus=lead is not None)),
        field("owner", "Whose", typeahead(placeholder="Mine"), optional=True, hint="Left empty, it is yours."),
    ]
    return form("follow_up_form", "Plan a follow-up", blocks, metadata=json.dumps(carried))


def snooze_form(follow_up: FollowUp, lead: Lead, *, today: date, carried: dict[str, Any]) -> dict[str, Any]:
    blocks: Blocks = [
        section(f"{follow_up_words(follow_up, lead)}\n{due_sign(follow_up, today)} {due_words(follow_up, today)}"),
        field("due_on", "Put off to", date_input()),
    ]
    return form("snooze_form", "Snooze", blocks, submit="Snooze", metadata=json.dumps(carried))


def reassign_form(follow_up: FollowUp, lead: Lead, *, owner: str, carried: dict[str, Any]) -> dict[str, Any]:
    """`owner` is the name, as markup, of the person who has it now."""
    blocks: Blocks = [
        section(f"{follow_up_words(follow_up, lead)}\nIt is {owner}'s now"),
        field("owner", "Who takes it over?", typeahead(placeholder="Type a name")),
    ]
    return form("reassign_form", "Reassign", blocks, submit="Reassign", metadata=json.dumps(carried))
