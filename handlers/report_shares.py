"""A report that somebody has alone, shared with a channel: drawn anew there, under their name."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.commands import ShareReport
from bot.kinds import Role
from bot.model import Member
from bot.report_request import ReportRequest
from bot.roles import require
from handlers.carried import carried_text
from handlers.channels import require_postable
from handlers.context import OpenStore, ReadStore
from handlers.forms import metadata, parse_form
from handlers.report_requests import request_in
from handlers.reports import queue_report
from handlers.routes import Routes
from handlers.views.blocks import channel_field, context, form, section
from storage.store import Store

routes = Routes()
WHAT = "Showing a channel what customers owe"


@routes.action("share_report")
def press_share_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    request = request_in(carried_text(action))
    with read_store() as store:
        _require_audience(store, request, member)
    client.views_open(trigger_id=body["trigger_id"], view=share_form(request))
    ack()


def share_form(request: ReportRequest) -> dict[str, Any]:
    """Who shares money confirms it by a button that says so."""
    blocks = [channel_field()]
    if request.kind.is_money:
        blocks.insert(0, section("⚠️ *Everybody in the channel will see what customers owe.*"))
    blocks.append(context("The figures are drawn anew for the channel, under your name."))
    submit = "Show what is owed" if request.kind.is_money else "Share"
    return form(
        "share_form",
        f"Share {request.kind.with_article}",
        blocks,
        submit=submit,
        metadata=json.dumps({"request": request.text}),
    )


@routes.view("share_form")
def submit_share_form(
    ack: Ack, view: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore, open_store: OpenStore
) -> None:
    command, request = parse_form(ShareReport, view), request_in(metadata(view).get("request"))
    with read_store() as store:
        _require_audience(store, request, member)
    require_postable(client, command.channel, by=member.slack_user_id, field="channel")
    with open_store() as store:
        queue_report(store, f"share {view['id']}", request, channel=command.channel, member=member, why="Shared")
    ack()


def _require_audience(store: Store, request: ReportRequest, member: Member) -> None:
    """What customers owe is for a manager to show. Raises NotAllowed."""
    if request.kind.is_money:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
