"""Schedules: reports and follow-ups that a channel gets by itself. Made, listed, run now; `clock` rings them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.cadence import usual_cadence
from bot.commands import FOLLOW_UPS, ScheduleReport
from bot.errors import BotError, NothingFound, Question, ask_once, under
from bot.filters import EVERYTHING, Filters
from bot.kinds import Cadence, Role
from bot.model import Member, Schedule, Write
from bot.periods import parse_period
from bot.report import ReportKind
from bot.report_request import ReportRequest, default_period
from bot.roles import require
from handlers.carried import as_id, carried_id, carried_text, unless_out_of_date
from handlers.channels import is_channel, require_postable
from handlers.compositions import filters_label
from handlers.context import OpenStore, ReadStore
from handlers.digests import queue_digest
from handlers.doors import channel_of
from handlers.forms import confirmed, metadata, opened_values, parse_form, typed_values
from handlers.replies import queue_reply
from handlers.report_changes import filters_of, narrowing_of
from handlers.report_requests import request_in
from handlers.report_roles import require_manager
from handlers.reports import queue_report
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import Message
from handlers.views.schedules import (
    REPORTS,
    WITHOUT_PERIOD,
    Plan,
    next_words,
    run_now,
    schedule_form,
    schedule_list,
    schedule_words,
)
from storage.store import Store


class NoSuchReport(BotError):
    """That one can't be scheduled. Please choose one of the list."""


class OwedInChannel(Question):
    """Everybody in the channel will see what customers owe."""


routes = Routes()
WHAT = "Scheduling reports"
FILTERS = ("owner", "source", "campaign")
USAGE = (
    "`/schedule` shows what is scheduled. `/schedule new` opens the form that plans a report for a channel: "
    "which one, how often and when is chosen there."
)


@routes.command("/schedule")
def handle_schedule_command(
    ack: Ack, command: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    words = command.get("text", "").strip().lower()
    if words == "help":
        ack(text=USAGE)
        return
    require(Role.MANAGER, member, WHAT)
    with read_store() as store:
        shown, is_empty = scheduled(store, member), not _list_for(store, member)
    if words in ("new", "add") or (is_empty and not words):
        _open_form(client, command["trigger_id"], member, _new_plan(), channel=command["channel_id"])
        ack()
    elif words in ("", "list"):
        ack(**shown)
    else:
        ack(text=USAGE)


@routes.action("new_schedule")
def press_new_schedule(ack: Ack, body: dict[str, Any], client: WebClient, member: Member) -> None:
    require(Role.MANAGER, member, WHAT)
    _open_form(client, body["trigger_id"], member, _new_plan(), channel=channel_of(body))
    ack()


@routes.action("schedule_report")
def press_schedule_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """From under a report: the same one again, by itself."""
    request = request_in(carried_text(action))
    require_manager(member, request, WHAT)
    if request.kind not in REPORTS:
        raise NoSuchReport
    with read_store() as store:
        cadence = usual_cadence(parse_period(request.period, today=store.today), today=store.today)
        plan = Plan(request.kind, request.period, narrowing_of(store, request.filters), cadence=cadence)
    _open_form(client, body["trigger_id"], member, plan, channel=channel_of(body))
    ack()


def _new_plan() -> Plan:
    return Plan(ReportKind.FUNNEL, default_period(ReportKind.FUNNEL))


def _open_form(client: WebClient, trigger_id: str, member: Member, plan: Plan, *, channel: str | None) -> None:
    plan = replace(plan, channel=channel if channel and is_channel(channel) else None)
    view = schedule_form(plan, reply_to=channel, time_zone=member.time_zone)
    client.views_open(trigger_id=trigger_id, view=view)


@routes.action("schedule_form.report")
@routes.action("schedule_form.cadence")
def change_schedule_form(
    ack: Ack, body: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """Ask for the period that the report needs and the day that the cadence needs; what was typed stays."""
    view = body["view"]
    with read_store() as store, unless_out_of_date():
        typed = typed_values(view)
        owner, source, campaign = (as_id(typed[name]) if name in typed else None for name in FILTERS)
        filters = Filters(owner_id=owner, source_id=source, campaign_id=campaign)
        plan = Plan(
            report=typed["report"],
            period=_period_for(typed["report"], typed.get("period"), opened_values(view).get("report")),
            narrowing=narrowing_of(store, filters),
            channel=typed.get("channel"),
            cadence=Cadence(typed["cadence"]),
        )
    changed = schedule_form(plan, reply_to=metadata(view).get("channel"), time_zone=member.time_zone)
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


def _period_for(report: str, typed: str | None, before: str | None) -> str:
    """What somebody typed; else what the report usually covers. `before` is the report that the form was for."""
    if report in WITHOUT_PERIOD:
        return ""
    if typed and before and typed != default_period(ReportKind(before)):
        return typed
    return default_period(ReportKind(report))


@routes.view("schedule_form")
def submit_schedule_form(
    ack: Ack, view: dict[str, Any], client: WebClient, member: Member, open_store: OpenStore
) -> None:
    require(Role.MANAGER, member, WHAT)
    command = parse_form(ScheduleReport, view)
    require_postable(client, command.channel, by=member.slack_user_id, field="channel")
    with open_store() as store:
        made, write = schedule_report(store, command, actor=member, submission=view["id"], answered=confirmed(view))
        told = next_words(made, store.now)
        queue_reply(store, write, member=member, channel=metadata(view).get("channel"), told=told)
    ack()


def schedule_report(
    store: Store, command: ScheduleReport, *, actor: Member, submission: str | None, answered: Collection[str] = ()
) -> tuple[Schedule, Write]:
    """A new schedule in its creator's time zone. Raises NotAllowed for a rep, OwedInChannel until it was answered."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    if command.report not in REPORTS:
        raise NoSuchReport(field="report")
    period = _period_of(store, command)
    filters = EVERYTHING if command.report == FOLLOW_UPS else filters_of(store, command)
    if command.report == ReportKind.AGEING:
        ask_once(OwedInChannel(key=f"owed {command.channel}", yes="Schedule it all the same"), answered)
    schedule = store.schedules.add(
        report=command.report,
        period=period,
        team_id=str(actor.team_id),
        channel_id=command.channel,
        cadence=command.cadence,
        day=command.day,
        at=command.at,
        time_zone=actor.time_zone,
        creator_id=actor.id,
        since=store.now,
        filters=filters,
    )
    summary = f"📅 Scheduled {words_of(store, schedule)}"
    return schedule, store.describe(summary, actor=actor, submission=submission)


def _period_of(store: Store, command: ScheduleReport) -> str:
    """As it is counted anew at every post; empty where the report has none. Raises PeriodNotUnderstood."""
    if command.report in WITHOUT_PERIOD:
        return ""
    with under("period"):
        return parse_period(command.period or default_period(ReportKind(command.report)), today=store.today).label


def words_of(store: Store, schedule: Schedule) -> str:
    return schedule_words(schedule, filters_label(store, schedule.filters))


@routes.action("run_schedule")
def press_run_schedule(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """Post it once more, now, and say so; its own slots are not touched, and a second press in that minute is told."""
    with read_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        schedule = schedule_of(store, carried_id(action), member)
    if is_channel(schedule.channel_id):
        require_postable(client, schedule.channel_id, by=member.slack_user_id)
    with open_store() as store:
        queue_schedule(store, schedule, f"run {schedule.id} {store.now:%Y-%m-%d %H:%M}", why="Run now", member=member)
        told = run_now(schedule, is_new=bool(store.deliveries.queued))
        tell(store, f"told {body['trigger_id']}", told, member=member, spot=spot_of(body))
    ack()


def scheduled(store: Store, member: Member) -> Message:
    return {"text": "What is scheduled", "blocks": schedule_list(_list_for(store, member), now=store.now)}


def _list_for(store: Store, member: Member) -> list[tuple[Schedule, str]]:
    """Those that are the person's to change, with the filters in words."""
    shown = [found for found in store.schedules.list() if _is_for(found, member)]
    return [(found, filters_label(store, found.filters)) for found in shown]


def schedule_of(store: Store, schedule_id: int, member: Member) -> Schedule:
    """One of the list. Raises NothingFound."""
    found = store.schedules.get(schedule_id)
    if not _is_for(found, member):
        raise NothingFound(what="schedule", text=schedule_id, hint="It may have been deleted.")
    return found


def _is_for(schedule: Schedule, member: Member) -> bool:
    """What channels get, and what the person gets alone; what others get alone is theirs."""
    return is_channel(schedule.channel_id) or schedule.creator_id == member.id


def queue_schedule(store: Store, schedule: Schedule, key: str, *, why: str, member: Member) -> None:
    if schedule.report == FOLLOW_UPS:
        queue_digest(store, key, channel=schedule.channel_id, member=member, team_id=schedule.team_id, why=why)
        return
    queue_report(
        store,
        key,
        request_of(schedule),
        channel=schedule.channel_id,
        member=member,
        team_id=schedule.team_id,
        why=why,
    )


def request_of(schedule: Schedule) -> ReportRequest:
    """The report that it posts."""
    kind = ReportKind(schedule.report)
    return ReportRequest(kind=kind, period=schedule.period or default_period(kind)).narrowed(schedule.filters)
