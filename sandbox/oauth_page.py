"""Slack's consent page: choose a workspace, allow, and go back to the app with a code and its state."""

from __future__ import annotations

import secrets
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from sandbox.state import SANDBOX, OauthCode, Sandbox
from sandbox.world import Team


async def authorize(request: web.Request) -> web.Response:
    """GET /oauth/v2/authorize: the page, or with `team` chosen the redirect (`denied=1` refuses)."""
    sandbox = request.app[SANDBOX]
    query = request.query
    if query.get("client_id") != sandbox.world.app.client_id:
        return web.Response(status=400, text="invalid_client_id")
    redirect_uri = query.get("redirect_uri") or next(iter(sandbox.manifest.oauth_config.redirect_urls), "")
    if not redirect_uri.startswith(("http://", "https://")):
        return web.Response(status=400, text="bad_redirect_uri")
    scopes = [scope for scope in query.get("scope", "").split(",") if scope]
    if not scopes or not set(scopes) <= set(sandbox.manifest.scopes):
        return web.Response(status=400, text="invalid_scope")
    if query.get("denied"):
        return _back(redirect_uri, {"error": "access_denied", "state": query.get("state", "")})
    team = sandbox.world.teams.get(query.get("team", ""))
    if team is None:
        return web.Response(text=_page(sandbox, request, scopes), content_type="text/html")
    code = f"{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
    user = query.get("user") or team.installation.installer
    sandbox.oauth_codes[code] = OauthCode(team.id, user, scopes, redirect_uri)
    return _back(redirect_uri, {"code": code, "state": query.get("state", "")})


def _back(redirect_uri: str, values: dict[str, str]) -> web.Response:
    joint = "&" if "?" in redirect_uri else "?"
    return web.Response(status=302, headers={"Location": f"{redirect_uri}{joint}{urlencode(values)}"})


def _page(sandbox: Sandbox, request: web.Request, scopes: list[str]) -> str:
    name = escape(sandbox.manifest.name)
    choices = "".join(_choice(team, request) for team in sandbox.world.teams.values())
    wanted = "".join(f"<li>{escape(scope)}</li>" for scope in scopes)
    refuse = escape(f"?{urlencode({**request.query, 'denied': '1'})}")
    return (
        f"<!doctype html><meta charset=utf-8><title>Add {name}</title>"
        f"<body style='font:16px sans-serif;max-width:32em;margin:4em auto'>"
        f"<h1>Add {name} to a workspace</h1>"
        f"<p>It asks for:</p><ul>{wanted}</ul>{choices}<p><a href='{refuse}'>Cancel</a></p>"
    )


def _choice(team: Team, request: web.Request) -> str:
    link = escape(f"?{urlencode({**request.query, 'team': team.id})}")
    return f"<p><a href='{link}'>Allow in {escape(team.name)}</a></p>"
