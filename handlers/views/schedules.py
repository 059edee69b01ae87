"""How schedules look: the form that makes one, and the list with what is next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from bot.cadence import next_slot
from bot.commands import FOLLOW_UPS
from bot.kinds import Cadence
from bot.model import Schedule
from bot.report import ReportKind
from bot.report_request import OF_ONE_RECORD, TIMELESS
from handlers.channels import is_channel
from handlers.views.answers import Message
from handlers.views.blocks import (
    Blocks,
    actions,
    button,
    channel_field,
    context,
    field,
    form,
    line_input,
    risky_button,
    section,
    select,
    time_input,
)
from handlers.views.report_forms import Narrowing, narrowing_fields
from handlers.views.words import escape

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CADENCES = {
    Cadence.DAILY: "Every day",
    Cadence.WEEKDAYS: "Monday to Friday",
    Cadence.WEEKLY: "Every week",
    Cadence.MONTHLY: "Every month",
}
REPORTS = {kind.value: kind.label for kind in ReportKind if kind not in OF_ONE_RECORD} | {
    FOLLOW_UPS: "Pending follow-ups"
}
WITHOUT_PERIOD = {FOLLOW_UPS, *TIMELESS}
MORNING = time(9, 0)
ANYTHING = Narrowing(owner=None, source=None, campaign=None)
MOST_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Plan:
    """A schedule as far as its form is filled; `period` is not asked for where the report has none."""

    report: str
    period: str
    narrowing: Narrowing = ANYTHING
    channel: str | None = None
    cadence: Cadence = Cadence.WEEKDAYS


def schedule_form(plan: Plan, *, reply_to: str | None, time_zone: str) -> dict[str, Any]:
    """The form asks only for what the report has, and for a day only where the cadence needs one."""
    blocks: Blocks = [
        *_what(plan),
        channel_field(plan.channel),
        field("cadence", "How often", select(list(CADENCES.items()), chosen=plan.cadence), rebuilds=True),
    ]
    if plan.cadence is Cadence.WEEKLY:
        days = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
        blocks.append(field("weekday", "On", select(days, chosen="0")))
    if plan.cadence is Cadence.MONTHLY:
        days = [(str(number), str(number)) for number in range(1, 32)]
        hint = "In a shorter month: on its last day."
        blocks.append(field("month_day", "On day", select(days, chosen="1"), hint=hint))
    blocks.append(field("at", f"At ({time_zone})", time_input(MORNING)))
    carried = json.dumps({"channel": reply_to})
    return form("schedule_form", "Schedule", blocks, submit="Schedule", metadata=carried)


def _what(plan: Plan) -> Blocks:
    """The period's block is another one for every report: Slack keeps what stands in a block of the same name."""
    hint = "The overdue ones first, with buttons; the message changes as they are settled."
    is_report = plan.report != FOLLOW_UPS
    chosen = select(list(REPORTS.items()), chosen=plan.report)
    blocks = [field("report", "What", chosen, hint=None if is_report else hint, rebuilds=True)]
    if plan.report not in WITHOUT_PERIOD:
        hint = "Counted anew at every post. Like: this month, last 90 days, last quarter"
        typed = line_input(initial=plan.period, limit=60)
        blocks.append(field(f"period {plan.report}", "Period", typed, hint=hint))
    return [*blocks, *narrowing_fields(plan.narrowing)] if is_report else blocks


def schedule_list(schedules: Sequence[tuple[Schedule, str]], *, now: datetime) -> Blocks:
    """Each with its filters in words."""
    if not schedules:
        return [
            section(
                "Nothing is scheduled yet. A channel can get its reports and its follow-ups by itself, every morning."
            ),
            actions(button("Schedule a report", "new_schedule", style="primary")),
        ]
    shown = schedules[:MOST_SHOWN]
    zones = {schedule.time_zone for schedule, _ in shown}
    blocks: Blocks = []
    for schedule, narrowed in shown:
        coming = next_words(schedule, now, with_zone=len(zones) > 1)
        blocks += [section(f"{schedule_words(schedule, narrowed)}\n{coming}"), actions(*_buttons(schedule))]
    if len(schedules) > MOST_SHOWN:
        blocks.append(context(f"And {len(schedules) - MOST_SHOWN} more."))
    if len(zones) == 1:
        blocks.append(context(f"Times are those of {zones.pop()}."))
    return [*blocks, actions(button("Schedule another", "new_schedule", style="primary"))]


def _buttons(schedule: Schedule) -> list[ButtonElement]:
    number = str(schedule.id)
    pause, resume = button("Pause", "pause_schedule", number), button("Resume", "resume_schedule", number)
    delete = risky_button(
        *("Delete", "delete_schedule", number),
        question="Delete this schedule?",
        explanation="Nothing more is posted by it. Undo works for ten minutes; Pause keeps it for later.",
    )
    return [button("Run now", "run_schedule", number), pause if schedule.active else resume, delete]


def schedule_words(schedule: Schedule, narrowed: str) -> str:
    """Markup: *Funnel*, last 12 months, owner Asha Rao → #sales, every day at 09:00."""
    covered = "".join(f", {escape(part)}" for part in (schedule.period, narrowed) if part)
    where = f"<#{schedule.channel_id}>" if is_channel(schedule.channel_id) else "you"
    return f"*{REPORTS[schedule.report]}*{covered} → {where}, {_when(schedule)} at {schedule.at:%H:%M}"


def run_now(schedule: Schedule, *, is_new: bool) -> Message:
    """The answer to the press; to another one, that there is no need for it."""
    where = f"<#{schedule.channel_id}>" if is_channel(schedule.channel_id) else "you"
    words = "▶️ *{}* comes to {} now." if is_new else "*{}* is on its way to {} already."
    return {"text": words.format(REPORTS[schedule.report], where)}


def _when(schedule: Schedule) -> str:
    match schedule.cadence:
        case Cadence.WEEKLY:
            return f"every {WEEKDAYS[schedule.day or 0]}"
        case Cadence.MONTHLY:
            return f"every month on day {schedule.day}"
    return CADENCES[schedule.cadence].replace("Every", "every")


def next_words(schedule: Schedule, now: datetime, *, with_zone: bool = False) -> str:
    """When it posts next: Next: Thu 26 Nov, 09:00."""
    if not schedule.active:
        return "⏸️ paused"
    coming = next_slot(schedule, now).astimezone(ZoneInfo(schedule.time_zone))
    zone = f" ({schedule.time_zone})" if with_zone else ""
    return f"Next: {coming:%a %d %b, %H:%M}{zone}"
