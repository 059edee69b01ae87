"""Tables as XLSX workbooks and CSV files: typed cells, a frozen heading, totals, definitions on a second sheet.

A text that a spreadsheet would take for a formula is written as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import xlsxwriter
from babel import Locale
from babel.numbers import get_currency_precision, get_currency_symbol

from bot.figures import printed
from bot.lead_sheet import COLUMNS, LeadSheet, Values, lead_rows
from bot.table import Cell, Column, ColumnKind, Table

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
TOTAL = {"bold": True, "top": 1}
LEAD_WIDTH = 18
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 50
NUMBER_FORMATS = {
    ColumnKind.COUNT: "#,##0",
    ColumnKind.RATE: '0.0#" %"',
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.DAY: "d mmm yyyy",
    ColumnKind.TEXT: "@",
    ColumnKind.FIGURE: "0.0#",
}
MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - stands in the file's properties: the same table is the same file


PAPER_A4 = 9
"""As Excel numbers it."""

MONEY = NUMBER_FORMATS[ColumnKind.MONEY]


BY_TWOS = {10_000_000: r"##\,##\,##\,##0", 100_000: r"##\,##\,##0"}
"""From which amount on a spreadsheet, which knows groups of three alone, has to be told of lakhs and crores."""

_LIMIT = re.compile(r"\[>=(\d+)\]")


def money_format(currency: str, locale: str) -> str:
    """How a spreadsheet shows amounts of the currency, in the groups of the locale."""
    places = get_currency_precision(currency)
    sign = f"[${get_currency_symbol(currency, locale=locale)}]"
    pattern = Locale.parse(locale).currency_formats["standard"]

    def section(figures: str) -> str:
        exact = f"{figures}.{'0' * places}" if places else figures
        return f"{exact} {sign}" if pattern.pattern.endswith("¤") else f"{sign}{exact}"

    large = BY_TWOS if pattern.grouping == (3, 2) else {}
    return ";".join([*(f"[>={limit}]{section(figures)}" for limit, figures in large.items()), section("#,##0")])


def _money_shown(amount: Decimal, money: str) -> str:
    """The format itself; of an amount below zero, for which it has no condition left, the section of its size."""
    if amount >= 0:
        return money
    sections = [(_LIMIT.match(section), section) for section in money.split(";")]
    return next(_LIMIT.sub("", section) for limit, section in sections if not limit or -amount >= int(limit[1]))


class Total:
    """Adds up the leads that pass through `of`, for the line below them."""

    def __init__(self) -> None:
        self._value = Decimal(0)

    def of(self, rows: Iterable[Values]) -> Iterator[Values]:
        for row in rows:
            self._value += row[-1] or 0
            yield row

    @property
    def row(self) -> Values:
        return ("Total", *[None] * (len(COLUMNS) - 2), self._value)


def workbook(
    table: Table,
    *,
    title: str,
    definitions: Sequence[str],
    money: str = MONEY,
    name: str = "Figures",
    above: Sequence[str] = (),
) -> bytes:
    """The table as the bytes of an XLSX file; rates are in percent, money in whole units of its currency.

    `name` is the sheet's, `above` is what stands over its heading.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS | {"in_memory": True}) as book:
        sheet = _figures(book, title, table.columns, _widths(table), name=name, above=above)
        plain, bold = Styles(book, {}), Styles(book, TOTAL)
        for number, row in enumerate(table.lines, start=_heading_after(above) + 1):
            styles = bold if row is table.total else plain
            shown = [_shown(cell, column, money) for cell, column in zip(row, table.columns, strict=True)]
            _write_row(sheet, number, [cell.value for cell in row], [styles[how] for how in shown])
        _about(book, [title, *definitions])
    return file.getvalue()


class Styles(dict[str, Any]):
    """A workbook's formats by how they show a number, each made once; all of them look like `alike` besides."""

    def __init__(self, book: Any, alike: Mapping[str, Any]) -> None:
        super().__init__()
        self._book, self._alike = book, alike

    def __missing__(self, shown: str) -> Any:
        style = self[shown] = self._book.add_format({"num_format": shown, **self._alike})
        return style


def _shown(cell: Cell, column: Column, money: str) -> str:
    """How a spreadsheet shows the cell's number; among figures, each with its own unit."""
    if column.kind is ColumnKind.MONEY:
        return _money_shown(cell.value, money) if isinstance(cell.value, Decimal) else money
    return _figure_shown(cell, money) if column.kind is ColumnKind.FIGURE else NUMBER_FORMATS[column.kind]


def _figure_shown(cell: Cell, money: str) -> str:
    if isinstance(cell.value, Decimal):
        return _money_shown(cell.value, money)
    kinds = {int: ColumnKind.COUNT, Fraction: ColumnKind.FIGURE}
    number = NUMBER_FORMATS[kinds.get(type(cell.value), ColumnKind.TEXT)]
    shown = f'{number}"{cell.unit}"' if cell.unit else number
    return f"+{shown};-{shown}" if cell.is_change and cell.value else shown


def comma_separated(table: Table) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, which a spreadsheet needs to read accents."""
    return _separated(table.columns, ([cell.value for cell in row] for row in table.lines))


def leads_workbook(sheet: LeadSheet) -> bytes:
    """The sheet's leads as the bytes of an XLSX file; no more than a row is kept while it is written."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS | {"constant_memory": True}) as book:
        leads = _figures(book, sheet.title, COLUMNS, [LEAD_WIDTH] * len(COLUMNS))
        formats = NUMBER_FORMATS | {ColumnKind.MONEY: money_format(sheet.currency, sheet.locale)}
        shown = [formats[column.kind] for column in COLUMNS]
        plain, bold, total = Styles(book, {}), Styles(book, TOTAL), Total()
        end = _write_rows(leads, total.of(lead_rows(sheet)), [plain[how] for how in shown])
        _write_row(leads, end, total.row, [bold[how] for how in shown])
        _about(book, [sheet.title, *sheet.about])
    return file.getvalue()


def leads_separated(sheet: LeadSheet) -> bytes:
    """The sheet's leads as CSV, as `comma_separated` makes it."""
    total = Total()
    return _separated(COLUMNS, chain(total.of(lead_rows(sheet)), (total.row for _ in range(1))))


def _figures(
    book: Any,
    title: str,
    columns: Sequence[Column],
    widths: Sequence[int],
    *,
    name: str = "Figures",
    above: Sequence[str] = (),
) -> Any:
    """The first sheet, with its heading: over figures to the right, as they stand; on paper, on every page."""
    book.set_properties({"title": title, "created": MADE_ON})
    sheet, heading = book.add_worksheet(name), _heading_after(above)
    sheet.freeze_panes(heading + 1, 1)
    for number, line in enumerate(above):
        sheet.write_string(number, 0, line, book.add_format({"bold": True}))
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    words = book.add_format({"bold": True, "bottom": 1})
    figures = book.add_format({"bold": True, "bottom": 1, "align": "right"})
    for place, column in enumerate(columns):
        is_words = column.kind in (ColumnKind.TEXT, ColumnKind.DAY)
        sheet.write_string(heading, place, column.title, words if is_words else figures)
    sheet.repeat_rows(heading)
    sheet.set_paper(PAPER_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _heading_after(above: Sequence[str]) -> int:
    """The number of the heading's row, after what stands above it and a blank row."""
    return len(above) + 1 if above else 0


def _about(book: Any, lines: Sequence[str]) -> None:
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100)
    for number, line in enumerate(lines):
        about.write_string(number, 0, line)


def _write_rows(sheet: Any, rows: Iterable[Values], styles: Sequence[Any]) -> int:
    """The number of the row that comes after them."""
    number = 0
    for number, row in enumerate(rows, start=1):
        _write_row(sheet, number, row, styles)
    return number + 1


def _write_row(sheet: Any, number: int, values: Sequence[Any], styles: Sequence[Any]) -> None:
    for place, (value, style) in enumerate(zip(values, styles, strict=True)):
        match value:
            case None:
                sheet.write_blank(number, place, None, style)
            case Fraction():
                sheet.write_number(number, place, float(printed(value)), style)
            case int() | Decimal():
                sheet.write_number(number, place, value, style)
            case date():
                sheet.write_datetime(number, place, datetime.combine(value, time.min), style)
            case str():
                sheet.write_string(number, place, value, style)


def _widths(table: Table) -> list[int]:
    texts = zip(
        [column.title for column in table.columns],
        *([cell.text for cell in row] for row in table.lines),
        strict=True,
    )
    return [min(WIDEST, max(map(len, column)) + 4) for column in texts]


def _separated(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([_harmless(column.title) for column in columns])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case Fraction():
            return str(printed(value))
        case date():
            return value.isoformat()
        case str():
            return _harmless(value)
    return str(value)


def _harmless(text: str) -> str:
    """A quote before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
