"""One running sandbox: the world, what is open in it, the way to the app. Everything else works on this."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from aiohttp import web

from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.http_link import HttpLink
from sandbox.link import Link
from sandbox.manifest import Manifest
from sandbox.rates import Rates
from sandbox.records import Records
from sandbox.response_urls import ResponsePlace, ResponseUrls
from sandbox.settings import Settings
from sandbox.socket_link import SocketLink
from sandbox.streams import Streams
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.world import Team, World
from sandbox.world_file import WorldFile


class Sandbox:
    """`origin` is where the server answers, as `http://127.0.0.1:8800`; it is known once it listens."""

    def __init__(self, manifest: Manifest, world_file: WorldFile, settings: Settings) -> None:
        self.manifest, self.settings = manifest, settings
        self._world_file = world_file
        self.origin = ""
        self.streams = Streams()
        self.link = self._make_link()
        self._tasks: set[asyncio.Task[None]] = set()
        self.reset()

    def reset(self) -> None:
        """Back to the world file; open pages and connections stay."""
        self._stop_tasks()
        self.world = World(self._world_file, self.manifest.bot_name, self.manifest.scopes, self.now())
        self.views, self.triggers, self.files = Views(), Triggers(), Files()
        self.records, self.faults, self.rates = Records(), Faults(), Rates()
        self.response_urls = ResponseUrls()
        self.oauth_codes: dict[str, OauthCode] = {}

    def _make_link(self) -> Link:
        app = self._world_file.app
        if self.settings.request_url is None:
            return SocketLink(app.id, self.settings)
        return HttpLink(self.settings.request_url, app.signing_secret, self.settings)

    def now(self) -> float:
        """Epoch seconds by the settings' clock."""
        return self.settings.clock()

    def issue_trigger(self, team: Team, user: str) -> str:
        return self.triggers.issue(team.id, user, self.now() + self.settings.trigger_seconds)

    def issue_response_url(self, kind: str, team: Team, channel: str, user: str, ts: str | None = None) -> str:
        expires = self.now() + self.settings.response_url_seconds
        place = ResponsePlace(team.id, channel, user, expires, self.settings.response_url_uses, ts)
        return self.origin + self.response_urls.issue(kind, place)

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Run beside the request that asked, kept alive until it is done."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _stop_tasks(self) -> None:
        for task in list(self._tasks):
            task.cancel()

    async def close(self) -> None:
        self.streams.close()
        self._stop_tasks()
        await self.link.close()


SANDBOX = web.AppKey("sandbox", Sandbox)


class OauthCode:
    """One consent: the workspace and scopes that a code stands for, until it is exchanged."""

    def __init__(self, team: str, user: str, scopes: list[str], redirect_uri: str) -> None:
        self.team, self.user, self.scopes, self.redirect_uri = team, user, scopes, redirect_uri
        self.is_used = False
