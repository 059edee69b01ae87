"""The tables, as typed rows. A row belongs to one tenant unless it is the registry's own (`tenants`, `workspaces`)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from bot.model import (
    BookingStatus,
    Cadence,
    CampaignStatus,
    CampaignType,
    DeliveryState,
    FollowUpStatus,
    LeadStatus,
    MilestoneType,
    Outcome,
    Role,
    SourceType,
)
from storage.tenancy import Id, TenantOwned, within_tenant


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


def _enum(members: type[StrEnum]) -> Enum:
    return Enum(members, native_enum=False, length=32, values_callable=_values)


_ENUMS: tuple[type[StrEnum], ...] = (
    BookingStatus,
    Cadence,
    CampaignStatus,
    CampaignType,
    DeliveryState,
    FollowUpStatus,
    LeadStatus,
    MilestoneType,
    Outcome,
    Role,
    SourceType,
)
_COLUMN_TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    dict[str, Any]: JSON,
    **{members: _enum(members) for members in _ENUMS},
}


class Row(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = _COLUMN_TYPES


class TenantRow(Row):
    __tablename__ = "tenants"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3))
    locale: Mapped[str] = mapped_column(String(16))
    time_zone: Mapped[str] = mapped_column(String(64))
    conversion_target: Mapped[int] = mapped_column(default=20)
    created_at: Mapped[datetime]


class WorkspaceRow(Row):
    """A Slack workspace, or a whole Enterprise Grid organisation, under the id that Slack's requests carry."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"))
    bot_user_id: Mapped[str] = mapped_column(String(32))
    encrypted_bot_token: Mapped[str] = mapped_column(Text)
    installed_at: Mapped[datetime]


class Owned(TenantOwned, Row):
    """A tenant's row with a number of its own, which other rows of the same tenant may refer to."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Id, primary_key=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy passes the class
        # Without AUTOINCREMENT, SQLite gives the number of a removed last row again, and history would err.
        return (UniqueConstraint("tenant_id", "id"), *cls.constraints(), {"sqlite_autoincrement": True})

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """The table's own indexes, unique columns and references."""
        return ()


class Recorded(Owned):
    """A row whose every change is kept in `changes`, with what stood there before."""

    __abstract__ = True


class Coded(Recorded):
    """A record with a code that people type (L-12), one of its kind in the tenant."""

    __abstract__ = True

    code: Mapped[str] = mapped_column(String(32))


class CounterRow(TenantOwned, Row):
    """The last number given of each kind of code; it rolls back with the record, so codes have no gaps."""

    __tablename__ = "counters"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int]


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


class SlotRow(Owned):
    """One due time of a schedule. The copy of the program that inserts it is the one that posts."""

    __tablename__ = "schedule_slots"

    schedule_id: Mapped[int] = mapped_column(Id)
    due_at: Mapped[datetime]
    skipped_why: Mapped[str | None] = mapped_column(Text)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "schedule_id", "due_at"),
            within_tenant("schedule_id", "schedules"),
        )


class DeliveryRow(Owned):
    """Something that must reach Slack, decided in the transaction that wrote this row."""

    __tablename__ = "deliveries"

    key: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]]
    team_id: Mapped[str] = mapped_column(String(32))
    state: Mapped[DeliveryState]
    attempts: Mapped[int] = mapped_column(default=0)
    # When it may be tried (again); while a copy of the program has it, when that copy is taken for dead.
    not_before: Mapped[datetime]
    maybe_sent: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str | None] = mapped_column(Text)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        waiting = text("state IN ('queued', 'claimed', 'sending')")
        return (
            UniqueConstraint("tenant_id", "key"),
            Index(
                "ix_deliveries_waiting",
                "tenant_id",
                "not_before",
                sqlite_where=waiting,
                postgresql_where=waiting,
            ),
        )


class WriteRow(Owned):
    """One saved submission: who, when, from where, and the sentence it was answered with."""

    __tablename__ = "writes"

    submission: Mapped[str | None] = mapped_column(String(255))
    member_id: Mapped[int] = mapped_column(Id)
    team_id: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(Text)
    undoes_id: Mapped[int | None] = mapped_column(Id)
    undone: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "submission"),
            within_tenant("member_id", "members"),
            within_tenant("undoes_id", "writes"),
        )


class ChangeRow(Owned):
    """What one write did to one record; `before` is None for a new record, `after` for a removed one."""

    __tablename__ = "changes"

    write_id: Mapped[int] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[int] = mapped_column(Id)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            Index(None, "tenant_id", "kind", "record_id"),
            Index(None, "tenant_id", "write_id"),
            within_tenant("write_id", "writes"),
        )
