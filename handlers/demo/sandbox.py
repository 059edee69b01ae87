"""The local Slack workspace as a process of its own: started, asked who is in it, and stopped. Holds no data."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from slack_sdk import WebClient

from bot.errors import BotError, NothingFound

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"
START_SECONDS = 20.0
STOP_SECONDS = 5.0


class PortTaken(BotError):
    """Port {port} is in use. Stop what runs there, or choose another one with --port {other}."""


class SandboxFailed(BotError):
    """The local Slack workspace did not start: {why}"""


@dataclass(frozen=True, slots=True)
class Installation:
    """What Slack shows of the app in one workspace, and the workspace itself."""

    team_id: str
    name: str
    bot_user_id: str
    bot_token: str
    signing_secret: str
    app_token: str

    def __repr__(self) -> str:
        return f"Installation({self.team_id})"  # a token is never logged


@dataclass(frozen=True, slots=True)
class Sandbox:
    """One that was started; `url` is the page's address. It can be asked once it answers."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def wait(self) -> None:
        """Until it answers. Raises SandboxFailed with its last words."""
        patience = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < patience:
            try:
                self._ask("client/worlds")
                return
            except URLError:
                time.sleep(0.05)
        words = self.log.read_text(encoding="utf-8").strip().splitlines()
        raise SandboxFailed(why=words[-1] if words else f"no answer for {START_SECONDS:g} seconds.")

    def installations(self) -> list[Installation]:
        return [self._installation(team) for team in self._ask("client/worlds")["teams"]]

    def users(self, installation: Installation) -> list[dict[str, Any]]:
        """The workspace's own people, as Slack describes them: no bots, guests or people of other companies."""
        signs = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
        found: list[dict[str, Any]] = self._client(installation).users_list()["members"]
        return [user for user in found if not any(user.get(sign) for sign in signs)]

    def channel(self, installation: Installation, name: str) -> str:
        """The id of the channel of that name. Raises NothingFound."""
        channels: list[dict[str, Any]] = self._client(installation).conversations_list()["channels"]
        for channel in channels:
            if channel["name"] == name:
                return str(channel["id"])
        raise NothingFound(what="channel", text=name, hint=f"{installation.name} needs it.")

    def _installation(self, team: dict[str, Any]) -> Installation:
        shown = self._ask(f"sandbox/installation?team={team['id']}")
        return Installation(
            team_id=team["id"],
            name=team["name"],
            **{key: shown[key] for key in ("bot_user_id", "bot_token", "signing_secret", "app_token")},
        )

    def _client(self, installation: Installation) -> WebClient:
        return WebClient(token=installation.bot_token, base_url=self.api_url)

    def _ask(self, path: str) -> dict[str, Any]:
        with urlopen(f"{self.url}/{path}", timeout=START_SECONDS) as answer:  # noqa: S310 - our own http address
            shown: dict[str, Any] = json.load(answer)
            return shown


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def require_free(port: int) -> None:
    """Raises PortTaken."""
    with socket.socket() as probe:
        # As a server does: a connection that has just ended there is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise PortTaken(port=port, other=port + 1) from error


@contextmanager
def started_sandbox(*, port: int, request_url: str | None, log: Path) -> Iterator[Sandbox]:
    """Run the demo's workspaces on `port` until the block is left; without `request_url`, over Socket Mode."""
    way = ["--request-url", request_url] if request_url else ["--socket-mode"]
    files = ["--manifest", "manifest.yml", "--world", "sandbox/worlds/demo.yml"]
    command = [sys.executable, "-m", "sandbox", *files, "--host", LOOPBACK, "--port", str(port), *way]
    with log.open("wb") as output:
        # A session of its own: Ctrl-C ends this program first, which then ends the sandbox.
        process = subprocess.Popen(  # noqa: S603 - nothing in it was typed by anybody
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield Sandbox(f"http://{LOOPBACK}:{port}", process, log)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
