"""The running program, its threads and all, under the sandbox's page in headless Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app import build
from bot.model import Role
from handlers.artist import Artist
from handlers.context import utc_now
from handlers.gate import Gate
from handlers.settings import Settings as AppSettings
from sandbox.embedded import running_sandbox
from sandbox.settings import Settings as SandboxSettings
from storage.database import Database
from tests.conftest import ROOT, SECRET, Door
from tests.slack import Now, Slack

Look = Callable[..., Page]
SECONDS = 10


class RealNow(Now):
    def __call__(self) -> datetime:
        return utc_now()


@pytest.fixture
def live(door: tuple[Door, int], database: Database, artist: Artist) -> Iterator[Slack]:
    """Both workspaces with Slack's own limits and delays, and the program as it runs in production."""
    request_url = f"http://127.0.0.1:{door[1]}/slack/events"
    with running_sandbox(ROOT / "manifest.yml", settings=SandboxSettings(request_url=request_url)) as sandbox:
        settings = AppSettings(_env_file=None, slack_signing_secret=SECRET, slack_api_url=sandbox.api_url)
        program = build(settings, database, artist)
        door[0].behind = Gate(program.app, SECRET)
        slack = Slack(sandbox, program, RealNow())
        slack.install("T0NORTH", currency="INR", locale="en_IN", time_zone="Asia/Kolkata")
        slack.install("T0CONTO", currency="USD", locale="en_US", time_zone="America/New_York")
        slack.person("priya", role=Role.MANAGER)
        program.courier.start()
        program.clock.start()
        yield slack
        program.clock.stop()
        program.courier.stop()


@pytest.fixture
def look(chromium: Browser, live: Slack) -> Iterator[Look]:
    """Open the page as somebody; an error in the page's own console fails the test."""
    context = chromium.new_context(timezone_id="Asia/Kolkata", locale="en-GB")
    context.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    problems: list[str] = []

    def open_page(name: str, channel: str = "C0SALES", *, width: int = 1200, height: int = 900) -> Page:
        person = live.person(name)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.goto(f"{live.sandbox.url}/?team={person.team}&user={person.user}&channel={channel}")
        page.locator("body[data-ready]").wait_for()
        return page

    yield open_page
    context.close()
    assert problems == []


@pytest.fixture
def keep_picture(tmp_path: Path) -> Callable[[Page, str], None]:
    """Where MILEPOST_PICTURES names a folder, what the page shows is kept there to be looked at."""
    folder = Path(os.environ.get("MILEPOST_PICTURES", tmp_path))

    def keep(page: Page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")

    return keep
