"""What a listener answers a write with: at once in the command's own reply, or queued after a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.model import Member, Write
from handlers.views.answers import Message, saved
from storage.store import Store


def queue_reply(
    store: Store,
    write: Write,
    *,
    member: Member,
    channel: str | None,
    more: Sequence[ButtonElement] = (),
    told: str = "",
) -> None:
    """Tell the person privately what was saved: in the channel where the form was opened, else directly.

    `told` is markup for this person alone, which the history does not keep: amounts.
    A form without a channel was opened from the App Home, which is shown anew then.
    """
    queue_message(store, f"saved {write.id}", saved(write, *more, told=told), member=member, channel=channel)
    if channel is None:
        queue_home(store, f"home {write.id}", member=member)


def queue_home(store: Store, key: str, *, member: Member) -> None:
    """Show the person's App Home anew."""
    if member.team_id is not None:
        store.deliveries.add(key, "home", {"user": member.slack_user_id}, team_id=member.team_id, now=store.now)


def queue_message(store: Store, key: str, message: Message, *, member: Member, channel: str | None = None) -> None:
    content: dict[str, Any] = {"message": message, "user": member.slack_user_id, "channel": channel}
    if member.team_id is not None and member.slack_user_id is not None:
        store.deliveries.add(key, "message", content, team_id=member.team_id, now=store.now)


def queue_response(store: Store, key: str, message: Message, *, member: Member, response_url: str) -> None:
    """Change the message that a button stands in, or the answer that a command was given."""
    if member.team_id is not None:
        told = {"replace_original": True} | message
        content = {"message": told, "user": member.slack_user_id, "response_url": response_url}
        store.deliveries.add(key, "response", content, team_id=member.team_id, now=store.now)
