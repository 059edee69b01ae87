"""A person's phone and email as keys: two spellings of one number or address have the same key."""

from __future__ import annotations

import phonenumbers
from babel import Locale

from bot.errors import BotError


class NotAPhoneNumber(BotError):
    """“{text}” can't be a phone number. Give it with its area or country code, like +91 98450 12345."""


def phone_key(text: str, locale: str) -> str | None:
    """The number in E.164, like +919845012345, or None for what can't be one; an extension is left out.

    A number without a country code is one of the country of `locale` (Babel's: en_IN); one without its area
    code names no single line, so it has no key.
    """
    try:
        number = phonenumbers.parse(text, Locale.parse(locale).territory)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def checked_phone(text: str, locale: str) -> str:
    """The number's key. Raises NotAPhoneNumber."""
    key = phone_key(text, locale)
    if key is None:
        raise NotAPhoneNumber(text=text, field="phone")
    return key


def email_key(text: str) -> str:
    """The address without regard to case."""
    return text.strip().casefold()
