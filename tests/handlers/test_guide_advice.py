"""The guide's "Data Entry Best Practices" and "Common Mistakes to Avoid", rule by rule, as the program keeps them.

What concerns leads, milestones, engagements, follow-ups and campaigns; in the guide's own order.
"""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import Channel, EngagementType, MilestoneType, Outcome, Role
from tests.handlers.leads import choices, engagements, fields, follow_ups, milestones, typed
from tests.slack import Person, Slack, texts

TODAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)
MISSING = "Please complete this required field."
CALL = {"channel": "phone", "subject": "Asked for the quote"}


def milestone_form(asha: Person, kind: str) -> None:
    asha.say("/milestone")
    asha.choose("type", kind, lead="1")


def engagement_form(asha: Person, kind: str) -> None:
    asha.say("/engage")
    asha.choose("type", kind, lead="1")


def block_id(person: Person, field: str) -> str:
    """Of an input of the open form whose choices change, and its block id with them."""
    return str(next(block["block_id"] for block in person.form["blocks"] if block["block_id"].split(" ")[0] == field))


def in_home(person: Person) -> str:
    return texts(person.home())


# When creating a milestone


def test_a_milestone_always_has_a_date(slack: Slack, asha: Person) -> None:
    milestone_form(asha, "proposal")
    assert typed(asha, "happened_on") == "2026-11-25"
    assert asha.submit(happened_on=None)["errors"] == {"happened_on": MISSING}
    asha.close()
    asha.say("/milestone acme proposal")
    assert [found.happened_on for found in milestones(slack)] == [TODAY]


def test_a_milestone_has_one_of_the_specific_types(slack: Slack, asha: Person) -> None:
    asha.say("/milestone")
    assert {"lead_generated", *choices(asha, "type")} == {
        "lead_generated",
        "contacted",
        "site_visit",
        "revisit",
        "demo",
        "proposal",
        "negotiation",
        "booking",
        "cancellation",
        "reengaged",
    }
    assert asha.submit(lead="1")["errors"] == {"type": MISSING}
    asha.close()
    asha.say("/milestone acme something")
    assert asha.form["callback_id"] == "milestone_form"
    assert milestones(slack) == []


def test_a_milestone_takes_detailed_notes_which_the_journey_tells(slack: Slack, asha: Person) -> None:
    notes = "Wants the corner flat.\n\n" + "His brother decides with him. " * 90
    milestone_form(asha, "demo")
    assert asha.submit(notes=notes) == {"ok": True}
    assert milestones(slack)[0].notes == notes.strip()
    asha.say("/lead acme")
    assert "Wants the corner flat. His brother decides with him." in texts(asha.last())


def test_a_follow_up_that_is_required_has_its_date(slack: Slack, asha: Person) -> None:
    milestone_form(asha, "contacted")
    asha.choose("follow_up_required", True)
    assert asha.submit()["errors"] == {"follow_up_on": MISSING}
    assert asha.submit(follow_up_on="2026-11-27") == {"ok": True}
    assert [(found.due_on, found.owner_id) for found in follow_ups(slack)] == [(FRIDAY, asha.member.id)]
    asha.say("/milestone acme demo follow up")
    assert asha.form["callback_id"] == "milestone_form", "a line that forgets the date is asked for it"


@pytest.mark.parametrize("kind", ["site_visit", "revisit"])
def test_a_site_visit_records_location_and_outcome(slack: Slack, asha: Person, kind: str) -> None:
    milestone_form(asha, kind)
    assert asha.submit()["errors"] == {"location": MISSING, "outcome": MISSING}
    assert asha.submit(location="Whitefield", outcome="negative") == {"ok": True}
    (visit,) = milestones(slack)
    assert (visit.type, visit.location, visit.outcome) == (MilestoneType(kind), "Whitefield", Outcome.NEGATIVE)


# When recording an engagement


def test_an_engagement_always_has_a_date(slack: Slack, asha: Person) -> None:
    engagement_form(asha, "call_made")
    assert typed(asha, "happened_on") == "2026-11-25"
    assert asha.submit(**CALL, happened_on=None)["errors"] == {"happened_on": MISSING}
    asha.close()
    asha.say('/engage acme call "asked for the quote"')
    assert [found.happened_on for found in engagements(slack)] == [TODAY]


def test_the_subject_of_an_engagement_is_never_blank(slack: Slack, asha: Person) -> None:
    engagement_form(asha, "call_made")
    assert asha.submit(channel="phone")["errors"] == {"subject": MISSING}
    assert "subject" in asha.submit(channel="phone", subject="   ")["errors"]
    asha.close()
    for line in ("/engage acme call 12m", '/engage acme call ""', '/engage acme email " "'):
        asha.say(line)
        assert asha.form["callback_id"] == "engagement_form", line
        asha.close()
    assert engagements(slack) == []


def test_an_engagement_keeps_its_outcome_with_its_notes(slack: Slack, asha: Person) -> None:
    asha.say('/engage acme call positive "asked for the quote" "wants it before Friday"')
    (call,) = engagements(slack)
    assert (call.outcome, call.notes) == (Outcome.POSITIVE, "wants it before Friday")


def test_a_response_that_was_received_is_marked_with_its_day_and_what_was_said(slack: Slack, asha: Person) -> None:
    asha.say('/engage acme email yesterday "the price list"')
    asha.press("Got an answer")
    assert asha.submit(responded_on="2026-11-25", response_notes="He takes two flats") == {"ok": True}
    (email,) = engagements(slack)
    assert (email.responded_on, email.response_notes) == (TODAY, "He takes two flats")


def test_an_engagement_says_its_channel_and_not_just_its_type(slack: Slack, asha: Person) -> None:
    engagement_form(asha, "message_sent")
    assert asha.submit(subject="Floor plan")["errors"] == {block_id(asha, "channel"): MISSING}
    assert asha.submit(subject="Floor plan", channel="whatsapp") == {"ok": True}
    assert [found.channel for found in engagements(slack)] == [Channel.WHATSAPP]


@pytest.mark.parametrize(("line", "minutes"), [('call 12m "quote"', 12), ('meeting 1h30m "site walk"', 90)])
def test_how_long_a_call_or_meeting_took_is_kept(slack: Slack, asha: Person, line: str, minutes: int) -> None:
    for kind in ("call_made", "meeting_scheduled"):
        engagement_form(asha, kind)
        assert "duration" in fields(asha)
        asha.close()
    asha.say(f"/engage acme {line}")
    assert [found.duration_minutes for found in engagements(slack)] == [minutes]


# Common mistakes


@pytest.mark.parametrize("line", ["/milestone acme demo", '/visit acme positive @ Whitefield "loved it"'])
def test_the_same_milestone_twice_on_a_day_is_asked_about(slack: Slack, asha: Person, line: str) -> None:
    asha.say(line)
    asha.say(line)
    assert "already, today" in texts(asha.last())
    assert len(milestones(slack)) == 1
    asha.say(f"{line} yesterday")
    assert len(milestones(slack)) == 2, "on another day it is another one"


def test_leads_without_a_campaign_are_pointed_out_to_a_manager(slack: Slack, asha: Person) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    assert "1 open lead without a campaign" in in_home(priya)
    assert "without a campaign" not in in_home(asha)
    priya.say("/campaign list")
    assert "1 open lead has no campaign." in texts(priya.last())

    asha.say("/lead")
    assert "campaign" in fields(asha), "whoever makes a lead is asked for it"


def test_a_follow_up_that_was_recorded_comes_back_until_it_is_settled(asha: Person) -> None:
    asha.say('/visit acme positive @ Whitefield "loved it" follow up fri')
    asha.say("/followups")
    assert "Fri 27 Nov · loved it" in texts(asha.last())
    assert "Fri 27 Nov · loved it" in in_home(asha)
    asha.say('/engage acme call "he comes again"')
    asha.say("/followups")
    assert "loved it" not in texts(asha.last())


def test_a_call_is_not_logged_by_email(slack: Slack, asha: Person) -> None:
    engagement_form(asha, "call_made")
    assert choices(asha, "channel") == ["phone", "video", "whatsapp"]
    assert asha.submit(channel="email", subject="Quote")["errors"].keys() == {block_id(asha, "channel")}
    asha.close()
    asha.say('/engage acme call by email "quote"')
    assert asha.form["callback_id"] == "engagement_form"
    assert engagements(slack) == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("call", EngagementType.CALL_MADE),
        ("email", EngagementType.EMAIL_SENT),
        ("whatsapp", EngagementType.MESSAGE_SENT),
        ("meeting", EngagementType.MEETING_SCHEDULED),
        ("proposal", EngagementType.PROPOSAL_SENT),
        ("quote", EngagementType.QUOTE_SENT),
    ],
)
def test_every_kind_of_engagement_has_a_type_of_its_own(
    slack: Slack, asha: Person, said: str, kind: EngagementType
) -> None:
    asha.say(f'/engage acme {said} "the corner flat"')
    assert [found.type for found in engagements(slack)] == [kind]


def test_deleted_leads_leave_every_list_and_report(slack: Slack, asha: Person) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    asha.say('/visit acme positive @ Whitefield "loved it" follow up today')
    before = _everywhere(slack, asha, priya)
    assert all(_tells(shown) for shown in before.values()), before
    asha.say("/lead delete acme")
    asha.submit()
    slack.deliver()
    after = _everywhere(slack, asha, priya)
    assert [place for place, shown in after.items() if _tells(shown)] == []


def _tells(shown: str) -> bool:
    return any(sign in shown for sign in ("Acme", "*Leads*\n1", "of 1 lead", "1 open lead"))


def _everywhere(slack: Slack, asha: Person, priya: Person) -> dict[str, str]:
    """What is shown in each place where a lead is listed or counted."""
    shown = {"the rep's home": in_home(asha), "the manager's home": in_home(priya)}
    team = [(priya, "/followups team"), (priya, "/report funnel"), (priya, "/campaign list")]
    for person, line in [(asha, "/lead acme"), (asha, "/followups"), *team]:
        person.say(line)
        slack.deliver()
        shown[line] = texts(person.last())
    asha.say("/milestone")
    shown["the search of a form"] = " ".join(asha.options("lead", "acm"))
    asha.close()
    return shown
