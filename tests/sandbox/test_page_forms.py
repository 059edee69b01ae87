"""The page's forms in a real browser: errors, updates, typeahead, and what each kind of input sends to the app."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect
from slack_bolt import Ack
from slack_sdk import WebClient

from tests.sandbox.browsing import Look, opens, say
from tests.sandbox.conftest import Live
from tests.sandbox.people import modal, plain, text_input

pytest_plugins = ["tests.chromium", "tests.sandbox.browser"]


def _input(label: str, type_: str, **more: Any) -> dict[str, Any]:
    block = {"type": "input", "block_id": label.lower(), "label": plain(label), "optional": True}
    return {**block, "element": {"type": type_, "action_id": "value", **more}}


def _option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def test_an_error_stands_under_its_field_and_what_was_typed_stays(look: Look, live: Live) -> None:
    opens(live, modal(text_input("name"), text_input("why")))
    live.app.view("form")(lambda ack: ack(response_action="errors", errors={"why": "Say why."}))
    page = look()
    say(page, "/thing")
    form = page.get_by_role("dialog", name="A form")
    form.get_by_label("name").fill("Acme")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Please complete this required field.")).to_be_visible()
    form.get_by_label("why").fill("because")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Say why.")).to_be_visible()
    expect(form.get_by_label("why")).to_be_focused()
    expect(form.get_by_label("name")).to_have_value("Acme")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()


def test_a_date_that_was_just_chosen_is_sent_though_the_app_has_not_been_told_of_it_yet(look: Look, live: Live) -> None:
    sent: list[str] = []
    opens(live, modal(_input("Date", "datepicker", initial_date="2026-11-25") | {"dispatch_action": True}))
    live.app.action("value")(lambda ack: ack())

    @live.app.view("form")
    def submit(ack: Ack, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"]["date"]["value"]["selected_date"])
        ack()

    page = look()
    say(page, "/thing")
    page.get_by_label("Date").fill("2027-01-05")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="A form")).to_be_hidden()
    assert sent == ["2027-01-05"]


def test_an_update_of_the_view_keeps_what_was_typed(look: Look, live: Live) -> None:
    kind = _input("Kind", "static_select", options=[_option("Visit"), _option("Demo")])
    opens(live, modal(kind | {"dispatch_action": True}, text_input("notes")))

    @live.app.action("value")
    def choose(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        chosen = body["actions"][0]["selected_option"]["value"]
        fields = [kind | {"dispatch_action": True}, text_input(f"about the {chosen}"), text_input("notes")]
        client.views_update(view_id=body["view"]["id"], view=modal(*fields))

    page = look()
    say(page, "/thing")
    page.get_by_label("notes").fill("kept")
    page.get_by_label("Kind").click()
    page.get_by_role("option", name="Demo").click()
    expect(page.get_by_label("about the demo")).to_be_visible()
    expect(page.get_by_label("notes")).to_have_value("kept")
    expect(page.get_by_label("Kind")).to_have_value("Demo")


def test_what_the_answer_to_a_submission_puts_above_the_fields_is_in_sight(look: Look, live: Live) -> None:
    fields = [text_input(f"field {number}") for number in range(12)]
    question = {"type": "section", "text": plain("Is it the same one?")}
    opens(live, modal(*fields))
    live.app.view("form")(lambda ack: ack(response_action="update", view=modal(question, *fields)))
    page = look()
    say(page, "/thing")
    form = page.get_by_role("dialog", name="A form")
    for number in range(12):
        form.get_by_label(f"field {number}", exact=True).fill("something")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Is it the same one?")).to_be_in_viewport()


def test_a_typeahead_asks_the_app_for_what_is_typed(look: Look, live: Live) -> None:
    opens(live, modal(_input("Lead", "external_select", min_query_length=2)))

    @live.app.options("value")
    def find(ack: Ack, body: dict[str, str]) -> None:
        ack(options=[_option("Acme Corp")] if body["value"] == "ac" else [])

    page = look()
    say(page, "/thing")
    lead = page.get_by_label("Lead")
    lead.fill("a")
    expect(page.get_by_text("Type at least 2 letters")).to_be_visible()
    lead.fill("zz")
    expect(page.get_by_text("No results")).to_be_visible()
    lead.fill("ac")
    page.get_by_role("option", name="Acme Corp").wait_for()
    lead.press("Enter")
    expect(lead).to_have_value("Acme Corp")


def test_every_input_reaches_the_app_in_slacks_shape(look: Look, live: Live) -> None:
    options = [_option("Hot"), _option("Cold")]
    opens(
        live,
        modal(
            _input("Radio", "radio_buttons", options=options),
            _input("Boxes", "checkboxes", options=options),
            _input("Tags", "multi_static_select", options=options),
            _input("Owner", "users_select"),
            _input("Room", "conversations_select", default_to_current_conversation=True),
            _input("Date", "datepicker", initial_date="2026-11-25"),
            _input("Clock", "timepicker"),
            _input("Moment", "datetimepicker"),
            _input("Value", "number_input", is_decimal_allowed=True),
            _input("Paper", "file_input"),
            _input("Empty", "plain_text_input"),
        ),
    )
    sent: list[dict[str, Any]] = []

    @live.app.view("form")
    def take(ack: Ack, view: dict[str, Any]) -> None:
        sent.append({block: dict(entry["value"]) for block, entry in view["state"]["values"].items()})
        ack()

    page = look()
    say(page, "/thing")
    form = page.get_by_role("dialog", name="A form")
    form.get_by_role("radio", name="Hot").check()
    form.get_by_role("checkbox", name="Cold").check()
    form.get_by_label("Tags").click()
    page.get_by_role("option", name="Hot").click()
    page.get_by_role("option", name="Cold").click()
    page.keyboard.press("Escape")
    form.get_by_role("button", name="Remove Cold").click()
    form.get_by_label("Owner").fill("vik")
    page.get_by_role("option", name="Vikram Shetty").click()
    form.get_by_label("Date").fill("2026-11-20")
    form.get_by_label("Clock").fill("14:30")
    form.get_by_label("Moment").fill("2026-11-28T09:00")
    form.get_by_label("Value").fill("12.5")
    form.get_by_label("Paper").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    expect(form.get_by_text("a.csv")).to_be_visible()
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()

    values = sent[0]
    files = values["paper"].pop("files")
    hot, cold = options
    assert [file["name"] for file in files] == ["a.csv"]
    assert values == {
        "radio": {"type": "radio_buttons", "selected_option": hot},
        "boxes": {"type": "checkboxes", "selected_options": [cold]},
        "tags": {"type": "multi_static_select", "selected_options": [hot]},
        "owner": {"type": "users_select", "selected_user": "U0VIKRAM"},
        "room": {"type": "conversations_select", "selected_conversation": "C0SALES"},
        "date": {"type": "datepicker", "selected_date": "2026-11-20"},
        "clock": {"type": "timepicker", "selected_time": "14:30"},
        "moment": {"type": "datetimepicker", "selected_date_time": 1795836600},
        "value": {"type": "number_input", "value": "12.5"},
        "paper": {"type": "file_input"},
        "empty": {"type": "plain_text_input", "value": None},
    }


def test_a_view_pushed_over_another_leads_back_to_what_was_typed_there(look: Look, live: Live) -> None:
    opens(live, modal(text_input("name")))
    live.app.view("form")(lambda ack: ack(response_action="push", view=modal(callback_id="over", title=plain("Sure?"))))
    page = look()
    say(page, "/thing")
    page.get_by_label("name").fill("Acme")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="Sure?")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="A form").get_by_label("name")).to_have_value("Acme")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_form_that_the_app_does_not_take_says_so_and_can_be_sent_again(look: Look, live: Live) -> None:
    opens(live, modal(text_input("name")))
    taken: list[str] = []

    @live.app.view("form")
    def take(ack: Ack, view: dict[str, Any]) -> None:
        taken.append(view["state"]["values"]["name"]["value"]["value"])
        if len(taken) > 1:
            ack()

    page = look()
    say(page, "/thing")
    page.get_by_label("name").fill("Acme")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("We had some trouble connecting. Try again?")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert taken == ["Acme", "Acme"]


def test_the_current_conversation_is_chosen_only_where_the_filter_has_it(look: Look, live: Live) -> None:
    own = {"include": ["public", "private"], "exclude_external_shared_channels": True}
    opens(live, modal(_input("Where", "conversations_select", default_to_current_conversation=True, filter=own)))
    page = look(channel="D0ASHA")
    page.get_by_role("tab", name="Messages").click()
    say(page, "/thing", place="Waypoint")
    where = page.get_by_label("Where")
    expect(where).to_have_value("")
    where.click()
    expect(page.get_by_role("option")).to_have_text(["#sales", "#general", "#site-visits"])
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="sales", exact=True).click()
    say(page, "/thing")
    expect(where).to_have_value("#sales")
