"""Bookings: the form of a new one, and what recording one does to lead, customer, units and ledger, all at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import BookedAlready, RecordBooking
from bot.billing import billing
from bot.bookings import HOLDS_UNITS, Booking, UnitType
from bot.errors import ask_once, under
from bot.kinds import BookingStatus, EntryType, MilestoneType, Role
from bot.ledger import LedgerEntry
from bot.model import Customer, Lead, Member, Milestone, Write
from bot.money import format_amount, parse_amount
from bot.roles import may, require
from bot.stages import status_after
from handlers.booking_customers import find_or_make_buyer
from handlers.carried import OutOfDate, as_id, carried_text, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.customers import account_of, sees_account
from handlers.doors import channel_of, open_or_replace
from handlers.drafts import choice_in, day_in, typed_so_far
from handlers.events import follow_milestone
from handlers.forms import confirmed, field_of, metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.accounts import balance_now, customer_option
from handlers.views.booking_forms import MOST_UNITS, BookingDraft, BookingTerms, booking_form
from handlers.views.booking_replies import booked, booking_buttons, came_of, milestone_notes
from handlers.views.events import effects
from handlers.views.leads import lead_name, lead_option
from handlers.views.units import left_words
from handlers.views.words import day, escape, strong
from storage.store import Store

routes = Routes()


@routes.action("new_booking")
def press_new_booking(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """`value` is "lead 12" or "customer 7", maybe with the day and the amount behind it, or empty.

    In a form, which was to log the milestone alone, the booking's form takes its place.
    """
    asking = body.get("view") or {}
    with read_store() as store:
        draft = _draft_for(store, carried_text(action))
        if asking.get("callback_id") == "milestone_form":
            draft = _continued(draft, asking)
        view = _form(store, draft, member, channel=channel_of(body))
    open_or_replace(client, body, view)
    ack()


def open_booking_form(
    client: WebClient, trigger_id: str, read_store: ReadStore, member: Member, *, of: str = "", channel: str | None
) -> None:
    """`of` says who buys, as the value of `new_booking` does."""
    with read_store() as store:
        view = _form(store, _draft_for(store, of), member, channel=channel)
    client.views_open(trigger_id=trigger_id, view=view)


def _draft_for(store: Store, of: str) -> BookingDraft:
    kind, record_id, booked_on, amount, *_ = [*of.split(maxsplit=3), "", "", "", ""]
    with unless_out_of_date():
        on = date.fromisoformat(booked_on) if booked_on else store.today
    draft = BookingDraft(booked_on=on, amount=amount or None)
    match kind:
        case "":
            return draft
        case "lead":
            return replace(draft, lead=lead_option(store.leads.get(as_id(record_id))))
        case "customer":
            return replace(draft, customer=customer_option(store.customers.get(as_id(record_id))))
    raise OutOfDate


@unless_out_of_date()
def _continued(draft: BookingDraft, view: dict[str, Any]) -> BookingDraft:
    """With what was typed into the milestone's form so far."""
    typed = typed_so_far(view)
    return replace(
        draft,
        lead=choice_in(typed, "lead") or draft.lead,
        booked_on=day_in(typed, "happened_on") or draft.booked_on,
        notes=typed.get("notes"),
    )


def _form(store: Store, draft: BookingDraft, member: Member, *, channel: str | None) -> dict[str, Any]:
    tenant = store.tenant
    lead = store.leads.find(as_id(draft.lead[0])) if draft.lead else None
    terms = BookingTerms(
        currency=tenant.currency,
        due_on=tenant.terms.due_on(draft.booked_on) if draft.booked_on else None,
        has_units=bool(store.units.names()),
        may_invoice=may(Role.MANAGER, member),
        estimate=format_amount(lead.value, tenant.currency, tenant.locale) if lead and lead.value else None,
    )
    return booking_form(draft, terms, channel=channel)


@routes.action("booking_form.invoice")
@routes.action("booking_form.booked_on")
def change_booking_form(
    ack: Ack, body: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """Ask for the invoice's due date, or no longer; a day that nobody chose goes along with the booking's."""
    view = body["view"]
    with read_store() as store:
        changed = _form(store, draft_of(view), member, channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


@unless_out_of_date()
def draft_of(view: dict[str, Any]) -> BookingDraft:
    typed = typed_so_far(view)
    count = str(typed.get("unit_count", ""))
    due_on = day_in(typed, "due_on")
    return BookingDraft(
        lead=choice_in(typed, "lead"),
        customer=choice_in(typed, "customer"),
        amount=typed.get("amount"),
        unit_type=choice_in(typed, "unit_type"),
        unit_count=int(count) if count.isascii() and count.isdigit() and 0 < int(count) <= MOST_UNITS else None,
        booked_on=day_in(typed, "booked_on"),
        status=BookingStatus(typed.get("status", BookingStatus.CONFIRMED)),
        delivery_on=day_in(typed, "delivery_on"),
        code=typed.get("code"),
        notes=typed.get("notes"),
        invoice="invoice" in typed,
        due_on=None if due_on == _default_in(view) else due_on,
    )


def _default_in(view: dict[str, Any]) -> date | None:
    """The due date that the form put in by itself, which its field carries behind its name."""
    ids = [str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"]
    default = next((block_id.partition(" ")[2] for block_id in ids if field_of(block_id) == "due_on"), "")
    return date.fromisoformat(default) if default else None


@routes.view("booking_form")
def submit_booking_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the booking; errors appear inside the still-open form."""
    command = parse_form(RecordBooking, view)
    with open_store() as store:
        booking, write, told = record_booking(
            store, command, actor=member, submission=view["id"], confirmed=confirmed(view)
        )
        channel = metadata(view).get("channel")
        queue_reply(store, write, member=member, channel=channel, more=booking_buttons(booking), told=told)
    ack()


def _amount_words(store: Store, booking: Booking, member: Member) -> str:
    """Markup for who made it: the amount as they typed it; what is owed now where it was invoiced, if they may know.

    Of a colleague's customer it says whose it is: the booking's card won't show them the amount again.
    """
    customer, tenant = store.customers.get(booking.customer_id), store.tenant
    amount = f"💰 *{format_amount(booking.amount, tenant.currency, tenant.locale)}*"
    if not sees_account(store, customer, member):
        return f"{amount} · {strong(customer.name)} is {escape(_owner_of(store, booking, customer))}'s customer"
    invoiced = billing(booking.id, store.ledger.entries(customer.id)).invoiced
    return f"{amount} · {balance_now(customer, account_of(store, customer), tenant)}" if invoiced else amount


def _owner_of(store: Store, booking: Booking, customer: Customer) -> str:
    lead = store.leads.find(booking.lead_id) if booking.lead_id else None
    owner_id = customer.owner_id or (lead.owner_id if lead else None)
    return store.members.get(owner_id).name if owner_id else "nobody"


def record_booking(
    store: Store, command: RecordBooking, *, actor: Member, submission: str | None, confirmed: Collection[str] = ()
) -> tuple[Booking, Write, str]:
    """The whole step at once: the booking, its milestone and what follows for the lead, the customer, the invoice.

    The text is markup for the actor alone: what came of it, which no longer holds once it is undone, and the amount.
    Raises SoldOut, CodeTaken and what `command.check` does; NotAllowed where a rep asks for the invoice. Asks about a
    second booking of a lead on one day.
    """
    command.check(store.today)
    with under("amount"):
        amount = parse_amount(command.amount, store.tenant.currency, store.tenant.locale)
    if command.invoice:
        with under("invoice"):
            require(Role.MANAGER, store.members.get(actor.id), "Making an invoice")
    lead = _find_lead(store, command, confirmed)
    unit = _take_units(store, command)
    buyer = find_or_make_buyer(store, command, lead, actor=actor)
    booking = _add_booking(store, command, buyer.customer, lead, amount)
    invoice = _add_invoice(store, command, booking) if command.invoice else None
    changed = _convert(store, lead, booking, unit, actor) if lead else []
    summary = booked(
        booking,
        buyer.customer,
        is_new=buyer.is_new,
        unit=unit,
        invoice=invoice,
        tenant=store.tenant,
        today=store.today,
    )
    left = left_words(store.units.stock(unit.id), store.tenant.locale) if unit else None
    told = filter(None, (came_of(lead, changed, left), _amount_words(store, booking, actor)))
    return booking, store.describe(summary, actor=actor, submission=submission), "\n".join(told)


def _find_lead(store: Store, command: RecordBooking, confirmed: Collection[str]) -> Lead | None:
    """Asks about a lead that has booked that day already."""
    if command.lead is None:
        return None
    with under("lead"):
        lead = store.leads.get(command.lead)
    that_day = [found for found in store.bookings.list_of_lead(lead.id) if found.booked_on == command.booked_on]
    standing = next((found for found in that_day if found.status in HOLDS_UNITS), None)
    if standing is not None:
        question = BookedAlready(
            key=f"booked {standing.id}",
            yes="Book once more",
            instead=(f"Show {standing.code}", "show_booking", str(standing.id)),
            lead=lead_name(lead),
            code=standing.code,
            day=day(standing.booked_on, store.today),
        )
        ask_once(question, confirmed)
    return lead


def _take_units(store: Store, command: RecordBooking) -> UnitType | None:
    """No two take the last one: whoever writes for the company does so alone. Raises SoldOut."""
    if command.unit_type is None:
        return None
    with under("unit_type"):
        stock = store.units.stock(command.unit_type)
        stock.take(command.unit_count)
    return stock.unit_type


def _add_booking(store: Store, command: RecordBooking, customer: Customer, lead: Lead | None, amount: int) -> Booking:
    return store.bookings.add(
        customer.id,
        lead.id if lead else None,
        command.booked_on,
        amount,
        status=command.status,
        unit_type_id=command.unit_type,
        unit_count=command.unit_count,
        delivery_on=command.delivery_on,
        notes=command.notes,
        code=command.code,
    )


def _add_invoice(store: Store, command: RecordBooking, booking: Booking) -> LedgerEntry:
    return store.ledger.add(
        booking.customer_id,
        EntryType.INVOICE,
        booking.booked_on,
        debit=booking.amount,
        due_on=command.due_on or store.tenant.terms.due_on(booking.booked_on),
        booking_id=booking.id,
        description=f"Booking {booking.code}",
    )


def _convert(store: Store, lead: Lead, booking: Booking, unit: UnitType | None, actor: Member) -> list[str]:
    """Record the booking's milestone and let the lead follow it; says in markup what that changed."""
    milestone = _milestone_of(store, lead, booking, unit)
    status = status_after(lead.status, milestone.type)
    moved, settled = follow_milestone(store, milestone, status, actor=actor)
    return effects(moved, before=lead.status, follow_up=None, owner=None, settled=settled, today=store.today)


def _milestone_of(store: Store, lead: Lead, booking: Booking, unit: UnitType | None) -> Milestone:
    """One that was logged by hand on that day, and that no booking has yet, is the booking's own."""
    notes = milestone_notes(booking, unit, store.tenant.locale)
    logged = store.milestones.find_same(lead.id, MilestoneType.BOOKING, booking.booked_on)
    others = [other for other in store.bookings.list_of_lead(lead.id) if other.booked_on == booking.booked_on]
    if logged is None or others != [booking]:
        return store.milestones.add(lead.id, MilestoneType.BOOKING, booking.booked_on, notes=notes)
    return logged if logged.notes else store.milestones.change(logged.id, notes=notes)
