"""How a journey is drawn: its stops from top to bottom along a rail, further apart where more days lie between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

from bot import chart_style as style
from bot.chart_lettering import wrapped
from bot.chart_sheet import Sheet
from bot.months import day_text
from bot.pictures import JourneyChart, Stop, Tone

RAIL, WORDS_LEFT = 194, 220
LINE = 27
BELOW, NEAREST, FURTHEST = 16, 58, 130
DASH = 6
COLORS = {Tone.PLAIN: style.BLUES[3], Tone.ACCENT: style.ORANGES[2], Tone.PALE: style.PALE_BLUES[1]}
INKS = {Tone.PLAIN: style.INK, Tone.ACCENT: style.ACCENT_INK, Tone.PALE: style.QUIET}


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands beside a stop's dot, in lines."""

    name: list[str]
    detail: list[str]

    @property
    def height(self) -> float:
        return LINE * (len(self.name) + len(self.detail))


def draw_journey(sheet: Sheet, chart: JourneyChart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    y = sheet.head(chart.title, chart.subtitle)
    if chart.stops:
        y = _body(sheet, chart, y + 36)
    return sheet.foot(y, chart.notes)


def _body(sheet: Sheet, chart: JourneyChart, y: float) -> float:
    words = [_words(stop) for stop in chart.stops]
    heights = _heights(chart.stops, words, y)
    sheet.box(RAIL - 1.5, heights[0], 3, heights[-1] - heights[0], style.RULE)
    _days_between(sheet, [stop.on for stop in chart.stops], heights)
    before: date | None = None
    for stop, lines, height in zip(chart.stops, words, heights, strict=True):
        _stop(sheet, stop, lines, height)
        if stop.on != before:
            _day(sheet, stop.on, height, with_year=before is None or stop.on.year != before.year)
        before = stop.on
    last = chart.stops[-1]
    if chart.until and chart.until > last.on:
        return _today(sheet, last.on, chart.until, heights[-1], words[-1])
    return heights[-1] + words[-1].height - LINE / 2


def _words(stop: Stop) -> _Words:
    width = style.RIGHT - WORDS_LEFT
    return _Words(
        name=wrapped(stop.name, width=width, lines=2, size=style.NORMAL, bold=True),
        detail=wrapped(stop.detail, width=width, lines=3, size=style.SMALL),
    )


def _heights(stops: Sequence[Stop], words: Sequence[_Words], y: float) -> list[float]:
    """Where each stop's dot lies."""
    heights = [y]
    for (stop, after), lines in zip(pairwise(stops), words, strict=False):
        heights.append(heights[-1] + _distance((after.on - stop.on).days, lines))
    return heights


def _distance(days: int, words: _Words) -> float:
    """Room for what is written, and more for more days: with their root, so that a long wait still fits the card."""
    spread = min(NEAREST + 5 * sqrt(days), FURTHEST) if days > 0 else 0
    return max(words.height + BELOW, spread)


def _days_between(sheet: Sheet, days: Sequence[date], heights: Sequence[float]) -> None:
    for (on, after), (top, bottom) in zip(pairwise(days), pairwise(heights), strict=True):
        count = (after - on).days
        if count > 0:
            text = "1 day" if count == 1 else f"{count} days"
            _beside(sheet, text, (top + bottom) / 2)


def _beside(sheet: Sheet, text: str, height: float, *, color: str = style.QUIET) -> None:
    sheet.text(RAIL - 24, height + 6, text, size=style.SMALL, color=color, align="right")


def _day(sheet: Sheet, on: date, height: float, *, with_year: bool) -> None:
    _beside(sheet, day_text(on) if with_year else day_text(on).rpartition(" ")[0], height, color=style.INK)


def _stop(sheet: Sheet, stop: Stop, words: _Words, height: float) -> None:
    sheet.dot(RAIL, height, 12, style.CARD)
    sheet.dot(RAIL, height, 8, COLORS[stop.tone])
    baseline = height + 7
    for line in words.name:
        sheet.text(WORDS_LEFT, baseline, line, bold=True, color=INKS[stop.tone])
        baseline += LINE
    for line in words.detail:
        sheet.text(WORDS_LEFT, baseline, line, size=style.SMALL, color=style.QUIET)
        baseline += LINE


def _today(sheet: Sheet, on: date, today: date, top: float, words: _Words) -> float:
    """The rail goes on in dashes, to a ring that is still open; returns where it ends."""
    bottom = top + _distance((today - on).days, words)
    for dash in range(int(top) + 16, int(bottom) - 10, 2 * DASH):
        sheet.box(RAIL - 1.5, dash, 3, DASH, style.RULE)
    sheet.dot(RAIL, bottom, 8, style.QUIET)
    sheet.dot(RAIL, bottom, 5, style.CARD)
    _days_between(sheet, [on, today], [top, bottom])
    _day(sheet, today, bottom, with_year=today.year != on.year)
    sheet.text(WORDS_LEFT, bottom + 7, "Today", color=style.QUIET)
    return bottom + LINE / 2
