"""The search for a booking in every form that asks for one: by its code, or by who booked."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.bookings import Booking
from handlers.carried import as_id
from handlers.context import ReadStore
from handlers.customers import suggested_customers
from handlers.forms import typed_values
from handlers.routes import Routes
from handlers.views.accounts import booking_option
from handlers.views.blocks import option
from storage.store import Store

routes = Routes()
MOST_SUGGESTED = 20
MOST_CUSTOMERS = 5


@routes.options("booking")
def suggest_bookings(ack: Ack, options: dict[str, Any], body: dict[str, Any], read_store: ReadStore) -> None:
    """Those of the customer who is chosen in the form, else anybody's."""
    customer = typed_values(body["view"]).get("customer") if body.get("view") else None
    with read_store() as store:
        found = suggested_bookings(store, options["value"], as_id(customer) if customer else None)
        offered = [booking_option(booking, store.customers.get(booking.customer_id)) for booking in found]
    ack(options=[option(*choice).to_dict() for choice in offered])


def suggested_bookings(store: Store, typed: str, customer_id: int | None) -> list[Booking]:
    """What a search offers for `typed`, the newest first; a customer's own whatever the name that is typed."""
    key = typed.strip().upper()
    if customer_id is not None:
        own = store.bookings.list_of_customer(customer_id)
        return ([booking for booking in own if key in booking.code] or own)[:MOST_SUGGESTED]
    if not key:
        return store.bookings.newest(limit=MOST_SUGGESTED)
    customers = suggested_customers(store, typed)[:MOST_CUSTOMERS]
    theirs = [booking for customer in customers for booking in store.bookings.list_of_customer(customer.id)]
    return (store.bookings.search(typed, limit=MOST_SUGGESTED) or theirs)[:MOST_SUGGESTED]
