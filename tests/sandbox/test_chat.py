"""What the app says: where it may, who sees it, how it changes, and what Slack refuses."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.embedded import Embedded
from tests.sandbox.people import Person, fetch


def error(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("C0GENERAL", "not_in_channel"),
        ("C0MANAGERS", "channel_not_found"),
        ("C0CSALES", "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        ("U0STRANGER", "channel_not_found"),
    ],
)
def test_the_app_speaks_only_where_it_is(client: WebClient, channel: str, name: str) -> None:
    assert error(client.chat_postMessage, channel=channel, text="a") == name


def test_an_invited_app_may_speak_and_a_removed_one_not(client: WebClient, asha: Person) -> None:
    assert asha.say("/invite @Waypoint", "C0GENERAL") == {"ok": True}
    assert client.chat_postMessage(channel="C0GENERAL", text="Thanks")["ok"]
    asha.say("/remove @Waypoint", "C0GENERAL")
    assert error(client.chat_postMessage, channel="C0GENERAL", text="a") == "not_in_channel"


def test_an_archived_channel_takes_nothing(client: WebClient, box: Embedded) -> None:
    fetch(f"{box.url}/sandbox/archive", {"team": "T0NORTH", "channel": "C0SALES"})
    assert error(client.chat_postMessage, channel="C0SALES", text="a") == "is_archived"


def test_a_message_to_a_person_arrives_in_their_direct_messages(client: WebClient, asha: Person) -> None:
    assert client.chat_postMessage(channel="U0ASHA", text="Hello")["channel"] == "D0ASHA"
    assert client.conversations_open(users="U0ASHA")["channel"]["id"] == "D0ASHA"
    assert asha.texts("D0ASHA") == ["Hello"]


def test_an_ephemeral_message_is_seen_by_one_and_cannot_be_named_again(
    client: WebClient, asha: Person, box: Embedded
) -> None:
    ts = client.chat_postEphemeral(channel="C0SALES", user="U0ASHA", text="Only you")["message_ts"]
    assert asha.texts()[-1] == "Only you"
    assert "Only you" not in Person(box, "U0PRIYA").texts()
    assert error(client.chat_update, channel="C0SALES", ts=ts, text="b") == "message_not_found"
    outsider = {"channel": "C0SALES", "user": "U0GUEST", "text": "a"}
    assert error(client.chat_postEphemeral, **outsider) == "user_not_in_channel"


def test_an_update_keeps_blocks_that_it_does_not_name(client: WebClient, asha: Person) -> None:
    posted = client.chat_postMessage(channel="C0SALES", text="a", blocks=[{"type": "divider", "block_id": "d"}])
    client.chat_update(channel="C0SALES", ts=posted["ts"], text="b")
    last = asha.messages()[-1]
    assert (last["text"], last["edited"], last["blocks"]) == ("b", True, [{"type": "divider", "block_id": "d"}])
    client.chat_update(channel="C0SALES", ts=posted["ts"], text="b", blocks=[])
    assert asha.messages()[-1]["blocks"] == []


def test_the_app_changes_and_deletes_only_what_it_said(client: WebClient, asha: Person) -> None:
    theirs = asha.say("mine")["ts"]
    assert error(client.chat_update, channel="C0SALES", ts=theirs, text="b") == "cant_update_message"
    assert error(client.chat_delete, channel="C0SALES", ts=theirs) == "cant_delete_message"
    own = client.chat_postMessage(channel="C0SALES", text="a")["ts"]
    client.chat_delete(channel="C0SALES", ts=own)
    assert error(client.chat_delete, channel="C0SALES", ts=own) == "message_not_found"


def test_what_slack_calls_text(client: WebClient) -> None:
    assert error(client.api_call, api_method="chat.postMessage", params={"channel": "C0SALES"}) == "no_text"
    long = client.chat_postMessage(channel="C0SALES", text="a" * 40_001)
    assert len(long["message"]["text"]) == 40_000
    assert error(client.chat_update, channel="C0SALES", ts=long["ts"], text="a" * 4_001) == "msg_too_long"


def test_invalid_blocks_post_nothing(client: WebClient, asha: Person) -> None:
    before = asha.texts()
    assert error(client.chat_postMessage, channel="C0SALES", text="a", blocks=[{"type": "x"}]) == "invalid_blocks"
    assert asha.texts() == before


def test_control_characters_stay_as_the_app_wrote_them(client: WebClient, asha: Person) -> None:
    client.chat_postMessage(channel="C0SALES", text="&lt;!channel&gt; <@U0ASHA>")
    assert asha.texts()[-1] == "&lt;!channel&gt; <@U0ASHA>"


def test_a_reply_counts_on_its_parent(client: WebClient, asha: Person) -> None:
    parent = client.chat_postMessage(channel="C0SALES", text="a")["ts"]
    client.chat_postMessage(channel="C0SALES", text="b", thread_ts=parent)
    assert [(m["text"], m["reply_count"]) for m in asha.messages()[-2:]] == [("a", 1), ("b", 0)]


def test_a_channel_tells_whether_it_is_shared_and_whether_the_app_is_in(client: WebClient) -> None:
    channels = {c["name"]: c for c in client.conversations_list(types="public_channel")["channels"]}
    assert {n: (c["is_ext_shared"], c["is_member"]) for n, c in channels.items()} == {
        "sales": (False, True),
        "general": (False, False),
        "site-visits": (False, True),
        "partner-deals": (True, True),
    }
    assert "U0STRANGER" in client.conversations_members(channel="C0PARTNER")["members"]
    assert client.users_info(user="U0STRANGER")["user"]["team_id"] == "T0MERIDIAN"
