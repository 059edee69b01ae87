"""Sums that are kept beside the rows they follow from: told at every flush what changed, whoever wrote, Undo too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.columns import Owned, Row
from storage.tenancy import tenant_of

Gains = dict[tuple[Any, ...], Counter[str]]
"""By the key of a row of sums, without its tenant: what each of its columns gains, or loses."""


def flushed(session: Session, row_class: type[Owned], *columns: str) -> Iterator[tuple[int, list[Any]]]:
    """(−1, values before) and (+1, values now) of each row that the flush wrote, for these columns."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, row_class):
            continue
        if row not in session.new:
            yield -1, [_before(row, column) for column in columns]
        if row not in session.deleted:
            yield 1, [getattr(row, column) for column in columns]


def add_up(session: Session, row_class: type[Row], gains: Gains) -> None:
    """Write what the sums gained: one statement, for rows that are there and for new ones."""
    gained = {key: sums for key, sums in gains.items() if any(sums.values())}
    if gained:
        keys, sums = _columns(row_class)
        rows = [
            {"tenant_id": tenant_of(session)} | dict(zip(keys, key, strict=True)) | {name: gain[name] for name in sums}
            for key, gain in gained.items()
        ]
        session.execute(_addition(row_class, session.get_bind().dialect.name), rows)


@cache
def _columns(row_class: type[Row]) -> tuple[list[str], list[str]]:
    """The names of those that make the key, without the tenant, and of the sums."""
    mapper = inspect(row_class)
    keys = [column.name for column in mapper.primary_key if column.name != "tenant_id"]
    return keys, [name for name in mapper.columns.keys() if name not in ("tenant_id", *keys)]  # noqa: SIM118


@cache
def _addition(row_class: type[Row], dialect: str) -> Any:
    keys, sums = _columns(row_class)
    added: Any = (postgresql if dialect == "postgresql" else sqlite).insert(row_class)
    more = {name: getattr(row_class, name) + added.excluded[name] for name in sums}
    return added.on_conflict_do_update(index_elements=["tenant_id", *keys], set_=more)


def _before(row: Owned, column: str) -> Any:
    history = inspect(row).attrs[column].history
    if not history.has_changes():
        return getattr(row, column)
    return history.deleted[0] if history.deleted else None  # what was never set was nothing
