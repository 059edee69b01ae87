"""What a chart shows, in plain numbers and texts: drawn by `charts`, and tested without a pixel.

In every chart `title` is the finding, `subtitle` what is counted and when, `notes` the definitions and the day; texts
beside numbers are ready to print, in the locale of their reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tone(StrEnum):
    """How a mark is meant: as all others, the one to look at, or not final yet."""

    PLAIN = "plain"
    ACCENT = "accent"
    PALE = "pale"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar or column, with its length in the chart's own unit.

    Below zero it goes to the left: only where it is a bar's one piece.
    """

    length: int
    tone: Tone = Tone.PLAIN


NO_BAR = (Part(0, Tone.PALE),)
"""For a line that gives a figure only: what all others come to, beside which single bars would be too short to see."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a bar chart: its name, its pieces from left to right, the figure at its end, and one beside that.

    One that `is_cut` is longer than it is drawn, and has a break in it.
    """

    name: str
    parts: tuple[Part, ...]
    figure: str
    beside: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Horizontal bars to one scale. `part_names` label the pieces, once; `mark` is a length with its name: a target."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    notes: str
    part_names: tuple[str, ...] = ()
    beside_name: str = ""
    mark: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One span of time: its name (Oct, 2026), its pieces from the bottom up, and the figure above them."""

    name: str
    parts: tuple[Part, ...]
    figure: str


@dataclass(frozen=True, slots=True)
class ColumnsChart:
    """Columns over time, to one scale; `part_names` label the pieces, once."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    notes: str
    part_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure over the last months: its name, what it is now, its change, and its course (None: nothing there).

    The last `pale` months are not final yet; with a pale `tone` the figure is not either.
    """

    name: str
    now: str
    change: str
    course: tuple[float | None, ...]
    tone: Tone = Tone.PLAIN
    pale: int = 0


@dataclass(frozen=True, slots=True)
class TrendsChart:
    """Small lines, one per figure, each to its own scale; all cover the same months, named at both ends."""

    title: str
    subtitle: str
    trends: tuple[Trend, ...]
    first_month: str
    last_month: str
    notes: str


@dataclass(frozen=True, slots=True)
class BalancePoint:
    """The balance from a day on, and its text."""

    on: date
    balance: int
    text: str


@dataclass(frozen=True, slots=True)
class BalanceChart:
    """A balance as steps over time; below zero is credit."""

    title: str
    subtitle: str
    points: tuple[BalancePoint, ...]
    until: date
    notes: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of a journey: when, what, a detail, and whether it is one to look at."""

    on: date
    name: str
    detail: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class JourneyChart:
    """A journey from top to bottom, with the days between its stops; `until` is today where it goes on."""

    title: str
    subtitle: str
    stops: tuple[Stop, ...]
    until: date | None
    notes: str
