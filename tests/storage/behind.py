"""Goes behind the program: changes rows with SQL of its own, past the guards and the triggers of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, text

from storage.database import Database

LEDGER_TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entries'")


@contextmanager
def behind(database: Database) -> Iterator[Connection]:
    """A connection to which the ledger's triggers are asleep; they are back when the block is left."""
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("ALTER TABLE ledger_entries DISABLE TRIGGER USER"))
            yield connection
            connection.execute(text("ALTER TABLE ledger_entries ENABLE TRIGGER USER"))
            return
        triggers = connection.execute(LEDGER_TRIGGERS).all()
        for name, _ in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        for _, made_by in triggers:
            connection.execute(text(made_by))


def alter(database: Database, table: Any, row_id: int, **values: Any) -> None:
    assert isinstance(table, Table)
    with behind(database) as connection:
        assert connection.execute(table.update().where(table.c.id == row_id).values(**values)).rowcount == 1
