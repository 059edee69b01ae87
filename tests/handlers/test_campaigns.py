"""Campaigns through Slack: made, found, changed and paused by managers; seen without money by reps."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kinds import CampaignStatus, CampaignType, LeadStatus, Role
from bot.model import Campaign, Lead
from storage.store import Store
from tests.slack import Json, Person, Slack, texts

DIWALI = {"name": "Diwali Dream Homes", "type": "digital", "starts_on": "2026-10-01", "budget": "5,00,000"}


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


def make(priya: Person, **fields: str) -> Campaign:
    """A campaign as the form makes it, with its answer delivered."""
    priya.say("/campaign")
    assert priya.submit(**{**DIWALI, **fields}) == {"ok": True}
    priya.slack.deliver()
    return campaigns(priya.slack)[0]


def campaigns(slack: Slack) -> list[Campaign]:
    found: list[Campaign] = slack.read(lambda store: store.campaigns.list())
    return found


def add_lead(slack: Slack, name: str, owner: Person, campaign_id: int | None = None) -> Lead:
    def add(store: Store) -> Lead:
        return store.leads.add(name=name, owner_id=owner.member.id, created_on=store.today, campaign_id=campaign_id)

    lead: Lead = slack.write(add)
    return lead


def buttons(message: Json) -> list[str]:
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def test_a_filled_form_becomes_a_campaign_of_the_managers_own(slack: Slack, priya: Person) -> None:
    priya.say("/campaign")
    assert priya.submit(**DIWALI, ends_on="2026-11-15", expected_roi="300") == {"ok": True}

    (kept,) = campaigns(slack)
    assert kept == Campaign(
        id=kept.id,
        code="CMP-1",
        name="Diwali Dream Homes",
        type=CampaignType.DIGITAL,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 11, 15),
        budget=50_000_000,
        expected_roi=300,
        owner_id=priya.member.id,
        status=CampaignStatus.ACTIVE,
    )
    slack.deliver()
    assert priya.last()["text"] == "📣 New campaign *Diwali Dream Homes* (CMP-1)"
    priya.press("Undo")
    assert campaigns(slack) == []


def test_the_guides_campaign_can_be_entered_as_it_is_written_there(priya: Person) -> None:
    """Guide: name "Q4 2025 Email Blast", type Email, budget ₹50,000, expected ROI 300%."""
    kept = make(priya, name="Q4 2025 Email Blast", type="email", budget="₹50,000", expected_roi="300")
    assert (kept.name, kept.type, kept.budget, kept.expected_roi) == (
        "Q4 2025 Email Blast",
        CampaignType.EMAIL,
        5_000_000,
        300,
    )


def test_a_campaign_that_ends_before_it_starts_is_refused_under_its_end(slack: Slack, priya: Person) -> None:
    priya.say("/campaign")
    answer = priya.submit(**DIWALI, ends_on="2026-09-30")
    assert answer["errors"] == {"ends_on": "A campaign can't end before the day on which it starts."}
    assert campaigns(slack) == []
    assert priya.submit(ends_on="2026-10-01") == {"ok": True}


def test_a_budget_that_is_no_amount_is_refused_under_its_field(slack: Slack, priya: Person) -> None:
    priya.say("/campaign")
    answer = priya.submit(**{**DIWALI, "budget": "a lot"})
    assert answer["errors"]["budget"].startswith("I can't read “a lot” as an amount.")
    assert campaigns(slack) == []


def test_a_campaign_may_cost_nothing(priya: Person) -> None:
    assert make(priya, budget="").budget == 0
    priya.say("/campaign CMP-1")
    assert "*Budget*\nnone" in texts(priya.last())


def test_a_name_that_is_taken_is_asked_about_in_spite_of_case_and_accents(slack: Slack, priya: Person) -> None:
    make(priya, name="Café Mornings")
    priya.say("/campaign new CAFE  mornings")
    priya.submit(**{**DIWALI, "name": "CAFE  mornings"})
    assert "CMP-1 has that name already. Do you want two campaigns called “Café Mornings”?" in texts(priya.form)
    assert len(campaigns(slack)) == 1
    assert priya.form["submit"]["text"] == "Save anyway"
    assert priya.submit() == {"ok": True}
    assert [found.code for found in campaigns(slack)] == ["CMP-2", "CMP-1"]


def test_instead_of_a_second_one_of_that_name_the_first_can_be_edited(slack: Slack, priya: Person) -> None:
    make(priya)
    priya.say("/campaign")
    priya.submit(**DIWALI)
    priya.press_in_form("Edit CMP-1")
    assert priya.form["title"]["text"] == "Edit campaign"
    assert priya.submit(name="Diwali 2026") == {"ok": True}
    assert [found.name for found in campaigns(slack)] == ["Diwali 2026"]


def test_of_a_campaign_only_what_was_changed_is_told_and_undone(slack: Slack, priya: Person) -> None:
    before = make(priya)
    priya.say("/campaign edit diwali")
    assert priya.submit(budget="6,00,000", ends_on="2026-11-20") == {"ok": True}
    slack.deliver()
    assert priya.last()["text"] == "✏️ Changed *Diwali Dream Homes* (CMP-1): end, budget"
    assert campaigns(slack)[0].budget == 60_000_000
    priya.press("Undo")
    assert campaigns(slack) == [before]


def test_a_form_that_changes_nothing_writes_nothing(slack: Slack, priya: Person) -> None:
    make(priya)
    priya.say("/campaign edit CMP-1")
    assert priya.submit() == {"ok": True}
    assert len(slack.read(lambda store: store.writes.list_of("campaigns", 1))) == 1


def test_a_campaign_is_paused_in_the_list_where_it_stands(slack: Slack, priya: Person) -> None:
    make(priya)
    priya.say("/campaign list")
    shown = priya.last()
    assert buttons(shown) == ["Edit", "Pause", "New campaign"]
    priya.press("Pause")
    slack.deliver()
    assert campaigns(slack)[0].status is CampaignStatus.PAUSED
    assert priya.last()["text"] == "⏸️ *Diwali Dream Homes* (CMP-1) is now paused"
    (changed,) = [message for message in priya.messages() if message["ts"] == shown["ts"]]
    assert buttons(changed) == ["Edit", "Resume", "New campaign"]


def test_pausing_what_is_paused_is_refused_and_written_once(slack: Slack, priya: Person) -> None:
    make(priya)
    priya.say("/campaign list")
    shown = priya.last()
    priya.press("Pause", message=shown)
    priya.press("Pause", message=shown)
    assert priya.last()["text"] == "Diwali Dream Homes is paused already."
    assert len(slack.read(lambda store: store.writes.list_of("campaigns", 1))) == 2


def test_the_card_shows_what_a_campaign_brought_and_completes_it(slack: Slack, priya: Person, asha: Person) -> None:
    make(priya, expected_roi="300", ends_on="2026-11-15")
    for name in ("Anil Mehta", "Neha Sharma", "Sunita Sharma"):
        lead = add_lead(slack, name, asha, campaign_id=1)
    slack.write(lambda store: store.leads.move(lead.id, LeadStatus.CONVERTED, on=store.today, member_id=1))
    priya.say("/campaign diwali")
    card = texts(priya.last())
    for fact in (
        "Diwali Dream Homes (CMP-1)",
        "*Status*\n🟢 Active",
        "*Runs*\n1 Oct 2026 – 15 Nov 2026",
        "*Owner*\nPriya Nair",
        "*Leads*\n3",
        "*Converted*\n1 (33.3 %)",
        "*Budget*\n₹5,00,000",
        "*Expected return*\n300 %",
    ):
        assert fact in card
    priya.press("Complete")
    slack.deliver()
    assert campaigns(slack)[0].status is CampaignStatus.COMPLETED


def test_a_rate_over_no_leads_is_a_dash(priya: Person) -> None:
    make(priya)
    priya.say("/campaign diwali")
    assert "*Converted*\n0 (—)" in texts(priya.last())


def test_active_campaigns_come_first_and_the_newest_among_them(priya: Person) -> None:
    for name, status in (("First", "active"), ("Second", "paused"), ("Third", "active"), ("Fourth", "completed")):
        make(priya, name=name, status=status)
    priya.say("/campaign list")
    listed = texts(priya.last())
    order = sorted(("First", "Second", "Third", "Fourth"), key=lambda name: listed.index(f"*{name}*"))
    assert order == ["Third", "First", "Fourth", "Second"]


def test_a_manager_is_told_of_open_leads_that_no_campaign_is_linked_to(
    slack: Slack, priya: Person, asha: Person
) -> None:
    """Guide: not linking leads to campaigns is a mistake to avoid."""
    priya.say("/campaign list")
    assert "no campaign.*" not in texts(priya.last())
    add_lead(slack, "Anil Mehta", asha)
    priya.say("/campaign list")
    assert "⚠️ *1 open lead has no campaign.*" in texts(priya.last())
    (warning,) = [block for block in priya.last()["blocks"] if "accessory" in block]
    assert warning["accessory"]["action_id"] == "leads_without_campaign"
    asha.say("/campaign")
    assert "has no campaign" not in texts(asha.last())


def test_a_rep_sees_campaigns_without_money_and_without_buttons_to_change_them(priya: Person, asha: Person) -> None:
    make(priya)
    asha.say("/campaign")
    assert asha.view is None
    assert "*Diwali Dream Homes* (CMP-1)" in texts(asha.last())
    assert "₹" not in texts(asha.last())
    assert buttons(asha.last()) == []
    asha.say("/campaign diwali")
    assert "₹" not in texts(asha.last())
    assert buttons(asha.last()) == ["History"]
    asha.press("History")
    assert "Budget" not in texts(asha.form)
    assert "*Status* Active" in texts(asha.form)


def test_a_rep_may_change_no_campaign_neither_at_the_door_nor_at_the_submission(
    slack: Slack, priya: Person, asha: Person
) -> None:
    make(priya)
    for words in ("new", "edit diwali"):
        asha.say(f"/campaign {words}")
        assert asha.last()["text"].startswith("Changing campaigns needs the manager role.")
    priya.say("/campaign list")
    shown = priya.last()
    priya.say("/campaign edit diwali")
    priya.known_as(Role.REP)
    priya.submit(name="Holi")
    assert "needs the manager role" in texts(priya.form)
    priya.press("Pause", message=shown)
    assert (campaigns(slack)[0].name, campaigns(slack)[0].status) == ("Diwali Dream Homes", CampaignStatus.ACTIVE)


def test_of_two_campaigns_that_may_be_meant_one_is_asked_for(slack: Slack, priya: Person) -> None:
    make(priya, name="Diwali Dream Homes")
    make(priya, name="Diwali Lights")
    priya.say("/campaign diwali")
    assert "Which campaign is “diwali”?" in texts(priya.last())
    priya.press("Show")
    slack.deliver()
    assert "*Status*\n🟢 Active" in texts(priya.messages()[-1])


def test_of_two_campaigns_whose_history_is_asked_for_one_is_chosen(priya: Person) -> None:
    make(priya, name="Diwali Dream Homes")
    make(priya, name="Diwali Lights")
    priya.say("/campaign history diwali")
    priya.press("History")
    assert "Diwali" in texts(priya.form)


def test_a_campaign_that_is_not_there_is_answered_with_where_to_look(priya: Person) -> None:
    priya.say("/campaign <!channel>")
    assert priya.last()["text"] == (
        "I found no campaign “&lt;!channel&gt;”. Type /campaign list to see them all, or /campaign help."
    )
    assert priya.last()["ephemeral"]


def test_without_any_campaign_the_list_says_what_to_do(priya: Person, asha: Person) -> None:
    priya.say("/campaign list")
    assert "No campaign yet. Make the first one" in texts(priya.last())
    asha.say("/campaign list")
    assert "A manager makes one with `/campaign`." in texts(asha.last())


def test_the_typeahead_offers_active_campaigns_first_and_says_which_are_not(priya: Person) -> None:
    make(priya, name="Diwali Dream Homes")
    make(priya, name="Dussehra Drive", status="completed")
    asked = priya.say("/lead")
    assert asked["ok"]
    assert priya.options("campaign", "") == ["Diwali Dream Homes (CMP-1)", "Dussehra Drive (CMP-2, completed)"]
    assert priya.options("campaign", "d") == ["Diwali Dream Homes (CMP-1)", "Dussehra Drive (CMP-2, completed)"]
    assert priya.options("campaign", "cmp-2") == ["Dussehra Drive (CMP-2, completed)"]
    assert priya.options("campaign", "zzz") == []


def test_the_other_company_finds_none_of_them(slack: Slack, priya: Person) -> None:
    make(priya)
    laura = slack.person("laura", role=Role.MANAGER)
    laura.say("/campaign CMP-1")
    assert laura.last()["text"].startswith("I found no campaign “CMP-1”.")
    laura.say("/campaign list")
    assert "No campaign yet." in texts(laura.last())
