"""What a listener answers a write with: at once in the command's own reply, or queued after a form."""

from __future__ import annotations

from typing import Any

from bot.model import Member, Write
from handlers.views.answers import Message, saved
from storage.store import Store


def queue_reply(store: Store, write: Write, *, member: Member, channel: str | None) -> None:
    """Tell the person privately what was saved: in the channel where the form was opened, else directly."""
    queue_message(store, f"saved {write.id}", saved(write), member=member, channel=channel)


def queue_message(store: Store, key: str, message: Message, *, member: Member, channel: str | None = None) -> None:
    content: dict[str, Any] = {"message": message, "user": member.slack_user_id, "channel": channel}
    if member.team_id is not None and member.slack_user_id is not None:
        store.deliveries.add(key, "message", content, team_id=member.team_id, now=store.now)


def queue_response(store: Store, key: str, message: Message, *, member: Member, response_url: str) -> None:
    """Change the message that a button stands in."""
    if member.team_id is not None:
        content = {"message": message | {"replace_original": True}, "response_url": response_url}
        store.deliveries.add(key, "response", content, team_id=member.team_id, now=store.now)
