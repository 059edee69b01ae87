"""Schedules: made, run now, paused, and posted once for every slot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial

import pytest

from bot.commands import ScheduleReport
from bot.filters import Filters
from bot.kinds import Cadence, Role
from handlers.schedules import NoSuchReport, queue_schedule, schedule_report
from storage.store import Store
from tests.handlers.reporting import Team, ask, reports, told
from tests.slack import Json, Person, Slack, texts

AT_NINE = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
"""Thursday, 09:00 in Bengaluru."""


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


def schedule_mornings(priya: Person) -> None:
    priya.say("/schedule new")
    assert priya.submit(channel="C0VISITS", at="09:00") == {"ok": True}
    priya.slack.deliver()


def posts(priya: Person) -> list[str]:
    return [texts(message) for message in priya.messages("C0VISITS") if "Lead funnel" in message["text"]]


def test_a_schedule_of_weekdays_posts_at_its_time_and_once(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    kept = slack.read(lambda store: store.schedules.list())[0]
    assert (kept.cadence, kept.at, kept.time_zone) == (Cadence.WEEKDAYS, time(9, 0), "Asia/Kolkata")

    slack.tick(at=AT_NINE.replace(minute=29))
    assert posts(priya) == []
    slack.tick(at=AT_NINE)
    slack.tick(at=AT_NINE.replace(minute=31))
    assert len(posts(priya)) == 1
    assert f"Scheduled by <@{priya.user}>" in posts(priya)[0]


def test_the_reply_says_what_was_scheduled_and_undo_removes_it(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    words = "📅 Scheduled *Funnel*, last 12 months → <#C0VISITS>, Monday to Friday at 09:00"
    assert priya.last()["text"] == f"{words}\nNext: Thu 26 Nov, 09:00"
    priya.press("Undo")
    slack.deliver()
    assert slack.read(lambda store: store.schedules.list()) == []


def test_what_is_typed_behind_the_command_is_answered_with_the_way_to_the_form(priya: Person) -> None:
    priya.say("/schedule kpi daily 8am")
    assert priya.last()["text"] == (
        "`/schedule` shows what is scheduled. `/schedule new` opens the form that plans a report for a channel: "
        "which one, how often and when is chosen there."
    )


def test_a_channel_that_milepost_is_not_in_is_refused_under_its_field(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    assert "One that I am in: elsewhere, type /invite @Milepost first." in texts(priya.form)
    answer = priya.submit(channel="C0GENERAL", at="09:00")
    assert answer["errors"]["channel"].startswith("I am not in that channel.")
    assert slack.read(lambda store: store.schedules.list()) == []


def test_run_now_posts_at_once_and_leaves_the_slot_alone(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    priya.say("/schedule")
    priya.press("Run now")
    slack.deliver()
    assert len(posts(priya)) == 1
    slack.tick(at=AT_NINE)
    assert len(posts(priya)) == 2


def test_pressing_run_now_or_pause_again_does_nothing_more(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    priya.say("/schedule")
    shown = priya.last()
    for _ in range(3):
        priya.press("Run now", message=shown)
        priya.press("Pause", message=shown)
    slack.deliver()
    told = [message["text"] for message in priya.messages()]
    assert told.count("▶️ *Funnel* comes to <#C0VISITS> now.") == 1
    assert told.count("*Funnel* is on its way to <#C0VISITS> already.") == 2
    assert len(posts(priya)) == 1
    assert len([message for message in priya.messages() if message["text"].startswith("⏸️ Paused")]) == 1


def test_a_paused_schedule_is_silent_and_makes_up_for_nothing(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
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


def test_a_deleted_schedule_is_gone_from_the_list_and_posts_nothing_more(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.tick(at=AT_NINE)
    priya.say("/schedule")
    priya.press("Delete")
    slack.deliver()

    listed, answer = priya.messages()[-2:]
    assert "Nothing is scheduled yet." in texts(listed)
    words = "🗑️ Deleted the schedule: *Funnel*, last 12 months → <#C0VISITS>, Monday to Friday at 09:00"
    assert answer["text"] == words
    slack.tick(at=AT_NINE.replace(day=27))
    assert len(posts(priya)) == 1


def test_slack_asks_before_a_schedule_is_deleted(priya: Person) -> None:
    schedule_mornings(priya)
    priya.say("/schedule")
    delete = next(button for button in buttons_of(priya.last()) if button["text"]["text"] == "Delete")

    assert delete["confirm"]["title"]["text"] == "Delete this schedule?"


def buttons_of(message: Json) -> list[Json]:
    return [element for block in message["blocks"] if block["type"] == "actions" for element in block["elements"]]


def test_undo_puts_a_deleted_schedule_back_without_posting_again_what_was_posted(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.tick(at=AT_NINE)
    priya.say("/schedule")
    priya.press("Delete")
    slack.deliver()
    priya.press("Undo")
    slack.tick(at=AT_NINE.replace(minute=35))
    assert len(posts(priya)) == 1
    slack.tick(at=AT_NINE.replace(day=27))
    assert len(posts(priya)) == 2


def test_what_a_deleted_schedule_had_queued_is_not_posted(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.fault("chat.postMessage", "429", times=1, retry_after=60)
    slack.tick(at=AT_NINE)
    priya.say("/schedule")
    priya.press("Delete")
    for _ in range(3):
        slack.wait(minutes=2)
    assert posts(priya) == []


def test_an_alarm_of_a_deleted_schedule_rings_for_nobody(slack: Slack, priya: Person) -> None:
    slack.now.moment = AT_NINE
    slack.program.clock.ring(slack.tenants["T0NORTH"], 4711)
    slack.deliver()
    assert posts(priya) == []


def test_a_rep_deletes_no_schedule(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    priya.say("/schedule")
    shown = priya.last()
    priya.known_as(Role.REP)
    priya.press("Delete", message=shown)
    assert "needs the manager role" in priya.last()["text"]
    assert len(slack.read(lambda store: store.schedules.list())) == 1


def test_the_list_says_the_time_zone_once_where_it_is_one(slack: Slack, priya: Person) -> None:
    for _ in range(2):
        schedule_mornings(priya)
    priya.say("/schedule")
    assert texts(priya.last()).count("Asia/Kolkata") == 1

    def add_in_berlin(store: Store) -> None:
        kept = store.schedules.list()[0]
        store.schedules.add(
            report="kpi",
            period="all time",
            team_id=kept.team_id,
            channel_id=kept.channel_id,
            cadence=Cadence.DAILY,
            day=None,
            at=time(9),
            time_zone="Europe/Berlin",
            creator_id=kept.creator_id,
            since=store.now,
        )

    slack.write(add_in_berlin)
    priya.say("/schedule")
    assert texts(priya.last()).count("(Asia/Kolkata)") == 2
    assert texts(priya.last()).count("(Europe/Berlin)") == 1


def test_a_slot_missed_by_an_hour_is_posted_late_and_says_so(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.tick(at=AT_NINE.replace(hour=4))
    assert len(posts(priya)) == 1
    assert "Late, was due at 09:00" in posts(priya)[0]


def test_a_slot_missed_by_more_than_six_hours_is_skipped(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.tick(at=AT_NINE.replace(hour=10))
    assert posts(priya) == []


def test_an_hour_without_slack_loses_no_post(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.fault("chat.postMessage", "429", times=12, retry_after=60)
    slack.tick(at=AT_NINE)
    for _ in range(12):
        slack.wait(minutes=6)
    assert len(posts(priya)) == 1


def test_of_many_missed_days_only_the_last_is_posted(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.tick(at=AT_NINE.replace(day=30))
    assert len(posts(priya)) == 1


def test_two_copies_of_the_program_post_a_slot_once(slack: Slack, priya: Person) -> None:
    schedule_mornings(priya)
    slack.tick(at=AT_NINE, copies=4)
    assert len(posts(priya)) == 1


def test_a_report_that_cannot_be_made_is_told_to_its_creator_and_not_tried_for_ever(
    slack: Slack, priya: Person
) -> None:
    schedule_mornings(priya)
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
    assert answer["errors"]["period funnel"].startswith("I can't read “next blurg” as a period.")
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


def test_whatever_is_not_of_one_record_can_be_scheduled(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    offered = next(block["element"]["options"] for block in priya.form["blocks"] if block["block_id"] == "report")
    assert [option["value"] for option in offered] == [
        *("kpi", "funnel", "sources", "campaigns", "bookings", "ageing", "team"),
        "followups",
    ]
    for option in offered:
        schedule_at_nine(priya, option["value"])
    before = len(priya.messages("C0VISITS"))
    slack.tick(at=AT_NINE)
    assert len(priya.messages("C0VISITS")[before:]) == len(offered)


def schedule_at_nine(priya: Person, report: str) -> None:
    """Past the form, and past its question."""
    command = ScheduleReport(report=report, channel="C0VISITS", cadence=Cadence.DAILY, at=time(9))
    asked = partial(schedule_report, command=command, actor=priya.member, submission=None, answered=["owed C0VISITS"])
    priya.slack.write(asked)


@pytest.mark.parametrize("report", ["ledger", "timeline", "horoscope"])
def test_a_report_on_one_record_is_not_scheduled(slack: Slack, priya: Person, report: str) -> None:
    with pytest.raises(NoSuchReport):
        schedule_at_nine(priya, report)
    assert slack.read(lambda store: store.schedules.list()) == []


def test_another_report_has_its_own_period_unless_one_was_typed(priya: Person) -> None:
    priya.say("/schedule new")
    priya.choose("report", "team")
    assert period_in_form(priya) == "this month"
    priya.choose("report", "ageing")
    assert period_in_form(priya) is None
    priya.choose("report", "kpi")
    assert period_in_form(priya) == "all time"
    priya.choose("report", "funnel", period="this quarter")
    assert period_in_form(priya) == "this quarter"
    priya.choose("report", "sources")
    priya.choose("cadence", "weekly")
    assert period_in_form(priya) == "this quarter"


def test_the_follow_ups_ask_for_neither_period_nor_filters(priya: Person) -> None:
    priya.say("/schedule new")
    priya.choose("report", "followups")
    assert [block["block_id"] for block in priya.form["blocks"]] == ["report", "channel", "cadence", "at"]


def test_schedule_this_opens_the_form_as_the_report_is(slack: Slack, team: Team) -> None:
    ask(team.priya, "team by asha source google ads last quarter")
    team.priya.press("Schedule this", message=reports(team.priya)[-1])
    assert period_in_form(team.priya) == "last quarter"
    asked = [block["block_id"] for block in team.priya.form["blocks"]]
    assert "month_day" in asked, "what is over changes no more until there is another"
    team.priya.choose("cadence", "weekdays")
    assert team.priya.submit(at="09:00") == {"ok": True}
    slack.deliver()

    summary = "*Team*, last quarter, owner Asha Rao · source Google Ads → <#C0SALES>, Monday to Friday at 09:00"
    assert team.priya.last()["text"].startswith(f"📅 Scheduled {summary}\n")
    team.priya.say("/schedule")
    assert summary in texts(team.priya.last())
    slack.tick(at=AT_NINE)
    (_, posted) = reports(team.priya)
    assert "owner Asha Rao · source Google Ads" in texts(posted)


def test_filters_stay_while_the_form_is_changed(slack: Slack, team: Team) -> None:
    team.priya.say("/schedule new")
    team.priya.choose("report", "followups", owner=team.asha.member.id, campaign=1)
    team.priya.choose("report", "kpi")
    team.priya.choose("cadence", "weekly", owner=team.asha.member.id, campaign=1)
    team.priya.choose("report", "bookings")
    assert team.priya.submit(channel="C0VISITS", weekday="2", at="09:00") == {"ok": True}

    kept = slack.read(lambda store: store.schedules.list())[0]
    assert (kept.report, kept.filters) == ("bookings", Filters(owner_id=team.asha.member.id, campaign_id=1))


def test_a_filter_that_is_not_there_is_refused(slack: Slack, priya: Person) -> None:
    priya.say("/schedule new")
    priya.submit(channel="C0VISITS", source=4711, at="09:00")
    assert "I found no source “4711”" in texts(priya.form)
    assert slack.read(lambda store: store.schedules.list()) == []


def schedule_ageing(team: Team) -> None:
    team.priya.say("/schedule new")
    team.priya.choose("report", "ageing")
    team.priya.submit(channel="C0VISITS", at="09:00")
    assert "Everybody in the channel will see what customers owe" in texts(team.priya.form)
    assert team.priya.form["submit"]["text"] == "Schedule it all the same"


def test_what_is_owed_is_scheduled_once_the_manager_says_so(slack: Slack, team: Team) -> None:
    schedule_ageing(team)
    assert slack.read(lambda store: store.schedules.list()) == []
    assert team.priya.submit() == {"ok": True}
    slack.tick(at=AT_NINE)
    assert "Acme Corp" in told(reports(team.priya, "C0VISITS")[-1])


def test_for_another_channel_it_is_asked_again(slack: Slack, team: Team) -> None:
    schedule_ageing(team)
    team.priya.submit(channel="C0SALES")
    assert "Everybody in the channel will see what customers owe" in texts(team.priya.form)
    assert slack.read(lambda store: store.schedules.list()) == []


def test_a_creator_who_is_no_manager_any_more_shows_a_channel_no_money(slack: Slack, team: Team) -> None:
    schedule_ageing(team)
    team.priya.submit()
    schedule_at_nine(team.priya, "bookings")
    team.priya.known_as(Role.REP)
    slack.tick(at=AT_NINE)

    (posted,) = reports(team.priya, "C0VISITS")
    assert posted["text"].startswith("Bookings")
    assert "₹" not in told(posted)
    assert "Showing a channel what customers owe needs the manager role" in team.priya.last(team.priya.direct)["text"]


def period_in_form(person: Person) -> str | None:
    """What stands in the period's field; None where it is not asked for."""
    values = person.form["state"]["values"]
    return next((str(values[block]["value"]["value"]) for block in values if block.startswith("period")), None)
