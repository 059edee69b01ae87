"""Slack's channels as the program meets them: which can be posted in, and by whom they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import BotError
from handlers.retries import Undeliverable


class NotInChannel(BotError):
    """I am not in that channel. Invite me there with /invite @Milepost, then try again."""


class SharedChannel(BotError):
    """That channel is shared with another company, so no figures are posted there. Choose another one."""


class ChannelOfOthers(BotError):
    """You are not in that channel, so nothing is posted there for you. Choose another one."""


class ArchivedChannel(BotError):
    """That channel is archived. Choose another one."""


def is_channel(slack_id: str) -> bool:
    """Whether it is a channel rather than a person or a direct message."""
    return slack_id.startswith(("C", "G"))


def is_shared_with_strangers(described: dict[str, Any]) -> bool:
    """`described` is Slack's channel object."""
    return bool(described.get("is_ext_shared") or described.get("is_pending_ext_shared"))


def require_postable(client: WebClient, channel: str, *, by: str | None = None, field: str | None = None) -> None:
    """Refuse, under `field` if it was chosen in a form, a channel that figures can't be posted in.

    With `by`, a person's id at Slack, also a private one that this person does not see.
    """
    try:
        described: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        if error.response["error"] == "channel_not_found":
            raise NotInChannel(field=field) from error
        raise
    if is_shared_with_strangers(described):
        raise SharedChannel(field=field)
    if described.get("is_archived"):
        raise ArchivedChannel(field=field)
    if not described.get("is_member"):
        raise NotInChannel(field=field)
    if by is not None and described.get("is_private") and by not in _members(client, channel):
        raise ChannelOfOthers(field=field)


def _members(client: WebClient, channel: str) -> Iterator[str]:
    for page in client.conversations_members(channel=channel, limit=1000):
        yield from page["members"]


def refuse_strangers(client: WebClient, channel: str) -> None:
    """No figures go to a channel that is shared with another company."""
    if not is_channel(channel):
        return
    described: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    if is_shared_with_strangers(described):
        raise Undeliverable("shared_with_strangers")
