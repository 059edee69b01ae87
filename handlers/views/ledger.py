"""How ledger entries look: the form that makes one, the card of one, the form that reverses one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.account_commands import Side
from bot.kinds import EntryType
from bot.ledger import DEBITS, LedgerEntry
from bot.model import Customer, Tenant
from bot.money import currency_sign, format_amount
from handlers.views.accounts import credit_or, customer_words
from handlers.views.answers import Message
from handlers.views.blocks import (
    Blocks,
    Choice,
    actions,
    button,
    context,
    date_input,
    field,
    form,
    line_input,
    paragraph_input,
    section,
    select,
    typeahead,
)
from handlers.views.words import day, escape

TYPE_SIGNS = {
    EntryType.INVOICE: "🧾",
    EntryType.PAYMENT: "💵",
    EntryType.CREDIT_NOTE: "➖",
    EntryType.DEBIT_NOTE: "➕",
    EntryType.ADJUSTMENT: "⚖️",
}
REVERSAL_SIGN = "↩️"
EXPLAINED = {
    EntryType.INVOICE: "Invoice – they owe more",
    EntryType.PAYMENT: "Payment – they paid",
    EntryType.CREDIT_NOTE: "Credit note – they owe less",
    EntryType.DEBIT_NOTE: "Debit note – an additional charge",
    EntryType.ADJUSTMENT: "Adjustment – a correction",
}
NUMBERS = {
    EntryType.INVOICE: "Invoice number",
    EntryType.PAYMENT: "Receipt number",
    EntryType.CREDIT_NOTE: "Credit note number",
    EntryType.DEBIT_NOTE: "Debit note number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What stands in the form of a new entry; None where nothing does. `due_on` is asked for debits only."""

    customer: Choice | None = None
    type: EntryType | None = None
    side: Side | None = None
    amount: str | None = None
    entered_on: date | None = None
    due_on: date | None = None
    booking: Choice | None = None
    document: str | None = None
    description: str | None = None
    remarks: str | None = None

    @property
    def is_debit(self) -> bool:
        return self.type in DEBITS or (self.type is EntryType.ADJUSTMENT and self.side is Side.DEBIT)


def entry_form(draft: EntryDraft, *, currency: str, channel: str | None) -> dict[str, Any]:
    return form(
        "entry_form", "New ledger entry", [*_inputs(draft, currency)], metadata=json.dumps({"channel": channel})
    )


# Most forms open with nothing filled in but the day, and to make the blocks anew takes ten times the rest.
@lru_cache(maxsize=64)
def _inputs(draft: EntryDraft, currency: str) -> tuple[dict[str, Any], ...]:
    customer = typeahead(chosen=draft.customer, placeholder="Type a name or code")
    types = [(type_.value, f"{TYPE_SIGNS[type_]} {words}") for type_, words in EXPLAINED.items()]
    amount = line_input(initial=draft.amount, placeholder="50,000 or 50k", limit=40)
    booking = typeahead(chosen=draft.booking, placeholder="Type a booking's code, or the customer")
    number = NUMBERS.get(draft.type, "Document number") if draft.type else "Document number"
    return (
        field("customer", "Customer", customer),
        field("type", "What is it", select(types, chosen=draft.type), rebuilds=True),
        *_side(draft),
        field("amount", f"Amount ({currency_sign(currency)})", amount),
        field("entered_on", "Date", date_input(draft.entered_on), rebuilds=draft.is_debit),
        *_due(draft),
        field("booking", "For which booking", booking, optional=True),
        field("document", number, line_input(initial=draft.document), optional=True),
        field("description", "Description", line_input(initial=draft.description), optional=True),
        field("remarks", "Remarks", paragraph_input(initial=draft.remarks), optional=True),
    )


def _side(draft: EntryDraft) -> Blocks:
    if draft.type is not EntryType.ADJUSTMENT:
        return []
    sides = [(Side.DEBIT.value, "Debit – they owe more"), (Side.CREDIT.value, "Credit – they owe less")]
    return [field("side", "Which side", select(sides, chosen=draft.side), rebuilds=True)]


def _due(draft: EntryDraft) -> Blocks:
    """Named by the day that it follows from: another day brings its own due date in the place of the last."""
    if not draft.is_debit:
        return []
    return [field(f"due_on {draft.entered_on}", "Due on", date_input(draft.due_on), optional=True)]


def amount_words(entry: LedgerEntry, tenant: Tenant) -> str:
    """Plain text: ₹40,000."""
    return format_amount(entry.debit or entry.credit, tenant.currency, tenant.locale)


def kind_words(entry: LedgerEntry) -> str:
    """Plain text: Invoice, or Reversal of an invoice's kind."""
    return f"Reversal ({entry.type.label.lower()})" if entry.reverses_id is not None else entry.type.label


def entry_words(entry: LedgerEntry, tenant: Tenant, today: date, *, booking: str | None = None) -> str:
    """Markup: 🧾 *Invoice* LE-000041 · *₹40,000* · today, due 25 Dec · INV-12."""
    due = f", due {day(entry.due_on, today)}" if entry.due_on and entry.due_on != entry.entered_on else ""
    parts = [
        f"{entry_sign(entry)} *{kind_words(entry)}* {entry.code}",
        f"*{amount_words(entry, tenant)}*",
        f"{day(entry.entered_on, today)}{due}",
        escape(entry.document) if entry.document else None,
        booking,
    ]
    return " · ".join(filter(None, parts))


def entry_sign(entry: LedgerEntry) -> str:
    return TYPE_SIGNS[entry.type] if entry.reverses_id is None else REVERSAL_SIGN


def entry_buttons(customer_id: int) -> tuple[ButtonElement, ...]:
    """What comes after an entry, beside its Undo."""
    return (
        button("Statement", "show_statement", str(customer_id)),
        button("Another entry", "new_entry", str(customer_id)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """An entry with what hangs on it; `open` is what of a debit no credit has settled, `balance` the one after it."""

    entry: LedgerEntry
    customer: Customer
    booking: str | None
    balance: int
    open: int
    reverses: LedgerEntry | None
    reversed_by: LedgerEntry | None
    tenant: Tenant
    today: date
    for_manager: bool


def entry_card(known: KnownEntry) -> Message:
    entry = known.entry
    number = str(entry.id)
    may_reverse = known.for_manager and known.reverses is None and known.reversed_by is None
    buttons = [
        button("Statement", "show_statement", str(known.customer.id)),
        button("History", "show_history", f"ledger_entries {number}"),
        *([button("Reverse…", "reverse_entry", number, style="danger")] if may_reverse else []),
    ]
    text = f"{kind_words(entry)} {entry.code} of {escape(known.customer.name)}"
    return {"text": text, "blocks": [section(_facts(known)), actions(*buttons)]}


def _facts(known: KnownEntry) -> str:
    entry, tenant = known.entry, known.tenant
    money = [f"*{amount_words(entry, tenant)}* {'debit' if entry.debit else 'credit'}"]
    money.append(f"balance after it {credit_or(known.balance, tenant)}")
    if known.open:
        money.append(f"{format_amount(known.open, tenant.currency, tenant.locale)} of it open")
    due = f"due {day(entry.due_on, known.today)}" if entry.due_on and not known.reverses else None
    lines = [
        f"{entry_sign(entry)} *{kind_words(entry)}* {entry.code}",
        f"🏢 {customer_words(known.customer)}",
        " · ".join(money),
        " · ".join(filter(None, (f"📅 {day(entry.entered_on, known.today)}", due))),
        " · ".join(filter(None, (f"📄 {escape(entry.document)}" if entry.document else None, known.booking))),
        escape(entry.description) if entry.description and not known.reverses else None,
        f">{escape(' '.join(entry.remarks.split()))}" if entry.remarks else None,
        f"{REVERSAL_SIGN} takes back {known.reverses.code}" if known.reverses else None,
        f"{REVERSAL_SIGN} reversed by {known.reversed_by.code}" if known.reversed_by else None,
    ]
    return "\n".join(filter(None, lines))


def reversal_form(
    entry: LedgerEntry, customer: Customer, *, tenant: Tenant, today: date, channel: str | None
) -> dict[str, Any]:
    side = "credit" if entry.debit else "debit"
    blocks = [
        section(f"{entry_words(entry, tenant, today)}\n🏢 {customer_words(customer)}"),
        context(
            f"A {side} of {amount_words(entry, tenant)}, dated today, takes it back. Both stay in the statement, and a "
            "reversal can't be reversed."
        ),
        field("reason", "Why", line_input(placeholder="What was wrong with it?", focus=True)),
    ]
    carried = json.dumps({"entry": entry.id, "channel": channel})
    return form("reversal_form", f"Reverse {entry.code}", blocks, submit="Reverse", metadata=carried)


def reversed_message(text: str, entry: LedgerEntry) -> Message:
    """What is said of a reversal: it can't be taken back, but the entry can be made anew."""
    again = button("Enter it again", "enter_again", str(entry.id))
    statement = button("Statement", "show_statement", str(entry.customer_id))
    return {"text": text, "blocks": [section(text), actions(again, statement)]}
