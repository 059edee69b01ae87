"""What the app answers to a command or action, in its ack or by a response URL: a message, new or replaced."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.posting import change, post, remove, require_ready_files
from sandbox.response_urls import ResponsePlace
from sandbox.slack_objects import slack_message
from sandbox.state import SANDBOX, Sandbox
from sandbox.surfaces import checked_blocks
from sandbox.web_api import read_arguments
from sandbox.world import Message, Team


def answer(sandbox: Sandbox, place: ResponsePlace, body: dict[str, Any]) -> None:
    """Say it, or change or remove what was acted on. Raises SlackError as chat.postMessage does."""
    team = sandbox.world.team(place.team)
    channel = team.channels[place.channel]
    original = channel.message(place.ts) if place.ts else None
    if body.get("delete_original"):
        if original is not None:
            remove(sandbox, team, channel, original)
        return
    text, blocks = _content(sandbox, team, body)
    if body.get("replace_original") and original is not None:
        before = slack_message(sandbox, team, original)
        original.text, original.blocks = text, blocks
        change(sandbox, team, channel, original, before)
        return
    message = Message(
        sandbox.world.next_ts(sandbox.now()),
        channel.id,
        team.bot_user,
        text,
        blocks,
        from_app=True,
        thread_ts=body.get("thread_ts"),
        sees=None if body.get("response_type") == "in_channel" else place.user,
    )
    post(sandbox, team, channel, message)
    # A command has no message of its own: what answered it first is what a later answer replaces.
    place.ts = place.ts or message.ts


def _content(sandbox: Sandbox, team: Team, body: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    text, given = str(body.get("text") or ""), body.get("blocks")
    if not text and not given:
        raise SlackError("no_text")
    blocks = checked_blocks(given) if given else []
    require_ready_files(sandbox, team, blocks)
    return text, blocks


async def _suffer(sandbox: Sandbox, fault: Fault) -> web.Response:
    if fault.fault == "timeout":
        await asyncio.sleep(sandbox.settings.hang_seconds)
    if fault.fault not in ("timeout", "accept_then_timeout", "429", "500"):
        return web.json_response(SlackError(fault.fault).answer(), status=400)
    status = 429 if fault.fault == "429" else 500
    return web.Response(status=status, headers={"Retry-After": str(fault.retry_after)})


async def handle_response_url(request: web.Request) -> web.Response:
    """POST to a response URL. Slack answers a bare "ok"."""
    sandbox = request.app[SANDBOX]
    place = sandbox.response_urls.find(request.path)
    if place is None or sandbox.now() >= place.expires:
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)
    if place.uses_left == 0:
        return web.json_response({"ok": False, "error": "used_url"}, status=404)
    fault = sandbox.faults.take("response_url")
    if fault is not None:
        return await _suffer(sandbox, fault)
    place.uses_left -= 1
    try:
        answer(sandbox, place, await read_arguments(request))
    except SlackError as error:
        return web.json_response(error.answer(), status=400)
    return web.Response(text="ok")
