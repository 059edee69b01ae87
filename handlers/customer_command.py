"""`/customer`: the form for a new one, the card of one by its name, the list of who owes the most."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.kinds import Role
from bot.model import Member
from bot.roles import may
from handlers.context import ReadStore
from handlers.customer_cards import card_message, customers_message, everybody_message
from handlers.customer_form import edit_form, open_customer_form
from handlers.customers import choice_line, find_customers
from handlers.records import Records, Verb, history
from handlers.routes import Routes
from handlers.views.customers import nothing_found
from handlers.views.words import unescape

routes = Routes()
USAGE = (
    "• `/customer acme` shows what they booked, owe and went through; a code like C-7 finds it too\n"
    "• `/customer` or `/customer new Acme Corp` makes one who has not booked (managers)\n"
    "• `/customer list` shows who owes, the worst first, and a rep their own; `list all` and `list credit` the others\n"
    "• `/customer edit acme`, `/customer history acme`"
)
CUSTOMERS = Records(
    noun="customer",
    find=find_customers,
    none=lambda _store, name, member: nothing_found(name, for_manager=may(Role.MANAGER, member)),
    line=choice_line,
    card=card_message,
    verbs={
        "show": Verb("Show", "pick_customer"),
        "edit": Verb("Edit", "edit_customer", form=edit_form),
        "history": history("customers"),
    },
)


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
        case ("list" | "", "") if words or not may(Role.MANAGER, member):
            with read_store() as store:
                ack(**customers_message(store, member))
        case ("list", "all" | "credit" as which):
            with read_store() as store:
                ack(**everybody_message(store, member, which))
        case ("" | "new", name):
            open_customer_form(client, command["trigger_id"], member, name=name, channel=channel)
            ack()
        case ("edit" | "history") as named, name:
            CUSTOMERS.do(named, name, ack, command, client, member, read_store)
        case _:
            CUSTOMERS.do("show", words, ack, command, client, member, read_store)
