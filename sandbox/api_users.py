"""users.*, team.info and bots.info: who is who."""

from __future__ import annotations

from typing import Any

from sandbox.calls import Call, Method
from sandbox.errors import SlackError
from sandbox.slack_objects import bot_profile, slack_user
from sandbox.world import User


async def user_info(call: Call) -> dict[str, Any]:
    return {"user": _shown(call, call.team.user(call.required("user")))}


async def list_users(call: Call) -> dict[str, Any]:
    users, metadata = call.page(list(call.team.users.values()))
    return {"members": [_shown(call, user) for user in users], **metadata}


async def team_info(call: Call) -> dict[str, Any]:
    team = call.team
    url = f"https://{team.domain}.slack.com/"
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "url": url, "icon": {}}}


async def bot_info(call: Call) -> dict[str, Any]:
    if call.text("bot") not in ("", call.team.bot_id):
        raise SlackError("bot_not_found")
    return {"bot": bot_profile(call.sandbox, call.team)}


def _shown(call: Call, user: User) -> dict[str, Any]:
    return slack_user(call.team, user, with_email="users:read.email" in call.team.installation.scopes)


METHODS = {
    "users.info": Method(user_info, ["users:read"], tier=4),
    "users.list": Method(list_users, ["users:read"], tier=2),
    "team.info": Method(team_info, ["team:read"]),
    "bots.info": Method(bot_info, ["users:read"]),
}
