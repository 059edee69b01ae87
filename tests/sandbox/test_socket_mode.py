"""Socket Mode with slack_bolt's own handler and client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.embedded import Embedded, running_sandbox
from sandbox.settings import Settings
from tests.sandbox.people import MANIFEST, Person, fetch, modal, web_client
from tests.sandbox.sockets import connected, hellos


@dataclass
class Linked:
    box: Embedded
    app: App
    asha: Person

    @property
    def handler(self) -> SocketModeHandler:
        return SocketModeHandler(self.app, "xapp-sandbox", ping_interval=1)


@pytest.fixture
def linked() -> Iterator[Linked]:
    with running_sandbox(MANIFEST, settings=Settings(ack_seconds=0.3)) as box:
        app = App(client=web_client(box), process_before_response=True)
        yield Linked(box, app, Person(box, "U0ASHA"))


def test_a_command_and_its_form_come_and_go_over_the_socket(linked: Linked) -> None:
    @linked.app.command("/thing")
    def open_form(ack: Ack, body: dict[str, str], client: WebClient) -> None:
        ack("Here you are")
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    @linked.app.view("form")
    def save(ack: Ack, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["name"]["value"]["value"]
        ack() if name == "Acme" else ack(response_action="errors", errors={"name": "Only Acme."})

    with connected(linked.box, linked.handler):
        assert linked.asha.say("/thing") == {"ok": True}
        assert linked.asha.texts()[-1] == "Here you are"
        assert linked.asha.submit(name="x") == {"ok": False, "errors": {"name": "Only Acme."}}
        assert linked.asha.submit(name="Acme") == {"ok": True}


def test_a_listener_that_fails_leaves_the_person_waiting(linked: Linked) -> None:
    @linked.app.command("/thing")
    def fail() -> None:
        raise RuntimeError("broken")

    with connected(linked.box, linked.handler):
        assert linked.asha.say("/thing")["error"] == "operation_timeout"


def test_without_a_connection_nothing_can_be_dispatched(linked: Linked) -> None:
    assert linked.asha.say("/thing")["notice"] == '/thing failed with the error "dispatch_failed"'


def test_a_refresh_moves_the_app_to_a_new_connection(linked: Linked) -> None:
    linked.app.command("/thing")(lambda ack: ack("still here"))
    with connected(linked.box, linked.handler) as handler:
        greeting = hellos(handler)
        assert fetch(f"{linked.box.url}/sandbox/refresh", {})[1] == {"ok": True, "connections": 1}
        greeting.get(timeout=5)
        linked.asha.say("/thing")
        assert linked.asha.texts()[-1] == "still here"


def test_a_socket_needs_a_ticket(linked: Linked) -> None:
    assert fetch(f"{linked.box.url}/link?ticket=guessed")[0] == 404
