"""A customer's statement as a PDF that a company would send: A4, one table, what is due below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace

from bot.ledger import Bucket
from bot.months import day_text
from bot.statement import Statement, statement_table
from bot.table import ColumnKind

INK, PALE, ACCENT = (33, 37, 41), (107, 114, 128), (31, 58, 77)
BAND = (244, 246, 248)
FONT = "DejaVu"
WIDTHS = (22, 22, 58, 27, 27, 30)
MARGIN = 14
MM_BELOW = 18


class _Paper(FPDF):
    """A page with the company's name at its top and its number at its foot."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(format="A4")
        self._company = statement.company
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font(FONT, style, _fonts() / name)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MM_BELOW)
        self.set_title(f"Statement of account, {statement.customer}")
        self.set_author(statement.company)
        # As of its day, not of the moment: the same statement is the same file.
        self.set_creation_date(datetime.combine(statement.today, time.min, UTC))
        self.alias_nb_pages()

    def header(self) -> None:
        self.set_fill_color(*ACCENT)
        self.rect(0, 0, self.w, 4, style="F")
        self.set_y(MARGIN)
        self.write_words(self._company, size=15, bold=True, color=ACCENT)
        self.ln(2)

    def footer(self) -> None:
        self.set_y(-12)
        self.write_words(f"Page {self.page_no()} of {{nb}}", size=7.5, color=PALE, align=Align.R)

    def write_words(
        self,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        color: tuple[int, int, int] = INK,
        align: Align = Align.L,
    ) -> None:
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*color)
        self.multi_cell(0, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")


def statement_pdf(statement: Statement) -> bytes:
    """The statement as the bytes of a PDF."""
    paper = _Paper(statement)
    paper.add_page()
    _write_head(paper, statement)
    _write_lines(paper, statement)
    _write_due(paper, statement)
    return bytes(paper.output())


def _fonts() -> Path:
    """DejaVu Sans, which has the signs of all currencies, comes with matplotlib; finding it loads nothing."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FileNotFoundError("matplotlib's fonts")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def _write_head(paper: _Paper, statement: Statement) -> None:
    paper.write_words("Statement of account", size=12)
    paper.write_words(f"{statement.period}, amounts in {statement.currency}", color=PALE)
    paper.ln(5)
    paper.write_words(f"{statement.customer} ({statement.customer_code})", size=10, bold=True)
    if statement.address:
        paper.write_words(statement.address, color=PALE)
    paper.ln(3)
    word = "Balance due" if statement.closing > 0 else "Credit in your favour" if statement.closing < 0 else "Settled"
    paper.write_words(word, color=PALE)
    paper.write_words(statement.money(abs(statement.closing)), size=18, bold=True)
    paper.ln(4)


def _write_lines(paper: _Paper, statement: Statement) -> None:
    table = statement_table(statement)
    paper.set_font(FONT, "", 7.5)
    paper.set_text_color(*INK)
    paper.set_draw_color(220, 224, 228)
    figures = (ColumnKind.MONEY,)
    with paper.table(
        col_widths=WIDTHS,
        line_height=5,
        padding=1,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD", color=ACCENT, fill_color=BAND),
        text_align=tuple(Align.R if column.kind in figures else Align.L for column in table.columns),
    ) as grid:
        _add_row(grid, [column.title for column in table.columns])
        for row in table.rows:
            _add_row(grid, [cell.text for cell in row])
        _add_row(grid, [cell.text for cell in table.total], style=FontFace(emphasis="BOLD", fill_color=BAND))


def _add_row(grid: object, texts: Sequence[str], *, style: FontFace | None = None) -> None:
    row = grid.row(style=style)  # type: ignore[attr-defined]  # fpdf does not export the type of its tables
    for text in texts:
        row.cell(text)


def _write_due(paper: _Paper, statement: Statement) -> None:
    if paper.will_page_break(40):
        paper.add_page()
    paper.ln(6)
    if any(statement.buckets.values()):
        paper.write_words("What is open, by days past its due date", bold=True)
        paper.ln(1)
        paper.set_font(FONT, "", 7.5)
        with paper.table(line_height=5, padding=1, text_align=Align.R, headings_style=FontFace(color=PALE)) as grid:
            _add_row(grid, [bucket.value.capitalize() for bucket in Bucket])
            _add_row(grid, [statement.money(statement.buckets[bucket]) for bucket in Bucket])
    if statement.unapplied:
        paper.ln(2)
        paper.write_words(f"Credit not yet applied: {statement.money(statement.unapplied)}")
    paper.ln(4)
    paper.write_words(f"Made by Milepost on {day_text(statement.today)}.", size=7.5, color=PALE)
