"""`/report`: what is asked for is queued at once, and composed and drawn off the request's thread."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.kinds import Role
from bot.model import Member
from bot.periods import describe, parse_period
from bot.report import ReportKind
from bot.report_line import ReportLine, nearest_line, read_report_line
from bot.report_request import TIMELESS, ReportRequest
from handlers.carried import carried_text
from handlers.channels import is_channel
from handlers.compositions import filters_label, readable
from handlers.context import OpenStore
from handlers.replies import queue_response
from handlers.report_requests import (
    UnknownReport,
    customer_example,
    lead_example,
    refuse_bare_name,
    request_in,
    understood,
)
from handlers.routes import Routes
from handlers.views.reports import meant_report, which_report
from handlers.views.words import escape, unescape
from storage.store import Store

routes = Routes()
USAGE = (
    "• `/report` shows the KPIs; `/report funnel`, `sources`, `campaigns`, `bookings` or `team` more of one thing\n"
    "• `/report ageing` shows who owes money, `/report ledger {customer}` one customer's account, "
    "`/report timeline {lead}` a "
    "lead's journey: all three come to you alone\n"
    "• behind it, or alone, a period: `this quarter`, `last 90 days`, `2026-q3`, `from 2026-01 to 2026-06`\n"
    "• and whom it is about: `by asha`, `by me`, `source google ads`, `campaign diwali`\n"
    "• `private` at the end brings it to you alone"
)
ALONE = "our direct messages"


@routes.command("/report")
def handle_report_command(ack: Ack, command: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """A manager's report goes to the channel where it was asked; a rep's, a private one and money to that person."""
    words = unescape(command.get("text", "")).strip()
    with open_store() as store:
        member = store.members.get(member.id)  # a role may be another one by now
        if words.lower() == "help":
            ack(text=_usage(store, member))
            return
        line, is_guess = _line_of(store, words, member)
        alone = line.private or line.kind.comes_alone or member.role is Role.REP
        channel = str(member.slack_user_id) if alone else command["channel_id"]
        meant = understood(store, line, member)
        if is_guess:
            answer = meant_report(line, meant, alone=alone)
        elif len(meant) == 1:
            request, here = meant[0][1], command["channel_id"]
            readable(store, request, reader=member, in_channel=is_channel(channel))
            key, url = f"report {command['trigger_id']}", command["response_url"]
            queue_report(store, key, request, channel=channel, member=member, asked_in=here, response_url=url)
            answer = {"text": drawing(store, request, channel, asked_in=here)}
        else:
            answer = which_report(line, meant, alone=alone)
    ack(**answer)


def _usage(store: Store, member: Member) -> str:
    customer, lead = customer_example(store, member), lead_example(store, member)
    return USAGE.format(customer=escape(customer), lead=escape(lead))


def _line_of(store: Store, words: str, member: Member) -> tuple[ReportLine, bool]:
    """What was typed, and whether it is only what may have been meant. Raises WordMissing or UnknownReport."""
    line = read_report_line(words, today=store.today)
    if line is not None:
        return line, False
    nearest = nearest_line(words, today=store.today)
    if nearest is None:
        refuse_bare_name(store, ReportKind.KPI, words, member)
        raise UnknownReport(name=words.split()[0])
    return nearest, True


@routes.action("draw_report")
def press_draw_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The report after all, once it is known which was meant; the question becomes the answer."""
    where, _, text = carried_text(action).partition(" ")
    request = request_in(text)
    here = str(body["channel"]["id"])
    with open_store() as store:
        member = store.members.get(member.id)
        alone = where != "here" or request.kind.comes_alone or member.role is Role.REP
        channel = str(member.slack_user_id) if alone else here
        readable(store, request, reader=member, in_channel=is_channel(channel))
        key, url = f"report {body['trigger_id']}", body["response_url"]
        queue_report(store, key, request, channel=channel, member=member, asked_in=here, response_url=url)
        told = {"text": drawing(store, request, channel, asked_in=here)}
        queue_response(store, f"drawing {body['trigger_id']}", told, member=member, response_url=url)
    ack()


def drawing(store: Store, request: ReportRequest, channel: str | None, *, asked_in: str | None) -> str:
    """Markup: what is being made now, and where it comes, unless that is where it was asked for."""
    about = [] if request.kind in TIMELESS else [describe(parse_period(request.period, today=store.today))]
    narrowed = filters_label(store, request.filters)
    covered = "".join(f", {escape(part)}" for part in (*about, *([narrowed] if narrowed else [])))
    comes_elsewhere = channel != asked_in and is_channel(asked_in or "")
    return f"Drawing {request.kind.with_article}{covered} …" + (f" it comes to {ALONE}." if comes_elsewhere else "")


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
    asked_in: str | None = None,
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
        "asked_in": asked_in,
        "response_url": response_url,
    }
    store.deliveries.add(key, "report", content, team_id=team_id or str(member.team_id), now=store.now)
