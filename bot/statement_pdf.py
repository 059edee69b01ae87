"""A customer's statement as a PDF that a company would send: who owes, since when, every entry, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from fpdf.enums import Align

from bot.figures import with_minus
from bot.ledger import Bucket
from bot.money import in_units
from bot.months import day_text
from bot.paper import ACCENT, BAND, BOTTOM, LEFT, PALE, RIGHT, WHITE, Paper
from bot.statement import DEFINITIONS, Statement, newest_lines, statement_table
from bot.table import Cell, ColumnKind, Row, Table

MOST_LINES = 2_000
"""Of an account whose older entries are brought forward; a page is written in a fraction of a second."""

WIDTHS = (21.0, 22.0, 53.0, 26.0, 26.0, 30.0)
GAP = 2.0
ABOVE = 1.6
"""The air over and under the words of a row."""

SIZE = 8.0
ROOM_FOR_CARRYING = 7.0
ROOM_FOR_AGEING = 46.0
WIDE = RIGHT - LEFT


def statement_pdf(statement: Statement) -> bytes:
    """The statement as the bytes of a PDF; of a very long one, the newest entries."""
    statement = newest_lines(statement, MOST_LINES)
    table = statement_table(statement)
    paper = Paper(
        author=statement.company,
        title=f"Statement of account, {statement.customer}",
        of=f"Statement of account · {statement.customer_code} · {day_text(statement.today)}",
        made_on=statement.today,
    )
    paper.prepare_for("".join(_texts(statement, table)))
    paper.add_page()
    y = _write_head(paper, statement)
    y = _write_summary(paper, statement, y + 7)
    y = _write_lines(paper, statement, table, y + 8)
    _write_ageing(paper, statement, y + 9)
    return bytes(paper.output())


def _texts(statement: Statement, table: Table) -> Iterator[str]:
    """What people typed, wherever it comes to stand."""
    yield from (statement.company, statement.customer, statement.address or "")
    for row in table.rows:
        yield from (cell.text for cell in row)


def _figure(amount: Decimal, statement: Statement) -> str:
    """With all decimals, so that a column's stand below each other, and without the currency: 5,00,000.00."""
    pattern = Locale.parse(statement.locale).currency_formats["standard"].pattern
    plain = pattern.replace("¤", "").replace("\N{NO-BREAK SPACE}", "").strip()
    return with_minus(format_currency(amount, statement.currency, plain, locale=statement.locale))


def _money(minor: int, statement: Statement) -> str:
    """With all decimals and the currency: ₹5,00,000.00."""
    return with_minus(format_currency(in_units(minor, statement.currency), statement.currency, locale=statement.locale))


def _write_head(paper: Paper, statement: Statement) -> float:
    """Who sends it and what it is; below, whom it is for and what it covers."""
    y = paper.write(statement.company, y=14, width=108, size=17, bold=True, color=ACCENT)
    paper.write("Statement of account", x=LEFT + 110, y=15.5, width=WIDE - 110, size=12, color=PALE, align=Align.R)
    y = max(y + 3, 25)
    paper.rule(y)
    y += 6
    left = paper.write("Account of", y=y, size=7.5, color=PALE)
    left = paper.write(statement.customer, y=left + 0.5, width=98, size=11, bold=True)
    if statement.address:
        left = paper.write(statement.address, y=left + 0.5, width=98)
    facts = (
        ("As of", day_text(statement.today)),
        ("Period", f"{statement.period[0].upper()}{statement.period[1:]}"),
        ("Customer number", statement.customer_code),
        ("Currency", statement.currency),
    )
    right = y
    for name, fact in facts:
        paper.write(name, x=LEFT + 104, y=right, width=28, size=7.5, color=PALE)
        right = paper.write(fact, x=LEFT + 132, y=right, width=WIDE - 132, size=8, align=Align.R) + 0.8
    return max(left, right)


def _write_summary(paper: Paper, statement: Statement, y: float) -> float:
    """Four figures in a band, of which the last is what it is all about."""
    place, height, last = 40.0, 17.0, WIDE - 3 * 40
    if y + height > BOTTOM:
        y = _next_page(paper)
    paper.set_fill_color(*BAND)
    paper.rect(LEFT, y, 3 * place, height, style="F")
    paper.set_fill_color(*ACCENT)
    paper.rect(LEFT + 3 * place, y, last, height, style="F")
    figures = (
        ("Opening balance", statement.opening),
        ("Invoices and debits", statement.debits),
        ("Payments and credits", statement.credits),
    )
    for number, (name, amount) in enumerate(figures):
        x = LEFT + number * place + 4
        paper.write(name, x=x, y=y + 3.2, width=place - 6, size=7.5, color=PALE)
        paper.write_figure(
            _money(amount, statement), x=x, y=y + 8.6, width=place - 6, size=9.5, bold=True, align=Align.L
        )
    x = LEFT + 3 * place + 4
    paper.write(statement.closing_word, x=x, y=y + 3.2, width=last - 8, size=7.5, color=WHITE)
    closing = _money(abs(statement.closing), statement)
    paper.write_figure(closing, x=x, y=y + 7.8, width=last - 8, size=14, bold=True, color=WHITE, align=Align.L)
    return y + height


def _write_lines(paper: Paper, statement: Statement, table: Table, y: float) -> float:
    """Every entry with the balance after it; a page ends with the balance that the next one begins with."""
    if y > BOTTOM - 30:
        y = _next_page(paper)
    y = _write_headings(paper, table, y)
    balance = in_units(statement.opening, statement.currency)
    for row in table.rows:
        height = _height(paper, row)
        if y + height > BOTTOM - ROOM_FOR_CARRYING:
            _write_row(paper, _carried("Carried forward", balance), statement, table, y, bold=True)
            y = _write_headings(paper, table, _next_page(paper))
            y = _write_row(paper, _carried("Brought forward", balance), statement, table, y, bold=True)
            paper.rule(y)
        y = _write_row(paper, row, statement, table, y)
        paper.rule(y)
        if isinstance(row[-1].value, Decimal):
            balance = row[-1].value
    if not statement.lines:
        words = "There is no entry in these days." if statement.start else "There is no entry yet."
        y = paper.write(words, y=y + ABOVE, size=SIZE, color=PALE) + ABOVE
    paper.rule(y, ACCENT)
    return _write_row(paper, table.total, statement, table, y, bold=True)


def _next_page(paper: Paper) -> float:
    paper.add_page()
    return paper.get_y()


def _carried(words: str, balance: Decimal) -> Row:
    nothing = Cell(None, "")
    return nothing, nothing, Cell(words, words), nothing, nothing, Cell(balance, "")


def _height(paper: Paper, row: Row) -> float:
    words = zip(row[:3], WIDTHS, strict=False)
    return max(paper.height_of(cell.text, width=width - GAP, size=SIZE) for cell, width in words) + 2 * ABOVE


def _write_headings(paper: Paper, table: Table, y: float) -> float:
    x = LEFT
    for column, width in zip(table.columns, WIDTHS, strict=True):
        align = Align.R if column.kind is ColumnKind.MONEY else Align.L
        paper.write(column.title, x=x, y=y, width=width - _gap(column.kind), size=7.5, color=PALE, align=align)
        x += width
    paper.rule(y + 5, ACCENT)
    return y + 5


def _gap(kind: ColumnKind) -> float:
    return 0 if kind is ColumnKind.MONEY else GAP


def _write_row(
    paper: Paper, row: Sequence[Cell], statement: Statement, table: Table, y: float, *, bold: bool = False
) -> float:
    x, lowest = LEFT, y
    for cell, column, width in zip(row, table.columns, WIDTHS, strict=True):
        if isinstance(cell.value, Decimal):
            figure = _figure(cell.value, statement)
            end = paper.write_figure(figure, x=x + GAP, y=y + ABOVE, width=width - GAP, size=SIZE, bold=bold)
        else:
            end = paper.write(cell.text, x=x, y=y + ABOVE, width=width - _gap(column.kind), size=SIZE, bold=bold)
        x, lowest = x + width, max(lowest, end)
    return lowest + ABOVE


def _write_ageing(paper: Paper, statement: Statement, y: float) -> None:
    """What is open, by how late it is; and what the figures mean."""
    if y + ROOM_FOR_AGEING > BOTTOM:
        y = _next_page(paper)
    if any(statement.buckets.values()):
        y = paper.write("What is open, by days past its due date", y=y, bold=True, color=ACCENT) + 2
        place = WIDE / len(Bucket)
        paper.set_fill_color(*BAND)
        paper.rect(LEFT, y, WIDE, 14, style="F")
        for number, bucket in enumerate(Bucket):
            x, amount = LEFT + number * place + 3, statement.buckets[bucket]
            name = bucket.value.capitalize() if bucket is Bucket.NOT_DUE else f"{bucket.value.capitalize()} days"
            paper.write(name, x=x, y=y + 2.4, width=place - 6, size=7.5, color=PALE, align=Align.R)
            paper.write_figure(_money(amount, statement), x=x, y=y + 7.4, width=place - 6, bold=amount > 0)
        y += 14
    if statement.unapplied:
        y = paper.write(f"Credit not yet applied: {_money(statement.unapplied, statement)}", y=y + 3, bold=True)
    paper.write(" ".join(DEFINITIONS), y=y + 4, size=7, color=PALE)
