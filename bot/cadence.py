"""When a schedule is due: its slots as moments in UTC, one for every day that it names, whatever the clocks do."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kinds import Cadence
from bot.model import Schedule
from bot.periods import Period

GRACE = timedelta(hours=6)
"""A missed slot is made up for if it is no older than this."""

LONGEST_GAP = 32
"""Days within which every cadence has a slot."""


def usual_cadence(period: Period, *, today: date) -> Cadence:
    """How often a report of the period is worth a post: what is over changes no more until there is another."""
    if period.start is None or period.end is None or period.end >= today:
        return Cadence.WEEKDAYS
    if period.is_whole_months:
        return Cadence.MONTHLY
    return Cadence.WEEKLY if (period.end - period.start).days == 6 else Cadence.WEEKDAYS


def next_slot(schedule: Schedule, after: datetime) -> datetime:
    """The first slot later than `after`, in UTC."""
    day = after.astimezone(ZoneInfo(schedule.time_zone)).date() - timedelta(days=1)
    return min(slot for slot in _slots(schedule, day, days=LONGEST_GAP + 2) if slot > after)


def latest_slot(schedule: Schedule, now: datetime) -> datetime | None:
    """The newest slot that is due at `now`, in UTC; None before the schedule's first."""
    day = now.astimezone(ZoneInfo(schedule.time_zone)).date() - timedelta(days=LONGEST_GAP)
    due = [slot for slot in _slots(schedule, day, days=LONGEST_GAP + 2) if schedule.since < slot <= now]
    return max(due, default=None)


def _slots(schedule: Schedule, first: date, *, days: int) -> list[datetime]:
    named = (first + timedelta(days=offset) for offset in range(days))
    return [_moment(schedule, day) for day in named if _is_named(schedule, day)]


def _is_named(schedule: Schedule, day: date) -> bool:
    match schedule.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return day.weekday() < 5
        case Cadence.WEEKLY:
            return day.weekday() == schedule.day
        case Cadence.MONTHLY:
            # The 31st means the last day of a shorter month.
            return day.day == min(schedule.day or 1, monthrange(day.year, day.month)[1])


def _moment(schedule: Schedule, day: date) -> datetime:
    """The slot of that day. A time that the clocks skip is an hour later, one that they repeat is its first."""
    local = datetime.combine(day, schedule.at, ZoneInfo(schedule.time_zone))
    return local.astimezone(UTC)
