"""Tables as XLSX workbooks and CSV files: typed cells, a frozen heading, totals, definitions on a second sheet.

A text that a spreadsheet would take for a formula is written as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter
from babel import Locale
from babel.numbers import get_currency_precision, get_currency_symbol

from bot.figures import rounded
from bot.table import Cell, ColumnKind, Row, Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 50
NUMBER_FORMATS = {
    ColumnKind.COUNT: "#,##0",
    ColumnKind.RATE: "0.0",
    ColumnKind.DAY: "d mmm yyyy",
    ColumnKind.TEXT: "@",
    ColumnKind.FIGURE: "General",
}
MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - stands in the file's properties: the same table is the same file


PAPER_A4 = 9
"""As Excel numbers it."""


def money_format(currency: str, locale: str) -> str:
    """How a spreadsheet shows amounts of the currency; it groups the digits as its reader's machine does."""
    places = get_currency_precision(currency)
    figures = f"#,##0.{'0' * places}" if places else "#,##0"
    sign = f"[${get_currency_symbol(currency, locale=locale)}]"
    is_behind = Locale.parse(locale).currency_formats["standard"].pattern.endswith("¤")
    return f"{figures} {sign}" if is_behind else f"{sign}{figures}"


def workbook(table: Table, *, title: str, definitions: Sequence[str], money: str = "#,##0.00") -> bytes:
    """The table as the bytes of an XLSX file; rates are in percent, money in whole units of its currency."""
    file, formats = io.BytesIO(), NUMBER_FORMATS | {ColumnKind.MONEY: money}
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": MADE_ON})
        sheet = book.add_worksheet("Figures")
        styles = {kind: book.add_format({"num_format": shown}) for kind, shown in formats.items()}
        totals = {
            kind: book.add_format({"num_format": shown, "bold": True, "top": 1}) for kind, shown in formats.items()
        }
        _write_heading(sheet, book, table)
        for number, row in enumerate(table.rows, start=1):
            _write_row(sheet, number, row, table, styles)
        _write_row(sheet, len(table.rows) + 1, table.total, table, totals)
        sheet.freeze_panes(1, 1)
        for number, width in enumerate(_widths(table)):
            sheet.set_column(number, number, width)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 100)
        about.write_column(0, 0, [title, table.caption, *definitions])
    return file.getvalue()


def comma_separated(table: Table) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, which a spreadsheet needs to read accents."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([_harmless(column.title) for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in (*table.rows, table.total))
    return file.getvalue().encode("utf-8-sig")


def _write_heading(sheet: Any, book: Any, table: Table) -> None:
    """Over figures to the right, as they stand; on paper, on every page."""
    words = book.add_format({"bold": True, "bottom": 1})
    figures = book.add_format({"bold": True, "bottom": 1, "align": "right"})
    for place, column in enumerate(table.columns):
        is_words = column.kind in (ColumnKind.TEXT, ColumnKind.DAY)
        sheet.write_string(0, place, column.title, words if is_words else figures)
    sheet.repeat_rows(0)
    sheet.set_paper(PAPER_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_row(sheet: Any, number: int, row: Row, table: Table, styles: dict[ColumnKind, Any]) -> None:
    for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        value, style = cell.value, styles[column.kind]
        match value:
            case None:
                sheet.write_blank(number, place, None, style)
            case Fraction():
                sheet.write_number(number, place, float(rounded(value)), style)
            case int() | Decimal():
                sheet.write_number(number, place, value, style)
            case date():
                sheet.write_datetime(number, place, datetime.combine(value, time.min), style)
            case str():
                sheet.write_string(number, place, value, style)


def _widths(table: Table) -> list[int]:
    texts = zip(
        [column.title for column in table.columns],
        *([cell.text for cell in row] for row in (*table.rows, table.total)),
        strict=True,
    )
    return [min(WIDEST, max(map(len, column)) + 4) for column in texts]


def _plain(cell: Cell) -> str:
    match cell.value:
        case None:
            return ""
        case Fraction():
            return str(rounded(cell.value))
        case date():
            return cell.value.isoformat()
        case str():
            return _harmless(cell.value)
    return str(cell.value)


def _harmless(text: str) -> str:
    """A quote before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
