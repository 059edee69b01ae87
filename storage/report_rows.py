"""What reports read instead of all records: it follows from them, and is written in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from bot.kinds import BookingStatus, LeadStatus
from storage.columns import Row
from storage.tenancy import Id, TenantOwned, within_tenant


class LeadCountRow(TenantOwned, Row):
    """How many leads that are not deleted are alike in all this; 0 stands for no month, no source, no campaign."""

    __tablename__ = "lead_counts"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    created_month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Id, primary_key=True)
    stage: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[LeadStatus] = mapped_column(primary_key=True)
    leads: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class EngagementDayRow(TenantOwned, Row):
    """How many engagements were completed on a day, those with deleted leads among them."""

    __tablename__ = "engagement_days"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    completed: Mapped[int]


class LedgerDayRow(TenantOwned, Row):
    """What was entered in the ledger on a day; `invoiced` and `paid` leave out what was reversed, on whatever day."""

    __tablename__ = "ledger_days"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    debited: Mapped[int] = mapped_column(BigInteger)
    credited: Mapped[int] = mapped_column(BigInteger)
    invoiced: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int] = mapped_column(BigInteger)


class SaleRow(TenantOwned, Row):
    """A booking beside what its lead is like, deleted or not; the owner is the lead's, without one the customer's."""

    __tablename__ = "sales"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    booking_id: Mapped[int] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[int] = mapped_column(Id)
    booked_on: Mapped[date]
    status: Mapped[BookingStatus]
    amount: Mapped[int] = mapped_column(BigInteger)
    owner_id: Mapped[int | None] = mapped_column(Id)
    lead_id: Mapped[int | None] = mapped_column(Id)
    source_id: Mapped[int | None] = mapped_column(Id)
    campaign_id: Mapped[int | None] = mapped_column(Id)
    lead_created_on: Mapped[date | None]
    lead_is_deleted: Mapped[bool]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy passes the class
        return (within_tenant("booking_id", "bookings", ondelete="CASCADE"), {"sqlite_with_rowid": False})
