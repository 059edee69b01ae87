"""Text as outlines of one font, with its measure and its breaking into lines. Knows neither chart nor colour.

Outlines are read from the font once; after that a chart's text costs about as much as its bars. Matplotlib's
own text is laid out and rasterised anew in each picture, which took three quarters of the time.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath

from matplotlib import get_data_path
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

EM = 1_000
"""The size, in points, at which outlines are read; they are kept as shares of it."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's outline and how far it moves the pen, for a type size of 1; y goes up from the baseline."""

    shape: Path
    advance: float

    def at(self, x: float, y: float, *, size: float) -> Path:
        """The outline with the pen at `x` on the baseline `y`, where y goes down."""
        return self.shape.transformed(Affine2D.from_values(size, 0, 0, -size, x, y))


def outline(text: str, x: float, y: float, *, size: float, bold: bool) -> Path:
    """The text's shape, starting at `x` on the baseline `y` of a plane where y goes down."""
    shapes = []
    for char in printable(text):
        glyph = _glyph(char, bold)
        shapes.append(glyph.at(x, y, size=size))
        x += glyph.advance * size
    return Path.make_compound_path(*shapes)


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """How wide a line comes out, in the unit of `size`."""
    return size * sum(_glyph(char, bold).advance for char in printable(text))


def printable(text: str) -> str:
    """The text with "?" for what this font cannot draw, or only with a shaping that outlines do not have."""
    return "".join(char if _is_drawable(char) else "?" for char in unicodedata.normalize("NFC", text))


def wrapped(text: str, *, width: float, lines: int, size: float, bold: bool = False) -> list[str]:
    """The text in at most `lines` lines of `width`; what does not fit ends in "…"."""
    fitting: list[str] = []
    rest = printable(" ".join(text.split()))
    while rest and len(fitting) < lines:
        head = _head(rest, width=width, size=size, bold=bold)
        fitting.append(head)
        rest = rest[len(head) :].lstrip()
    if rest:
        fitting[-1] = f"{fitting[-1][:-1].rstrip()}…"
    return fitting


def balanced(text: str, *, width: float, lines: int, size: float, bold: bool = False) -> list[str]:
    """The text in as few lines as `wrapped` needs, none much shorter than the others."""
    widest = wrapped(text, width=width, lines=lines, size=size, bold=bold)
    for share in (0.55, 0.65, 0.75, 0.85):
        narrow = wrapped(text, width=width * share, lines=lines, size=size, bold=bold)
        if len(narrow) == len(widest) and " ".join(narrow) == " ".join(widest):
            return narrow
    return widest


def _head(text: str, *, width: float, size: float, bold: bool) -> str:
    """The longest beginning of the text that fits: whole words, or part of a word that alone is too wide."""
    if text_width(text, size=size, bold=bold) <= width:
        return text

    def head_width(length: int) -> float:
        return text_width(text[:length], size=size, bold=bold)

    head = text[: max(1, bisect_right(range(len(text)), width, key=head_width) - 1)]
    if " " not in head or text[len(head)] == " ":
        return head
    return head.rsplit(" ", 1)[0]


@lru_cache(maxsize=4_096)
def _glyph(char: str, bold: bool) -> Glyph:
    font = get_font(_font_file(bold))  # matplotlib keeps one for each thread
    font.set_size(EM, 72)
    advance = font.load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 2**16
    vertices, codes = font.get_path()
    return Glyph(Path(vertices / EM, codes), advance / EM)


@lru_cache(maxsize=4_096)
def _is_drawable(char: str) -> bool:
    runs_left = unicodedata.bidirectional(char) in ("R", "AL")
    return not runs_left and all(_has_glyph(char, bold) for bold in (False, True))


def _has_glyph(char: str, bold: bool) -> bool:
    return get_font(_font_file(bold)).get_char_index(ord(char)) != 0


def _font_file(bold: bool) -> str:
    """Matplotlib's own file: what else is installed on a machine must not change a picture."""
    return str(FilePath(get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"))
