"""All that happened with a customer but on the account, in one order: the steps of their leads, what they booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.bookings import Booking
from bot.kinds import MilestoneType
from bot.model import Lead, Milestone
from bot.timeline import Event, Timeline

TOLD_BY_BOOKING = frozenset({MilestoneType.BOOKING, MilestoneType.CANCELLATION})
"""Milestones that a booking brings about, and tells better."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """The end of a booking, an event of its own."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class Dealing:
    """One event; `lead` is whose, where it is a step of a lead's journey."""

    on: date
    event: Event | Booking | Cancellation
    lead: Lead | None = None


def dealings(journeys: Iterable[tuple[Lead, Timeline]], bookings: Iterable[Booking]) -> list[Dealing]:
    """The dealings in order of their days; on one day what led to a booking, then the booking."""
    bookings = list(bookings)
    booked = {booking.lead_id for booking in bookings}
    told = [
        Dealing(step.on, step.event, lead)
        for lead, journey in journeys
        for step in journey.steps
        if not (lead.id in booked and isinstance(step.event, Milestone) and step.event.type in TOLD_BY_BOOKING)
    ]
    told += [Dealing(booking.booked_on, booking) for booking in sorted(bookings, key=lambda booking: booking.id)]
    told += [Dealing(booking.cancelled_on, Cancellation(booking)) for booking in bookings if booking.cancelled_on]
    return sorted(told, key=lambda dealing: dealing.on)
