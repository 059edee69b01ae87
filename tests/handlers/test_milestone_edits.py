"""A milestone corrected: its details change, its type stays, and what hangs on its day moves along."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.event_commands import EditMilestone
from bot.kinds import LeadStatus, MilestoneType, Outcome, Role
from handlers.milestone_edits import edit_milestone
from tests.handlers.leads import acme, fields, follow_ups, milestones, status_changes, typed
from tests.slack import Person, Slack, texts

LINE = '/visit acme positive @ Whitefield 23 nov 4pm 45m "loved it" follow up fri'
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 21)


@pytest.fixture
def form(asha: Person) -> Person:
    """Asha with the form of her visit."""
    asha.say(LINE)
    asha.press("Edit")
    return asha


def test_the_form_shows_what_is_logged_and_says_that_the_type_stays(form: Person) -> None:
    details = ("happened_on", "happened_at", "location", "visited_by", "outcome", "duration", "notes")
    logged = {field: typed(form, field) for field in details}
    assert logged == {
        "happened_on": "2026-11-23",
        "happened_at": "16:00",
        "location": "Whitefield",
        "visited_by": str(form.member.id),
        "outcome": "positive",
        "duration": "45",
        "notes": "loved it",
    }
    assert fields(form) == {*details, "coordinates"}
    assert "*Site visit* of *Anil Mehta · Acme Corp (L-1)*" in texts(form.form)
    assert "The type stays." in texts(form.form)


def test_every_detail_can_be_changed_and_the_change_undone(slack: Slack, form: Person) -> None:
    (before,) = milestones(slack)
    vikram = slack.person("vikram", role=Role.REP)
    details = {"location": "Hebbal", "coordinates": "13.03, 77.59", "outcome": "neutral", "duration": "30"}
    assert form.submit(**details, happened_at="10:30", visited_by=vikram.member.id, notes="came late") == {"ok": True}
    slack.deliver()

    (visit,) = milestones(slack)
    assert (visit.location, visit.latitude, visit.longitude) == ("Hebbal", 13.03, 77.59)
    assert (visit.outcome, visit.duration_minutes, visit.happened_at) == (Outcome.NEUTRAL, 30, time(10, 30))
    assert (visit.visited_by_id, visit.notes) == (vikram.member.id, "came late")
    assert texts(form.last()).splitlines()[0] == "✏️ *Anil Mehta · Acme Corp* (L-1)"

    form.press("Undo")
    assert milestones(slack) == [before]


def test_with_the_day_move_the_status_change_the_follow_up_and_the_last_activity(slack: Slack, form: Person) -> None:
    assert form.submit(happened_on=SATURDAY) == {"ok": True}
    slack.deliver()

    (change,) = status_changes(slack)
    assert (change.to_status, change.changed_on) == (LeadStatus.QUALIFIED, SATURDAY)
    assert follow_ups(slack)[0].opened_on == SATURDAY
    assert acme(slack).last_activity_on == SATURDAY

    form.press("Undo")
    assert (status_changes(slack)[0].changed_on, acme(slack).last_activity_on) == (MONDAY, MONDAY)


def test_the_last_activity_is_the_one_that_is_last_now(slack: Slack, form: Person) -> None:
    slack.person("vikram", role=Role.REP).say("/milestone acme demo 22 nov")
    form.submit(happened_on=SATURDAY)
    assert acme(slack).last_activity_on == date(2026, 11, 22)


def test_a_correction_without_another_day_leaves_the_lead_itself_alone(slack: Slack, form: Person) -> None:
    form.say("/milestone acme demo")
    demo = form.last()
    form.submit(notes="came late")
    form.press("Undo", message=demo)
    assert [found.notes for found in milestones(slack)] == ["came late"]


def test_a_visit_needs_its_place_in_a_correction_too(slack: Slack, form: Person) -> None:
    assert form.submit(location="  ")["errors"] == {"location": "A site visit needs its location."}
    assert form.submit(location="Hebbal", happened_on="2026-11-26")["errors"] == {
        "happened_on": "A site visit can't be in the future. To plan one, set a follow-up instead."
    }
    assert milestones(slack)[0].location == "Whitefield"


def test_a_milestone_that_was_undone_meanwhile_is_not_corrected(slack: Slack, form: Person) -> None:
    form.press("Undo")
    form.submit(notes="came late")
    assert "I found no milestone" in texts(form.form)
    assert milestones(slack) == []


def test_with_the_day_on_which_it_came_moves_the_leads_own_date(slack: Slack, asha: Person) -> None:
    generated = slack.write(lambda store: store.milestones.add(1, MilestoneType.LEAD_GENERATED, date(2026, 11, 20)))
    command = EditMilestone(happened_on=date(2026, 10, 31))
    slack.write(lambda store: edit_milestone(store, generated.id, command, actor=asha.member, submission=None))
    assert (acme(slack).created_on, acme(slack).last_activity_on) == (date(2026, 10, 31), date(2026, 10, 31))
