"""Messages, people, channels and files as the page shows them: the shapes of the README, for one viewer."""

from __future__ import annotations

import json
from typing import Any

from sandbox.files import File
from sandbox.slack_objects import present_files
from sandbox.state import Sandbox
from sandbox.world import Channel, Message, Team, User


def page_message(sandbox: Sandbox, team: Team, message: Message, viewer: str) -> dict[str, Any]:
    """A message as the page shows it to one person: only the files that they may see have an address."""
    author = team.users.get(message.user)
    channel = team.channels[message.channel]
    return {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "bot": message.from_app,
        "username": message.username or (author.real_name if author else message.user),
        "icon": message.icon,
        "text": message.text,
        "blocks": page_blocks(sandbox, team, message.blocks, viewer),
        "files": [page_file(file, viewer) for file in present_files(sandbox, team, message)],
        "ephemeral": message.sees is not None,
        "edited": message.edited is not None,
        "subtype": message.subtype,
        "inviter": message.inviter,
        "reactions": [{"name": name, "count": len(users)} for name, users in message.reactions.items()],
        "thread_ts": message.thread_ts,
        "reply_count": channel.replies(message.ts),
    }


def page_file(file: File, viewer: str) -> dict[str, Any]:
    width, height = file.dimensions()
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "url": f"{file.path}?user={viewer}",
        "mimetype": file.mimetype,
        "size": len(file.content or b""),
        "alt_text": file.alt_text,
        "width": width,
        "height": height,
    }


def page_blocks(sandbox: Sandbox, team: Team, blocks: list[dict[str, Any]], viewer: str) -> list[dict[str, Any]]:
    """Blocks with an `image_url` for every Slack file that this person may see."""
    copies: list[dict[str, Any]] = json.loads(json.dumps(blocks))
    for part in slack_file_parts(copies):
        named = part["slack_file"]
        file = sandbox.files.named(team.id, named)
        if file is not None and may_see(team, file, viewer):
            part["image_url"] = f"{file.path}?user={viewer}"
    return copies


def slack_file_parts(value: Any) -> list[dict[str, Any]]:
    """Every part of some blocks that shows a Slack file."""
    if isinstance(value, list):
        return [found for part in value for found in slack_file_parts(part)]
    if isinstance(value, dict):
        inner = [found for part in value.values() for found in slack_file_parts(part)]
        return [value, *inner] if isinstance(value.get("slack_file"), dict) else inner
    return []


def may_see(team: Team, file: File, viewer: str) -> bool:
    """Who uploaded a file sees it, and whoever is in a channel that it was shared in."""
    if file.team != team.id:
        return False
    return viewer == file.user or any(viewer in team.channels[c].members for c in file.shared_in)


def page_user(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "color": user.color,
        "is_admin": user.is_admin,
        "is_bot": user.is_bot,
        "is_guest": user.is_guest,
        "is_stranger": user.is_stranger,
    }


def page_channel(channel: Channel, viewer: str) -> dict[str, Any]:
    """`user` is whom the viewer talks with, in direct messages."""
    others = [member for member in channel.members if member != viewer]
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "user": others[0] if channel.kind == "im" else None,
        "members": channel.members,
        "unread": channel.unread(viewer),
        "is_archived": channel.is_archived,
    }
