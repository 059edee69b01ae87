"""What a real Bolt app hears over signed HTTP without being asked: events, and requests that come again."""

from __future__ import annotations

import json
from queue import Queue
from typing import Any

from slack_bolt import BoltRequest
from slack_sdk import WebClient

from tests.sandbox.conftest import Live
from tests.sandbox.people import fetch, plain


def _requests(live: Live) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fetch(f"{live.box.url}/sandbox/requests")[1]["requests"]
    return found


def test_the_app_hears_of_its_invitation_and_of_its_end(live: Live) -> None:
    heard: Queue[tuple[str, Any]] = Queue()
    live.app.event("member_joined_channel")(lambda event: heard.put(("joined", event["channel"])))
    live.app.event("app_uninstalled")(lambda body: heard.put(("uninstalled", body["team_id"])))
    live.app.event("tokens_revoked")(lambda event: heard.put(("revoked", event["tokens"])))

    live.asha.say("/invite @Waypoint", "C0GENERAL")
    assert heard.get(timeout=5) == ("joined", "C0GENERAL")
    fetch(f"{live.box.url}/sandbox/uninstall", {"team": "T0NORTH"})
    assert sorted(heard.get(timeout=5)[0] for _ in range(2)) == ["revoked", "uninstalled"]
    assert live.asha.say("/thing")["notice"] == "/thing is not a valid command."


def test_an_event_is_repeated_until_it_is_taken(live: Live) -> None:
    seen: Queue[tuple[str, list[str]]] = Queue()

    @live.app.event("app_mention")
    def mentioned(request: BoltRequest, event: dict[str, Any]) -> None:
        retry = list(request.headers.get("x-slack-retry-num", []))
        seen.put((event["text"], retry))
        if retry != ["2"]:
            raise RuntimeError("not yet")

    live.asha.say("hi @Waypoint & all")

    assert [seen.get(timeout=5) for _ in range(3)] == [
        ("hi <@U0NBOT> &amp; all", []),
        ("hi <@U0NBOT> &amp; all", ["1"]),
        ("hi <@U0NBOT> &amp; all", ["2"]),
    ]
    bodies = [json.loads(body) for _, body in live.door.seen if "app_mention" in body]
    assert len({body["event_id"] for body in bodies}) == 1
    assert bodies[0]["authorizations"][0]["user_id"] == "U0NBOT"


def test_a_message_to_the_app_and_a_look_at_its_home_are_events(live: Live) -> None:
    seen: Queue[str] = Queue()
    live.app.event("message")(lambda event: seen.put(f"{event['channel_type']}: {event['text']}"))

    @live.app.event("app_home_opened")
    def show_home(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "section", "text": plain("Welcome")}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
        seen.put(f"home of {event['user']}")

    live.asha.say("hello", channel="D0ASHA")
    assert seen.get(timeout=5) == "im: hello"
    assert live.asha.post("home") == {"view": None}
    assert seen.get(timeout=5) == "home of U0ASHA"
    assert live.asha.post("home")["view"]["blocks"][0]["text"] == plain("Welcome")


def test_an_ordered_duplicate_reaches_the_app_twice_with_one_trigger(live: Live) -> None:
    live.app.command("/thing")(lambda ack: ack("taken"))
    fetch(f"{live.box.url}/sandbox/faults", {"method": "/thing", "fault": "duplicate"})

    live.asha.say("/thing")

    assert [r["name"] for r in _requests(live)] == ["/thing", "/thing"]
    assert live.door.seen[0][1] == live.door.seen[1][1]
    assert live.asha.texts().count("taken") == 1
