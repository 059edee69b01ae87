"""How a bar chart is drawn: a line for each bar, with its name, its pieces to one scale, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import chart_style as style
from bot.chart_lettering import fitted, text_width, wrapped
from bot.chart_pieces import SLIT, THINNEST, draw_key, figure_color, pieces
from bot.chart_sheet import Sheet
from bot.pictures import Bar, BarsChart

ROOMY = 12
"""With more bars than this their names take one line, and the bars less height."""

WIDEST_NAME, WIDEST_LINE, NARROWEST_NAME = 264, 330, 120
WIDEST_BESIDE, WIDEST_HEAD = 260, 120
NARROWEST_BARS, SHORTEST_BARS = 160, 60
PADDING, BESIDE_GAP = 10, 22
LINE, RULE = 27, 2
CLEAR = 8
"""How far the mark keeps from a figure, and so far above and below its bar, that no stump of it is left."""

BREAK = (30, 4, 5)
"""How far before a bar's end it is broken, how wide each of the two slits is, and how much they slant."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """From where to where bars and figures reach; `scale` is units for a length of one, which starts at `zero`."""

    left: float
    right: float
    zero: float
    scale: float
    thickness: float

    def end(self, length: int) -> float:
        return self.zero + length * self.scale


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its name in lines and its figures as they fit on the card."""

    bar: Bar
    name: list[str]
    figure: str
    beside: str

    @property
    def length(self) -> int:
        return sum(part.length for part in self.bar.parts)

    @property
    def figure_width(self) -> float:
        return text_width(self.figure, size=style.NORMAL, bold=True)


def draw_bars(sheet: Sheet, chart: BarsChart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    y = sheet.head(chart.title, chart.subtitle)
    if chart.bars:
        y = _body(sheet, chart, y + 20)
    return sheet.foot(y, chart.notes)


def _body(sheet: Sheet, chart: BarsChart, y: float) -> float:
    head = wrapped(chart.beside_name, width=WIDEST_HEAD, lines=2, size=style.SMALL)
    besides = [fitted(bar.beside, width=WIDEST_BESIDE, size=style.NORMAL) for bar in chart.bars]
    widths = [text_width(text, size=style.NORMAL) for text in besides]
    widest = max(widths + [text_width(line, size=style.SMALL) for line in head])
    right = style.RIGHT - (widest + BESIDE_GAP if widest else 0)
    rows = _rows(chart.bars, besides, right)
    grid = _grid(chart, rows, right)
    top = _heading(sheet, chart, grid, head, y)
    return _lines(sheet, chart, grid, rows, top)


def _rows(bars: Sequence[Bar], besides: Sequence[str], right: float) -> list[_Row]:
    """Names get what figures leave, but figures are not cut as long as names and bars can be short instead."""
    room = right - style.MARGIN - 3 * PADDING
    figures = [
        fitted(bar.figure, width=room - NARROWEST_NAME - SHORTEST_BARS, size=style.NORMAL, bold=True) for bar in bars
    ]
    for_name = room - NARROWEST_BARS - max(text_width(text, size=style.NORMAL, bold=True) for text in figures)
    lines, widest = (2, WIDEST_NAME) if len(bars) <= ROOMY else (1, WIDEST_LINE)
    width = min(widest, max(for_name, NARROWEST_NAME))
    names = [wrapped(bar.name, width=width, lines=lines, size=style.NORMAL) for bar in bars]
    return [_Row(*row) for row in zip(bars, names, figures, besides, strict=True)]


def _grid(chart: BarsChart, rows: Sequence[_Row], right: float) -> _Grid:
    widest = max((text_width(line, size=style.NORMAL) for row in rows for line in row.name), default=0)
    left = style.MARGIN + widest + 2 * PADDING
    below = max((-row.length for row in rows if row.length < 0), default=0)
    reaches = [(max(row.length, 0) + below, PADDING + row.figure_width) for row in rows]
    if chart.mark:
        reaches.append((chart.mark[0] + below, 0))
    scale = min(((right - left - figure) / reach for reach, figure in reaches if reach), default=0)
    return _Grid(left, right, left + below * scale, scale, thickness=28 if len(rows) <= ROOMY else 22)


def _heading(sheet: Sheet, chart: BarsChart, grid: _Grid, head: Sequence[str], y: float) -> float:
    """What the colours, the mark and the figures beside the bars mean; returns where the bars begin."""
    stacks = [bar.parts for bar in chart.bars]
    bottom = draw_key(sheet, grid.left, y, chart.part_names, stacks, right=grid.right)
    bottom = max(bottom + (LINE if chart.mark else 0), y + LINE * len(head))
    for index, line in enumerate(reversed(head)):
        baseline = bottom - LINE * index - 6
        sheet.text(style.RIGHT, baseline, line, size=style.SMALL, color=style.QUIET, align="right")
    if chart.mark:
        _mark_name(sheet, grid, *chart.mark, baseline=bottom - 6)
    return bottom + (12 if bottom > y else 0)


def _mark_name(sheet: Sheet, grid: _Grid, length: int, name: str, *, baseline: float) -> None:
    """Above its line, or as near to it as the card allows."""
    text = fitted(name, width=grid.right - style.MARGIN, size=style.SMALL)
    width = text_width(text, size=style.SMALL)
    left = min(max(grid.end(length) - width / 2, style.MARGIN), grid.right - width)
    sheet.text(left, baseline, text, size=style.SMALL)


def _lines(sheet: Sheet, chart: BarsChart, grid: _Grid, rows: Sequence[_Row], top: float) -> float:
    """The bars from `top` down, the mark across them, and the texts above it; returns where they end."""
    middles, bottom = _middles(grid, rows, top)
    for row, middle in zip(rows, middles, strict=True):
        _pieces(sheet, grid, row, middle)
    sheet.box(grid.zero - RULE, top - 4, RULE, bottom - top + 8, style.RULE)
    if chart.mark:
        x = grid.end(chart.mark[0])
        sheet.box(x - 2.5, top - 4, 5, bottom - top + 8, style.CARD)
        sheet.box(x - 1, top - 6, 2, bottom - top + 12, style.INK)
    for row, middle in zip(rows, middles, strict=True):
        _texts(sheet, grid, row, middle)
    return bottom


def _middles(grid: _Grid, rows: Sequence[_Row], y: float) -> tuple[list[float], float]:
    """Where the middle of each line lies, and where the last ends."""
    middles = []
    for row in rows:
        height = max(grid.thickness, LINE * len(row.name))
        middles.append(y + height / 2)
        y += height + grid.thickness / 3
    return middles, y - grid.thickness / 3


def _pieces(sheet: Sheet, grid: _Grid, row: _Row, middle: float) -> None:
    top = middle - grid.thickness / 2
    for start, end, color in pieces(row.bar.parts):
        left = grid.end(start) + (SLIT if start else 0)
        width = max(abs(grid.end(end) - left), THINNEST)
        sheet.box(left if end > start else grid.zero - RULE - width, top, width, grid.thickness, color)
    if row.bar.is_cut:
        _break(sheet, grid.end(row.length), top, top + grid.thickness)


def _break(sheet: Sheet, end: float, top: float, bottom: float) -> None:
    """Two slanting slits through a bar: it is longer than it is drawn."""
    before, width, slant = BREAK
    for left in (end - before, end - before + 2 * width):
        corners = [(left + slant, top), (left + slant + width, top), (left - slant + width, bottom)]
        sheet.shape([*corners, (left - slant, bottom)], style.CARD)


def _texts(sheet: Sheet, grid: _Grid, row: _Row, middle: float) -> None:
    """The name, and the figures; the one at the bar's end stands on the card's colour, where the mark is broken."""
    baseline = middle + style.NORMAL * 0.36
    for index, line in enumerate(row.name):
        sheet.text(style.MARGIN, baseline + LINE * (index - (len(row.name) - 1) / 2), line)
    x, color = grid.end(max(row.length, 0)) + PADDING, figure_color(row.bar.parts)
    top = middle - grid.thickness / 2 - CLEAR
    sheet.box(x - CLEAR, top, row.figure_width + 2 * CLEAR, grid.thickness + 2 * CLEAR, style.CARD)
    sheet.text(x, baseline, row.figure, bold=True, color=color)
    beside_color = style.QUIET if color == style.INK else color
    sheet.text(style.RIGHT, baseline, row.beside, color=beside_color, align="right")
