"""The running program, its threads and all, under the sandbox's page in headless Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Locator, Page, expect

from app import build
from bot.kinds import Role
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
Keep = Callable[[Locator, str], None]
SECONDS = 10
PICTURES = os.environ.get("MILEPOST_PICTURES")
"""The folder for what is shown on the way, sharp enough for any screen; without it nothing is kept."""

PLAIN = """
.modal { height: fit-content !important; max-height: none !important; border-radius: 0 !important }
.message-main { padding: 12px; margin: -12px; position: relative; background: white }
.byline { display: none !important }
.toolbar { display: none !important }
"""
"""For pictures: forms whole and without corners, messages with a margin."""


class RealNow(Now):
    """The machine's clock; where a test puts it `ahead` (or back), it runs on from there."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@pytest.fixture
def now() -> RealNow:
    return RealNow()


@pytest.fixture
def live(
    door: tuple[Door, int], database: Database, artist: Artist, now: RealNow, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Slack]:
    """Both workspaces with Slack's own limits and delays, and the program as it runs in production.

    Only that it looks at its schedules every second, so that a test waits for none of them.
    """
    monkeypatch.setattr("handlers.clock.SYNC_SECONDS", 1)
    request_url = f"http://127.0.0.1:{door[1]}/slack/events"
    with running_sandbox(ROOT / "manifest.yml", settings=SandboxSettings(request_url=request_url)) as sandbox:
        settings = AppSettings(_env_file=None, slack_signing_secret=SECRET, slack_api_url=sandbox.api_url)
        program = build(settings, database, artist, now=now)
        door[0].behind = Gate(program.app, SECRET, program.outbox.send)
        slack = Slack(sandbox, program, now)
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
    scale = 2 if PICTURES else 1
    context = chromium.new_context(timezone_id="Asia/Kolkata", locale="en-GB", device_scale_factor=scale)
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
def keep_picture() -> Keep:
    """Where MILEPOST_PICTURES names a folder, what is shown is kept there under this name."""

    def keep(shown: Locator, name: str) -> None:
        if PICTURES is None:
            return
        picture = Image.open(BytesIO(shown.screenshot(animations="disabled", style=PLAIN))).convert("RGB")
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        few_colours = ImageOps.crop(picture, 2).quantize(48, Image.Quantize.FASTOCTREE)
        few_colours.save(Path(PICTURES) / f"{name}.png", optimize=True)

    return keep
