"""Money as exact integers: minor units of a currency, and how people type and read them. No floats."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from babel import Locale
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from bot.errors import BotError
from bot.figures import with_minus

MOST_DIGITS = 13
"""Before the decimal point; an amount of ten trillion or more is not taken for meant."""

SCALES = {
    **dict.fromkeys(("k", "thousand"), 3),
    **dict.fromkeys(("l", "lac", "lacs", "lakh", "lakhs"), 5),
    **dict.fromkeys(("m", "mn", "million", "millions"), 6),
    **dict.fromkeys(("c", "cr", "crs", "crore", "crores"), 7),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 9),
}
"""The words that people put behind a number, with the power of ten that each stands for."""

_SPELLED = re.compile(
    r"(?P<sign>[a-z]+\.|[^\d.,]*?) ?(?P<number>[\d.,'’ ]*\d[.,]?) ?(?P<scale>[a-z]*)\.?(?:/-)?",
    re.IGNORECASE | re.ASCII,
)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[.,'’ ])\d{2,3}(?:(?P=mark)\d{2,3})*)?", re.ASCII)
_MINUS = re.compile("[-−]")
_CURRENCY_WORDS = {"INR": ("rs", "rs.", "inr."), "USD": ("us$",)}


class AmountNotUnderstood(BotError):
    """I can't read “{text}” as an amount. Type it in figures, like 50000, {example}, 50k or 5 lakh."""


class AmountOutOfRange(BotError):
    """An amount must be below ten trillion."""


class AmountNotPositive(AmountOutOfRange):
    """An amount must be above zero."""


class TooManyDecimals(BotError):
    """In {currency} an amount has {most}; “{text}” has more."""


def parse_amount(text: str, currency: str, locale: str = "en") -> int:
    """Minor units of `currency` in an amount as typed: 50000, 5,00,000, ₹50k, 5 lakh, 1.2 cr.

    Digits may be grouped by twos and threes; the decimal sign is the locale's. Raises AmountNotUnderstood (also for
    what could be read two ways, like 1,50), TooManyDecimals or AmountOutOfRange.
    """
    said = _SPELLED.fullmatch(" ".join(text.split()))
    scale = said and (SCALES.get(said["scale"].lower()) if said["scale"] else 0)
    sign = _MINUS.sub("", said["sign"]) if said else ""
    parts = _digits(said["number"], locale) if said else None
    if said is None or scale is None or parts is None or not _is_sign_of(sign, currency, locale):
        raise AmountNotUnderstood(text=text, example=_example(currency, locale))
    places = get_currency_precision(currency)
    whole, fraction = parts[0], parts[1].rstrip("0")
    if len(fraction) > places + scale:
        most = "no decimals" if places == 0 else f"at most {places} decimals"
        raise TooManyDecimals(currency=currency, most=most, text=text)
    digits = (whole + fraction.ljust(places + scale, "0")).lstrip("0")
    if sign != said["sign"] or not digits:
        raise AmountNotPositive
    if len(digits) > MOST_DIGITS + places:
        raise AmountOutOfRange
    return int(digits)


def _is_sign_of(sign: str, currency: str, locale: str) -> bool:
    """Whether what stands before the number names the currency, or none: ₹, Rs., INR."""
    plain = sign.strip().casefold()
    names = {currency.casefold(), get_currency_symbol(currency, locale=locale).casefold()}
    known = names | set(_CURRENCY_WORDS.get(currency, ()))
    return not plain or plain in known or (len(plain) == 1 and unicodedata.category(plain) == "Sc")


def _example(currency: str, locale: str) -> str:
    """An amount as it may be typed: 50,000.50."""
    decimals = {0: "", 3: ".500"}.get(get_currency_precision(currency), ".50")
    return format_decimal(Decimal(f"50000{decimals}"), f"#,##0{decimals.replace('5', '0')}", locale=locale)


def _digits(number: str, locale: str) -> tuple[str, str] | None:
    """The digits before and after the decimal sign; None where they are in groups that are none."""
    decimal = get_decimal_symbol(locale)
    whole, _, fraction = number.partition(decimal)
    whole, fraction = whole.strip(), fraction.strip()
    marks = {mark for mark in whole if not mark.isdigit()}
    grouped = _GROUPED.fullmatch(whole)
    last = re.split(r"[^0-9]", whole)[-1]
    is_one_number = not marks or (grouped is not None and len(last) == 3 and marks <= _group_marks(locale))
    if not is_one_number or not (fraction.isdigit() or not fraction):
        return None
    return re.sub(r"[^0-9]", "", whole), fraction


def _group_marks(locale: str) -> set[str]:
    return {get_group_symbol(locale), " ", "'", "’"} - {get_decimal_symbol(locale)}


def currency_sign(currency: str) -> str:
    """₹, $; the code where there is none."""
    return get_currency_symbol(currency, locale="en")


def format_amount(minor: int, currency: str, locale: str) -> str:
    """The amount as people of `locale` write it, without decimals where they are all zero: ₹5,00,000."""
    amount = in_units(minor, currency)
    if amount != amount.to_integral_value():
        return with_minus(format_currency(amount, currency, locale=locale))
    whole = re.sub(r"\.0+", "", Locale.parse(locale).currency_formats["standard"].pattern)
    return with_minus(format_currency(amount, currency, whole, locale=locale, currency_digits=False))


def plain_amount(minor: int, currency: str, locale: str) -> str:
    """The amount without its currency, as it is typed into a form: 5,00,000."""
    return format_decimal(in_units(minor, currency), locale=locale)


def in_units(minor: int, currency: str) -> Decimal:
    """The exact amount in whole units, with all decimals of the currency, for a file or a form: 500000.00."""
    places = get_currency_precision(currency)
    return Decimal(minor).scaleb(-places).quantize(Decimal(1).scaleb(-places))
