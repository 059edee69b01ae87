"""The numbers behind the codes that people type (L-12): one counter per tenant and kind; the ledger's knows its end."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.journal import CounterRow
from storage.tenancy import tenant_of

LEDGER = "ledger"
"""The kind of the ledger's counter."""


def next_number(session: Session, kind: str) -> int:
    """The next number of `kind`; given back if the transaction rolls back, waited for if another holds it."""
    return next_numbers(session, kind, 1)[0]


def next_numbers(session: Session, kind: str, count: int) -> range:
    """The next `count` numbers of `kind`."""
    if count == 0:
        return range(0)
    last = _count_on(session, kind, count)
    return range(last - count + 1, last + 1)


def move_ledger_end(session: Session, count: int, head: str) -> None:
    """Give the ledger's next `count` numbers away, the last one to the entry whose checksum is `head`."""
    _count_on(session, LEDGER, count, head)


def _count_on(session: Session, kind: str, count: int, head: str | None = None) -> int:
    """The last number that was given away."""
    counter = {"tenant_id": tenant_of(session), "kind": kind, "last": count, "head": head}
    return int(session.scalar(_addition(session.get_bind().dialect.name), counter))


@cache
def _addition(engine: str) -> Any:
    """Made once for each engine: to make it takes longer than to run it."""
    dialect = postgresql if engine == "postgresql" else sqlite
    first: Any = dialect.insert(CounterRow)
    return first.on_conflict_do_update(
        index_elements=["tenant_id", "kind"],
        set_={"last": CounterRow.last + first.excluded.last, "head": first.excluded.head},
    ).returning(CounterRow.last)
