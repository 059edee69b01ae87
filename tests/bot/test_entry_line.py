"""A ledger entry as it is typed in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.account_commands import Side
from bot.entry_line import EntryLine, begun_buyer_line, read_buyer_line, read_entry_line
from bot.kinds import EntryType


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("acme payment 60k", EntryLine("acme", EntryType.PAYMENT, "60k")),
        ("Acme Corp  INVOICE  5 lakh", EntryLine("Acme Corp", EntryType.INVOICE, "5 lakh")),
        ("acme credit note ₹5,00,000", EntryLine("acme", EntryType.CREDIT_NOTE, "₹5,00,000")),
        ("acme debit_note Rs. 500", EntryLine("acme", EntryType.DEBIT_NOTE, "Rs. 500")),
        ("acme credit-note -5", EntryLine("acme", EntryType.CREDIT_NOTE, "-5")),
        ("acme payment ₹-5", EntryLine("acme", EntryType.PAYMENT, "₹-5")),
        ("C-7 adjustment 1.2 cr", EntryLine("C-7", EntryType.ADJUSTMENT, "1.2 cr")),
        ("payment 60k", EntryLine("", EntryType.PAYMENT, "60k")),
        ("acme paid 50k", EntryLine("acme", EntryType.PAYMENT, "50k")),
        ("acme credit 50k", EntryLine("acme", EntryType.CREDIT_NOTE, "50k")),
        ("acme debit 50k", EntryLine("acme", EntryType.DEBIT_NOTE, "50k")),
        ("global payment services", None),
        ("acme payment", None),
        ("acme 60k", None),
        ("acme prepayment 60k", None),
        ("", None),
    ],
)
def test_a_line_is_a_name_a_type_and_an_amount(words: str, line: EntryLine | None) -> None:
    assert read_entry_line(words) == line


def test_money_sent_back_is_an_adjustment_by_which_they_owe_more() -> None:
    line = read_entry_line("acme refund 5k")

    assert line == EntryLine("acme", EntryType.ADJUSTMENT, "5k", side=Side.DEBIT, description="Refund paid")


@pytest.mark.parametrize(
    ("rest", "amount", "document", "on"),
    [
        ("5 lakh yesterday", "5 lakh", None, "yesterday"),
        ("3k yesterday R-55", "3k", "R-55", "yesterday"),
        ("50k on 20 nov", "50k", None, "20 nov"),
        ("₹5,00,000 3 days ago", "₹5,00,000", None, "3 days ago"),
        ("3 lakh R-55", "3 lakh", "R-55", None),
        ("Rs. 500 #88/26 2026-11-20", "Rs. 500", "#88/26", "2026-11-20"),
        ("60k INV-900 fri", "60k", "INV-900", "fri"),
        ("50 000", "50 000", None, None),
        ("5 lakh soon", "5 lakh soon", None, None),
        ("60x", "60x", None, None),
    ],
)
def test_behind_the_amount_stand_a_documents_number_and_a_day(
    rest: str, amount: str, document: str | None, on: str | None
) -> None:
    line = read_entry_line(f"acme payment {rest}")

    assert line == EntryLine("acme", EntryType.PAYMENT, amount, document=document, on=on)


@given(words=st.text(max_size=60))
def test_any_words_are_a_line_or_none(words: str) -> None:
    line = read_entry_line(f"{words} payment 5k")

    assert line is None or line.amount.endswith("5k")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("acme 50k", ("acme", "50k")),
        ("kinjal trivedi 85 lakh", ("kinjal trivedi", "85 lakh")),
        ("Tower 3 ₹1.2 cr", ("Tower 3", "₹1.2 cr")),
        ("acme 5,00,000", ("acme", "5,00,000")),
        ("acme rs. 50k", ("acme", "rs. 50k")),
        ("acme 0", ("acme", "0")),
        ("acme 0.00", ("acme", "0.00")),
        ("acme ₹0", ("acme", "₹0")),
        ("Tower 3", None),
        ("acme 2nd", None),
        ("50k", None),
        ("0", None),
        ("acme", None),
    ],
)
def test_who_buys_for_how_much_is_told_apart(words: str, told: tuple[str, str] | None) -> None:
    assert read_buyer_line(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("acme 5 lakh 2bhk pending", ("acme", "5 lakh", "2bhk pending")),
        ("acme 2bhk 5 lakh pending", ("acme 2bhk", "5 lakh", "pending")),
        ("acme 5,00,000 pending", ("acme", "5,00,000", "pending")),
        ("acme 5 lakh", None),
        ("Tower 3 pending", None),
        ("acme", None),
    ],
)
def test_what_stands_behind_the_amount_is_told_apart(words: str, told: tuple[str, str, str] | None) -> None:
    assert begun_buyer_line(words) == told
