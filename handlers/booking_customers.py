"""Who buys: the customer that was chosen, the one that the lead is already, or a new one made of the lead."""

from __future__ import annotations

from dataclasses import dataclass

from bot.account_commands import BuyerOfOthers, CustomerMissing, RecordBooking
from bot.contact import email_key, phone_key
from bot.errors import under
from bot.matching import fold
from bot.model import Customer, Lead, Member
from handlers.customers import sees_account
from storage.store import Store

MOST_NAMESAKES = 50
TAKEN_OVER = ("phone", "email", "owner_id")
"""What a customer takes from the lead, where it does not know it itself."""


@dataclass(frozen=True, slots=True)
class Buyer:
    customer: Customer
    is_new: bool


def find_or_make_buyer(store: Store, command: RecordBooking, lead: Lead | None, *, actor: Member) -> Buyer:
    """Raises NothingFound under the customer's field, CustomerMissing, or BuyerOfOthers."""
    if command.customer is not None:
        with under("customer"):
            customer = store.customers.get(command.customer)
            _require_own(store, customer, lead, actor)
            return Buyer(customer, is_new=False)
    if lead is None:
        raise CustomerMissing(field="customer")
    known = find_customer_of(store, lead)
    if known is not None:
        with under("lead"):
            _require_own(store, known, lead, actor)
        return Buyer(_completed(store, known, lead), is_new=False)
    made = store.customers.add(lead.company or lead.name, phone=lead.phone, email=lead.email, owner_id=lead.owner_id)
    return Buyer(made, is_new=True)


def _require_own(store: Store, customer: Customer, lead: Lead | None, actor: Member) -> None:
    """Raises BuyerOfOthers for a rep: whoever's lead books sees the customer's account from then on.

    A customer of nobody, with nothing on the account, may become anybody's.
    """
    is_owners = lead is not None and store.customers.is_of(customer.id, lead.owner_id)
    is_fresh = customer.owner_id is None and not (
        store.bookings.list_of_customer(customer.id) or store.receivables.newest_entries(customer.id, limit=1)
    )
    if not (is_owners or is_fresh or sees_account(store, customer, actor)):
        raise BuyerOfOthers(customer=customer.name)


def find_customer_of(store: Store, lead: Lead) -> Customer | None:
    """Whom the lead booked for before; else the customer of its company, or of its own name."""
    earlier = store.bookings.list_of_lead(lead.id)
    if earlier:
        return store.customers.get(earlier[0].customer_id)
    name = lead.company or lead.name
    namesakes = [
        found for found in store.customers.search(name, limit=MOST_NAMESAKES) if fold(found.name) == fold(name)
    ]
    if lead.company is None:
        namesakes = [found for found in namesakes if not _is_somebody_else(found, lead, store.tenant.locale)]
    return min(namesakes, key=lambda found: found.id, default=None)


def _is_somebody_else(customer: Customer, lead: Lead, locale: str) -> bool:
    """Whether all that is known of how to reach them differs: people of one name are often two."""
    phones = [phone_key(phone, locale) if phone else None for phone in (customer.phone, lead.phone)]
    emails = [email_key(email) if email else None for email in (customer.email, lead.email)]
    same = [one == other for one, other in (phones, emails) if one and other]
    return bool(same) and not any(same)


def _completed(store: Store, customer: Customer, lead: Lead) -> Customer:
    missing = [name for name in TAKEN_OVER if getattr(customer, name) is None and getattr(lead, name) is not None]
    if not missing:
        return customer
    return store.customers.change(customer.id, **{name: getattr(lead, name) for name in missing})
