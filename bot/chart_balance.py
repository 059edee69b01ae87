"""How a balance is drawn: as steps over time from a line at zero, below which it is credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import chart_style as style
from bot.chart_lettering import fitted, text_width
from bot.chart_sheet import Sheet
from bot.months import day_text, first_day, month_name, month_of, months_between
from bot.pictures import BalanceChart, BalancePoint

HEIGHT, FLAT = 260, 72
"""Of the steps; of one balance that never moved, which would be a block."""

GUTTER, PADDING = 90, 12
WIDEST_TEXT = 300
LINE = 25
TICK_SPACE = 80
MONTHS_BETWEEN_TICKS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class _Plane:
    """Days run to the right, from `first` at `left`; the balance runs up from `zero`."""

    first: date
    days: int
    left: float
    right: float
    zero: float
    scale: float

    def x(self, on: date) -> float:
        return self.left + (self.right - self.left) * (on - self.first).days / self.days

    def y(self, balance: int) -> float:
        return self.zero - balance * self.scale


def draw_balance(sheet: Sheet, chart: BalanceChart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    y = sheet.head(chart.title, chart.subtitle)
    if chart.points:
        y = _body(sheet, chart.points, max(chart.until, chart.points[-1].on), y + 20)
    return sheet.foot(y, chart.notes)


def _body(sheet: Sheet, points: Sequence[BalancePoint], until: date, y: float) -> float:
    last = points[-1]
    highest = max(points, key=lambda point: point.balance)
    lowest = min(points, key=lambda point: point.balance)
    shows_highest = highest.balance > max(0, last.balance)
    shows_lowest = lowest.balance < min(0, last.balance)
    top = y + (2 * LINE + PADDING if shows_highest else PADDING)
    plane = _plane(points, until, top, highest.balance, lowest.balance)
    bottom = max(plane.zero, plane.y(lowest.balance)) + (2 * LINE + PADDING if shows_lowest else PADDING)
    y = _dates(sheet, plane, until, top, bottom)
    _steps(sheet, plane, points)
    _zero(sheet, plane, is_owed=highest.balance > 0, is_credit=lowest.balance < 0)
    if shows_highest:
        _peak(sheet, plane, highest, plane.y(highest.balance) - PADDING - LINE)
    if shows_lowest:
        _peak(sheet, plane, lowest, plane.y(lowest.balance) + PADDING + style.SMALL * 0.8)
    sheet.text(plane.right + PADDING, plane.y(last.balance) + 7, _text(last), bold=True)
    return y


def _plane(points: Sequence[BalancePoint], until: date, top: float, highest: int, lowest: int) -> _Plane:
    high, low = max(highest, 0), min(lowest, 0)
    height = HEIGHT if len(points) > 1 else FLAT
    return _Plane(
        first=points[0].on,
        days=max(1, (until - points[0].on).days),
        left=style.MARGIN + (GUTTER if low else GUTTER / 3),
        right=style.RIGHT - PADDING - text_width(_text(points[-1]), size=style.NORMAL, bold=True),
        zero=top + height * high / max(high - low, 1),
        scale=height / max(high - low, 1),
    )


def _text(point: BalancePoint) -> str:
    return fitted(point.text, width=WIDEST_TEXT, size=style.NORMAL, bold=True)


def _steps(sheet: Sheet, plane: _Plane, points: Sequence[BalancePoint]) -> None:
    """The balance's line over the areas between it and zero: what is owed, and what is credit."""
    ends = [plane.x(point.on) for point in points[1:]] + [plane.right]
    steps = [(plane.x(point.on), end, plane.y(point.balance)) for point, end in zip(points, ends, strict=True)]
    for color, limit in ((style.FLOW, min), (style.SHADE, max)):
        edge = [(x, limit(y, plane.zero)) for start, end, y in steps for x in (start, end)]
        sheet.shape([(plane.left, plane.zero), *edge, (plane.right, plane.zero)], color)
    sheet.line([(x, y) for start, end, y in steps for x in (start, end)], 3, style.BLUES[3])


def _zero(sheet: Sheet, plane: _Plane, *, is_owed: bool, is_credit: bool) -> None:
    sheet.box(plane.left, plane.zero - 1, plane.right - plane.left, 2, style.INK)
    if not is_credit:
        sheet.text(style.MARGIN, plane.zero + 6, "0", size=style.SMALL, color=style.QUIET)
        return
    sheet.text(style.MARGIN, plane.zero + 22, "credit", size=style.SMALL, color=style.QUIET)
    if is_owed:
        sheet.text(style.MARGIN, plane.zero - 8, "owed", size=style.SMALL, color=style.QUIET)


def _peak(sheet: Sheet, plane: _Plane, point: BalancePoint, baseline: float) -> None:
    """The text of a point on `baseline`, and its day below."""
    day = day_text(point.on)
    width = max(text_width(_text(point), size=style.NORMAL, bold=True), text_width(day, size=style.SMALL))
    left = max(plane.left, min(plane.x(point.on), plane.right - width))
    sheet.text(left, baseline, _text(point), bold=True)
    sheet.text(left, baseline + LINE, day, size=style.SMALL, color=style.QUIET)


def _dates(sheet: Sheet, plane: _Plane, until: date, top: float, bottom: float) -> float:
    """A hairline at the start of every so many months, or the days at both ends; returns where they end."""
    every, ticks = _ticks(plane, until)
    if len(ticks) < 2:
        _ends(sheet, plane, until, bottom + LINE)
        return bottom + LINE
    lines = 2 if every < 12 else 1
    year_before = 0
    for month in ticks:
        x, year = plane.x(first_day(month)), month // 100
        sheet.box(x - 0.5, top, 1, bottom - top, style.HAIRLINE)
        if lines == 2:
            _date(sheet, x, bottom + LINE, month_name(month))
        if year != year_before:
            _date(sheet, x, bottom + LINE * lines, str(year))
        year_before = year
    return bottom + LINE * lines


def _ticks(plane: _Plane, until: date) -> tuple[int, list[int]]:
    """The months whose first day gets a name, as many as have room, and how many months lie between them."""
    every_month = months_between(month_of(plane.first), month_of(until))
    months = [month for month in every_month if first_day(month) >= plane.first]
    room = int((plane.right - plane.left) / TICK_SPACE)
    every = next((step for step in MONTHS_BETWEEN_TICKS if len(months) / step <= room), len(months))
    return every, [month for month in months if (month // 100 * 12 + month % 100 - 1) % every == 0]


def _date(sheet: Sheet, x: float, baseline: float, text: str) -> None:
    sheet.text(x, baseline, text, size=style.SMALL, color=style.QUIET, align="center")


def _ends(sheet: Sheet, plane: _Plane, until: date, baseline: float) -> None:
    sheet.text(plane.left, baseline, day_text(plane.first), size=style.SMALL, color=style.QUIET)
    if until > plane.first:
        sheet.text(plane.right, baseline, day_text(until), size=style.SMALL, color=style.QUIET, align="right")
