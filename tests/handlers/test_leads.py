"""Leads through Slack: the form, the card, and what is refused."""

from __future__ import annotations

from datetime import date

from bot.model import LeadStatus, MilestoneType
from tests.slack import Slack


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
