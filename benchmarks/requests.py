"""Requests as Slack signs and sends them: a command, a submitted form, what is typed into a search."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIEnvironment

SECRET = "benchmark-signing-secret"
TEAM, USER, CHANNEL = "T0NORTH", "U0ASHA", "C0SALES"
FORM = "application/x-www-form-urlencoded"
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Signed:
    """One request, signed now; Slack's signature is good for five minutes."""

    body: bytes
    stamp: str
    signature: str

    def environ(self) -> WSGIEnvironment:
        """The request as a WSGI server hands it on."""
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/slack/events",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(self.body)),
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": self.stamp,
            "HTTP_X_SLACK_SIGNATURE": self.signature,
            "wsgi.input": io.BytesIO(self.body),
        }

    def http(self) -> bytes:
        """The request as it goes over the wire, on a connection that is kept."""
        head = (
            "POST /slack/events HTTP/1.1\r\n"
            "Host: 127.0.0.1\r\n"
            f"Content-Type: {FORM}\r\n"
            f"Content-Length: {len(self.body)}\r\n"
            f"X-Slack-Request-Timestamp: {self.stamp}\r\n"
            f"X-Slack-Signature: {self.signature}\r\n\r\n"
        )
        return head.encode() + self.body


def command(name: str, text: str = "", *, trigger: str = "1") -> Signed:
    """A slash command; Slack gives each a trigger id of its own, which begins with `trigger` here."""
    fields = {
        "token": "given-up",
        "team_id": TEAM,
        "team_domain": "north",
        "channel_id": CHANNEL,
        "channel_name": "sales",
        "user_id": USER,
        "user_name": "asha",
        "command": name,
        "text": text,
        "api_app_id": "A0MILEPOST",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0NORTH/1/response",
        "trigger_id": f"{trigger}.{next(NUMBERS)}.benchmark",
    }
    return _signed(fields)


def submission(view: dict[str, Any], inputs: dict[str, dict[str, Any]]) -> Signed:
    """The form of `view` with `inputs`, by block id as Slack states them; Slack gives each form an id of its own."""
    view_id = f"V{next(NUMBERS)}"
    payload = {
        "type": "view_submission",
        "token": "given-up",
        "team": {"id": TEAM, "domain": "north"},
        "user": {"id": USER, "username": "asha", "name": "asha", "team_id": TEAM},
        "api_app_id": "A0MILEPOST",
        "trigger_id": f"1.{next(NUMBERS)}.benchmark",
        "view": {
            **view,
            "id": view_id,
            "team_id": TEAM,
            "root_view_id": view_id,
            "previous_view_id": None,
            "app_id": "A0MILEPOST",
            "external_id": "",
            "hash": "1764052200.benchmark",
            "bot_id": "B0MILEPOST",
            "state": {"values": {block_id: {"value": state} for block_id, state in inputs.items()}},
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }
    return _signed({"payload": json.dumps(payload)})


def _signed(fields: dict[str, str]) -> Signed:
    body, stamp = urlencode(fields).encode(), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return Signed(body, stamp, f"v0={digest}")
