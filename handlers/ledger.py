"""`/ledger`: an entry on a customer's account, the account's statement, one entry by its code, a reversal."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import AmountMissing, EntryMissing, TypeMissing
from bot.entry_line import half_lines, read_entry_line
from bot.errors import NothingFound
from bot.kinds import Role
from bot.ledger import LedgerEntry, account_of
from bot.matching import parse_code
from bot.model import Customer, Member
from bot.periods import ALL_TIME, Period, named_periods
from bot.roles import may, require
from handlers.context import OpenStore, ReadStore
from handlers.customer_cards import customers_message
from handlers.customers import choice_line, find_customers, require_account
from handlers.history import history_of
from handlers.leads import find_leads
from handlers.ledger_entry import WHAT, form_of_line, open_entry_form, read_amount
from handlers.ledger_reversals import form_to_reverse
from handlers.replies import queue_response
from handlers.routes import Routes
from handlers.statements import shown_statement
from handlers.views.answers import SEVERAL, Message, which
from handlers.views.blocks import button, context
from handlers.views.bookings import lead_prospect, not_booked_yet
from handlers.views.ledger import KnownEntry, entry_card
from handlers.views.statements import statement_message
from handlers.views.words import shorten, unescape
from storage.store import Store

routes = Routes()
MOST_OF_A_BUTTON = 60
FOR_REPS = "Managers write the entries; `/ledger` and a name shows a statement."
USAGE = (
    "• `/ledger` opens the form for a new entry, `/ledger acme payment 60k` with that filled in (managers)\n"
    "• `/ledger acme payment 3 lakh R-55 yesterday` with its receipt's number and its day\n"
    "• `/ledger acme refund 5k` is money that was sent back to them\n"
    "• `/ledger acme` shows the statement with its running balance; a code like C-7 finds it too\n"
    "• `/ledger acme last 90 days`, or another period: `this month`, `2026-q3`, `from 2026-01 to 2026-06`\n"
    "• `/ledger LE-000041` shows one entry, `/ledger history LE-000041` its history\n"
    "• `/ledger reverse LE-000041` takes it back (managers)"
)


@routes.command("/ledger")
def handle_ledger_command(
    ack: Ack,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    today: date,
    currency: str,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """Alone it opens the form for managers, and lists their own customers for reps, who write nothing."""
    words = unescape(command.get("text", "")).strip()
    verb, _, rest = words.partition(" ")
    trigger_id, channel = command["trigger_id"], command["channel_id"]
    if words.lower() == "help":
        ack(text=USAGE)
    elif not words and may(Role.MANAGER, member):
        open_entry_form(client, trigger_id, member, today=today, currency=currency, channel=channel)
        ack()
    elif not words:
        with read_store() as store:
            own = customers_message(store, member)
        ack(**{**own, "blocks": [*own["blocks"], context(FOR_REPS)]})
    elif verb.lower() == "history":
        with read_store() as store:
            history = _history(store, rest, member)
        client.views_open(trigger_id=trigger_id, view=history)
        ack()
    elif verb.lower() in ("new", "reverse") or read_entry_line(words):
        with read_store() as store:
            view, answer = _form(store, words, member, channel)
        if view is not None:
            client.views_open(trigger_id=trigger_id, view=view)
        ack(**answer)
    elif entry_number(words) is not None:
        with read_store() as store:
            ack(**entry_message(store, find_entry(store, words), member))
    else:
        with open_store() as store:
            ack(**answer_with_statement(store, words, command, member))


def _form(store: Store, words: str, member: Member, channel: str) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The form that is to be opened; where it is not clear for whom, the question instead."""
    require(Role.MANAGER, member, WHAT)
    verb, _, rest = words.partition(" ")
    if verb.lower() == "reverse":
        if not rest.strip():
            raise EntryMissing(verb="reverse")
        return form_to_reverse(store, find_entry(store, rest).id, member, channel=channel), {}
    line = read_entry_line(words)
    name = line.name if line else rest
    found = find_customers(store, name)
    if name and len(found) != 1:
        said = " ".join(words.split()).removeprefix(name).strip() if line else ""
        return None, _which(store, name, found, _entry_words(said), "new_entry", member, more=f" {said}".rstrip())
    return form_of_line(store, found[0] if name else None, line, channel=channel), {}


def _history(store: Store, words: str, member: Member) -> dict[str, Any]:
    """Raises EntryMissing or NothingFound."""
    if not words.strip():
        raise EntryMissing(verb="history")
    return history_of(store, "ledger_entries", find_entry(store, words).id, member)


def entry_number(words: str) -> int | None:
    """41 for LE-000041, however it is typed; None for what is no entry's code."""
    code = parse_code(words)
    return code[1] if code and code[0] == "LE" else None


def find_entry(store: Store, words: str) -> LedgerEntry:
    """Raises NothingFound."""
    number = entry_number(words)
    found = store.ledger.find_by_code(f"LE-{number:06}") if number is not None else None
    if found is None:
        raise NothingFound(what="ledger entry", text=words, hint="Its code stands in the statement, like LE-000041.")
    return found


def entry_message(store: Store, entry: LedgerEntry, member: Member) -> Message:
    """The entry's card, for whoever may see the account. Raises AccountOfOthers."""
    customer = store.customers.get(entry.customer_id)
    require_account(store, customer, member)
    _, lines = account_of(store.ledger.entries(customer.id))
    line = next(line for line in lines if line.entry.id == entry.id)
    return entry_card(
        KnownEntry(
            entry=entry,
            customer=customer,
            booking=store.bookings.get(entry.booking_id).code if entry.booking_id else None,
            balance=line.balance,
            open=line.open,
            reverses=store.ledger.get(entry.reverses_id) if entry.reverses_id else None,
            reversed_by=store.ledger.find_reversal(entry.id),
            tenant=store.tenant,
            today=store.today,
            for_manager=may(Role.MANAGER, member),
        )
    )


def answer_with_statement(store: Store, words: str, command: dict[str, Any], member: Member) -> dict[str, Any]:
    """Nothing yet: the statement comes by the courier, which knows what to do where Slack takes no table.

    An answer of one line before it could arrive after it.
    """
    found, period = understood(store, words)
    if not found:
        _refuse_half_a_line(store, words, member)
    if len(found) != 1:
        more = f" {period.label}"
        return _which(store, words, found, "Statement", "pick_statement", member, more=more)
    shown = shown_statement(store, found[0], period, member)
    key = f"statement {command['trigger_id']}"
    queue_response(store, key, statement_message(shown), member=member, response_url=command["response_url"])
    return {}


def _refuse_half_a_line(store: Store, words: str, member: Member) -> None:
    """Raises what is missing of an entry, where the words begin with a customer or are a type; else nothing."""
    for half in half_lines(words):
        if not half.name or find_customers(store, half.name):
            require(Role.MANAGER, member, WHAT)
            if half.type is None:
                raise TypeMissing(text=half.rest, name=half.name)
            if half.amount is None:
                raise AmountMissing(type=half.type.lower(), name=half.name or "acme")
            read_amount(half.amount, store.tenant)


def understood(store: Store, words: str) -> tuple[list[Customer], Period]:
    """The customers that are meant, and the period behind their name, if there is one."""
    if not store.customers.search(words, limit=1):  # else the name itself ends like a period
        for name, period in named_periods(words, today=store.today):
            found = find_customers(store, name)
            if found:
                return found, period
    return find_customers(store, words), ALL_TIME


def _entry_words(said: str) -> str:
    """Plain text, for a button: Payment 50k."""
    return shorten(f"{said[0].upper()}{said[1:]}", MOST_OF_A_BUTTON) if said else "New entry"


def _which(
    store: Store, words: str, found: list[Customer], text: str, action_id: str, member: Member, *, more: str = ""
) -> Message:
    """The question which customer is meant, with what each owes for who may see it; of a lead, that it has not booked.

    Raises NothingFound.
    """
    if not found:
        return _not_booked(store, words, member)
    choices = [
        (choice_line(store, customer, member), button(text, action_id, f"{customer.id}{more}"))
        for customer in found[:SEVERAL]
    ]
    return which(f"Which customer is “{words}”?", choices, has_more=len(found) > SEVERAL)


def _not_booked(store: Store, words: str, member: Member) -> Message:
    """No customer has that name, but a lead may. Raises NothingFound."""
    leads = [lead for lead in find_leads(store, words) if not store.bookings.list_of_lead(lead.id)]
    if not leads:
        make = ", or make it with /customer" if may(Role.MANAGER, member) else ""
        hint = f"Check the spelling{make}. Who has booked is a customer already."
        raise NothingFound(what="customer", text=words, hint=hint)
    return not_booked_yet([lead_prospect(lead) for lead in leads[:SEVERAL]], has_more=len(leads) > SEVERAL)
