"""A table of figures: typed columns, and cells that keep the raw value beside its text. No block, no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class ColumnKind(StrEnum):
    """What a column holds; FIGURE is a mix of counts, rates and amounts, each cell saying its unit."""

    TEXT = "text"
    COUNT = "count"
    RATE = "rate"
    MONEY = "money"
    DAY = "day"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its title, and a short one for narrow places."""

    title: str
    short: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Cell:
    """A value to sort and export by, and the text that people read.

    Rates are in percent, None over nothing; money is exact, in whole units of its currency. `unit` is what the text
    has behind a number, `is_change` says that it is told with its sign.
    """

    value: str | int | Fraction | Decimal | date | None
    text: str
    unit: str = ""
    is_change: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order to show them, and the line of totals below them; empty where nothing is added up."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows and, if there is one, the line of totals."""
        return (*self.rows, self.total) if self.total else self.rows


def arranged(table: Table, titles: Sequence[str]) -> Table:
    """The table with these columns, in this order."""
    every = [column.title for column in table.columns]
    places = [every.index(title) for title in titles]
    rows = [tuple(row[place] for place in places if row) for row in (*table.rows, table.total)]
    return Table(table.caption, tuple(table.columns[place] for place in places), tuple(rows[:-1]), rows[-1])


def shortened(table: Table, count: int) -> Table:
    """The table with at most `count` of its rows: the latest where they go by days, else the first."""
    start = max(0, len(table.rows) - count) if _goes_by_days(table) else 0
    return replace(table, rows=table.rows[start : start + count])


def plain_table(table: Table, *, limit: int = 2_900) -> str:
    """The table in monospaced lines of at most `limit` characters in all, where Slack takes no data_table.

    What does not fit is left out and counted, as in `shortened`; the totals always stand. The default leaves room
    for a code fence within the 3,000 characters of a section.
    """
    head = tuple(column.short for column in table.columns)
    body = [_texts(row) for row in table.rows]
    lines = _aligned([head, *map(_texts, table.lines)], table.columns)
    totals = lines[1 + len(body) :]
    width = len(lines[0])
    room = (limit - (1 + len(totals)) * (width + 1)) // (width + 1)  # the heading and the totals stand in any case
    if len(body) <= room:
        return "\n".join(lines)
    kept = max(0, room - 1)
    left = len(body) - kept
    if _goes_by_days(table):
        return "\n".join([lines[0], f"… {left} earlier", *lines[1 + left :]])
    return "\n".join([*lines[: kept + 1], f"… {left} more", *totals])


def _goes_by_days(table: Table) -> bool:
    """Whether its rows are in the order of their days, the oldest first."""
    return table.columns[0].kind is ColumnKind.DAY


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _aligned(lines: Sequence[tuple[str, ...]], columns: Sequence[Column]) -> list[str]:
    """Text to the left, figures to the right, every line as long as the others."""
    widths = [max(map(len, texts)) for texts in zip(*lines, strict=True)]
    signs = ["<" if column.kind in (ColumnKind.TEXT, ColumnKind.DAY) else ">" for column in columns]
    return ["  ".join(map(format, line, map("{}{}".format, signs, widths))) for line in lines]
