"""chat.* and reactions.add: what the app says, changes and takes back."""

from __future__ import annotations

from typing import Any

from sandbox.calls import Call, Method
from sandbox.errors import SlackError
from sandbox.posting import change, post, remove, require_ready_files, show
from sandbox.slack_objects import slack_message
from sandbox.surfaces import checked_blocks
from sandbox.world import Channel, Message

TEXT_CUT = 40_000
UPDATE_TEXT = 4_000


async def post_message(call: Call) -> dict[str, Any]:
    channel = _writable_channel(call)
    message = _said(call, channel)
    post(call.sandbox, call.team, channel, message)
    shown = slack_message(call.sandbox, call.team, message)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


async def post_ephemeral(call: Call) -> dict[str, Any]:
    channel = _writable_channel(call)
    user = call.team.user(call.required("user"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _said(call, channel)
    message.sees = user.id
    post(call.sandbox, call.team, channel, message)
    return {"message_ts": message.ts}


def _said(call: Call, channel: Channel) -> Message:
    """What the app wants to say there, checked, and counted against the channel's limit."""
    _spend_post(call, channel)
    text, blocks = message_content(call)
    metadata = call.value("metadata")
    return Message(
        call.sandbox.world.next_ts(call.sandbox.now()),
        channel.id,
        call.team.bot_user,
        text[:TEXT_CUT],
        blocks,
        from_app=True,
        thread_ts=call.text("thread_ts") or None,
        metadata=metadata if isinstance(metadata, dict) else None,
        **_customised(call),
    )


async def update(call: Call) -> dict[str, Any]:
    channel, message = _own_message(call, "cant_update_message")
    if len(call.text("text")) > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    text, blocks = message_content(call)
    before = slack_message(call.sandbox, call.team, message)
    if text != message.text:
        message.edited = call.sandbox.world.next_ts(call.sandbox.now())
    message.text = text
    if "blocks" in call.arguments:
        message.blocks = blocks
    change(call.sandbox, call.team, channel, message, before)
    shown = slack_message(call.sandbox, call.team, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


async def delete(call: Call) -> dict[str, Any]:
    channel, message = _own_message(call, "cant_delete_message")
    remove(call.sandbox, call.team, channel, message)
    return {"channel": channel.id, "ts": message.ts}


async def get_permalink(call: Call) -> dict[str, Any]:
    channel = call.team.channel(call.required("channel"))
    message = _present_message(channel, call.required("message_ts"))
    link = f"{call.sandbox.origin}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


async def add_reaction(call: Call) -> dict[str, Any]:
    channel = call.team.channel(call.required("channel"))
    if call.team.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    message = _present_message(channel, call.required("timestamp"))
    users = message.reactions.setdefault(call.required("name").strip(":"), [])
    if call.team.bot_user in users:
        raise SlackError("already_reacted")
    users.append(call.team.bot_user)
    show(call.sandbox, call.team, channel, message, "message_changed")
    return {}


def message_content(call: Call) -> tuple[str, list[dict[str, Any]]]:
    """The text and checked blocks of a message. Raises no_text without either."""
    given = call.value("blocks")
    text = call.text("text")
    if call.value("attachments"):
        raise SlackError("invalid_attachments")
    if not text and not given:
        raise SlackError("no_text")
    if not given:
        return text, []
    blocks = checked_blocks(given)
    require_ready_files(call.sandbox, call.team, blocks)
    return text, blocks


def _writable_channel(call: Call) -> Channel:
    channel = call.team.channel(call.required("channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    can_post_anywhere = "chat:write.public" in call.team.installation.scopes
    if call.team.bot_user not in channel.members and not can_post_anywhere:
        raise SlackError("not_in_channel")
    return channel


def _spend_post(call: Call, channel: Channel) -> None:
    settings = call.sandbox.settings
    if settings.posts_per_second:
        call.sandbox.rates.spend(
            ("post", call.team.id, channel.id),
            per_second=settings.posts_per_second,
            burst=settings.post_burst,
            now=call.sandbox.now(),
        )


def _customised(call: Call) -> dict[str, Any]:
    """Another name and picture, for apps that may."""
    if "chat:write.customize" not in call.team.installation.scopes:
        return {}
    return {"username": call.text("username") or None, "icon": call.text("icon_url") or None}


def _own_message(call: Call, refusal: str) -> tuple[Channel, Message]:
    channel = call.team.channel(call.required("channel"))
    message = _present_message(channel, call.required("ts"))
    if message.user != call.team.bot_user:
        raise SlackError(refusal)
    return channel, message


def _present_message(channel: Channel, ts: str) -> Message:
    """A message that everybody in the channel sees; an ephemeral one cannot be named afterwards."""
    message = channel.message(ts)
    if message is None or message.sees is not None:
        raise SlackError("message_not_found")
    return message


METHODS = {
    "chat.postMessage": Method(post_message, ["chat:write"], tier=None),
    "chat.postEphemeral": Method(post_ephemeral, ["chat:write"], tier=4),
    "chat.update": Method(update, ["chat:write"]),
    "chat.delete": Method(delete, ["chat:write"]),
    "chat.getPermalink": Method(get_permalink, tier=None),
    "reactions.add": Method(add_reaction, ["reactions:write"]),
}
