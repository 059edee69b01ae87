"""Leads going cold and follow-ups put off, on Wednesday 25 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from bot.followups import COLD_AFTER_DAYS, SNOOZES, going_cold, snoozed
from bot.kinds import LeadStatus
from tests.bot.leads import make_lead

WEDNESDAY = date(2026, 11, 25)
LONG_AGO = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("last_activity_on", "cold"),
    [(LONG_AGO, True), (date(2026, 11, 12), False), (date(2026, 11, 30), False), (None, True)],
)
def test_a_lead_goes_cold_after_14_days_without_activity(last_activity_on: date | None, cold: bool) -> None:
    lead = make_lead(LeadStatus.QUALIFIED, last_activity_on=last_activity_on)
    assert COLD_AFTER_DAYS == 14
    assert going_cold(lead, has_pending_follow_up=False, today=WEDNESDAY) is cold


def test_a_lead_with_a_pending_follow_up_is_not_cold() -> None:
    lead = make_lead(LeadStatus.QUALIFIED, last_activity_on=LONG_AGO)
    assert not going_cold(lead, has_pending_follow_up=True, today=WEDNESDAY)


@pytest.mark.parametrize("status", [LeadStatus.CONVERTED, LeadStatus.LOST])
def test_a_lead_that_is_converted_or_lost_does_not_go_cold(status: LeadStatus) -> None:
    assert not going_cold(make_lead(status, last_activity_on=LONG_AGO), has_pending_follow_up=False, today=WEDNESDAY)


@pytest.mark.parametrize(
    ("choice", "day"),
    [("tomorrow", date(2026, 11, 26)), ("in 3 days", date(2026, 11, 28)), ("in a week", date(2026, 12, 2))],
)
def test_a_follow_up_is_put_off_from_today(choice: str, day: date) -> None:
    assert choice in SNOOZES
    assert snoozed(choice, WEDNESDAY) == day
