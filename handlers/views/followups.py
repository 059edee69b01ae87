"""How a follow-up looks: in words, crossed out, and with the buttons that settle it or put it off."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from slack_sdk.models.blocks import PlainTextObject, StaticSelectElement

from bot.followups import SNOOZES
from bot.kinds import FollowUpStatus
from bot.model import Engagement, FollowUp, Lead
from handlers.views.answers import Message
from handlers.views.blocks import Blocks, actions, button, option, overflow, section
from handlers.views.leads import lead_name, lead_words
from handlers.views.words import day, escape, plural, shorten

Pair = tuple[FollowUp, Lead]
T = TypeVar("T")
MOST_WHY = 150
ON_A_DATE = "date"
SETTLED_SIGNS = {FollowUpStatus.DONE: "✅", FollowUpStatus.DROPPED: "🗑️"}


def due_words(follow_up: FollowUp, today: date) -> str:
    """overdue by 3 days, today, tomorrow, Fri 27 Nov."""
    late = (today - follow_up.due_on).days
    if late > 0:
        return f"overdue by {plural(late, 'day')}"
    return day(follow_up.due_on, today)


def due_sign(follow_up: FollowUp, today: date) -> str:
    if follow_up.is_overdue(today):
        return "🔴"
    return "⏰" if follow_up.due_on == today else "🗓️"


def why_words(follow_up: FollowUp) -> str:
    """Markup: what it is about, in one line."""
    return escape(shorten(" ".join(follow_up.why.split()), MOST_WHY))


def follow_up_words(follow_up: FollowUp, lead: Lead) -> str:
    """Markup: the follow-up as a reply names it."""
    return f"{lead_words(lead)} – {why_words(follow_up)}"


def struck(follow_up: FollowUp, lead: Lead) -> str:
    """Markup: the follow-up crossed out; its own tildes would end the line, so they are shown as a sign alike."""
    words = f"{escape(lead_name(lead))} – {why_words(follow_up)}".replace("~", "∼")
    return f"{SETTLED_SIGNS[follow_up.status]} ~{words}~"


def given_message(follow_up: FollowUp, lead: Lead, *, by: str, today: date) -> Message:
    """To whoever has a follow-up now because a colleague said so."""
    words = f"👉 {escape(by)} gave you a follow-up: {follow_up_words(follow_up, lead)} · {due_words(follow_up, today)}"
    return {"text": words, "blocks": [section(words), actions(button("My follow-ups", "show_my_follow_ups"))]}


def follow_up_blocks(follow_up: FollowUp, lead: Lead, *, place: str, today: date, may_reassign: bool) -> Blocks:
    """The follow-up with its buttons. `place` is the list that it stands in; a press tells it along.

    The blocks' ids change with the day, because Slack would go on showing what was chosen under the old ones.
    """
    words = f"{due_sign(follow_up, today)} {lead_words(lead)}\n{due_words(follow_up, today)} · {why_words(follow_up)}"
    rest = [(f"{follow_up.id} reassign", "Reassign…")] if may_reassign else []
    show = (f"{follow_up.id} show", "Show lead")
    more = overflow("more_follow_up", [show, *rest, (f"{follow_up.id} drop", "Drop it")])
    buttons = actions(
        button("Done", "done_follow_up", str(follow_up.id)),
        button("Log", "log_milestone", str(lead.id)),
        _snooze(follow_up),
    )
    block_id = f"{place}/{follow_up.id}/{follow_up.due_on}"
    return [
        {**section(words, accessory=more), "block_id": f"{block_id}/more"},
        {**buttons, "block_id": block_id},
    ]


def _snooze(follow_up: FollowUp) -> StaticSelectElement:
    return StaticSelectElement(
        action_id="snooze_follow_up",
        placeholder=PlainTextObject(text="Snooze"),
        options=[
            *(option(f"{follow_up.id} {choice}", choice.capitalize()) for choice in SNOOZES),
            option(f"{follow_up.id} {ON_A_DATE}", "On a date…"),
        ],
    )


def meeting_blocks(meeting: Engagement, lead: Lead, *, place: str, today: date) -> Blocks:
    """A planned meeting whose day has come: was it held?"""
    at = f" {meeting.happened_at:%H:%M}" if meeting.happened_at else ""
    words = f"🤝 {lead_words(lead)} · {day(meeting.happened_on, today)}{at}\n{escape(meeting.subject)}"
    buttons = actions(
        button("Held", "meeting_held", str(meeting.id)), button("Did not happen", "meeting_failed", str(meeting.id))
    )
    return [section(words), {**buttons, "block_id": f"{place}/meeting {meeting.id}"}]


def fitting(items: Sequence[T], group_of: Callable[[T], Hashable], *, room: int) -> list[T]:
    """The first that fit into `room` blocks: two for each of them, and one for each group's heading."""
    found: list[T] = []
    headings: set[Hashable] = set()
    for item in items:
        if 2 * (len(found) + 1) + len(headings | {group_of(item)}) > room:
            break
        found.append(item)
        headings.add(group_of(item))
    return found


def bucket(follow_up: FollowUp, today: date) -> str:
    """The heading under which a person finds it among their own."""
    if follow_up.due_on < today:
        return "Overdue"
    return "Today" if follow_up.due_on == today else "Coming 7 days"
