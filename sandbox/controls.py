"""The levers for tests and demos: order faults, read what happened, start over, see the app's secrets."""

from __future__ import annotations

from aiohttp import web
from pydantic import ValidationError

from sandbox.api_apps import uninstall
from sandbox.delivery import verify_url
from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.socket_link import SocketLink
from sandbox.state import SANDBOX, Sandbox
from sandbox.world import Team


async def order_fault(request: web.Request) -> web.Response:
    try:
        fault = Fault.model_validate(await request.json())
    except ValidationError as error:
        detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return web.json_response({"ok": False, "error": "invalid_fault", "detail": detail}, status=400)
    except ValueError as error:
        return web.json_response({"ok": False, "error": "invalid_fault", "detail": str(error)}, status=400)
    _sandbox(request).faults.order(fault)
    return web.json_response({"ok": True})


async def calls(request: web.Request) -> web.Response:
    return web.json_response({"calls": _sandbox(request).records.calls_as_json()})


async def requests(request: web.Request) -> web.Response:
    return web.json_response({"requests": _sandbox(request).records.requests_as_json()})


async def reset(request: web.Request) -> web.Response:
    sandbox = _sandbox(request)
    sandbox.reset()
    for team in sandbox.world.teams:
        for user in sandbox.streams.lookers(team):
            sandbox.streams.tell(team, user, {"type": "reset"})
    return web.json_response({"ok": True})


async def installation(request: web.Request) -> web.Response:
    """What Slack's own pages show of the app in one workspace."""
    sandbox = _sandbox(request)
    app = sandbox.world.app
    try:
        team = sandbox.world.team(request.query.get("team", ""))
    except SlackError as error:
        return web.json_response(error.answer(), status=404)
    return web.json_response(
        {
            "ok": True,
            "app_id": app.id,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "signing_secret": app.signing_secret,
            "app_token": app.app_token,
            "team": team.id,
            "bot_token": team.installation.token,
            "bot_user_id": team.bot_user,
            "bot_id": team.bot_id,
            "scopes": team.installation.scopes,
            "installer": team.installation.installer,
            "is_active": team.installation.is_active,
        }
    )


async def remove_app(request: web.Request) -> web.Response:
    """An administrator removes the app from a workspace."""
    team = await _team_of(request)
    uninstall(_sandbox(request), team)
    return web.json_response({"ok": True})


async def archive(request: web.Request) -> web.Response:
    """Archive a channel, or with `archived` false bring it back."""
    given = await request.json()
    team = await _team_of(request)
    channel = team.find_channel(str(given.get("channel")))
    if channel is None:
        return web.json_response({"ok": False, "error": "channel_not_found"}, status=404)
    channel.is_archived = given.get("archived", True) is True
    return web.json_response({"ok": True})


async def verify(request: web.Request) -> web.Response:
    """Slack's url_verification of the request URL."""
    return web.json_response({"ok": await verify_url(_sandbox(request))})


async def refresh(request: web.Request) -> web.Response:
    """Ask Socket Mode connections to be opened anew, and say how many there are."""
    link = _sandbox(request).link
    if not isinstance(link, SocketLink):
        return web.json_response({"ok": False, "error": "socket_mode_not_enabled"})
    count = link.connection_count
    await link.refresh()
    return web.json_response({"ok": True, "connections": count})


def _sandbox(request: web.Request) -> Sandbox:
    return request.app[SANDBOX]


async def _team_of(request: web.Request) -> Team:
    given = await request.json()
    try:
        return _sandbox(request).world.team(str(given.get("team")))
    except SlackError as error:
        raise web.HTTPNotFound(text=error.name) from None


ROUTES = [
    web.post("/sandbox/faults", order_fault),
    web.get("/sandbox/calls", calls),
    web.get("/sandbox/requests", requests),
    web.post("/sandbox/reset", reset),
    web.get("/sandbox/installation", installation),
    web.post("/sandbox/uninstall", remove_app),
    web.post("/sandbox/archive", archive),
    web.post("/sandbox/verify", verify),
    web.post("/sandbox/refresh", refresh),
]
