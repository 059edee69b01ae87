"""Text as outlines, with its measure and its breaking into lines. Knows neither chart nor colour.

Outlines are read from the fonts once; after that a chart's text costs about as much as its bars. Matplotlib's
own text is laid out and rasterised anew in each picture, which took three quarters of the time.

DejaVu Sans draws most texts letter by letter. Letters that run from right to left, join or carry marks are shaped
together, and what DejaVu lacks (Devanagari, Tamil, Chinese, Japanese, Korean and more) comes from Kurinto Sans.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path as FilePath

from matplotlib import get_data_path
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

EM = 1_000
"""The size, in points, at which outlines are read; they are kept as shares of it."""

NEEDS_NEIGHBOURS = frozenset(["R", "AL", "AN", "NSM", "BN"])
"""Bidirectional classes of what cannot be drawn letter by letter: right to left, marks, joiners."""

OVERRIDES = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
"""Invisible characters that would turn the order of what stands beside them."""

LEFT_TO_RIGHT_MARK = "\u200e"


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline, of a letter or of a text shaped as one, and how far it moves the pen; both for a type size of 1.

    y goes up from the baseline.
    """

    shape: Path
    advance: float

    def at(self, x: float, y: float, *, size: float) -> Path:
        """The outline with the pen at `x` on the baseline `y`, where y goes down."""
        return self.shape.transformed(Affine2D.from_values(size, 0, 0, -size, x, y))


def outline(text: str, x: float, y: float, *, size: float, bold: bool) -> Path:
    """The text's shape, starting at `x` on the baseline `y` of a plane where y goes down."""
    shapes = []
    for glyph in _glyphs(printable(text), bold):
        shapes.append(glyph.at(x, y, size=size))
        x += glyph.advance * size
    return Path.make_compound_path(*shapes)


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """How wide a line comes out, in the unit of `size`."""
    words = printable(text).split(" ")  # word by word, since the width of a line that grows is asked again and again
    spaces = (len(words) - 1) * _glyph(" ", bold).advance
    return size * (spaces + sum(glyph.advance for word in words for glyph in _glyphs(word, bold)))


def printable(text: str) -> str:
    """The text without emoji that no font here can draw, and with "?" for all else that none can."""
    drawn = "".join(map(_drawn, unicodedata.normalize("NFC", text)))
    return "?" if text.strip() and not drawn.strip() else drawn


def wrapped(text: str, *, width: float, lines: int, size: float, bold: bool = False) -> list[str]:
    """The text in at most `lines` lines of `width`; what does not fit ends in "…"."""
    fitting: list[str] = []
    rest = " ".join(printable(text).split())
    while rest and len(fitting) < lines - 1:
        head = _head(rest, width=width, size=size, bold=bold)
        fitting.append(head)
        rest = rest[len(head) :].lstrip()
    return [*fitting, fitted(rest, width=width, size=size, bold=bold)] if rest else fitting


def fitted(text: str, *, width: float, size: float, bold: bool = False) -> str:
    """The text in one line of `width`; what does not fit ends in "…"."""
    line = " ".join(printable(text).split())
    if text_width(line, size=size, bold=bold) <= width:
        return line
    room = width - text_width("…", size=size, bold=bold)
    return f"{line[: _fitting_length(line, width=room, size=size, bold=bold)].rstrip()}…"


def balanced(text: str, *, width: float, lines: int, size: float, bold: bool = False) -> list[str]:
    """The text in as few lines as `wrapped` needs, none much shorter than the others."""
    widest = wrapped(text, width=width, lines=lines, size=size, bold=bold)
    for share in (0.55, 0.65, 0.75, 0.85):
        narrow = wrapped(text, width=width * share, lines=lines, size=size, bold=bold)
        if len(narrow) == len(widest) and " ".join(narrow) == " ".join(widest):
            return narrow
    return widest


def _head(text: str, *, width: float, size: float, bold: bool) -> str:
    """The longest beginning of the text that fits: whole words, or part of a word that alone is too wide.

    A sign stays with what stands before it: 25.1 %, 100 €.
    """
    if text_width(text, size=size, bold=bold) <= width:
        return text
    head = text[: _fitting_length(text, width=width, size=size, bold=bold)]
    if text[len(head)] != " ":
        head = head.rpartition(" ")[0] or head
    next_word = text[len(head) :].split(maxsplit=1)[0]
    is_sign = len(next_word) == 1 and not next_word.isalnum()
    return (head.rpartition(" ")[0] or head) if is_sign else head


def _fitting_length(text: str, *, width: float, size: float, bold: bool) -> int:
    """How many characters of a text that is too wide fit: one at least, and no letter without its marks."""

    def head_width(length: int) -> float:
        return text_width(text[:length], size=size, bold=bold)

    length = bisect_right(range(len(text)), width, key=head_width) - 1
    while length > 1 and _belongs_before(text[length]):
        length -= 1
    return max(1, length)


def _glyphs(text: str, bold: bool) -> Sequence[Glyph]:
    if all(map(_stands_alone, text)):
        return [_glyph(char, bold) for char in text]
    return [_shaped(text, bold)]


@lru_cache(maxsize=4_096)
def _glyph(char: str, bold: bool) -> Glyph:
    font = _font(_font_files(bold)[:1])
    advance = font.load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 2**16
    vertices, codes = font.get_path()
    return Glyph(Path(vertices / EM, codes), advance / EM)


@lru_cache(maxsize=256)
def _shaped(text: str, bold: bool) -> Glyph:
    """The text in the order and the forms in which it is read; where it has letters that run right, so does all."""
    runs_right = any(unicodedata.bidirectional(char) == "L" for char in text)
    font = _font(_font_files(bold))
    marked = LEFT_TO_RIGHT_MARK * runs_right + text
    placed, shapes, _ = text_to_path.get_glyphs_with_font(font, marked)
    font.set_text(marked, 0, flags=LoadFlags.NO_HINTING)
    outlines = [Path((shapes[name][0] + (x, y)) / EM, shapes[name][1]) for name, x, y, _ in placed]
    return Glyph(Path.make_compound_path(*outlines), font.get_width_height()[0] / 64 / EM)


@lru_cache(maxsize=4_096)
def _drawn(char: str) -> str:
    if unicodedata.bidirectional(char) in OVERRIDES:
        return ""
    if char.isspace() and unicodedata.category(char) != "Zs":  # the end of a line, a tab
        return " "
    if all(_has_glyph(char, _font_files(bold)) for bold in (False, True)):
        return char
    return "" if unicodedata.category(char) in ("So", "Sk") else "?"


@lru_cache(maxsize=4_096)
def _stands_alone(char: str) -> bool:
    in_first_font = all(_has_glyph(char, _font_files(bold)[:1]) for bold in (False, True))
    return in_first_font and unicodedata.bidirectional(char) not in NEEDS_NEIGHBOURS


@lru_cache(maxsize=4_096)
def _belongs_before(char: str) -> bool:
    """Whether a line must not begin with it: a mark of the letter before."""
    return unicodedata.category(char).startswith("M") or unicodedata.bidirectional(char) == "BN"


def _has_glyph(char: str, files: Sequence[str]) -> bool:
    return any(_font([file]).get_char_index(ord(char)) for file in files)


def _font(files: Sequence[str]) -> FT2Font:
    """The first font, which falls back on the others; matplotlib keeps one for each thread."""
    font = get_font(files)
    font.set_size(EM, 72)
    return font


@lru_cache(maxsize=2)
def _font_files(bold: bool) -> tuple[str, ...]:
    """Files that come with Python packages: what else is installed on a machine must not change a picture."""
    first = FilePath(get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    found = find_spec("weblate_fonts")
    if found is None or found.origin is None:
        raise FileNotFoundError("weblate-fonts")
    others = FilePath(found.origin).parent / "static" / "weblate_fonts" / "kurinto" / "ttf"
    weight = "Bd" if bold else "Rg"
    return str(first), *(str(others / f"KurintoSans{script}-{weight}.ttf") for script in ("", "JP", "KR", "SC", "TC"))
