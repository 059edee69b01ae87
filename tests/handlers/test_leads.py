"""Leads through Slack: the form, the card, and what is refused."""

from __future__ import annotations

from datetime import date

from bot.model import LeadStatus, MilestoneType
from tests.slack import Slack, texts


def test_of_several_leads_the_card_of_the_chosen_one_is_shown(slack: Slack) -> None:
    asha = slack.person("asha")
    for name in ("Neha Sharma", "Nikhil Sharma"):
        asha.say("/lead")
        asha.submit(name=name)
    asha.say("/lead sharma")
    assert "Which lead is “sharma”?" in texts(asha.last())
    asha.press("Show")
    slack.deliver()
    assert [message for message in asha.messages() if "• *Lead generated* today" in texts(message)]


def test_an_amount_and_an_email_that_cannot_be_read_stand_under_their_fields(slack: Slack) -> None:
    asha = slack.person("asha")
    asha.say("/lead")
    answer = asha.submit(name="Acme Corp", email="acme")
    assert answer["errors"] == {"email": "“acme” is no email address. It should look like asha@example.com."}
    answer = asha.submit(email="info@acme.example", value="a lot")
    assert answer["errors"]["value"].startswith("I can't read “a lot” as an amount.")
    assert slack.read(lambda store: store.leads.newest(limit=1)) == []
    assert asha.submit(value="₹ 85,00,000") == {"ok": True}


def test_a_filled_form_becomes_a_lead_with_its_first_milestone(slack: Slack) -> None:
    asha = slack.person("asha")
    asha.say("/lead")
    assert asha.submit(name="Anil Mehta", company="Acme Corp", phone="98450 12345", value="5,00,000") == {"ok": True}

    lead = slack.read(lambda store: store.leads.find_by_code("L-1"))
    assert (lead.name, lead.company, lead.value) == ("Anil Mehta", "Acme Corp", 50_000_000)
    assert (lead.status, lead.created_on, lead.owner_id) == (LeadStatus.NEW, date(2026, 11, 25), asha.member.id)
    journey = slack.read(lambda store: store.milestones.list_of_lead(lead.id))
    assert [milestone.type for milestone in journey] == [MilestoneType.LEAD_GENERATED]
    slack.deliver()
    assert asha.last()["text"] == "🆕 New lead *Anil Mehta · Acme Corp* (L-1) – ₹5,00,000"
    assert asha.last()["ephemeral"]
