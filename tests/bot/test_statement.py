"""A statement that can be sent to a customer: its table, its PDF and its workbook."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.kinds import EntryType
from bot.ledger import Bucket, Health, LedgerEntry, Terms, account_of, ageing, in_order, outstanding, settle
from bot.model import Customer, Tenant
from bot.periods import parse_period
from bot.sheets import comma_separated, money_format, workbook
from bot.statement import (
    NotBegunYet,
    Statement,
    customer_health,
    newest_lines,
    statement_of,
    statement_table,
)
from bot.statement_pdf import statement_pdf
from handlers.artist import workbook_of
from tests.bot.test_ledger import TODAY, entry

GROUPED_BY_TWOS = r"[>=10000000][$₹]##\,##\,##\,##0.00;[>=100000][$₹]##\,##\,##0.00;[$₹]#,##0.00"
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
        lines=account_of(entries)[1],
        closing=outstanding(entries),
        buckets=ageing(settlement, TODAY),
        unapplied=settlement.unapplied,
        health=customer_health(entries, TERMS, TODAY),
        bookings={3: "BK-2026-0003"},
    )


def what(line: LedgerEntry, *others: LedgerEntry) -> str:
    """What the first line of an account with these entries says."""
    return statement_table(replace(statement(), lines=account_of([line, *others])[1])).rows[0][2].text


def test_a_debit_says_when_it_is_due_while_it_is_open() -> None:
    invoice = entry(1, 100_00, on=date(2026, 10, 1), due_on=date(2026, 10, 31))

    assert what(invoice) == "Invoice, due 31 Oct 2026"
    assert what(invoice, entry(2, -40_00, on=date(2026, 10, 2))) == "Invoice, due 31 Oct 2026"
    assert what(invoice, entry(2, -100_00, on=date(2026, 10, 2))) == "Invoice"


@pytest.mark.parametrize(
    ("document", "description", "words"),
    [
        (None, "Booking BK-2026-0003", "Payment · Booking BK-2026-0003"),
        ("R-9", None, "Payment · R-9 · BK-2026-0003"),
        ("R-9", "Part", "Payment · R-9 · BK-2026-0003 · Part"),
    ],
)
def test_an_entry_names_its_document_and_its_booking(document: str | None, description: str | None, words: str) -> None:
    payment = entry(1, -100_00, on=date(2026, 10, 1))

    assert what(replace(payment, booking_id=3, document=document, description=description)) == words


def test_the_table_has_a_running_balance_and_totals() -> None:
    table = statement_table(statement())

    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1 Oct 2026", "LE-000001", "Invoice, due 31 Oct 2026 · INV-12", "₹5,00,000", "", "₹5,00,000"],
        ["20 Oct 2026", "LE-000002", "Payment", "", "₹3,00,000", "₹2,00,000"],
        ["2 Nov 2026", "LE-000003", "Credit note", "", "₹50,000", "₹1,50,000"],
    ]
    assert [cell.text for cell in table.total] == ["Total", "", "", "₹5,00,000", "₹3,50,000", "₹1,50,000"]
    assert table.caption == "Statement of Acme Corp (C-7), up to 25 Nov 2026"


def test_a_statement_from_a_day_on_begins_with_the_balance_before_it() -> None:
    table = statement_table(
        replace(statement(start=date(2026, 11, 1)), opening=200_000_00, lines=statement().lines[2:])
    )

    assert [cell.text for cell in table.rows[0]] == ["1 Nov 2026", "", "Balance brought forward", "", "", "₹2,00,000"]
    assert len(table.rows) == 2


def of_period(words: str, today: date = TODAY) -> Statement:
    tenant = Tenant(1, "Northwind Homes", "INR", "en_IN", "Asia/Kolkata", 20, TERMS)
    customer = Customer(7, "C-7", "Acme Corp", None, None, None, None, None)
    period = parse_period(words, today=today)
    return statement_of(customer, history(), bookings=[], tenant=tenant, period=period, today=today)


def test_the_statement_of_all_time_is_as_of_today() -> None:
    told = of_period("all time")
    assert (told.start, told.today, told.opening, told.closing) == (None, TODAY, 0, 150_000_00)
    assert [line.balance for line in told.lines] == [500_000_00, 200_000_00, 150_000_00]
    assert told.buckets[Bucket.UP_TO_30] == 150_000_00


def test_the_statement_of_a_period_begins_with_what_was_before_it() -> None:
    told = of_period("this month")
    assert (told.start, told.today, told.opening) == (date(2026, 11, 1), TODAY, 200_000_00)
    assert [line.entry.code for line in told.lines] == ["LE-000003"]


def test_the_statement_of_a_period_that_is_over_is_as_of_its_end() -> None:
    told = of_period("2026-10")
    assert (told.today, told.closing, told.health) == (date(2026, 10, 31), 200_000_00, Health.HIGH_RISK)
    assert told.buckets[Bucket.NOT_DUE] == 200_000_00
    assert told.period == "1 Oct 2026 to 31 Oct 2026"


def test_a_period_to_come_has_no_statement() -> None:
    with pytest.raises(NotBegunYet, match="2027 has not begun yet"):
        of_period("2027")


@pytest.mark.parametrize(
    ("count", "codes", "opening"),
    [(5, [1, 2, 3], 0), (3, [1, 2, 3], 0), (2, [2, 3], 500_000_00), (1, [3], 200_000_00)],
)
def test_the_newest_lines_begin_with_the_balance_before_them(count: int, codes: list[int], opening: int) -> None:
    told = newest_lines(of_period("all time"), count)
    assert [line.entry.id for line in told.lines] == codes
    assert told.opening == opening
    assert told.opening + told.debits - told.credits == told.closing
    assert (told.start is None) == (len(codes) == 3)


def test_a_customer_with_more_than_a_lakh_is_a_high_risk_and_one_overdue_for_long_is_escalated() -> None:
    assert statement().health is Health.HIGH_RISK
    assert customer_health(history(), TERMS, date(2026, 12, 1)) is Health.ESCALATE
    assert customer_health([], TERMS, TODAY) is Health.GOOD


def texts_of(told: Statement) -> list[str]:
    """What each page of its PDF says."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(statement_pdf(told))).pages]


def test_the_pdf_says_who_owes_what_since_when() -> None:
    (text,) = texts_of(statement())

    assert text.splitlines()[:5] == [
        "Northwind Homes Statement of account",
        "Account of",
        "Acme Corp",
        "12 Residency Road",
        "Bengaluru 560025",
    ]
    for words in ("As of 25 Nov 2026", "C-7", "Outstanding", "₹1,50,000.00", "LE-000002", "1–30 days", "Page 1 of 1"):
        assert words in text


@pytest.mark.parametrize(
    ("currency", "locale", "words"),
    [
        ("INR", "en_IN", ["₹1,50,000.00", "5,00,000.00 5,00,000.00"]),
        ("EUR", "de_DE", ["150.000,00\N{NO-BREAK SPACE}€", "500.000,00 500.000,00"]),
        ("JPY", "ja_JP", ["￥15,000,000", "50,000,000 50,000,000"]),
    ],
)
def test_the_pdf_writes_amounts_as_its_people_do_with_all_decimals(
    currency: str, locale: str, words: list[str]
) -> None:
    (text,) = texts_of(replace(statement(), currency=currency, locale=locale))

    assert all(amount in text for amount in words)


def test_every_page_of_a_long_pdf_begins_with_the_balance_that_the_one_before_ended_with() -> None:
    entries = [entry(number, 100_00, on=date(2026, 10, 1)) for number in range(1, 61)]
    first, second, third = texts_of(replace(statement(), lines=account_of(entries)[1], closing=6_000_00))

    assert "Carried forward 2,500.00" in first
    assert "Brought forward 2,500.00" in second
    assert "Carried forward" not in third
    for number, text in enumerate((first, second, third), start=1):
        assert "Date Entry What Debit Credit Balance" in text
        assert f"Page {number} of 3" in text


def test_a_pdf_without_an_entry_says_so() -> None:
    (text,) = texts_of(replace(statement(), lines=(), closing=0, buckets=dict.fromkeys(Bucket, 0)))

    assert "There is no entry yet." in text
    assert "Settled\n₹0.00" in text


def test_a_pdf_of_days_without_an_entry_says_so_below_what_was_brought_forward() -> None:
    (text,) = texts_of(of_period("2026-09"))

    assert text.index("Balance brought forward") < text.index("There is no entry in these days.")


def test_a_credit_is_told_as_one() -> None:
    (text,) = texts_of(replace(statement(), closing=-5_000_00, buckets=dict.fromkeys(Bucket, 0), unapplied=5_000_00))

    assert "Credit in your favour\n₹5,000.00" in text
    assert "Credit not yet applied: ₹5,000.00" in text


def test_letters_written_from_right_to_left_stand_in_their_order() -> None:
    (text,) = texts_of(statement(customer="شركة النور"))

    assert "شركة النور" in text


def test_letters_that_make_one_sign_together_are_drawn_as_one() -> None:
    page = PdfReader(io.BytesIO(statement_pdf(statement(customer="क्षमा")))).pages[0]
    signs_of_glyphs = b"".join(font["/ToUnicode"].get_object().get_data() for font in _fonts_of(page))

    assert "क्ष".encode("utf-16-be").hex().upper().encode() in signs_of_glyphs


@pytest.mark.parametrize(
    ("name", "fonts"),
    [
        ("Acme Corp", ["DejaVuSans"]),
        ("श्री किरण", ["DejaVuSans", "KurintoSans"]),
        ("株式会社アクメ", ["DejaVuSans", "KurintoSans", "KurintoSansJP"]),
    ],
)
def test_the_pdf_brings_the_fonts_of_the_scripts_in_it_and_no_others(name: str, fonts: list[str]) -> None:
    pages = PdfReader(io.BytesIO(statement_pdf(statement(customer=name)))).pages
    named = {str(font["/BaseFont"].split("+")[1]) for page in pages for font in _fonts_of(page)}
    families = {re.sub("(-?(Bold|Book|Regular|Bd|Rg))+$", "", font) for font in named}

    assert families == set(fonts)


def _fonts_of(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize(
    "words", ["\u202eevil\u2066", "\x00\x07\x1b", "👩‍👩‍👧 ᚠ 𝔘 \ue000", "नमस्ते مرحبا שלום", " ", "x" * 500]
)
def test_any_words_can_be_printed(words: str) -> None:
    line = replace(history()[0], description=words, document=words)
    told = replace(statement(customer=words), address=words, lines=account_of([line])[1])

    assert statement_pdf(told).startswith(b"%PDF")


def test_a_very_long_account_is_printed_from_its_newest_entries_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.statement_pdf.MOST_LINES", 2)
    text = PdfReader(io.BytesIO(statement_pdf(statement()))).pages[0].extract_text()

    assert "Balance brought forward" in text
    assert "LE-000001" not in text
    assert "LE-000002" in text


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


@pytest.mark.parametrize(
    ("currency", "locale", "shown"),
    [
        ("INR", "en_IN", GROUPED_BY_TWOS),
        ("INR", "en", "[$₹]#,##0.00"),
        ("EUR", "de_DE", "#,##0.00 [$€]"),
        ("JPY", "ja_JP", "[$￥]#,##0"),
        ("KWD", "en", "[$KWD]#,##0.000"),
    ],
)
def test_amounts_in_a_workbook_have_the_sign_and_the_decimals_of_their_currency(
    currency: str, locale: str, shown: str
) -> None:
    told = replace(statement(), currency=currency, locale=locale)
    money = money_format(currency, locale)
    book = load_workbook(io.BytesIO(workbook(statement_table(told), title="Statement", definitions=[], money=money)))

    assert {cell.number_format for cell in book["Figures"]["F"][1:]} == {shown}


def test_a_statements_workbook_says_whose_it_is_above_the_table() -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(statement())))["Statement"]

    assert [sheet[place].value for place in ("A1", "A2", "A3")] == [
        "Northwind Homes",
        "Statement of Acme Corp (C-7), up to 25 Nov 2026",
        "Outstanding: ₹1,50,000",
    ]
    assert [cell.value for cell in sheet[5]] == ["Date", "Entry", "What", "Debit", "Credit", "Balance"]
    assert sheet["F8"].value == 150_000
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$5:$5")


def test_no_customer_entry_or_title_of_a_workbook_becomes_a_formula() -> None:
    told = replace(statement(customer="=cmd()"), company="=1+1")
    line = replace(history()[0], code="=cmd()", document="+1", description="@x")
    book = load_workbook(io.BytesIO(workbook_of(replace(told, lines=account_of([line])[1]))))

    sheet = book["Statement"]
    assert [sheet[place].data_type for place in ("A1", "A2", "A3", "B6", "C6")] == ["s"] * 5
    assert (sheet["A1"].value, sheet["B6"].value) == ("=1+1", "=cmd()")
    assert {cell.data_type for cell in book["About"]["A"]} == {"s"}


def test_no_name_becomes_a_formula() -> None:
    line = replace(history()[0], document="=HYPERLINK(1)")
    told = replace(statement(), lines=account_of([line])[1])
    harmful = statement_table(replace(told, lines=account_of([replace(line, description=None)])[1]))
    cells = load_workbook(io.BytesIO(workbook(harmful, title="=1+1", definitions=["@x"])))["About"]["A"]

    assert all(cell.data_type == "s" for cell in cells)
    csv = comma_separated(replace(harmful, columns=tuple(replace(column, title="=1") for column in harmful.columns)))
    assert csv.decode("utf-8-sig").splitlines()[0] == ",".join(["'=1"] * 6)


def test_money_is_exact_to_the_last_minor_unit_in_a_file() -> None:
    told = replace(statement(), lines=account_of([entry(1, 10**15 - 1)])[1])

    assert statement_table(told).rows[0][3].value == Decimal("9999999999999.99")
    assert "9999999999999.99" in comma_separated(statement_table(told)).decode()
