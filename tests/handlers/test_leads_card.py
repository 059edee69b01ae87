"""One lead's card: found by whatever is known of it, with its journey, what is to come and what to do next."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.kinds import Channel, EngagementStatus, EngagementType, LeadStatus, MilestoneType, Outcome, Role, SourceType
from bot.model import Engagement, Lead
from storage.store import Store
from tests.slack import Json, Person, Slack, texts


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


def add(slack: Slack, owner: Person, name: str, **columns: Any) -> Lead:
    added: Lead = slack.write(
        lambda store: store.leads.add(
            **{"name": name, "owner_id": owner.member.id, "created_on": date(2026, 11, 10), **columns}
        )
    )
    return added


def engage(slack: Slack, lead: Lead, person: Person, on: date, **more: Any) -> Engagement:
    details: dict[str, Any] = {
        "type_": EngagementType.EMAIL_SENT,
        "channel": Channel.EMAIL,
        "subject": "Brochure",
        "status": EngagementStatus.COMPLETED,
        **more,
    }
    done: Engagement = slack.write(
        lambda store: store.engagements.add(lead.id, happened_on=on, member_id=person.member.id, **details)
    )
    return done


@pytest.fixture
def acme(slack: Slack, asha: Person) -> Lead:
    """L-1 with a journey of four steps over ten days."""
    source = slack.write(lambda store: store.sources.add("Google Ads", SourceType.DIGITAL, subsource="Search"))
    lead = add(
        slack,
        asha,
        "Anil Mehta",
        company="Acme Corp",
        phone="98450 12345",
        email="anil@acme.example",
        source_id=source.id,
        value=50_000_000,
        notes="Wants the third floor",
    )

    def live(store: Store) -> None:
        store.milestones.add(lead.id, MilestoneType.LEAD_GENERATED, date(2026, 11, 10))
        visit = store.milestones.add(
            lead.id,
            MilestoneType.SITE_VISIT,
            date(2026, 11, 16),
            location="Whitefield",
            outcome=Outcome.POSITIVE,
            notes="loved the\nbalcony",
        )
        store.leads.move(
            lead.id, LeadStatus.QUALIFIED, on=visit.happened_on, member_id=asha.member.id, milestone_id=visit.id
        )
        store.leads.touch(lead.id, visit.happened_on)
        store.follow_ups.open(
            lead.id, opened_on=date(2026, 11, 16), due_on=date(2026, 11, 23), owner_id=asha.member.id, why="Send prices"
        )

    slack.write(live)
    engage(slack, lead, asha, date(2026, 11, 13), responded_on=date(2026, 11, 14))
    return lead


def journey(message: Json) -> list[str]:
    """The lines of the card below its divider."""
    at = [block["type"] for block in message["blocks"]].index("divider")
    sections = [block["text"]["text"] for block in message["blocks"][at:] if block["type"] == "section"]
    return [line for text in sections for line in text.splitlines()]


def test_the_card_says_who_it_is_how_likely_and_what_is_to_come(asha: Person, acme: Lead) -> None:
    asha.say("/lead acme")
    assert asha.last()["ephemeral"]
    assert asha.last()["text"] == f"Anil Mehta · Acme Corp ({acme.code})"
    lines = texts(asha.last()).splitlines()
    assert lines[:8] == [
        "Anil Mehta · Acme Corp",
        "⭐ *Qualified* · *₹5,00,000* · L-1",
        "👤 Asha Rao",
        "📞 <tel:+919845012345|98450 12345>",
        "✉️ <mailto:anil@acme.example|anil@acme.example>",
        "🧭 Google Ads · Search",
        "●●●●○○○○○○  *42* of 100",
        "+20 reached Qualified, +12 a positive visit, +5 active 9 days ago, +5 answers 1 of 1 contact",
    ]
    assert "📝 Wants the third floor" in lines
    assert "🔴 *Follow up* overdue by 2 days" in lines
    assert ">Send prices" in lines


def test_the_journey_counts_the_days_between_its_steps(asha: Person, acme: Lead) -> None:
    asha.say(f"/lead {acme.code}")
    assert journey(asha.last()) == [
        "*Journey* · 3 steps in 6 days",
        "🌱 *Lead generated* Tue 10 Nov",
        ">from Google Ads · Search",
        "✉️ *Email sent* Fri 13 Nov  _+3 days_",
        ">“Brochure” · answered Sat 14 Nov",
        "🏡 *Site visit* Mon 16 Nov  _+3 days_",
        ">at Whitefield · 🙂 positive · “loved the balcony”",
    ]


def test_a_merged_leads_own_beginning_is_no_second_beginning(slack: Slack, asha: Person, acme: Lead) -> None:
    slack.write(lambda store: store.milestones.add(acme.id, MilestoneType.LEAD_GENERATED, date(2026, 11, 20)))
    asha.say("/lead acme")
    told = journey(asha.last())
    assert told[1:3] == ["🌱 *Lead generated* Tue 10 Nov", ">from Google Ads · Search"]
    assert told[-1] == "🌱 *Came in again* Fri 20 Nov  _+4 days_"


def test_a_status_set_by_hand_stands_in_the_journey_with_its_reason_and_who_set_it(
    slack: Slack, asha: Person, acme: Lead
) -> None:
    vikram = slack.person("vikram", role=Role.REP)
    vikram.say("/lead acme")
    vikram.press("Set status…")
    vikram.submit(status="lost", note="Bought elsewhere")
    asha.say("/lead acme")
    assert journey(asha.last())[-2:] == [
        "🚪 *Set to lost* today  _+9 days_",
        f">“Bought elsewhere” · by {vikram.name}",
    ]
    assert acme.code == "L-1"


def test_a_contact_without_an_answer_waits_for_it_on_the_card(slack: Slack, asha: Person, acme: Lead) -> None:
    for number in range(1, 6):
        engage(slack, acme, asha, date(2026, 11, 17) + timedelta(days=number), subject=f"Quote {number}")
    asha.say("/lead acme")
    shown = texts(asha.last())
    assert "✉️ *No answer yet* to “Quote 5” · Sun 22 Nov" in shown
    assert "*No answer yet* to “Quote 3”" not in shown
    assert "3 earlier contacts have no answer either" in shown
    asha.press("Got an answer")
    assert asha.form["callback_id"] == "response_form"


def test_a_lead_that_is_lost_owes_no_answer(slack: Slack, asha: Person, acme: Lead) -> None:
    engage(slack, acme, asha, date(2026, 11, 20))
    asha.say('/milestone acme cancellation "bought elsewhere"')
    asha.say("/lead acme")
    assert "No answer yet" not in texts(asha.last())


def test_a_planned_meeting_is_to_come_and_no_step_of_the_journey(slack: Slack, asha: Person, acme: Lead) -> None:
    engage(
        slack,
        acme,
        asha,
        date(2026, 11, 26),
        type_=EngagementType.MEETING_SCHEDULED,
        channel=Channel.VIDEO,
        happened_at=time(16, 0),
        subject="Floor plan",
        status=EngagementStatus.PENDING,
    )
    asha.say("/lead acme")
    assert "📅 *Meeting* tomorrow\n>16:00 · Video · “Floor plan”" in texts(asha.last())
    assert not [line for line in journey(asha.last()) if "Meeting" in line]


def test_a_follow_up_is_done_from_the_card(slack: Slack, asha: Person, acme: Lead) -> None:
    asha.say("/lead acme")
    asha.press("Done")
    assert slack.read(lambda store: store.follow_ups.list_pending()) == []
    slack.deliver()
    assert acme.code in asha.last()["text"]


def live_long(slack: Slack, lead: Lead, steps: int) -> None:
    def live(store: Store) -> None:
        for number in range(steps):
            store.milestones.add(
                lead.id,
                MilestoneType.REVISIT,
                date(2026, 1, 1) + timedelta(days=number),
                location="L" * 200,
                outcome=Outcome.NEUTRAL,
                notes="<&*_" * 700,
            )

    slack.write(live)


def test_a_journey_of_200_steps_fits_and_is_all_there_at_a_press(slack: Slack, asha: Person) -> None:
    lead = add(slack, asha, "N" * 200, company="C" * 200, notes="<" * 3000, created_on=date(2026, 1, 1))
    live_long(slack, lead, 200)
    asha.say(f"/lead {lead.code}")
    assert "*Journey* · 200 steps in 199 days\nThe last 10:" in texts(asha.last())
    assert len(asha.last()["blocks"]) < 20

    asha.press("Show all")
    assert "200 steps in 199 days" in texts(asha.form)
    assert texts(asha.form).count("*Revisit*") == 200


def test_a_step_of_long_ago_is_corrected_from_the_journey(slack: Slack, asha: Person, acme: Lead) -> None:
    engage(slack, acme, asha, date(2026, 11, 9), subject="Brochur")
    asha.say("/lead acme")
    asha.press("Correct…")
    asha.press_in_form("Edit")
    assert asha.form["callback_id"] == "engagement_edit_form"
    asha.submit(subject="Brochure of the towers")
    assert asha.view is None
    slack.deliver()
    assert "“Brochure of the towers”" in texts(asha.last())
    assert asha.last()["ephemeral"]

    asha.say("/lead acme")
    asha.press("Correct…")
    edits = [block["accessory"]["action_id"] for block in asha.form["blocks"] if "accessory" in block]
    assert set(edits) == {"edit_milestone", "edit_engagement"}


def test_a_planned_meeting_is_put_off_from_the_card(slack: Slack, asha: Person, acme: Lead) -> None:
    meeting = {"type_": EngagementType.MEETING_SCHEDULED, "channel": Channel.IN_PERSON}
    engage(slack, acme, asha, date(2026, 11, 27), **meeting, subject="Site walk", status=EngagementStatus.PENDING)
    asha.say("/lead acme")
    asha.press("Change")
    assert asha.form["callback_id"] == "engagement_edit_form"
    asha.submit(happened_on="2026-11-28")
    asha.say("/lead acme")
    assert "*Meeting* Sat 28 Nov" in texts(asha.last())


def test_the_buttons_of_the_card_lead_on_with_this_lead(asha: Person, acme: Lead) -> None:
    forms = {
        "Log a milestone": "milestone_form",
        "Log an engagement": "engagement_form",
        "Edit": "lead_edit_form",
        "Set status…": "lead_status_form",
        "Plan a follow-up…": "follow_up_form",
        "Merge…": "lead_merge_form",
        "Delete…": "lead_delete_form",
    }
    asha.say("/lead acme")
    card = asha.last()
    for text, form in forms.items():
        asha.press(text, message=card)
        assert asha.form["callback_id"] == form
        assert acme.code in str(asha.form)
    asha.press("History", message=card)
    assert "Acme Corp" in texts(asha.form)


def test_a_reply_leads_to_the_card_below_it(slack: Slack, asha: Person) -> None:
    asha.say("/lead")
    asha.submit(name="Anil Mehta")
    slack.deliver()
    reply = asha.last()
    asha.press("Show")
    slack.deliver()
    assert asha.messages()[-2]["ts"] == reply["ts"]
    assert texts(asha.last()).startswith("Anil Mehta\n")
    assert asha.last()["ephemeral"]


@pytest.mark.parametrize(
    "words",
    [
        *("acme", "ACME CORP", "anil", "mehta", "anl mehta", "L-1", "l1"),
        *("98450-12345", "+91 98450 12345", "<acme>", "ANIL@acme.example"),
    ],
)
def test_a_lead_is_found_by_name_company_code_phone_and_email_in_spite_of_typos(
    asha: Person, acme: Lead, words: str
) -> None:
    asha.say(f"/lead {words}")
    assert asha.last()["text"] == f"Anil Mehta · Acme Corp ({acme.code})"


def test_of_several_leads_the_card_of_the_chosen_one_takes_the_place_of_the_question(
    slack: Slack, asha: Person
) -> None:
    for name in ("Neha Sharma", "Nikhil Sharma"):
        add(slack, asha, name)
    asha.say("/lead sharma")
    question = asha.last()
    assert "Which lead is “sharma”?" in texts(question)
    asha.press("Show")
    slack.deliver()
    assert asha.last()["ts"] == question["ts"]
    assert texts(asha.last()).startswith("Neha Sharma\n")


def test_of_many_leads_the_first_five_are_offered_and_that_there_are_more(slack: Slack, asha: Person) -> None:
    for number in range(7):
        add(slack, asha, f"Neha {'ABCDEFG'[number]} Sharma")
    asha.say("/lead neha")
    assert len([block for block in asha.last()["blocks"] if "accessory" in block]) == 5
    assert "There are more." in texts(asha.last())


@pytest.mark.parametrize(
    ("verb", "text", "form"), [("edit", "Edit", "lead_edit_form"), ("delete", "Delete…", "lead_delete_form")]
)
def test_with_a_verb_too_it_is_asked_which_lead(slack: Slack, asha: Person, verb: str, text: str, form: str) -> None:
    for name in ("Neha Sharma", "Nikhil Sharma"):
        add(slack, asha, name)
    asha.say(f"/lead {verb} sharma")
    assert "Which lead is “sharma”?" in texts(asha.last())
    asha.press(text)
    assert asha.form["callback_id"] == form


def test_history_shows_what_was_changed_of_the_lead(asha: Person, acme: Lead) -> None:
    asha.say("/lead edit acme")
    asha.submit(company="Acme Limited")
    asha.say(f"/lead history {acme.code}")
    assert "Acme Limited" in texts(asha.form)


def test_a_code_that_was_merged_away_leads_to_the_one_that_stayed(slack: Slack, asha: Person, acme: Lead) -> None:
    twin = add(slack, asha, "A. Mehta")
    slack.write(
        lambda store: store.leads.merge(twin.id, acme.id, at=store.now, on=store.today, member_id=asha.member.id)
    )
    asha.say(f"/lead {twin.code}")
    assert asha.last()["text"] == f"Anil Mehta · Acme Corp ({acme.code})"


def test_what_people_typed_is_no_markup_on_the_card(slack: Slack, asha: Person) -> None:
    lead = add(slack, asha, "<!channel> *x*", company="_B_", notes="<!here>", email="a|b@c.example", phone="<@U1>")
    asha.say(f"/lead {lead.code}")
    shown = "\n".join(
        text
        for block in asha.last()["blocks"]
        if block["type"] != "header"
        for text in texts({"blocks": [block]}).splitlines()
    )
    assert "<!" not in shown
    assert "<@" not in shown
    assert "&lt;!here&gt;" in shown
    assert "a|b@c.example" in shown


def test_another_companys_lead_is_not_found(slack: Slack, acme: Lead) -> None:
    stranger = slack.person("ben")
    stranger.say(f"/lead {acme.code}")
    assert stranger.last()["text"].startswith(f"I found no lead “{acme.code}”.")


def test_the_journey_tells_what_was_noted_of_a_contact_and_of_its_answer(slack: Slack, asha: Person) -> None:
    add(slack, asha, "Anil Mehta")
    asha.say('/engage anil email "price list" "wants a corner flat"')
    asha.press("Got an answer")
    asha.submit(response_notes="Two flats, please")
    slack.deliver()
    asha.say("/lead anil")

    assert "“price list” · answered today · “wants a corner flat” · “Two flats, please”" in texts(asha.last())
