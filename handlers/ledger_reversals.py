"""A mistake in the ledger taken back: by an entry that names the wrong one and says why. A manager's."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import ReverseEntry
from bot.kinds import Role
from bot.ledger import LedgerEntry, require_reversible
from bot.model import Member, Write
from bot.roles import require
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.customers import account_of
from handlers.doors import channel_of, open_view
from handlers.forms import metadata, parse_form
from handlers.ledger_entry import WHAT, entry_again_form
from handlers.replies import queue_home, queue_message
from handlers.routes import Routes
from handlers.views.accounts import balance_now, customer_words
from handlers.views.ledger import REVERSAL_SIGN, amount_words, reversal_form, reversed_message
from handlers.views.words import escape
from storage.store import Store

routes = Routes()


@routes.action("reverse_entry")
@routes.action("choose_entry_to_reverse")
def press_reverse_entry(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """From an entry's card, or chosen below a statement."""
    with read_store() as store:
        view = form_to_reverse(store, carried_id(action), member, channel=channel_of(body))
    open_view(client, body, view)
    ack()


def form_to_reverse(store: Store, entry_id: int, member: Member, *, channel: str | None) -> dict[str, Any]:
    """Raises NotAllowed for a rep, AlreadyReversed, or ReversalOfReversal."""
    require(Role.MANAGER, store.members.get(member.id), WHAT)
    entry = store.ledger.get(entry_id)
    require_reversible(entry, store.ledger.find_reversal(entry_id))
    customer = store.customers.get(entry.customer_id)
    return reversal_form(entry, customer, tenant=store.tenant, today=store.today, channel=channel)


@routes.view("reversal_form")
def submit_reversal_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Reverse the entry. The reply has no Undo, since a reversal stands for good."""
    command, carried = parse_form(ReverseEntry, view), metadata(view)
    with open_store() as store:
        entry, write = reverse_entry(store, record_in(carried, "entry"), command, actor=member, submission=view["id"])
        told = reversed_message(write.summary, entry)
        queue_message(store, f"saved {write.id}", told, member=member, channel=carried.get("channel"))
        if carried.get("channel") is None:
            queue_home(store, f"home {write.id}", member=member)
    ack()


def reverse_entry(
    store: Store, entry_id: int, command: ReverseEntry, *, actor: Member, submission: str | None
) -> tuple[LedgerEntry, Write]:
    """Take the entry back; it is given with the write. Raises as `form_to_reverse` does."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    entry = store.ledger.get(entry_id)
    reversal = store.ledger.reverse(entry_id, on=store.today, remarks=command.reason)
    customer = store.customers.get(entry.customer_id)
    what = f"{entry.type.label.lower()} of {amount_words(entry, store.tenant)}"
    lines = [
        f"{REVERSAL_SIGN} *{entry.code}* ({what}) was reversed by *{reversal.code}* · {customer_words(customer)}",
        f">{escape(command.reason)}",
        balance_now(customer, account_of(store, customer), store.tenant),
    ]
    return entry, store.describe("\n".join(lines), actor=actor, submission=submission)


@routes.action("enter_again")
def press_enter_again(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """The form of a new entry with all that stood in the reversed one, to be put right."""
    with read_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        view = entry_again_form(store, store.ledger.get(carried_id(action)), channel=channel_of(body))
    open_view(client, body, view)
    ack()
