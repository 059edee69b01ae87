"""How logging a milestone looks: the form that asks only what its type needs, the one that corrects it, the reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.kinds import LeadStatus, MilestoneType
from bot.milestones import BY_HAND, asked, needed
from bot.model import FollowUp, Lead, Milestone
from bot.stages import STATUS_AFTER
from handlers.views.blocks import (
    Blocks,
    Choice,
    actions,
    button,
    context,
    date_input,
    field,
    form,
    line_input,
    section,
    select,
    tick,
    typeahead,
)
from handlers.views.events import (
    EventDraft,
    carried,
    duration_field,
    effects,
    follow_up_fields,
    lead_field,
    notes_field,
    outcome_field,
    remark_blocks,
    time_field,
)
from handlers.views.leads import STATUS_SIGNS, lead_words, milestone_line, status_words
from handlers.views.words import strong


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDraft(EventDraft):
    type: MilestoneType | None = None
    location: str | None = None
    coordinates: str | None = None
    visited_by: Choice | None = None
    keep_status: bool = False


def milestone_form(draft: MilestoneDraft, *, channel: str | None, remarks: tuple[str, ...] = ()) -> dict[str, Any]:
    """The form with what the draft knows; `remarks` say what of a typed line was not understood."""
    blocks = [*remark_blocks(remarks), *_inputs(draft)]
    return form("milestone_form", "Log a milestone", blocks, metadata=carried(draft, blocks, channel=channel))


def milestone_edit_form(draft: MilestoneDraft, *, milestone_id: int, channel: str | None) -> dict[str, Any]:
    """The details of a milestone that is logged; the draft knows its lead and its type."""
    kind = draft.type.label if draft.type else ""
    lead = draft.lead[1] if draft.lead else ""
    blocks = [
        section(f"{strong(kind)} of {strong(lead)}"),
        context("The type stays. Was it something else? Remove it below, and log the right one."),
        field("happened_on", "When", date_input(draft.happened_on)),
        *_details(draft),
    ]
    if draft.type is not MilestoneType.LEAD_GENERATED:
        blocks.append(actions(button("Remove this step…", "remove_milestone", str(milestone_id))))
    metadata = carried(draft, blocks, channel=channel, milestone=milestone_id)
    return form("milestone_edit_form", "Edit a milestone", blocks, metadata=metadata)


# Most forms open with nothing filled in but the day, and to make the blocks anew takes ten times the rest.
@lru_cache(maxsize=256)
def _inputs(draft: MilestoneDraft) -> tuple[dict[str, Any], ...]:
    kinds = [(kind.value, kind.label) for kind in BY_HAND]
    return (
        lead_field(draft),
        field("type", "What happened", select(kinds, chosen=draft.type), rebuilds=True),
        *(_booking_instead() if draft.type is MilestoneType.BOOKING else []),
        field("happened_on", "When", date_input(draft.happened_on)),
        *_details(draft),
        *follow_up_fields(draft),
        *_status(draft),
    )


def _booking_instead() -> Blocks:
    words = "What they bought, for how much, and the invoice come with the booking."
    return [section(words, accessory=button("Make the booking", "new_booking"))]


def _details(draft: MilestoneDraft) -> Blocks:
    """The inputs that the draft's type asks for, and those of what is known already."""
    shown = asked(draft.type)
    blocks: Blocks = []
    if "happened_at" in shown or draft.happened_at:
        blocks.append(time_field(draft))
    if "location" in shown:
        blocks += _place(draft)
    if "outcome" in shown:
        blocks.append(outcome_field(draft, optional="outcome" not in needed(draft.type)))
    if "duration" in shown:
        blocks.append(duration_field(draft))
    why = "Why? The next person to call should know." if draft.type is MilestoneType.CANCELLATION else None
    return [*blocks, notes_field(draft, optional="notes" not in needed(draft.type), hint=why)]


def _place(draft: MilestoneDraft) -> Blocks:
    where = line_input(initial=draft.location, placeholder="Where was it?")
    point = line_input(initial=draft.coordinates, placeholder="12.97, 77.59", limit=60)
    who = typeahead(chosen=draft.visited_by, placeholder="Type a colleague's name")
    return [
        field("location", "Location", where),
        field("coordinates", "Coordinates", point, optional=True, hint="Latitude and longitude, as a map shows them."),
        field("visited_by", "Visited by", who),
    ]


def _status(draft: MilestoneDraft) -> Blocks:
    if draft.type is None:
        return []
    box = tick("yes", "Leave the lead's status as it is", ticked=draft.keep_status)
    always = draft.type in (MilestoneType.CANCELLATION, MilestoneType.REENGAGED)
    hint = f"Otherwise it is then {status_words(STATUS_AFTER[draft.type])}" + (
        "." if always else ", unless it is further along."
    )
    return [field("keep_status", "Status", box, optional=True, hint=hint)]


def logged(
    milestone: Milestone,
    lead: Lead,
    *,
    before: LeadStatus,
    kept: bool,
    follow_up: FollowUp | None,
    owner: str | None,
    settled: list[FollowUp],
    today: date,
) -> str:
    """The sentence that answers a logged milestone: what is saved now, and what it changed. `kept` is the status."""
    changed = effects(lead, before=before, follow_up=follow_up, owner=owner, settled=settled, today=today)
    if kept:
        changed.insert(0, f"{STATUS_SIGNS[lead.status]} still {status_words(lead.status)}, as you said")
    elif lead.status is before is LeadStatus.LOST and milestone.type is not MilestoneType.CANCELLATION:
        changed.insert(0, f"{STATUS_SIGNS[lead.status]} still lost; log _reengaged_ to win it back")
    return "\n".join(filter(None, (f"✅ {lead_words(lead)}", milestone_line(milestone, today), " · ".join(changed))))


def edited(milestone: Milestone, lead: Lead, today: date) -> str:
    return f"✏️ {lead_words(lead)}\n{milestone_line(milestone, today)}"


def milestone_buttons(milestone: Milestone) -> tuple[ButtonElement, ...]:
    """What can be done with a milestone that was just saved, beside Undo."""
    edit = button("Edit", "edit_milestone", str(milestone.id))
    if milestone.type is not MilestoneType.BOOKING:
        return (edit,)
    return button("Make the booking", "new_booking", f"lead {milestone.lead_id} {milestone.happened_on}"), edit
