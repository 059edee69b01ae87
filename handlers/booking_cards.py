"""A booking's card, as each person may see it, and the steps that it goes from there: confirm, hold, complete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.billing import billing
from bot.bookings import Booking, require_next
from bot.errors import NotAllowed
from bot.kinds import BookingStatus, Role
from bot.model import Member, Write
from bot.roles import may
from handlers.carried import OutOfDate, carried_choice, carried_id
from handlers.context import OpenStore, ReadStore
from handlers.customers import sees_account
from handlers.doors import channel_of
from handlers.replies import queue_reply, queue_response
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import Message
from handlers.views.blocks import button, panel
from handlers.views.booking_replies import moved
from handlers.views.bookings import STEPS, TITLES, KnownBooking, booking_blocks, booking_card, booking_list
from storage.store import Store

routes = Routes()
MOST_LISTED = 15
STATUSES = {action_id: status for status, (_, action_id) in STEPS.items()}


@routes.action("show_booking")
def press_show_booking(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """The card, below the message with the button, for the presser alone; over a form, only to be read."""
    booking_id = carried_id(action)
    if (body.get("view") or {}).get("type") == "modal":
        with read_store() as store:
            known = known_booking(store, store.bookings.get(booking_id), member)
        client.views_push(trigger_id=body["trigger_id"], view=panel(known.booking.code, booking_blocks(known)))
    else:
        with open_store() as store:
            card = card_message(store, store.bookings.get(booking_id), member)
            tell(store, f"booking {body['trigger_id']}", card, member=member, spot=spot_of(body))
    ack()


@routes.action("pick_booking")
def press_pick_booking(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen booking's card, in the place of the question."""
    with open_store() as store:
        card = card_message(store, store.bookings.get(carried_id(action)), member)
        queue_response(store, f"booking {body['trigger_id']}", card, member=member, response_url=body["response_url"])
    ack()


@routes.action("confirm_booking")
@routes.action("hold_booking")
@routes.action("complete_booking")
def press_booking_step(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """Take the booking to its next status, and show the card anew where it stands."""
    booking_id = carried_id(action)
    with open_store() as store:
        status, submission = STATUSES[action["action_id"]], body["trigger_id"]
        write = change_status(store, booking_id, status, actor=member, submission=submission)
        show_anew(store, booking_id, write, member=member, response_url=body.get("response_url"))
        show = button("Show", "show_booking", str(booking_id))
        queue_reply(store, write, member=member, channel=channel_of(body), more=[show])
    ack()


def change_status(
    store: Store, booking_id: int, status: BookingStatus, *, actor: Member, submission: str | None
) -> Write:
    """Raises NotAllowed, AlreadyIs, or CannotBecome."""
    before = store.bookings.get(booking_id)
    require_owner(store, before, actor, "Moving a colleague's booking")
    require_next(before, status)
    booking = store.bookings.change(booking_id, status=status)
    summary = moved(booking, store.customers.get(booking.customer_id))
    return store.describe(summary, actor=actor, submission=submission)


def require_owner(store: Store, booking: Booking, member: Member, what: str) -> None:
    """Raises NotAllowed for whoever is neither a manager nor the owner."""
    if not owns(store, booking, store.members.get(member.id)):
        raise NotAllowed(what=what, role=Role.MANAGER.value)


def owns(store: Store, booking: Booking, member: Member) -> bool:
    """A manager, the owner of the lead that booked; without a lead, the customer's owner."""
    lead = store.leads.find(booking.lead_id) if booking.lead_id else None
    owner_id = lead.owner_id if lead else store.customers.get(booking.customer_id).owner_id
    return may(Role.MANAGER, member) or owner_id == member.id


def show_anew(store: Store, booking_id: int, write: Write, *, member: Member, response_url: str | None) -> None:
    """Bring the card that a button or a form was opened from up to date."""
    if response_url:
        card = card_message(store, store.bookings.get(booking_id), member)
        key = f"booking {write.id}{' undone' if write.undone else ''}"
        queue_response(store, key, card, member=member, response_url=response_url)


def show_anew_undone(store: Store, write: Write, *, member: Member) -> None:
    """Bring the card up to date that showed what was undone."""
    shown = store.deliveries.find_by_key(f"booking {write.id}")
    if shown is not None:
        (booking_id,) = store.writes.records_changed(write.id, "bookings")
        show_anew(store, booking_id, write, member=member, response_url=shown.content["response_url"])


@routes.action("older_bookings")
def press_older_bookings(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The value is the last one's id, and which were listed."""
    before, which = carried_choice(action)
    if which not in TITLES:
        raise OutOfDate
    with open_store() as store:
        message = bookings_message(store, member, which, before=before)
        tell(store, f"bookings {body['trigger_id']}", message, member=member, spot=spot_of(body))
    ack()


def bookings_message(store: Store, member: Member, which: str = "", *, before: int | None = None) -> dict[str, Any]:
    """The newest bookings, as this member may see them: all, those that are pending, or those of the member's own."""
    newest = store.bookings.newest(
        limit=MOST_LISTED + 1,
        before=before,
        status=BookingStatus.PENDING if which == "pending" else None,
        owner_id=member.id if which == "mine" else None,
    )
    known = known_bookings(store, newest[:MOST_LISTED], member)
    return booking_list(known, which=which, has_more=len(newest) > MOST_LISTED)


def card_message(store: Store, booking: Booking, member: Member) -> Message:
    return booking_card(known_booking(store, booking, member))


def known_bookings(store: Store, bookings: Sequence[Booking], member: Member) -> list[KnownBooking]:
    return [known_booking(store, booking, member) for booking in bookings]


def known_booking(store: Store, booking: Booking, member: Member) -> KnownBooking:
    customer = store.customers.get(booking.customer_id)
    seen = sees_account(store, customer, member)
    known = store.members.get(member.id)
    return KnownBooking(
        booking=booking,
        customer=customer,
        lead=store.leads.find(booking.lead_id) if booking.lead_id else None,
        unit=store.units.get(booking.unit_type_id) if booking.unit_type_id else None,
        billing=billing(booking.id, store.ledger.entries(customer.id)) if seen else None,
        owner=owns(store, booking, known),
        manager=may(Role.MANAGER, known),
        tenant=store.tenant,
        today=store.today,
    )
