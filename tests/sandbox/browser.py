"""A pytest plugin for tests of the page: looking at the sandbox as somebody, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sandbox.browsing import Look
from tests.sandbox.conftest import Live

SECONDS = 5


@pytest.fixture
def look(chromium: Browser, live: Live) -> Iterator[Look]:
    """Open the page as somebody; an error that the page's own code raises fails the test."""
    context = chromium.new_context(timezone_id="Asia/Kolkata", locale="en-GB")
    context.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    problems: list[str] = []

    def open_page(user: str = "U0ASHA", channel: str = "C0SALES", width: int = 1200) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.goto(f"{live.box.url}/?team=T0NORTH&user={user}&channel={channel}")
        page.locator("body[data-ready]").wait_for()
        return page

    yield open_page
    context.close()
    assert problems == []
