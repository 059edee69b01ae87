"""Logging an engagement by its form: what it offers, what it refuses, what it does to the lead."""

from __future__ import annotations

from datetime import date

import pytest

from bot.engagements import CHANNELS
from bot.kinds import Channel, EngagementStatus, EngagementType, FollowUpStatus, LeadStatus, Role
from tests.handlers.leads import acme, choices, engagements, fields, follow_ups, status_changes, typed
from tests.slack import Person, Slack, texts

TODAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)
CALL = {"channel": "phone", "subject": "Asked for the quote"}
MEETING = {"channel": "in_person", "subject": "Site walk with his wife"}


def open_form(asha: Person, type_: str, **others: object) -> None:
    asha.say("/engage")
    asha.choose("type", type_, lead="1", **others)


@pytest.mark.parametrize("kind", EngagementType)
def test_only_the_channels_that_make_sense_for_the_type_are_offered(asha: Person, kind: EngagementType) -> None:
    open_form(asha, kind)
    assert choices(asha, "channel") == [channel.value for channel in CHANNELS[kind]]


def test_the_only_channel_of_a_type_is_chosen(asha: Person) -> None:
    open_form(asha, "email_sent")
    assert typed(asha, "channel") == "email"


def test_a_channel_that_the_next_type_has_too_stays_chosen_and_another_one_does_not(asha: Person) -> None:
    open_form(asha, "call_made")
    asha.choose("type", "meeting_scheduled", channel="video")
    assert typed(asha, "channel") == "video"
    asha.choose("type", "quote_sent")
    assert typed(asha, "channel") is None


@pytest.mark.parametrize(
    ("type_", "details"),
    [
        ("email_sent", {"responded"}),
        ("call_made", {"happened_at", "duration", "responded"}),
        ("message_sent", {"responded"}),
        ("meeting_scheduled", {"happened_at", "duration"}),
        ("proposal_sent", {"responded"}),
        ("quote_sent", {"responded"}),
    ],
)
def test_the_form_shows_only_what_its_type_needs(asha: Person, type_: str, details: set[str]) -> None:
    open_form(asha, type_)
    always = {"lead", "type", "channel", "happened_on", "subject", "status", "outcome", "notes", "follow_up_required"}
    assert fields(asha) == always | details


def test_what_was_typed_survives_another_type_there_and_back(asha: Person) -> None:
    open_form(asha, "call_made")
    asha.choose("responded", True, **CALL, duration="12", happened_at="11:00", notes="He called back")
    asha.choose("type", "meeting_scheduled", response_notes="Wants two flats", responded_on="2026-11-24")
    assert fields(asha).isdisjoint({"responded", "response_notes"})
    asha.choose("type", "call_made")

    kept = {**CALL, "duration": "12", "happened_at": "11:00", "notes": "He called back", "lead": "1"}
    kept |= {"response_notes": "Wants two flats", "responded_on": "2026-11-24"}
    assert {field: typed(asha, field) for field in kept} == kept


@pytest.mark.parametrize(
    ("type_", "day", "offered"),
    [
        ("call_made", "2026-11-25", ["completed", "failed"]),
        ("meeting_scheduled", "2026-11-24", ["completed", "failed"]),
        ("meeting_scheduled", "2026-11-25", ["completed", "pending", "failed"]),
        ("meeting_scheduled", "2026-11-27", ["pending", "failed"]),
    ],
)
def test_only_a_meeting_to_come_can_be_pending(asha: Person, type_: str, day: str, offered: list[str]) -> None:
    open_form(asha, type_)
    if type_ == "meeting_scheduled":
        asha.choose("happened_on", day)
    assert choices(asha, "status") == offered
    assert typed(asha, "status") == offered[0]


def test_a_call_moves_a_new_lead_to_contacted_and_settles_what_was_waiting(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme contacted yesterday follow up fri")
    slack.write(lambda store: store.leads.move(1, LeadStatus.NEW, on=None, member_id=asha.member.id))
    open_form(asha, "call_made", happened_on="2026-11-25")
    assert asha.submit(**CALL, duration="12", outcome="positive") == {"ok": True}
    slack.deliver()

    (call,) = engagements(slack)
    assert (call.type, call.channel, call.status) == (
        EngagementType.CALL_MADE,
        Channel.PHONE,
        EngagementStatus.COMPLETED,
    )
    assert (call.subject, call.duration_minutes, call.member_id) == ("Asked for the quote", 12, asha.member.id)
    assert (acme(slack).status, acme(slack).last_activity_on) == (LeadStatus.CONTACTED, TODAY)
    assert (status_changes(slack)[-1].engagement_id, status_changes(slack)[-1].changed_on) == (call.id, TODAY)
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.DONE]
    assert texts(asha.last()).splitlines() == [
        "✅ *Anil Mehta · Acme Corp* (L-1)",
        "📞 *Call made* today · “Asked for the quote” · 🙂 positive · 12 min",
        "💬 now contacted · ☑️ follow-up of Fri 27 Nov done",
        "Undo",
        "Edit",
        "Plan a follow-up",
    ]


def test_an_email_waits_for_its_answer(asha: Person) -> None:
    asha.say('/engage acme email "sent the quote"')
    assert texts(asha.last()).splitlines()[-3:] == ["Undo", "Edit", "Got an answer"]


def test_the_next_engagement_leaves_the_status_where_it_is(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme demo")
    asha.say('/engage acme call "asked for the quote"')
    assert acme(slack).status is LeadStatus.QUALIFIED
    assert "now" not in texts(asha.last())


def test_a_failed_call_neither_moves_the_lead_nor_settles_anything(slack: Slack, asha: Person) -> None:
    slack.write(
        lambda store: store.follow_ups.open(
            1, opened_on=date(2026, 11, 24), due_on=TODAY, owner_id=asha.member.id, why="Call him"
        )
    )
    open_form(asha, "call_made")
    assert asha.submit(**CALL, status="failed") == {"ok": True}
    slack.deliver()

    assert acme(slack).status is LeadStatus.NEW
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.PENDING]
    assert "❌ failed" in texts(asha.last())
    assert "Got an answer" not in texts(asha.last())


def test_a_call_logged_afterwards_leaves_a_later_follow_up_open(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme contacted follow up fri")
    asha.say('/engage acme call yesterday "asked for the quote"')
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.PENDING]


def test_a_planned_meeting_is_pending_settles_what_was_waiting_and_moves_the_lead_today(
    slack: Slack, asha: Person
) -> None:
    slack.write(
        lambda store: store.follow_ups.open(1, opened_on=TODAY, due_on=TODAY, owner_id=asha.member.id, why="Call him")
    )
    open_form(asha, "meeting_scheduled")
    asha.choose("happened_on", "2026-11-27")
    assert asha.submit(**MEETING, happened_at="16:00") == {"ok": True}
    slack.deliver()

    (meeting,) = engagements(slack)
    assert (meeting.status, meeting.happened_on) == (EngagementStatus.PENDING, FRIDAY)
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.DONE]
    assert status_changes(slack)[0].changed_on == TODAY
    assert acme(slack).last_activity_on == FRIDAY
    assert "📅 *Meeting scheduled* Fri 27 Nov · 16:00 · In person" in texts(asha.last())
    assert "⏳ pending" in texts(asha.last())


def test_a_meeting_later_today_is_still_to_come(slack: Slack, asha: Person) -> None:
    asha.say('/engage acme meeting today 4pm "site walk"')
    asha.say('/engage acme meeting today 9am "site walk"')
    assert sorted(found.status for found in engagements(slack)) == ["completed", "pending"]


def test_an_engagement_asks_for_a_follow_up_of_a_colleague(slack: Slack, asha: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    open_form(asha, "quote_sent")
    asha.choose("follow_up_required", True)
    assert typed(asha, "owner") == str(asha.member.id)
    filled = {"channel": "email", "subject": "Quote for two flats", "follow_up_on": FRIDAY}
    assert asha.submit(**filled, owner=vikram.member.id) == {"ok": True}
    slack.deliver()

    (follow_up,) = follow_ups(slack)
    assert (follow_up.due_on, follow_up.owner_id, follow_up.opened_on) == (FRIDAY, vikram.member.id, TODAY)
    assert (follow_up.engagement_id, follow_up.why) == (engagements(slack)[0].id, "Quote for two flats")
    assert f"⏰ follow up Fri 27 Nov by {vikram.name}" in texts(asha.last())


def test_an_answer_that_came_already_is_noted_with_the_engagement(slack: Slack, asha: Person) -> None:
    open_form(asha, "email_sent")
    asha.choose("responded", True, happened_on="2026-11-23")
    assert typed(asha, "responded_on") == "2026-11-25"
    assert asha.submit(subject="Floor plan", responded_on="2026-11-24", response_notes="Likes it") == {"ok": True}
    slack.deliver()

    (email,) = engagements(slack)
    assert (email.responded_on, email.response_notes) == (date(2026, 11, 24), "Likes it")
    assert "answered yesterday" in texts(asha.last())
    assert "Got an answer" not in texts(asha.last())


@pytest.mark.parametrize(
    ("type_", "wrong", "errors"),
    [
        ("call_made", {"subject": "   "}, {"subject": "Please fill this in."}),
        (
            "call_made",
            {"happened_on": "2026-11-26"},
            {"happened_on": "A call made can't be in the future. To plan one, set a follow-up instead."},
        ),
        ("call_made", {"duration": "1441"}, {"duration": "Enter a number of 1440 or less."}),
    ],
)
def test_what_cannot_be_stands_under_its_field_and_nothing_is_saved(
    slack: Slack, asha: Person, type_: str, wrong: dict[str, str], errors: dict[str, str]
) -> None:
    open_form(asha, type_)
    assert asha.submit(**CALL | wrong) == {"ok": False, "errors": errors}
    assert engagements(slack) == []


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("2026-11-26", "The answer can't have come after today."),
        ("2026-11-24", "The answer can't have come before the day of the engagement itself."),
    ],
)
def test_an_answer_comes_between_the_engagement_and_today(slack: Slack, asha: Person, day: str, error: str) -> None:
    open_form(asha, "call_made")
    asha.choose("responded", True)
    assert asha.submit(**CALL, responded_on=day)["errors"] == {"responded_on": error}
    assert engagements(slack) == []


def test_a_required_follow_up_needs_its_date(asha: Person) -> None:
    open_form(asha, "call_made")
    asha.choose("follow_up_required", True)
    assert asha.submit(**CALL)["errors"].keys() == {"follow_up_on"}


def test_a_meeting_whose_day_was_changed_after_its_status_was_chosen_is_checked(slack: Slack, asha: Person) -> None:
    open_form(asha, "meeting_scheduled")
    answer = asha.submit(**MEETING, status="completed", happened_on=FRIDAY)
    assert list(answer["errors"].values()) == [
        "A meeting in the future is pending until its day comes. Then say how it went."
    ]
    assert engagements(slack) == []


@pytest.mark.parametrize("place", ["shortcut", "home", "card"])
def test_the_form_opens_from_the_shortcut_the_home_and_a_leads_card(slack: Slack, asha: Person, place: str) -> None:
    if place == "shortcut":
        asha.use_shortcut("log_engagement")
    elif place == "home":
        home = asha.home()
        asha.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "Log an engagement")
    else:
        asha.say("/lead acme")
        asha.press("Log an engagement")
        assert typed(asha, "lead") == "1"
    asha.choose("type", "call_made", lead="1")
    assert asha.submit(**CALL) == {"ok": True}
    assert len(engagements(slack)) == 1


def test_a_form_sent_twice_at_once_is_saved_once(slack: Slack, asha: Person) -> None:
    open_form(asha, "call_made")
    slack.fault("view_submission", "duplicate")
    assert asha.submit(**CALL) == {"ok": True}
    assert len(engagements(slack)) == 1


def test_what_was_typed_is_escaped_before_slack_reads_it(slack: Slack, asha: Person) -> None:
    open_form(asha, "call_made")
    asha.submit(channel="phone", subject="<!channel> buy & sell")
    slack.deliver()
    assert "“&lt;!channel&gt; buy &amp; sell”" in texts(asha.last())
