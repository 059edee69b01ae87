"""The sentences that answer what was done with a booking. No amounts: they stand in histories, which all may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.bookings import Booking, UnitType
from bot.kinds import BookingStatus, LeadStatus
from bot.ledger import LedgerEntry
from bot.model import Customer, Lead, Tenant
from bot.money import format_amount
from handlers.views.accounts import customer_words
from handlers.views.blocks import button
from handlers.views.bookings import STATUS_SIGNS, booking_words, units_words
from handlers.views.leads import lead_name
from handlers.views.words import day, escape, shorten, strong

MOST_NOTES = 3_000


def milestone_notes(booking: Booking, unit: UnitType | None, locale: str) -> str:
    """Plain text: what the timeline tells of the booking."""
    told = filter(None, (booking.code, units_words(booking, unit, locale), booking.notes))
    return shorten(" · ".join(told), MOST_NOTES)


def booked(
    booking: Booking,
    customer: Customer,
    *,
    is_new: bool,
    unit: UnitType | None,
    invoice: LedgerEntry | None,
    tenant: Tenant,
    today: date,
) -> str:
    """What is saved now."""
    whose = f"{customer_words(customer)}{', a new customer' if is_new else ''}"
    units = units_words(booking, unit, tenant.locale)
    details = [
        escape(units) if units else None,
        f"{STATUS_SIGNS[booking.status]} {booking.status.label}",
        f"booked {day(booking.booked_on, today)}",
    ]
    billed = f"🧾 invoice {invoice.code}, due {day(invoice.due_on or invoice.entered_on, today)}" if invoice else None
    lines = (f"🎉 Booked {strong(booking.code)} for {whose}", _joined(details), billed)
    return "\n".join(filter(None, lines))


def came_of(lead: Lead | None, effects: Sequence[str], units: str | None) -> str:
    """What else it changed: `effects` is what became of the lead, `units`, in plain text, of the stock."""
    about = [f"👤 {strong(lead_name(lead))} {effects[0]}", *effects[1:]] if lead and effects else []
    return _joined([*about, f"📦 {escape(units)}" if units else None])


def moved(booking: Booking, customer: Customer) -> str:
    """As what was done, so that it can be said to be undone."""
    sign, words = STATUS_SIGNS[booking.status], booking_words(booking, customer)
    if booking.status is BookingStatus.ON_HOLD:
        return f"{sign} Put {words} on hold"
    return f"{sign} {booking.status.label.capitalize()} {words}"


def edited(booking: Booking, customer: Customer, changed: Sequence[str]) -> str:
    return f"✏️ Changed {booking_words(booking, customer)}: {', '.join(changed)}"


def cancelled(booking: Booking, customer: Customer) -> str:
    return f"🚫 Cancelled {booking_words(booking, customer)}"


def booking_buttons(booking: Booking) -> tuple[ButtonElement, ButtonElement]:
    """What a reply leads to beside its Undo."""
    return (
        button("Show", "show_booking", str(booking.id)),
        button("Customer", "show_customer", str(booking.customer_id)),
    )


def _joined(parts: Sequence[str | None]) -> str:
    return " · ".join(filter(None, parts))


def refund_words(refund: int, most: int, unpaid: int, balance: int, tenant: Tenant) -> str | None:
    """Plain text: what becomes of the account, where there was anything to refund.

    `unpaid` is what is open for the booking, `balance` the one so far.
    """
    stands, then, given, owed = (
        format_amount(amount, tenant.currency, tenant.locale)
        for amount in (balance, balance - refund, refund, unpaid - refund)
    )
    still = f"they still owe {owed} for it" if unpaid > refund else None
    if refund:
        made = f"a credit note of {given} is made: the balance goes from {stands} to {then}"
        return "; ".join(filter(None, (made, still)))
    return f"no credit note: {still or f'the balance stays {stands}'}" if most else None


def freed_words(booking: Booking, unit: UnitType, locale: str) -> str:
    """Plain text: what may be sold again."""
    return f"{units_words(booking, unit, locale)} {'is' if booking.unit_count == 1 else 'are'} free again"


def fate_words(lead: Lead, other: Booking | None) -> str | None:
    """Plain text: what becomes of the lead; `other` is a booking of it that stands."""
    if other is not None:
        return f"{lead_name(lead)} stays {lead.status.value}: {other.code} stands"
    return None if lead.status is LeadStatus.LOST else f"{lead_name(lead)} becomes lost"
