"""Values written into a statement itself, where a partial index is found only by the very words of its condition."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import literal
from sqlalchemy.sql.elements import ColumnElement


def literally(value: StrEnum) -> ColumnElement[str]:
    """A constant of the program's own, never something typed: SQLite and PostgreSQL plan before they see parameters."""
    return literal(value.value, literal_execute=True)
