"""Two workspaces apart, strangers and outsiders kept out, and other web sites kept away."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.embedded import Embedded
from tests.sandbox.people import Person, fetch


def test_a_person_of_one_workspace_is_unknown_in_another(box: Embedded) -> None:
    assert Person(box, "U0ASHA", "T0CONTO").get("boot") == {"ok": False, "error": "user_not_found"}
    assert Person(box, "U0NBOT").get("boot") == {"ok": False, "error": "user_not_found"}
    assert Person(box, "U0BEN", "T0CONTO").get("messages", channel="C0SALES")["error"] == "channel_not_found"


def test_each_workspace_lists_its_own(box: Embedded) -> None:
    ben = Person(box, "U0BEN", "T0CONTO").get("boot")
    assert {channel["id"] for channel in ben["channels"]} == {"C0CSALES", "C0CGENERAL", "C0CVISITS", "D0BEN"}
    assert {user["id"] for user in ben["users"]} == {"U0BEN", "U0LAURA", "U0GRACE", "U0CBOT"}


def test_one_workspaces_token_sees_nothing_of_the_others(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0BEN")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.conversations_members(channel="C0CSALES")


def test_a_rep_sees_no_private_channel_of_managers(box: Embedded, asha: Person) -> None:
    assert asha.get("messages", channel="C0MANAGERS") == {"ok": False, "error": "channel_not_found"}
    assert Person(box, "U0PRIYA").texts("C0MANAGERS") != []


def test_a_stranger_sees_the_shared_channel_and_no_commands(box: Embedded) -> None:
    stranger = Person(box, "U0STRANGER")
    boot = stranger.get("boot")
    assert [channel["name"] for channel in boot["channels"]] == ["partner-deals"]
    assert boot["commands"] == []
    assert stranger.say("/thing", "C0PARTNER")["error"] == "unknown_command"


def test_another_web_site_cannot_use_the_sandbox(box: Embedded) -> None:
    url = f"{box.url}/client/say"
    said = {"team": "T0NORTH", "user": "U0ASHA", "channel": "C0SALES", "text": "hi"}
    assert fetch(url, said, {"Origin": "https://elsewhere.example"}) == (403, "another origin")
    assert fetch(url, said, {"Host": "rebound.example"}) == (403, "unknown host")
    assert fetch(url, said, {"Origin": box.url})[0] == 200
