"""A person's own follow-ups as a direct message, every weekday morning; whoever wants it turns it on and off."""

from __future__ import annotations

from datetime import time
from typing import Any

from slack_bolt import Ack

from bot.commands import FOLLOW_UPS
from bot.kinds import Cadence
from bot.model import Member, Schedule
from handlers.context import OpenStore
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import Message, saved
from handlers.views.blocks import actions, button, section
from storage.store import Store

routes = Routes()
MORNING = time(9, 0)


@routes.action("daily_follow_ups")
def press_daily(ack: Ack, body: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    with open_store() as store:
        answer = start_mornings(store, member, submission=body["trigger_id"])
        tell(store, f"mornings {body['trigger_id']}", answer, member=member, spot=spot_of(body))
    ack()


@routes.action("stop_daily_follow_ups")
def press_stop_daily(ack: Ack, body: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    with open_store() as store:
        known = find_mornings(store, member)
        answer: Message = {"text": "There is no morning message that could be stopped."}
        if known is not None and known.active:
            store.schedules.set_active(known.id, False, since=store.now)
            summary = "⏸️ No more follow-ups in the morning. `/followups daily` brings them back."
            answer = saved(store.describe(summary, actor=member, submission=body["trigger_id"]))
        tell(store, f"mornings {body['trigger_id']}", answer, member=member, spot=spot_of(body))
    ack()


def start_mornings(store: Store, member: Member, *, submission: str | None) -> Message:
    """Turn them on; where they are on, say so and offer to stop them."""
    known = find_mornings(store, member)
    when = f"every weekday at {MORNING:%H:%M} ({member.time_zone})"
    if known is not None and known.active:
        text = f"📅 You get your follow-ups in our direct messages already, {when}."
        return {"text": text, "blocks": [section(text), actions(button("Stop it", "stop_daily_follow_ups"))]}
    if known is not None:
        store.schedules.set_active(known.id, True, since=store.now)
    else:
        store.schedules.add(
            report=FOLLOW_UPS,
            period="",
            team_id=str(member.team_id),
            channel_id=str(member.slack_user_id),
            cadence=Cadence.WEEKDAYS,
            day=None,
            at=MORNING,
            time_zone=member.time_zone,
            creator_id=member.id,
            since=store.now,
        )
    summary = f"📅 From now on you get your follow-ups in our direct messages, {when}."
    return saved(store.describe(summary, actor=member, submission=submission))


def find_mornings(store: Store, member: Member) -> Schedule | None:
    """The person's own schedule, on or off."""
    whose = (member.team_id, member.slack_user_id)
    own = (found for found in store.schedules.list() if (found.team_id, found.channel_id) == whose)
    return next(own, None)
