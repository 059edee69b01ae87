"""A real Bolt app over signed HTTP: commands, forms, options, buttons, and what people see when it fails."""

from __future__ import annotations

import hashlib
import hmac
import threading
from queue import Queue
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from tests.sandbox.conftest import Live
from tests.sandbox.people import SIGNING_SECRET, Person, fetch, modal, plain, text_input


def _requests(live: Live) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fetch(f"{live.box.url}/sandbox/requests")[1]["requests"]
    return found


def test_a_command_is_answered_to_its_sender_alone(live: Live) -> None:
    @live.app.command("/thing")
    def thing(ack: Ack, command: dict[str, str]) -> None:
        ack(f"{command['user_name']} wants {command['text']} in #{command['channel_name']}")

    assert live.asha.say("/thing  a <b> & c ") == {"ok": True}

    answer = live.asha.messages()[-1]
    assert answer["text"] == "asha wants a &lt;b&gt; &amp; c in #sales"
    assert (answer["bot"], answer["ephemeral"]) == (True, True)
    assert answer["text"] not in Person(live.box, "U0PRIYA").texts()


def test_every_request_carries_slacks_signature_over_its_very_bytes(live: Live) -> None:
    live.app.command("/thing")(lambda ack: ack())
    live.asha.say("/thing payload")

    headers, body = live.door.seen[-1]
    signed = f"v0:{headers['X-Slack-Request-Timestamp']}:{body}".encode()
    digest = hmac.new(SIGNING_SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Slack-Signature"] == f"v0={digest}"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_forged_request_is_what_bolt_refuses_while_the_sandboxes_own_pass(live: Live) -> None:
    headers = {"X-Slack-Request-Timestamp": "1795000000", "X-Slack-Signature": "v0=forged"}
    assert fetch(live.door.url, {"type": "event_callback"}, headers)[0] == 401
    assert fetch(f"{live.box.url}/sandbox/verify", {}) == (200, {"ok": True})


def test_a_form_shows_slacks_errors_then_the_apps_and_closes_when_it_is_right(live: Live) -> None:
    @live.app.command("/thing")
    def open_form(ack: Ack, body: dict[str, str], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("name"), text_input("why")))

    @live.app.view("form")
    def save(ack: Ack, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["name"]["value"]["value"]
        ack() if name == "Acme" else ack(response_action="errors", errors={"name": "Only Acme."})

    live.asha.say("/thing")
    assert live.asha.submit(name="Acme") == {
        "ok": False,
        "errors": {"why": "Please complete this required field."},
    }
    assert live.asha.submit(name="Other", why="so") == {"ok": False, "errors": {"name": "Only Acme."}}
    assert live.asha.stack()[0]["state"]["values"]["why"]["value"]["value"] == "so"
    assert live.asha.submit(name="Acme", why="so") == {"ok": True}
    assert live.asha.stack() == []
    assert [r["kind"] for r in _requests(live)] == ["slash_command", "view_submission", "view_submission"]


def test_an_ack_can_update_push_and_clear_views(live: Live) -> None:
    answers: list[dict[str, Any]] = [
        {"response_action": "update", "view": modal(text_input("second"))},
        {"response_action": "push", "view": modal(text_input("third"))},
        {"response_action": "clear"},
    ]
    live.app.view("form")(lambda ack: ack(answers.pop(0)))
    live.box.ask(lambda s: s.views.open("V1", "T0NORTH", "U0ASHA", modal()))

    live.asha.submit(name="a")
    assert [view["blocks"][0]["block_id"] for view in live.asha.stack()] == ["second"]
    live.asha.submit(second="a")
    assert [view["blocks"][0]["block_id"] for view in live.asha.stack()] == ["second", "third"]
    live.asha.submit(third="a")
    assert live.asha.stack() == []


def test_a_form_stays_open_when_its_answer_is_not_slacks(live: Live) -> None:
    live.app.view("form")(lambda ack: ack(response_action="errors", errors={"nowhere": "?"}))
    live.box.ask(lambda s: s.views.open("V1", "T0NORTH", "U0ASHA", modal()))

    answer = live.asha.submit(name="a")

    assert (answer["ok"], answer["notice"]) == (False, "We had some trouble connecting. Try again?")
    assert len(live.asha.stack()) == 1


def test_an_external_menu_asks_the_app_once_enough_is_typed(live: Live) -> None:
    @live.app.options("lead")
    def offer(ack: Ack, payload: dict[str, Any]) -> None:
        ack(options=[{"text": plain(payload["value"].title()), "value": "L-1"}])

    menu = {"type": "external_select", "action_id": "lead", "min_query_length": 2}
    block = {"type": "input", "block_id": "b", "label": plain("Lead"), "element": menu}
    live.box.ask(lambda s: s.views.open("V1", "T0NORTH", "U0ASHA", modal(block)))
    asked = {"container": {"type": "view", "view_id": "V1"}, "action_id": "lead", "block_id": "b"}

    assert live.asha.post("options", **asked, value="a") == {"options": []}
    assert live.asha.post("options", **asked, value="ac") == {"options": [{"text": plain("Ac"), "value": "L-1"}]}


def test_a_button_in_a_message_sends_slacks_whole_payload(live: Live) -> None:
    pressed: Queue[dict[str, Any]] = Queue()

    @live.app.action("go")
    def press(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        pressed.put(body)

    button = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "7"}
    posted = live.app.client.chat_postMessage(
        channel="C0SALES", text="?", blocks=[{"type": "actions", "block_id": "b", "elements": [button]}]
    )
    place = {"type": "message", "channel": "C0SALES", "ts": posted["ts"]}
    made = {"type": "button", "action_id": "go", "block_id": "b", "value": "forged"}
    assert live.asha.post("action", container=place, action=made) == {"ok": True}

    body = pressed.get(timeout=5)
    assert body["actions"][0]["value"] == "7"
    assert body["user"] == {"id": "U0ASHA", "username": "asha", "name": "asha", "team_id": "T0NORTH"}
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0SALES",
        "is_ephemeral": False,
    }
    assert body["message"]["blocks"] == posted["message"]["blocks"]


def test_a_choice_in_a_form_reaches_the_app_with_the_rest_of_its_state(live: Live) -> None:
    chosen: Queue[dict[str, Any]] = Queue()

    @live.app.action("stage")
    def choose(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        chosen.put(body["view"]["state"]["values"])

    won, lost = ({"text": plain(word), "value": word} for word in ("won", "lost"))
    menu = {"type": "static_select", "action_id": "stage", "options": [won, lost]}
    block = {"type": "actions", "block_id": "a", "elements": [menu]}
    live.box.ask(lambda s: s.views.open("V1", "T0NORTH", "U0ASHA", modal(text_input("name"), block)))
    made = {"type": "static_select", "action_id": "stage", "block_id": "a", "selected_option": lost}
    place = {"type": "view", "view_id": "V1"}
    typed = {"values": {"name": {"value": {"type": "plain_text_input", "value": "Acme"}}}}

    assert live.asha.post("action", container=place, action=made, state=typed) == {"ok": True}
    assert chosen.get(timeout=5) == {
        "name": {"value": {"type": "plain_text_input", "value": "Acme"}},
        "a": {"stage": {"type": "static_select", "selected_option": lost}},
    }
    forged = {**made, "selected_option": {"text": plain("x"), "value": "x"}}
    assert live.asha.post("action", container=place, action=forged)["error"] == "option_not_found"


def test_a_stranger_acts_under_their_own_workspaces_name(live: Live) -> None:
    pressed: Queue[dict[str, Any]] = Queue()

    @live.app.action("go")
    def press(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        pressed.put(body)

    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    ts = live.app.client.chat_postMessage(channel="C0PARTNER", text="?", blocks=blocks)["ts"]
    place = {"type": "message", "channel": "C0PARTNER", "ts": ts}
    made = {"type": "button", "action_id": "go", "block_id": "b"}
    Person(live.box, "U0STRANGER").post("action", container=place, action=made)

    body = pressed.get(timeout=5)
    assert (body["team"]["id"], body["user"]["team_id"]) == ("T0NORTH", "T0MERIDIAN")


def test_a_late_app_fails_as_slack_says(live: Live) -> None:
    release = threading.Event()
    live.app.command("/slow")(lambda ack: (release.wait(5), ack()))

    answer = live.asha.say("/slow")
    release.set()

    assert answer["notice"] == '/slow failed with the error "operation_timeout"'
    request = _requests(live)[-1]
    assert (request["in_time"], request["status"], request["failure"]) == (False, None, "operation_timeout")


def test_an_app_without_a_listener_fails_the_dispatch(live: Live) -> None:
    assert live.asha.say("/thing")["notice"] == '/thing failed with the error "dispatch_failed"'
    assert _requests(live)[-1]["status"] == 404


def test_a_command_of_nobody_is_not_sent(live: Live) -> None:
    assert live.asha.say("/nothing")["notice"] == "/nothing is not a valid command."
    assert _requests(live) == []


def test_a_closed_view_is_told_where_the_app_asked(live: Live) -> None:
    closed: Queue[bool] = Queue()

    @live.app.view_closed("form")
    def note(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        closed.put(body["is_cleared"])

    live.box.ask(lambda s: s.views.open("V1", "T0NORTH", "U0ASHA", modal(notify_on_close=True)))
    assert live.asha.post("close", view_id="V1") == {"ok": True}
    assert closed.get(timeout=5) is False
    assert live.asha.stack() == []


def test_shortcuts_open_from_anywhere_and_on_a_message(live: Live) -> None:
    seen: Queue[str] = Queue()

    @live.app.shortcut("log_thing")
    def log_thing(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        seen.put(body["type"])

    @live.app.shortcut("log_message")
    def log_message(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        seen.put(body["message"]["text"])

    said = live.asha.say("Hartley called")

    live.asha.post("shortcut", callback_id="log_thing")
    live.asha.post("shortcut", callback_id="log_message", channel="C0SALES", ts=said["ts"])

    assert [seen.get(timeout=5), seen.get(timeout=5)] == ["shortcut", "Hartley called"]
