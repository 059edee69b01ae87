"""History through Slack: who changed what of a record, when, and from what to what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from slack_sdk import WebClient

from bot.kinds import CampaignStatus, CampaignType, Channel, EngagementStatus, EngagementType, Role, SourceType
from bot.model import Write
from handlers.views.history import LABELS
from storage.account_rows import BookingRow, CustomerRow, LedgerEntryRow, UnitTypeRow
from storage.journey_rows import EngagementRow, LeadRow, MilestoneRow
from storage.rows import CampaignRow, SourceRow
from storage.store import Store
from tests.slack import NOW, Person, Slack, texts

LEAD_ROWS = (LeadRow, MilestoneRow, EngagementRow)
ACCOUNT_ROWS = (BookingRow, UnitTypeRow, CustomerRow, LedgerEntryRow)
UNTOLD = {
    "id",
    "tenant_id",
    "code",
    "name_key",
    "company_key",
    "email_key",
    "phone_key",
    "stage",
    "created_month",
    "last_activity_on",
    "events",
    "lead_id",
    "customer_id",
    "booking_id",
    "reverses_id",
    "checksum",
    "merged_into_id",
}
"""Columns that repeat others, or that the sentence of the write tells."""


@pytest.fixture
def priya(slack: Slack) -> Person:
    return slack.person("priya", role=Role.MANAGER)


@pytest.fixture
def asha(slack: Slack) -> Person:
    return slack.person("asha", role=Role.REP)


def add_lead(slack: Slack, asha: Person) -> None:
    """L-1, with a source and a campaign, as Asha's own write."""

    def add(store: Store) -> Write:
        store.sources.add("Google Ads", SourceType.DIGITAL, subsource="Search")
        store.campaigns.add(
            "Diwali",
            CampaignType.DIGITAL,
            starts_on=store.today,
            ends_on=None,
            budget=5_000_00,
            expected_roi=300,
            status=CampaignStatus.ACTIVE,
        )
        store.leads.add(
            name="Anil <Mehta>",
            phone="98450 12345",
            owner_id=asha.member.id,
            created_on=store.today,
            value=85_00_000_00,
            source_id=1,
        )
        return store.describe("🆕 New lead *Anil* (L-1)", actor=asha.member)

    slack.write(add)


def change(slack: Slack, person: Person, summary: str, **fields: object) -> None:
    def write(store: Store) -> None:
        store.leads.change(1, **fields)
        store.describe(summary, actor=person.member)

    slack.write(write)


def test_a_leads_history_tells_in_words_what_was_changed(slack: Slack, priya: Person, asha: Person) -> None:
    add_lead(slack, asha)
    slack.now.moment = NOW + timedelta(days=1, hours=2)
    change(
        slack, priya, "✏️ Changed *Anil* (L-1)", owner_id=priya.member.id, campaign_id=1, value=90_00_000_00, phone=None
    )
    slack.now.moment = NOW + timedelta(days=1, hours=3)
    asha.say("/lead history L-1")
    newest, first = texts(asha.form).index("✏️ Changed"), texts(asha.form).index("🆕 New lead")
    assert newest < first
    for line in (
        "Priya Nair · today 14:00",
        "*Owner* Asha Rao → Priya Nair",
        "*Campaign* Diwali",
        "*Value* ₹85,00,000 → ₹90,00,000",
        "*Phone* 98450 12345 → —",
        "Asha Rao · yesterday 12:00",
        "*Name* Anil &lt;Mehta&gt;",
        "*Source* Google Ads · Search",
        "*Status* New",
        "*Created* 25 Nov 2026",
    ):
        assert line in texts(asha.form)


def test_the_time_is_the_readers_own(slack: Slack, asha: Person) -> None:
    add_lead(slack, asha)

    def add_reader(store: Store) -> None:
        store.members.add(
            "Meera Iyer", role=Role.REP, time_zone="America/New_York", team_id="T0NORTH", slack_user_id="U0MEERA"
        )

    slack.write(add_reader)
    meera = slack.person("meera")
    meera.say("/lead history L-1")
    assert "Asha Rao · today 01:30" in texts(meera.form)


def test_every_milestone_and_engagement_of_a_lead_stands_in_its_history(slack: Slack, asha: Person) -> None:
    add_lead(slack, asha)
    asha.say('/visit L-1 positive @ Whitefield "loved it" follow up fri')
    asha.say('/engage L-1 call 12m "asked for the quote"')
    asha.say("/lead history L-1")
    assert "*Site visit* today" in texts(asha.form)
    assert "asked for the quote" in texts(asha.form)
    assert "*Status* New → Qualified" in texts(asha.form)


def test_of_one_write_in_several_steps_the_first_before_and_the_last_after_are_told(
    slack: Slack, priya: Person, asha: Person
) -> None:
    add_lead(slack, asha)

    def write(store: Store) -> None:
        for name in ("Anil M", "Anil Kumar Mehta"):
            store.leads.change(1, name=name)
        store.describe("✏️ Renamed", actor=priya.member)

    slack.write(write)
    asha.say("/lead history L-1")
    assert texts(asha.form).count("✏️ Renamed") == 1
    assert "*Name* Anil &lt;Mehta&gt; → Anil Kumar Mehta" in texts(asha.form)


def test_an_undone_change_stands_there_with_its_undo(slack: Slack, priya: Person) -> None:
    priya.say("/source")
    priya.submit(name="Google Ads", type="digital")
    slack.deliver()
    priya.say("/source edit google")
    priya.submit(name="Bing")
    slack.deliver()
    priya.press("Undo")
    priya.say("/source history S-1")
    assert "Undid: ✏️ Changed *Bing* (S-1): name\n• *Name* Bing → Google Ads" in texts(priya.form)


def test_the_budget_of_a_campaign_stays_with_the_managers(priya: Person, asha: Person) -> None:
    priya.say("/campaign")
    priya.submit(name="Diwali", type="digital", budget="50,000", starts_on="2026-10-01")
    priya.say("/campaign edit diwali")
    priya.submit(budget="60,000", ends_on="2026-11-15")
    priya.say("/campaign history CMP-1")
    assert "*Budget* ₹50,000 → ₹60,000" in texts(priya.form)
    asha.say("/campaign history CMP-1")
    assert "*End* 15 Nov 2026" in texts(asha.form)
    assert "₹" not in texts(asha.form)


def test_a_milestone_and_an_engagement_have_histories_of_their_own(slack: Slack, asha: Person) -> None:
    add_lead(slack, asha)

    def add(store: Store) -> None:
        store.engagements.add(
            1,
            EngagementType.MESSAGE_SENT,
            Channel.WHATSAPP,
            store.today,
            subject="Price sheet",
            member_id=asha.member.id,
            status=EngagementStatus.COMPLETED,
        )
        store.describe("💬 Sent", actor=asha.member)
        store.engagements.change(1, responded_on=date(2026, 11, 25), duration_minutes=12)
        store.describe("💬 Answered", actor=asha.member)

    slack.write(add)
    asha.say('/visit L-1 positive @ Whitefield "loved it"')
    for record, shown in (
        ("milestones 1", "*Location* Whitefield"),
        ("engagements 1", "*Channel* WhatsApp"),
        ("engagements 1", "*Duration* 12 min"),
    ):
        press_history(asha, record)
        assert shown in texts(asha.form)


def press_history(person: Person, record: str) -> None:
    """Press a button that carries this record, in a message that the app has posted."""
    workspace = person.slack.program.registry.find_workspace(person.team)
    assert workspace is not None
    text = {"type": "plain_text", "text": "History"}
    element = {"type": "button", "action_id": "show_history", "value": record, "text": text}
    client = WebClient(workspace.bot_token, base_url=person.slack.sandbox.api_url)
    client.chat_postMessage(channel=person.sales, text="A button", blocks=[{"type": "actions", "elements": [element]}])
    person.press("History")


def test_a_record_that_nobody_has_changed_says_so(slack: Slack, asha: Person) -> None:
    slack.write(lambda store: store.leads.add(name="Anil", owner_id=asha.member.id, created_on=store.today))
    asha.say("/lead history L-1")
    assert "Nothing has been changed since it came in." in texts(asha.form)


def test_no_more_than_thirty_writes_are_shown(slack: Slack, asha: Person) -> None:
    add_lead(slack, asha)
    for number in range(35):
        change(slack, asha, f"Change {number}.", notes=f"note {number}")
    asha.say("/lead history L-1")
    assert texts(asha.form).count("Change ") == 30
    assert "Change 34." in texts(asha.form)


def test_another_companys_record_and_an_unknown_kind_have_no_history(slack: Slack, asha: Person) -> None:
    add_lead(slack, asha)
    ben = slack.person("ben", role=Role.REP)
    ben.say("/lead help")
    for record in ("leads 1", "sources 1", "campaigns 1", "milestones 1", "engagements 1"):
        press_history(ben, record)
        assert ben.last()["text"].startswith("I found no ")
    asha.say("/lead help")
    for record in ("members 1", "deliveries 1", "leads 9"):
        press_history(asha, record)
        assert asha.last()["text"].startswith("I found no ")
    assert ben.view is None
    assert asha.view is None


def test_the_workspace_is_named_where_a_company_has_several(slack: Slack, asha: Person) -> None:
    add_lead(slack, asha)
    asha.say("/lead history L-1")
    assert "T0NORTH" not in texts(asha.form)

    def add(store: Store) -> None:
        store.members.add("Kiran", role=Role.REP, time_zone="Asia/Kolkata", team_id="T0SOUTH", slack_user_id="U1")

    slack.write(add)
    asha.say("/lead history L-1")
    assert "Asha Rao · today 12:00 · from T0NORTH" in texts(asha.form)


@pytest.mark.parametrize("row", [*LEAD_ROWS, *ACCOUNT_ROWS, SourceRow, CampaignRow])
def test_every_column_has_a_name_that_people_know_or_is_left_out_on_purpose(row: type) -> None:
    assert set(row.__table__.columns.keys()) <= LABELS.keys() | UNTOLD  # type: ignore[attr-defined]
