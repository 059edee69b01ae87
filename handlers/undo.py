"""Undo: the button under every saved write, for ten minutes, for the person who wrote it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from slack_bolt import Ack

from bot.bookings import Booking
from bot.errors import AlreadyChanged
from bot.kinds import Role
from bot.ledger import standing
from bot.model import Member, Write
from bot.roles import require
from handlers.booking_cards import show_anew_undone
from handlers.carried import carried_id
from handlers.channels import is_channel
from handlers.context import OpenStore, People
from handlers.customers import account_of, sees_account
from handlers.ledger_entry import WHAT
from handlers.replies import queue_home, queue_response
from handlers.routes import Routes
from handlers.units import refuse_overbooked
from handlers.views.accounts import balance_now
from handlers.views.answers import undone
from storage.store import Store

routes = Routes()


@routes.action("undo")
def press_undo(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore, people: People
) -> None:
    """Take the write back, and say so where its reply stands, and on the booking's card that it came from."""
    with open_store() as store:
        write = undo(store, carried_id(action), actor=member)
        if body.get("response_url"):
            queue_response(
                store,
                f"undone {write.id} {body['trigger_id']}",
                undone(write, *_reversals(store, write.id, member)),
                member=member,
                response_url=body["response_url"],
            )
        show_anew_undone(store, write, member=member)
        if not is_channel(body.get("channel", {}).get("id", "")):
            queue_home(store, f"home {body['trigger_id']}", member=member)
    people.forget_all()  # what was undone may be a role
    ack()


def undo(store: Store, write_id: int, *, actor: Member) -> Write:
    """Put back what stood before the write; undoing it twice is the same as once."""
    before = store.writes.get(write_id)
    write = store.writes.undo(write_id, member_id=actor.id, now=store.now)
    if not before.undone:
        refuse_overbooked(store, write_id)
        _reverse_entries(store, write_id, actor)
        store.describe(f"Undid: {write.summary}", actor=actor, undoes_id=write.id)
    return write


def _reverse_entries(store: Store, write_id: int, actor: Member) -> None:
    """Take back what the write put in the ledger; the bookings that the entries name stay, as cancelled today.

    Raises NotAllowed where the actor may not write the ledger any more.
    """
    entries = store.writes.records_made(write_id, "ledger_entries")
    if entries:
        require(Role.MANAGER, store.members.get(actor.id), WHAT)
    for booking_id in store.writes.records_made(write_id, "bookings") if entries else ():
        _refuse_later_entries(store, store.bookings.get(booking_id), entries)
        store.bookings.change(booking_id, cancelled_on=store.today)
    for entry_id in entries:
        store.ledger.reverse(entry_id, on=store.today, remarks="Undone")


def _reversals(store: Store, write_id: int, member: Member) -> list[str]:
    """Markup: which entries reversed those of the write, and what the customer owes now, for who may know."""
    entries = [store.ledger.get(entry_id) for entry_id in store.writes.records_made(write_id, "ledger_entries")]
    pairs = [(entry, store.ledger.find_reversal(entry.id)) for entry in entries]
    lines = [f"{entry.code}: reversed by {reversal.code}." for entry, reversal in pairs if reversal]
    customer = store.customers.get(entries[0].customer_id) if entries else None
    if customer and sees_account(store, customer, member):
        lines.append(balance_now(customer, account_of(store, customer), store.tenant))
    return lines


def _refuse_later_entries(store: Store, booking: Booking, own: Collection[int]) -> None:
    """Raises AlreadyChanged where something else was entered for the booking."""
    named = [entry for entry in store.ledger.entries(booking.customer_id) if entry.booking_id == booking.id]
    if any(entry.id not in own for entry in standing(named)):
        raise AlreadyChanged(what="something else was entered in the ledger for it")
