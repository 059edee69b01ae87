"""The other two sides of the sandbox, as its tests play them: a person at the page, and the app Waypoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from sandbox.embedded import Embedded

MANIFEST = Path(__file__).parent / "manifest.yml"
NORTH_TOKEN = "xoxb-sandbox-north"
SIGNING_SECRET = "sandbox-signing-secret"
START = 1_795_000_000.0  # 2026-11-18 08:26:40 UTC


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, start: float = START) -> None:
        self.seconds = start

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


def fetch(url: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """(status, JSON or text) of a GET, or of a POST of JSON."""
    data = None if body is None else json.dumps(body).encode()
    known = {"Content-Type": "application/json", **(headers or {})}
    try:
        with urlopen(Request(url, data, known), timeout=10) as response:  # noqa: S310 (the loopback)
            status, text = response.status, response.read().decode(errors="replace")
    except HTTPError as error:
        status, text = error.code, error.read().decode()
    return status, json.loads(text) if text.startswith(("{", "[")) else text


class Person:
    """Somebody at the page."""

    def __init__(self, box: Embedded, user: str, team: str = "T0NORTH") -> None:
        self._box, self._who = box, {"team": team, "user": user}

    def get(self, what: str, **query: str) -> Any:
        return fetch(f"{self._box.url}/client/{what}?{urlencode({**self._who, **query})}")[1]

    def post(self, what: str, **body: Any) -> Any:
        return fetch(f"{self._box.url}/client/{what}", {**self._who, **body})[1]

    def say(self, text: str, channel: str = "C0SALES", **more: str) -> Any:
        return self.post("say", channel=channel, text=text, **more)

    def messages(self, channel: str = "C0SALES") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("messages", channel=channel)["messages"]
        return found

    def texts(self, channel: str = "C0SALES") -> list[str]:
        return [message["text"] for message in self.messages(channel)]

    def stack(self) -> list[dict[str, Any]]:
        views: list[dict[str, Any]] = self.get("boot")["stack"]
        return views

    def upload(self, form: bytes, boundary: str) -> dict[str, Any]:
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        request = Request(f"{self._box.url}/client/upload", form, headers)  # noqa: S310 (the loopback)
        with urlopen(request, timeout=10) as response:  # noqa: S310 (the loopback)
            file: dict[str, Any] = json.load(response)["file"]
        return file

    def submit(self, **values: Any) -> Any:
        """Submit the top modal, with `field=value` for its plain text inputs (action_id "value")."""
        state = {field: {"value": {"type": "plain_text_input", "value": text}} for field, text in values.items()}
        return self.post("submit", view_id=self.stack()[-1]["id"], state={"values": state})


def web_client(box: Embedded, token: str = NORTH_TOKEN) -> WebClient:
    return WebClient(token=token, base_url=box.api_url)


class _Door(BaseHTTPRequestHandler):
    """Hands each request to the Bolt app, whole and unread."""

    app: App
    seen: list[tuple[dict[str, str], str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.seen.append((dict(self.headers), body))
        answer = self.app.dispatch(BoltRequest(body=body, headers=dict(self.headers)))
        self.send_response(answer.status)
        for name, values in answer.headers.items():
            for value in values:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write((answer.body or "").encode())

    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 (the base class's name)
        """Quiet."""


class AppServer:
    """A web server with a place for a Bolt app; `seen` are the (headers, body) that came."""

    def __init__(self) -> None:
        self.seen: list[tuple[dict[str, str], str]] = []
        self.handler: type[_Door] = type("Door", (_Door,), {"seen": self.seen})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/slack/events"

    def serve(self, app: App) -> None:
        self.handler.app = app


@contextmanager
def app_server() -> Iterator[AppServer]:
    door = AppServer()
    thread = threading.Thread(target=door.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield door
    door.server.shutdown()
    door.server.server_close()
    thread.join()


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def text_input(block_id: str, **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "value", **more}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A modal with these blocks, or with one input called "name"."""
    fields = list(blocks) or [text_input("name")]
    base = {"type": "modal", "callback_id": "form", "title": plain("A form"), "submit": plain("Save")}
    return {**base, "blocks": fields, **more}
