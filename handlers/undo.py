"""Undo: the button under every saved write, for ten minutes, for the person who wrote it."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.model import Member, Write
from handlers.carried import carried_id
from handlers.channels import is_channel
from handlers.context import OpenStore, People
from handlers.replies import queue_home, queue_response
from handlers.routes import Routes
from handlers.views.answers import undone
from storage.store import Store

routes = Routes()


@routes.action("undo")
def press_undo(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore, people: People
) -> None:
    """Take the write back, and say so where its reply stands."""
    with open_store() as store:
        write = undo(store, carried_id(action), actor=member)
        if body.get("response_url"):
            queue_response(
                store,
                f"undone {write.id} {body['trigger_id']}",
                undone(write),
                member=member,
                response_url=body["response_url"],
            )
        if not is_channel(body.get("channel", {}).get("id", "")):
            queue_home(store, f"home {body['trigger_id']}", member=member)
    people.forget_all()  # what was undone may be a role
    ack()


def undo(store: Store, write_id: int, *, actor: Member) -> Write:
    """Put back what stood before the write; undoing it twice is the same as once."""
    before = store.writes.get(write_id)
    write = store.writes.undo(write_id, member_id=actor.id, now=store.now)
    if not before.undone:
        store.describe(f"Undid: {write.summary}", actor=actor, undoes_id=write.id)
    return write
