"""The numbers behind the codes that people type (L-12): one counter per tenant and kind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.journal import CounterRow
from storage.tenancy import tenant_of


def next_number(session: Session, kind: str) -> int:
    """The next number of `kind`; given back if the transaction rolls back, waited for if another holds it."""
    return next_numbers(session, kind, 1)[0]


def next_numbers(session: Session, kind: str, count: int) -> range:
    """The next `count` numbers of `kind`."""
    if count == 0:
        return range(0)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first: Any = dialect.insert(CounterRow)
    counted = first.on_conflict_do_update(
        index_elements=["tenant_id", "kind"], set_={"last": CounterRow.last + literal(count)}
    ).returning(CounterRow.last)
    last = int(session.scalar(counted, {"tenant_id": tenant_of(session), "kind": kind, "last": count}))
    return range(last - count + 1, last + 1)
