"""The HTTP door: only what Slack signed, lately and readably, is listened to."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from bot.kinds import Role
from handlers.gate import LARGEST_BODY, Gate
from tests.slack import Slack

SECRET = "sandbox-signing-secret"
FORM = "application/x-www-form-urlencoded"
COMMAND = {
    "command": "/lead",
    "text": "help",
    "team_id": "T0NORTH",
    "user_id": "U0ASHA",
    "channel_id": "C0SALES",
    "trigger_id": "1.2.abc",
    "response_url": "http://127.0.0.1:1/none",
}


@pytest.fixture
def send(slack: Slack) -> Callable[..., tuple[str, str]]:
    gate = Gate(slack.program.app, SECRET)

    def send(
        body: bytes,
        *,
        content_type: str = FORM,
        at: float | None = None,
        signature: str | None = None,
        timestamp: str | None = None,
        path: str = "/slack/events",
        length: str | None = None,
    ) -> tuple[str, str]:
        stamp = timestamp or str(int(at or time.time()))
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)) if length is None else length,
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp,
            "HTTP_X_SLACK_SIGNATURE": sign(body, stamp) if signature is None else signature,
            "wsgi.input": io.BytesIO(body),
        }
        answered: list[str] = []
        chunks = gate(environ, lambda status, _headers: answered.append(status))  # type: ignore[arg-type]
        return answered[0], b"".join(chunks).decode()

    return send


def sign(body: bytes, stamp: str) -> str:
    return "v0=" + hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def command(**changed: str) -> bytes:
    return urlencode({**COMMAND, **changed}).encode()


Send = Callable[..., tuple[str, str]]


def test_a_signed_command_is_answered(send: Send) -> None:
    status, body = send(command())
    assert status == "200 OK"
    assert "opens the form for a new lead" in body


@pytest.mark.parametrize("signature", ["v0=" + "0" * 64, "", "v0=é", "nonsense"])
def test_a_forged_signature_is_refused(send: Send, signature: str) -> None:
    assert send(command(), signature=signature)[0] == "401 Unauthorized"


def test_a_signature_of_ten_minutes_ago_is_refused(send: Send) -> None:
    assert send(command(), at=time.time() - 600)[0] == "401 Unauthorized"


@pytest.mark.parametrize("timestamp", ["soon", "1e9", "-1", "١٢٣", "9" * 400, "9" * 5_000])
def test_a_timestamp_that_is_no_number_is_refused(send: Send, timestamp: str) -> None:
    assert send(command(), timestamp=timestamp)[0] == "401 Unauthorized"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{not json", "application/json"),
        (b"[1, 2]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=%7Bbroken", FORM),
        (b"payload=%5B1%5D", FORM),
    ],
)
def test_a_signed_body_that_cannot_be_read_is_a_bad_request(send: Send, body: bytes, content_type: str) -> None:
    assert send(body, content_type=content_type)[0] == "400 Bad Request"


@pytest.mark.parametrize("body", [b"", b"a=b", b'payload={"type":"view_submission"}', b'payload={"team":5,"user":[]}'])
def test_a_signed_body_without_sense_gets_no_traceback(send: Send, body: bytes) -> None:
    status, answer = send(body)
    assert not status.startswith("5")
    assert "Traceback" not in answer


def test_bytes_that_are_no_text_are_refused(send: Send) -> None:
    assert send(b"\xff\xfe")[0] == "401 Unauthorized"


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "many", "-5"])
def test_a_body_that_is_too_large_is_not_read(send: Send, length: str) -> None:
    assert send(command(), length=length)[0] == "413 Content Too Large"


def test_other_paths_are_not_found_and_health_is_ok(send: Send) -> None:
    assert send(command(), path="/")[0] == "404 Not Found"
    assert send(b"", path="/health") == ("200 OK", "ok")


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "view_submission"},
        {"type": "block_actions", "team": {"id": "T0NORTH"}, "user": {"id": "U0ASHA"}, "actions": []},
        {"type": "view_submission", "team": {"id": "T0NORTH"}, "user": {"id": "U0ASHA"}, "view": {}},
        {"type": "block_suggestion", "team": {"id": "T0NORTH"}, "user": {"id": "U0ASHA"}},
        {"type": "shortcut", "team": {"id": "T0NORTH"}, "user": {"id": "U0ASHA"}},
    ],
)
def test_a_signed_request_without_its_parts_is_no_error_of_the_programs(send: Send, payload: dict[str, object]) -> None:
    assert not send(urlencode({"payload": json.dumps(payload)}).encode())[0].startswith("5")


def test_a_nul_is_dropped_before_anything_sees_it(send: Send) -> None:
    assert "I found no lead “acme”" in json.loads(send(command(text="ac\x00me"))[1])["text"]


def test_the_letters_that_stand_for_a_nul_in_json_may_be_typed(slack: Slack) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    priya.say("/lead")
    assert priya.submit(name=r"a\u0000b\u0000", notes="x\x00y") == {"ok": True}
    lead = slack.read(lambda store: store.lead_search.newest(limit=1))[0]
    assert (lead.name, lead.notes) == (r"a\u0000b\u0000", "xy")


def test_a_command_whose_text_contains_the_word_payload_is_answered(send: Send) -> None:
    assert send(command(text="payload"))[0] == "200 OK"
    assert json.loads(send(command(text="payload", trigger_id="1.3"))[1])["text"].startswith(
        "I found no lead “payload”"
    )


def test_slack_may_verify_the_address(send: Send) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c123", "token": "t"}).encode()
    status, answer = send(body, content_type="application/json")
    assert (status, json.loads(answer)) == ("200 OK", {"challenge": "c123"})


def test_an_unknown_workspace_gets_a_polite_refusal(send: Send) -> None:
    status, answer = send(command(team_id="T0UNKNOWN"))
    assert status == "200 OK"
    assert json.loads(answer)["text"].startswith("Milepost is not set up for this workspace yet.")
