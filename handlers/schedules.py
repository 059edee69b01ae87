"""Schedules: reports and follow-ups that a channel gets by itself. Made, run now, paused here; `clock` rings them."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.commands import FOLLOW_UPS, ScheduleReport
from bot.errors import BotError, under
from bot.kinds import Cadence, Role
from bot.model import Member, Schedule, Write
from bot.periods import parse_period
from bot.report import ReportKind
from bot.roles import require
from handlers.carried import carried_id, carried_text, unless_out_of_date
from handlers.channels import is_channel, require_postable
from handlers.context import OpenStore, ReadStore
from handlers.digests import queue_digest
from handlers.doors import channel_of
from handlers.forms import metadata, parse_form, typed_values
from handlers.replies import queue_reply, queue_response
from handlers.reports import DEFAULT_PERIOD, queue_report
from handlers.routes import Routes
from handlers.views.schedules import REPORTS, schedule_form, schedule_list, schedule_words
from storage.store import Store


class NoSuchReport(BotError):
    """Please choose one of the list."""


class NothingToChange(BotError):
    """It is so already. Type /schedule to see what is scheduled now."""


routes = Routes()
WHAT = "Scheduling reports"
USAGE = "`/schedule` shows what is scheduled, `/schedule new` plans a report for a channel."


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
        schedules = _list_for(store, member)
        now = store.now
    if words in ("new", "add") or not (words or schedules):
        _open_form(client, command["trigger_id"], member, channel=command["channel_id"])
        ack()
    elif words in ("", "list"):
        ack(text="What is scheduled", blocks=schedule_list(schedules, now=now))
    else:
        ack(text=USAGE)


@routes.action("new_schedule")
def press_new_schedule(ack: Ack, body: dict[str, Any], client: WebClient, member: Member) -> None:
    require(Role.MANAGER, member, WHAT)
    _open_form(client, body["trigger_id"], member, channel=channel_of(body))
    ack()


@routes.action("schedule_report")
def press_schedule_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, today: date
) -> None:
    """From under a report: the same one again, by itself."""
    require(Role.MANAGER, member, WHAT)
    period = carried_text(action)
    parse_period(period, today=today)
    _open_form(client, body["trigger_id"], member, channel=channel_of(body), period=period)
    ack()


def _open_form(
    client: WebClient, trigger_id: str, member: Member, *, channel: str | None, period: str = DEFAULT_PERIOD
) -> None:
    view = schedule_form(
        report=ReportKind.FUNNEL,
        cadence=Cadence.DAILY,
        period=period,
        channel=channel if channel and is_channel(channel) else None,
        reply_to=channel,
        time_zone=member.time_zone,
    )
    client.views_open(trigger_id=trigger_id, view=view)


@routes.action("schedule_form.report")
@routes.action("schedule_form.cadence")
def change_schedule_form(ack: Ack, body: dict[str, Any], client: WebClient, member: Member) -> None:
    """Ask for the period that the report needs and the day that the cadence needs; what was typed stays."""
    view = body["view"]
    typed = typed_values(view)
    with unless_out_of_date():
        report, cadence = typed["report"], Cadence(typed["cadence"])
    changed = schedule_form(
        report=report,
        cadence=cadence,
        period=typed.get("period", DEFAULT_PERIOD),
        channel=typed.get("channel"),
        reply_to=metadata(view).get("channel"),
        time_zone=member.time_zone,
    )
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


@routes.view("schedule_form")
def submit_schedule_form(
    ack: Ack, view: dict[str, Any], client: WebClient, member: Member, open_store: OpenStore
) -> None:
    require(Role.MANAGER, member, WHAT)
    command = parse_form(ScheduleReport, view)
    require_postable(client, command.channel, field="channel")
    with open_store() as store:
        write = schedule_report(store, command, actor=member, submission=view["id"])
        queue_reply(store, write, member=member, channel=metadata(view).get("channel"))
    ack()


def schedule_report(store: Store, command: ScheduleReport, *, actor: Member, submission: str | None) -> Write:
    """A new schedule in its creator's time zone. Raises NotAllowed for a rep."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    if command.report not in REPORTS:
        raise NoSuchReport(field="report")
    period = "" if command.report == FOLLOW_UPS else command.period or DEFAULT_PERIOD
    if period:
        with under("period"):
            parse_period(period, today=store.today)
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
    )
    summary = f"📅 Scheduled {schedule_words(schedule)}"
    return store.describe(summary, actor=actor, submission=submission)


@routes.action("run_schedule")
def press_run_schedule(
    ack: Ack, action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore, open_store: OpenStore
) -> None:
    """Post it once more, now; its own slots are not touched."""
    with read_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        schedule = store.schedules.get(carried_id(action))
    if is_channel(schedule.channel_id):
        require_postable(client, schedule.channel_id)
    with open_store() as store:
        queue_schedule(store, schedule, f"run {schedule.id} {store.now:%Y-%m-%d %H:%M}", why="Run now", member=member)
    ack()


@routes.action("pause_schedule")
@routes.action("resume_schedule")
def press_pause_or_resume(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    active = action["action_id"] == "resume_schedule"
    with open_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        if store.schedules.get(carried_id(action)).active is active:
            raise NothingToChange
        schedule = store.schedules.set_active(carried_id(action), active, since=store.now)
        verb = "▶️ Resumed" if active else "⏸️ Paused"
        summary = f"{verb} {schedule_words(schedule)}"
        write = store.describe(summary, actor=member, submission=body["trigger_id"])
        shown = {"text": "What is scheduled", "blocks": schedule_list(_list_for(store, member), now=store.now)}
        queue_response(store, f"list {write.id}", shown, member=member, response_url=body["response_url"])
        queue_reply(store, write, member=member, channel=channel_of(body))
    ack()


def _list_for(store: Store, member: Member) -> list[Schedule]:
    """What channels get, and what the person gets alone; what others get alone is theirs."""
    schedules = store.schedules.list()
    return [found for found in schedules if is_channel(found.channel_id) or found.creator_id == member.id]


def queue_schedule(store: Store, schedule: Schedule, key: str, *, why: str, member: Member) -> None:
    if schedule.report == FOLLOW_UPS:
        queue_digest(store, key, channel=schedule.channel_id, member=member, team_id=schedule.team_id, why=why)
        return
    queue_report(
        store,
        key,
        kind=schedule.report,
        period=schedule.period,
        channel=schedule.channel_id,
        member=member,
        team_id=schedule.team_id,
        why=why,
    )
