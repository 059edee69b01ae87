"""Block Kit's two tables. Their limits are checked row by row, as Slack points at the row that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sandbox.rich_text import RichText
from sandbox.texts import Identifier, Strict


class RawText(Strict):
    type: Literal["raw_text"]
    text: str = Field(min_length=1)


class RawNumber(Strict):
    type: Literal["raw_number"]
    value: int | float
    text: str | None = Field(None, min_length=1)


Cell = Annotated[RawText | RawNumber | RichText, Field(discriminator="type")]


def characters(cell: Cell) -> int:
    """How much a cell counts towards the limit on a message's tables."""
    if isinstance(cell, RawText):
        return len(cell.text)
    if isinstance(cell, RawNumber):
        return len(cell.text or str(cell.value))
    return sum(len(text) for text in _texts(cell.model_dump()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _same_width(rows: list[list[Cell]]) -> None:
    if len({len(row) for row in rows}) > 1:
        raise PydanticCustomError("ragged", "all rows must have the same number of cells")


class ColumnSettings(Strict):
    align: Literal["left", "center", "right"] | None = None
    is_wrapped: bool | None = None


class Table(Strict):
    type: Literal["table"]
    block_id: Identifier | None = None
    rows: list[Annotated[list[Cell], Field(min_length=1, max_length=20)]] = Field(min_length=1, max_length=100)
    column_settings: list[ColumnSettings | None] | None = Field(None, max_length=20)


class DataTable(Strict):
    type: Literal["data_table"]
    block_id: Identifier | None = None
    caption: str = Field(min_length=1)
    rows: list[Annotated[list[Cell], Field(min_length=1, max_length=20)]] = Field(min_length=2, max_length=201)
    page_size: int | None = Field(None, ge=1, le=100)
    row_header_column_index: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def square_under_a_plain_header(self) -> Self:
        _same_width(self.rows)
        if any(isinstance(cell, RichText) for cell in self.rows[0]):
            raise PydanticCustomError("header_cell", "rich_text cannot be used for header cells")
        if self.row_header_column_index is not None and self.row_header_column_index >= len(self.rows[0]):
            raise PydanticCustomError("header_column", "row_header_column_index is not one of the columns")
        return self
