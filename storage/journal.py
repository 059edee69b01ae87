"""The tables that the program keeps for itself: counters, claimed slots, deliveries, and what every write changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.kinds import DeliveryState
from storage.columns import Owned, Row
from storage.tenancy import Id, TenantOwned, within_tenant


class CounterRow(TenantOwned, Row):
    """The last number given of each kind of code; it rolls back with the record, so codes have no gaps."""

    __tablename__ = "counters"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int]
    # Of the ledger alone: the checksum of the last entry, so that no end of it can be written anew unseen.
    head: Mapped[str | None] = mapped_column(String(64))


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


class DigestRow(Owned):
    """A list of follow-ups that stands in Slack, so that it can be changed where it stands."""

    __tablename__ = "digests"

    team_id: Mapped[str] = mapped_column(String(32))
    channel_id: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))
    heading: Mapped[str] = mapped_column(Text)
    posted_on: Mapped[date]
    follow_up_ids: Mapped[list[int]] = mapped_column(JSON)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "channel_id", "ts"), Index(None, "tenant_id", "posted_on"))
