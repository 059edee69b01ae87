"""Money as exact integers: minor units of a currency, and how people type and read them. No floats."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_currency_precision

from bot.errors import BotError

MOST_DIGITS = 13
"""Before the decimal point; an amount of ten trillion or more is not taken for meant."""


class AmountNotUnderstood(BotError):
    """I can't read “{text}” as an amount. Type it in figures, like 50000 or 50,000.50."""


class AmountOutOfRange(BotError):
    """An amount must be above zero and below ten trillion."""


class TooManyDecimals(BotError):
    """{currency} has {places} decimals; “{text}” has more."""


def parse_amount(text: str, currency: str) -> int:
    """Minor units of `currency` in an amount as typed: digits, with or without grouping commas and its sign.

    Raises AmountNotUnderstood, TooManyDecimals or AmountOutOfRange.
    """
    plain = "".join(sign for sign in text if sign not in ", " and unicodedata.category(sign) != "Sc")
    if not plain or not plain.replace(".", "", 1).isascii() or not plain.replace(".", "", 1).isdigit():
        raise AmountNotUnderstood(text=text)
    places = get_currency_precision(currency)
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > places:
        raise TooManyDecimals(currency=currency, places=places, text=text)
    digits = (whole + fraction.ljust(places, "0")).lstrip("0")
    if not digits or len(digits) > MOST_DIGITS + places:
        raise AmountOutOfRange
    return int(digits)


def format_amount(minor: int, currency: str, locale: str) -> str:
    """The amount as people of `locale` write it, without decimals where they are all zero: ₹5,00,000."""
    amount = Decimal(minor).scaleb(-get_currency_precision(currency))
    if amount != amount.to_integral_value():
        return format_currency(amount, currency, locale=locale)
    whole = re.sub(r"\.0+", "", Locale.parse(locale).currency_formats["standard"].pattern)
    return format_currency(amount, currency, whole, locale=locale, currency_digits=False)
