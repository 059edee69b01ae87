"""Logging a milestone by form and by one line."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.model import Lead, LeadStatus, MilestoneType, Outcome, Role
from tests.slack import Person, Slack, texts

LINE = '/visit acme positive @ Whitefield "loved it" follow up fri'


@pytest.fixture
def asha(slack: Slack) -> Person:
    asha = slack.person("asha", role=Role.REP)
    slack.write(
        lambda store: store.leads.add(
            name="Anil Mehta", company="Acme Corp", owner_id=asha.member.id, created_on=date(2026, 11, 20)
        )
    )
    return asha


def acme(slack: Slack) -> Lead:
    found: Lead = slack.read(lambda store: store.leads.find_by_code("L-1"))
    return found


def test_one_line_logs_a_visit_with_its_follow_up(slack: Slack, asha: Person) -> None:
    asha.say(LINE)

    visit = slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id))[0]
    assert (visit.type, visit.happened_on) == (MilestoneType.SITE_VISIT, date(2026, 11, 25))
    assert (visit.location, visit.outcome, visit.notes) == ("Whitefield", Outcome.POSITIVE, "loved it")
    follow_up, _ = slack.read(lambda store: store.follow_ups.list_pending(owner_id=asha.member.id))[0]
    assert follow_up.due_on == date(2026, 11, 27)
    assert acme(slack).status is LeadStatus.QUALIFIED
    assert texts(asha.last()).splitlines() == [
        "✅ *Anil Mehta · Acme Corp* (L-1)",
        "*Site visit* today · at Whitefield · 🙂 positive · “loved it”",
        "⭐ now qualified · ⏰ follow up Fri 27 Nov",
        "Undo",
    ]


def test_the_second_visit_is_a_revisit_and_settles_the_follow_up(slack: Slack, asha: Person) -> None:
    asha.say(LINE)
    asha.say("/visit acme neutral @ Whitefield")

    types = [m.type for m in slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id))]
    assert types == [MilestoneType.SITE_VISIT, MilestoneType.REVISIT]
    assert slack.read(lambda store: store.follow_ups.list_pending()) == []
    assert "☑️ follow-up of Fri 27 Nov done" in texts(asha.last())


def test_undo_puts_back_what_stood_before(slack: Slack, asha: Person) -> None:
    before = acme(slack)
    asha.say(LINE)
    asha.press("Undo")
    slack.deliver()

    assert acme(slack) == before
    assert slack.read(lambda store: store.milestones.list_of_lead(before.id)) == []
    assert slack.read(lambda store: store.follow_ups.list_pending()) == []
    assert texts(asha.last()).startswith("↩️ Undone: ✅ *Anil Mehta")


def test_an_incomplete_line_opens_the_form_with_what_was_understood(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme positive")

    values = {block["block_id"]: block for block in asha.form["blocks"] if block["type"] == "input"}
    assert values["lead"]["element"]["initial_option"]["text"]["text"] == "Anil Mehta · Acme Corp (L-1)"
    assert values["outcome"]["element"]["initial_option"]["value"] == "positive"
    assert asha.submit(location="Whitefield") == {"ok": True}
    assert acme(slack).status is LeadStatus.QUALIFIED


def test_what_was_not_understood_lands_in_the_notes_and_what_is_missing_is_said(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme positive blurg follow up fri")
    assert "I did not understand “blurg”; it is in the notes." in texts(asha.form)
    assert "Still needed: location." in texts(asha.form)
    assert asha.submit(location="Whitefield") == {"ok": True}
    assert slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id))[0].notes == "blurg"


def test_a_visit_logged_afterwards_leaves_a_later_follow_up_open(slack: Slack, asha: Person) -> None:
    asha.say(LINE)
    asha.say("/visit acme positive @ Whitefield 20 nov")
    assert len(slack.read(lambda store: store.follow_ups.list_pending())) == 1


def test_undo_does_not_pull_a_lead_from_under_a_later_milestone_of_the_same_day(slack: Slack, asha: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    asha.say("/milestone acme demo")
    vikram.say("/milestone acme proposal")
    asha.press("Undo", message=asha.last())
    assert "This can't be undone any more: something else was logged on it since." in asha.last()["text"]
    assert acme(slack).status is LeadStatus.QUALIFIED


def test_pressing_a_choice_five_times_logs_one_visit(slack: Slack, asha: Person) -> None:
    slack.write(
        lambda store: store.leads.add(
            name="Sunil Rao", company="Acme Traders", owner_id=asha.member.id, created_on=date(2026, 11, 21)
        )
    )
    asha.say(LINE)
    question = asha.last()
    for _ in range(5):
        asha.press("This one", message=question)
    logged = slack.read(lambda store: [len(store.milestones.list_of_lead(id_)) for id_ in (1, 2)])
    assert sum(logged) == 1


def test_a_long_line_in_any_script_can_be_asked_about(slack: Slack, asha: Person) -> None:
    slack.write(
        lambda store: store.leads.add(
            name="Sunil Rao", company="Acme Traders", owner_id=asha.member.id, created_on=date(2026, 11, 21)
        )
    )
    asha.say(f'/visit acme positive @ Whitefield "{"घर " * 400}"')
    assert "Which lead is “acme”?" in texts(asha.last())


def test_notes_longer_than_their_input_are_cut_in_the_form_rather_than_refused(asha: Person) -> None:
    asha.say(f'/visit acme "{"long " * 800}"')
    assert asha.form["callback_id"] == "milestone_form"


def test_a_visit_that_says_lost_is_asked_about(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme lost")
    assert asha.form["callback_id"] == "milestone_form"
    assert acme(slack).status is LeadStatus.NEW


def test_a_lead_whose_name_begins_with_a_word_of_the_grammar_is_found_by_its_first_words(
    slack: Slack, asha: Person
) -> None:
    slack.write(
        lambda store: store.leads.add(
            name="Good Earth Properties", owner_id=asha.member.id, created_on=date(2026, 11, 21)
        )
    )
    asha.say('/visit good earth positive @ Whitefield "fine"')
    assert "*Good Earth Properties*" in asha.last()["text"]


def test_a_time_that_was_said_stays_when_the_form_opens(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme positive at 4pm")
    asha.submit(location="Whitefield")
    visit = slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id))[0]
    assert visit.happened_at == time(16, 0)


def test_a_lead_is_generated_only_once(asha: Person) -> None:
    asha.say("/milestone acme lead_generated")
    assert asha.last()["text"].startswith("A lead is generated once, when it is made with /lead.")


def test_a_lost_lead_says_how_it_is_won_back(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme cancellation")
    asha.say("/visit acme positive @ Whitefield")
    assert "still lost; log _reengaged_ to win it back" in texts(asha.last())
    asha.say("/milestone acme reengaged")
    assert acme(slack).status is LeadStatus.CONTACTED


def test_a_line_for_two_leads_of_that_name_asks_which_and_logs_the_chosen_one(slack: Slack, asha: Person) -> None:
    slack.write(
        lambda store: store.leads.add(
            name="Sunil Rao", company="Acme Traders", owner_id=asha.member.id, created_on=date(2026, 11, 21)
        )
    )
    asha.say(LINE)
    assert "Which lead is “acme”?" in texts(asha.last())
    assert "Acme Corp" in texts(asha.last())
    assert "Acme Traders" in texts(asha.last())
    asha.press("This one")
    slack.deliver()

    logged = slack.read(lambda store: [len(store.milestones.list_of_lead(id_)) for id_ in (1, 2)])
    assert sorted(logged) == [0, 1]
    assert "*Site visit* today" in texts(asha.last())


def test_the_form_shows_the_fields_of_the_chosen_type_and_keeps_what_was_typed(asha: Person) -> None:
    asha.say("/milestone")
    assert "location" not in blocks(asha)
    asha.choose("type", "site_visit", lead="1", notes="liked the flat")
    assert {"location", "outcome", "duration"} <= blocks(asha)
    assert asha.form["state"]["values"]["notes"]["value"]["value"] == "liked the flat"
    asha.choose("follow_up_required", True)
    assert "follow_up_on" in blocks(asha)


def blocks(person: Person) -> set[str]:
    return {block["block_id"] for block in person.form["blocks"]}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "/visit nobody positive @ Whitefield",
            "I found no lead “nobody”. Check the spelling, or make one with /lead.",
        ),
        ("/visit acme positive @ Whitefield tomorrow", "A site visit can't be in the future."),
        ("/visit help", "`/visit` alone opens the form."),
    ],
)
def test_a_line_that_cannot_be_is_answered_with_one_sentence(
    slack: Slack, asha: Person, line: str, answer: str
) -> None:
    asha.say(line)
    assert answer in asha.last()["text"]
    assert asha.last()["ephemeral"]
    assert slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id)) == []


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"happened_on": "2026-11-26"},
            {"happened_on": "A site visit can't be in the future. To plan one, set a follow-up instead."},
        ),
        (
            {"follow_up_required": True, "follow_up_on": "2026-11-20"},
            {"follow_up_on": "The follow-up can't be before the day of the milestone itself."},
        ),
    ],
)
def test_what_cannot_be_stands_under_its_field_and_nothing_is_saved(
    slack: Slack, asha: Person, typed: dict[str, object], errors: dict[str, str]
) -> None:
    asha.say("/milestone")
    asha.choose("type", "site_visit", lead="1")
    asha.choose("follow_up_required", "follow_up_required" in typed)
    filled = {"lead": "1", "location": "Whitefield", "outcome": "positive", **typed}
    assert asha.submit(**filled) == {"ok": False, "errors": errors}
    assert slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id)) == []


def test_a_form_sent_twice_at_once_is_saved_once(slack: Slack, asha: Person) -> None:
    asha.say("/milestone")
    asha.choose("type", "contacted", lead="1")
    slack.fault("view_submission", "duplicate")
    assert asha.submit(lead="1") == {"ok": True}
    slack.deliver()

    assert len(slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id))) == 1
    assert [message["text"] for message in asha.messages() if "Contacted" in message["text"]] == [asha.last()["text"]]


def test_a_line_sent_twice_is_saved_once_and_answered_alike(slack: Slack, asha: Person) -> None:
    slack.fault("/visit", "duplicate")
    asha.say(LINE)

    assert len(slack.read(lambda store: store.milestones.list_of_lead(acme(slack).id))) == 1
    assert "*Site visit* today" in asha.last()["text"]
