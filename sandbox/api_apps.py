"""auth.*, apps.*, oauth.* and api.test: the app's own standing in a workspace."""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.calls import Call, Method
from sandbox.delivery import fire
from sandbox.errors import SlackError
from sandbox.socket_link import SocketLink
from sandbox.state import OauthCode, Sandbox
from sandbox.world import Installation, Team


async def api_test(call: Call) -> dict[str, Any]:
    if call.text("error"):
        raise SlackError(call.text("error"))
    return {"args": {key: value for key, value in call.arguments.items() if key != "token"}}


async def auth_test(call: Call) -> dict[str, Any]:
    team = call.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": team.users[team.bot_user].name,
        "team_id": team.id,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


async def auth_revoke(call: Call) -> dict[str, Any]:
    if not call.flag("test"):
        uninstall(call.sandbox, call.team)
    return {"revoked": not call.flag("test")}


async def apps_uninstall(call: Call) -> dict[str, Any]:
    _require_client(call)
    uninstall(call.sandbox, call.team)
    return {}


async def open_connection(call: Call) -> dict[str, Any]:
    link = call.sandbox.link
    if not isinstance(link, SocketLink):
        raise SlackError("socket_mode_not_enabled")
    address = call.sandbox.origin.replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={link.new_ticket()}&app_id={call.sandbox.world.app.id}"}


async def oauth_access(call: Call) -> dict[str, Any]:
    _require_client(call)
    code = call.sandbox.oauth_codes.get(call.required("code"))
    if code is None:
        raise SlackError("invalid_code")
    if code.is_used:
        raise SlackError("code_already_used")
    if call.text("redirect_uri") not in ("", code.redirect_uri):
        raise SlackError("bad_redirect_uri")
    code.is_used = True
    team = _install(call.sandbox, code)
    return _granted(call.sandbox, team)


def _install(sandbox: Sandbox, code: OauthCode) -> Team:
    """The app comes to a workspace, or comes again: the token stays while it is there."""
    team = sandbox.world.team(code.team)
    old = team.installation
    scopes = list(dict.fromkeys([*(old.scopes if old.is_active else []), *code.scopes]))
    token = old.token if old.is_active else f"{old.token}-{secrets.token_hex(4)}"
    team.installation = Installation(token, scopes, code.user)
    return team


def _granted(sandbox: Sandbox, team: Team) -> dict[str, Any]:
    return {
        "app_id": sandbox.world.app.id,
        "authed_user": {"id": team.installation.installer},
        "scope": ",".join(team.installation.scopes),
        "token_type": "bot",
        "access_token": team.installation.token,
        "bot_user_id": team.bot_user,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def uninstall(sandbox: Sandbox, team: Team) -> None:
    """The app leaves a workspace: its token dies at once, then it is told."""
    team.installation.is_active = False
    fire(sandbox, team, "tokens_revoked", {"type": "tokens_revoked", "tokens": {"bot": [team.bot_user]}})
    fire(sandbox, team, "app_uninstalled", {"type": "app_uninstalled"})


def _require_client(call: Call) -> None:
    app = call.sandbox.world.app
    if call.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if call.text("client_secret") != app.client_secret:
        raise SlackError("bad_client_secret")


METHODS = {
    "api.test": Method(api_test, tier=None, caller="anyone"),
    "auth.test": Method(auth_test, tier=None),
    "auth.revoke": Method(auth_revoke),
    "apps.uninstall": Method(apps_uninstall, tier=1),
    "apps.connections.open": Method(open_connection, tier=None, caller="app"),
    "oauth.v2.access": Method(oauth_access, tier=4, caller="anyone"),
}
