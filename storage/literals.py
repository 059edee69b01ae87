"""Values written into a statement itself, where a partial index is found only by the very words of its condition."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import literal
from sqlalchemy.sql.elements import ColumnElement


def literally(value: StrEnum | int) -> ColumnElement[Any]:
    """A constant of the program's own, never something typed: SQLite and PostgreSQL plan before they see parameters."""
    return literal(value.value if isinstance(value, StrEnum) else value, literal_execute=True)
