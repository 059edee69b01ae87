"""How the forms of a booking look: to make one, to correct one, to cancel one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.bookings import AT_FIRST, Booking
from bot.kinds import BookingStatus
from bot.money import currency_sign
from handlers.views.blocks import (
    Blocks,
    Choice,
    date_input,
    field,
    form,
    line_input,
    number_input,
    paragraph_input,
    section,
    select,
    tick,
    typeahead,
)
from handlers.views.bookings import STATUS_SIGNS

MOST_UNITS = 1_000_000
EXAMPLES = {"INR": "85 lakh or 1.2 cr"}
"""How an amount of what is sold may be typed, by currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingDraft:
    """What stands in a booking's form; None where nothing does."""

    lead: Choice | None = None
    customer: Choice | None = None
    amount: str | None = None
    unit_type: Choice | None = None
    unit_count: int | None = 1
    booked_on: date | None = None
    status: BookingStatus = BookingStatus.CONFIRMED
    delivery_on: date | None = None
    code: str | None = None
    notes: str | None = None
    invoice: bool = False
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingTerms:
    """What the form is made with.

    `due_on` is when an invoice is due, `estimate` what the lead's owner thinks it is worth, in words.
    """

    currency: str
    due_on: date | None
    has_units: bool
    may_invoice: bool
    estimate: str | None = None


def booking_form(draft: BookingDraft, terms: BookingTerms, *, channel: str | None) -> dict[str, Any]:
    blocks = [
        *_buyer(draft),
        field(
            "amount",
            f"Amount ({currency_sign(terms.currency)})",
            line_input(initial=draft.amount, placeholder=EXAMPLES.get(terms.currency, "50,000 or 50k"), limit=40),
            hint=f"The lead's estimated value is {terms.estimate}." if terms.estimate else None,
        ),
        *(_units(draft) if terms.has_units else []),
        *(_invoice(draft, terms) if terms.may_invoice else []),
        field("status", "Status", select(_statuses(), chosen=draft.status)),
        field("booked_on", "Booked on", date_input(draft.booked_on), rebuilds=draft.invoice),
        field("delivery_on", "Delivery on", date_input(draft.delivery_on), optional=True),
        field("notes", "Notes", paragraph_input(initial=draft.notes), optional=True),
        field(
            "code",
            "Code",
            line_input(initial=draft.code, limit=32),
            optional=True,
            hint="Your own number for it. Empty: the next one, like BK-2026-0003.",
        ),
    ]
    # What was chosen stays known while the tick is off.
    kept = {"due_on": draft.due_on.isoformat()} if draft.due_on and not draft.invoice else {}
    return form("booking_form", "New booking", blocks, metadata=json.dumps({"channel": channel, "kept": kept}))


def _buyer(draft: BookingDraft) -> Blocks:
    return [
        {**section("Choose the lead, or the customer who buys again."), "block_id": "buyer"},
        field(
            "lead",
            "Lead",
            typeahead(chosen=draft.lead, placeholder="Type a name, company or code"),
            optional=True,
            hint="Becomes the customer, unless you choose one below.",
        ),
        field(
            "customer",
            "Customer",
            typeahead(chosen=draft.customer, placeholder="Who has bought before?"),
            optional=True,
        ),
    ]


def _units(draft: BookingDraft) -> Blocks:
    chosen = typeahead(chosen=draft.unit_type, placeholder="What was sold?")
    return [
        field("unit_type", "Unit type", chosen, optional=True),
        field("unit_count", "How many", number_input(draft.unit_count, 1, MOST_UNITS)),
    ]


def _statuses() -> list[Choice]:
    return [(status.value, f"{STATUS_SIGNS[status]} {status.label.capitalize()}") for status in AT_FIRST]


def _invoice(draft: BookingDraft, terms: BookingTerms) -> Blocks:
    box = tick("yes", "Make the invoice too", ticked=draft.invoice)
    blocks = [field("invoice", "Invoice", box, optional=True, rebuilds=True)]
    if draft.invoice:
        # Slack keeps what stands in a field that it knows: another default day is another field.
        due = date_input(draft.due_on or terms.due_on)
        blocks.append(field(f"due_on {terms.due_on or ''}".strip(), "Due on", due))
    return blocks


def booking_edit_form(booking: Booking, *, words: str, carried: dict[str, Any]) -> dict[str, Any]:
    """`words` is markup: the booking as replies name it."""
    blocks = [
        section(
            f"{words}\nWho bought what for how much stays. Was that wrong? A manager cancels it, and it is booked anew."
        ),
        field("booked_on", "Booked on", date_input(booking.booked_on)),
        field("delivery_on", "Delivery on", date_input(booking.delivery_on), optional=True),
        field("notes", "Notes", paragraph_input(initial=booking.notes), optional=True),
    ]
    return form("booking_edit_form", "Edit a booking", blocks, metadata=json.dumps(carried))


def booking_cancel_form(
    *, words: str, most: str | None, unpaid: str | None, currency: str, carried: dict[str, Any]
) -> dict[str, Any]:
    """`most` is the amount up to which can be refunded; None where there is nothing to refund.

    `unpaid` is what would go on being owed for it, as it is typed.
    """
    refund = field(
        "refund",
        f"Refund or credit ({currency_sign(currency)})",
        line_input(initial=unpaid, placeholder=most, limit=40),
        optional=True,
        hint=f"Becomes a credit note: at most {most}, what was invoiced or paid. Empty: none is made.",
    )
    nothing = section("Nothing was invoiced or paid for it, so there is nothing to credit.")
    blocks = [
        section(words),
        field("reason", "Why is it cancelled?", paragraph_input(placeholder="Budget cut, bought elsewhere, …")),
        refund if most else nothing,
    ]
    view = form("booking_cancel_form", "Cancel a booking", blocks, submit="Next", metadata=json.dumps(carried))
    # Two buttons that say Cancel would be one too many.
    return {**view, "close": {"type": "plain_text", "text": "Keep it"}}
