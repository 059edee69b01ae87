"""The demo: a local Slack with two made-up companies in it, ready to be served. It serves nothing itself."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.demo.contoso import CONTOSO
from bot.demo.market import Market
from bot.demo.northwind import NORTHWIND
from bot.kinds import Role
from bot.model import Member, Tenant
from handlers.context import utc_now
from handlers.demo.first_posts import example, queue_first_posts
from handlers.demo.sandbox import LOOPBACK, ROOT, Installation, Sandbox, free_port, require_free, started_sandbox
from handlers.demo.seed import Person, seed
from handlers.settings import Settings
from storage.database import Database
from storage.migrate import migrate
from storage.registry import Registry
from storage.store import Stores

FOLDER = ROOT / ".demo"
SALES = "sales"
MANAGERS_TITLE = "Sales manager"
PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@dataclass(frozen=True, slots=True)
class Company:
    market: Market
    currency: str
    locale: str
    time_zone: str


COMPANIES = {
    "T0NORTH": Company(NORTHWIND, "INR", "en_IN", "Asia/Kolkata"),
    "T0CONTO": Company(CONTOSO, "USD", "en_US", "America/New_York"),
}
"""What the sandbox's workspaces are to Milepost, by their Slack ids."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the program is to be served with, and what to say when it is."""

    settings: Settings
    words: str


@dataclass(frozen=True, slots=True)
class Home:
    """A workspace with its tenant, its members and the channel where its sales people talk."""

    installation: Installation
    tenant: Tenant
    members: list[Member]
    channel: str


@contextmanager
def demo(*, port: int, socket_mode: bool, say: Callable[[str], None]) -> Iterator[Demo]:
    """Start the sandbox, make and fill a new database, and stop the sandbox when the block is left.

    `port` is the page's, 0 for a free one; `say` is told what is being done. Raises PortTaken or SandboxFailed.
    """
    _end_tidily_when_told()
    _forget_proxies()
    port = port or free_port()
    require_free(port)
    bot_port = free_port()
    folder = _fresh_folder(port)
    request_url = None if socket_mode else f"http://{LOOPBACK}:{bot_port}/slack/events"
    say("Starting a local Slack …")
    with started_sandbox(port=port, request_url=request_url, log=folder / "sandbox.log") as sandbox:
        database_url = f"sqlite:///{folder / 'milepost.sqlite3'}"
        database = Database(database_url)
        migrate(database)
        sandbox.wait()
        installations = [found for found in sandbox.installations() if found.team_id in COMPANIES]
        settings = _settings(sandbox, installations[0], database_url, bot_port, socket_mode=socket_mode)
        registry = Registry(database, token_key=settings.token_cipher_key)
        homes = []
        for installation in installations:
            say(f"Making up two years at {installation.name} …")
            homes.append(_move_in(database, registry, sandbox, installation))
        database.close()
        yield Demo(settings, _words(sandbox, homes))


def _end_tidily_when_told() -> None:
    """Being told to stop in the middle of it ends the sandbox too."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))


def _forget_proxies() -> None:
    """All is on this machine, and Slack's client would ask a proxy for that too."""
    for name in PROXIES:
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)


def _fresh_folder(port: int) -> Path:
    """Made anew at every start, since the story is told as of today; another port is another demo's."""
    folder = FOLDER / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _settings(
    sandbox: Sandbox, installation: Installation, database_url: str, bot_port: int, *, socket_mode: bool
) -> Settings:
    """All that the program needs is given here, so that the environment of a real workspace is left alone."""
    return Settings(
        slack_bot_token=None,
        slack_signing_secret=SecretStr(installation.signing_secret),
        slack_app_token=SecretStr(installation.app_token) if socket_mode else None,
        slack_api_url=sandbox.api_url,
        database_url=database_url,
        host=LOOPBACK,
        port=bot_port,
        token_key=None,
    )


def _move_in(database: Database, registry: Registry, sandbox: Sandbox, installation: Installation) -> Home:
    """A tenant for the workspace, with its people, its year of sales, and what Milepost says first."""
    company, now, stores = COMPANIES[installation.team_id], utc_now(), Stores(database)
    tenant = registry.add_tenant(
        installation.name,
        currency=company.currency,
        locale=company.locale,
        time_zone=company.time_zone,
        now=now,
    )
    registry.add_workspace(
        installation.team_id,
        tenant,
        bot_user_id=installation.bot_user_id,
        bot_token=installation.bot_token,
        now=now,
    )
    people = [_person(user) for user in sandbox.users(installation)]
    channel = sandbox.channel(installation, SALES)
    with stores.write(tenant, now=now) as store:
        members = seed(store, company.market, people, team_id=installation.team_id)
    with stores.write(tenant, now=now) as store:
        queue_first_posts(store, company.market, members, channel=channel)
    return Home(installation, tenant, members, channel)


def _person(user: dict[str, Any]) -> Person:
    is_manager = user["profile"].get("title") == MANAGERS_TITLE
    role = Role.ADMIN if user.get("is_admin") else Role.MANAGER if is_manager else Role.REP
    return Person(user["id"], user["real_name"], role, user["tz"])


def _words(sandbox: Sandbox, homes: list[Home]) -> str:
    """Where to look, as whom, and what to type."""
    lines = [f"The demo is ready: {sandbox.url}", "", "Look as"]
    for home in homes:
        for role in (Role.REP, Role.MANAGER):
            member = next(member for member in home.members if member.role is role)
            who = f"{member.name}, {role} at {home.tenant.name}"
            address = f"?team={home.installation.team_id}&user={member.slack_user_id}&channel={home.channel}"
            lines.append(f"  {who:<38} {sandbox.url}/{address}")
    lines += [
        "",
        "and type",
        f"  {example(NORTHWIND).visit}",
        f"  {example(NORTHWIND).call}",
        "  /followups",
        "  /report",
        "  /report ageing",
        "  /report team last month",
        "  /schedule",
        "",
        "Ctrl-C ends it.",
    ]
    return "\n".join(lines)
