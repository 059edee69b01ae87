"""What is come back to, and when: leads that are going cold, and the day that a follow-up is put off to."""

from __future__ import annotations

from datetime import date, timedelta

from bot.model import Lead
from bot.stages import CLOSED

COLD_AFTER_DAYS = 14

SNOOZES: dict[str, timedelta] = {
    "tomorrow": timedelta(days=1),
    "in 3 days": timedelta(days=3),
    "in a week": timedelta(weeks=1),
}


def snoozed(choice: str, today: date) -> date:
    """The day that one of `SNOOZES` means: counted from today, however long ago the follow-up was due."""
    return today + SNOOZES[choice]


def cold_before(today: date) -> date:
    """A lead of which nothing was heard since that day has been silent for `COLD_AFTER_DAYS`."""
    return today - timedelta(days=COLD_AFTER_DAYS - 1)


def going_cold(lead: Lead, *, has_pending_follow_up: bool, today: date) -> bool:
    """Whether a lead that is neither converted nor lost is left alone: nothing pending, nothing done for 14 days.

    A lead of which no activity is known at all (from an import without dates) is cold.
    """
    if lead.status in CLOSED or has_pending_follow_up:
        return False
    return lead.last_activity_on is None or lead.last_activity_on < cold_before(today)
