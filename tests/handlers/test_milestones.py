"""Logging a milestone by its form: what it asks for, what it refuses, what it does to the lead."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import LeadStatus, MilestoneType, Outcome, Role
from handlers.views.leads import status_words
from tests.handlers.leads import acme, choices, fields, follow_ups, milestones, status_changes, typed
from tests.slack import Person, Slack, texts

TODAY = date(2026, 11, 25)
TALK = {"happened_at", "outcome", "duration"}
VISIT = TALK | {"location", "coordinates", "visited_by"}


def open_form(asha: Person, type_: str, **others: object) -> None:
    asha.say("/milestone")
    asha.choose("type", type_, lead="1", **others)


def test_the_form_offers_every_type_that_happens_after_the_lead_came(asha: Person) -> None:
    asha.say("/milestone")
    assert choices(asha, "type") == [kind.value for kind in MilestoneType if kind is not MilestoneType.LEAD_GENERATED]


@pytest.mark.parametrize(
    ("type_", "details"),
    [
        ("contacted", TALK),
        ("site_visit", VISIT),
        ("revisit", VISIT),
        ("demo", TALK),
        ("proposal", set()),
        ("negotiation", TALK),
        ("booking", set()),
        ("cancellation", set()),
        ("reengaged", set()),
    ],
)
def test_the_form_shows_only_what_its_type_needs(asha: Person, type_: str, details: set[str]) -> None:
    open_form(asha, type_)
    always = {"lead", "type", "happened_on", "notes", "follow_up_required", "keep_status"}
    assert fields(asha) == always | details


def test_what_was_typed_survives_another_type_there_and_back(asha: Person) -> None:
    visit = {"location": "Whitefield, gate 2", "coordinates": "12.97, 77.59", "outcome": "positive", "duration": "45"}
    open_form(asha, "site_visit")
    asha.choose("type", "proposal", **visit, notes="liked the flat", happened_at="16:00")
    assert fields(asha).isdisjoint(visit)
    asha.choose("type", "revisit")

    kept = {**visit, "notes": "liked the flat", "happened_at": "16:00", "lead": "1"}
    assert {field: typed(asha, field) for field in kept} == kept


def test_what_was_emptied_does_not_come_back(asha: Person) -> None:
    open_form(asha, "site_visit")
    asha.choose("type", "proposal", location="Whitefield")
    asha.choose("type", "site_visit")
    asha.choose("type", "revisit", location=None)
    asha.choose("type", "proposal")
    asha.choose("type", "site_visit")
    assert typed(asha, "location") is None


def test_the_writer_visits_and_follows_up_unless_a_colleague_is_chosen(slack: Slack, asha: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    open_form(asha, "site_visit")
    asha.choose("follow_up_required", True)
    assert (typed(asha, "visited_by"), typed(asha, "owner")) == (str(asha.member.id),) * 2
    filled = {"location": "Whitefield", "outcome": "positive", "follow_up_on": "2026-11-27"}
    assert asha.submit(**filled, visited_by=vikram.member.id, owner=vikram.member.id) == {"ok": True}
    slack.deliver()

    assert milestones(slack)[0].visited_by_id == vikram.member.id
    assert follow_ups(slack)[0].owner_id == vikram.member.id
    assert f"⏰ follow up Fri 27 Nov by {vikram.name}" in texts(asha.last())


def test_a_visit_keeps_its_place_on_the_map(slack: Slack, asha: Person) -> None:
    open_form(asha, "site_visit")
    asha.submit(location="Whitefield", coordinates=" 12.9716,77.5946 ", outcome="positive")
    visit = milestones(slack)[0]
    assert (visit.latitude, visit.longitude) == (12.9716, 77.5946)


@pytest.mark.parametrize(
    ("coordinates", "error"),
    [
        ("near the lake", "I can't read “near the lake” as coordinates."),
        ("12.97", "I can't read “12.97” as coordinates."),
        ("97.12, 77.59", "There is no such point: latitude goes from -90 to 90"),
    ],
)
def test_coordinates_that_are_no_place_are_refused(slack: Slack, asha: Person, coordinates: str, error: str) -> None:
    open_form(asha, "site_visit")
    answer = asha.submit(location="Whitefield", coordinates=coordinates, outcome="positive")
    assert answer["errors"]["coordinates"].startswith(error)
    assert milestones(slack) == []


def test_a_visit_needs_its_location_and_its_outcome(slack: Slack, asha: Person) -> None:
    open_form(asha, "site_visit")
    assert asha.submit()["errors"].keys() == {"location", "outcome"}
    assert asha.submit(location="  ", outcome="positive")["errors"] == {"location": "A site visit needs its location."}
    assert milestones(slack) == []


def test_a_cancellation_needs_its_reason(slack: Slack, asha: Person) -> None:
    open_form(asha, "cancellation")
    assert asha.submit(notes="   ")["errors"] == {
        "notes": "Why was it cancelled? Say so in the notes: the next person to call should know."
    }
    assert asha.submit(notes="Budget constraints - client company downsizing") == {"ok": True}
    assert acme(slack).status is LeadStatus.LOST


def test_a_required_follow_up_needs_its_date(slack: Slack, asha: Person) -> None:
    open_form(asha, "contacted")
    asha.choose("follow_up_required", True)
    assert asha.submit()["errors"].keys() == {"follow_up_on"}
    assert asha.submit(follow_up_on="2026-11-20")["errors"] == {
        "follow_up_on": "The follow-up can't be before the day of the event itself."
    }
    assert asha.submit(follow_up_on="2026-11-27") == {"ok": True}
    assert follow_ups(slack)[0].due_on == date(2026, 11, 27)


def test_a_follow_up_whose_tick_was_taken_away_is_not_opened(slack: Slack, asha: Person) -> None:
    open_form(asha, "contacted")
    asha.choose("follow_up_required", True)
    asha.choose("follow_up_required", False, follow_up_on="2026-11-27")
    assert asha.submit() == {"ok": True}
    assert follow_ups(slack) == []


def test_nothing_is_logged_for_a_day_to_come(slack: Slack, asha: Person) -> None:
    open_form(asha, "demo")
    assert asha.submit(happened_on="2026-11-26")["errors"] == {
        "happened_on": "A demo can't be in the future. To plan one, set a follow-up instead."
    }
    assert milestones(slack) == []


@pytest.mark.parametrize(
    ("type_", "status"),
    [
        ("contacted", LeadStatus.CONTACTED),
        ("demo", LeadStatus.QUALIFIED),
        ("proposal", LeadStatus.QUALIFIED),
        ("negotiation", LeadStatus.NEGOTIATION),
        ("booking", LeadStatus.CONVERTED),
    ],
)
def test_a_milestone_moves_the_leads_status_on_its_day(
    slack: Slack, asha: Person, type_: str, status: LeadStatus
) -> None:
    open_form(asha, type_)
    asha.submit(happened_on="2026-11-23")
    slack.deliver()

    assert acme(slack).status is status
    (change,) = status_changes(slack)
    assert (change.to_status, change.changed_on, change.milestone_id) == (status, date(2026, 11, 23), 1)
    assert f"now {status_words(status)}" in texts(asha.last())


def test_the_status_stays_where_the_form_says_so(slack: Slack, asha: Person) -> None:
    open_form(asha, "demo")
    assert "Otherwise it is then qualified, unless it is further along." in str(asha.form["blocks"])
    assert asha.submit(keep_status=True) == {"ok": True}
    slack.deliver()

    assert acme(slack).status is LeadStatus.NEW
    assert status_changes(slack) == []
    assert "🆕 still new, as you said" in texts(asha.last())


def test_a_lead_is_in_negotiation_where_a_sentence_says_so(asha: Person) -> None:
    asha.say("/milestone acme negotiation")
    assert "🤝 now in negotiation" in texts(asha.last())


def test_the_reply_says_nothing_of_a_status_that_would_have_stayed_anyway(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme negotiation")
    open_form(asha, "demo")
    asha.submit(keep_status=True)
    slack.deliver()
    assert "as you said" not in texts(asha.last())


def test_the_same_type_on_the_same_day_is_asked_about_and_logged_after_a_yes(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme demo")
    open_form(asha, "demo")
    assert asha.submit(notes="the second one") == {"ok": True}
    assert "❓ A demo is logged for Anil Mehta · Acme Corp already, today." in texts(asha.form)
    assert asha.form["submit"]["text"] == "Log it again"
    assert typed(asha, "notes") == "the second one"
    assert len(milestones(slack)) == 1

    assert asha.submit() == {"ok": True}
    assert [found.notes for found in milestones(slack)] == [None, "the second one"]


def test_a_yes_holds_for_that_day_alone(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme demo")
    asha.say("/milestone acme demo yesterday")
    open_form(asha, "demo")
    asha.submit()
    assert asha.submit(happened_on="2026-11-24") == {"ok": True}
    assert "already, yesterday." in texts(asha.form)
    assert len(milestones(slack)) == 2


def test_a_question_that_was_answered_by_another_type_is_asked_anew(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme demo")
    open_form(asha, "demo")
    asha.submit()
    asha.choose("type", "proposal")
    asha.choose("type", "demo")
    assert asha.form["submit"]["text"] == "Save"
    asha.submit()
    assert len(milestones(slack)) == 1


def test_instead_of_logging_it_again_the_one_that_is_there_can_be_edited(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme demo")
    open_form(asha, "demo")
    asha.submit()
    asha.press_at({"type": "view", "view_id": asha.form["id"]}, asha.form["blocks"], "Edit that one")
    assert asha.submit(outcome="positive") == {"ok": True}
    assert asha.view is None
    assert [found.outcome for found in milestones(slack)] == [Outcome.POSITIVE]


def test_a_second_site_visit_becomes_a_revisit(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme positive @ Whitefield yesterday")
    open_form(asha, "site_visit")
    asha.submit(location="Whitefield", outcome="neutral")
    assert [found.type for found in milestones(slack)] == [MilestoneType.SITE_VISIT, MilestoneType.REVISIT]


@pytest.mark.parametrize("place", ["shortcut", "home"])
def test_the_form_opens_from_the_shortcut_and_from_the_home(slack: Slack, asha: Person, place: str) -> None:
    if place == "shortcut":
        asha.use_shortcut("log_milestone")
    else:
        home = asha.home()
        asha.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "Log a milestone")
    asha.choose("type", "contacted", lead="1")
    assert asha.submit() == {"ok": True}
    slack.deliver()
    assert "*Contacted* today" in texts(asha.last(asha.direct))


def test_a_form_sent_twice_at_once_is_saved_once(slack: Slack, asha: Person) -> None:
    open_form(asha, "contacted")
    slack.fault("view_submission", "duplicate")
    assert asha.submit() == {"ok": True}
    slack.deliver()

    assert len(milestones(slack)) == 1
    assert [message["text"] for message in asha.messages() if "Contacted" in message["text"]] == [asha.last()["text"]]


def test_a_lead_that_was_deleted_meanwhile_is_not_logged_on(slack: Slack, asha: Person) -> None:
    open_form(asha, "contacted")
    slack.write(lambda store: store.leads.delete(1, at=store.now))
    assert asha.submit() == {"ok": True}
    assert "I found no lead" in texts(asha.form)
    assert milestones(slack) == []


def test_whoever_settles_the_last_follow_up_with_the_form_is_offered_to_plan_the_next(
    slack: Slack, asha: Person
) -> None:
    asha.say("/milestone acme contacted follow up fri")
    open_form(asha, "demo")
    asha.submit()
    slack.deliver()
    asha.press("Plan a follow-up")
    assert asha.form["callback_id"] == "follow_up_form"
