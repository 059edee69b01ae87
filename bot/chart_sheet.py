"""The card that every chart is drawn on: boxes, shapes, fitted text, and its way to a PNG. Knows no chart."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from bot.chart_lettering import balanced, outline, text_width, wrapped
from bot.chart_style import CARD, INK, LARGE, LEADING, MARGIN, NORMAL, QUIET, RIGHT, SMALL, TITLE, WIDTH

Align = Literal["left", "center", "right"]
COMPRESSION = 3
"""As small as with the usual 6, in two thirds of the time."""

POINTS = 72
"""In an inch, which is a unit of the card here."""

Point = tuple[float, float]
SHIFT: dict[Align, float] = {"left": 0, "center": 0.5, "right": 1}


class Sheet:
    """A card to draw on, in units from its top left corner; what is drawn later lies above."""

    def __init__(self) -> None:
        self._shapes: list[Path] = []
        self._fills: list[str] = []
        self._lines: list[str] = []
        self._widths: list[float] = []

    def shape(self, corners: Sequence[Point], color: str) -> None:
        self._add(Path(corners), color)

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], color)

    def line(self, points: Sequence[Point], width: float, color: str) -> None:
        """Draw a line with round joints and ends; through one point it is a dot."""
        if len(points) == 1:
            self.dot(*points[0], width / 2, color)
        else:
            self._add(Path(points), line=color, width=width)

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        self._add(Path.circle((x, y), radius), color)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = NORMAL,
        color: str = INK,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Write a line; `y` is its baseline."""
        left = x - SHIFT[align] * text_width(text, size=size, bold=bold)
        self._add(outline(text, left, y, size=size, bold=bold), color)

    def head(self, title: str, subtitle: str) -> float:
        """Write the chart's title, in lines of about the same length, and what it counts; returns where they end."""
        size, lines = _title(title)
        y = self._write(MARGIN, lines, size=size, color=INK, bold=True)
        return self._write(y, wrapped(subtitle, width=RIGHT - MARGIN, lines=3, size=NORMAL), size=NORMAL, color=QUIET)

    def foot(self, y: float, notes: str) -> float:
        """Write the definitions below what ends at `y`; returns the height of the whole card."""
        lines = wrapped(notes, width=RIGHT - MARGIN, lines=6, size=SMALL)
        return self._write(y + 24, lines, size=SMALL, color=QUIET) + MARGIN / 2

    def png(self, *, height: float, width: int) -> bytes:
        """The sheet, cut off at `height` units, as an opaque PNG `width` pixels wide."""
        figure = Figure(figsize=(WIDTH, height), dpi=width / WIDTH, facecolor=CARD)
        place = Affine2D().scale(1, -1).translate(0, height) + figure.dpi_scale_trans
        drawing = PathCollection(
            self._shapes,
            facecolors=self._fills,
            edgecolors=self._lines,
            linewidths=[thickness * POINTS for thickness in self._widths],
            capstyle="round",
            joinstyle="round",
            transform=place,
        )
        figure.add_artist(drawing)
        FigureCanvasAgg(figure)
        picture = BytesIO()
        figure.savefig(picture, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": COMPRESSION})
        return picture.getvalue()

    def _write(self, y: float, lines: Sequence[str], *, size: int, color: str, bold: bool = False) -> float:
        for line in lines:
            self.text(MARGIN, y + size, line, size=size, color=color, bold=bold)
            y += size * LEADING
        return y

    def _add(self, shape: Path, fill: str = "none", *, line: str = "none", width: float = 0) -> None:
        self._shapes.append(shape)
        self._fills.append(fill)
        self._lines.append(line)
        self._widths.append(width)


def _title(text: str) -> tuple[int, list[str]]:
    """A title's size and lines: smaller where it is too long, since what it found stands at its end."""
    lines = balanced(text, width=RIGHT - MARGIN, lines=3, size=TITLE, bold=True)
    if lines and lines[-1].endswith("…") and not text.endswith("…"):
        return LARGE, balanced(text, width=RIGHT - MARGIN, lines=6, size=LARGE, bold=True)
    return TITLE, lines
