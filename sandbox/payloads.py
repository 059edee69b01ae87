"""The payloads of commands and interactivity, in exactly Slack's shapes."""

from __future__ import annotations

from typing import Any

from sandbox.slack_objects import slack_message
from sandbox.state import Sandbox
from sandbox.view_shows import slack_view
from sandbox.view_state import State
from sandbox.views import View
from sandbox.world import Channel, Message, Team, User

_CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup"}


def channel_name(channel: Channel) -> str:
    """Slack does not tell an app the names of private channels here."""
    return _CHANNEL_NAMES.get(channel.kind, channel.name)


def slash_command(
    sandbox: Sandbox, team: Team, user: User, channel: Channel, command: str, text: str
) -> dict[str, Any]:
    return {
        "token": sandbox.world.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": sandbox.world.app.id,
        "is_enterprise_install": "false",
        "response_url": sandbox.issue_response_url("commands", team, channel.id, user.id),
        "trigger_id": sandbox.issue_trigger(team, user.id),
    }


def _interaction(sandbox: Sandbox, team: Team, user: User, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "token": sandbox.world.app.verification_token,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.home_team},
        "api_app_id": sandbox.world.app.id,
    }


def _in_message(sandbox: Sandbox, team: Team, channel: Channel, message: Message) -> dict[str, Any]:
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.sees is not None,
    }
    place: dict[str, Any] = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    if message.sees is None:
        place["message"] = slack_message(sandbox, team, message)
    return place


def _in_view(sandbox: Sandbox, team: Team, view: View) -> dict[str, Any]:
    return {"container": {"type": "view", "view_id": view.id}, "view": slack_view(sandbox, team, view)}


def message_block_actions(
    sandbox: Sandbox,
    team: Team,
    user: User,
    channel: Channel,
    message: Message,
    action: dict[str, Any],
    state: State,
) -> dict[str, Any]:
    return {
        **_interaction(sandbox, team, user, "block_actions"),
        **_in_message(sandbox, team, channel, message),
        "trigger_id": sandbox.issue_trigger(team, user.id),
        "state": {"values": state},
        "response_url": sandbox.issue_response_url("actions", team, channel.id, user.id, message.ts),
        "actions": [action],
    }


def view_block_actions(sandbox: Sandbox, team: Team, user: User, view: View, action: dict[str, Any]) -> dict[str, Any]:
    return {
        **_interaction(sandbox, team, user, "block_actions"),
        **_in_view(sandbox, team, view),
        "trigger_id": sandbox.issue_trigger(team, user.id),
        "actions": [action],
    }


def block_suggestion(
    sandbox: Sandbox,
    team: Team,
    user: User,
    place: View | tuple[Channel, Message],
    element: dict[str, str],
    value: str,
) -> dict[str, Any]:
    """`element` holds the action_id and block_id of the menu that is typed in."""
    where = _in_view(sandbox, team, place) if isinstance(place, View) else _in_message(sandbox, team, *place)
    return {**_interaction(sandbox, team, user, "block_suggestion"), **where, **element, "value": value}


def view_submission(sandbox: Sandbox, team: Team, user: User, view: View) -> dict[str, Any]:
    return {
        **_interaction(sandbox, team, user, "view_submission"),
        "trigger_id": sandbox.issue_trigger(team, user.id),
        "view": slack_view(sandbox, team, view),
        "response_urls": _response_urls(sandbox, team, user, view),
    }


def _response_urls(sandbox: Sandbox, team: Team, user: User, view: View) -> list[dict[str, str]]:
    urls = []
    for block in view.body["blocks"]:
        element = block.get("element", {})
        if block["type"] == "input" and element.get("response_url_enabled"):
            entry = view.state.get(block["block_id"], {}).get(element["action_id"], {})
            channel = entry.get("selected_conversation") or entry.get("selected_channel")
            if channel:
                url = sandbox.issue_response_url("app", team, channel, user.id)
                place = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append({**place, "channel_id": channel, "response_url": url})
    return urls


def view_closed(sandbox: Sandbox, team: Team, user: User, view: View, *, all_closed: bool) -> dict[str, Any]:
    return {
        **_interaction(sandbox, team, user, "view_closed"),
        "view": slack_view(sandbox, team, view),
        "is_cleared": all_closed,
    }


def global_shortcut(sandbox: Sandbox, team: Team, user: User, callback_id: str) -> dict[str, Any]:
    return {
        **_interaction(sandbox, team, user, "shortcut"),
        "action_ts": sandbox.world.next_ts(sandbox.now()),
        "callback_id": callback_id,
        "trigger_id": sandbox.issue_trigger(team, user.id),
    }


def message_shortcut(
    sandbox: Sandbox, team: Team, user: User, channel: Channel, message: Message, callback_id: str
) -> dict[str, Any]:
    return {
        **_interaction(sandbox, team, user, "message_action"),
        "action_ts": sandbox.world.next_ts(sandbox.now()),
        "callback_id": callback_id,
        "trigger_id": sandbox.issue_trigger(team, user.id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message_ts": message.ts,
        "message": slack_message(sandbox, team, message),
        "response_url": sandbox.issue_response_url("app", team, channel.id, user.id, message.ts),
    }
