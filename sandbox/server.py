"""The web server: every route of the sandbox, and the guard that keeps other web sites away from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from sandbox import client_api, controls, file_routes
from sandbox.answers import handle_response_url
from sandbox.event_stream import events
from sandbox.icons import icon
from sandbox.oauth_page import authorize
from sandbox.socket_link import SocketLink
from sandbox.state import SANDBOX, Sandbox
from sandbox.web_api import WebApi

PAGE = Path(__file__).parent / "page"
UPLOAD_BYTES = 100_000_000
LOCAL_NAMES = {"127.0.0.1", "localhost"}
ANYWHERE = {"0.0.0.0": "127.0.0.1"}  # noqa: S104 (asked for by --host; links then name the loopback)
IS_LOCAL = web.AppKey("is_local", bool)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(sandbox: Sandbox, *, is_local: bool) -> web.Application:
    app = web.Application(client_max_size=UPLOAD_BYTES, middlewares=[_only_own_pages])
    app[SANDBOX] = sandbox
    app[IS_LOCAL] = is_local
    api = WebApi(sandbox)
    app.add_routes([web.post("/api/{method}", api.handle), web.get("/api/{method}", api.handle)])
    app.add_routes([*client_api.ROUTES, *file_routes.ROUTES, *controls.ROUTES])
    app.add_routes(
        [
            web.get("/client/events", events),
            web.get("/oauth/v2/authorize", authorize),
            web.get("/icons/{id}.svg", icon),
            web.get("/archives/{channel}/{message}", _permalink),
            web.get("/", _page),
        ]
    )
    for kind in ("commands", "actions", "app"):
        app.router.add_post(f"/{kind}/{{team}}/{{key}}", handle_response_url)
    if isinstance(sandbox.link, SocketLink):
        app.router.add_get("/link", sandbox.link.serve)
    if PAGE.is_dir():
        app.router.add_static("/page", PAGE)
    app.on_response_prepare.append(_show_the_page_as_it_is_now)
    app.on_shutdown.append(_stop)
    return app


async def start(sandbox: Sandbox, host: str, port: int) -> web.AppRunner:
    """Listen; port 0 picks a free one. The sandbox's origin says where it is."""
    runner = web.AppRunner(make_app(sandbox, is_local=host in LOCAL_NAMES), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    bound = runner.addresses[0][1]
    sandbox.origin = f"http://{ANYWHERE.get(host, host)}:{bound}"
    return runner


async def _stop(app: web.Application) -> None:
    await app[SANDBOX].close()


async def _page(_: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        return web.Response(text="The sandbox is running; its page is not built yet.")
    return web.FileResponse(index)


async def _show_the_page_as_it_is_now(request: web.Request, response: web.StreamResponse) -> None:
    """A browser that kept an older file of the page asks whether it has changed."""
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers["Cache-Control"] = "no-cache"


async def _permalink(request: web.Request) -> web.Response:
    """A message's link leads to its channel in the page."""
    sandbox = request.app[SANDBOX]
    channel = request.match_info["channel"]
    for team in sandbox.world.teams.values():
        if channel in team.channels:
            raise web.HTTPFound(f"/?team={team.id}&channel={channel}")
    raise web.HTTPNotFound


@web.middleware
async def _only_own_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No other web site may use the sandbox through somebody's browser, nor by a name that it rebinds."""
    host = urlsplit(f"//{request.host}").hostname or ""
    origin = request.headers.get("Origin")
    if request.app[IS_LOCAL] and host not in LOCAL_NAMES:
        return web.Response(status=403, text="unknown host")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return web.Response(status=403, text="another origin")
    return await handler(request)
