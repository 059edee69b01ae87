"""How columns over time are drawn: to one scale, with the figures above them that have room there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import chart_style as style
from bot.chart_lettering import fitted, text_width
from bot.chart_pieces import SLIT, THINNEST, draw_key, figure_color, pieces
from bot.chart_sheet import Sheet
from bot.pictures import Column, ColumnsChart

HEIGHT, WIDEST_SLOT = 240, 100
FILLED = 0.76
LINE = 25
ABOVE, BETWEEN = 8, 4
NARROWEST_NAME, NAME_SPACE = 56, 5
STRIDES = (1, 2, 3, 4, 6, 12, 24, 36, 48, 60)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns stand: each in a slot of equal width, `scale` units high for a length of one."""

    slot: float
    bottom: float
    scale: float

    def center(self, index: int) -> float:
        return style.MARGIN + self.slot * (index + 0.5)

    def top(self, length: int) -> float:
        return self.bottom - length * self.scale


@dataclass(frozen=True, slots=True)
class _Label:
    """A figure with the place that it takes above its column."""

    index: int
    text: str
    left: float
    right: float
    baseline: float

    def meets(self, other: _Label) -> bool:
        level = abs(self.baseline - other.baseline) < style.SMALL
        return level and self.left < other.right + BETWEEN and other.left < self.right + BETWEEN


def draw_columns(sheet: Sheet, chart: ColumnsChart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    y = sheet.head(chart.title, chart.subtitle)
    if chart.columns:
        y = _body(sheet, chart, y + 20)
    return sheet.foot(y, chart.notes)


def _body(sheet: Sheet, chart: ColumnsChart, y: float) -> float:
    stacks = [column.parts for column in chart.columns]
    y = draw_key(sheet, style.MARGIN, y, chart.part_names, stacks, right=style.RIGHT)
    highest = max(map(_length, chart.columns))
    grid = _Grid(
        slot=min((style.RIGHT - style.MARGIN) / len(chart.columns), WIDEST_SLOT),
        bottom=y + LINE + ABOVE + (HEIGHT if highest else 0),
        scale=HEIGHT / max(1, highest),
    )
    for index, column in enumerate(chart.columns):
        _pieces(sheet, grid, index, column)
    sheet.box(style.MARGIN, grid.bottom, grid.slot * len(chart.columns), 2, style.RULE)
    for label in _labels(chart.columns, grid):
        color = figure_color(chart.columns[label.index].parts)
        sheet.text(label.left, label.baseline, label.text, size=style.SMALL, color=color)
    return _names(sheet, chart.columns, grid)


def _length(column: Column) -> int:
    return sum(part.length for part in column.parts)


def _pieces(sheet: Sheet, grid: _Grid, index: int, column: Column) -> None:
    left = grid.center(index) - grid.slot * FILLED / 2
    for start, end, color in pieces(column.parts):
        bottom = grid.top(start) - (SLIT if start else 0)
        height = max(bottom - grid.top(end), THINNEST)
        sheet.box(left, bottom - height, grid.slot * FILLED, height, color)


def _labels(columns: Sequence[Column], grid: _Grid) -> list[_Label]:
    """The figures that have room: the highest and the last column's first of all."""
    highest = max(range(len(columns)), key=lambda index: _length(columns[index]))
    placed: list[_Label] = []
    for index in dict.fromkeys((highest, len(columns) - 1, 0, *reversed(range(len(columns))))):
        label = _label(columns, grid, index)
        if not any(map(label.meets, placed)) and not _is_crossed(label, columns, grid):
            placed.append(label)
    return placed


def _label(columns: Sequence[Column], grid: _Grid, index: int) -> _Label:
    text = fitted(columns[index].figure, width=style.RIGHT - style.MARGIN, size=style.SMALL)
    width = text_width(text, size=style.SMALL)
    left = max(style.MARGIN - 6, min(grid.center(index) - width / 2, style.RIGHT + 6 - width))
    return _Label(index, text, left, left + width, grid.top(_length(columns[index])) - ABOVE)


def _is_crossed(label: _Label, columns: Sequence[Column], grid: _Grid) -> bool:
    """Whether another column reaches up into the label."""
    half = grid.slot * FILLED / 2
    return any(
        grid.top(_length(column)) < label.baseline
        and grid.center(index) - half < label.right + 2
        and label.left - 2 < grid.center(index) + half
        for index, column in enumerate(columns)
    )


def _names(sheet: Sheet, columns: Sequence[Column], grid: _Grid) -> float:
    """The columns' names, or every so many, counted back from the last; the year once in a line below."""
    room = max(grid.slot - NAME_SPACE, NARROWEST_NAME)
    names = [_name(column, room) for column in columns]
    least = (max(text_width(line, size=style.SMALL) for name in names for line in name) + NAME_SPACE) / grid.slot
    every = next((stride for stride in STRIDES if stride >= least), len(columns))
    shown = range((len(columns) - 1) % every, len(columns), every)
    year_before = ""
    for index in shown:
        first, year = names[index]
        for line, text in enumerate((first, year if year != year_before else "")):
            sheet.text(grid.center(index), grid.bottom + LINE * (line + 1), text, size=style.SMALL, align="center")
        year_before = year
    return grid.bottom + LINE * (2 if any(year for _, year in names) else 1) + 6


def _name(column: Column, width: float) -> tuple[str, str]:
    first, _, rest = column.name.partition(" ")
    return fitted(first, width=width, size=style.SMALL), fitted(rest, width=width, size=style.SMALL)
