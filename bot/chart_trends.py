"""How trends are drawn: a line of a table for each figure, with its course, what it is now and how it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot import chart_style as style
from bot.chart_lettering import fitted, text_width, wrapped
from bot.chart_sheet import Point, Sheet
from bot.pictures import Tone, Trend, TrendsChart

ROW, COURSE = 72, 40
WIDEST_NAME, WIDEST_VALUE = 200, 270
GAP = 20
LINE = 27
COLORS = {Tone.PLAIN: style.BLUES[3], Tone.ACCENT: style.ORANGES[2], Tone.PALE: style.BLUES[3]}
NOT_FINAL = style.PALE_BLUES[1]


@dataclass(frozen=True, slots=True)
class _Grid:
    """From where to where every course runs, and over how many months."""

    left: float
    right: float
    months: int

    def x(self, month: int) -> float:
        return self.right - (self.right - self.left) * (self.months - 1 - month) / max(1, self.months - 1)


def draw_trends(sheet: Sheet, chart: TrendsChart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    y = sheet.head(chart.title, chart.subtitle)
    if chart.trends:
        grid = _grid(chart.trends)
        y = _months(sheet, chart, grid, y + 20)
        for trend in chart.trends:
            sheet.box(style.MARGIN, y, style.RIGHT - style.MARGIN, 1, style.HAIRLINE)
            _row(sheet, grid, trend, y + ROW / 2)
            y += ROW
    return sheet.foot(y - 8, chart.notes)


def _grid(trends: Sequence[Trend]) -> _Grid:
    names = [line for trend in trends for line in _name(trend)]
    widest_name = max((text_width(line, size=style.NORMAL) for line in names), default=0)
    widest_value = max(
        max(text_width(_now(trend), size=style.LARGE, bold=True), text_width(_change(trend), size=style.SMALL))
        for trend in trends
    )
    left, right = style.MARGIN + widest_name + GAP, style.RIGHT - widest_value - GAP
    return _Grid(left, right, max(len(trend.course) for trend in trends))


def _name(trend: Trend) -> list[str]:
    return wrapped(trend.name, width=WIDEST_NAME, lines=2, size=style.NORMAL)


def _now(trend: Trend) -> str:
    return fitted(trend.now, width=WIDEST_VALUE, size=style.LARGE, bold=True)


def _change(trend: Trend) -> str:
    return fitted(trend.change, width=WIDEST_VALUE, size=style.SMALL)


def _months(sheet: Sheet, chart: TrendsChart, grid: _Grid, y: float) -> float:
    """The first and the last month, once, above the courses."""
    baseline = y + style.SMALL
    room = (grid.right - grid.left) / 2 - 6
    first, last = (fitted(month, width=room, size=style.SMALL) for month in (chart.first_month, chart.last_month))
    if grid.months > 1:
        sheet.text(grid.left, baseline, first, size=style.SMALL, color=style.QUIET)
    sheet.text(grid.right, baseline, last, size=style.SMALL, color=style.QUIET, align="right")
    return baseline + 10


def _row(sheet: Sheet, grid: _Grid, trend: Trend, middle: float) -> None:
    name = _name(trend)
    for index, line in enumerate(name):
        sheet.text(style.MARGIN, middle + 7 + LINE * (index - (len(name) - 1) / 2), line)
    _course(sheet, grid, trend, middle)
    ink = {Tone.PLAIN: style.INK, Tone.ACCENT: style.ACCENT_INK, Tone.PALE: style.QUIET}[trend.tone]
    below = 10 if trend.change else 0
    sheet.text(style.RIGHT, middle + 9 - below, _now(trend), size=style.LARGE, bold=True, color=ink, align="right")
    color = style.ACCENT_INK if trend.tone is Tone.ACCENT else style.QUIET
    sheet.text(style.RIGHT, middle + 24, _change(trend), size=style.SMALL, color=color, align="right")


def _course(sheet: Sheet, grid: _Grid, trend: Trend, middle: float) -> None:
    """The line, with a gap where there was nothing, and a dot at its end: pale and hollow where that is not final."""
    points = list(_points(grid, trend.course, middle))
    final = max(0, len(points) - trend.pale)
    if trend.pale:
        _line(sheet, points[max(0, final - 1) :], NOT_FINAL)
    _line(sheet, points[:final], COLORS[trend.tone])
    if not points or points[-1] is None:
        return
    sheet.dot(*points[-1], 6, NOT_FINAL if trend.pale else COLORS[trend.tone])
    if trend.pale:
        sheet.dot(*points[-1], 3, style.CARD)


def _line(sheet: Sheet, points: Sequence[Point | None], color: str) -> None:
    for is_there, stretch in groupby(points, key=lambda point: point is not None):
        if is_there:
            sheet.line([point for point in stretch if point], 3, color)


def _points(grid: _Grid, course: Sequence[float | None], middle: float) -> Iterator[Point | None]:
    """The months' places, from the lowest at the bottom to the highest at the top; in the middle if all are alike."""
    there = [value for value in course if value is not None]
    size = max(map(abs, there), default=0) or 1
    low, high = min(there, default=0) / size, max(there, default=0) / size
    for month, value in enumerate(course, start=grid.months - len(course)):
        share = (value / size - low) / (high - low) if value is not None and high > low else 0.5
        yield None if value is None else (grid.x(month), middle + COURSE * (0.5 - share))
