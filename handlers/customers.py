"""Customers, found by code or name in commands and in every form's search, and who may see what they owe."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.customer_commands import AccountOfOthers
from bot.kinds import Role
from bot.ledger import ageing, days_past_due
from bot.matching import beginnings, choose, parse_code, rank_names
from bot.model import Customer, Member
from bot.receivables import OpenAccount
from bot.roles import may
from handlers.context import ReadStore
from handlers.routes import Routes
from handlers.views.accounts import customer_line, customer_option, owing
from handlers.views.blocks import option
from storage.store import Store

routes = Routes()
MOST_SUGGESTED = 20
MOST_ALIKE = 100
"""Customers that are compared with a name which may have been typed wrong, for each of its words."""


@routes.options("customer")
def suggest_customers(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    with read_store() as store:
        found = suggested_customers(store, options["value"])
    ack(options=[option(*customer_option(customer)).to_dict() for customer in found])


def suggested_customers(store: Store, typed: str) -> list[Customer]:
    """What a search offers for `typed`: the newest for nothing, else by code or name, or by a name that is alike."""
    coded = _of_code(store, typed)
    return [coded] if coded else store.customers.search(typed, limit=MOST_SUGGESTED) or _alike(store, typed)


def find_customers(store: Store, words: str) -> list[Customer]:
    """Every customer that the words may mean equally well, the likeliest first; one where it is clear."""
    coded = _of_code(store, words)
    if coded:
        return [coded]
    typed_right = [(customer.id, customer.name) for customer in store.customers.search(words, limit=50)]
    chosen = choose(words, typed_right) or choose(words, store.customers.names())
    return [store.customers.get(match.id) for match in chosen]


def sees_account(store: Store, customer: Customer, member: Member) -> bool:
    """Whether the person may see this customer's money: a manager, or the rep whose customer it is."""
    known = store.members.get(member.id)
    return may(Role.MANAGER, known) or store.customers.is_of(customer.id, known.id)


def require_account(store: Store, customer: Customer, member: Member) -> None:
    """Raises AccountOfOthers."""
    if not sees_account(store, customer, member):
        raise AccountOfOthers(customer=customer.name)


def account_of(store: Store, customer: Customer) -> OpenAccount:
    """What the customer owes as of the store's today."""
    settlement = store.receivables.settlement(customer.id)
    return OpenAccount(
        customer=customer.name,
        code=customer.code,
        buckets=ageing(settlement, store.today),
        unapplied=settlement.unapplied,
        oldest_days=max((days_past_due(debit, store.today) for debit in settlement.open), default=0),
    )


def choice_line(store: Store, customer: Customer, member: Member) -> str:
    """Markup: the customer in a list to choose from, with what they owe for who may see it."""
    if not sees_account(store, customer, member):
        return customer_line(customer)
    return f"{customer_line(customer)} · {owing(account_of(store, customer).outstanding, store.tenant)}"


def _of_code(store: Store, words: str) -> Customer | None:
    code = parse_code(words)
    return store.customers.find_by_code(f"C-{code[1]}") if code and code[0] == "C" else None


def _alike(store: Store, typed: str) -> list[Customer]:
    """Customers whose name is like the one that was typed; to compare all of 100,000 would take a second."""
    found = {
        customer.id: customer
        for begin in beginnings(typed)
        for customer in store.customers.search(begin, limit=MOST_ALIKE)
    }
    names = [(customer.id, customer.name) for customer in found.values()]
    return [found[match.id] for match in rank_names(typed, names, limit=MOST_SUGGESTED)]
