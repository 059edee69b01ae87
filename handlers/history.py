"""History: everything that was ever changed of one record, for who may see the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import NothingFound
from bot.kinds import Role
from bot.model import Member
from bot.months import day_text
from bot.roles import may
from handlers.carried import as_id, carried_text
from handlers.context import ReadStore
from handlers.customers import require_account, sees_account
from handlers.doors import open_view
from handlers.routes import Routes
from handlers.views.accounts import customer_words
from handlers.views.bookings import booking_words
from handlers.views.campaigns import campaign_words
from handlers.views.history import Names, Reader, Told, history_view
from handlers.views.leads import lead_words
from handlers.views.origins import source_name
from handlers.views.sources import source_words
from handlers.views.units import unit_words
from storage.store import Store

routes = Routes()
MOST_WRITES = 30


@routes.action("show_history")
def press_show_history(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """`value` is the record's table and id: "leads 12"."""
    kind, _, record_id = carried_text(action).partition(" ")
    with read_store() as store:
        view = history_of(store, kind, as_id(record_id), member)
    open_view(client, body, view)
    ack()


def history_of(store: Store, kind: str, record_id: int, member: Member) -> dict[str, Any]:
    """The view of the record's writes, the newest first. Raises NothingFound for what has no history to be seen."""
    title = _title(store, kind, record_id, member)
    entries = store.writes.list_of(kind, record_id, limit=MOST_WRITES)
    members = {found.id: found for found in store.members.list()}
    several = len({found.team_id for found in members.values() if found.team_id}) > 1
    told = [Told(entry, members[entry.member_id].name, entry.team_id if several else None) for entry in entries]
    reader = Reader(store.tenant, member.time_zone, store.now, _hidden(store, kind, record_id, member))
    return history_view(title, told, _names(store, members.values()), reader)


def _hidden(store: Store, kind: str, record_id: int, member: Member) -> frozenset[str]:
    """The amounts that are not for this member's eyes."""
    if may(Role.MANAGER, store.members.get(member.id)):
        return frozenset()
    if kind == "bookings":
        customer = store.customers.get(store.bookings.get(record_id).customer_id)
        return frozenset() if sees_account(store, customer, member) else frozenset({"amount", "refund"})
    return frozenset({"budget"})


def _title(store: Store, kind: str, record_id: int, member: Member) -> str:
    """Markup: the record as replies name it; of another tenant, or of a kind without a history, there is none.

    Raises AccountOfOthers where all of it is about money.
    """
    match kind:
        case "leads":
            return lead_words(store.leads.get(record_id))
        case "milestones":
            milestone = store.milestones.get(record_id)
            what = f"*{milestone.type.label}* {day_text(milestone.happened_on)}"
            return f"{what} · {lead_words(store.leads.get(milestone.lead_id))}"
        case "engagements":
            engagement = store.engagements.get(record_id)
            what = f"*{engagement.type.label}* {day_text(engagement.happened_on)}"
            return f"{what} · {lead_words(store.leads.get(engagement.lead_id))}"
        case "sources":
            return source_words(store.sources.get(record_id))
        case "campaigns":
            return campaign_words(store.campaigns.get(record_id))
        case "bookings":
            booking = store.bookings.get(record_id)
            return booking_words(booking, store.customers.get(booking.customer_id))
        case "customers":
            customer = store.customers.get(record_id)
            require_account(store, customer, member)
            return customer_words(customer)
        case "ledger_entries":
            entry = store.ledger.get(record_id)
            customer = store.customers.get(entry.customer_id)
            require_account(store, customer, member)
            return f"*{entry.code}* · {customer_words(customer)}"
        case "unit_types":
            return unit_words(store.units.get(record_id), store.tenant.locale)
    raise NothingFound(what="history of", text=kind, hint="Open it from a record's card.")


def _names(store: Store, members: Iterable[Member]) -> Names:
    people = {member.id: member.name for member in members}
    return {
        "owner_id": people,
        "member_id": people,
        "visited_by_id": people,
        "source_id": {source.id: source_name(source) for source in store.sources.list(active_only=False)},
        "unit_type_id": {stock.unit_type.id: stock.unit_type.name for stock in store.units.list()},
        "campaign_id": {campaign.id: campaign.name for campaign in store.campaigns.list()},
    }
