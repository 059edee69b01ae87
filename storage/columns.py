"""What all tables are made of: column types, and the kinds of rows that a tenant owns."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from storage.tenancy import Id, TenantOwned


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


_COLUMN_TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    dict[str, Any]: JSON,
    StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=_values),
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
