"""The tables of a lead's journey: the lead, what happened to it, and what is to come."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, Float, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.kinds import (
    Channel,
    EngagementStatus,
    EngagementType,
    FollowUpStatus,
    LeadStatus,
    MilestoneType,
    Outcome,
)
from bot.stages import OPEN
from storage.columns import Coded, Recorded
from storage.tenancy import Id, within_tenant


def _of_kept(name: str, *columns: str, also: str = "") -> Index:
    """An index of the leads that are not deleted."""
    return Index(name, "tenant_id", *columns, **_only(f"deleted_at IS NULL{also}"))


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


_OPEN = ", ".join(f"'{status.value}'" for status in OPEN)


class LeadRow(Coded):
    __tablename__ = "leads"

    name: Mapped[str] = mapped_column(String(200))
    company: Mapped[str | None] = mapped_column(String(200))
    # The two folded keys are compared as bytes, so that a prefix search keeps its index on PostgreSQL.
    name_key: Mapped[str] = mapped_column(String(200).with_variant(String(200, collation="C"), "postgresql"))
    company_key: Mapped[str | None] = mapped_column(String(200).with_variant(String(200, collation="C"), "postgresql"))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    # The same address or number, however it was typed: by these a duplicate is found.
    email_key: Mapped[str | None] = mapped_column(String(254))
    phone_key: Mapped[str | None] = mapped_column(String(40))
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
    merged_into_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "code"),
            UniqueConstraint("tenant_id", "external_id"),
            # With the day, for parts of months.
            _of_kept("ix_leads_funnel", "created_month", "stage", "status", "created_on"),
            _of_kept("ix_leads_owner", "owner_id", "created_month", "created_on"),
            _of_kept("ix_leads_name", "name_key"),
            _of_kept("ix_leads_company", "company_key"),
            _of_kept("ix_leads_phone", "phone_key"),
            _of_kept("ix_leads_email", "email_key"),
            _of_kept("ix_leads_open", "last_activity_on", "id", "owner_id", also=f" AND status IN ({_OPEN})"),
            Index("ix_leads_deleted", "tenant_id", "deleted_at", "id", **_only("deleted_at IS NOT NULL")),
            _of_kept("ix_leads_campaign", "campaign_id", "stage", "status"),
            _of_kept("ix_leads_source", "source_id", "stage"),
            within_tenant("source_id", "sources"),
            within_tenant("campaign_id", "campaigns"),
            within_tenant("owner_id", "members"),
            within_tenant("merged_into_id", "leads"),
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
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index(None, "tenant_id", "lead_id", "happened_on"),
            # Holds all that a count of visits reads.
            Index(
                "ix_milestones_visits",
                *("tenant_id", "happened_on", "visited_by_id", "lead_id"),
                **_only("visited_by_id IS NOT NULL"),
            ),
            within_tenant("lead_id", "leads"),
            within_tenant("visited_by_id", "members"),
        )


class EngagementRow(Recorded):
    __tablename__ = "engagements"

    lead_id: Mapped[int] = mapped_column(Id)
    type: Mapped[EngagementType]
    channel: Mapped[Channel]
    happened_on: Mapped[date]
    happened_at: Mapped[time | None]
    subject: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[Outcome | None]
    status: Mapped[EngagementStatus]
    duration_minutes: Mapped[int | None]
    responded_on: Mapped[date | None]
    response_notes: Mapped[str | None] = mapped_column(Text)
    member_id: Mapped[int] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index(None, "tenant_id", "lead_id", "happened_on"),
            Index("ix_engagements_day", "tenant_id", "happened_on", "status", "member_id", "lead_id"),
            Index("ix_engagements_pending", "tenant_id", "happened_on", **_only("status = 'pending'")),
            within_tenant("lead_id", "leads"),
            within_tenant("member_id", "members"),
        )


class StatusChangeRow(Recorded):
    __tablename__ = "status_changes"

    lead_id: Mapped[int] = mapped_column(Id)
    from_status: Mapped[LeadStatus | None]
    to_status: Mapped[LeadStatus]
    changed_on: Mapped[date | None]
    member_id: Mapped[int] = mapped_column(Id)
    milestone_id: Mapped[int | None] = mapped_column(Id)
    engagement_id: Mapped[int | None] = mapped_column(Id)
    note: Mapped[str | None] = mapped_column(Text)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index(None, "tenant_id", "lead_id"),
            within_tenant("lead_id", "leads"),
            within_tenant("member_id", "members"),
            within_tenant("milestone_id", "milestones"),
            within_tenant("engagement_id", "engagements"),
        )


class FollowUpRow(Recorded):
    __tablename__ = "follow_ups"

    lead_id: Mapped[int] = mapped_column(Id)
    # What asked for it; neither, where it was planned by itself.
    milestone_id: Mapped[int | None] = mapped_column(Id)
    engagement_id: Mapped[int | None] = mapped_column(Id)
    opened_on: Mapped[date]
    due_on: Mapped[date]
    owner_id: Mapped[int] = mapped_column(Id)
    why: Mapped[str] = mapped_column(Text)
    status: Mapped[FollowUpStatus]
    settled_by_id: Mapped[int | None] = mapped_column(Id)
    settled_by_engagement_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            # Holds all that a count of them reads.
            Index(
                "ix_follow_ups_pending",
                *("tenant_id", "due_on", "id", "owner_id", "lead_id"),
                **_only("status = 'pending'"),
            ),
            Index(None, "tenant_id", "lead_id"),
            within_tenant("lead_id", "leads"),
            within_tenant("milestone_id", "milestones"),
            within_tenant("engagement_id", "engagements"),
            within_tenant("owner_id", "members"),
            within_tenant("settled_by_id", "milestones"),
            within_tenant("settled_by_engagement_id", "engagements"),
        )
