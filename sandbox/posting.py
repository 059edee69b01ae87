"""What follows when something is said, changed or removed in a channel: kept, shown, told to the app."""

from __future__ import annotations

from typing import Any

from sandbox.complaints import with_pointer
from sandbox.delivery import fire
from sandbox.errors import invalid
from sandbox.page_objects import page_channel, page_message, slack_file_parts
from sandbox.slack_objects import slack_message
from sandbox.state import Sandbox
from sandbox.world import Channel, Message, Team

_MESSAGE_EVENTS = {"channel": "channels", "external": "channels", "private": "groups", "im": "im"}


def require_ready_files(sandbox: Sandbox, team: Team, blocks: list[dict[str, Any]]) -> None:
    """Refuse blocks that name a Slack file before Slack has made it ready, or one that is not there."""
    for part in slack_file_parts(blocks):
        file = sandbox.files.named(team.id, part["slack_file"])
        if file is None or file.ready_at is None or file.ready_at > sandbox.now():
            place = next(i for i, block in enumerate(blocks) if part in slack_file_parts([block]))
            raise invalid("invalid_blocks", [with_pointer("invalid slack file", "", ["blocks", place, "slack_file"])])


def post(sandbox: Sandbox, team: Team, channel: Channel, message: Message) -> Message:
    """Put a message into its channel. A file in it is shared with the channel, unless it is ephemeral."""
    channel.messages.append(message)
    if message.sees is None:
        _share_files(sandbox, team, channel, message)
    show(sandbox, team, channel, message, "message")
    if message.sees is None:
        _tell_app(sandbox, team, channel, slack_message(sandbox, team, message))
        _refresh_parent(sandbox, team, channel, message)
    return message


def change(sandbox: Sandbox, team: Team, channel: Channel, message: Message, before: dict[str, Any]) -> None:
    """A message was edited; `before` is how it looked to Slack."""
    if message.sees is None:
        _share_files(sandbox, team, channel, message)
        event = {"subtype": "message_changed", "message": slack_message(sandbox, team, message)}
        _tell_app(sandbox, team, channel, {**event, "previous_message": before, "hidden": True})
    show(sandbox, team, channel, message, "message_changed")


def remove(sandbox: Sandbox, team: Team, channel: Channel, message: Message) -> None:
    before = slack_message(sandbox, team, message)
    channel.messages.remove(message)
    show(sandbox, team, channel, message, "message_deleted")
    if message.sees is None:
        event = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before}
        _tell_app(sandbox, team, channel, {**event, "hidden": True})


def show(sandbox: Sandbox, team: Team, channel: Channel, message: Message, event_type: str) -> None:
    """Tell the open pages of those who see this message."""
    for viewer in sandbox.streams.lookers(team.id):
        if viewer in channel.members and message.visible_to(viewer):
            shown = page_message(sandbox, team, message, viewer)
            sandbox.streams.tell(team.id, viewer, {"type": event_type, "channel": channel.id, "message": shown})


def show_channel(sandbox: Sandbox, team: Team, channel: Channel) -> None:
    """Tell its members' pages that a channel changed."""
    for viewer in sandbox.streams.lookers(team.id):
        if viewer in channel.members:
            sandbox.streams.tell(team.id, viewer, {"type": "channel", "channel": page_channel(channel, viewer)})


def _refresh_parent(sandbox: Sandbox, team: Team, channel: Channel, message: Message) -> None:
    parent = channel.message(message.thread_ts) if message.thread_ts else None
    if parent is not None:
        show(sandbox, team, channel, parent, "message_changed")


def _share_files(sandbox: Sandbox, team: Team, channel: Channel, message: Message) -> None:
    named = [sandbox.files.named(team.id, part["slack_file"]) for part in slack_file_parts(message.blocks)]
    attached = [sandbox.files.named(team.id, {"id": file_id}) for file_id in message.files]
    for file in [*named, *attached]:
        if file is not None:
            file.shared_in.add(channel.id)


def _tell_app(sandbox: Sandbox, team: Team, channel: Channel, message: dict[str, Any]) -> None:
    if team.bot_user not in channel.members:
        return
    channel_type = "im" if channel.kind == "im" else "group" if channel.kind == "private" else "channel"
    event = {**message, "type": "message", "channel": channel.id, "channel_type": channel_type}
    event.setdefault("ts", sandbox.world.next_ts(sandbox.now()))
    event["event_ts"] = event["ts"]
    shared = channel.kind == "external"
    fire(sandbox, team, f"message.{_MESSAGE_EVENTS[channel.kind]}", event, shared=shared)
    mentioned = f"<@{team.bot_user}>" in event.get("text", "")
    if mentioned and channel.kind != "im" and "subtype" not in event and "bot_id" not in event:
        fire(sandbox, team, "app_mention", {**event, "type": "app_mention"}, shared=shared)
