"""A phone number and an email address as a card shows them: as they were typed, and to be pressed."""

from __future__ import annotations

from bot.contact import phone_key
from handlers.views.words import escape


def phone_words(phone: str, locale: str) -> str:
    """Markup: the number, which calls it on a phone."""
    number = phone_key(phone, locale)
    return f"📞 {_link(f'tel:{number}', phone) if number else escape(phone)}"


def email_words(email: str) -> str:
    return f"✉️ {_link(f'mailto:{email}', email)}"


def _link(address: str, label: str) -> str:
    # A bar would end the address.
    return f"<{escape(address)}|{escape(label)}>" if "|" not in address else escape(label)
