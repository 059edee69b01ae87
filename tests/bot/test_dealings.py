"""All that happened with a customer in one order: what led to a booking, and the booking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.bookings import Booking
from bot.dealings import Cancellation, dealings, told_by
from bot.kinds import BookingStatus, MilestoneType
from bot.model import Lead, Milestone
from bot.timeline import Timeline, timeline
from tests.bot.leads import make_lead, make_milestone
from tests.bot.test_ledger import TODAY

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ANIL = make_lead(last_activity_on=None)


def booked(number: int, notes: str | None = None, *, on: date = MONDAY) -> Milestone:
    return replace(make_milestone(MilestoneType.BOOKING, on, number=number), notes=notes)


def cancelled(number: int, notes: str | None = None, *, on: date = MONDAY) -> Milestone:
    return replace(make_milestone(MilestoneType.CANCELLATION, on, number=number), notes=notes)


def journey(*steps: Milestone) -> tuple[Lead, Timeline]:
    return ANIL, timeline(steps, [], [])


def booking(
    number: int = 1, *, lead_id: int | None = ANIL.id, cancelled_on: date | None = None, why: str | None = None
) -> Booking:
    return Booking(
        id=number,
        code=f"BK-2026-{number:04}",
        customer_id=1,
        lead_id=lead_id,
        booked_on=MONDAY,
        amount=100,
        unit_type_id=None,
        unit_count=1,
        delivery_on=None,
        status=BookingStatus.CANCELLED if cancelled_on else BookingStatus.CONFIRMED,
        notes=None,
        cancelled_on=cancelled_on,
        cancellation_reason=why,
        refund=None,
    )


def test_they_come_in_order_of_their_days() -> None:
    demo, sold = make_milestone(MilestoneType.DEMO, TUESDAY), booking()
    assert [told.event for told in dealings([journey(demo)], [sold])] == [sold, demo]


def test_on_one_day_the_journey_leads_to_the_booking() -> None:
    demo, sold = make_milestone(MilestoneType.DEMO, MONDAY), booking()
    assert [told.event for told in dealings([journey(demo)], [sold])] == [demo, sold]


def test_a_booking_and_its_end_are_told_once() -> None:
    sold = booking(cancelled_on=TODAY)
    steps = journey(
        make_milestone(MilestoneType.BOOKING, MONDAY), make_milestone(MilestoneType.CANCELLATION, TODAY, number=2)
    )
    told = dealings([steps], [sold])
    assert [one.event for one in told] == [sold, Cancellation(sold)]
    assert [one.on for one in told] == [MONDAY, TODAY]


def test_the_milestone_of_a_lead_without_a_booking_is_told() -> None:
    milestone = make_milestone(MilestoneType.BOOKING, MONDAY)
    assert [told.event for told in dealings([journey(milestone)], [booking(lead_id=None)])] == [
        milestone,
        booking(lead_id=None),
    ]


def test_only_a_step_of_a_journey_says_whose_it_is() -> None:
    told = dealings([journey(make_milestone(MilestoneType.DEMO, MONDAY))], [booking()])
    assert [one.lead for one in told] == [ANIL, None]


def test_bookings_of_one_day_keep_the_order_of_their_codes() -> None:
    told = dealings([], [booking(2), booking(1)])
    assert [getattr(one.event, "code", "") for one in told] == ["BK-2026-0001", "BK-2026-0002"]


def test_what_happened_on_one_day_is_told_as_it_happened() -> None:
    first, second = booking(1, cancelled_on=MONDAY, why="Wrong duplicate"), booking(2)
    steps = journey(booked(1, first.code), cancelled(2, "Wrong duplicate"), booked(3, second.code))
    assert [told.event for told in dealings([steps], [second, first])] == [first, Cancellation(first), second]


def test_a_milestone_tells_of_the_booking_that_its_notes_begin_with() -> None:
    assert told_by([booked(1, "BK-2026-0002 · 2 × 3BHK"), booked(2, "BK-2026-0001")], [booking(1), booking(2)]) == {
        1: booking(2),
        2: booking(1),
    }


def test_a_cancellation_is_that_of_the_booking_that_ended_that_day_for_that_reason() -> None:
    budget, moved = booking(1, cancelled_on=TUESDAY, why="Budget"), booking(2, cancelled_on=TUESDAY, why="Moved")
    steps = [cancelled(1, "Moved", on=TUESDAY), cancelled(2, "corrected", on=TUESDAY), cancelled(3, on=MONDAY)]
    assert told_by(steps, [budget, moved]) == {1: Cancellation(moved), 2: Cancellation(budget)}


def test_two_that_ended_on_one_day_for_one_reason_are_told_once_each() -> None:
    twice = [booking(1, cancelled_on=MONDAY, why="Twice"), booking(2, cancelled_on=MONDAY, why="Twice")]
    told = told_by([cancelled(1, "Twice"), cancelled(2, "Twice")], twice)
    assert told == {1: Cancellation(twice[0]), 2: Cancellation(twice[1])}


def test_a_milestone_that_names_no_booking_is_that_of_its_day_and_any_other_is_its_own() -> None:
    demo = make_milestone(MilestoneType.DEMO, MONDAY, number=3)
    assert told_by([booked(1, "liked it"), booked(2, on=TUESDAY), demo], [booking(1)]) == {1: booking(1)}
