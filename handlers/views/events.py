"""What the forms and replies of milestones and engagements have in common: the lead, the outcome, the follow-up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from bot.kinds import LeadStatus, Outcome
from bot.model import FollowUp, Lead
from handlers.forms import field_of
from handlers.views.answers import QUESTION
from handlers.views.blocks import (
    Blocks,
    Choice,
    date_input,
    field,
    number_input,
    paragraph_input,
    section,
    select,
    tick,
    time_input,
    typeahead,
)
from handlers.views.leads import OUTCOME_SIGNS, STATUS_SIGNS, status_words
from handlers.views.words import day, escape

MOST_KEPT = 1_000
"""Characters of one hidden value; Slack carries 3,000 in all with a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What is known of an event before it is saved; None where nothing was said."""

    lead: Choice | None = None
    happened_on: date | None = None
    happened_at: time | None = None
    outcome: Outcome | None = None
    duration: int | None = None
    notes: str | None = None
    follow_up_required: bool = False
    follow_up_on: date | None = None
    owner: Choice | None = None


def carried(draft: EventDraft, blocks: Iterable[dict[str, Any]], **ids: Any) -> str:
    """A form's private metadata: the ids, and what the draft knows that no input shows now, but may show again."""
    shown = {field_of(block["block_id"]) for block in blocks if block["type"] == "input"}
    known = {place.name: getattr(draft, place.name) for place in fields(draft) if place.name not in shown}
    kept = {name: value for name, value in known.items() if value and len(str(value)) <= MOST_KEPT}
    return json.dumps({**ids, "kept": kept}, ensure_ascii=False, default=str)


def remark_blocks(remarks: Iterable[str]) -> Blocks:
    """What of a typed line the form can't show; a question that comes up later takes their place."""
    return [
        {**section(f"⚠️ {escape(remark)}"), "block_id": f"{QUESTION} {number}"} for number, remark in enumerate(remarks)
    ]


def lead_field(draft: EventDraft) -> dict[str, Any]:
    return field("lead", "Lead", typeahead(chosen=draft.lead, placeholder="Type a name, company or code"))


def time_field(draft: EventDraft) -> dict[str, Any]:
    return field("happened_at", "At what time", time_input(draft.happened_at), optional=True)


def outcome_field(draft: EventDraft, *, optional: bool) -> dict[str, Any]:
    outcomes = [(outcome.value, f"{OUTCOME_SIGNS[outcome]} {outcome.value.capitalize()}") for outcome in Outcome]
    return field("outcome", "Outcome", select(outcomes, chosen=draft.outcome), optional=optional)


def duration_field(draft: EventDraft) -> dict[str, Any]:
    return field("duration", "Minutes", number_input(draft.duration, 1, 1440), optional=True)


def notes_field(draft: EventDraft, *, optional: bool = True, hint: str | None = None) -> dict[str, Any]:
    return field("notes", "Notes", paragraph_input(initial=draft.notes), optional=optional, hint=hint)


def follow_up_fields(draft: EventDraft) -> Blocks:
    box = tick("yes", "Remind me to follow up", ticked=draft.follow_up_required)
    blocks = [field("follow_up_required", "Follow-up", box, optional=True, rebuilds=True)]
    if draft.follow_up_required:
        whose = typeahead(chosen=draft.owner, placeholder="Type a colleague's name")
        blocks += [
            field("follow_up_on", "Follow up on", date_input(draft.follow_up_on)),
            field("owner", "Whose follow-up", whose),
        ]
    return blocks


def effects(
    lead: Lead,
    *,
    before: LeadStatus,
    follow_up: FollowUp | None,
    owner: str | None,
    settled: list[FollowUp],
    today: date,
) -> list[str]:
    """Markup: what the event changed besides. `owner` names the follow-up's, where it is not the reader's own."""
    changed = [f"{STATUS_SIGNS[lead.status]} now {status_words(lead.status)}"] if lead.status is not before else []
    changed += [f"☑️ follow-up of {day(done.due_on, today)} done" for done in settled]
    if follow_up is not None:
        whose = f" by {escape(owner)}" if owner else ""
        changed.append(f"⏰ follow up {day(follow_up.due_on, today)}{whose}")
    return changed
