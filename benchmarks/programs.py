"""The program, and its floor: a bare Bolt app that only acknowledges, with the same settings behind the same gate."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from unittest.mock import patch
from urllib.request import Request

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from app import Milepost, build
from benchmarks.requests import SECRET, TEAM, USER, Signed
from benchmarks.tenants import NOW, add_tenant
from benchmarks.timing import Prepare, Prepared
from bot.kinds import CampaignStatus, CampaignType, Role, SourceType
from bot.model import Lead, Member, Tenant
from handlers.artist import Artist
from handlers.gate import Gate
from handlers.settings import Settings
from storage.database import Database
from storage.store import Store

SLOW_TRIGGER, SLOW_SECONDS = "slow", 1.0
"""Slack takes so long for a call that names such a trigger."""


@contextmanager
def silent_slack() -> Iterator[None]:
    """Every Web API call is made ready in full and answered at once: neither network nor Slack is measured."""

    def answer(_client: WebClient, _url: str, request: Request) -> dict[str, Any]:
        if f'"{SLOW_TRIGGER}.'.encode() in bytes(request.data or b""):  # type: ignore[arg-type]
            time.sleep(SLOW_SECONDS)
        return {"status": 200, "headers": {}, "body": '{"ok": true}'}

    with patch.object(WebClient, "_perform_urllib_http_request_internal", answer):
        yield


@dataclass(frozen=True, slots=True)
class Installed:
    """The program in a workspace with one rep, who has one lead, among some sources and campaigns."""

    milepost: Milepost
    tenant: Tenant
    rep: Member
    lead: Lead


def installed(database: Database) -> Installed:
    milepost = reopened(database, Artist())
    tenant = add_tenant(milepost.registry, "North")
    milepost.registry.add_workspace(TEAM, tenant, bot_user_id="U0BOT", bot_token="xoxb-benchmark", now=NOW)
    with milepost.stores.write(tenant, now=NOW) as store:
        rep = store.members.add("Asha Rao", role=Role.REP, time_zone="Asia/Kolkata", team_id=TEAM, slack_user_id=USER)
        _furnish(store)
        lead = store.leads.add(name="Acme Corp", owner_id=rep.id, created_on=date(2026, 11, 1))
    return Installed(milepost, tenant, rep, lead)


def reopened(database: Database, artist: Artist) -> Milepost:
    """The program again, on a database where it is installed."""
    return build(Settings(_env_file=None, slack_signing_secret=SECRET), database, artist, now=lambda: NOW)


def bare_app() -> App:
    return App(
        client=WebClient(),
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_token="xoxb-benchmark"
        ),
        signing_secret=SECRET,
        request_verification_enabled=False,
        process_before_response=True,
    )


def acknowledging_app(*, command: str | None = None, view: str | None = None) -> App:
    """One listener, which only acknowledges."""
    app = bare_app()
    if command is not None:
        app.command(command)(_acknowledge)
    if view is not None:
        app.view(view)(_acknowledge)
    return app


def _acknowledge(ack: Ack) -> None:
    ack()


def opening_app(command: str, view: dict[str, Any]) -> App:
    """One listener, which opens a view that is ready made."""
    app = bare_app()

    def open_view(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.command(command)(open_view)
    return app


def answering(app: App, request: Callable[[], Signed]) -> Prepare:
    """The app's answer to a new request each time, from the gate on; anything but an empty 200 breaks off."""
    gate = Gate(app, SECRET)

    def prepare() -> Prepared:
        environ = request().environ()
        return lambda: answer(gate, environ)

    return prepare


def answer(gate: Gate, environ: Any) -> None:
    statuses: list[str] = []
    body = b"".join(gate(environ, lambda status, _headers: statuses.append(status)))  # type: ignore[arg-type]
    if statuses != ["200 OK"] or body:
        raise RuntimeError(f"{statuses} {body.decode()}")


def _furnish(store: Store) -> None:
    for name in ("Website", "Google Ads", "Referral", "Walk-in", "Expo", "Facebook", "Partner", "Hoarding"):
        store.sources.add(name, SourceType.DIGITAL)
    for number in range(5):
        store.campaigns.add(
            f"Campaign {number}",
            CampaignType.DIGITAL,
            starts_on=date(2026, 1, 1),
            ends_on=None,
            budget=1_000_000,
            expected_roi=150,
            status=CampaignStatus.ACTIVE,
        )
