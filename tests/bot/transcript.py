"""What was drawn on a card, and where: so that a chart is tested without a pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from matplotlib.path import Path

from bot.chart_lettering import text_width
from bot.chart_sheet import SHIFT, Align, Point, Sheet
from bot.charts import draw_on
from bot.report import Chart


@dataclass(frozen=True)
class Line:
    """A line of text; y goes down."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: int
    color: str

    def overlaps(self, other: Line | Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    top: float
    bottom: float
    color: str

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Transcript(Sheet):
    """A card that notes where each text, box, line and dot stands."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.strokes: list[list[Point]] = []
        self.dots: list[tuple[float, float, str]] = []
        self.ink: list[Path] = []
        self.height = draw_on(self, chart)

    @property
    def said(self) -> list[str]:
        return [line.text for line in self.lines]

    def find(self, text: str) -> Line:
        return next(line for line in self.lines if line.text == text)

    def boxes_in(self, *colors: str) -> list[Box]:
        return [box for box in self.boxes if box.color in colors]

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        self.boxes.append(Box(x, x + width, y, y + height, color))
        super().box(x, y, width, height, color)

    def line(self, points: Sequence[Point], width: float, color: str) -> None:
        self.strokes.append([*points])
        super().line(points, width, color)

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        self.dots.append((x, y, color))
        super().dot(x, y, radius, color)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 22,
        color: str = "black",
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        width = text_width(text, size=size, bold=bold)
        left = x - SHIFT[align] * width
        if text:
            self.lines.append(Line(text, left, left + width, y - 0.75 * size, y + 0.24 * size, size, color))
        super().text(x, y, text, size=size, color=color, bold=bold, align=align)

    def _add(self, shape: Path, fill: str = "none", *, line: str = "none", width: float = 0) -> None:
        self.ink.append(shape)
        super()._add(shape, fill, line=line, width=width)


def assert_legible(chart: Chart) -> None:
    """No text overlaps another, leaves the card, or is too small for a phone; and nothing else leaves it."""
    drawn = Transcript(chart)
    assert [(one.text, two.text) for one, two in combinations(drawn.lines, 2) if one.overlaps(two)] == []
    assert [line for line in drawn.lines if line.left < 10 or line.right > 790] == []
    assert [line for line in drawn.lines if line.top < 0 or line.bottom > drawn.height] == []
    assert min(line.size for line in drawn.lines) >= 20
    assert [box for box in drawn.boxes if box.left < 10 or box.right > 790 or box.width < 0 or box.height < 0] == []
    corners = np.concatenate([np.asarray(shape.vertices) for shape in drawn.ink])
    assert (corners >= 0).all()
    assert (corners <= (800, drawn.height)).all()
