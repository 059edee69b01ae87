"""Sending to the app: recorded, doubled when so ordered, events repeated until they are taken."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

from sandbox.link import Ack, Outgoing
from sandbox.records import AppRequest
from sandbox.state import Sandbox
from sandbox.world import Team

# event: scopes of which one lets the app have it; an event that is not named here needs none
_EVENT_SCOPES = {
    "app_mention": ["app_mentions:read"],
    "message.im": ["im:history"],
    "message.channels": ["channels:history"],
    "message.groups": ["groups:history"],
    "member_joined_channel": ["channels:read", "groups:read"],
    "member_left_channel": ["channels:read", "groups:read"],
}


async def deliver(sandbox: Sandbox, outgoing: Outgoing) -> Ack:
    """Send one request and wait for its ack; with a "duplicate" fault ordered, send it twice at once."""
    if sandbox.faults.take(outgoing.kind, outgoing.name, duplicate=True):
        first, _ = await asyncio.gather(_send(sandbox, outgoing), _send(sandbox, outgoing))
        return first
    return await _send(sandbox, outgoing)


async def _send(sandbox: Sandbox, outgoing: Outgoing) -> Ack:
    record = AppRequest(outgoing.kind, outgoing.name, outgoing.team, outgoing.user, sandbox.now(), outgoing.retry)
    sandbox.records.requests.append(record)
    started = time.perf_counter()
    ack = await sandbox.link.send(outgoing)
    record.milliseconds = round((time.perf_counter() - started) * 1000, 1)
    record.status, record.answer, record.failure = ack.status, ack.body, ack.failure
    record.in_time = ack.failure != "operation_timeout" and ack.status is not None
    return ack


def fire(sandbox: Sandbox, team: Team, subscription: str, event: dict[str, Any], *, shared: bool = False) -> None:
    """Send an event in the background, if the app subscribed to it, may have it, and is installed."""
    if subscription not in sandbox.manifest.events:
        return
    wanted = _EVENT_SCOPES.get(subscription)
    if wanted and not set(wanted) & set(team.installation.scopes):
        return
    if not team.installation.is_active and subscription not in ("app_uninstalled", "tokens_revoked"):
        return
    body = _event_callback(sandbox, team, event, shared)
    user = event.get("user") if isinstance(event.get("user"), str) else None
    outgoing = Outgoing("events_api", "event_callback", event["type"], team.id, user, body)
    sandbox.in_background(_deliver_event(sandbox, outgoing))


async def _deliver_event(sandbox: Sandbox, outgoing: Outgoing) -> None:
    ack = await deliver(sandbox, outgoing)
    for retry, delay in enumerate(sandbox.settings.event_retry_seconds, start=1):
        if ack.is_ok or ack.headers.get("x-slack-no-retry") == "1":
            return
        await asyncio.sleep(delay)
        ack = await deliver(sandbox, replace(outgoing, retry=retry, retry_reason=_reason(ack)))


def _reason(ack: Ack) -> str:
    if ack.failure == "operation_timeout":
        return "http_timeout"
    return "connection_failed" if ack.status is None else "http_error"


def _event_callback(sandbox: Sandbox, team: Team, event: dict[str, Any], shared: bool) -> dict[str, Any]:
    app = sandbox.world.app
    return {
        "token": app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": sandbox.world.next_id("Ev"),
        "event_time": int(sandbox.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": team.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{team.id}",
    }


async def verify_url(sandbox: Sandbox) -> bool:
    """Slack's handshake with a request URL: does the app give the challenge back?"""
    challenge = sandbox.world.next_id("challenge")
    body = {"token": sandbox.world.app.verification_token, "challenge": challenge, "type": "url_verification"}
    ack = await deliver(sandbox, Outgoing("url_verification", "url_verification", "url_verification", "", None, body))
    given = ack.payload.get("challenge") if isinstance(ack.body, dict) else ack.body
    return ack.is_ok and given == challenge
