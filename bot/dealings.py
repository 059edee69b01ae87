"""All that happened with a customer but on the account, in one order: the steps of their leads, what they booked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

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


def told_by(milestones: Sequence[Milestone], bookings: Iterable[Booking]) -> dict[int, Booking | Cancellation]:
    """Which booking was made or cancelled by a milestone, by the milestone's id, as far as that is known.

    First by what its notes say, then by its day; each booking is made once, and cancelled once.
    """
    bookings = sorted(bookings, key=lambda booking: booking.id)
    left: list[Booking | Cancellation] = [*bookings]
    left += [Cancellation(booking) for booking in bookings if booking.cancelled_on]
    told: dict[int, Booking | Cancellation] = {}
    for by_notes in (True, False):
        for milestone in milestones:
            found = next((deal for deal in left if _fits(milestone, deal, by_notes=by_notes)), None)
            if found is not None and milestone.id not in told:
                told[milestone.id] = found
                left.remove(found)
    return told


def _fits(milestone: Milestone, deal: Booking | Cancellation, *, by_notes: bool) -> bool:
    match deal:
        case Booking():
            is_named = (milestone.notes or "").partition(" · ")[0] == deal.code
            is_same = is_named if by_notes else milestone.happened_on == deal.booked_on
            return milestone.type is MilestoneType.BOOKING and is_same
        case Cancellation(booking):
            is_same = not by_notes or milestone.notes == booking.cancellation_reason
            return (
                milestone.type is MilestoneType.CANCELLATION
                and milestone.happened_on == booking.cancelled_on
                and is_same
            )


def dealings(journeys: Iterable[tuple[Lead, Timeline]], bookings: Iterable[Booking]) -> list[Dealing]:
    """The dealings in order of their days; on one day what led to bookings, then these as they were made and ended."""
    journeys, bookings = list(journeys), list(bookings)
    booked = {booking.lead_id for booking in bookings}
    told = [
        Dealing(step.on, step.event, lead)
        for lead, journey in journeys
        for step in journey.steps
        if not (lead.id in booked and isinstance(step.event, Milestone) and step.event.type in TOLD_BY_BOOKING)
    ]
    deals: list[tuple[date, Booking | Cancellation]] = []
    deals += [(booking.booked_on, booking) for booking in sorted(bookings, key=lambda booking: booking.id)]
    deals += [(booking.cancelled_on, Cancellation(booking)) for booking in bookings if booking.cancelled_on]
    places = _places(journeys, bookings)
    deals.sort(key=lambda deal: places.get(deal[1], inf))
    return sorted([*told, *(Dealing(on, event) for on, event in deals)], key=lambda dealing: dealing.on)


def _places(
    journeys: Iterable[tuple[Lead, Timeline]], bookings: Iterable[Booking]
) -> dict[Booking | Cancellation, int]:
    """The ids of the milestones by which they were made and cancelled, in whose order that happened."""
    found: dict[int, Booking | Cancellation] = {}
    for lead, journey in journeys:
        milestones = [step.event for step in journey.steps if isinstance(step.event, Milestone)]
        found |= told_by(milestones, [booking for booking in bookings if booking.lead_id == lead.id])
    return {deal: milestone_id for milestone_id, deal in found.items()}
