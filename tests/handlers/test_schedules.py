"""Schedules: made, run now, paused, and posted once for every slot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.kinds import Cadence, Role
from handlers.schedules import queue_schedule
from tests.slack import Person, Slack, texts

AT_NINE = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
"""Thursday, 09:00 in Bengaluru."""


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def schedule_daily(priya: Person) -> None:
    priya.say("/schedule new")
    assert priya.submit(channel="C0VISITS", at="09:00") == {"ok": True}
    priya.slack.deliver()


def posts(priya: Person) -> list[str]:
    return [texts(message) for message in priya.messages("C0VISITS") if "Lead funnel" in message["text"]]


def test_a_daily_schedule_posts_at_its_time_and_once(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    kept = slack.read(lambda store: store.schedules.list())[0]
    assert (kept.cadence, kept.at, kept.time_zone) == (Cadence.DAILY, time(9, 0), "Asia/Kolkata")

    slack.tick(at=AT_NINE.replace(minute=29))
    assert posts(priya) == []
    slack.tick(at=AT_NINE)
    slack.tick(at=AT_NINE.replace(minute=31))
    assert len(posts(priya)) == 1
    assert f"Scheduled by <@{priya.user}>" in posts(priya)[0]


def test_the_reply_says_what_was_scheduled_and_undo_removes_it(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    assert priya.last()["text"] == "📅 Scheduled *Funnel*, last 12 months → <#C0VISITS>, every day at 09:00"
    priya.press("Undo")
    slack.deliver()
    assert slack.read(lambda store: store.schedules.list()) == []


def test_a_channel_that_milepost_is_not_in_is_refused_under_its_field(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    answer = priya.submit(channel="C0GENERAL", at="09:00")
    assert answer["errors"]["channel"].startswith("I am not in that channel.")
    assert slack.read(lambda store: store.schedules.list()) == []


def test_run_now_posts_at_once_and_leaves_the_slot_alone(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    priya.say("/schedule")
    priya.press("Run now")
    slack.deliver()
    assert len(posts(priya)) == 1
    slack.tick(at=AT_NINE)
    assert len(posts(priya)) == 2


def test_pressing_run_now_or_pause_again_does_nothing_more(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    priya.say("/schedule")
    shown = priya.last()
    for _ in range(3):
        priya.press("Run now", message=shown)
        priya.press("Pause", message=shown)
    slack.deliver()
    assert len(posts(priya)) == 1
    assert len([message for message in priya.messages() if message["text"].startswith("⏸️ Paused")]) == 1


def test_a_paused_schedule_is_silent_and_makes_up_for_nothing(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    priya.say("/schedule")
    priya.press("Pause")
    slack.deliver()
    assert priya.last()["text"].startswith("⏸️ Paused *Funnel*")
    assert "⏸️ paused" in texts(priya.messages()[-2])
    slack.tick(at=AT_NINE)
    assert posts(priya) == []
    priya.say("/schedule")
    priya.press("Resume")
    slack.tick(at=AT_NINE.replace(minute=40))
    assert posts(priya) == []


def test_a_slot_missed_by_an_hour_is_posted_late_and_says_so(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    slack.tick(at=AT_NINE.replace(hour=4))
    assert len(posts(priya)) == 1
    assert "Late, was due at 09:00" in posts(priya)[0]


def test_a_slot_missed_by_more_than_six_hours_is_skipped(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    slack.tick(at=AT_NINE.replace(hour=10))
    assert posts(priya) == []


def test_an_hour_without_slack_loses_no_post(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    slack.fault("chat.postMessage", "429", times=12, retry_after=60)
    slack.tick(at=AT_NINE)
    for _ in range(12):
        slack.wait(minutes=6)
    assert len(posts(priya)) == 1


def test_of_many_missed_days_only_the_last_is_posted(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    slack.tick(at=AT_NINE.replace(day=30))
    assert len(posts(priya)) == 1


def test_two_copies_of_the_program_post_a_slot_once(slack: Slack, priya: Person) -> None:
    schedule_daily(priya)
    slack.tick(at=AT_NINE, copies=4)
    assert len(posts(priya)) == 1


def test_a_report_that_cannot_be_made_is_told_to_its_creator_and_not_tried_for_ever(
    slack: Slack, priya: Person
) -> None:
    schedule_daily(priya)
    kept = slack.read(lambda store: store.schedules.list())[0]
    slack.write(
        lambda store: queue_schedule(store, replace(kept, period="blurg"), "k", why="Test", member=priya.member)
    )
    slack.wait(minutes=1)
    slack.wait(minutes=5)
    told = [message["text"] for message in priya.messages(priya.direct)]
    assert [text for text in told if "I can't read “blurg” as a period." in text] == told[-1:]
    assert slack.read(lambda store: store.deliveries.list_due(slack.now())) == []


def test_a_weekly_schedule_asks_for_its_day(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    priya.choose("cadence", "weekly")
    assert priya.submit(channel="C0VISITS", cadence="weekly", weekday="3", at="09:00") == {"ok": True}
    kept = slack.read(lambda store: store.schedules.list())[0]
    assert (kept.cadence, kept.day) == (Cadence.WEEKLY, 3)


def test_a_period_that_cannot_be_read_stands_under_its_field(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    answer = priya.submit(channel="C0VISITS", period="next blurg", at="09:00")
    assert answer["errors"]["period"].startswith("I can't read “next blurg” as a period.")
    assert slack.read(lambda store: store.schedules.list()) == []


def test_a_rep_may_not_schedule_neither_at_the_door_nor_at_the_submission(slack: Slack, priya: Person) -> None:
    asha = slack.person("asha", role=Role.REP)
    asha.say("/schedule new")
    assert asha.last()["text"].startswith("Scheduling reports needs the manager role.")
    priya.say("/schedule new")
    priya.known_as(Role.REP)
    priya.submit(channel="C0VISITS", at="09:00")
    assert "needs the manager role" in texts(priya.form)
    assert slack.read(lambda store: store.schedules.list()) == []
