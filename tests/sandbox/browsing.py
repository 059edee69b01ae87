"""What tests of the page do again and again in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page
from slack_bolt import Ack
from slack_sdk import WebClient

from tests.sandbox.conftest import Live

Look = Callable[..., Page]


def say(page: Page, text: str, place: str = "#sales") -> None:
    """Write in the composer and press Enter."""
    field = page.get_by_role("textbox", name=f"Message {place}")
    field.fill(text)
    field.press("Enter")


def opens(live: Live, view: dict[str, Any]) -> None:
    """Make `/thing` open this view."""

    @live.app.command("/thing")
    def open_form(ack: Ack, body: dict[str, str], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)
