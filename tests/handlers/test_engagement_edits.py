"""What is noted on an engagement afterwards: corrections, the answer to it, whether a meeting was held."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import EngagementStatus, FollowUpStatus, LeadStatus, Outcome
from tests.handlers.leads import acme, choices, engagements, fields, follow_ups, status_changes, typed
from tests.slack import Person, Slack, texts

TODAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)
CALL = '/engage acme call yesterday 12m "asked for the quote" follow up fri'
EMAIL = '/engage acme email yesterday "asked for the quote" follow up fri'
MEETING = '/engage acme meeting fri 4pm "site walk"'


def test_the_form_shows_what_is_logged_and_says_that_the_type_stays(asha: Person) -> None:
    asha.say(CALL)
    asha.press("Edit")
    details = ("channel", "happened_on", "subject", "status", "duration")
    assert [typed(asha, field) for field in details] == [
        "phone",
        "2026-11-24",
        "asked for the quote",
        "completed",
        "12",
    ]
    assert {"outcome", "notes", "responded", "happened_at"} <= fields(asha)
    assert fields(asha).isdisjoint({"lead", "type", "follow_up_required"})
    assert "The type stays." in texts(asha.form)


def test_every_detail_can_be_changed_and_the_change_undone(slack: Slack, asha: Person) -> None:
    asha.say(CALL)
    (before,) = engagements(slack)
    asha.press("Edit")
    asha.choose("responded", True)
    changes = {"channel": "whatsapp", "subject": "Asked for two quotes", "outcome": "positive", "duration": "20"}
    assert asha.submit(**changes, response_notes="Two flats", responded_on="2026-11-25", notes="By Friday") == {
        "ok": True
    }
    slack.deliver()

    (call,) = engagements(slack)
    assert (call.channel, call.subject, call.outcome) == ("whatsapp", "Asked for two quotes", Outcome.POSITIVE)
    assert (call.responded_on, call.response_notes, call.notes) == (TODAY, "Two flats", "By Friday")
    assert "✏️ *Anil Mehta · Acme Corp* (L-1)" in texts(asha.last())

    asha.press("Undo")
    assert engagements(slack) == [before]


def test_with_the_day_move_the_status_change_the_follow_up_and_the_last_activity(slack: Slack, asha: Person) -> None:
    asha.say(CALL)
    asha.press("Edit")
    assert asha.submit(happened_on="2026-11-21") == {"ok": True}

    saturday = date(2026, 11, 21)
    assert status_changes(slack)[0].changed_on == saturday
    assert follow_ups(slack)[0].opened_on == saturday
    assert acme(slack).last_activity_on == saturday


def test_a_call_that_did_not_fail_after_all_counts_as_contact(slack: Slack, asha: Person) -> None:
    asha.say("/engage acme call no answer")
    assert acme(slack).status is LeadStatus.NEW
    asha.press("Edit")
    asha.submit(status="completed")
    slack.deliver()
    assert acme(slack).status is LeadStatus.CONTACTED
    assert "💬 now contacted" in texts(asha.last())


def test_a_meeting_can_be_put_off_to_another_day(slack: Slack, asha: Person) -> None:
    asha.say(MEETING)
    asha.press("Edit")
    asha.choose("happened_on", "2026-11-30")
    assert choices(asha, "status") == ["pending", "failed"]
    assert "*Meeting scheduled* – *Anil Mehta" in texts(asha.form)
    assert asha.submit() == {"ok": True}
    (meeting,) = engagements(slack)
    assert (meeting.happened_on, meeting.status) == (date(2026, 11, 30), EngagementStatus.PENDING)
    assert acme(slack).last_activity_on == date(2026, 11, 30)


def test_a_tick_that_is_taken_away_takes_the_answer_away(slack: Slack, asha: Person) -> None:
    asha.say(EMAIL)
    asha.press("Got an answer")
    asha.submit(response_notes="Two flats")
    asha.press("Edit")
    asha.choose("responded", False)
    asha.submit()
    assert (engagements(slack)[0].responded_on, engagements(slack)[0].response_notes) == (None, None)


def test_the_answer_is_noted_by_a_button_with_today_as_its_day(slack: Slack, asha: Person) -> None:
    asha.say(EMAIL)
    asha.press("Got an answer")
    assert typed(asha, "responded_on") == "2026-11-25"
    assert asha.submit(response_notes="Two flats, please", outcome="positive") == {"ok": True}
    slack.deliver()

    (email,) = engagements(slack)
    assert (email.responded_on, email.response_notes, email.outcome) == (TODAY, "Two flats, please", Outcome.POSITIVE)
    assert acme(slack).last_activity_on == TODAY
    assert "📨 *Anil Mehta" in texts(asha.last())
    assert "answered today\n“Two flats, please”" in texts(asha.last())

    asha.press("Undo")
    assert (engagements(slack)[0].responded_on, acme(slack).last_activity_on) == (None, date(2026, 11, 24))


def test_a_second_answer_is_not_noted_over_the_first(slack: Slack, asha: Person) -> None:
    asha.say(EMAIL)
    logged = asha.last()
    asha.press("Got an answer")
    asha.submit(response_notes="Two flats")
    asha.press("Got an answer", message=logged)
    assert asha.last()["text"] == "The answer of today is noted already. To change it, edit the engagement."
    assert engagements(slack)[0].response_notes == "Two flats"


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("2026-11-26", "The answer can't have come after today."),
        ("2026-11-23", "The answer can't have come before the day of the engagement itself."),
    ],
)
def test_an_answer_comes_between_the_engagement_and_today(slack: Slack, asha: Person, day: str, error: str) -> None:
    asha.say(EMAIL)
    asha.press("Got an answer")
    assert asha.submit(responded_on=day)["errors"] == {"responded_on": error}
    assert engagements(slack)[0].responded_on is None


@pytest.fixture
def planned(slack: Slack, asha: Person) -> Person:
    """Asha on the day of the meeting that she planned, with its buttons before her."""
    asha.say(MEETING)
    slack.wait(minutes=2 * 24 * 60)
    asha.say("/followups")
    return asha


def test_a_meeting_whose_day_has_come_is_held_by_a_press(slack: Slack, planned: Person) -> None:
    planned.press("Held")
    slack.deliver()
    assert engagements(slack)[0].status is EngagementStatus.COMPLETED
    assert "📅 *Meeting scheduled* today · 16:00 · In person · “site walk”" in texts(planned.last())


def test_a_meeting_that_did_not_take_place_asks_for_the_next_step(slack: Slack, planned: Person) -> None:
    planned.press("Did not happen")
    slack.deliver()
    assert engagements(slack)[0].status is EngagementStatus.FAILED
    told = [message for message in planned.messages() if "did not take place" in texts(message)]
    assert "Plan a follow-up" in texts(told[-1])
    planned.press("Undo", message=told[-1])
    assert engagements(slack)[0].status is EngagementStatus.PENDING


def test_a_meeting_is_closed_only_once(slack: Slack, planned: Person) -> None:
    listed = planned.last()
    planned.press("Held", message=listed)
    planned.press("Did not happen", message=listed)
    assert "That meeting is noted as completed already." in planned.last()["text"]
    assert engagements(slack)[0].status is EngagementStatus.COMPLETED


def test_a_meeting_that_was_held_settles_what_was_asked_for_since(slack: Slack, asha: Person) -> None:
    asha.say(MEETING)
    slack.wait(minutes=24 * 60)
    asha.say("/milestone acme contacted follow up 30 nov")
    slack.wait(minutes=24 * 60)
    asha.say("/followups")
    asha.press("Held")
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.DONE]
    slack.deliver()
    assert "Plan a follow-up" in texts(next(told for told in asha.messages() if "follow-up of Mon" in texts(told)))
