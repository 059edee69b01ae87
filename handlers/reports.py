"""Reports: `/report funnel last 12 months` is queued at once, composed and drawn off the request's thread."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.commands import ShareReport
from bot.errors import CommandNotUnderstood
from bot.funnel import funnel
from bot.funnel_report import funnel_report
from bot.kinds import Role
from bot.model import Member
from bot.periods import describe, months, parse_period, previous
from bot.report import Report, ReportKind
from handlers.carried import carried_text
from handlers.channels import require_postable
from handlers.context import OpenStore
from handlers.forms import metadata, parse_form
from handlers.routes import Routes
from handlers.views.blocks import channel_input, field, form, section
from handlers.views.words import unescape
from storage.store import Store

routes = Routes()
USAGE = (
    "`/report funnel` draws the lead funnel of the last 12 months. Add a period (`this quarter`, `last 90 days`, "
    "`2026-q3`, `from 2026-01 to 2026-06`), and `private` to get it alone."
)
DEFAULT_PERIOD = "last 12 months"
OFFERED = (ReportKind.FUNNEL,)


@routes.command("/report")
def handle_report_command(ack: Ack, command: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """A manager's report goes to the channel where it was asked, a rep's or a private one to that person."""
    words = unescape(command.get("text", "")).lower().split()
    if not words or words == ["help"]:
        ack(text=USAGE)
        return
    kind, period, private = _parse(words)
    alone = private or member.role is Role.REP
    with open_store() as store:
        covered = describe(parse_period(period, today=store.today))
        queue_report(
            store,
            f"report {command['trigger_id']}",
            kind=kind,
            period=period,
            channel=member.slack_user_id if alone else command["channel_id"],
            member=member,
            response_url=command["response_url"],
        )
    ack(text=f"Drawing the {kind}, {covered} … it comes " + ("to our direct messages." if alone else "here."))


def _parse(words: list[str]) -> tuple[ReportKind, str, bool]:
    """Which report, the period as typed, and whether it is for the asker alone."""
    private = "private" in words
    rest = [word for word in words if word != "private"]
    if not rest or rest[0] not in OFFERED:
        raise CommandNotUnderstood(text=" ".join(words), usage=USAGE)
    return ReportKind(rest[0]), " ".join(rest[1:]) or DEFAULT_PERIOD, private


def queue_report(
    store: Store,
    key: str,
    *,
    kind: str,
    period: str,
    channel: str | None,
    member: Member,
    team_id: str | None = None,
    why: str | None = None,
    response_url: str | None = None,
) -> None:
    """Have the report made and posted in `channel` (or to a person); the same key again changes nothing.

    `team_id` is the channel's workspace, where it may be another one than the member's.
    """
    content = {
        "report": kind,
        "period": period,
        "channel": channel,
        "asker": member.slack_user_id,
        "why": why,
        "response_url": response_url,
    }
    store.deliveries.add(key, "report", content, team_id=team_id or str(member.team_id), now=store.now)


def compose(store: Store, *, period: str) -> Report:
    """The funnel's figures and words as of the store's today, the same for a command and a schedule."""
    asked = parse_period(period, today=store.today)
    before = previous(asked)
    return funnel_report(
        funnel(store.reports.funnel(asked), months(asked) if asked.start else None),
        funnel(store.reports.funnel(before), months(before)) if before else None,
        period=asked,
        filters_label="",
        today=store.today,
        target=store.tenant.conversion_target,
        locale=store.tenant.locale,
        undated=store.reports.undated(),
    )


@routes.action("share_report")
def press_share_report(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, today: date) -> None:
    period = carried_text(action)
    parse_period(period, today=today)
    blocks = [
        section("The figures are drawn anew for the channel, under your name."),
        field("channel", "Channel", channel_input()),
    ]
    carried = json.dumps({"period": period})
    client.views_open(
        trigger_id=body["trigger_id"],
        view=form("share_form", "Share the funnel", blocks, submit="Share", metadata=carried),
    )
    ack()


@routes.view("share_form")
def submit_share_form(ack: Ack, view: dict[str, Any], client: WebClient, member: Member, open_store: OpenStore) -> None:
    command, period = parse_form(ShareReport, view), str(metadata(view).get("period"))
    require_postable(client, command.channel, field="channel")
    with open_store() as store:
        parse_period(period, today=store.today)
        queue_report(
            store,
            f"share {view['id']}",
            kind=ReportKind.FUNNEL,
            period=period,
            channel=command.channel,
            member=member,
            why="Shared",
        )
    ack()
