"""The engineers' panel in a real browser: a fault that is ordered there is met, and a refused order says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from slack_sdk.errors import SlackApiError

from tests.sandbox.browsing import Look, say
from tests.sandbox.conftest import Live
from tests.sandbox.people import fetch, web_client

pytest_plugins = ["tests.chromium", "tests.sandbox.browser"]


@pytest.fixture
def page(look: Look) -> Page:
    page = look()
    page.get_by_role("button", name="Sandbox panel").click()
    return page


@pytest.mark.parametrize(("button", "fault", "status"), [("429", "429", 429), ("500 error", "500", 500)])
def test_a_fault_is_met_by_the_next_call(page: Page, live: Live, button: str, fault: str, status: int) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(f"The next chat.postMessage meets: {fault}")).to_be_visible()
    with pytest.raises(SlackApiError) as caught:
        web_client(live.box).chat_postMessage(channel="C0SALES", text="Lost")
    assert caught.value.response.status_code == status
    assert web_client(live.box).chat_postMessage(channel="C0SALES", text="Kept")["ok"]


@pytest.mark.parametrize(("button", "fault"), [("Timeout", "timeout"), ("Accept, then", "accept_then_timeout")])
def test_a_timeout_is_ordered_for_the_method_that_is_named(page: Page, live: Live, button: str, fault: str) -> None:
    page.get_by_label("Next call of").fill("views.open")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(f"The next views.open meets: {fault}")).to_be_visible()
    ordered = live.box.ask(lambda sandbox: sandbox.faults.take("views.open"))
    assert ordered is not None
    assert ordered.fault == fault


def test_the_next_request_is_delivered_twice(page: Page, live: Live) -> None:
    live.app.command("/thing")(lambda ack: ack("taken"))
    page.get_by_role("button", name="Deliver twice").click()
    expect(page.get_by_text("The next request reaches the app twice")).to_be_visible()
    say(page, "/thing")
    expect(page.get_by_text("taken")).to_be_visible()
    requests = fetch(f"{live.box.url}/sandbox/requests")[1]["requests"]
    assert [request["name"] for request in requests] == ["/thing", "/thing"]


def test_an_order_that_the_sandbox_refuses_says_why(page: Page) -> None:
    page.get_by_label("Next call of").fill("")
    page.get_by_role("button", name="500 error").click()
    expect(page.get_by_text("The sandbox refuses this: method")).to_be_visible()
