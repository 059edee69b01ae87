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
from bot.chart_style import CARD, INK, LEADING, MARGIN, NORMAL, QUIET, RIGHT, TITLE, WIDTH

Align = Literal["left", "center", "right"]
SHIFT: dict[Align, float] = {"left": 0, "center": 0.5, "right": 1}


class Sheet:
    """A card to draw on, in units from its top left corner; what is drawn later lies above."""

    def __init__(self) -> None:
        self._shapes: list[Path] = []
        self._colors: list[str] = []

    def shape(self, corners: Sequence[tuple[float, float]], color: str) -> None:
        self._add(Path(corners), color)

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], color)

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

    def title(self, y: float, text: str) -> float:
        """Write the chart's title from `y` down, in lines of about the same length; returns where it ends."""
        lines = balanced(text, width=RIGHT - MARGIN, lines=3, size=TITLE, bold=True)
        return self._write(y, lines, size=TITLE, color=INK, bold=True)

    def paragraph(self, y: float, text: str, *, lines: int, size: int) -> float:
        """Write small print from `y` down, in at most so many lines; returns where it ends."""
        fitting = wrapped(text, width=RIGHT - MARGIN, lines=lines, size=size)
        return self._write(y, fitting, size=size, color=QUIET, bold=False)

    def png(self, *, height: float, width: int) -> bytes:
        """The sheet, cut off at `height` units, as an opaque PNG `width` pixels wide."""
        figure = Figure(figsize=(WIDTH, height), dpi=width / WIDTH, facecolor=CARD)
        place = Affine2D().scale(1, -1).translate(0, height) + figure.dpi_scale_trans
        drawing = PathCollection(self._shapes, facecolors=self._colors, linewidths=0, transform=place)
        figure.add_artist(drawing)
        FigureCanvasAgg(figure)
        picture = BytesIO()
        figure.savefig(picture, format="png", metadata={"Software": None})
        return picture.getvalue()

    def _write(self, y: float, lines: Sequence[str], *, size: int, color: str, bold: bool) -> float:
        for line in lines:
            self.text(MARGIN, y + size, line, size=size, color=color, bold=bold)
            y += size * LEADING
        return y

    def _add(self, shape: Path, color: str) -> None:
        self._shapes.append(shape)
        self._colors.append(color)
