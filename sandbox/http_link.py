"""The way to the app by HTTP: one URL, every request signed as Slack signs (v0, HMAC SHA-256)."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.link import Ack, Outgoing
from sandbox.settings import Settings

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """The X-Slack-Signature of a body."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


class HttpLink:
    def __init__(self, url: str, signing_secret: str, settings: Settings) -> None:
        self._url, self._secret, self._settings = url, signing_secret, settings
        self._session: aiohttp.ClientSession | None = None

    async def send(self, outgoing: Outgoing) -> Ack:
        body, content_type = _encoded(outgoing)
        session = self._opened_session()
        try:
            async with session.post(
                self._url,
                data=body.encode(),
                headers=self._headers(outgoing, body, content_type),
                allow_redirects=False,
            ) as response:
                return _ack(response.status, await response.text(), response.headers)
        except TimeoutError:
            return Ack(failure="operation_timeout")
        except (aiohttp.ClientError, UnicodeDecodeError):
            return Ack(failure="dispatch_failed")

    def _opened_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._settings.ack_seconds)
            # A kept connection that the app closes meanwhile would look like a failure of the app.
            connector = aiohttp.TCPConnector(force_close=True)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=connector)
        return self._session

    def _headers(self, outgoing: Outgoing, body: str, content_type: str) -> dict[str, str]:
        timestamp = str(int(self._settings.clock()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if outgoing.retry:
            headers["X-Slack-Retry-Num"] = str(outgoing.retry)
            headers["X-Slack-Retry-Reason"] = outgoing.retry_reason
        return headers

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _encoded(outgoing: Outgoing) -> tuple[str, str]:
    if outgoing.channel == "slash_commands":
        return urlencode(outgoing.body), FORM
    if outgoing.channel == "interactive":
        return urlencode({"payload": json.dumps(outgoing.body)}), FORM
    return json.dumps(outgoing.body), "application/json"


def _ack(status: int, text: str, headers: Any) -> Ack:
    known = {name.lower(): value for name, value in headers.items()}
    body: Any = text
    if "json" in known.get("content-type", ""):
        try:
            body = json.loads(text) if text else None
        except ValueError:
            return Ack(status, text, "dispatch_failed", known)
    return Ack(status, body or None, None if status == 200 else "dispatch_failed", known)
