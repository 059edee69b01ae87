"""Runs Alembic's migrations on the connection that `storage.migrate` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from storage import account_rows, journal, journey_rows, lead_words, report_rows, rows  # noqa: F401 - their tables are what is migrated
from storage.columns import Row, UtcDateTime


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # A migration must not change when the program's own type does.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_item=_render,
    render_as_batch=False,
)
with context.begin_transaction():
    context.run_migrations()
