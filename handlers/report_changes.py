"""Another period, another filter: the report under which the button stands becomes the one that is asked for."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.commands import NarrowReport
from bot.errors import under
from bot.filters import EVERYTHING, Filters
from bot.kinds import Role
from bot.model import Member
from bot.periods import parse_period
from bot.report_request import TIMELESS, ReportRequest, default_period
from bot.roles import may
from handlers.carried import OutOfDate, carried_text, unless_out_of_date
from handlers.channels import is_channel, require_postable
from handlers.compositions import readable
from handlers.context import OpenStore, ReadStore
from handlers.forms import metadata, parse_form
from handlers.replies import queue_message
from handlers.report_requests import request_in
from handlers.reports import drawing, queue_report
from handlers.routes import Routes
from handlers.views.report_forms import OTHER, Narrowing, filter_form
from storage.store import Store

routes = Routes()
CONVERSATIONS = ("C", "G", "D")
"""How the ids of channels and of direct messages begin."""


@routes.action("report_period")
def press_period(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    open_store: OpenStore,
    read_store: ReadStore,
) -> None:
    """The chosen period at once; "another one" asks for it in the form. The menu's block carries the request."""
    request, period = request_in(action.get("block_id")), carried_text(action)
    if period == OTHER:
        _open_filter_form(body, client, request, read_store, title="Period of", submit="Show")
    else:
        with open_store() as store:
            changed = request.of_period(parse_period(period, today=store.today).label)
            _redraw(store, f"redrawn {body['trigger_id']}", changed, _place_of(body), member)
    ack()


@routes.action("unfilter_report")
def press_unfilter_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """Everybody's, in place of a filtered report with nothing in it."""
    request = request_in(carried_text(action))
    with open_store() as store:
        _redraw(store, f"redrawn {body['trigger_id']}", request.narrowed(EVERYTHING), _place_of(body), member)
    ack()


@routes.action("filter_report")
def press_filter_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, read_store: ReadStore
) -> None:
    request = request_in(carried_text(action))
    _open_filter_form(body, client, request, read_store, title="Filter", submit="Filter")
    ack()


def _open_filter_form(
    body: dict[str, Any], client: WebClient, request: ReportRequest, read_store: ReadStore, *, title: str, submit: str
) -> None:
    with read_store() as store:
        narrowing = narrowing_of(store, request.filters)
    carried = json.dumps({"request": request.text} | _place_of(body))
    view = filter_form(request, narrowing, title=title, submit=submit, metadata=carried)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def narrowing_of(store: Store, filters: Filters) -> Narrowing:
    """The filters' records. Raises NothingFound."""
    return Narrowing(
        owner=store.members.get(filters.owner_id) if filters.owner_id else None,
        source=store.sources.get(filters.source_id) if filters.source_id else None,
        campaign=store.campaigns.get(filters.campaign_id) if filters.campaign_id else None,
    )


def filters_of(store: Store, command: NarrowReport) -> Filters:
    """Raises NothingFound."""
    return Filters(
        owner_id=store.members.get(command.owner).id if command.owner else None,
        source_id=store.sources.get(command.source).id if command.source else None,
        campaign_id=store.campaigns.get(command.campaign).id if command.campaign else None,
    )


@routes.view("filter_form")
def submit_filter_form(
    ack: Ack, view: dict[str, Any], client: WebClient, member: Member, open_store: OpenStore
) -> None:
    command, carried = parse_form(NarrowReport, view), metadata(view)
    request, channel = request_in(carried.get("request")), str(carried.get("channel"))
    if is_channel(channel) and may(Role.MANAGER, member):
        require_postable(client, channel, by=member.slack_user_id)
    with open_store() as store:
        period = request.period if request.kind in TIMELESS else command.period or default_period(request.kind)
        with under("period"):
            period = parse_period(period, today=store.today).label
        changed = request.of_period(period).narrowed(filters_of(store, command))
        _redraw(store, f"redrawn {view['id']}", changed, carried, member)
    ack()


def _place_of(body: dict[str, Any]) -> dict[str, str]:
    """Where the message with the button stands."""
    with unless_out_of_date():
        return {"channel": body["container"]["channel_id"], "ts": body["container"]["message_ts"]}


def _redraw(store: Store, key: str, request: ReportRequest, place: dict[str, Any], member: Member) -> None:
    """In the message's own place; who may not post in its channel gets another one alone."""
    with unless_out_of_date():
        channel, ts = str(place["channel"]), str(place["ts"])
    if not (channel.startswith(CONVERSATIONS) and ts):
        raise OutOfDate  # it would be a new message, and a person's id another one's direct messages
    if not is_channel(channel) or may(Role.MANAGER, store.members.get(member.id)):
        readable(store, request, reader=member, in_channel=is_channel(channel))
        queue_report(store, key, request, channel=channel, ts=ts, member=member)
        return
    readable(store, request, reader=member, in_channel=False)
    queue_report(store, key, request, channel=member.slack_user_id, member=member)
    told = {"text": drawing(store, request, member.slack_user_id, asked_in=channel)}
    queue_message(store, f"drawing {key}", told, member=member, channel=channel)
