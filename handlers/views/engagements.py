"""How an engagement looks: the form with the channels that make sense, the one for its answer, the reply."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.engagements import ANSWERED, CHANNELS, PLANNED, awaits_answer, default_status, statuses
from bot.kinds import Channel, EngagementStatus, EngagementType, LeadStatus
from bot.model import Engagement, FollowUp, Lead
from handlers.views.blocks import (
    Blocks,
    actions,
    button,
    context,
    date_input,
    field,
    form,
    line_input,
    paragraph_input,
    section,
    select,
    tick,
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
from handlers.views.leads import OUTCOME_SIGNS, lead_words, said
from handlers.views.words import day, escape, strong

TALKS = frozenset({EngagementType.CALL_MADE, EngagementType.MEETING_SCHEDULED})
"""The types that take their time."""

SELF_EVIDENT = {EngagementType.EMAIL_SENT: Channel.EMAIL, EngagementType.CALL_MADE: Channel.PHONE}
"""The channel that a type's own name tells."""

SIGNS = {
    EngagementType.EMAIL_SENT: "✉️",
    EngagementType.CALL_MADE: "📞",
    EngagementType.MESSAGE_SENT: "💬",
    EngagementType.MEETING_SCHEDULED: "📅",
    EngagementType.PROPOSAL_SENT: "📄",
    EngagementType.QUOTE_SENT: "🧾",
}
STATUSES = {
    EngagementStatus.COMPLETED: "Completed",
    EngagementStatus.PENDING: "Pending: still to come",
    EngagementStatus.FAILED: "Failed: it did not reach them",
}
OF_A_MEETING = STATUSES | {
    EngagementStatus.COMPLETED: "Completed: it was held",
    EngagementStatus.FAILED: "Failed: it did not take place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementDraft(EventDraft):
    type: EngagementType | None = None
    channel: Channel | None = None
    subject: str | None = None
    status: EngagementStatus | None = None
    responded: bool = False
    responded_on: date | None = None
    response_notes: str | None = None


def engagement_form(
    draft: EngagementDraft, *, today: date, channel: str | None, remarks: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The form with what the draft knows; `channel` is Slack's, for the reply."""
    blocks = [*remark_blocks(remarks), *_inputs(draft, today)]
    return form("engagement_form", "Log an engagement", blocks, metadata=carried(draft, blocks, channel=channel))


def engagement_edit_form(
    draft: EngagementDraft, *, today: date, engagement_id: int, channel: str | None
) -> dict[str, Any]:
    """The details of an engagement that is logged; the draft knows its lead and its type."""
    kind = draft.type.label if draft.type else ""
    lead = draft.lead[1] if draft.lead else ""
    blocks = [
        section(f"{strong(kind)} – {strong(lead)}"),
        context("The type stays. Was it something else? Remove it below, and log the right one."),
        *_details(draft, today),
        actions(button("Remove this step…", "remove_engagement", str(engagement_id))),
    ]
    metadata = carried(draft, blocks, channel=channel, engagement=engagement_id)
    return form("engagement_edit_form", "Edit an engagement", blocks, metadata=metadata)


def response_form(engagement: Engagement, lead: Lead, *, today: date, channel: str | None) -> dict[str, Any]:
    blocks = [
        section(f"{strong(engagement.type.label)} – {lead_words(lead)}\n{escape(engagement.subject)}"),
        field("responded_on", "When did they answer?", date_input(today)),
        field("response_notes", "What did they say?", paragraph_input(), optional=True),
        outcome_field(EventDraft(outcome=engagement.outcome), optional=True),
    ]
    metadata = json.dumps({"channel": channel, "engagement": engagement.id})
    return form("response_form", "Got an answer", blocks, metadata=metadata)


# As with a milestone's: most forms open alike, and the blocks take ten times the rest.
@lru_cache(maxsize=256)
def _inputs(draft: EngagementDraft, today: date) -> tuple[dict[str, Any], ...]:
    kinds = [(kind.value, f"{SIGNS[kind]} {kind.label}") for kind in EngagementType]
    return (
        lead_field(draft),
        field("type", "What was it", select(kinds, chosen=draft.type), rebuilds=True),
        *_details(draft, today),
        *follow_up_fields(draft),
    )


def _details(draft: EngagementDraft, today: date) -> Blocks:
    kind = draft.type
    blocks = [_channel(kind, draft.channel)] if kind else []
    # With a meeting's day, the statuses change that it can have.
    blocks.append(field("happened_on", "When", date_input(draft.happened_on), rebuilds=kind in PLANNED))
    if kind in TALKS or draft.happened_at:
        blocks.append(time_field(draft))
    subject = line_input(initial=draft.subject, placeholder="What was it about?")
    blocks.append(field("subject", "Subject", subject))
    if kind:
        blocks.append(_status(kind, draft, today))
    if kind and (draft.happened_on or today) <= today:
        blocks.append(outcome_field(draft, optional=True))
    if kind in TALKS or draft.duration:
        blocks.append(duration_field(draft))
    blocks.append(notes_field(draft))
    return blocks + (_response(draft) if kind in ANSWERED else [])


def _channel(kind: EngagementType, chosen: Channel | None) -> dict[str, Any]:
    offered = CHANNELS[kind]
    channels = [(channel.value, channel.label) for channel in offered]
    known = chosen if chosen in offered else None
    picked = select(channels, chosen=offered[0] if len(offered) == 1 else known)
    return field(_changing("channel", [value for value, _ in channels]), "By which channel", picked)


def _status(kind: EngagementType, draft: EngagementDraft, today: date) -> dict[str, Any]:
    on = draft.happened_on or today
    offered = statuses(kind, on, today)
    words = OF_A_MEETING if kind in PLANNED else STATUSES
    chosen = draft.status if draft.status in offered else default_status(kind, on, today)
    block_id = _changing("status", [status.value for status in offered] + [kind.value])
    return field(block_id, "Status", select([(status.value, words[status]) for status in offered], chosen=chosen))


def _changing(name: str, choices: list[str]) -> str:
    """The block id of an input whose choices change: another one for each set of them."""
    return f"{name} {'/'.join(choices)}"


def _response(draft: EngagementDraft) -> Blocks:
    box = tick("yes", "They have answered", ticked=draft.responded)
    blocks = [field("responded", "Answer", box, optional=True, rebuilds=True)]
    if draft.responded:
        notes = paragraph_input(initial=draft.response_notes)
        blocks += [
            field("responded_on", "Answered on", date_input(draft.responded_on)),
            field("response_notes", "What they said", notes, optional=True),
        ]
    return blocks


def engagement_line(engagement: Engagement, today: date) -> str:
    """Markup: what it was, about what, and how it went."""
    what = f"{SIGNS[engagement.type]} *{engagement.type.label}* {day(engagement.happened_on, today)}"
    return " · ".join([what, *engagement_details(engagement, today)])


def engagement_details(engagement: Engagement, today: date) -> list[str]:
    """Markup: about what it was, and how it went."""
    is_meeting = engagement.type in PLANNED
    failed = "did not take place" if is_meeting else "failed"
    unusual = {EngagementStatus.PENDING: "⏳ pending", EngagementStatus.FAILED: f"❌ {failed}"}
    told = SELF_EVIDENT.get(engagement.type) is engagement.channel
    parts = [
        f"{engagement.happened_at:%H:%M}" if engagement.happened_at else None,
        None if told else engagement.channel.label,
        said(engagement.subject),
        unusual.get(engagement.status),
        f"{OUTCOME_SIGNS[engagement.outcome]} {engagement.outcome.value}" if engagement.outcome else None,
        f"{engagement.duration_minutes} min" if engagement.duration_minutes else None,
        f"answered {day(engagement.responded_on, today)}" if engagement.responded_on else None,
    ]
    return list(filter(None, parts))


def engaged(
    engagement: Engagement,
    lead: Lead,
    *,
    before: LeadStatus,
    follow_up: FollowUp | None,
    owner: str | None,
    settled: list[FollowUp],
    today: date,
    sign: str = "✅",
) -> str:
    """The sentence that answers a logged engagement: what is saved now, and what it changed."""
    changed = effects(lead, before=before, follow_up=follow_up, owner=owner, settled=settled, today=today)
    lines = (f"{sign} {lead_words(lead)}", engagement_line(engagement, today), " · ".join(changed))
    return "\n".join(filter(None, lines))


def answered(engagement: Engagement, lead: Lead, today: date) -> str:
    quote = f"\n{said(engagement.response_notes)}" if engagement.response_notes else ""
    return f"📨 {lead_words(lead)}\n{engagement_line(engagement, today)}{quote}"


def engagement_buttons(engagement: Engagement) -> tuple[ButtonElement, ...]:
    """What can be done with an engagement that was just saved, beside Undo."""
    edit = button("Edit", "edit_engagement", str(engagement.id))
    if awaits_answer(engagement):
        return edit, button("Got an answer", "got_response", str(engagement.id))
    return (edit,)
