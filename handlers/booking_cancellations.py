"""A booking cancelled in one step: its status, its milestone and its lead, the credit note, and its units are free."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import CancelBooking, CancelForGood
from bot.billing import billing, refundable
from bot.bookings import HOLDS_UNITS, Booking, RefundBelowZero, RefundTooHigh, require_next
from bot.errors import ask_once, under
from bot.kinds import BookingStatus, EntryType, MilestoneType, Role
from bot.ledger import LedgerEntry
from bot.model import Customer, Lead, Member, Tenant, Write
from bot.money import AmountNotPositive, format_amount, parse_amount, plain_amount
from bot.roles import require
from bot.stages import status_after
from handlers.booking_cards import known_booking, show_anew
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.customers import account_of
from handlers.doors import channel_of, open_view
from handlers.events import follow_milestone
from handlers.forms import confirmed, metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.accounts import balance_now, sent_back_words
from handlers.views.blocks import button
from handlers.views.booking_forms import booking_cancel_form
from handlers.views.booking_replies import booking_buttons, came_of, cancelled, fate_words, freed_words, refund_words
from handlers.views.bookings import booking_line
from handlers.views.events import effects
from handlers.views.ledger import amount_words
from storage.store import Store

routes = Routes()
WHAT = "Cancelling bookings"
NOTHING = re.compile(r"[^\w-]*0[0., ]*")
"""A refund of zero, however it is written: none is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """What cancelling will come to. `other` is another booking of the lead that stands: it keeps the lead won."""

    booking: Booking
    customer: Customer
    lead: Lead | None
    other: Booking | None
    refund: int
    most: int
    reason: str


@routes.action("cancel_booking")
def press_cancel_booking(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    carried = {"channel": channel_of(body), "response_url": body.get("response_url")}
    with read_store() as store:
        view = cancel_form(store, store.bookings.get(carried_id(action)), member, **carried)
    open_view(client, body, view)
    ack()


def cancel_form(store: Store, booking: Booking, member: Member, **carried: str | None) -> dict[str, Any]:
    """Raises NotAllowed for a rep, AlreadyIs for what is cancelled already."""
    require(Role.MANAGER, store.members.get(member.id), WHAT)
    require_next(booking, BookingStatus.CANCELLED)
    tenant, known = store.tenant, known_booking(store, booking, member)
    entries = store.ledger.entries(booking.customer_id)
    most = refundable(booking.id, entries)
    unpaid = min(billing(booking.id, entries).open, most)
    return booking_cancel_form(
        words=booking_line(known),
        most=format_amount(most, tenant.currency, tenant.locale) if most else None,
        unpaid=plain_amount(unpaid, tenant.currency, tenant.locale) if unpaid else None,
        currency=tenant.currency,
        carried={"booking": booking.id, **carried},
    )


@routes.view("booking_cancel_form")
def submit_booking_cancel_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """First it says in figures what will happen; confirmed, it happens."""
    command, carried = parse_form(CancelBooking, view), metadata(view)
    booking_id = record_in(carried, "booking")
    with open_store() as store:
        write, told = cancel_booking(
            store, booking_id, command, actor=member, submission=view["id"], confirmed=confirmed(view)
        )
        show_anew(store, booking_id, write, member=member, response_url=carried.get("response_url"))
        booking = store.bookings.get(booking_id)
        queue_reply(
            store,
            write,
            member=member,
            channel=carried.get("channel"),
            more=[*booking_buttons(booking), button("Statement", "show_statement", str(booking.customer_id))],
            told=told,
        )
    ack()


def _account_words(store: Store, customer: Customer, credit: LedgerEntry | None) -> str:
    """Markup, for managers' eyes: what was credited, what is owed now, and how credit is paid out."""
    account = account_of(store, customer)
    now = balance_now(customer, account, store.tenant)
    told = f"➖ credit note {credit.code} of {amount_words(credit, store.tenant)} · {now}" if credit else f"💰 {now}"
    return "\n".join(filter(None, (told, sent_back_words(customer, account, store.tenant))))


def cancel_booking(
    store: Store,
    booking_id: int,
    command: CancelBooking,
    *,
    actor: Member,
    submission: str | None,
    confirmed: Collection[str] = (),
) -> tuple[Write, str]:
    """The whole step at once; the text is markup for the actor alone: what came of it, and the amounts.

    Raises NotAllowed for a rep, AlreadyIs, RefundBelowZero, RefundTooHigh; asks CancelForGood first.
    """
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    planned = _plan(store, store.bookings.get(booking_id), command)
    ask_once(_question(store, planned), confirmed)
    booking = store.bookings.change(
        booking_id,
        status=BookingStatus.CANCELLED,
        cancelled_on=store.today,
        cancellation_reason=planned.reason,
        refund=planned.refund,
    )
    credit = _credit(store, planned) if planned.refund else None
    changed = _lose(store, planned, planned.lead, actor) if planned.lead else []
    came = came_of(planned.lead, changed, _freed(store, booking))
    told = filter(None, (came, _account_words(store, planned.customer, credit)))
    summary = cancelled(booking, planned.customer)
    return store.describe(summary, actor=actor, submission=submission), "\n".join(told)


def _plan(store: Store, booking: Booking, command: CancelBooking) -> Cancellation:
    require_next(booking, BookingStatus.CANCELLED)
    tenant = store.tenant
    most = refundable(booking.id, store.ledger.entries(booking.customer_id))
    with under("refund"):
        refund = _refund(command.refund or "0", tenant)
        if refund > most:
            raise RefundTooHigh(most=format_amount(most, tenant.currency, tenant.locale))
    lead = store.leads.find(booking.lead_id) if booking.lead_id else None
    others = [
        other
        for other in (store.bookings.list_of_lead(lead.id) if lead else [])
        if other.id != booking.id and other.status in HOLDS_UNITS
    ]
    return Cancellation(
        booking=booking,
        customer=store.customers.get(booking.customer_id),
        lead=lead,
        other=others[0] if others else None,
        refund=refund,
        most=most,
        reason=command.reason,
    )


def _refund(typed: str, tenant: Tenant) -> int:
    """Minor units. Raises RefundBelowZero, or what else is wrong with it."""
    if NOTHING.fullmatch(typed):
        return 0
    try:
        return parse_amount(typed, tenant.currency, tenant.locale)
    except AmountNotPositive as error:
        raise RefundBelowZero from error


def _question(store: Store, planned: Cancellation) -> CancelForGood:
    balance = store.ledger.account(planned.customer.id).balance
    booking = planned.booking
    unpaid = billing(booking.id, store.ledger.entries(planned.customer.id)).open
    told = [
        refund_words(planned.refund, planned.most, unpaid, balance, store.tenant),
        _freed(store, booking),
        fate_words(planned.lead, planned.other) if planned.lead else None,
    ]
    # Another refund, or a balance that moved meanwhile, is another question.
    key = f"cancel {booking.id} {planned.refund} {balance}"
    effects = "".join(f"\n• {effect}" for effect in told if effect)
    return CancelForGood(
        key=key, yes="Cancel the booking", code=booking.code, customer=planned.customer.name, effects=effects
    )


def _freed(store: Store, booking: Booking) -> str | None:
    unit = store.units.get(booking.unit_type_id) if booking.unit_type_id else None
    return freed_words(booking, unit, store.tenant.locale) if unit else None


def _credit(store: Store, planned: Cancellation) -> LedgerEntry:
    part = "Full" if planned.refund == planned.most else "Partial"
    return store.ledger.add(
        planned.customer.id,
        EntryType.CREDIT_NOTE,
        store.today,
        credit=planned.refund,
        booking_id=planned.booking.id,
        description=f"Cancelled booking {planned.booking.code}",
        remarks=f"{part} refund for cancelled booking",
    )


def _lose(store: Store, planned: Cancellation, lead: Lead, actor: Member) -> list[str]:
    """Record the cancellation's milestone; the lead is lost, unless it has booked something else that stands."""
    milestone = store.milestones.add(lead.id, MilestoneType.CANCELLATION, store.today, notes=planned.reason)
    status = lead.status if planned.other else status_after(lead.status, milestone.type)
    moved, settled = follow_milestone(store, milestone, status, actor=actor)
    return effects(moved, before=lead.status, follow_up=None, owner=None, settled=settled, today=store.today)
