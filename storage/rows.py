"""The tables of the business, as typed rows, and the registry's own two (`tenants`, `workspaces`)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.model import (
    BookingStatus,
    Cadence,
    CampaignStatus,
    CampaignType,
    FollowUpStatus,
    LeadStatus,
    MilestoneType,
    Outcome,
    Role,
    SourceType,
)
from storage.columns import Coded, Recorded, Row
from storage.tenancy import Id, within_tenant


class TenantRow(Row):
    __tablename__ = "tenants"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3))
    locale: Mapped[str] = mapped_column(String(16))
    time_zone: Mapped[str] = mapped_column(String(64))
    conversion_target: Mapped[int]
    created_at: Mapped[datetime]


class WorkspaceRow(Row):
    """A Slack workspace, or a whole Enterprise Grid organisation, under the id that Slack's requests carry."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"))
    bot_user_id: Mapped[str] = mapped_column(String(32))
    encrypted_bot_token: Mapped[str] = mapped_column(Text)
    installed_at: Mapped[datetime]


class MemberRow(Recorded):
    __tablename__ = "members"

    slack_user_id: Mapped[str | None] = mapped_column(String(32))
    team_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role]
    time_zone: Mapped[str] = mapped_column(String(64))

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "team_id", "slack_user_id"),
            Index(None, "tenant_id", "name_key"),
        )


class SourceRow(Recorded):
    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[SourceType]
    subsource: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)


class CampaignRow(Coded):
    __tablename__ = "campaigns"

    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[CampaignType]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    budget: Mapped[int] = mapped_column(BigInteger)
    expected_roi: Mapped[int | None]
    status: Mapped[CampaignStatus]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "code"),)


class LeadRow(Coded):
    __tablename__ = "leads"

    name: Mapped[str] = mapped_column(String(200))
    company: Mapped[str | None] = mapped_column(String(200))
    # The two folded keys are compared as bytes, so that a prefix search keeps its index on PostgreSQL.
    name_key: Mapped[str] = mapped_column(String(200).with_variant(String(200, collation="C"), "postgresql"))
    company_key: Mapped[str | None] = mapped_column(String(200).with_variant(String(200, collation="C"), "postgresql"))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    source_id: Mapped[int | None] = mapped_column(Id)
    campaign_id: Mapped[int | None] = mapped_column(Id)
    owner_id: Mapped[int] = mapped_column(Id)
    status: Mapped[LeadStatus]
    stage: Mapped[int]
    value: Mapped[int | None] = mapped_column(BigInteger)
    notes: Mapped[str | None] = mapped_column(Text)
    created_on: Mapped[date | None]
    # The month of created_on as 202611, kept beside it so that the funnel reads one narrow index.
    created_month: Mapped[int | None]
    last_activity_on: Mapped[date | None]
    # Counts what happened with the lead: Undo refuses to put it back under something that came later.
    events: Mapped[int] = mapped_column(default=0)
    external_id: Mapped[str | None] = mapped_column(String(100))
    deleted_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        kept = text("deleted_at IS NULL")
        return (
            UniqueConstraint("tenant_id", "code"),
            UniqueConstraint("tenant_id", "external_id"),
            Index(
                "ix_leads_funnel",
                *("tenant_id", "created_month", "stage", "status"),
                sqlite_where=kept,
                postgresql_where=kept,
            ),
            Index(None, "tenant_id", "name_key"),
            Index(None, "tenant_id", "company_key"),
            within_tenant("source_id", "sources"),
            within_tenant("campaign_id", "campaigns"),
            within_tenant("owner_id", "members"),
        )


class MilestoneRow(Recorded):
    __tablename__ = "milestones"

    lead_id: Mapped[int] = mapped_column(Id)
    type: Mapped[MilestoneType]
    happened_on: Mapped[date]
    happened_at: Mapped[time | None]
    notes: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(String(200))
    outcome: Mapped[Outcome | None]
    duration_minutes: Mapped[int | None]
    visited_by_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index(None, "tenant_id", "lead_id", "happened_on"),
            within_tenant("lead_id", "leads"),
            within_tenant("visited_by_id", "members"),
        )


class StatusChangeRow(Recorded):
    __tablename__ = "status_changes"

    lead_id: Mapped[int] = mapped_column(Id)
    from_status: Mapped[LeadStatus | None]
    to_status: Mapped[LeadStatus]
    changed_on: Mapped[date | None]
    member_id: Mapped[int] = mapped_column(Id)
    milestone_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index(None, "tenant_id", "lead_id"),
            within_tenant("lead_id", "leads"),
            within_tenant("member_id", "members"),
            within_tenant("milestone_id", "milestones"),
        )


class FollowUpRow(Recorded):
    __tablename__ = "follow_ups"

    lead_id: Mapped[int] = mapped_column(Id)
    milestone_id: Mapped[int] = mapped_column(Id)
    due_on: Mapped[date]
    owner_id: Mapped[int] = mapped_column(Id)
    why: Mapped[str] = mapped_column(Text)
    status: Mapped[FollowUpStatus]
    settled_by_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        pending = text("status = 'pending'")
        return (
            Index("ix_follow_ups_pending", "tenant_id", "due_on", sqlite_where=pending, postgresql_where=pending),
            Index(None, "tenant_id", "lead_id"),
            within_tenant("lead_id", "leads"),
            within_tenant("milestone_id", "milestones"),
            within_tenant("owner_id", "members"),
            within_tenant("settled_by_id", "milestones"),
        )


class CustomerRow(Coded):
    __tablename__ = "customers"

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "code"), Index(None, "tenant_id", "name_key"))


class BookingRow(Coded):
    __tablename__ = "bookings"

    customer_id: Mapped[int] = mapped_column(Id)
    lead_id: Mapped[int | None] = mapped_column(Id)
    booked_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    unit_type: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[BookingStatus]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "code"),
            Index(None, "tenant_id", "lead_id"),
            within_tenant("customer_id", "customers"),
            within_tenant("lead_id", "leads"),
        )


class ScheduleRow(Recorded):
    __tablename__ = "schedules"

    report: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(100))
    team_id: Mapped[str] = mapped_column(String(32))
    channel_id: Mapped[str] = mapped_column(String(32))
    cadence: Mapped[Cadence]
    day: Mapped[int | None]
    at: Mapped[time]
    time_zone: Mapped[str] = mapped_column(String(64))
    creator_id: Mapped[int] = mapped_column(Id)
    active: Mapped[bool]
    # Slots before this moment are none of this schedule's: it was made, resumed or moved then.
    since: Mapped[datetime]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (within_tenant("creator_id", "members"),)
