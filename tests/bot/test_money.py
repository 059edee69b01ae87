"""Amounts as people type and read them, and as exact minor units in between."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.money import AmountNotUnderstood, AmountOutOfRange, TooManyDecimals, format_amount, parse_amount

TEN_TRILLION = 10**13
MINOR_DIGITS = {"INR": 2, "USD": 2, "JPY": 0, "KWD": 3}
currencies = st.sampled_from(sorted(MINOR_DIGITS))
locales = st.sampled_from(["en_IN", "en_US", "hi_IN", "ja_JP"])


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("50000", "INR", 5_000_000),
        ("5,00,000", "INR", 50_000_000),
        ("500,000", "INR", 50_000_000),
        ("5 00 000", "INR", 50_000_000),
        ("  500000  ", "INR", 50_000_000),
        ("Rs. 500/-", "INR", 50_000),
        ("50,000.50", "INR", 5_000_050),
        ("50000.5", "INR", 5_000_050),
        ("0.01", "INR", 1),
        (".5", "INR", 50),
        ("5.", "INR", 500),
        ("007", "INR", 700),
        ("₹85,00,000", "INR", 850_000_000),
        ("$ 1,200.50", "USD", 120_050),
        ("1.50000000000000000000000000000000000000", "INR", 150),
        ("1500", "JPY", 1_500),
        ("1500.00", "JPY", 1_500),
        ("1.234", "KWD", 1_234),
        ("9999999999999.99", "INR", 10**15 - 1),
        ("9999999999999", "JPY", 10**13 - 1),
        ("0" * 5_000 + "5", "INR", 500),
        ("50k", "INR", 5_000_000),
        ("5 lakh", "INR", 50_000_000),
        ("5L", "INR", 50_000_000),
        ("2.5 Lakhs", "INR", 25_000_000),
        ("1.2 cr", "INR", 1_200_000_000),
        ("1.2cr.", "INR", 1_200_000_000),
        ("₹1 crore", "INR", 1_000_000_000),
        ("Rs. 500", "INR", 50_000),
        ("INR 5,000", "INR", 500_000),
        ("1.23456k", "INR", 123_456),
        ("1.5 million", "USD", 150_000_000),
        ("US$ 20", "USD", 2_000),
        ("1.5k", "JPY", 1_500),
    ],
)
def test_an_amount_is_read_as_minor_units(text: str, currency: str, minor: int) -> None:
    assert parse_amount(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "error"),
    [
        ("", "INR", AmountNotUnderstood),
        ("   ", "INR", AmountNotUnderstood),
        (",", "INR", AmountNotUnderstood),
        (".", "INR", AmountNotUnderstood),
        ("1.2.3", "INR", AmountNotUnderstood),
        ("-5", "INR", AmountOutOfRange),
        ("−5", "INR", AmountOutOfRange),
        ("₹ -5k", "INR", AmountOutOfRange),
        ("5 - 3", "INR", AmountNotUnderstood),
        ("+5", "INR", AmountNotUnderstood),
        ("5 lak", "INR", AmountNotUnderstood),
        ("1,50", "INR", AmountNotUnderstood),
        ("1,5000", "INR", AmountNotUnderstood),
        ("5,00 000", "INR", AmountNotUnderstood),
        ("EUR 5", "INR", AmountNotUnderstood),
        ("lakh", "INR", AmountNotUnderstood),
        ("5 k 5", "INR", AmountNotUnderstood),
        ("५०,000", "INR", AmountNotUnderstood),
        ("2000000 cr", "INR", AmountOutOfRange),
        ("1.234567k", "INR", TooManyDecimals),
        ("five", "INR", AmountNotUnderstood),
        ("1e5", "INR", AmountNotUnderstood),
        ("1_000", "INR", AmountNotUnderstood),
        ("0x10", "INR", AmountNotUnderstood),
        ("NaN", "INR", AmountNotUnderstood),
        ("Infinity", "INR", AmountNotUnderstood),
        ("५०", "INR", AmountNotUnderstood),
        ("5²", "INR", AmountNotUnderstood),
        ("0", "INR", AmountOutOfRange),
        ("0.00", "INR", AmountOutOfRange),
        ("10,000,000,000,000", "INR", AmountOutOfRange),
        ("10,000,000,000,000", "JPY", AmountOutOfRange),
        ("9" * 5_000, "INR", AmountOutOfRange),
        ("1.234", "INR", TooManyDecimals),
        ("0.001", "INR", TooManyDecimals),
        ("1.5", "JPY", TooManyDecimals),
        ("1.2345", "KWD", TooManyDecimals),
        ("1.0000000000000000000000000000000000001", "INR", TooManyDecimals),
    ],
)
def test_what_is_no_amount_is_refused_in_words(text: str, currency: str, error: type[BotError]) -> None:
    with pytest.raises(error):
        parse_amount(text, currency)


@pytest.mark.parametrize(
    ("currency", "locale", "example"),
    [
        ("INR", "en_IN", "50,000.50"),
        ("EUR", "de_DE", "50.000,50"),
        ("JPY", "ja_JP", "50,000"),
        ("KWD", "en", "50,000.500"),
    ],
)
def test_what_it_says_to_type_can_be_typed(currency: str, locale: str, example: str) -> None:
    with pytest.raises(AmountNotUnderstood, match=f"like 50000, {example}, 50k or 5 lakh"):
        parse_amount("a lot", currency, locale)
    assert parse_amount(example, currency, locale) >= 50_000


@pytest.mark.parametrize(
    ("text", "currency", "words"),
    [
        (
            "five {x}",
            "INR",
            "I can't read “five {x}” as an amount. Type it in figures, like 50000, 50,000.50, 50k or 5 lakh.",
        ),
        ("1.5", "JPY", "In JPY an amount has no decimals; “1.5” has more."),
        ("1.234", "INR", "In INR an amount has at most 2 decimals; “1.234” has more."),
        ("0", "INR", "An amount must be above zero."),
        ("2000000 cr", "INR", "An amount must be below ten trillion."),
    ],
)
def test_a_refusal_says_what_to_type(text: str, currency: str, words: str) -> None:
    with pytest.raises(BotError) as refused:
        parse_amount(text, currency)

    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "shown"),
    [
        (50_000_000, "INR", "en_IN", "₹5,00,000"),
        (123_456_789_00, "INR", "en_IN", "₹12,34,56,789"),
        (50_000_050, "INR", "en_IN", "₹5,00,000.50"),
        (1, "INR", "en_IN", "₹0.01"),
        (0, "INR", "en_IN", "₹0"),
        (-50_000_000, "INR", "en_IN", "−₹5,00,000"),
        (-50, "INR", "en_IN", "−₹0.50"),
        (123_456_700, "USD", "en_US", "$1,234,567"),
        (123_456_789, "USD", "en_US", "$1,234,567.89"),
        (1_234_567, "JPY", "ja_JP", "￥1,234,567"),
        (1_234_567, "JPY", "en_US", "¥1,234,567"),
        (123_456_700, "EUR", "de_DE", "1.234.567\xa0€"),
        (1_234, "KWD", "en_US", "KWD1.234"),
        (10**15 - 1, "INR", "en_IN", "₹99,99,99,99,99,999.99"),
    ],
)
def test_an_amount_is_shown_as_its_readers_write_it(minor: int, currency: str, locale: str, shown: str) -> None:
    assert format_amount(minor, currency, locale) == shown


@given(st.integers(min_value=1, max_value=10**13 - 1), currencies, locales)
def test_what_is_shown_is_read_back_as_the_same_amount(minor: int, currency: str, locale: str) -> None:
    shown = format_amount(minor, currency, locale)

    assert parse_amount(re.sub(r"[^0-9.,]", "", shown), currency) == minor


@pytest.mark.parametrize(
    ("text", "locale", "minor"),
    [
        ("1.234,50", "de_DE", 123_450),
        ("1234,5", "de_DE", 123_450),
        ("1.234", "de_DE", 123_400),
        ("1 234,50", "fr_FR", 123_450),
        ("1’234.50", "de_CH", 123_450),
    ],
)
def test_the_decimal_sign_is_the_locales(text: str, locale: str, minor: int) -> None:
    assert parse_amount(text, "EUR", locale) == minor


def test_what_two_locales_read_two_ways_is_refused() -> None:
    with pytest.raises(AmountNotUnderstood):
        parse_amount("1234.50", "EUR", "de_DE")


@given(st.integers(min_value=1, max_value=TEN_TRILLION - 1), currencies)
def test_every_whole_amount_below_ten_trillion_is_read_exactly(units: int, currency: str) -> None:
    assert parse_amount(str(units), currency) == units * 10 ** MINOR_DIGITS[currency]


@given(st.text(max_size=40), currencies)
def test_any_text_is_an_amount_in_range_or_refused(text: str, currency: str) -> None:
    try:
        minor = parse_amount(text, currency)
    except BotError:
        return
    assert 0 < minor < TEN_TRILLION * 10 ** MINOR_DIGITS[currency]
