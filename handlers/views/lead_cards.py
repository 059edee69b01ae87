"""How one lead's card looks: who it is, how likely it buys, what is to come, and its journey so far."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.bookings import Booking
from bot.engagements import awaits_answer
from bot.kinds import EngagementStatus
from bot.model import Campaign, Engagement, FollowUp, Lead, Milestone, Source, Tenant
from bot.money import format_amount
from bot.score import Score
from bot.stages import CLOSED
from bot.timeline import Event, Step, Timeline
from handlers.views.blocks import Blocks, actions, button, context, divider, header, overflow, panel, section
from handlers.views.bookings import STATUS_SIGNS as BOOKING_SIGNS
from handlers.views.engagements import SIGNS
from handlers.views.followups import due_sign, due_words, why_words
from handlers.views.leads import STATUS_SIGNS, lead_name, lead_words, said
from handlers.views.origins import source_name
from handlers.views.reach import email_words, phone_words
from handlers.views.timelines import Teller, step_blocks, step_lines
from handlers.views.words import day, escape, plural, shorten

MOST_STEPS = 10
MOST_NOTES = 400
MOST_WAITING = 2
MOST_TO_COME = 5
MOST_EDITABLE = 50
MOST_BOOKINGS = 3
MOST_SECTIONS = 90
"""Of a journey in a view, which takes 100 blocks."""
BAR = 10
"""Signs of the bar that shows the score."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that a lead's card is made of."""

    lead: Lead
    source: Source | None
    campaign: Campaign | None
    score: Score
    timeline: Timeline
    engagements: Sequence[Engagement]
    follow_ups: Sequence[FollowUp]
    bookings: Sequence[Booking]
    may_book: bool
    teller: Teller
    tenant: Tenant


def lead_card(known: Known) -> Blocks:
    lead = known.lead
    return [
        header(lead_name(lead)),
        section(_facts(known)),
        context(_score_words(known.score)),
        *_notes(lead),
        *_bookings(known),
        *_to_come(known),
        *_waiting(known),
        divider(),
        *_journey(known),
        _buttons(lead, may_book=known.may_book),
    ]


def journey_view(known: Known, *, channel: str | None) -> dict[str, Any]:
    """Every step, in a view of its own; a journey too long for one shows its latest part. The latest can be edited."""
    steps = past_steps(known.timeline)
    lines = step_lines(steps, known.teller)
    about = section(f"{lead_words(known.lead)}\n{_length_words(steps)}")
    latest = [
        section(line, accessory=_edit_button(step.event))
        for step, line in list(zip(steps, lines, strict=True))[-MOST_EDITABLE:]
    ]
    blocks = [*step_blocks(lines[:-MOST_EDITABLE]), *latest]
    return panel("Journey", [about, *blocks[-MOST_SECTIONS:]], metadata=json.dumps({"channel": channel}))


def _edit_button(event: Event) -> ButtonElement | None:
    """A status that was set by hand has nothing to edit: it is set again."""
    match event:
        case Milestone():
            return button("Edit", "edit_milestone", str(event.id))
        case Engagement():
            return button("Edit", "edit_engagement", str(event.id))
    return None


def past_steps(timeline: Timeline) -> list[Step]:
    """The journey without the meetings that are planned."""
    return [step for step in timeline.steps if not (isinstance(step.event, Engagement) and is_planned(step.event))]


def is_planned(engagement: Engagement) -> bool:
    return engagement.status is EngagementStatus.PENDING


def _facts(known: Known) -> str:
    lead, tenant = known.lead, known.tenant
    lines: list[list[str | None]] = [
        [
            f"{STATUS_SIGNS[lead.status]} *{lead.status.value.capitalize()}*",
            f"*{format_amount(lead.value, tenant.currency, tenant.locale)}*" if lead.value else None,
            lead.code,
        ],
        [f"👤 {escape(known.teller.names[lead.owner_id])}"],
        [phone_words(lead.phone, tenant.locale) if lead.phone else None],
        [email_words(lead.email) if lead.email else None],
        [
            f"🧭 {escape(source_name(known.source))}" if known.source else None,
            f"📣 {escape(known.campaign.name)}" if known.campaign else None,
        ],
    ]
    return "\n".join(filter(None, (" · ".join(filter(None, line)) for line in lines)))


def _score_words(score: Score) -> str:
    full = round(score.points / 100 * BAR)
    bar = f"{'●' * full}{'○' * (BAR - full)}"
    return f"{bar}  *{score.points}* of 100\n{escape(', '.join(score.reasons))}"


def _notes(lead: Lead) -> Blocks:
    return [context(f"📝 {escape(shorten(lead.notes, MOST_NOTES))}")] if lead.notes else []


def _bookings(known: Known) -> Blocks:
    """The newest bookings, each with the way to its card."""
    blocks = [
        section(
            f"{BOOKING_SIGNS[booking.status]} *Booking* {escape(booking.code)} · {booking.status.label}",
            accessory=button("Show", "show_booking", str(booking.id)),
        )
        for booking in known.bookings[:MOST_BOOKINGS]
    ]
    hidden = len(known.bookings) - MOST_BOOKINGS
    return [*blocks, context(f"{hidden} earlier bookings: `/booking {known.lead.code}`")] if hidden > 0 else blocks


def _to_come(known: Known) -> Blocks:
    """Pending follow-ups with their button, planned meetings."""
    today, teller = known.teller.today, known.teller
    blocks = [
        {
            **section(
                f"{due_sign(follow_up, today)} *Follow up* {due_words(follow_up, today)}\n>"
                + " · ".join(filter(None, (why_words(follow_up), teller.by(follow_up.owner_id)))),
                accessory=button("Done", "done_follow_up", str(follow_up.id)),
            ),
            "block_id": f"card/{follow_up.id}",
        }
        for follow_up in known.follow_ups[:MOST_TO_COME]
    ]
    for meeting in [found for found in known.engagements if is_planned(found)][:MOST_TO_COME]:
        at = f"{meeting.happened_at:%H:%M}" if meeting.happened_at else None
        details = " · ".join(filter(None, (at, meeting.channel.label, said(meeting.subject))))
        words = f"{SIGNS[meeting.type]} *Meeting* {day(meeting.happened_on, today)}\n>{details}"
        held = button("Held", "meeting_held", str(meeting.id))
        change = button("Change", "edit_engagement", str(meeting.id))
        blocks.append(section(words, accessory=held if meeting.happened_on <= today else change))
    return blocks


def _waiting(known: Known) -> Blocks:
    """The latest contacts without an answer, each with the button for when it comes; a closed lead owes none."""
    is_open = known.lead.status not in CLOSED
    waiting = [engagement for engagement in known.engagements if is_open and awaits_answer(engagement)]
    blocks = []
    for engagement in waiting[-MOST_WAITING:]:
        on = day(engagement.happened_on, known.teller.today)
        words = f"{SIGNS[engagement.type]} *No answer yet* to {said(engagement.subject)} · {on}"
        answered = button("Got an answer", "got_response", str(engagement.id))
        blocks.append(section(words, accessory=answered))
    if len(waiting) > MOST_WAITING:
        blocks.append(context(f"{len(waiting) - MOST_WAITING} earlier contacts have no answer either"))
    return blocks


def _journey(known: Known) -> Blocks:
    """The latest steps, and the way to all of them."""
    steps = past_steps(known.timeline)
    if not steps:
        return [section("Nothing has happened yet. Log the first step below.")]
    has_more = len(steps) > MOST_STEPS
    latest = f"\nThe last {MOST_STEPS}:" if has_more else ""
    more = button("Show all" if has_more else "Correct…", "show_journey", str(known.lead.id))
    title = section(f"*Journey* · {_length_words(steps)}{latest}", accessory=more)
    return [title, *step_blocks(step_lines(steps, known.teller)[-MOST_STEPS:])]


def _length_words(steps: Sequence[Step]) -> str:
    days = (steps[-1].on - steps[0].on).days
    counted = plural(len(steps), "step")
    return f"{counted} in {plural(days, 'day')}" if days else counted


def _buttons(lead: Lead, *, may_book: bool) -> dict[str, Any]:
    more = overflow(
        "lead_menu",
        [
            (f"status {lead.id}", "Set status…"),
            (f"follow_up {lead.id}", "Plan a follow-up…"),
            (f"merge {lead.id}", "Merge…"),
            (f"history {lead.id}", "History"),
            (f"delete {lead.id}", "Delete…"),
        ],
    )
    return actions(
        button("Log a milestone", "log_milestone", str(lead.id), style="primary"),
        button("Log an engagement", "log_engagement", str(lead.id)),
        *([button("Book", "new_booking", f"lead {lead.id}")] if may_book else []),
        button("Edit", "edit_lead", str(lead.id)),
        more,
    )
