"""The HTTP door in front of Bolt: what is too large, unsigned or unreadable never reaches it.

Bolt parses a body before it checks the signature, fails on malformed JSON and odd headers, and loses a command
whose text contains the word "payload"; all of that is met here.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

PATH = "/slack/events"
LARGEST_BODY = 1_000_000
# Bolt looks into a body while it makes a request of it, and takes for granted what stands there.
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)
NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""In JSON; but not where the backslash itself was typed."""

Answer = tuple[str, dict[str, str], bytes]


class Gate:
    """A WSGI application: Slack's requests at `/slack/events`, and `/health` for who watches over the program.

    `on_answered` is called in the request's thread as soon as the answer is on its way, or is known to be empty.
    """

    def __init__(self, app: App, signing_secret: str, on_answered: Callable[[], None] = lambda: None) -> None:
        self._app = app
        self._on_answered = on_answered
        self._verifier = SignatureVerifier(signing_secret)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, headers, body = self._answer(environ)
        start_response(status, [*headers.items(), ("Content-Length", str(len(body)))])
        return self._written(body)

    def _written(self, body: bytes) -> Iterator[bytes]:
        try:
            yield body
        finally:
            self._on_answered()

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        if environ.get("PATH_INFO") == "/health":
            return _plain("200 OK", "ok")
        if environ.get("PATH_INFO") != PATH or environ.get("REQUEST_METHOD") != "POST":
            return _plain("404 Not Found", "not found")
        raw = _read(environ)
        if raw is None:
            return _plain("413 Content Too Large", "too large")
        if not self._is_signed(environ, raw):
            return _plain("401 Unauthorized", "the signature is missing, wrong or too old")
        try:
            return self._dispatch(_request(environ, _parse(raw, str(environ.get("CONTENT_TYPE", "")))))
        except UNREADABLE:
            log.warning("a signed body that makes no sense", exc_info=True)
            return _plain("400 Bad Request", "the body can't be read")

    def _is_signed(self, environ: WSGIEnvironment, raw: bytes) -> bool:
        timestamp = str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))
        signature = str(environ.get("HTTP_X_SLACK_SIGNATURE", ""))
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12 and signature.isascii()):
            return False
        try:
            return self._verifier.is_valid(raw, timestamp, signature)
        except UnicodeDecodeError:  # Slack signs text, so these bytes can't be Slack's
            return False

    def _dispatch(self, request: BoltRequest) -> Answer:
        response = self._app.dispatch(request)
        content = {name.title(): str(values[0]) for name, values in response.headers.items()}
        status = "200 OK" if response.status == 200 else f"{response.status} Answered"
        return status, content, response.body.encode()


def _read(environ: WSGIEnvironment) -> bytes | None:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def _parse(raw: bytes, content_type: str) -> dict[str, Any]:
    """The request's body as Bolt takes it. Raises ValueError where it is no object."""
    text = raw.replace(b"%00", b"").decode("utf-8")  # PostgreSQL keeps no NUL, and nobody types one
    if content_type.startswith("application/json"):
        body = json.loads(text)
    else:
        fields = dict(parse_qsl(text, keep_blank_values=True))
        body = json.loads(NUL.sub(r"\1", fields["payload"])) if "payload" in fields else fields
    if not isinstance(body, dict):
        raise ValueError("not an object")
    return body


def _request(environ: WSGIEnvironment, body: dict[str, Any]) -> BoltRequest:
    headers: dict[str, str | Sequence[str]] = {
        name[5:].replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_X_SLACK")
    }
    # "socket_mode" takes a body that is parsed and verified already.
    return BoltRequest(body=body, mode="socket_mode", headers=headers)


def _plain(status: str, text: str) -> Answer:
    return status, {"Content-Type": "text/plain; charset=utf-8"}, text.encode()
