"""The tables of a company itself: its people, where its leads come from, its schedules; and the registry's own two."""

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
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.kinds import (
    Cadence,
    CampaignStatus,
    CampaignType,
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
    # Of what customers owe: limits in minor units, and the days until a debit is due.
    good_below: Mapped[int] = mapped_column(BigInteger)
    risk_above: Mapped[int] = mapped_column(BigInteger)
    payment_days: Mapped[int]
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


class SourceRow(Coded):
    __tablename__ = "sources"

    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[SourceType]
    subsource: Mapped[str | None] = mapped_column(String(200))
    channel: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "code"),)


class CampaignRow(Coded):
    __tablename__ = "campaigns"

    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[CampaignType]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    budget: Mapped[int] = mapped_column(BigInteger)
    expected_roi: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(Id)
    status: Mapped[CampaignStatus]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "code"), within_tenant("owner_id", "members"))


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
    owner_id: Mapped[int | None] = mapped_column(Id)
    source_id: Mapped[int | None] = mapped_column(Id)
    campaign_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            within_tenant("creator_id", "members"),
            within_tenant("owner_id", "members"),
            within_tenant("source_id", "sources"),
            within_tenant("campaign_id", "campaigns"),
        )
