"""files.*: uploads in Slack's three steps, and what became of them."""

from __future__ import annotations

from typing import Any

from sandbox.calls import Call, Method
from sandbox.errors import SlackError, invalid
from sandbox.files import File
from sandbox.posting import post
from sandbox.slack_objects import slack_file
from sandbox.world import Channel, Message


async def get_upload_url(call: Call) -> dict[str, Any]:
    name, length = call.required("filename"), call.required("length")
    if not length.isdigit() or int(length) == 0:
        raise invalid("invalid_arguments", ["must be a positive integer [json-pointer:/length]"])
    file = File(
        id=call.sandbox.world.next_id("F"),
        team=call.team.id,
        user=call.team.bot_user,
        name=name.replace("/", "_"),
        title=name,
        alt_text=call.text("alt_txt"),
        created=call.sandbox.now(),
        length=int(length),
    )
    call.sandbox.files.begin(file)
    return {"upload_url": f"{call.sandbox.origin}/upload/v1/{file.upload_key}", "file_id": file.id}


async def complete_upload(call: Call) -> dict[str, Any]:
    entries = call.value("files")
    if not isinstance(entries, list) or not entries:
        raise invalid("invalid_arguments", ["missing required field: files"])
    channels = _channels(call)
    files = [_completed(call, entry) for entry in entries]
    for channel in channels:
        _share(call, channel, files)
    return {"files": [slack_file(call.sandbox, call.team, file) for file in files]}


def _channels(call: Call) -> list[Channel]:
    names = [name for name in f"{call.text('channel_id')},{call.text('channels')}".split(",") if name]
    channels = []
    for name in names:
        channel = call.team.find_channel(name)
        if channel is None or call.team.bot_user not in channel.members:
            raise SlackError("channel_not_found" if channel is None or channel.is_private else "not_in_channel")
        if channel.is_archived:
            raise SlackError("is_archived")
        channels.append(channel)
    return channels


def _completed(call: Call, entry: dict[str, Any]) -> File:
    file = call.sandbox.files.get(call.team.id, str(entry.get("id")))
    file.title = entry.get("title") or file.title
    file.ready_at = call.sandbox.now() + call.sandbox.settings.file_ready_seconds
    return file


def _share(call: Call, channel: Channel, files: list[File]) -> None:
    message = Message(
        call.sandbox.world.next_ts(call.sandbox.now()),
        channel.id,
        call.team.bot_user,
        call.text("initial_comment"),
        files=[file.id for file in files],
        from_app=True,
        thread_ts=call.text("thread_ts") or None,
    )
    post(call.sandbox, call.team, channel, message)


async def file_info(call: Call) -> dict[str, Any]:
    file = call.sandbox.files.get(call.team.id, call.required("file"))
    return {"file": slack_file(call.sandbox, call.team, file)}


async def delete_file(call: Call) -> dict[str, Any]:
    file = call.sandbox.files.get(call.team.id, call.required("file"))
    if file.user != call.team.bot_user:
        raise SlackError("cant_delete_file")
    call.sandbox.files.delete(call.team.id, file.id)
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ["files:write"], tier=4),
    "files.completeUploadExternal": Method(complete_upload, ["files:write"], tier=4),
    "files.info": Method(file_info, ["files:read"], tier=4),
    "files.delete": Method(delete_file, ["files:write"]),
}
