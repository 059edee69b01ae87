"""A statement that can be sent to a customer: its table, its PDF and its workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook
from pypdf import PdfReader

from bot.kinds import EntryType
from bot.ledger import Health, LedgerEntry, ageing, in_order, outstanding, settle
from bot.sheets import comma_separated, workbook
from bot.statement import Statement, Terms, customer_health, lines_of, statement_table
from bot.statement_pdf import statement_pdf
from tests.bot.test_ledger import TODAY, entry

TERMS = Terms(good_below=50_000_00, risk_above=100_000_00, payment_days=30)


def history() -> list[LedgerEntry]:
    return in_order(
        [
            replace(entry(1, 500_000_00, on=date(2026, 10, 1), due_on=date(2026, 10, 31)), document="INV-12"),
            entry(2, -300_000_00, on=date(2026, 10, 20)),
            entry(3, -50_000_00, on=date(2026, 11, 2), type_=EntryType.CREDIT_NOTE),
        ]
    )


def statement(*, customer: str = "Acme Corp", start: date | None = None) -> Statement:
    entries = history()
    settlement = settle(entries)
    return Statement(
        company="Northwind Homes",
        customer=customer,
        customer_code="C-7",
        address="12 Residency Road\nBengaluru 560025",
        currency="INR",
        locale="en_IN",
        start=start,
        today=TODAY,
        opening=0,
        lines=lines_of(entries),
        closing=outstanding(entries),
        buckets=ageing(settlement, TODAY),
        unapplied=settlement.unapplied,
        health=customer_health(entries, TERMS, TODAY),
    )


def test_the_table_has_a_running_balance_and_totals() -> None:
    table = statement_table(statement())

    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1 Oct 2026", "LE-000001", "Invoice · INV-12", "₹5,00,000", "", "₹5,00,000"],
        ["20 Oct 2026", "LE-000002", "Payment", "", "₹3,00,000", "₹2,00,000"],
        ["2 Nov 2026", "LE-000003", "Credit note", "", "₹50,000", "₹1,50,000"],
    ]
    assert [cell.text for cell in table.total] == ["", "Total", "", "₹5,00,000", "₹3,50,000", "₹1,50,000"]
    assert table.caption == "Statement of Acme Corp (C-7), up to 25 Nov 2026"


def test_a_statement_from_a_day_on_begins_with_the_balance_before_it() -> None:
    table = statement_table(
        replace(statement(start=date(2026, 11, 1)), opening=200_000_00, lines=statement().lines[2:])
    )

    assert [cell.text for cell in table.rows[0]] == ["1 Nov 2026", "", "Balance brought forward", "", "", "₹2,00,000"]
    assert len(table.rows) == 2


def test_a_customer_with_more_than_a_lakh_is_a_high_risk_and_one_overdue_for_long_is_escalated() -> None:
    assert statement().health is Health.HIGH_RISK
    assert customer_health(history(), TERMS, date(2026, 12, 1)) is Health.ESCALATE
    assert customer_health([], TERMS, TODAY) is Health.GOOD


def test_the_pdf_says_who_owes_what_since_when() -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(statement_pdf(statement()))).pages)

    for words in ("Northwind Homes", "Acme Corp (C-7)", "Balance due", "₹1,50,000", "LE-000002", "1–30", "Page 1 of 1"):
        assert words in text


def test_the_same_statement_is_the_same_pdf() -> None:
    assert statement_pdf(statement()) == statement_pdf(statement())


def test_the_workbook_has_typed_cells_a_frozen_heading_and_its_definition() -> None:
    book = load_workbook(io.BytesIO(workbook(statement_table(statement()), title="Statement", definitions=["Balance"])))
    sheet = book["Figures"]

    assert [cell.value for cell in sheet[1]] == ["Date", "Entry", "What", "Debit", "Credit", "Balance"]
    assert sheet["A2"].is_date
    assert (sheet["D2"].value, sheet["F4"].value, sheet["D3"].value) == (500_000, 150_000, None)
    assert [cell.value for cell in sheet[5]][3:] == [500_000, 350_000, 150_000]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in book["About"]["A"]][-1] == "Balance"


def test_no_name_becomes_a_formula() -> None:
    line = replace(history()[0], document="=HYPERLINK(1)")
    told = replace(statement(), lines=lines_of([line]))
    harmful = statement_table(replace(told, lines=lines_of([replace(line, description=None)])))
    cells = load_workbook(io.BytesIO(workbook(harmful, title="=1+1", definitions=["@x"])))["About"]["A"]

    assert all(cell.data_type == "s" for cell in cells)
    csv = comma_separated(replace(harmful, columns=tuple(replace(column, title="=1") for column in harmful.columns)))
    assert csv.decode("utf-8-sig").splitlines()[0] == ",".join(["'=1"] * 6)


def test_money_is_exact_to_the_last_minor_unit_in_a_file() -> None:
    told = replace(statement(), lines=lines_of([entry(1, 10**15 - 1)]))

    assert statement_table(told).rows[0][3].value == Decimal("9999999999999.99")
    assert "9999999999999.99" in comma_separated(statement_table(told)).decode()
