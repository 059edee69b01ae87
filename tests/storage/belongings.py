"""One of everything that a company can have, and a look at all its rows past every guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Table, select

from bot.bookings import Booking, UnitType
from bot.filters import EVERYTHING, Filters
from bot.kinds import (
    BookingStatus,
    Cadence,
    CampaignStatus,
    CampaignType,
    Channel,
    EngagementStatus,
    EngagementType,
    EntryType,
    LeadStatus,
    MilestoneType,
    SourceType,
)
from bot.ledger import LedgerEntry
from bot.model import (
    Campaign,
    Customer,
    Digest,
    Engagement,
    FollowUp,
    Lead,
    Member,
    Milestone,
    Schedule,
    Source,
    Write,
)
from storage.columns import Row
from storage.database import Database
from storage.store import Store
from tests.storage.companies import NOW, TODAY, Company

SLOT = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
TENANT_TABLES: list[Table] = [
    table for table in Row.metadata.sorted_tables if "tenant_id" in table.columns and table.name != "workspaces"
]
"""Every table of which a row belongs to one tenant, except the registry's own."""

SUMS = ("lead_counts", "engagement_days", "ledger_days")


@dataclass(frozen=True, slots=True)
class Belongings:
    company: Company
    member: Member
    source: Source
    campaign: Campaign
    customer: Customer
    lead: Lead
    binned: Lead
    milestone: Milestone
    demo: Milestone
    meeting: Engagement
    follow_up: FollowUp
    unit: UnitType
    booking: Booking
    entry: LedgerEntry
    schedule: Schedule
    delivery: int
    digest: Digest
    write: Write


def furnish(company: Company) -> Belongings:
    """Give the company at least one row in every table; its last write, of submission V1, touched the lead."""
    member = company.rep
    with company.open() as store:
        source = store.sources.add("Google Ads", SourceType.DIGITAL)
        campaign = make_campaign(store)
        customer = store.customers.add("Acme")
        lead = make_lead(store, member, source, campaign)
        store.leads.add(name="Undated Once", owner_id=member.id, created_on=None)
        binned = store.leads.add(name="Binned", owner_id=member.id, created_on=TODAY)
        store.leads.delete(binned.id, at=NOW)
        milestone = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, date(2026, 11, 20), visited_by_id=member.id)
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)
        make_call(store, lead.id, member.id)
        meeting = make_meeting(store, lead.id, member.id)
        store.leads.move(lead.id, LeadStatus.QUALIFIED, on=TODAY, member_id=member.id, milestone_id=milestone.id)
        follow_up = store.follow_ups.open(
            lead.id,
            milestone_id=milestone.id,
            opened_on=milestone.happened_on,
            due_on=TODAY,
            owner_id=member.id,
            why="Asked",
        )
        unit = store.units.add("3BHK", existing=10)
        booking = store.bookings.add(
            customer.id, lead.id, TODAY, 100, status=BookingStatus.CONFIRMED, unit_type_id=unit.id
        )
        entry = store.ledger.add(customer.id, EntryType.INVOICE, TODAY, debit=100, due_on=TODAY, booking_id=booking.id)
        store.ledger.reverse(
            store.ledger.add(customer.id, EntryType.PAYMENT, TODAY, credit=40).id, on=TODAY, remarks=None
        )
        schedule = make_schedule(store, member.id)
        store.schedules.claim_slot(schedule.id, SLOT)
        delivery = store.deliveries.add("K1", "message", {"ts": "1.1"}, team_id="T0NORTH", now=NOW)
        digest = make_digest(store, [follow_up.id])
        store.describe("Everything", actor=member)
    write = company.save(lambda store: store.leads.touch(lead.id, date(2026, 11, 26)), submission="V1")
    return Belongings(
        *(company, member, source, campaign, customer, lead, binned, milestone, demo, meeting),
        *(follow_up, unit, booking, entry, schedule, delivery, digest, write),
    )


def make_campaign(store: Store, *, owner_id: int | None = None) -> Campaign:
    return store.campaigns.add(
        "Diwali",
        CampaignType.EMAIL,
        starts_on=TODAY,
        ends_on=None,
        budget=5_000_000,
        expected_roi=300,
        owner_id=owner_id,
        status=CampaignStatus.ACTIVE,
    )


def make_lead(store: Store, owner: Member, source: Source, campaign: Campaign) -> Lead:
    return store.leads.add(
        name="Anil Mehta",
        company="Acme",
        owner_id=owner.id,
        created_on=TODAY,
        source_id=source.id,
        campaign_id=campaign.id,
        external_id="X1",
        phone="98450 12345",
        email="anil@acme.in",
    )


def make_call(store: Store, lead_id: int, member_id: int, *, on: date = TODAY) -> Engagement:
    """A call that was made and answered by nobody yet."""
    return store.engagements.add(
        lead_id,
        EngagementType.CALL_MADE,
        Channel.PHONE,
        on,
        subject="First call",
        member_id=member_id,
        status=EngagementStatus.COMPLETED,
    )


def make_meeting(store: Store, lead_id: int, member_id: int, *, on: date = date(2026, 11, 27)) -> Engagement:
    """A meeting that is still to come."""
    return store.engagements.add(
        lead_id,
        EngagementType.MEETING_SCHEDULED,
        Channel.VIDEO,
        on,
        subject="Walk through the offer",
        member_id=member_id,
        status=EngagementStatus.PENDING,
    )


def make_digest(store: Store, follow_up_ids: Sequence[int], *, posted_on: date = TODAY, ts: str = "1.1") -> Digest:
    return store.digests.add(
        team_id="T0NORTH",
        channel_id="C0SALES",
        ts=ts,
        heading="Follow-ups",
        posted_on=posted_on,
        follow_up_ids=follow_up_ids,
    )


def make_schedule(store: Store, creator_id: int, *, since: datetime = NOW, filters: Filters = EVERYTHING) -> Schedule:
    """Every day at nine in Bengaluru."""
    return store.schedules.add(
        report="funnel",
        period="last 12 months",
        team_id="T0NORTH",
        channel_id="C0SALES",
        cadence=Cadence.DAILY,
        day=None,
        at=time(9),
        time_zone="Asia/Kolkata",
        creator_id=creator_id,
        since=since,
        filters=filters,
    )


def rows_of(company: Company, database: Database) -> dict[str, list[Any]]:
    """Everything that the company has in the database, by table, read past every guard.

    A sum that came back to nothing is no row.
    """
    with database.engine.connect() as connection:
        return {
            table.name: [
                row
                for row in connection.execute(
                    select(table).where(table.c.tenant_id == company.tenant.id).order_by(*table.primary_key)
                )
                if any(row[len(table.primary_key) :]) or table.name not in SUMS
            ]
            for table in TENANT_TABLES
        }
