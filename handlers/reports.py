"""`/report`: what is asked for is queued at once, and composed and drawn off the request's thread."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.errors import CommandNotUnderstood
from bot.kinds import Role
from bot.model import Member
from bot.periods import describe, parse_period
from bot.report_line import read_report_line
from bot.report_request import TIMELESS, ReportRequest
from handlers.carried import carried_text
from handlers.channels import is_channel
from handlers.compositions import filters_label
from handlers.context import OpenStore
from handlers.replies import queue_response
from handlers.report_requests import request_in, understood
from handlers.routes import Routes
from handlers.views.answers import Message
from handlers.views.reports import which_report
from handlers.views.words import escape, unescape
from storage.store import Store

routes = Routes()
USAGE = (
    "• `/report` shows the KPIs; `/report funnel`, `sources`, `campaigns`, `bookings` or `team` more of one thing\n"
    "• `/report ageing` shows who owes money, `/report ledger acme` one customer's account, `/report timeline acme` a "
    "lead's journey: all three come to you alone\n"
    "• behind it a period: `this quarter`, `last 90 days`, `2026-q3`, `from 2026-01 to 2026-06`\n"
    "• and whom it is about: `by asha`, `by me`, `source google ads`, `campaign diwali`\n"
    "• `private` at the end brings it to you alone"
)
ALONE = "our direct messages"


@routes.command("/report")
def handle_report_command(ack: Ack, command: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """A manager's report goes to the channel where it was asked; a rep's, a private one and money to that person."""
    words = unescape(command.get("text", "")).strip()
    if words.lower() == "help":
        ack(text=USAGE)
        return
    line = read_report_line(words)
    if line is None:
        raise CommandNotUnderstood(text=words, usage=USAGE)
    alone = line.private or line.kind.comes_alone or member.role is Role.REP
    channel = str(member.slack_user_id) if alone else command["channel_id"]
    with open_store() as store:
        meant = understood(store, line, member)
        if len(meant) == 1:
            request = meant[0][1]
            key, url = f"report {command['trigger_id']}", command["response_url"]
            queue_report(store, key, request, channel=channel, member=member, response_url=url)
            answer: Message = {"text": drawing(store, request, channel)}
        else:
            answer = which_report(line, meant, alone=alone)
    ack(**answer)


@routes.action("draw_report")
def press_draw_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The report after all, once it is known whose was meant; the question becomes the answer."""
    where, _, text = carried_text(action).partition(" ")
    request = request_in(text)
    alone = where != "here" or request.kind.comes_alone or member.role is Role.REP
    channel = str(member.slack_user_id) if alone else body["channel"]["id"]
    with open_store() as store:
        key, url = f"report {body['trigger_id']}", body["response_url"]
        queue_report(store, key, request, channel=channel, member=member, response_url=url)
        told = {"text": drawing(store, request, channel)}
        queue_response(store, f"drawing {body['trigger_id']}", told, member=member, response_url=url)
    ack()


def drawing(store: Store, request: ReportRequest, channel: str) -> str:
    """Markup: what is being made now, and where it comes."""
    about = [] if request.kind in TIMELESS else [describe(parse_period(request.period, today=store.today))]
    narrowed = filters_label(store, request.filters)
    covered = "".join(f", {escape(part)}" for part in (*about, *([narrowed] if narrowed else [])))
    place = "here" if is_channel(channel) else f"to {ALONE}"
    return f"Drawing {request.kind.with_article}{covered} … it comes {place}."


def queue_report(
    store: Store,
    key: str,
    request: ReportRequest,
    *,
    channel: str | None,
    member: Member,
    ts: str | None = None,
    team_id: str | None = None,
    why: str | None = None,
    response_url: str | None = None,
) -> None:
    """Have the report made and posted in `channel` (or to a person); the same key again changes nothing.

    With `ts` it takes the place of the message there. `team_id` is the channel's workspace, where it may be another
    one than the member's.
    """
    content = {
        "report": request.kind,
        "request": request.text,
        "channel": channel,
        "ts": ts,
        "asker": member.slack_user_id,
        "why": why,
        "response_url": response_url,
    }
    store.deliveries.add(key, "report", content, team_id=team_id or str(member.team_id), now=store.now)
