"""The one headless Chromium of a test run, as a pytest plugin: Playwright can be started only once in a thread."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's, or the one that CHROMIUM names; where nothing may be skipped, a missing one fails."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found is None:
        words = "no Chromium found: install Debian's chromium, or name one in CHROMIUM"
        complete = os.environ.get("MILEPOST_COMPLETE") or os.environ.get("CI") == "true"
        pytest.fail(words) if complete else pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
