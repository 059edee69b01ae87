"""Response URLs: five answers in thirty minutes, which may replace or remove what was acted on."""

from __future__ import annotations

from typing import Any

from slack_sdk import WebClient

from sandbox.embedded import Embedded
from sandbox.faults import Fault
from tests.sandbox.people import Clock, Person, fetch


def response_url(box: Embedded, ts: str | None = None) -> str:
    return box.ask(lambda s: s.issue_response_url("actions", s.world.team("T0NORTH"), "C0SALES", "U0ASHA", ts))


def answer(url: str, **body: Any) -> tuple[int, Any]:
    return fetch(url, body)


def test_it_answers_five_times(box: Embedded, asha: Person) -> None:
    url = response_url(box)
    assert [answer(url, text=str(i)) for i in range(5)] == [(200, "ok")] * 5
    assert answer(url, text="6") == (404, {"ok": False, "error": "used_url"})
    assert asha.texts()[-5:] == ["0", "1", "2", "3", "4"]


def test_it_answers_for_thirty_minutes(box: Embedded, clock: Clock) -> None:
    url = response_url(box)
    clock.advance(30 * 60)
    assert answer(url, text="late") == (404, {"ok": False, "error": "expired_url"})


def test_it_answers_its_person_alone_unless_it_says_in_channel(box: Embedded) -> None:
    url = response_url(box)
    answer(url, text="for you")
    answer(url, text="for all", response_type="in_channel")
    texts = Person(box, "U0PRIYA").texts()
    assert "for all" in texts
    assert "for you" not in texts


def test_it_replaces_and_deletes_what_was_acted_on(box: Embedded, client: WebClient, asha: Person) -> None:
    ts = client.chat_postMessage(channel="C0SALES", text="before")["ts"]
    url = response_url(box, ts)
    answer(url, text="after", replace_original=True)
    assert (asha.messages()[-1]["ts"], asha.messages()[-1]["text"]) == (ts, "after")
    answer(url, delete_original=True)
    assert asha.messages()[-1]["ts"] != ts


def test_it_replaces_an_ephemeral_message_too(box: Embedded, client: WebClient, asha: Person) -> None:
    ts = client.chat_postEphemeral(channel="C0SALES", user="U0ASHA", text="before")["message_ts"]
    answer(response_url(box, ts), text="after", replace_original=True)
    assert (asha.messages()[-1]["text"], asha.messages()[-1]["ephemeral"]) == ("after", True)


def test_it_can_be_told_to_refuse_for_any_reason_of_slacks(box: Embedded) -> None:
    url = response_url(box)
    box.ask(lambda state: state.faults.order(Fault(method="response_url", fault="invalid_blocks", times=1)))
    assert answer(url, text="a") == (400, {"ok": False, "error": "invalid_blocks"})
    assert answer(url, text="a") == (200, "ok")


def test_it_refuses_blocks_as_posting_does(box: Embedded) -> None:
    status, body = answer(response_url(box), text="a", blocks=[{"type": "x"}])
    assert (status, body["error"]) == (400, "invalid_blocks")
