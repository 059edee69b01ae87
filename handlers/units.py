"""The inventory: what is sold by the piece, how much of it there is and is left. Managers define and change it."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import DefineUnit, FewerThanBooked, UnitNameTaken
from bot.bookings import HOLDS_UNITS, Stock, UnitType
from bot.errors import AlreadyChanged
from bot.figures import Figures
from bot.kinds import Role
from bot.matching import rank_names
from bot.model import Member, Write
from bot.roles import may, require
from handlers.carried import as_id, carried_text, known_record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.forms import metadata, parse_form
from handlers.history import history_of
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import Message
from handlers.views.blocks import button, option
from handlers.views.units import unit_form, unit_list, unit_option, unit_words
from storage.store import Store

routes = Routes()
WHAT = "Changing the units"
MOST_SUGGESTED = 50


def units_message(store: Store, member: Member) -> Message:
    """The inventory as this member may see it."""
    return unit_list(store.units.list(), for_manager=may(Role.MANAGER, member), locale=store.tenant.locale)


@routes.action("show_units")
def press_show_units(ack: Ack, body: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    with open_store() as store:
        message = units_message(store, member)
        tell(store, f"units {body['trigger_id']}", message, member=member, spot=spot_of(body))
    ack()


@routes.options("unit_type")
def suggest_units(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    """Each with how many are left; what is sold out comes last."""
    with read_store() as store:
        found, locale = suggested_units(store, options["value"]), store.tenant.locale
    ack(options=[option(*unit_option(stock, locale)).to_dict() for stock in found])


def suggested_units(store: Store, typed: str) -> list[Stock]:
    stocks = {stock.unit_type.id: stock for stock in store.units.list()}
    names = [(unit_id, stock.unit_type.name) for unit_id, stock in stocks.items()]
    fitting = [match.id for match in rank_names(typed, names, limit=MOST_SUGGESTED)] if typed.strip() else [*stocks]
    found = [stocks[unit_id] for unit_id in fitting[:MOST_SUGGESTED]]
    return sorted(found, key=lambda stock: stock.available is not None and stock.available <= 0)


@routes.action("new_unit")
def press_new_unit(ack: Ack, body: dict[str, Any], client: WebClient, member: Member) -> None:
    require(Role.MANAGER, member, WHAT)
    open_view(client, body, unit_form(None, channel=channel_of(body)))
    ack()


@routes.action("unit_menu")
def choose_from_unit_menu(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    verb, _, unit_id = carried_text(action).partition(" ")
    with read_store() as store:
        if verb == "history":
            view = history_of(store, "unit_types", as_id(unit_id), member)
        else:
            require(Role.MANAGER, member, WHAT)
            view = unit_form(store.units.get(as_id(unit_id)), channel=channel_of(body))
    open_view(client, body, view)
    ack()


@routes.view("unit_form")
def submit_unit_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the unit type; errors appear inside the still-open form."""
    command, carried = parse_form(DefineUnit, view), metadata(view)
    with open_store() as store:
        write = save_unit(store, command, known_record_in(carried, "unit"), actor=member, submission=view["id"])
        if write is not None:
            more = [button("All units", "show_units")]
            queue_reply(store, write, member=member, channel=carried.get("channel"), more=more)
    ack()


def save_unit(
    store: Store, command: DefineUnit, unit_id: int | None, *, actor: Member, submission: str | None
) -> Write | None:
    """Make the unit type, or change the one of that id; None where nothing is new.

    Raises NotAllowed for a rep, UnitNameTaken, and FewerThanBooked.
    """
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    namesake = store.units.find_by_name(command.name)
    if namesake is not None and namesake.id != unit_id:
        raise UnitNameTaken(name=namesake.name, field="name")
    locale = store.tenant.locale
    if unit_id is None:
        unit = store.units.add(command.name, existing=command.existing)
        return store.describe(f"📦 New unit type {unit_words(unit, locale)}", actor=actor, submission=submission)
    stock = store.units.stock(unit_id)
    if command.existing is not None and command.existing < stock.booked:
        raise FewerThanBooked(booked=Figures(locale).count(stock.booked), field="existing")
    if UnitType(unit_id, command.name, command.existing) == stock.unit_type:
        return None
    unit = store.units.change(unit_id, name=command.name, existing=command.existing)
    return store.describe(f"✏️ Changed to {unit_words(unit, locale)}", actor=actor, submission=submission)


def refuse_overbooked(store: Store, write_id: int) -> None:
    """Raises AlreadyChanged where a write that was just undone has left fewer units than are booked.

    Units that a cancellation freed, or that somebody added, may have been sold since.
    """
    changed = [store.bookings.get(booking_id) for booking_id in store.writes.records_changed(write_id, "bookings")]
    taken = {booking.unit_type_id for booking in changed if booking.status in HOLDS_UNITS}
    for unit_id in filter(None, taken | {*store.writes.records_changed(write_id, "unit_types")}):
        stock = store.units.stock(unit_id)
        if stock.available is not None and stock.available < 0:
            raise AlreadyChanged(what=f"{stock.unit_type.name} was sold to somebody else")
