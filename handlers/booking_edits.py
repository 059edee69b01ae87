"""A booking corrected after it was made: its day, its delivery, its notes. What was sold for how much stays."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.account_commands import EditBooking, StaysCancelled
from bot.bookings import Booking
from bot.kinds import BookingStatus, MilestoneType
from bot.model import Member, Write
from handlers.booking_cards import require_owner, show_anew
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.events import move_day, refresh_activity
from handlers.forms import metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.blocks import button
from handlers.views.booking_forms import booking_edit_form
from handlers.views.booking_replies import edited
from handlers.views.bookings import booking_words
from storage.store import Store

routes = Routes()
WHAT = "Editing a colleague's booking"
FIELDS = {"booked_on": "date", "delivery_on": "delivery", "notes": "notes"}
"""A booking's columns that may be corrected, as the sentence about a change names them."""


@routes.action("edit_booking")
def press_edit_booking(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    carried = {"channel": channel_of(body), "response_url": body.get("response_url")}
    with read_store() as store:
        view = edit_form(store, store.bookings.get(carried_id(action)), member, **carried)
    open_view(client, body, view)
    ack()


def edit_form(store: Store, booking: Booking, member: Member, **carried: str | None) -> dict[str, Any]:
    """Raises NotAllowed, or StaysCancelled."""
    _require_open(store, booking, member)
    words = booking_words(booking, store.customers.get(booking.customer_id))
    return booking_edit_form(booking, words=words, carried={"booking": booking.id, **carried})


@routes.view("booking_edit_form")
def submit_booking_edit_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save what was changed; a form that says nothing new just closes."""
    command, carried = parse_form(EditBooking, view), metadata(view)
    booking_id = record_in(carried, "booking")
    with open_store() as store:
        write = edit_booking(store, booking_id, command, actor=member, submission=view["id"])
        if write is not None:
            show_anew(store, booking_id, write, member=member, response_url=carried.get("response_url"))
            show = button("Show", "show_booking", str(booking_id))
            queue_reply(store, write, member=member, channel=carried.get("channel"), more=[show])
    ack()


def edit_booking(
    store: Store, booking_id: int, command: EditBooking, *, actor: Member, submission: str | None
) -> Write | None:
    """Change the details; with its day go its milestone and its lead's last activity. None where nothing is new."""
    before = store.bookings.get(booking_id)
    _require_open(store, before, actor)
    command.check(store.today)
    fields = {name: getattr(command, name) for name in FIELDS}
    changed = {name: value for name, value in fields.items() if getattr(before, name) != value}
    if not changed:
        return None
    booking = store.bookings.change(booking_id, **changed)
    if "booked_on" in changed:
        _move_milestone(store, before, booking)
    summary = edited(booking, store.customers.get(booking.customer_id), [FIELDS[name] for name in changed])
    return store.describe(summary, actor=actor, submission=submission)


def _require_open(store: Store, booking: Booking, member: Member) -> None:
    require_owner(store, booking, member, WHAT)
    if booking.status is BookingStatus.CANCELLED:
        raise StaysCancelled(code=booking.code)


def _move_milestone(store: Store, before: Booking, booking: Booking) -> None:
    """Of two bookings of one day, each has a milestone that names it."""
    lead = store.leads.find(booking.lead_id) if booking.lead_id else None
    journey = store.milestones.list_of_lead(lead.id) if lead else []
    that_day = [step for step in journey if (step.type, step.happened_on) == (MilestoneType.BOOKING, before.booked_on)]
    named = [step for step in that_day if booking.code in (step.notes or "")]
    for milestone in (named or that_day)[:1]:
        move_day(store, milestone, booking.booked_on)
        store.milestones.change(milestone.id, happened_on=booking.booked_on)
        refresh_activity(store, milestone.lead_id)
