"""A4 pages on which any script can be written: the fonts, and words and figures at a place."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import TTFFont

Color = tuple[int, int, int]

INK, PALE, ACCENT, WHITE = (33, 37, 41), (107, 114, 128), (31, 58, 77), (255, 255, 255)
BAND, RULE = (243, 245, 247), (222, 226, 230)
FONT = "DejaVu"
OTHER_SCRIPTS = ("", "JP", "KR", "SC", "TC")
"""Of the Kurinto fonts, each of which has what the ones before it may lack."""

LEFT, RIGHT = 16.0, 194.0
TOP, BOTTOM = 26.0, 276.0
"""Of what is written between the head and the foot of a page."""

MM_OF_POINT = 0.3528


class Paper(FPDF):
    """Pages with a coloured edge, from the second on with what they are of, and with their number at the foot."""

    def __init__(self, *, author: str, title: str, of: str, made_on: date) -> None:
        super().__init__(format="A4")
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font(FONT, style, _dejavu() / name)
        self._of = of
        self._company = author
        self.set_margins(LEFT, TOP, self.w - RIGHT)
        self.set_auto_page_break(True, margin=self.h - BOTTOM)
        self.c_margin = 0
        self.set_title(title)
        self.set_author(author)
        # As of its day, not of the moment: the same statement is the same file.
        self.set_creation_date(datetime.combine(made_on, time.min, UTC))
        self.alias_nb_pages()

    def header(self) -> None:
        self.set_fill_color(*ACCENT)
        self.rect(0, 0, self.w, 3, style="F")
        if self.page_no() > 1:
            self.write(self._company, y=13, width=85, size=8, bold=True, color=ACCENT)
            self.write(self._of, x=LEFT + 90, y=13, width=88, size=8, color=PALE, align=Align.R)
        self.set_xy(LEFT, TOP)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_text_shaping(False)  # the number of pages is filled in later, sign by sign
        self.set_font(FONT, "", 7.5)
        self.set_text_color(*PALE)
        self.cell(RIGHT - LEFT, 4, f"Page {self.page_no()} of {{nb}}", align=Align.C)

    def prepare_for(self, texts: str) -> None:
        """Load the fonts of the scripts in which these are written, of which each takes a quarter of a second."""
        missing = {sign for sign in texts if not self._has(FONT, sign)}
        names = []
        for script in OTHER_SCRIPTS:
            if missing:
                names.append(f"Kurinto{script}")
                for style, weight in (("", "Rg"), ("B", "Bd")):
                    self.add_font(names[-1], style, _kurinto() / f"KurintoSans{script}-{weight}.ttf")
                missing = {sign for sign in missing if not self._has(names[-1], sign)}
        if names:
            self.set_fallback_fonts(names)

    def write(  # type: ignore[override]  # at a place, where fpdf's goes on behind what was written last
        self,
        text: str,
        *,
        y: float,
        x: float = LEFT,
        width: float = RIGHT - LEFT,
        size: float = 8.5,
        bold: bool = False,
        color: Color = INK,
        align: Align = Align.L,
    ) -> float:
        """Write in lines of that width; where they end."""
        self._take_pen(text, size, bold, color)
        self.set_xy(x, y)
        self.multi_cell(width, size * MM_OF_POINT * 1.4, text, align=align, new_x="LMARGIN", new_y="NEXT")
        return self.get_y()

    def write_figure(
        self,
        text: str,
        *,
        y: float,
        x: float,
        width: float,
        size: float = 8.5,
        bold: bool = False,
        color: Color = INK,
        align: Align = Align.R,
    ) -> float:
        """Write in one line; an amount that is too long for its place is smaller, never broken."""
        self._take_pen(text, size, bold, color)
        smaller = min(1.0, width / max(self.get_string_width(text), 1))
        self.set_font_size(size * smaller)
        self.set_xy(x, y)
        self.cell(width, size * MM_OF_POINT * 1.4, text, align=align, new_x="LMARGIN", new_y="NEXT")
        return self.get_y()

    def height_of(self, text: str, *, width: float, size: float = 8.5, bold: bool = False) -> float:
        self._take_pen(text, size, bold, INK)
        height = self.multi_cell(width, size * MM_OF_POINT * 1.4, text, align=Align.L, dry_run=True, output="HEIGHT")
        return float(height)  # type: ignore[arg-type]  # with one output it is that one

    def rule(self, y: float, color: Color = RULE) -> None:
        self.set_draw_color(*color)
        self.line(LEFT, y, RIGHT, y)

    def _take_pen(self, text: str, size: float, bold: bool, color: Color) -> None:
        self.set_text_shaping(any(map(_leans_on_neighbours, text)))  # which takes several times as long
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*color)

    def _has(self, font: str, sign: str) -> bool:
        added = self.fonts[font.lower()]
        return not sign.isprintable() or (isinstance(added, TTFFont) and ord(sign) in added.cmap)


def _leans_on_neighbours(sign: str) -> bool:
    """Whether it is a mark, or written from right to left: such letters change with those beside them."""
    return unicodedata.category(sign)[0] == "M" or unicodedata.bidirectional(sign) in ("R", "AL", "AN")


def _dejavu() -> Path:
    """DejaVu Sans, which has the signs of all currencies, comes with matplotlib; finding it loads nothing."""
    return _folder_of("matplotlib") / "mpl-data" / "fonts" / "ttf"


def _kurinto() -> Path:
    """The fonts of the charts: what else is installed on a machine must not change a statement."""
    return _folder_of("weblate_fonts") / "static" / "weblate_fonts" / "kurinto" / "ttf"


def _folder_of(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the fonts of {package}")
    return Path(found.origin).parent
