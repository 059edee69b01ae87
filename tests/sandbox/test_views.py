"""Triggers, the stack of modals, hashes and external ids, as views.* keeps them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.embedded import Embedded
from tests.sandbox.people import Clock, Person, modal, plain, text_input, web_client


def trigger(box: Embedded, team: str = "T0NORTH", user: str = "U0ASHA") -> str:
    return box.ask(lambda s: s.issue_trigger(s.world.team(team), user))


def error(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def test_a_trigger_lives_three_seconds(box: Embedded, client: WebClient, clock: Clock) -> None:
    in_time, late = trigger(box), trigger(box)
    clock.advance(2.9)
    assert client.views_open(trigger_id=in_time, view=modal())["ok"]
    clock.advance(0.1)
    assert error(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"


def test_a_trigger_is_used_once(box: Embedded, client: WebClient) -> None:
    once = trigger(box)
    client.views_open(trigger_id=once, view=modal())
    assert error(client.views_push, trigger_id=once, view=modal()) == "exchanged_trigger_id"


def test_a_refused_view_leaves_the_trigger_for_another_try(box: Embedded, client: WebClient) -> None:
    once = trigger(box)
    assert error(client.views_open, trigger_id=once, view=modal(submit=None)) == "invalid_arguments"
    assert client.views_open(trigger_id=once, view=modal())["ok"]


def test_another_workspaces_trigger_is_invalid(box: Embedded) -> None:
    contoso = web_client(box, "xoxb-sandbox-contoso")
    assert error(contoso.views_open, trigger_id=trigger(box), view=modal()) == "invalid_arguments"
    assert error(contoso.views_open, trigger_id="1.2.3", view=modal()) == "invalid_arguments"


def test_three_views_stack_and_a_fourth_does_not(box: Embedded, client: WebClient, asha: Person) -> None:
    root = client.views_open(trigger_id=trigger(box), view=modal())["view"]
    second = client.views_push(trigger_id=trigger(box), view=modal())["view"]
    third = client.views_push(trigger_id=trigger(box), view=modal())["view"]

    assert error(client.views_push, trigger_id=trigger(box), view=modal()) == "push_limit_reached"
    assert [view["id"] for view in asha.stack()] == [root["id"], second["id"], third["id"]]
    assert (third["root_view_id"], third["previous_view_id"]) == (root["id"], second["id"])


def test_an_update_with_an_old_hash_conflicts_and_changes_nothing(
    box: Embedded, client: WebClient, asha: Person
) -> None:
    first = client.views_open(trigger_id=trigger(box), view=modal())["view"]
    second = client.views_update(view_id=first["id"], hash=first["hash"], view=modal(title=plain("Two")))["view"]

    stale = {"view_id": first["id"], "hash": first["hash"], "view": modal(title=plain("Three"))}
    assert error(client.views_update, **stale) == "hash_conflict"
    assert [(v["title"]["text"], v["hash"]) for v in asha.stack()] == [("Two", second["hash"])]


def test_a_view_is_found_by_its_external_id_which_is_unique(box: Embedded, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(box), view=modal(external_id="lead-12"))
    updated = client.views_update(external_id="lead-12", view=modal(external_id="lead-12", title=plain("Two")))

    assert updated["view"]["title"]["text"] == "Two"
    twice = {"trigger_id": trigger(box, user="U0PRIYA"), "view": modal(external_id="lead-12")}
    assert error(client.views_open, **twice) == "duplicate_external_id"
    assert error(client.views_update, external_id="lead-13", view=modal()) == "not_found"


def test_what_was_typed_stays_where_the_ids_stay(box: Embedded, client: WebClient, asha: Person) -> None:
    view = client.views_open(trigger_id=trigger(box), view=modal(text_input("name"), text_input("why")))["view"]
    box.ask(lambda s: s.views.stack("T0NORTH", "U0ASHA")[0].state["name"]["value"].update(value="Acme"))

    client.views_update(view_id=view["id"], view=modal(text_input("name"), text_input("when")))

    assert asha.stack()[0]["state"]["values"] == {
        "name": {"value": {"type": "plain_text_input", "value": "Acme"}},
        "when": {"value": {"type": "plain_text_input", "value": None}},
    }


def test_a_home_is_published_for_one_person(client: WebClient, asha: Person, box: Embedded) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    client.views_publish(user_id="U0ASHA", view=home)
    assert asha.post("home")["view"]["type"] == "home"
    assert Person(box, "U0PRIYA").post("home") == {"view": None}
