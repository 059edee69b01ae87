"""Drawn icons for workspaces and the app: a coloured tile with initials, as SVG."""

from __future__ import annotations

from html import escape

from aiohttp import web

from sandbox.state import SANDBOX


async def icon(request: web.Request) -> web.Response:
    """GET /icons/<team or app id>.svg"""
    sandbox = request.app[SANDBOX]
    wanted = request.match_info["id"]
    team = sandbox.world.teams.get(wanted)
    if team is not None:
        name, color = team.name, team.color
    elif wanted == sandbox.world.app.id:
        name, color = sandbox.manifest.bot_name, sandbox.manifest.display_information.background_color
    else:
        return web.Response(status=404)
    return web.Response(text=_tile(name, color), content_type="image/svg+xml")


def _tile(name: str, color: str) -> str:
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">'
        f'<rect width="72" height="72" rx="16" fill="{escape(color)}"/>'
        '<text x="36" y="38" fill="#fff" font-family="sans-serif" font-weight="700" font-size="32" '
        f'text-anchor="middle" dominant-baseline="middle">{escape(initials)}</text></svg>'
    )
