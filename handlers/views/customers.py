"""How customers look: the card with what they booked, owe and went through, the list of who owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.bookings import Booking, UnitType
from bot.dealings import Cancellation, Dealing
from bot.figures import Figures
from bot.ledger import LedgerEntry
from bot.model import Customer, Tenant
from bot.money import format_amount
from bot.receivables import OpenAccount
from handlers.views.accounts import customer_words, health_words, open_words, owed_lines, owing, sent_back_words
from handlers.views.answers import Message
from handlers.views.blocks import (
    Blocks,
    actions,
    button,
    context,
    divider,
    header,
    section,
)
from handlers.views.bookings import STATUS_SIGNS, units_words
from handlers.views.leads import said
from handlers.views.ledger import amount_words, entry_sign, kind_words
from handlers.views.reach import email_words, phone_words
from handlers.views.timelines import Teller, deal_words, event_line, step_blocks, told
from handlers.views.words import day, escape, shorten, strong

MOST_BOOKINGS = 5
MOST_DEALINGS = 10
MOST_ENTRIES = 5
MOST_NOTES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCustomer:
    """A customer as one person may see it: without an `account` the money is hidden from them.

    `dealings` are in order, `entries` the newest first; `tellers` tell the steps of each lead, by its id.
    """

    customer: Customer
    owner: str | None
    account: OpenAccount | None
    bookings: Sequence[tuple[Booking, UnitType | None]]
    dealings: Sequence[Dealing]
    entries: Sequence[LedgerEntry]
    tellers: Mapping[int, Teller]
    tenant: Tenant
    today: date
    for_manager: bool

    def money(self, amount: int) -> str:
        return _money(amount, self.tenant)


@dataclass(frozen=True, slots=True)
class ListedCustomer:
    customer: Customer
    account: OpenAccount


def customer_card(known: KnownCustomer) -> Message:
    customer = known.customer
    blocks = [
        header(customer.name),
        section(_facts(known)),
        *_notes(customer),
        section(_account(known)),
        *_entries(known),
        *_bookings(known),
        divider(),
        *_dealings(known),
        _buttons(known),
    ]
    return {"text": f"{escape(customer.name)} ({customer.code})", "blocks": blocks}


def _facts(known: KnownCustomer) -> str:
    customer = known.customer
    lines = [
        f"{customer.code} · 👤 {escape(known.owner) if known.owner else 'nobody’s'}",
        phone_words(customer.phone, known.tenant.locale) if customer.phone else None,
        email_words(customer.email) if customer.email else None,
        f"📍 {escape(', '.join(customer.address.splitlines()))}" if customer.address else None,
    ]
    return "\n".join(filter(None, lines))


def _notes(customer: Customer) -> Blocks:
    return [context(f"📝 {escape(shorten(customer.notes, MOST_NOTES))}")] if customer.notes else []


def _account(known: KnownCustomer) -> str:
    account = known.account
    if account is None:
        return "*Account*\nAmounts are shown to managers, and to the rep whose customer it is."
    owes = owing(account.outstanding, known.tenant)
    lines = [
        f"*Account*\n{owes[0].upper()}{owes[1:]} · {health_words(account.health(known.tenant.terms), known.tenant)}"
    ]
    late = open_words(account.buckets, known.tenant)
    sent_back = sent_back_words(known.customer, account, known.tenant) if known.for_manager else None
    credit = " ".join(filter(None, ("Not yet applied." if account.unapplied else None, sent_back)))
    return "\n".join([*lines, *filter(None, (late, credit))])


def _bookings(known: KnownCustomer) -> Blocks:
    """The newest first, each with its own button."""
    if not known.bookings:
        return [context("No booking yet.")]
    shown = known.bookings[:MOST_BOOKINGS]
    lines = [
        section(_booking_line(booking, unit, known), accessory=button("Show", "show_booking", str(booking.id)))
        for booking, unit in shown
    ]
    rest = len(known.bookings) - len(shown)
    return [*lines, context(f"And {Figures(known.tenant.locale).plural(rest, 'older booking')}.")] if rest else lines


def _booking_line(booking: Booking, unit: UnitType | None, known: KnownCustomer) -> str:
    units = units_words(booking, unit, known.tenant.locale)
    details = [
        booking.status.label,
        day(booking.booked_on, known.today),
        escape(units) if units else None,
        f"*{known.money(booking.amount)}*" if known.account else None,
    ]
    return f"{STATUS_SIGNS[booking.status]} {strong(booking.code)}\n{' · '.join(filter(None, details))}"


def _dealings(known: KnownCustomer) -> Blocks:
    """The newest first, as bookings and entries are."""
    if not known.dealings:
        return [section("Nothing has happened with them yet.")]
    latest = [*reversed(known.dealings[-MOST_DEALINGS:])]
    title = "*Journey*" if len(latest) == len(known.dealings) else f"*Journey, the last {MOST_DEALINGS} steps*"
    return [section(title), *step_blocks([_dealing_line(dealing, known) for dealing in latest])]


def _entries(known: KnownCustomer) -> Blocks:
    if not known.entries:
        return []
    lines = [_entry_line(entry, known) for entry in known.entries[:MOST_ENTRIES]]
    more = ["_The statement has them all._"] if len(known.entries) > MOST_ENTRIES else []
    return [section("\n".join([*lines, *more]))]


def _entry_line(entry: LedgerEntry, known: KnownCustomer) -> str:
    words = f"{entry_sign(entry)} *{kind_words(entry)} {amount_words(entry, known.tenant)}*"
    number = escape(entry.document) if entry.document else None
    return " · ".join(filter(None, (f"{words} {day(entry.entered_on, known.today)}", entry.code, number)))


def _dealing_line(dealing: Dealing, known: KnownCustomer) -> str:
    when, event = day(dealing.on, known.today), dealing.event
    match event:
        case Booking():
            units = units_words(event, _unit_of(event, known), known.tenant.locale)
            amount = known.money(event.amount) if known.account else None
            return event_line(*deal_words(event), when, [escape(units) if units else None, amount])
        case Cancellation():
            reason = event.booking.cancellation_reason
            refund = f"{known.money(event.booking.refund)} credited" if event.booking.refund and known.account else None
            return event_line(*deal_words(event), when, [said(reason) if reason else None, refund])
        case _:
            assert dealing.lead is not None  # noqa: S101 - a step is always of a lead's journey
            sign, what, details = told(event, known.tellers[dealing.lead.id])
            whose = escape(dealing.lead.name) if len(known.tellers) > 1 else None
            return event_line(sign, what, when, [whose, *details])


def _unit_of(booking: Booking, known: KnownCustomer) -> UnitType | None:
    return next((unit for one, unit in known.bookings if one.id == booking.id), None)


def _buttons(known: KnownCustomer) -> dict[str, Any]:
    number = str(known.customer.id)
    statement = [button("Statement", "show_statement", number, style="primary")] if known.account else []
    entry = [button("New entry", "new_entry", number)] if known.for_manager else []
    book = button("New booking", "new_booking", f"customer {number}")
    edit = [button("Edit", "edit_customer", number)] if known.account else []
    history = [button("History", "show_history", f"customers {number}")] if known.account else []
    return actions(*statement, *entry, book, *edit, *history)


def debtor_list(
    listed: Sequence[ListedCustomer], *, count: int, owed: int, outstanding: int, tenant: Tenant
) -> Message:
    """Who owes, the worst first, for managers: `count`, `owed` together, less all credit `outstanding`."""
    if not listed:
        return {"text": "Who owes", "blocks": [section("Nobody owes anything. 👏"), _new_customer()]}
    title = "\n".join(owed_lines(count, owed, outstanding, tenant))
    more = [context(f"These {len(listed)} are the worst: long overdue first, then who owes the most.")]
    more = more if count > len(listed) else []
    return {"text": "Who owes", "blocks": [section(title), *_lines(listed, tenant), *more, _new_customer()]}


def _money(amount: int, tenant: Tenant) -> str:
    return format_amount(amount, tenant.currency, tenant.locale)


def own_list(listed: Sequence[ListedCustomer], *, has_more: bool, tenant: Tenant) -> Message:
    """A rep's own customers, the newest first."""
    if not listed:
        words = "You have no customers yet. A lead who books becomes one."
        return {"text": "Your customers", "blocks": [section(words)]}
    more = [context("These are the newest. `/customer` and a name shows any other.")] if has_more else []
    return {"text": "Your customers", "blocks": [header("Your customers"), *_lines(listed, tenant), *more]}


def everybody_list(listed: Sequence[ListedCustomer], *, which: str, has_more: bool, tenant: Tenant) -> Message:
    """All customers, the newest first, or those in credit, for managers."""
    title = "Customers in credit" if which == "credit" else "All customers"
    if not listed:
        words = "Nobody has credit." if which == "credit" else "There is no customer yet. A lead who books becomes one."
        return {"text": title, "blocks": [section(words), _new_customer()]}
    first = "have the most credit" if which == "credit" else "are the newest"
    more = [context(f"These {len(listed)} {first}. `/customer` and a name shows any other.")] if has_more else []
    return {"text": title, "blocks": [header(title), *_lines(listed, tenant), *more, _new_customer()]}


def _lines(listed: Sequence[ListedCustomer], tenant: Tenant) -> Blocks:
    return [
        section(
            f"{customer_words(one.customer)}\n{_standing(one.account, tenant)}",
            accessory=button("Show", "show_customer", str(one.customer.id)),
        )
        for one in listed
    ]


def _standing(account: OpenAccount, tenant: Tenant) -> str:
    """What they owe, since when, and how that stands; of who owes nothing there is no more to say."""
    if account.outstanding <= 0:
        return owing(account.outstanding, tenant)
    days = account.oldest_days
    late = f"{Figures(tenant.locale).plural(days, 'day')} late" if days > 0 else None
    health = health_words(account.health(tenant.terms), tenant)
    return " · ".join(filter(None, (owing(account.outstanding, tenant), health, late)))


def _new_customer() -> dict[str, Any]:
    return actions(button("New customer", "new_customer"))


def nothing_found(words: str, *, for_manager: bool) -> Message:
    """What is said where no customer has that name: a manager makes it at once."""
    text = f"I found no customer “{escape(words)}”. Who has booked is a customer already."
    make = button(f"New customer “{shorten(words, 50)}”", "new_customer", shorten(words, 200), style="primary")
    return {"text": text, "blocks": [section(text), *([actions(make)] if for_manager else [])]}
