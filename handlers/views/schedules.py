"""How schedules look: the form that makes one, and the list with what is next."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.cadence import next_slot
from bot.commands import FOLLOW_UPS
from bot.kinds import Cadence
from bot.model import Schedule
from bot.report import ReportKind
from handlers.channels import is_channel
from handlers.views.blocks import (
    Blocks,
    actions,
    button,
    channel_input,
    context,
    field,
    form,
    line_input,
    section,
    select,
    time_input,
)
from handlers.views.words import escape

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CADENCES = {
    Cadence.DAILY: "Every day",
    Cadence.WEEKDAYS: "Monday to Friday",
    Cadence.WEEKLY: "Every week",
    Cadence.MONTHLY: "Every month",
}
REPORTS = {ReportKind.FUNNEL.value: ReportKind.FUNNEL.label, FOLLOW_UPS: "Pending follow-ups"}
MORNING = time(9, 0)
MOST_SHOWN = 15


def schedule_form(
    *, report: str, cadence: Cadence, period: str, channel: str | None, reply_to: str | None, time_zone: str
) -> dict[str, Any]:
    """The form asks for a period only where the report has one, for a day only where the cadence needs one."""
    hint = "The overdue ones first, with buttons; the message changes as they are settled."
    blocks: Blocks = [
        field(
            "report",
            "What",
            select(list(REPORTS.items()), chosen=report),
            hint=hint if report == FOLLOW_UPS else None,
            rebuilds=True,
        )
    ]
    if report != FOLLOW_UPS:
        hint = "Counted anew at every post, like: last 12 months"
        blocks.append(field("period", "Period", line_input(initial=period), hint=hint))
    blocks += [
        field("channel", "Channel", channel_input(channel)),
        field("cadence", "How often", select(list(CADENCES.items()), chosen=cadence), rebuilds=True),
    ]
    if cadence is Cadence.WEEKLY:
        days = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
        blocks.append(field("weekday", "On", select(days, chosen="0")))
    if cadence is Cadence.MONTHLY:
        days = [(str(number), str(number)) for number in range(1, 32)]
        hint = "In a shorter month: on its last day."
        blocks.append(field("month_day", "On day", select(days, chosen="1"), hint=hint))
    blocks.append(field("at", f"At ({time_zone})", time_input(MORNING)))
    carried = json.dumps({"channel": reply_to})
    return form("schedule_form", "Schedule", blocks, submit="Schedule", metadata=carried)


def schedule_list(schedules: list[Schedule], *, now: datetime) -> Blocks:
    if not schedules:
        return [
            section(
                "Nothing is scheduled yet. A channel can get its funnel or its follow-ups by itself, every morning."
            ),
            actions(button("Schedule a report", "new_schedule", style="primary")),
        ]
    blocks: Blocks = []
    for schedule in schedules[:MOST_SHOWN]:
        blocks.append(section(schedule_words(schedule) + f"\n{_next(schedule, now)}"))
        state = button("Pause", "pause_schedule", str(schedule.id))
        if not schedule.active:
            state = button("Resume", "resume_schedule", str(schedule.id))
        blocks.append(actions(button("Run now", "run_schedule", str(schedule.id)), state))
    if len(schedules) > MOST_SHOWN:
        blocks.append(context(f"And {len(schedules) - MOST_SHOWN} more."))
    return [*blocks, actions(button("Schedule another", "new_schedule", style="primary"))]


def schedule_words(schedule: Schedule) -> str:
    """Markup: *Funnel*, last 12 months → #sales, every day at 09:00."""
    period = f", {escape(schedule.period)}" if schedule.period else ""
    where = f"<#{schedule.channel_id}>" if is_channel(schedule.channel_id) else "you"
    return f"*{REPORTS[schedule.report]}*{period} → {where}, {_when(schedule)} at {schedule.at:%H:%M}"


def _when(schedule: Schedule) -> str:
    match schedule.cadence:
        case Cadence.WEEKLY:
            return f"every {WEEKDAYS[schedule.day or 0]}"
        case Cadence.MONTHLY:
            return f"every month on day {schedule.day}"
    return CADENCES[schedule.cadence].replace("Every", "every")


def _next(schedule: Schedule, now: datetime) -> str:
    if not schedule.active:
        return "⏸️ paused"
    coming = next_slot(schedule, now).astimezone(ZoneInfo(schedule.time_zone))
    return f"Next: {coming:%a %d %b, %H:%M} ({schedule.time_zone})"
