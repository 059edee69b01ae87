"""How bookings look: in a sentence, in a list, and each on its card with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.billing import Billing
from bot.bookings import NEXT_STATUSES, Booking, UnitType
from bot.figures import Figures
from bot.kinds import BookingStatus
from bot.model import Customer, Lead, Tenant
from bot.money import format_amount
from handlers.views.accounts import customer_line, customer_words
from handlers.views.answers import Message, which
from handlers.views.blocks import Blocks, actions, button, context, header, section
from handlers.views.leads import lead_line, lead_words, said
from handlers.views.words import day, escape, shorten, strong, unbroken

MOST_NOTES = 400
TITLES = {"": "Bookings", "pending": "Pending bookings", "mine": "My bookings"}
"""By which of them are listed."""
STATUS_SIGNS = {
    BookingStatus.PENDING: "⏳",
    BookingStatus.CONFIRMED: "✅",
    BookingStatus.ON_HOLD: "⏸️",
    BookingStatus.COMPLETED: "🏁",
    BookingStatus.CANCELLED: "🚫",
}
STEPS = {
    BookingStatus.CONFIRMED: ("Confirm", "confirm_booking"),
    BookingStatus.ON_HOLD: ("Hold", "hold_booking"),
    BookingStatus.COMPLETED: ("Complete", "complete_booking"),
}
"""The text and action of the button that brings a booking to this status; cancelling asks for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBooking:
    """A booking as one person may see it.

    `lead` is None where there is none, or none any more. Without a `billing` the money is hidden from this person;
    who is no `owner` moves nothing, and only a `manager` cancels.
    """

    booking: Booking
    customer: Customer
    lead: Lead | None
    unit: UnitType | None
    billing: Billing | None
    owner: bool
    manager: bool
    tenant: Tenant
    today: date


def booking_words(booking: Booking, customer: Customer) -> str:
    """Markup: the booking as a reply names it."""
    return f"{strong(booking.code)} of {strong(customer.name)}"


def units_words(booking: Booking, unit: UnitType | None, locale: str) -> str | None:
    """Plain text: 2 × 3BHK."""
    return f"{Figures(locale).count(booking.unit_count)} × {unit.name}" if unit else None


def booking_card(known: KnownBooking) -> Message:
    name = f"{known.booking.code} · {known.customer.name}"
    return {"text": escape(name), "blocks": [*booking_blocks(known), *_buttons(known)]}


def booking_blocks(known: KnownBooking) -> Blocks:
    """The card without its buttons."""
    booking = known.booking
    notes = [context(f"📝 {escape(shorten(booking.notes, MOST_NOTES))}")] if booking.notes else []
    return [header(f"{booking.code} · {known.customer.name}"), section(_facts(known)), *notes]


def _facts(known: KnownBooking) -> str:
    booking, tenant = known.booking, known.tenant
    units = units_words(booking, known.unit, tenant.locale)
    delivery = f"delivery {unbroken(day(booking.delivery_on, known.today))}" if booking.delivery_on else None
    status = f"{STATUS_SIGNS[booking.status]} *{booking.status.label.capitalize()}*"
    amount = f"*{_money(booking.amount, tenant)}*" if known.billing else None
    lines = [
        " · ".join(filter(None, (status, amount))),
        _cancellation(known),
        f"📦 {escape(units)}" if units else None,
        " · ".join(filter(None, (f"📅 booked {unbroken(day(booking.booked_on, known.today))}", delivery))),
        f"🏢 {customer_words(known.customer)}",
        f"👤 {lead_words(known.lead)}" if known.lead else None,
        f"🧾 {_billing_words(known.billing, tenant, known.today)}" if known.billing else None,
    ]
    return "\n".join(filter(None, lines))


def _cancellation(known: KnownBooking) -> str | None:
    """When it was cancelled, why, and what was credited: maybe nobody had paid yet."""
    booking = known.booking
    if booking.status is not BookingStatus.CANCELLED:
        return None
    refund = f"{_money(booking.refund, known.tenant)} credited" if booking.refund and known.billing else None
    on = day(booking.cancelled_on, known.today) if booking.cancelled_on else None
    reason = said(booking.cancellation_reason) if booking.cancellation_reason else None
    return " · ".join(filter(None, (on, reason, refund)))


def _billing_words(billing: Billing, tenant: Tenant, today: date) -> str:
    if not billing.invoiced:
        return f"not invoiced · {_money(billing.paid, tenant)} paid" if billing.paid else "not invoiced"
    due = f", due {day(billing.due_on, today)}" if billing.due_on else ""
    if not billing.open:
        state = "nothing open"
    elif billing.open == billing.invoiced:
        state = f"all of it open{due}"
    else:
        state = f"{_money(billing.open, tenant)} open{due}"
    credited = f"{_money(billing.credited, tenant)} credited" if billing.credited else None
    return " · ".join(filter(None, (f"invoiced {_money(billing.invoiced, tenant)}", credited, state)))


def _money(amount: int, tenant: Tenant) -> str:
    return format_amount(amount, tenant.currency, tenant.locale)


def _buttons(known: KnownBooking) -> Blocks:
    """What may come next, and below it the way to what belongs to the booking."""
    booking, number = known.booking, str(known.booking.id)
    following = NEXT_STATUSES[booking.status]
    steps = [_step(status, number, is_first=not at) for at, status in enumerate(following) if status in STEPS]
    is_over = booking.status is BookingStatus.CANCELLED
    edit = [] if is_over else [button("Edit", "edit_booking", number)]
    cancel = [button("Cancel…", "cancel_booking", number, style="danger")] if known.manager and not is_over else []
    changes = [*steps, *edit, *cancel] if known.owner else []
    lead = [button("Lead", "show_lead", str(known.lead.id))] if known.lead else []
    customer = button("Customer", "show_customer", str(known.customer.id))
    more = actions(customer, *lead, button("History", "show_history", f"bookings {number}"))
    return [actions(*changes), more] if changes else [more]


def _step(status: BookingStatus, number: str, *, is_first: bool) -> ButtonElement:
    text, action_id = STEPS[status]
    return button(text, action_id, number, style="primary" if is_first else None)


def booking_line(known: KnownBooking) -> str:
    """Markup: the booking in a list."""
    booking = known.booking
    units = units_words(booking, known.unit, known.tenant.locale)
    details = [
        unbroken(booking.status.label),
        escape(units) if units else None,
        unbroken(day(booking.booked_on, known.today)),
        _money(booking.amount, known.tenant) if known.billing else None,
    ]
    name = f"{strong(booking.code)} · {escape(known.customer.name)}"
    return f"{STATUS_SIGNS[booking.status]} {name}\n{' · '.join(filter(None, details))}"


def booking_list(bookings: Sequence[KnownBooking], *, which: str, has_more: bool) -> Message:
    """The newest first; `which` of them is empty for all, pending, or mine."""
    make = button("New booking", "new_booking")
    title = TITLES[which]
    if not bookings:
        nothing = f"No booking is {which}." if which else "Nothing is booked yet. The first one is yours to make."
        return {"text": title, "blocks": [section(nothing), actions(make)]}
    lines = [_listed(known, "show_booking") for known in bookings]
    hidden = any(known.billing is None for known in bookings)
    hints = [
        context("Also: `/booking list pending`, `/booking list mine`, or `/booking` and a code or a buyer's name."),
        *([context("Amounts are shown to managers, and to the rep whose customer it is.")] if hidden else []),
    ]
    older = [button("Older", "older_bookings", f"{bookings[-1].booking.id} {which}".strip())] if has_more else []
    return {"text": title, "blocks": [header(title), *lines, *hints, actions(*older, make)]}


def _listed(known: KnownBooking, action_id: str) -> dict[str, Any]:
    return section(booking_line(known), accessory=button("Show", action_id, str(known.booking.id)))


@dataclass(frozen=True, slots=True)
class Prospect:
    """Who may be meant to book, in a sentence and in a list, in markup; `of` is what their new booking is of."""

    words: str
    line: str
    of: str


def customer_prospect(customer: Customer) -> Prospect:
    return Prospect(customer_words(customer), customer_line(customer), f"customer {customer.id}")


def lead_prospect(lead: Lead) -> Prospect:
    return Prospect(lead_words(lead), lead_line(lead), f"lead {lead.id}")


def who_books(buyers: Sequence[Prospect], *, text: str = "Who books?", press: str = "Book", has_more: bool) -> Message:
    """Several have that name."""
    choices = [(buyer.line, button(shorten(press, 45), "new_booking", buyer.of)) for buyer in buyers]
    return which(text, choices, has_more=has_more)


def not_booked_yet(buyers: Sequence[Prospect], *, has_more: bool) -> Message:
    """Nobody of that name has booked."""
    if len(buyers) > 1:
        return who_books(buyers, text="None of these has a booking yet. Who books?", has_more=has_more)
    text = f"{buyers[0].words} has no booking yet."
    make = button("Book", "new_booking", buyers[0].of, style="primary")
    return {"text": text, "blocks": [section(text), actions(make)]}
