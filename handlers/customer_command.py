"""`/customer`: the form for a new one, the card of one by its name, the list of who owes the most."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.kinds import Role
from bot.model import Customer, Member
from bot.roles import may
from handlers.context import ReadStore
from handlers.customer_cards import card_message, customers_message, everybody_message
from handlers.customer_form import edit_form, open_customer_form
from handlers.customers import SEVERAL, find_customers, seen_accounts
from handlers.history import open_history
from handlers.routes import Routes
from handlers.views.accounts import which_customer
from handlers.views.answers import Message
from handlers.views.blocks import button
from handlers.views.customers import nothing_found
from handlers.views.words import unescape
from storage.store import Store

routes = Routes()
USAGE = (
    "• `/customer acme` shows what they booked, owe and went through; a code like C-7 finds it too\n"
    "• `/customer` or `/customer new Acme Corp` makes one who has not booked (managers)\n"
    "• `/customer list` shows who owes, the worst first, and a rep their own; `list all` and `list credit` the others\n"
    "• `/customer edit acme`, `/customer history acme`"
)
VERBS = {
    "show": ("Show", "pick_customer", "{id}"),
    "edit": ("Edit", "edit_customer", "{id}"),
    "history": ("History", "show_history", "customers {id}"),
}
"""By what is to be done: the text, action and value of a customer's button, where it is asked which one."""


@routes.command("/customer")
def handle_customer_command(
    ack: Ack, command: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """Alone it opens the form for managers, and lists their own customers for reps."""
    words = unescape(command.get("text", "")).strip()
    verb, _, rest = words.partition(" ")
    channel = command["channel_id"]
    match verb.lower(), rest.strip():
        case ("help", "") | ("edit" | "history", ""):
            ack(text=USAGE)
        case ("list", ""):
            with read_store() as store:
                ack(**customers_message(store, member))
        case ("list", "all" | "credit" as which):
            with read_store() as store:
                ack(**everybody_message(store, member, which))
        case ("", "") if not may(Role.MANAGER, member):
            with read_store() as store:
                ack(**customers_message(store, member))
        case ("" | "new", name):
            open_customer_form(client, command["trigger_id"], member, name=name, channel=channel)
            ack()
        case ("edit" | "history") as named, name:
            do_with_customer(ack, named, name, command, client, member, read_store)
        case _:
            do_with_customer(ack, "show", words, command, client, member, read_store)


def do_with_customer(
    ack: Ack,
    verb: str,
    name: str,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
) -> None:
    """Show or edit the customer of that name, or show its history; two of that name: ask which."""
    trigger_id = command["trigger_id"]
    with read_store() as store:
        found = find_customers(store, name)
        if len(found) != 1:
            ack(**_which(store, verb, name, found, member))
            return
        answer = card_message(store, found[0], member) if verb == "show" else {}
        view = edit_form(store, found[0], member, channel=command["channel_id"]) if verb == "edit" else None
    if verb == "history":
        open_history(client, trigger_id, read_store, "customers", found[0].id, member=member)
    elif view is not None:
        client.views_open(trigger_id=trigger_id, view=view)
    ack(**answer)


def _which(store: Store, verb: str, name: str, found: list[Customer], member: Member) -> Message:
    """The question which customer is meant, or that there is none of that name."""
    if not found:
        return nothing_found(name, for_manager=may(Role.MANAGER, member))
    text, action_id, value = VERBS[verb]
    choices = [(customer, button(text, action_id, value.format(id=customer.id))) for customer in found[:SEVERAL]]
    accounts = seen_accounts(store, found[:SEVERAL], member)
    return which_customer(name, choices, has_more=len(found) > SEVERAL, accounts=accounts, tenant=store.tenant)
