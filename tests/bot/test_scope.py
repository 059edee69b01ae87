"""How a report writes amounts where there is little room."""

from __future__ import annotations

import pytest

from tests.bot.reports import make_scope


@pytest.mark.parametrize(
    ("locale", "currency", "minor", "text"),
    [
        ("en_IN", "INR", 1_50_000_00, "₹1.5L"),
        ("en_IN", "INR", 999_00_00_000_00, "₹999Cr"),
        ("en_IN", "INR", -4_000_00, "−₹4K"),
        ("de_DE", "EUR", 138_546_27, "138.546\xa0€"),
        ("de_DE", "EUR", -9_000_00, "−9.000\xa0€"),
        ("de_DE", "EUR", 200_000_000_00, "200\xa0Mio.\xa0€"),
        ("de_DE", "EUR", 12_50, "12,5\xa0€"),
        ("ja_JP", "JPY", 12_300_000, "￥1230万"),
    ],
)
def test_amounts_are_short_and_grouped_as_in_their_locale(locale: str, currency: str, minor: int, text: str) -> None:
    assert make_scope(locale=locale, currency=currency).short_money(minor) == text
