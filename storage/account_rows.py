"""The tables of what was sold and what is owed: units, customers, bookings, and the ledger that is only added to."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.kinds import BookingStatus, EntryType
from storage.columns import Coded, Recorded, Row
from storage.tenancy import Id, TenantOwned, within_tenant


class UnitTypeRow(Recorded):
    __tablename__ = "unit_types"

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    existing: Mapped[int | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("tenant_id", "name_key"),)


class CustomerRow(Coded):
    __tablename__ = "customers"

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200).with_variant(String(200, collation="C"), "postgresql"))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "code"),
            Index(None, "tenant_id", "name_key", "id"),
            within_tenant("owner_id", "members"),
        )


class BookingRow(Coded):
    __tablename__ = "bookings"

    customer_id: Mapped[int] = mapped_column(Id)
    lead_id: Mapped[int | None] = mapped_column(Id)
    booked_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    unit_type_id: Mapped[int | None] = mapped_column(Id)
    unit_count: Mapped[int] = mapped_column(default=1)
    delivery_on: Mapped[date | None]
    status: Mapped[BookingStatus]
    notes: Mapped[str | None] = mapped_column(Text)
    cancelled_on: Mapped[date | None]
    cancellation_reason: Mapped[str | None] = mapped_column(Text)
    refund: Mapped[int | None] = mapped_column(BigInteger)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "code"),
            CheckConstraint("amount > 0", name="amount"),
            CheckConstraint("unit_count > 0", name="unit_count"),
            Index(None, "tenant_id", "lead_id"),
            Index("ix_bookings_customer", "tenant_id", "customer_id", "booked_on"),
            Index("ix_bookings_stock", "tenant_id", "unit_type_id", "status", "unit_count"),
            Index("ix_bookings_month", "tenant_id", "booked_on", "status", "amount", "unit_count"),
            within_tenant("customer_id", "customers"),
            within_tenant("lead_id", "leads"),
            within_tenant("unit_type_id", "unit_types"),
        )


class LedgerEntryRow(Recorded):
    """Never changed and never deleted: triggers of the database refuse both.

    By the `checksum`, which follows from the entry and from the one before it, `verify` finds what was changed all the
    same; the counter of their codes keeps the last one.
    """

    __tablename__ = "ledger_entries"

    code: Mapped[str] = mapped_column(String(32))
    customer_id: Mapped[int] = mapped_column(Id)
    type: Mapped[EntryType]
    entered_on: Mapped[date]
    debit: Mapped[int] = mapped_column(BigInteger)
    credit: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date | None]
    booking_id: Mapped[int | None] = mapped_column(Id)
    document: Mapped[str | None] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(String(200))
    remarks: Mapped[str | None] = mapped_column(Text)
    reverses_id: Mapped[int | None] = mapped_column(Id)
    checksum: Mapped[str] = mapped_column(String(64))

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("tenant_id", "code"),
            UniqueConstraint("tenant_id", "reverses_id"),
            CheckConstraint("(debit > 0 AND credit = 0) OR (credit > 0 AND debit = 0)", name="one_side"),
            Index("ix_ledger_entries_account", "tenant_id", "customer_id", "entered_on", "id"),
            Index(None, "tenant_id", "booking_id"),
            within_tenant("customer_id", "customers"),
            within_tenant("booking_id", "bookings"),
            within_tenant("reverses_id", "ledger_entries"),
        )


class AccountRow(TenantOwned, Row):
    """What a customer's entries add up to; follows from them, and is written with them."""

    __tablename__ = "accounts"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(Id, primary_key=True)
    balance: Mapped[int] = mapped_column(BigInteger)
    unapplied: Mapped[int] = mapped_column(BigInteger)
    invoiced: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int] = mapped_column(BigInteger)
    # The day of the latest entry: one that is not earlier comes after all others.
    last_on: Mapped[date]

    __table_args__ = (
        within_tenant("customer_id", "customers"),
        Index(
            "ix_accounts_unapplied",
            *("tenant_id", "customer_id", "unapplied"),
            sqlite_where=text("unapplied > 0"),
            postgresql_where=text("unapplied > 0"),
        ),
    )


class AccountLineRow(TenantOwned, Row):
    """The balance after an entry, and how much of a debit is open; follows from the entries, written with them."""

    __tablename__ = "account_lines"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[int] = mapped_column(Id)
    entered_on: Mapped[date]
    due_on: Mapped[date | None]
    balance: Mapped[int] = mapped_column(BigInteger)
    open: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (
        within_tenant("entry_id", "ledger_entries"),
        within_tenant("customer_id", "customers"),
        Index("ix_account_lines_account", "tenant_id", "customer_id", "entered_on", "entry_id"),
        # In the order in which credits settle them, with all that ageing reads.
        Index(
            "ix_account_lines_open",
            *("tenant_id", "customer_id", "entered_on", "entry_id", "due_on", "open"),
            sqlite_where=text("open > 0"),
            postgresql_where=text("open > 0"),
        ),
    )
