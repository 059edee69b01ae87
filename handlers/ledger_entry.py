"""A new ledger entry: its form, which asks what its type needs, and what saving it does. A manager's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from babel.numbers import format_decimal
from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import (
    BookingOfAnother,
    EnteredAlready,
    InvoicedMore,
    PaidMuchMore,
    RecordEntry,
    Side,
    refuse_sign,
)
from bot.billing import billing
from bot.bookings import Booking
from bot.dates import parse_date
from bot.entry_line import EntryLine, read_entry_line
from bot.errors import ask_once, under
from bot.kinds import EntryType, Role
from bot.ledger import LedgerEntry, Terms
from bot.model import Customer, Member, Tenant, Write
from bot.money import format_amount, in_units, parse_amount
from bot.months import day_text
from bot.roles import require
from handlers.carried import as_id, carried_text, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.customers import account_of
from handlers.doors import channel_of, open_view
from handlers.drafts import choice_in, day_in, typed_so_far
from handlers.forms import confirmed, metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.accounts import balance_now, booking_option, customer_option, customer_words
from handlers.views.ledger import EntryDraft, amount_words, entry_buttons, entry_form, entry_words
from storage.store import Store

routes = Routes()
WHAT = "Writing the ledger"
MUCH_MORE = 10


@routes.action("new_entry")
def press_new_entry(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """From a customer's card or statement with that customer, from elsewhere without one.

    Where it was asked which customer is meant, the button carries what was typed behind the name.
    """
    require(Role.MANAGER, member, WHAT)
    customer_id, _, words = carried_text(action).partition(" ")
    with read_store() as store:
        customer = store.customers.get(as_id(customer_id)) if customer_id else None
        view = form_of_line(store, customer, read_entry_line(words), channel=channel_of(body))
    open_view(client, body, view)
    ack()


def open_entry_form(
    client: WebClient, trigger_id: str, member: Member, *, today: date, currency: str, channel: str | None
) -> None:
    """With nothing filled in but the day, so that nothing is looked up. Raises NotAllowed for a rep."""
    require(Role.MANAGER, member, WHAT)
    view = entry_form(EntryDraft(entered_on=today), currency=currency, channel=channel)
    client.views_open(trigger_id=trigger_id, view=view)


def form_of_line(
    store: Store, customer: Customer | None, line: EntryLine | None, *, channel: str | None
) -> dict[str, Any]:
    """The form with what a line tells. Raises what is wrong with its amount or its day."""
    tenant, chosen = store.tenant, customer_option(customer) if customer else None
    draft = EntryDraft(customer=chosen, entered_on=store.today)
    if line is not None:
        read_amount(line.amount, tenant)
        said = replace(
            draft,
            type=line.type,
            side=line.side,
            amount=line.amount,
            entered_on=parse_date(line.on, today=store.today, prefer="past") if line.on else store.today,
            document=line.document,
            description=line.description,
        )
        draft = _with_due_date(said, tenant.terms)
    return entry_form(draft, currency=tenant.currency, channel=channel)


def entry_again_form(store: Store, entry: LedgerEntry, *, channel: str | None) -> dict[str, Any]:
    """The form with all that stands in a known entry."""
    tenant = store.tenant
    booking = store.bookings.get(entry.booking_id) if entry.booking_id else None
    side = Side.DEBIT if entry.debit else Side.CREDIT
    draft = EntryDraft(
        customer=customer_option(store.customers.get(entry.customer_id)),
        type=entry.type,
        side=side if entry.type is EntryType.ADJUSTMENT else None,
        amount=format_decimal(in_units(entry.debit or entry.credit, tenant.currency), locale=tenant.locale),
        entered_on=entry.entered_on,
        due_on=entry.due_on,
        booking=booking_option(booking, store.customers.get(booking.customer_id)) if booking else None,
        document=entry.document,
        description=entry.description,
        remarks=entry.remarks,
    )
    return entry_form(draft, currency=tenant.currency, channel=channel)


@routes.action("entry_form.type")
@routes.action("entry_form.side")
@routes.action("entry_form.entered_on")
def change_entry_form(ack: Ack, body: dict[str, Any], client: WebClient, read_store: ReadStore) -> None:
    """Show the fields that the chosen type needs, and the due date that follows from the day; what was typed stays."""
    view = body["view"]
    with read_store() as store:
        draft = _with_due_date(_draft_of(view), store.tenant.terms)
        changed = entry_form(draft, currency=store.tenant.currency, channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


def read_amount(text: str, tenant: Tenant) -> int:
    """Minor units. Raises SignGiven, or what else is wrong with it."""
    refuse_sign(text)
    return parse_amount(text, tenant.currency, tenant.locale)


@unless_out_of_date()
def _draft_of(view: dict[str, Any]) -> EntryDraft:
    typed = typed_so_far(view)
    return EntryDraft(
        customer=choice_in(typed, "customer"),
        type=EntryType(typed["type"]) if "type" in typed else None,
        side=Side(typed["side"]) if "side" in typed else None,
        amount=typed.get("amount"),
        entered_on=day_in(typed, "entered_on"),
        booking=choice_in(typed, "booking"),
        document=typed.get("document"),
        description=typed.get("description"),
        remarks=typed.get("remarks"),
    )


def _with_due_date(draft: EntryDraft, terms: Terms) -> EntryDraft:
    due_on = terms.due_on(draft.entered_on) if draft.is_debit and draft.entered_on else None
    return replace(draft, due_on=due_on)


@routes.view("entry_form")
def submit_entry_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the entry; errors appear inside the still-open form."""
    command = parse_form(RecordEntry, view)
    if f"due_on {command.entered_on}" not in view["state"]["values"]:
        # It was sent before the form could be shown anew: that due date follows from another day.
        command = command.model_copy(update={"due_on": None})
    with open_store() as store:
        entry, write = record_entry(store, command, actor=member, submission=view["id"], confirmed=confirmed(view))
        queue_reply(
            store,
            write,
            member=member,
            channel=metadata(view).get("channel"),
            more=entry_buttons(entry.customer_id),
            told=_account_words(store, entry),
        )
    ack()


def _account_words(store: Store, entry: LedgerEntry) -> str:
    """Markup: what is owed now, and whether later entries moved. It no longer holds once the entry is undone."""
    customer = store.customers.get(entry.customer_id)
    now = balance_now(customer, account_of(store, customer), store.tenant)
    return f"{now}\nThe balances of the later entries moved with it." if _is_backdated(store, entry) else now


def record_entry(
    store: Store, command: RecordEntry, *, actor: Member, submission: str | None, confirmed: Collection[str] = ()
) -> tuple[LedgerEntry, Write]:
    """Write the entry to the customer's account.

    Raises NotAllowed for a rep, EnteredAlready unless it is among the questions that were confirmed, and whatever is
    wrong with a field.
    """
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    command.check(store.today)
    with under("customer"):
        customer = store.customers.get(command.customer)
    with under("amount"):
        amount = read_amount(command.amount, store.tenant)
    booking = _booking_of(store, command, customer)
    _ask_about_much(store, command, customer, amount, confirmed)
    if booking is not None and command.type is EntryType.INVOICE:
        _ask_about_invoiced(store, booking, amount, confirmed)
    _ask_about_same(store, command, amount, confirmed)
    entry = _add(store, command, amount)
    what = entry_words(entry, store.tenant, store.today, booking=booking.code if booking else None)
    return entry, store.describe(f"{what} · {customer_words(customer)}", actor=actor, submission=submission)


def _booking_of(store: Store, command: RecordEntry, customer: Customer) -> Booking | None:
    """Raises BookingOfAnother."""
    if command.booking is None:
        return None
    with under("booking"):
        booking = store.bookings.get(command.booking)
        if booking.customer_id != customer.id:
            other = store.customers.get(booking.customer_id)
            raise BookingOfAnother(code=booking.code, other=other.name, customer=customer.name)
    return booking


def _ask_about_much(
    store: Store, command: RecordEntry, customer: Customer, amount: int, confirmed: Collection[str]
) -> None:
    """A payment of many times what they owe is most often a slip: 12 cr for 12 lakh."""
    owed = store.ledger.account(customer.id).balance if command.type is EntryType.PAYMENT else 0
    if 0 < owed * MUCH_MORE <= amount:
        money = partial(format_amount, currency=store.tenant.currency, locale=store.tenant.locale)
        question = PaidMuchMore(
            key=f"much {customer.id} {amount}",
            yes="Yes, they paid it",
            customer=customer.name,
            owed=money(owed),
            amount=money(amount),
        )
        ask_once(question, confirmed)


def _ask_about_invoiced(store: Store, booking: Booking, amount: int, confirmed: Collection[str]) -> None:
    """More than the booking is worth, less what was credited, is most often invoiced twice."""
    so_far = billing(booking.id, store.ledger.entries(booking.customer_id))
    invoiced = so_far.invoiced - so_far.credited + amount
    if invoiced > booking.amount:
        money = partial(format_amount, currency=store.tenant.currency, locale=store.tenant.locale)
        question = InvoicedMore(
            key=f"invoiced {booking.id} {invoiced}",
            yes="Yes, invoice it",
            instead=(f"Show {booking.code}", "show_booking", str(booking.id)),
            code=booking.code,
            amount=money(booking.amount),
            invoiced=money(invoiced),
        )
        ask_once(question, confirmed)


def _ask_about_same(store: Store, command: RecordEntry, amount: int, confirmed: Collection[str]) -> None:
    same = store.receivables.find_same_entry(
        command.customer,
        command.type,
        command.entered_on,
        debit=amount if command.is_debit else 0,
        credit=0 if command.is_debit else amount,
        document=command.document,
    )
    if same is not None:
        what = " ".join(filter(None, (same.type.label.lower(), same.document)))
        question = EnteredAlready(
            key=f"same {same.id}",
            yes="Enter it once more",
            instead=(f"History of {same.code}", "show_history", f"ledger_entries {same.id}"),
            code=same.code,
            what=what,
            amount=amount_words(same, store.tenant),
            day=day_text(same.entered_on),
        )
        ask_once(question, confirmed)


def _add(store: Store, command: RecordEntry, amount: int) -> LedgerEntry:
    due_on = command.due_on or store.tenant.terms.due_on(command.entered_on)
    return store.ledger.add(
        command.customer,
        command.type,
        command.entered_on,
        debit=amount if command.is_debit else 0,
        credit=0 if command.is_debit else amount,
        due_on=due_on if command.is_debit else None,
        booking_id=command.booking,
        document=command.document,
        description=command.description,
        remarks=command.remarks,
    )


def _is_backdated(store: Store, entry: LedgerEntry) -> bool:
    """Whether others of the account come after it; none is of a later day than today."""
    return entry.entered_on < store.today and store.receivables.newest_entries(entry.customer_id, limit=1) != [entry]
