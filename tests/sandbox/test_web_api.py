"""Who may call what: tokens, scopes, limits of calls, and faults on order."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.embedded import Embedded
from tests.sandbox.people import Clock, fetch, web_client


def refusal(call: Any, **arguments: Any) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return caught.value


def test_a_token_says_which_workspace_calls(box: Embedded) -> None:
    north, contoso = web_client(box), web_client(box, "xoxb-sandbox-contoso")
    assert (north.auth_test()["team_id"], north.auth_test()["user_id"]) == ("T0NORTH", "U0NBOT")
    assert contoso.auth_test()["team"] == "Contoso Interiors"


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-stolen", "auth.test", "invalid_auth"),
        ("xapp-sandbox", "auth.test", "not_allowed_token_type"),
        ("xoxb-sandbox-north", "apps.connections.open", "not_allowed_token_type"),
        ("xoxb-sandbox-north", "chat.shout", "unknown_method"),
    ],
)
def test_a_wrong_caller_is_told_so(box: Embedded, token: str, method: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    assert fetch(f"{box.api_url}{method}", {}, headers) == (200, {"ok": False, "error": error})


def test_a_token_may_come_in_a_form_or_in_the_body(box: Embedded) -> None:
    assert fetch(f"{box.api_url}auth.test", {"token": "xoxb-sandbox-north"})[1]["ok"]
    assert fetch(f"{box.api_url}auth.test?token=xoxb-sandbox-north")[1]["ok"]


def test_a_missing_scope_is_named_beside_the_given_ones(client: WebClient) -> None:
    error = refusal(client.conversations_history, channel="C0SALES")
    assert (error.response["error"], error.response["needed"]) == ("missing_scope", "channels:history")
    assert error.response["provided"].startswith("commands,chat:write,channels:read")


def test_the_scopes_stand_in_the_headers(client: WebClient) -> None:
    headers = client.users_info(user="U0ASHA").headers
    assert headers["X-Accepted-OAuth-Scopes"] == "users:read"
    assert "chat:write" in headers["X-OAuth-Scopes"].split(",")


def test_an_email_needs_a_scope_of_its_own(client: WebClient, box: Embedded) -> None:
    assert "email" not in client.users_info(user="U0ASHA")["user"]["profile"]
    box.ask(lambda s: s.world.team("T0NORTH").installation.scopes.append("users:read.email"))
    assert client.users_info(user="U0ASHA")["user"]["profile"]["email"] == "asha@northwind.example"


def test_an_uninstalled_apps_token_is_dead(client: WebClient, box: Embedded) -> None:
    fetch(f"{box.url}/sandbox/uninstall", {"team": "T0NORTH"})
    assert refusal(client.auth_test).response["error"] == "account_inactive"
    assert web_client(box, "xoxb-sandbox-contoso").auth_test()["ok"]


def test_a_channel_takes_a_message_a_second_after_a_small_burst(client: WebClient, clock: Clock) -> None:
    for _ in range(4):
        client.chat_postMessage(channel="C0SALES", text="a")
    limited = refusal(client.chat_postMessage, channel="C0SALES", text="a").response
    assert (limited.status_code, limited["error"], limited.headers["Retry-After"]) == (429, "ratelimited", "1")
    assert client.chat_postMessage(channel="C0VISITS", text="a")["ok"]
    clock.advance(1)
    assert client.chat_postMessage(channel="C0SALES", text="a")["ok"]


def test_a_method_takes_the_calls_a_minute_of_its_tier(client: WebClient) -> None:
    for _ in range(20):
        client.users_list()
    assert refusal(client.users_list).response.headers["Retry-After"] == "3"


def test_an_ordered_429_comes_once_with_its_wait(box: Embedded, client: WebClient) -> None:
    fetch(f"{box.url}/sandbox/faults", {"method": "chat.postMessage", "fault": "429", "retry_after": 7})
    limited = refusal(client.chat_postMessage, channel="C0SALES", text="a").response
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert client.chat_postMessage(channel="C0SALES", text="a")["ok"]


@pytest.mark.parametrize(("fault", "said"), [("timeout", 0), ("accept_then_timeout", 1)])
def test_a_call_that_times_out_was_done_or_not(box: Embedded, fault: str, said: int) -> None:
    box.ask(lambda s: setattr(s, "settings", s.settings.__class__(clock=s.settings.clock, hang_seconds=30)))
    fetch(f"{box.url}/sandbox/faults", {"method": "chat.postMessage", "fault": fault})
    impatient = WebClient("xoxb-sandbox-north", box.api_url, timeout=0.1)  # type: ignore[arg-type]
    with pytest.raises((TimeoutError, socket.timeout)):
        impatient.chat_postMessage(channel="C0SALES", text="once")
    assert (
        box.ask(lambda s: [m.text for m in s.world.team("T0NORTH").channels["C0SALES"].messages]).count("once") == said
    )


def test_an_ordered_500_and_an_ordered_refusal(box: Embedded, client: WebClient) -> None:
    fetch(f"{box.url}/sandbox/faults", {"method": "chat.postMessage", "fault": "500"})
    fetch(f"{box.url}/sandbox/faults", {"method": "*", "fault": "invalid_blocks"})
    assert refusal(client.chat_postMessage, channel="C0SALES", text="a").response.status_code == 500
    assert refusal(client.chat_postMessage, channel="C0SALES", text="a").response["error"] == "invalid_blocks"


def test_every_call_is_recorded_without_its_token(box: Embedded, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SALES", text="a")
    [call] = fetch(f"{box.url}/sandbox/calls")[1]["calls"]
    assert (call["method"], call["team"], call["status"], call["answer"]["ok"]) == (
        "chat.postMessage",
        "T0NORTH",
        200,
        True,
    )
    assert "xoxb" not in str(call)


def test_a_list_is_read_page_by_page(client: WebClient) -> None:
    first = client.users_list(limit=5)
    rest = client.users_list(limit=5, cursor=first["response_metadata"]["next_cursor"])
    assert (len(first["members"]), len(rest["members"])) == (5, 4)
    assert rest["response_metadata"]["next_cursor"] == ""
