"""What is scheduled, and what becomes of it: shown, paused, resumed, and deleted with what it has queued."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.errors import BotError
from bot.kinds import Role
from bot.model import Member, Write
from bot.roles import require
from handlers.carried import carried_id
from handlers.context import OpenStore
from handlers.doors import channel_of
from handlers.replies import queue_reply, queue_response
from handlers.routes import Routes
from handlers.schedules import WHAT, schedule_of, scheduled, words_of
from handlers.spots import spot_of, tell
from storage.store import Store


class NothingToChange(BotError):
    """It is so already. Type /schedule to see what is scheduled now."""


routes = Routes()


@routes.action("show_schedules")
def press_show_schedules(ack: Ack, body: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    with open_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        tell(store, f"schedules {body['trigger_id']}", scheduled(store, member), member=member, spot=spot_of(body))
    ack()


@routes.action("pause_schedule")
@routes.action("resume_schedule")
def press_pause_or_resume(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    active = action["action_id"] == "resume_schedule"
    with open_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        if schedule_of(store, carried_id(action), member).active is active:
            raise NothingToChange
        schedule = store.schedules.set_active(carried_id(action), active, since=store.now)
        summary = f"{'▶️ Resumed' if active else '⏸️ Paused'} {words_of(store, schedule)}"
        _answer(store, store.describe(summary, actor=member, submission=body["trigger_id"]), member, body)
    ack()


@routes.action("delete_schedule")
def press_delete_schedule(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    with open_store() as store:
        write = delete_schedule(store, carried_id(action), actor=member, submission=body["trigger_id"])
        _answer(store, write, member, body)
    ack()


def _answer(store: Store, write: Write, member: Member, body: dict[str, Any]) -> None:
    """The list as it is now in the place of the one in which it was pressed, and what was done below it."""
    key, shown = f"list {write.id}", scheduled(store, member)
    queue_response(store, key, shown, member=member, response_url=body["response_url"])
    queue_reply(store, write, member=member, channel=channel_of(body))


def delete_schedule(store: Store, schedule_id: int, *, actor: Member, submission: str | None) -> Write:
    """Raises NotAllowed for a rep."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    summary = f"🗑️ Deleted the schedule: {words_of(store, schedule_of(store, schedule_id, actor))}"
    store.schedules.delete(schedule_id, at=store.now)
    store.deliveries.withdraw(f"slot {schedule_id} ", why="its schedule was deleted")
    return store.describe(summary, actor=actor, submission=submission)
