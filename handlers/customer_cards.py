"""A customer's card with bookings, account and all that happened, and the list of those who owe the most."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from slack_bolt import Ack

from bot.dealings import dealings
from bot.kinds import Role
from bot.ledger import ESCALATE_AFTER_DAYS
from bot.model import Customer, Lead, Member
from bot.roles import may, require
from handlers.carried import carried_id
from handlers.context import OpenStore
from handlers.customers import account_of, sees_account
from handlers.leads import journey_of
from handlers.replies import queue_response
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import Message
from handlers.views.customers import (
    MOST_ENTRIES,
    KnownCustomer,
    ListedCustomer,
    customer_card,
    debtor_list,
    everybody_list,
    own_list,
)
from handlers.views.origins import source_name
from handlers.views.timelines import Teller
from storage.store import Store

routes = Routes()
MOST_LISTED = 15


@routes.action("show_customer")
def press_show_customer(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The card, below the message with the button, for the presser alone."""
    with open_store() as store:
        card = card_message(store, store.customers.get(carried_id(action)), member)
        tell(store, f"card {body['trigger_id']}", card, member=member, spot=spot_of(body))
    ack()


@routes.action("pick_customer")
def press_pick_customer(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen customer's card, in the place of the question."""
    with open_store() as store:
        card = card_message(store, store.customers.get(carried_id(action)), member)
        queue_response(store, f"card {body['trigger_id']}", card, member=member, response_url=body["response_url"])
    ack()


@routes.action("show_debtors")
def press_show_debtors(ack: Ack, body: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    with open_store() as store:
        listed = customers_message(store, member)
        tell(store, f"debtors {body['trigger_id']}", listed, member=member, spot=spot_of(body))
    ack()


def customers_message(store: Store, member: Member) -> Message:
    """For managers who owes, the worst first; for reps their own customers."""
    if not may(Role.MANAGER, store.members.get(member.id)):
        own = store.customers.list_of(member.id, limit=MOST_LISTED + 1)
        listed = [ListedCustomer(customer, account_of(store, customer)) for customer in own[:MOST_LISTED]]
        return own_list(listed, has_more=len(own) > MOST_LISTED, tenant=store.tenant)
    count, owed = store.receivables.debtors()
    long_late = store.today - timedelta(days=ESCALATE_AFTER_DAYS)
    worst = store.receivables.list_owing(long_late=long_late, limit=MOST_LISTED)
    owing = [store.customers.get(customer_id) for customer_id, _ in worst]
    return debtor_list(
        [ListedCustomer(customer, account_of(store, customer)) for customer in owing],
        count=count,
        owed=owed,
        outstanding=store.receivables.outstanding(),
        tenant=store.tenant,
    )


def everybody_message(store: Store, member: Member, which: str) -> Message:
    """All customers, the newest first, or those who have credit. Raises NotAllowed for a rep."""
    require(Role.MANAGER, store.members.get(member.id), "Listing all customers")
    if which == "credit":
        ids = store.receivables.list_in_credit(limit=MOST_LISTED + 1)
        found = [store.customers.get(customer_id) for customer_id in ids]
    else:
        found = store.customers.search("", limit=MOST_LISTED + 1)
    listed = [ListedCustomer(customer, account_of(store, customer)) for customer in found[:MOST_LISTED]]
    return everybody_list(listed, which=which, has_more=len(found) > MOST_LISTED, tenant=store.tenant)


def card_message(store: Store, customer: Customer, member: Member) -> Message:
    """The customer as this person may see it: money is for managers, and for the rep whose customer it is."""
    sees_money = sees_account(store, customer, member)
    leads = store.customers.leads_of(customer.id)
    bookings = store.bookings.list_of_customer(customer.id)
    units = {stock.unit_type.id: stock.unit_type for stock in store.units.list()} if bookings else {}
    # One more than is shown, so that the card knows of it.
    entries = store.receivables.newest_entries(customer.id, limit=MOST_ENTRIES + 1) if sees_money else []
    names = {member.id: member.name for member in store.members.list()}
    return customer_card(
        KnownCustomer(
            customer=customer,
            owner=names[customer.owner_id] if customer.owner_id else None,
            account=account_of(store, customer) if sees_money else None,
            bookings=[(booking, units.get(booking.unit_type_id or 0)) for booking in bookings],
            dealings=dealings([(lead, journey_of(store, lead)) for lead in leads], bookings),
            entries=entries,
            tellers={lead.id: _teller(store, lead, names) for lead in leads},
            tenant=store.tenant,
            today=store.today,
            for_manager=may(Role.MANAGER, member),
        )
    )


def _teller(store: Store, lead: Lead, names: dict[int, str]) -> Teller:
    source = store.sources.get(lead.source_id) if lead.source_id else None
    return Teller(store.today, names, lead.owner_id, source_name(source) if source else None)
