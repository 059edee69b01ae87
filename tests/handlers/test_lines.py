"""One-line logging: saved at once where all is said, asked about where something is in doubt, a form otherwise."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.kinds import Channel, EngagementType, FollowUpStatus, LeadStatus, MilestoneType, Outcome, Role
from tests.handlers.leads import acme, add_second_acme, engagements, fields, follow_ups, milestones, typed
from tests.slack import Person, Slack, texts

LINE = '/visit acme positive @ Whitefield "loved it" follow up fri'
YESTERDAY, TODAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)


def test_one_line_logs_a_visit_with_its_follow_up(slack: Slack, asha: Person) -> None:
    asha.say(LINE)

    (visit,) = milestones(slack)
    assert (visit.type, visit.happened_on, visit.visited_by_id) == (MilestoneType.SITE_VISIT, TODAY, asha.member.id)
    assert (visit.location, visit.outcome, visit.notes) == ("Whitefield", Outcome.POSITIVE, "loved it")
    (follow_up,) = follow_ups(slack)
    assert (follow_up.due_on, follow_up.owner_id, follow_up.why) == (FRIDAY, asha.member.id, "loved it")
    assert acme(slack).status is LeadStatus.QUALIFIED
    assert texts(asha.last()).splitlines() == [
        "✅ *Anil Mehta · Acme Corp* (L-1)",
        "*Site visit* today · at Whitefield · 🙂 positive · “loved it”",
        "⭐ now qualified · ⏰ follow up Fri 27 Nov",
        "Undo",
        "Edit",
    ]


def test_the_next_visit_is_a_revisit_and_settles_the_follow_up(slack: Slack, asha: Person) -> None:
    asha.say(LINE.replace("positive", "positive yesterday"))
    asha.say("/visit acme neutral @ Whitefield")

    assert [found.type for found in milestones(slack)] == [MilestoneType.SITE_VISIT, MilestoneType.REVISIT]
    assert slack.read(lambda store: store.follow_ups.list_pending()) == []
    assert "☑️ follow-up of Fri 27 Nov done" in texts(asha.last())


def test_one_line_logs_a_call_at_once(slack: Slack, asha: Person) -> None:
    asha.say('/engage acme call 12m "asked for the quote" follow up fri')

    (call,) = engagements(slack)
    assert (call.type, call.channel, call.happened_on) == (EngagementType.CALL_MADE, Channel.PHONE, TODAY)
    assert (call.subject, call.duration_minutes) == ("asked for the quote", 12)
    assert texts(asha.last()).splitlines() == [
        "✅ *Anil Mehta · Acme Corp* (L-1)",
        "📞 *Call made* today · “asked for the quote” · 12 min",
        "💬 now contacted · ⏰ follow up Fri 27 Nov",
        "Undo",
        "Edit",
    ]


@pytest.mark.parametrize("line", [LINE, '/engage acme call 12m "asked for the quote" follow up fri'])
def test_undo_puts_back_what_stood_before(slack: Slack, asha: Person, line: str) -> None:
    before = acme(slack)
    asha.say(line)
    asha.press("Undo")
    slack.deliver()

    assert acme(slack) == before
    assert [*milestones(slack), *engagements(slack), *follow_ups(slack)] == []
    assert texts(asha.last()).startswith("↩️ Undone: ✅ *Anil Mehta")


def test_undo_does_not_pull_a_lead_from_under_a_later_milestone_of_the_same_day(slack: Slack, asha: Person) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    asha.say("/milestone acme demo")
    vikram.say("/milestone acme proposal")
    asha.press("Undo", message=asha.last())
    assert "This can't be undone any more: something else was logged on it since." in asha.last()["text"]
    assert acme(slack).status is LeadStatus.QUALIFIED


def test_an_incomplete_line_opens_the_form_with_what_was_understood(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme positive at 4pm")

    assert (typed(asha, "lead"), typed(asha, "outcome"), typed(asha, "happened_at")) == ("1", "positive", "16:00")
    assert "Still needed: location." in texts(asha.form)
    assert asha.submit(location="Whitefield") == {"ok": True}
    assert milestones(slack)[0].happened_at == time(16)


def test_what_was_understood_is_not_lost_before_the_type_is_chosen(asha: Person) -> None:
    asha.say("/milestone acme positive @ Whitefield 45m")
    assert fields(asha).isdisjoint({"location", "outcome", "duration"})
    asha.choose("type", "site_visit")
    shown = {field: typed(asha, field) for field in ("location", "outcome", "duration")}
    assert shown == {"location": "Whitefield", "outcome": "positive", "duration": "45"}


def test_what_was_not_understood_lands_in_the_notes_and_what_is_missing_is_said(slack: Slack, asha: Person) -> None:
    asha.say("/visit acme positive blurg follow up fri")
    assert "I did not understand “blurg”; it is in the notes." in texts(asha.form)
    assert "Still needed: location." in texts(asha.form)
    assert asha.submit(location="Whitefield") == {"ok": True}
    assert milestones(slack)[0].notes == "blurg"


def test_an_engagement_without_its_subject_is_asked_for_it(slack: Slack, asha: Person) -> None:
    asha.say("/engage acme call 12m")
    assert "Still needed: subject." in texts(asha.form)
    assert (typed(asha, "type"), typed(asha, "duration")) == ("call_made", "12")
    assert asha.submit(subject="Asked for the quote", channel="phone") == {"ok": True}
    assert engagements(slack)[0].subject == "Asked for the quote"


def test_a_subject_too_long_for_one_is_kept_whole_in_the_notes(slack: Slack, asha: Person) -> None:
    said = "he asked " * 30
    asha.say(f'/engage acme call "{said}"')
    assert "all of it is in the notes" in texts(asha.form)
    assert asha.submit(channel="phone") == {"ok": True}
    assert engagements(slack)[0].notes == said.strip()


def test_a_cancellation_without_its_reason_is_asked_for_it(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme cancellation")
    assert "Still needed: the reason." in texts(asha.form)
    assert asha.submit() == {"ok": False, "errors": {"notes": "Please complete this required field."}}
    assert asha.submit(notes="Budget constraints") == {"ok": True}
    assert acme(slack).status is LeadStatus.LOST


def test_a_visit_that_says_lost_is_asked_about(slack: Slack, asha: Person) -> None:
    asha.say('/visit acme lost "no budget"')
    assert asha.form["callback_id"] == "milestone_form"
    assert acme(slack).status is LeadStatus.NEW


def test_the_same_visit_of_the_same_day_is_asked_about_and_logged_once_however_often_it_is_pressed(
    slack: Slack, asha: Person
) -> None:
    asha.say(LINE)
    asha.say('/visit acme neutral @ Whitefield "came back with his wife"')
    question = asha.last()
    assert "A site visit is logged for Anil Mehta · Acme Corp already, today at Whitefield." in texts(question)
    assert len(milestones(slack)) == 1

    for _ in range(3):
        asha.press("Log it again", message=question)
    slack.deliver()

    assert [found.notes for found in milestones(slack)] == ["loved it", "came back with his wife"]
    assert "*Revisit* today" in texts(asha.last())


def test_the_question_about_the_same_day_leads_to_the_milestone_that_is_there(slack: Slack, asha: Person) -> None:
    asha.say(LINE)
    asha.say("/visit acme neutral @ Whitefield")
    asha.press("Edit that one")
    assert asha.submit(outcome="neutral") == {"ok": True}
    assert [found.outcome for found in milestones(slack)] == [Outcome.NEUTRAL]


def test_a_line_that_is_confirmed_the_next_day_is_logged_for_the_day_on_which_it_was_typed(
    slack: Slack, asha: Person
) -> None:
    asha.say(LINE)
    asha.say("/visit acme neutral @ Whitefield")
    slack.wait(minutes=24 * 60)
    asha.press("Log it again")
    assert [found.happened_on for found in milestones(slack)] == [TODAY, TODAY]


def test_two_calls_of_one_day_are_two_engagements(slack: Slack, asha: Person) -> None:
    asha.say('/engage acme call "asked for the quote"')
    asha.say('/engage acme call "asked for it again"')
    assert len(engagements(slack)) == 2


@pytest.mark.parametrize("line", [LINE, '/engage acme call "asked for the quote"'])
def test_a_line_for_two_leads_of_that_name_asks_which_and_logs_the_chosen_one_once(
    slack: Slack, asha: Person, line: str
) -> None:
    add_second_acme(slack, asha)
    asha.say(line)
    question = asha.last()
    assert "Which lead is “acme”?" in texts(question)
    assert "Acme Corp" in texts(question)
    assert "Acme Traders" in texts(question)
    for _ in range(5):
        asha.press("This one", message=question)
    slack.deliver()

    logged = slack.read(
        lambda store: [
            len(store.milestones.list_of_lead(lead)) + len(store.engagements.list_of_lead(lead)) for lead in (1, 2)
        ]
    )
    assert sorted(logged) == [0, 1]
    assert "today" in texts(asha.last())


def test_of_two_leads_the_chosen_one_is_asked_about_where_it_has_that_visit_already(slack: Slack, asha: Person) -> None:
    asha.say(LINE.replace("acme", "L-1"))
    add_second_acme(slack, asha)
    asha.say("/visit acme neutral @ Whitefield")
    question = asha.last()
    first = next(block for block in question["blocks"] if "Acme Corp" in str(block))
    asha.press("This one", message={**question, "blocks": [first]})
    slack.deliver()
    assert "Log it again only if it happened twice." in texts(asha.last())
    asha.press("Log it again")
    assert len(milestones(slack)) == 2


def test_a_line_that_names_no_lead_first_is_told_where_the_name_stands(asha: Person) -> None:
    for line in ("/visit positive @ Whitefield", "/engage call acme 5 min"):
        asha.say(line)
        assert "⚠️ Which lead? A line begins with its name." in texts(asha.form)
        asha.close()


def test_a_line_is_not_lost_where_its_lead_is_not_found(asha: Person) -> None:
    asha.say("/visit zenith positive @ <Whitefield> `follow up fri`")
    assert "You typed: /visit zenith positive @ &lt;Whitefield&gt; `follow up fri`" in texts(asha.last())


def test_a_lead_that_is_not_there_can_be_made_from_the_answer(asha: Person) -> None:
    asha.say("/engage zenith call hello")
    assert "I found no lead “zenith”." in texts(asha.last())
    assert "New lead “zenith”" in texts(asha.last())
    asha.press("New lead “zenith”")
    assert asha.form["callback_id"] == "lead_form"
    assert typed(asha, "name") == "zenith"


def test_a_lead_whose_name_begins_with_a_word_of_the_grammar_is_found_by_its_first_words(
    slack: Slack, asha: Person
) -> None:
    slack.write(
        lambda store: store.leads.add(name="Good Earth Properties", owner_id=asha.member.id, created_on=YESTERDAY)
    )
    asha.say('/visit good earth positive @ Whitefield "fine"')
    assert "*Good Earth Properties*" in asha.last()["text"]


def test_a_visit_logged_afterwards_leaves_a_later_follow_up_open(slack: Slack, asha: Person) -> None:
    asha.say(LINE)
    asha.say("/visit acme positive @ Whitefield 20 nov")
    assert len(slack.read(lambda store: store.follow_ups.list_pending())) == 1


def test_a_lost_lead_says_how_it_is_won_back(slack: Slack, asha: Person) -> None:
    asha.say('/milestone acme cancellation "no budget"')
    asha.say("/visit acme positive @ Whitefield")
    assert "still lost; log _reengaged_ to win it back" in texts(asha.last())
    asha.say("/milestone acme reengaged")
    assert acme(slack).status is LeadStatus.CONTACTED


@pytest.mark.parametrize("command", ["/visit", "/milestone", "/engage"])
def test_help_shows_how_a_line_is_written(asha: Person, command: str) -> None:
    asha.say(f"{command} help")
    answer = asha.last()["text"]
    assert answer.startswith(f"`{command}` alone opens the form")
    assert answer.count(f"• `{command} ") > 1
    assert asha.last()["ephemeral"]


@pytest.mark.parametrize("command", ["/visit", "/milestone", "/engage"])
def test_every_example_of_the_help_logs_something_at_once(slack: Slack, asha: Person, command: str) -> None:
    asha.say(f"{command} help")
    examples = [line.strip("•` ") for line in asha.last()["text"].splitlines() if line.startswith("• ")]
    for example in examples:
        asha.say(example.replace("L-12", "L-1"))
        assert asha.view is None, example
    assert len(milestones(slack)) + len(engagements(slack)) == len(examples)


@pytest.mark.parametrize("command", ["/milepost engage", "/milepost visit"])
def test_a_line_comes_in_by_the_front_door_as_well(asha: Person, command: str) -> None:
    asha.say(f"{command} acme")
    assert typed(asha, "lead") == "1"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/visit acme positive @ Whitefield tomorrow", "A site visit can't be in the future."),
        ('/engage acme email "the plan" on 2026-12-01', "An email sent can't be in the future."),
        ("/milestone acme lead_generated", "A lead is generated once, when it is made with /lead."),
        (f'/milestone acme demo "{"long " * 700}"', "Please keep this to 3000 characters."),
    ],
)
def test_a_line_that_cannot_be_is_answered_with_one_sentence(
    slack: Slack, asha: Person, line: str, answer: str
) -> None:
    asha.say(line)
    assert answer in asha.last()["text"]
    assert asha.last()["ephemeral"]
    assert [*milestones(slack), *engagements(slack)] == []


def test_a_long_line_in_any_script_can_be_asked_about(slack: Slack, asha: Person) -> None:
    add_second_acme(slack, asha)
    asha.say(f'/visit acme positive @ Whitefield "{"घर " * 400}"')
    assert "Which lead is “acme”?" in texts(asha.last())


def test_a_line_too_long_for_a_button_opens_the_form_in_which_the_lead_is_chosen(slack: Slack, asha: Person) -> None:
    add_second_acme(slack, asha)
    asha.say(f'/visit acme positive @ Whitefield "{"घर " * 800}"')
    assert (typed(asha, "lead"), typed(asha, "location")) == (None, "Whitefield")


def test_notes_longer_than_their_input_are_cut_in_the_form_rather_than_refused(asha: Person) -> None:
    asha.say(f'/visit acme "{"long " * 800}"')
    assert asha.form["callback_id"] == "milestone_form"


@pytest.mark.parametrize("line", [LINE, '/engage acme call "asked for the quote"'])
def test_a_line_sent_twice_is_saved_once_and_answered_alike(slack: Slack, asha: Person, line: str) -> None:
    slack.fault(line.split()[0], "duplicate")
    asha.say(line)

    assert len(milestones(slack)) + len(engagements(slack)) == 1
    assert "today" in asha.last()["text"]


@pytest.mark.parametrize("line", ["/milestone acme demo", '/engage acme call "asked for the quote"'])
def test_whoever_settles_the_last_follow_up_of_an_open_lead_is_offered_to_plan_the_next(
    slack: Slack, asha: Person, line: str
) -> None:
    asha.say(line)
    assert "Plan a follow-up" not in texts(asha.last()), "nothing was settled"
    asha.say("/milestone acme proposal follow up fri")
    assert "Plan a follow-up" not in texts(asha.last()), "one is asked for"
    asha.say(line if line.startswith("/engage") else "/milestone acme contacted")
    asha.press("Plan a follow-up")
    assert asha.submit(due_on="2026-11-30", why="call again") == {"ok": True}
    assert [(found.due_on, found.status) for found in follow_ups(slack)][-1] == (
        date(2026, 11, 30),
        FollowUpStatus.PENDING,
    )


def test_nothing_more_is_to_be_planned_with_a_lead_that_is_won(slack: Slack, asha: Person) -> None:
    asha.say("/milestone acme proposal follow up fri")
    asha.say("/milestone acme booking")
    assert "Plan a follow-up" not in texts(asha.last())
    assert [found.status for found in follow_ups(slack)] == [FollowUpStatus.DONE]
