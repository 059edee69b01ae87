"""How logging looks: the form that asks only what its type needs, the choice between leads, the reply."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any

from bot.model import FollowUp, Lead, LeadStatus, Milestone, MilestoneType, Outcome
from bot.stages import VISITS
from handlers.views.blocks import (
    Blocks,
    Choice,
    button,
    date_input,
    field,
    form,
    line_input,
    number_input,
    paragraph_input,
    section,
    select,
    tick,
    time_input,
    typeahead,
)
from handlers.views.leads import OUTCOME_SIGNS, STATUS_SIGNS, lead_line, lead_words, milestone_line
from handlers.views.words import day, escape

HAS_OUTCOME = VISITS | {MilestoneType.DEMO, MilestoneType.NEGOTIATION, MilestoneType.CONTACTED}
TYPES = [type_ for type_ in MilestoneType if type_ is not MilestoneType.LEAD_GENERATED]
"""What can be logged by hand: a lead's first milestone comes with the lead."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a milestone before it is saved; None where nothing was said."""

    lead: Choice | None = None
    type: MilestoneType | None = None
    happened_on: date | None = None
    happened_at: time | None = None
    location: str | None = None
    outcome: Outcome | None = None
    notes: str | None = None
    duration: int | None = None
    follow_up_required: bool = False
    follow_up_on: date | None = None


def milestone_form(draft: Draft, *, channel: str | None, remarks: tuple[str, ...] = ()) -> dict[str, Any]:
    """The form with what the draft knows; `remarks` say what of a typed line was not understood."""
    blocks = [*_remarks(remarks), *_inputs(draft)]
    return form("milestone_form", "Log a milestone", blocks, metadata=json.dumps({"channel": channel}))


def _remarks(remarks: tuple[str, ...]) -> Blocks:
    return [section(f"⚠️ {escape(remark)}") for remark in remarks]


# Most forms open with nothing filled in but the day, and to make the blocks anew takes ten times the rest.
@lru_cache(maxsize=64)
def _inputs(draft: Draft) -> tuple[dict[str, Any], ...]:
    types = [(type_.value, type_.label) for type_ in TYPES]
    blocks = [
        field("lead", "Lead", typeahead(chosen=draft.lead, placeholder="Type a name, company or code")),
        field("type", "What happened", select(types, chosen=draft.type), rebuilds=True),
        field("happened_on", "When", date_input(draft.happened_on)),
        *_details(draft),
        field(
            "follow_up_required",
            "Follow-up",
            tick("yes", "Remind me to follow up", ticked=draft.follow_up_required),
            optional=True,
            rebuilds=True,
        ),
    ]
    if draft.follow_up_required:
        blocks.append(field("follow_up_on", "Follow up on", date_input(draft.follow_up_on)))
    return tuple(blocks)


def _details(draft: Draft) -> Blocks:
    is_visit = draft.type in VISITS
    blocks: Blocks = []
    if is_visit or draft.happened_at:
        blocks.append(field("happened_at", "At what time", time_input(draft.happened_at), optional=True))
    if is_visit:
        blocks.append(field("location", "Location", line_input(initial=draft.location, placeholder="Where was it?")))
    if draft.type in HAS_OUTCOME:
        outcomes = [(outcome.value, f"{OUTCOME_SIGNS[outcome]} {outcome.value.capitalize()}") for outcome in Outcome]
        blocks.append(field("outcome", "Outcome", select(outcomes, chosen=draft.outcome), optional=not is_visit))
        blocks.append(field("duration", "Minutes", number_input(draft.duration, 1, 1440), optional=True))
    cancelled = draft.type is MilestoneType.CANCELLATION
    hint = "Why? The next person to call should know." if cancelled else None
    blocks.append(field("notes", "Notes", paragraph_input(initial=draft.notes), optional=True, hint=hint))
    return blocks


def carried_line(lead: Lead, line: str) -> str:
    """The value of the button that logs this line for this lead; Slack takes 2,000 characters."""
    return json.dumps([lead.id, line], ensure_ascii=False)


def which_lead(question: str, leads: list[Lead], line: str) -> Blocks:
    """The question which of several leads a line meant; each button carries the line along."""
    choices = [
        section(lead_line(lead), accessory=button("This one", "log_line", carried_line(lead, line))) for lead in leads
    ]
    return [section(escape(question)), *choices]


def logged(
    milestone: Milestone,
    lead: Lead,
    *,
    before: LeadStatus,
    follow_up: FollowUp | None,
    settled: list[FollowUp],
    today: date,
) -> str:
    """The sentence that answers a logged milestone: what is kept now, and what it changed."""
    lines = [f"✅ {lead_words(lead)}\n{milestone_line(milestone, today)}"]
    effects = []
    if lead.status is not before:
        effects.append(f"{STATUS_SIGNS[lead.status]} now {lead.status.value}")
    elif lead.status is LeadStatus.LOST and milestone.type is not MilestoneType.CANCELLATION:
        effects.append(f"{STATUS_SIGNS[lead.status]} still lost; log _reengaged_ to win it back")
    if follow_up is not None:
        effects.append(f"⏰ follow up {day(follow_up.due_on, today)}")
    effects += [f"☑️ follow-up of {day(done.due_on, today)} done" for done in settled]
    return "\n".join([*lines, " · ".join(effects)] if effects else lines)
