"""What the page is given: people and channels, what is typed made into Slack's text, live events, a new start."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient

from sandbox.embedded import Embedded
from sandbox.manifest import Command
from sandbox.typed_text import command_text, composed
from tests.sandbox.people import Clock, Person, fetch


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("@channel look", "<!channel> look"),
        ("@Asha Rao, @priya", "<@U0ASHA>, <@U0PRIYA>"),
        ("<@U0ASHA>", "<@U0ASHA>"),
        ("#sales not #salesman", "<#C0SALES|sales> not #salesman"),
        ("asha@northwind.example", "asha@northwind.example"),
    ],
)
def test_typed_text_is_sent_as_slacks_composer_sends_it(box: Embedded, typed: str, sent: str) -> None:
    assert box.ask(lambda s: composed(s.world.team("T0NORTH"), typed)) == sent


@pytest.mark.parametrize(
    ("should_escape", "sent"),
    [(True, "role <@U0PRIYA|priya> R&amp;D"), (False, "role @priya R&amp;D")],
)
def test_a_commands_mentions_become_ids_where_the_manifest_says_so(
    box: Embedded, should_escape: bool, sent: str
) -> None:
    command = Command(command="/thing", description="d", should_escape=should_escape)
    assert box.ask(lambda s: command_text(s.world.team("T0NORTH"), command, "role @priya R&D")) == sent


def test_the_page_starts_with_everything_it_draws(asha: Person) -> None:
    boot = asha.get("boot")
    assert [channel["name"] for channel in boot["channels"]] == [
        "sales",
        "general",
        "site-visits",
        "partner-deals",
        "directmessage",
    ]
    assert boot["channels"][-1]["user"] == boot["app"]["bot_user_id"] == "U0NBOT"
    assert [command["command"] for command in boot["commands"]] == ["/thing", "/slow"]
    assert [shortcut["type"] for shortcut in boot["shortcuts"]] == ["global", "message"]
    assert (boot["me"]["real_name"], boot["app"]["name"]) == ("Asha Rao", "Waypoint")


def test_unread_counts_what_others_said_until_it_is_marked(asha: Person, box: Embedded) -> None:
    def unread() -> int:
        return int(asha.get("boot")["channels"][0]["unread"])

    assert unread() == 0
    asha.say("my own")
    Person(box, "U0PRIYA").say("news")
    assert unread() == 1
    asha.post("mark", channel="C0SALES")
    assert unread() == 0


def test_what_was_said_before_was_said_in_yesterdays_office_hours(asha: Person, clock: Clock) -> None:
    moments = [datetime.fromtimestamp(float(message["ts"])).astimezone() for message in asha.messages()]
    yesterday = datetime.fromtimestamp(clock()).astimezone().date() - timedelta(days=1)
    assert {moment.date() for moment in moments} == {yesterday}
    assert [f"{moment:%H:%M}" for moment in moments] == ["09:04", "09:23", "11:10"]


def test_who_is_brought_into_a_channel_is_a_line_that_nobody_has_to_read(asha: Person, box: Embedded) -> None:
    asha.say("/invite @Waypoint", "C0GENERAL")
    line = asha.messages("C0GENERAL")[-1]
    assert (line["subtype"], line["user"], line["inviter"]) == ("channel_join", "U0NBOT", "U0ASHA")
    assert Person(box, "U0PRIYA").get("boot")["channels"][1]["unread"] == 0
    assert line["text"] == "<@U0NBOT> has joined the channel"


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/styles/theme.css"])
def test_a_browser_asks_anew_for_the_pages_files(box: Embedded, path: str) -> None:
    with urlopen(box.url + path, timeout=5) as response:  # noqa: S310 (the loopback)
        assert response.headers["Cache-Control"] == "no-cache"


def next_event(stream: Any) -> dict[str, Any]:
    for line in stream:
        if line.startswith(b"data: "):
            event: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return event
    raise AssertionError("the stream ended")


def test_a_page_hears_what_its_person_may_see(box: Embedded, client: WebClient) -> None:
    url = f"{box.url}/client/events?team=T0NORTH&user=U0ASHA"
    with urlopen(url, timeout=5) as stream:  # noqa: S310 (the loopback)
        stream.readline()
        client.chat_postEphemeral(channel="C0SALES", user="U0PRIYA", text="not for Asha")
        posted = client.chat_postMessage(channel="C0SALES", text="for all")
        client.chat_update(channel="C0SALES", ts=posted["ts"], text="changed")
        client.chat_delete(channel="C0SALES", ts=posted["ts"])
        heard = [next_event(stream) for _ in range(3)]
    assert [(event["type"], event["message"]["text"]) for event in heard] == [
        ("message", "for all"),
        ("message_changed", "changed"),
        ("message_deleted", "changed"),
    ]


def test_what_slack_says_itself_is_a_notice(box: Embedded, asha: Person) -> None:
    with urlopen(f"{box.url}/client/events?team=T0NORTH&user=U0ASHA", timeout=5) as stream:  # noqa: S310
        stream.readline()
        asha.say("/nonsense")
        assert next_event(stream) == {"type": "notice", "text": "/nonsense is not a valid command."}


def test_a_command_in_a_thread_is_not_supported(asha: Person) -> None:
    parent = asha.say("a")["ts"]
    answer = asha.say("/thing", thread_ts=parent)
    assert answer["notice"] == "/thing is not supported in threads. Sorry!"


def test_a_reset_forgets_what_was_said(box: Embedded, asha: Person) -> None:
    before = len(asha.texts())
    asha.say("gone soon")
    assert fetch(f"{box.url}/sandbox/reset", {}) == (200, {"ok": True})
    assert len(asha.texts()) == before


def test_icons_are_drawn(box: Embedded) -> None:
    assert ">NH</text>" in fetch(f"{box.url}/icons/T0NORTH.svg")[1]
    assert fetch(f"{box.url}/icons/T0NOBODY.svg")[0] == 404
