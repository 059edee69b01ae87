"""conversations.*: channels and direct messages, as far as the app may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.calls import Call, Method
from sandbox.delivery import fire
from sandbox.errors import SlackError
from sandbox.posting import post, show_channel
from sandbox.slack_objects import slack_channel, slack_message
from sandbox.state import Sandbox
from sandbox.world import Channel, Message, Team

_FAMILIES = {"channel": "channels", "external": "channels", "private": "groups", "im": "im"}
_TYPES = {
    "public_channel": ("channel", "external"),
    "private_channel": ("private",),
    "im": ("im",),
    "mpim": (),
}


def _scope_of_channel(action: str) -> Any:
    """The scope for one channel is that of its kind; an unknown channel is answered by the method itself."""

    def scopes(call: Call) -> Sequence[str]:
        channel = call.team.find_channel(call.text("channel"))
        return [f"{_FAMILIES[channel.kind]}:{action}"] if channel else []

    return scopes


def _scopes_of_types(call: Call) -> Sequence[str]:
    kinds = [kind for name in _types(call) for kind in _TYPES.get(name, ())]
    return [f"{_FAMILIES[kind]}:read" for kind in dict.fromkeys(kinds)]


def _types(call: Call) -> list[str]:
    return [name.strip() for name in (call.text("types") or "public_channel").split(",")]


async def info(call: Call) -> dict[str, Any]:
    return {"channel": slack_channel(call.team, call.team.channel(call.required("channel")))}


async def list_channels(call: Call) -> dict[str, Any]:
    channels, metadata = call.page(_listed(call, only_joined=False))
    return {"channels": [slack_channel(call.team, channel) for channel in channels], **metadata}


async def list_joined(call: Call) -> dict[str, Any]:
    channels, metadata = call.page(_listed(call, only_joined=True))
    return {"channels": [slack_channel(call.team, channel) for channel in channels], **metadata}


def _listed(call: Call, *, only_joined: bool) -> list[Channel]:
    granted = set(call.team.installation.scopes)
    kinds = {kind for name in _types(call) for kind in _TYPES.get(name, ())}
    wanted = {kind for kind in kinds if f"{_FAMILIES[kind]}:read" in granted}
    hide_archived = call.flag("exclude_archived")
    member = call.text("user") or call.team.bot_user
    return [
        channel
        for channel in call.team.channels.values()
        if channel.kind in wanted
        and not (hide_archived and channel.is_archived)
        and not (channel.is_private and call.team.bot_user not in channel.members)
        and not (only_joined and member not in channel.members)
    ]


async def open_im(call: Call) -> dict[str, Any]:
    users = [user for user in call.text("users").split(",") if user]
    if call.text("channel"):
        channel = call.team.channel(call.text("channel"))
    elif len(users) == 1:
        found = call.team.im(call.team.user(users[0]).id)
        if found is None:
            raise SlackError("cannot_dm_bot" if users[0] == call.team.bot_user else "user_not_visible")
        channel = found
    else:
        raise SlackError("users_list_not_supplied" if not users else "too_many_users")
    shown = slack_channel(call.team, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


async def members(call: Call) -> dict[str, Any]:
    channel = call.team.channel(call.required("channel"))
    page, metadata = call.page(channel.members)
    return {"members": page, **metadata}


async def join(call: Call) -> dict[str, Any]:
    channel = call.team.channel(call.required("channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    add_member(call.sandbox, call.team, channel, call.team.bot_user)
    return {"channel": slack_channel(call.team, channel)}


async def history(call: Call) -> dict[str, Any]:
    channel = call.team.channel(call.required("channel"))
    if call.team.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    oldest, latest = call.text("oldest"), call.text("latest")
    messages = [
        message
        for message in reversed(channel.messages)
        if message.sees is None
        and (message.thread_ts in (None, message.ts))
        and (not oldest or message.ts > oldest)
        and (not latest or message.ts < latest)
    ]
    page, metadata = call.page(messages)
    shown = [slack_message(call.sandbox, call.team, message) for message in page]
    return {"messages": shown, "has_more": bool(metadata["response_metadata"]["next_cursor"]), **metadata}


def add_member(sandbox: Sandbox, team: Team, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Somebody, or the app, joins a channel; nothing happens to a member."""
    if user in channel.members:
        return
    channel.members.append(user)
    show_channel(sandbox, team, channel)
    post(sandbox, team, channel, _join_line(sandbox, channel, user, inviter))
    event = _membership(sandbox, team, "member_joined_channel", channel, user)
    fire(sandbox, team, "member_joined_channel", {**event, **({"inviter": inviter} if inviter else {})})


def _join_line(sandbox: Sandbox, channel: Channel, user: str, inviter: str | None) -> Message:
    ts = sandbox.world.next_ts(sandbox.now())
    text = f"<@{user}> has joined the channel"
    return Message(ts, channel.id, user, text, subtype="channel_join", inviter=inviter)


def remove_member(sandbox: Sandbox, team: Team, channel: Channel, user: str) -> None:
    if user not in channel.members:
        return
    event = _membership(sandbox, team, "member_left_channel", channel, user)
    fire(sandbox, team, "member_left_channel", event)
    channel.members.remove(user)
    show_channel(sandbox, team, channel)


def _membership(sandbox: Sandbox, team: Team, kind: str, channel: Channel, user: str) -> dict[str, Any]:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "private" else "C",
        "team": team.id,
        "event_ts": sandbox.world.next_ts(sandbox.now()),
    }


METHODS = {
    "conversations.info": Method(info, _scope_of_channel("read")),
    "conversations.list": Method(list_channels, _scopes_of_types, tier=2),
    "users.conversations": Method(list_joined, _scopes_of_types),
    "conversations.open": Method(open_im, ["im:write"]),
    "conversations.members": Method(members, _scope_of_channel("read"), tier=4),
    "conversations.join": Method(join, ["channels:join"]),
    "conversations.history": Method(history, _scope_of_channel("history")),
}
