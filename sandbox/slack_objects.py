"""Messages, people, channels and files as Slack's own objects, which the Web API and payloads carry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.files import File
from sandbox.state import Sandbox
from sandbox.world import Channel, Message, Team, User


def slack_message(sandbox: Sandbox, team: Team, message: Message) -> dict[str, Any]:
    """The message object of the Web API and of payloads."""
    author = team.users.get(message.user)
    shown: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": author.home_team if author else team.id,
    }
    if message.from_app:
        shown |= {"bot_id": team.bot_id, "app_id": sandbox.world.app.id}
        shown["bot_profile"] = bot_profile(sandbox, team)
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.files:
        shown["files"] = [slack_file(sandbox, team, f) for f in present_files(sandbox, team, message)]
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.inviter:
        shown["inviter"] = message.inviter
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.metadata:
        shown["metadata"] = message.metadata
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return shown


def present_files(sandbox: Sandbox, team: Team, message: Message) -> list[File]:
    """A message's files, without those deleted since."""
    return [sandbox.files.get(team.id, f) for f in message.files if sandbox.files.has(team.id, f)]


def bot_profile(sandbox: Sandbox, team: Team) -> dict[str, Any]:
    return {
        "id": team.bot_id,
        "app_id": sandbox.world.app.id,
        "user_id": team.bot_user,
        "name": sandbox.manifest.bot_name,
        "team_id": team.id,
        "deleted": False,
    }


def slack_file(sandbox: Sandbox, team: Team, file: File) -> dict[str, Any]:
    width, height = file.dimensions()
    return {
        "id": file.id,
        "created": int(file.created),
        "timestamp": int(file.created),
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.user,
        "user_team": team.id,
        "size": len(file.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": sandbox.origin + file.path,
        "url_private_download": sandbox.origin + file.path,
        "permalink": f"{sandbox.origin}/archives/files/{file.id}",
        "alt_txt": file.alt_text,
        "original_w": width,
        "original_h": height,
        "channels": sorted(c for c in file.shared_in if c.startswith("C")),
        "groups": [],
        "ims": sorted(c for c in file.shared_in if c.startswith("D")),
    }


def slack_channel(team: Team, channel: Channel) -> dict[str, Any]:
    shared = channel.kind == "external"
    if channel.kind == "im":
        return {
            "id": channel.id,
            "is_im": True,
            "is_private": True,
            "is_channel": False,
            "is_group": False,
            "is_mpim": False,
            "is_archived": False,
            "is_ext_shared": False,
            "is_shared": False,
            "user": channel.im_with,
            "context_team_id": team.id,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind != "private",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_member": team.bot_user in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
        "context_team_id": team.id,
        "shared_team_ids": sorted({team.users[m].home_team for m in channel.members}),
    }


def slack_user(team: Team, user: User, *, with_email: bool) -> dict[str, Any]:
    offset = datetime.now(UTC).astimezone(ZoneInfo(user.tz)).utcoffset()
    profile = {
        "real_name": user.real_name,
        "display_name": user.name,
        "title": user.title,
        "team": user.home_team,
    }
    if with_email and user.email:
        profile["email"] = user.email
    return {
        "id": user.id,
        "team_id": user.home_team,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.is_bot and not team.installation.is_active,
        "color": user.color.removeprefix("#"),
        "tz": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": user.id == team.installation.installer,
        "is_primary_owner": user.id == team.installation.installer,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_stranger": user.is_stranger,
    }
