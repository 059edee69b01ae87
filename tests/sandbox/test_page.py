"""The page's conversations in a real browser: what people see, type and press, and what others see then."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from slack_bolt import Ack
from slack_sdk import WebClient

from tests.sandbox.browsing import Look, say
from tests.sandbox.conftest import Live
from tests.sandbox.people import plain, web_client

pytest_plugins = ["tests.chromium", "tests.sandbox.browser"]


def test_what_one_person_says_another_sees_at_once(look: Look) -> None:
    asha, priya = look("U0ASHA"), look("U0PRIYA")
    say(asha, "Three walk-ins & a <b>booking</b>")
    expect(priya.get_by_text("Three walk-ins & a <b>booking</b>", exact=True)).to_be_visible()


def test_a_message_elsewhere_raises_the_badge_until_it_is_read(look: Look, live: Live) -> None:
    priya = look("U0PRIYA", "C0GENERAL")
    place = priya.get_by_role("button", name="sales")
    place.click()
    priya.get_by_role("button", name="general").click()
    live.asha.say("A visit at four")
    expect(place).to_contain_text("1 unread")
    place.click()
    expect(place).not_to_contain_text("unread")


def test_text_is_never_markup_and_a_forgotten_escape_shows_as_the_ping_it_is(look: Look, live: Live) -> None:
    page = look()
    web_client(live.box).chat_postMessage(
        channel="C0SALES", text="*Acme* &lt;img src=x&gt; &amp;lt; <!channel> <https://a.example?b=1&amp;c=2|the sheet>"
    )
    row = page.get_by_role("article").last
    expect(row).to_contain_text("Acme <img src=x> &lt; @channel the sheet")
    expect(row.locator("strong")).to_have_text("Acme")
    expect(row.locator(".mention-all")).to_have_text("@channel")
    expect(row.get_by_role("link", name="the sheet")).to_have_attribute("href", "https://a.example?b=1&c=2")
    expect(row.locator(".content img")).to_have_count(0)


def test_a_command_is_completed_from_its_first_letters(look: Look, live: Live) -> None:
    live.app.command("/thing")(lambda ack, command: ack(f"You said: {command['text']}"))
    page = look()
    field = page.get_by_role("textbox", name="Message #sales")
    field.press_sequentially("/th")
    expect(page.get_by_role("option")).to_contain_text("Makes a thing")
    field.press("Tab")
    expect(field).to_have_value("/thing ")
    field.press_sequentially("a lamp")
    field.press("Enter")
    answer = page.get_by_role("article").filter(has_text="You said: a lamp")
    expect(answer).to_contain_text("Only visible to you")


def test_a_command_that_fails_is_said_to_its_sender(look: Look) -> None:
    page = look()
    say(page, "/unheard of")
    expect(page.get_by_role("article").last).to_contain_text("/unheard is not a valid command.")


def test_a_command_that_the_app_breaks_on_is_said_once(look: Look, live: Live) -> None:
    live.app.command("/thing")(lambda: 1 / 0)
    page = look()
    say(page, "/thing")
    expect(page.get_by_role("article").last).to_contain_text('/thing failed with the error "dispatch_failed"')
    expect(page.get_by_text("dispatch_failed")).to_have_count(1)


def test_a_person_brought_into_the_channel_is_a_small_line_and_no_news(look: Look, live: Live) -> None:
    page = look("U0PRIYA", "C0GENERAL")
    live.asha.say("/invite @Waypoint", "C0GENERAL")
    expect(page.get_by_role("article").last).to_contain_text("Asha Rao added Waypoint to #general")
    expect(page.locator(".new-line")).to_have_count(0)


def test_of_a_tall_newest_message_the_top_is_shown_until_the_reader_scrolls(look: Look, live: Live) -> None:
    tall = "\n".join(["The first line", *["Another line"] * 60, "The last line"])
    client = web_client(live.box)
    client.chat_postMessage(channel="C0SALES", text=tall)
    page = look()
    expect(page.get_by_text("The first line")).to_be_in_viewport()
    client.chat_postMessage(channel="C0SALES", text=tall.replace("The", "Its"))
    expect(page.get_by_text("Its first line")).to_be_in_viewport(ratio=0.1)
    box = page.get_by_role("article").last.bounding_box()
    assert box is not None
    assert 50 < box["y"] < 100
    page.get_by_role("log").evaluate("list => list.scrollTo(0, 100)")
    client.chat_postMessage(channel="C0SALES", text="A short one")
    expect(page.get_by_text("A short one")).to_be_attached()
    expect(page.get_by_text("A short one")).not_to_be_in_viewport()


def test_a_reader_who_has_just_scrolled_is_left_there_though_the_browser_has_not_said_so_yet(
    look: Look, live: Live
) -> None:
    client = web_client(live.box)
    client.chat_postMessage(channel="C0SALES", text="\n".join(["A line"] * 60))
    page = look()
    page.evaluate("addEventListener('scroll', event => event.stopPropagation(), true)")
    page.get_by_role("log").evaluate("list => list.scrollTo(0, 100)")
    client.chat_postMessage(channel="C0SALES", text="A short one")
    expect(page.get_by_text("A short one")).to_be_attached()
    expect(page.get_by_text("A short one")).not_to_be_in_viewport()


def test_a_button_asks_before_it_acts_and_its_message_changes_in_place(look: Look, live: Live) -> None:
    confirm = {"title": plain("Sure?"), "text": plain("It goes away."), "confirm": plain("Yes"), "deny": plain("No")}
    button = {"type": "button", "action_id": "undo", "text": plain("Undo"), "confirm": confirm}
    web_client(live.box).chat_postMessage(
        channel="C0SALES", text="Saved", blocks=[{"type": "actions", "block_id": "b", "elements": [button]}]
    )

    @live.app.action("undo")
    def undo(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        where = body["container"]
        client.chat_update(channel=where["channel_id"], ts=where["message_ts"], text="Undone", blocks=[])

    page = look()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Undone")).to_be_visible()
    expect(page.get_by_text("(edited)")).to_be_visible()


def test_the_app_home_shows_what_the_app_publishes_when_it_is_opened(look: Look, live: Live) -> None:
    @live.app.event("app_home_opened")
    def publish(event: dict[str, str], client: WebClient) -> None:
        block = {"type": "header", "text": plain("My week")}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    page = look()
    page.get_by_role("button", name="Waypoint").click()
    expect(page.get_by_role("heading", name="My week")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message Waypoint")).to_be_visible()


def test_a_data_table_is_sorted_by_its_header_and_turned_page_by_page(look: Look, live: Live) -> None:
    counts = {"Asha": 9, "Meera": 14, "Vikram": 11}
    head = [{"type": "raw_text", "text": name} for name in ("Rep", "Visits")]
    rows = [[{"type": "raw_text", "text": rep}, {"type": "raw_number", "value": n}] for rep, n in counts.items()]
    table = {"type": "data_table", "caption": "Visits", "page_size": 2, "rows": [head, *rows]}
    web_client(live.box).chat_postMessage(channel="C0SALES", text="Visits", blocks=[table])
    page = look()
    first = page.get_by_role("rowheader")
    expect(first).to_have_text(["Asha", "Meera"])
    page.get_by_role("button", name="Visits", exact=True).click()
    page.get_by_role("button", name="Visits", exact=True).click()
    expect(first).to_have_text(["Meera", "Vikram"])
    page.get_by_role("button", name="Next page").click()
    expect(first).to_have_text(["Asha"])


def test_a_data_table_sorts_months_by_date_and_leaves_the_total_below(look: Look, live: Live) -> None:
    counts = {"Nov 2026": 3, "Apr 2026": 9, "Dec 2025": 5, "Total": 17}
    head = [{"type": "raw_text", "text": name} for name in ("Month", "Visits")]
    rows = [[{"type": "raw_text", "text": month}, {"type": "raw_number", "value": n}] for month, n in counts.items()]
    table = {"type": "data_table", "caption": "Visits by month", "rows": [head, *rows]}
    web_client(live.box).chat_postMessage(channel="C0SALES", text="Visits", blocks=[table])
    page = look()
    first = page.get_by_role("rowheader")
    page.get_by_role("button", name="Month").click()
    expect(first).to_have_text(["Dec 2025", "Apr 2026", "Nov 2026", "Total"])
    page.get_by_role("button", name="Visits", exact=True).click()
    page.get_by_role("button", name="Visits", exact=True).click()
    expect(first).to_have_text(["Apr 2026", "Dec 2025", "Nov 2026", "Total"])


def test_on_a_phone_the_sidebar_opens_and_closes(look: Look) -> None:
    page = look(width=390)
    expect(page.get_by_role("button", name="general")).to_be_hidden()
    page.get_by_role("button", name="Open the sidebar").click()
    page.get_by_role("button", name="general").click()
    expect(page.get_by_role("textbox", name="Message #general")).to_be_visible()
    expect(page.get_by_role("button", name="sales")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_apps_tabs_leave_its_name_alone(look: Look, width: int) -> None:
    page = look(width=width)
    page.get_by_role("button", name="Open the sidebar").click()
    page.get_by_role("button", name="Waypoint").click()
    badge = page.get_by_text("APP", exact=True).bounding_box()
    tab = page.get_by_role("tab", name="Home").bounding_box()
    assert badge
    assert tab
    assert badge["y"] + badge["height"] <= tab["y"]


def test_one_can_look_as_somebody_else_and_at_another_workspace(look: Look) -> None:
    page = look("U0ASHA")
    page.get_by_role("button", name="You are Asha Rao").click()
    page.get_by_role("menuitem", name="Priya Nair").click()
    page.get_by_role("button", name="You are Priya Nair").wait_for()
    expect(page.get_by_role("button", name="managers")).to_be_visible()
    page.get_by_role("link", name="Workspace Contoso Interiors").click()
    expect(page.get_by_role("heading", name="Contoso Interiors")).to_be_visible()
    page.get_by_role("link", name="Workspace Northwind Homes").click()
    expect(page.get_by_role("button", name="You are Priya Nair")).to_be_visible()
