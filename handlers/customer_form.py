"""A customer made without a booking, or changed: the form, and what saving it does."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.models.blocks import ButtonElement

from bot.contact import checked_phone
from bot.customer_commands import CustomerOfOthers, SameCustomer, SaveCustomer
from bot.errors import under
from bot.kinds import Role
from bot.model import Customer, Member, Write
from bot.roles import may, require
from handlers.carried import carried_id, carried_text, record_in
from handlers.context import OpenStore, ReadStore
from handlers.customers import sees_account
from handlers.doors import channel_of, open_view
from handlers.forms import confirmed, metadata, opened_values, parse_form, typed_values
from handlers.records import ask_about_namesake
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.accounts import customer_words
from handlers.views.blocks import button
from handlers.views.customer_forms import customer_edit_form, customer_form
from handlers.views.members import member_option
from handlers.views.words import listed
from storage.store import Store

routes = Routes()
WHAT = "Making a customer without a booking"
FIELDS = {
    "name": "name",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "owner": "owner_id",
    "notes": "notes",
}
"""The form's fields, with the customer's columns."""


@routes.action("new_customer")
def press_new_customer(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member
) -> None:
    """With the name that was looked for in vain, if the button carries it."""
    name, channel = carried_text(action), channel_of(body)
    open_customer_form(client, body["trigger_id"], member, name=name, channel=channel)
    ack()


def open_customer_form(
    client: WebClient, trigger_id: str, member: Member, *, name: str = "", channel: str | None
) -> None:
    """Raises NotAllowed for a rep."""
    require(Role.MANAGER, member, WHAT)
    client.views_open(trigger_id=trigger_id, view=customer_form(name, member_option(member), channel=channel))


@routes.view("customer_form")
def submit_customer_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the customer; errors appear inside the still-open form."""
    command, channel = parse_form(SaveCustomer, view), metadata(view).get("channel")
    with open_store() as store:
        customer, write = create_customer(
            store, command, actor=member, submission=view["id"], confirmed=confirmed(view)
        )
        entry = button("New entry", "new_entry", str(customer.id))
        queue_reply(store, write, member=member, channel=channel, more=[_show_button(customer), entry])
    ack()


def create_customer(
    store: Store, command: SaveCustomer, *, actor: Member, submission: str | None, confirmed: Collection[str] = ()
) -> tuple[Customer, Write]:
    """Raises NotAllowed for a rep; asks about a name that another customer has."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    columns = _columns(store, command)
    _ask_about_namesake(store, command.name, None, confirmed)
    customer = store.customers.add(**columns)
    summary = f"🏢 New customer {customer_words(customer)}"
    return customer, store.describe(summary, actor=actor, submission=submission)


@routes.action("edit_customer")
def press_edit_customer(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """From a card or a list; or from a form that asked whether this customer was meant, which it replaces."""
    with read_store() as store:
        view = edit_form(store, store.customers.get(carried_id(action)), member, channel=channel_of(body))
    asking = body.get("view")
    if asking and asking["callback_id"] in ("customer_form", "customer_edit_form"):
        client.views_update(view_id=asking["id"], hash=asking["hash"], view=view)
    else:
        open_view(client, body, view)
    ack()


def edit_form(store: Store, customer: Customer, member: Member, *, channel: str | None) -> dict[str, Any]:
    """Raises CustomerOfOthers."""
    _require_own(store, customer, member)
    owner = store.members.get(customer.owner_id) if customer.owner_id else None
    return customer_edit_form(
        customer,
        member_option(owner) if owner else None,
        may_give=may(Role.MANAGER, member),
        channel=channel,
    )


@routes.view("customer_edit_form")
def submit_customer_edit_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save what was changed; a form that says nothing new just closes."""
    opened, typed, carried = opened_values(view), typed_values(view), metadata(view)
    changed = [name for name in FIELDS if typed.get(name) != opened.get(name)]
    command = SaveCustomer.model_validate({name: typed[name] for name in ("name", *changed) if name in typed})
    if changed:
        with open_store() as store:
            customer = store.customers.get(record_in(carried, "customer"))
            write = edit_customer(
                store, customer, command, changed, actor=member, submission=view["id"], confirmed=confirmed(view)
            )
            more = [_show_button(customer)]
            queue_reply(store, write, member=member, channel=carried.get("channel"), more=more)
    ack()


def edit_customer(
    store: Store,
    customer: Customer,
    command: SaveCustomer,
    changed: Collection[str],
    *,
    actor: Member,
    submission: str | None,
    confirmed: Collection[str] = (),
) -> Write:
    """Write the fields that are `changed`. Raises CustomerOfOthers, or NotAllowed where a rep gives it away."""
    _require_own(store, customer, actor)
    if "owner" in changed:
        with under("owner"):
            require(Role.MANAGER, store.members.get(actor.id), "Giving a customer to somebody else")
    columns = _columns(store, command)
    if "name" in changed:
        _ask_about_namesake(store, command.name, customer.id, confirmed)
    edited = store.customers.change(customer.id, **{FIELDS[name]: columns[FIELDS[name]] for name in changed})
    summary = f"✏️ Changed {listed(list(changed))} of {customer_words(edited)}"
    return store.describe(summary, actor=actor, submission=submission)


def _require_own(store: Store, customer: Customer, member: Member) -> None:
    if not sees_account(store, customer, member):
        raise CustomerOfOthers(customer=customer.name)


def _columns(store: Store, command: SaveCustomer) -> dict[str, Any]:
    """The customer's columns as the command has them, each checked; the owner must be the tenant's."""
    if command.phone:
        checked_phone(command.phone, store.tenant.locale)
    with under("owner"):
        owner_id = store.members.get(command.owner).id if command.owner else None
    return {
        "name": command.name,
        "email": command.email,
        "phone": command.phone,
        "address": command.address,
        "owner_id": owner_id,
        "notes": command.notes,
    }


def _ask_about_namesake(store: Store, name: str, customer_id: int | None, confirmed: Collection[str]) -> None:
    same = store.customers.find_by_name(name)
    if same is not None and same.id != customer_id:
        ask_about_namesake(SameCustomer, same, name=same.name, edit="edit_customer", confirmed=confirmed)


def _show_button(customer: Customer) -> ButtonElement:
    return button("Show", "show_customer", str(customer.id))
