"""Tables as workbooks: rates say percent, amounts their currency, and a mix of both each what it is."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from bot.cells import BLANK, columns, rate_cell, text_cell
from bot.comparisons import signed_change, signed_points
from bot.sheets import comma_separated, money_format, workbook
from bot.table import Cell, ColumnKind, Table
from tests.bot.reports import make_scope

RUPEES = money_format("INR", "en_IN")
SHOW = make_scope().show


def table(cell: Cell, kind: ColumnKind) -> Table:
    """One line with the cell in a column of that kind."""
    head = (*columns(ColumnKind.TEXT, "Figure"), *columns(kind, "Now"))
    return Table("KPIs", head, ((text_cell("One"), cell),), (text_cell("Total"), BLANK))


@pytest.mark.parametrize(
    ("kind", "cell", "value", "shown"),
    [
        (ColumnKind.RATE, rate_cell(Fraction("3.44"), make_scope()), 3.4, '0.0#" %"'),
        (ColumnKind.RATE, rate_cell(Fraction("99.99"), make_scope()), 99.99, '0.0#" %"'),
        (ColumnKind.MONEY, Cell(Decimal("50.25"), "₹50.25"), 50.25, RUPEES),
        (ColumnKind.COUNT, Cell(1200, "1,200"), 1200, "#,##0"),
        (ColumnKind.FIGURE, Cell(1200, "1,200"), 1200, "#,##0"),
        (ColumnKind.FIGURE, rate_cell(Fraction("99.99"), make_scope()), 99.99, '0.0#" %"'),
        (ColumnKind.FIGURE, Cell(Fraction("34.5"), "34.5"), 34.5, "0.0#"),
        (ColumnKind.FIGURE, Cell(Decimal("50.25"), "₹50.25"), 50.25, RUPEES),
        (ColumnKind.FIGURE, signed_change(112, 100, SHOW), 12, '+0.0#" %";-0.0#" %"'),
        (ColumnKind.FIGURE, signed_points(Fraction(9), Fraction(10), SHOW), -1, '+0.0#" points";-0.0#" points"'),
        (ColumnKind.FIGURE, signed_change(6, 9, SHOW), -3, "+#,##0;-#,##0"),
        (ColumnKind.FIGURE, signed_change(30, 30, SHOW), 0, "#,##0"),
        (ColumnKind.FIGURE, Cell("soon", "soon"), "soon", "@"),
    ],
)
def test_a_figure_is_a_number_that_shows_its_unit(kind: ColumnKind, cell: Cell, value: object, shown: str) -> None:
    file = workbook(table(cell, kind), title="KPIs", definitions=[], money=RUPEES)
    found = load_workbook(io.BytesIO(file))["Figures"]["B2"]

    assert (found.value, found.number_format) == (value, shown)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("-50000", "[$₹]#,##0.00"),
        ("-100000", r"[$₹]##\,##\,##0.00"),
        ("-1664500.50", r"[$₹]##\,##\,##0.00"),
        ("-12345678", r"[$₹]##\,##\,##\,##0.00"),
    ],
)
def test_an_amount_below_zero_is_grouped_as_one_above_it(amount: str, shown: str) -> None:
    file = workbook(table(Cell(Decimal(amount), amount), ColumnKind.MONEY), title="KPIs", definitions=[], money=RUPEES)

    assert load_workbook(io.BytesIO(file))["Figures"]["B2"].number_format == shown


def test_the_second_sheet_says_its_title_once() -> None:
    file = workbook(table(BLANK, ColumnKind.COUNT), title="Northwind: KPIs", definitions=["As of today."])
    about = load_workbook(io.BytesIO(file))["About"]

    assert [cell.value for cell in about["A"]] == ["Northwind: KPIs", "As of today."]


def test_a_csv_has_the_numbers_alone() -> None:
    cell = Cell(Fraction(-12), "−12 %")
    lines = comma_separated(table(cell, ColumnKind.FIGURE)).decode("utf-8-sig").splitlines()

    assert lines == ["Figure,Now", "One,-12.0", "Total,"]


@pytest.mark.parametrize(("rate", "number"), [("10", "10.0"), ("12.25", "12.3"), ("99.99", "99.99"), ("0.04", "0.04")])
def test_a_csv_rounds_a_rate_as_it_is_printed(rate: str, number: str) -> None:
    cell = rate_cell(Fraction(rate), make_scope())
    lines = comma_separated(table(cell, ColumnKind.RATE)).decode("utf-8-sig").splitlines()

    assert (lines[1], make_scope().show.rate(Fraction(rate))) == (f"One,{number}", f"{number.removesuffix('.0')} %")
