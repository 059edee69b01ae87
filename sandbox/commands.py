"""What a person sends from the composer: a message, one of Slack's own commands, or a command of the app."""

from __future__ import annotations

from typing import Any

from sandbox.answers import answer
from sandbox.api_conversations import add_member, remove_member
from sandbox.delivery import deliver
from sandbox.errors import SlackError
from sandbox.link import Ack, Outgoing
from sandbox.payloads import slash_command
from sandbox.posting import post
from sandbox.state import Sandbox
from sandbox.typed_text import command_text, composed, mentioned_users
from sandbox.view_shows import notice
from sandbox.world import Channel, Message, Team, User

_REMOVALS = ("/remove", "/kick")


async def say(
    sandbox: Sandbox, team: Team, user: User, channel: Channel, text: str, thread_ts: str | None
) -> dict[str, Any]:
    """`{ok}` or `{ok, error}`; what Slack has to say about it goes to the person as a notice."""
    if channel.is_archived:
        raise SlackError("is_archived")
    if not text.startswith("/"):
        if channel.kind == "im" and not sandbox.manifest.takes_messages:
            words = "Sending messages to this app has been turned off."
            return _refuse(sandbox, team, user, words, "messages_tab_disabled")
        ts = sandbox.world.next_ts(sandbox.now())
        message = Message(ts, channel.id, user.id, composed(team, text), thread_ts=thread_ts)
        post(sandbox, team, channel, message)
        return {"ok": True, "ts": ts}
    command, _, rest = text.partition(" ")
    if thread_ts:
        return _refuse(sandbox, team, user, f"{command} is not supported in threads. Sorry!", "not_in_threads")
    if command in ("/invite", *_REMOVALS):
        return _change_members(sandbox, team, user, channel, command, rest)
    return await _run(sandbox, team, user, channel, command, rest.strip())


def _refuse(sandbox: Sandbox, team: Team, user: User, text: str, error: str) -> dict[str, Any]:
    notice(sandbox, team, user.id, text)
    return {"ok": False, "error": error, "notice": text}


def _change_members(
    sandbox: Sandbox, team: Team, user: User, channel: Channel, command: str, text: str
) -> dict[str, Any]:
    people = mentioned_users(team, text)
    if not people or channel.kind == "im":
        return _refuse(sandbox, team, user, f"{command} needs somebody's name, as {command} @name.", "user_not_found")
    for person in people:
        if command == "/invite":
            add_member(sandbox, team, channel, person, user.id)
        else:
            remove_member(sandbox, team, channel, person)
    return {"ok": True}


async def _run(sandbox: Sandbox, team: Team, user: User, channel: Channel, command: str, text: str) -> dict[str, Any]:
    installation = team.installation
    known = sandbox.manifest.command(command)
    may_run = "commands" in installation.scopes and installation.is_active and not user.is_stranger
    if known is None or not may_run:
        return _refuse(sandbox, team, user, f"{command} is not a valid command.", "unknown_command")
    body = slash_command(sandbox, team, user, channel, command, command_text(team, known, text))
    ack = await deliver(sandbox, Outgoing("slash_commands", "slash_command", command, team.id, user.id, body))
    if not ack.is_ok:
        words = f'{command} failed with the error "{ack.failure}"'
        return _refuse(sandbox, team, user, words, str(ack.failure))
    return _show_answer(sandbox, team, user, command, body["response_url"], ack)


def _show_answer(sandbox: Sandbox, team: Team, user: User, command: str, response_url: str, ack: Ack) -> dict[str, Any]:
    body = {"text": ack.body} if isinstance(ack.body, str) else ack.payload
    if not (body.get("text") or body.get("blocks")):
        return {"ok": True}
    place = sandbox.response_urls.find(response_url.removeprefix(sandbox.origin))
    try:
        if place is not None:
            answer(sandbox, place, body)
    except SlackError as error:
        words = f'{command} failed with the error "{error.name}"'
        return _refuse(sandbox, team, user, words, error.name)
    return {"ok": True}
