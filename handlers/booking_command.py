"""`/booking`: makes a booking, shows, corrects and cancels one by its code or its buyer; lists them and the units."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import RestNotUnderstood
from bot.bookings import Booking
from bot.entry_line import begun_buyer_line, read_buyer_line
from bot.errors import NothingFound
from bot.kinds import LeadStatus
from bot.matching import parse_code
from bot.model import Member
from bot.money import parse_amount
from handlers.booking_cancellations import cancel_form
from handlers.booking_cards import bookings_message, card_message, known_booking
from handlers.booking_customers import find_customer_of
from handlers.booking_edits import edit_form
from handlers.bookings import open_booking_form
from handlers.context import ReadStore
from handlers.customers import find_customers
from handlers.leads import find_leads
from handlers.records import Records, Verb, history
from handlers.routes import Routes
from handlers.units import units_message
from handlers.views.answers import SEVERAL, Message
from handlers.views.bookings import (
    TITLES,
    Prospect,
    booking_line,
    customer_prospect,
    lead_prospect,
    not_booked_yet,
    who_books,
)
from handlers.views.words import unescape
from storage.store import Store

routes = Routes()
MOST_NUMBERED = 100
WHICH = "Which booking? Type its code or who bought it: `/booking {verb} BK-2026-0003`, `/booking {verb} acme`."
USAGE = (
    "• `/booking` opens the form for a new booking\n"
    "• `/booking BK-2026-0003` shows one, to confirm, hold or complete it; `/booking acme` finds it by its buyer\n"
    "• `/booking edit acme`, `/booking history acme`, and for managers `/booking cancel acme`\n"
    "• `/booking acme 85 lakh` opens the form with both filled in\n"
    "• `/booking list` shows the newest, `/booking list pending` those to confirm, `/booking list mine` your own\n"
    "• `/booking units` shows what is left to sell"
)


@routes.command("/booking")
def handle_booking_command(
    ack: Ack, command: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    words = unescape(command.get("text", "")).strip()
    verb, _, rest = words.partition(" ")
    match verb.lower(), rest.strip():
        case ("" | "new", ""):
            trigger_id, channel = command["trigger_id"], command["channel_id"]
            open_booking_form(client, trigger_id, read_store, member, channel=channel)
            ack()
        case ("help", ""):
            ack(text=USAGE)
        case ("edit" | "cancel" | "history") as named, "":
            ack(text=WHICH.format(verb=named))
        case ("list", which) if which.lower() in TITLES:
            with read_store() as store:
                answer = bookings_message(store, member, which.lower())
            ack(**answer)
        case ("units", ""):
            with read_store() as store:
                answer = units_message(store, member)
            ack(**answer)
        case ("edit" | "cancel" | "history") as named, name:
            BOOKINGS.do(named, name, ack, command, client, member, read_store)
        case _:
            with read_store() as store:
                line = _buyer_line(store, words)
            if line is None:
                BOOKINGS.do("show", words, ack, command, client, member, read_store)
            else:
                book_for(ack, *line, command, client, member, read_store)


def _buyer_line(store: Store, words: str) -> tuple[str, str] | None:
    """Who buys and for how much, where the words tell both and are neither a code nor a name themselves."""
    line = read_buyer_line(words)
    if line is None or parse_code(words) or store.customers.find_by_name(words):
        return None
    return line


def book_for(
    ack: Ack,
    name: str,
    amount: str,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
) -> None:
    """The form of a new booking with the buyer and the amount; of several buyers, ask which. Raises NothingFound."""
    with read_store() as store:
        parse_amount(amount, store.tenant.currency, store.tenant.locale)
        buyers = [replace(buyer, of=f"{buyer.of} {store.today} {amount}") for buyer in _buyers(store, name)]
    if len(buyers) == 1:
        open_booking_form(
            client, command["trigger_id"], read_store, member, of=buyers[0].of, channel=command["channel_id"]
        )
        ack()
    else:
        ack(**who_books(buyers[:SEVERAL], press=f"Book {amount}", has_more=len(buyers) > SEVERAL))


def find_bookings(store: Store, words: str) -> list[Booking]:
    """The booking of that code; else every one of the customers and leads that may be meant, the newest first."""
    coded = _find_by_code(store, words)
    if coded:
        return [coded]
    numbered = _find_by_number(store, words)
    if numbered:
        return numbered
    of_customers = [store.bookings.list_of_customer(customer.id) for customer in find_customers(store, words)]
    of_leads = [store.bookings.list_of_lead(lead.id) for lead in find_leads(store, words)]
    by_id = {booking.id: booking for bookings in (*of_customers, *of_leads) for booking in bookings}
    return sorted(by_id.values(), key=lambda booking: (booking.booked_on, booking.id), reverse=True)


def _find_by_code(store: Store, words: str) -> Booking | None:
    """As it was given, in capitals, or without its zeros: BK-2026-3."""
    code = parse_code(words)
    filled = f"{code[0]}-{code[1]:04}" if code else words
    tried = (store.bookings.find_by_code(spelled) for spelled in dict.fromkeys((words, words.upper(), filled)))
    return next(filter(None, tried), None)


def _find_by_number(store: Store, words: str) -> list[Booking]:
    """Those of each year whose code ends with this number: 3."""
    if not re.fullmatch(r"\d{1,6}", words, re.ASCII):
        return []
    ending = f"-{int(words):04}"
    return [found for found in store.bookings.search(ending, limit=MOST_NUMBERED) if found.code.endswith(ending)]


def _none_of(store: Store, name: str, _member: Member) -> Message:
    """That whoever has that name has no booking. Raises NothingFound."""
    buyers = _buyers(store, name)
    return not_booked_yet(buyers[:SEVERAL], has_more=len(buyers) > SEVERAL)


def _buyers(store: Store, name: str) -> list[Prospect]:
    """Who may be meant, those that are lost last; a lead stands for the customer that it is. Raises NothingFound."""
    leads = find_leads(store, name)
    open_leads = [lead for lead in leads if lead.status is not LeadStatus.LOST]
    customers = find_customers(store, name)
    if customers:
        known = [find_customer_of(store, lead) for lead in open_leads]
        customers = [customer for customer in customers if customer not in known]
    lost = [lead for lead in leads if lead not in open_leads]
    buyers = [*map(customer_prospect, customers), *map(lead_prospect, (*open_leads, *lost))]
    if not buyers:
        _refuse_rest(store, name)
        raise NothingFound(what="booking", text=name, hint="Type /booking list to see the newest, or /booking help.")
    return buyers


def _refuse_rest(store: Store, words: str) -> None:
    """Raises what is wrong, where the words begin with a buyer and an amount; nothing where they don't."""
    line = begun_buyer_line(words)
    if line is not None and (find_leads(store, line[0]) or find_customers(store, line[0])):
        name, amount, rest = line
        parse_amount(amount, store.tenant.currency, store.tenant.locale)
        raise RestNotUnderstood(rest=rest, name=name, amount=amount)


BOOKINGS = Records(
    noun="booking",
    find=find_bookings,
    none=_none_of,
    line=lambda store, booking, member: booking_line(known_booking(store, booking, member)),
    card=card_message,
    verbs={
        "show": Verb("Show", "pick_booking"),
        "edit": Verb("Edit", "edit_booking", form=edit_form),
        "cancel": Verb("Cancel…", "cancel_booking", form=cancel_form),
        "history": history("bookings"),
    },
    hint="Type the booking's code.",
)
