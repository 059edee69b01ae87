"""Installing by OAuth and uninstalling, as Slack's consent page and its methods do it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPErrorProcessor, build_opener

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.embedded import Embedded
from tests.sandbox.people import fetch, web_client

CLIENT = {"client_id": "1000000000.2000000000", "client_secret": "sandbox-client-secret"}
BACK = "http://127.0.0.1/slack/oauth_redirect"


class _StayHere(HTTPErrorProcessor):
    def http_response(self, _: object, response: Any) -> Any:
        return response


def consent(box: Embedded, **more: str) -> dict[str, list[str]]:
    """Where the consent page sends the person back to, as the query there."""
    query = {"client_id": CLIENT["client_id"], "scope": "commands,chat:write", "state": "s1", "redirect_uri": BACK}
    response = build_opener(_StayHere).open(f"{box.url}/oauth/v2/authorize?{urlencode({**query, **more})}")
    assert response.status == 302
    return parse_qs(urlsplit(response.headers["Location"]).query)


def test_a_consent_becomes_a_token_once(box: Embedded) -> None:
    back = consent(box, team="T0CONTO", user="U0GRACE")
    assert back["state"] == ["s1"]
    anonymous = WebClient(base_url=box.api_url)
    granted = anonymous.oauth_v2_access(**CLIENT, code=back["code"][0], redirect_uri=BACK)
    assert (granted["access_token"], granted["team"]) == (
        "xoxb-sandbox-contoso",
        {"id": "T0CONTO", "name": "Contoso Interiors"},
    )
    assert granted["authed_user"]["id"] == "U0GRACE"
    with pytest.raises(SlackApiError, match="code_already_used"):
        anonymous.oauth_v2_access(**CLIENT, code=back["code"][0])
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        anonymous.oauth_v2_access(client_id=CLIENT["client_id"], client_secret="x", code=back["code"][0])


def test_a_refusal_goes_back_without_a_code(box: Embedded) -> None:
    assert consent(box, denied="1") == {"error": ["access_denied"], "state": ["s1"]}


def test_the_page_offers_both_workspaces_and_takes_no_unknown_scope(box: Embedded) -> None:
    query = {**CLIENT, "scope": "commands", "redirect_uri": BACK}
    page = fetch(f"{box.url}/oauth/v2/authorize?{urlencode(query)}")[1]
    assert "Allow in Northwind Homes" in page
    assert "Allow in Contoso Interiors" in page
    query["scope"] = "admin"
    assert fetch(f"{box.url}/oauth/v2/authorize?{urlencode(query)}") == (400, "invalid_scope")


def test_an_app_that_comes_back_gets_another_token(box: Embedded) -> None:
    old = web_client(box)
    old.apps_uninstall(**CLIENT)
    code = consent(box, team="T0NORTH")["code"][0]
    granted = WebClient(base_url=box.api_url).oauth_v2_access(**CLIENT, code=code)
    assert granted["access_token"] != "xoxb-sandbox-north"
    assert web_client(box, granted["access_token"]).auth_test()["team_id"] == "T0NORTH"
    with pytest.raises(SlackApiError, match="invalid_auth"):
        old.auth_test()


def test_slacks_own_pages_show_the_secrets(box: Embedded) -> None:
    shown = fetch(f"{box.url}/sandbox/installation?team=T0NORTH")[1]
    assert (shown["bot_token"], shown["app_token"], shown["signing_secret"]) == (
        "xoxb-sandbox-north",
        "xapp-sandbox",
        "sandbox-signing-secret",
    )
    assert (shown["installer"], shown["is_active"]) == ("U0ANAND", True)
