"""The tables of what was sold: customers and their bookings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.kinds import (
    BookingStatus,
)
from storage.columns import Coded
from storage.tenancy import Id, within_tenant


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
