"""The last unit, booked by sixteen people at the same moment: one gets it, fifteen are told why they don't."""

from __future__ import annotations

from bot.account_commands import RecordBooking
from bot.bookings import Booking, SoldOut
from handlers.bookings import record_booking
from storage.store import Store
from tests.storage.companies import TODAY, Company
from tests.storage.crowd import at_once

PEOPLE = 16


def furnish(company: Company, *, existing: int) -> tuple[int, list[int]]:
    """The unit type's id, and as many leads' as there are people."""
    with company.open() as store:
        unit = store.units.add("Penthouse", existing=existing)
        leads = [
            store.leads.add(name=f"Buyer {number}", owner_id=company.rep.id, created_on=TODAY)
            for number in range(PEOPLE)
        ]
    return unit.id, [lead.id for lead in leads]


def book_at_once(company: Company, unit_id: int, lead_ids: list[int]) -> list[Booking | str]:
    """What each of the people got: the booking, or the sentence."""

    def book(number: int) -> Booking | str:
        command = RecordBooking(lead=lead_ids[number], amount="5 lakh", booked_on=TODAY, unit_type=unit_id)
        try:
            with company.open(submission=f"V{number}") as store:
                booking, *_ = record_booking(store, command, actor=company.rep, submission=f"V{number}")
        except SoldOut as error:
            return str(error)
        return booking

    return at_once(book, crowd=PEOPLE)


def kept(store: Store) -> tuple[int, int, int]:
    """How many bookings and customers there are, and how many leads are converted."""
    leads = store.lead_search.newest(limit=100)
    return (
        len(store.bookings.newest(limit=100)),
        len(store.customers.search("", limit=100)),
        sum(len(store.milestones.list_of_lead(lead.id)) for lead in leads),
    )


def test_of_sixteen_who_book_the_last_unit_exactly_one_gets_it(north: Company) -> None:
    unit_id, lead_ids = furnish(north, existing=1)
    got = book_at_once(north, unit_id, lead_ids)

    bookings = [found for found in got if isinstance(found, Booking)]
    sentences = [found for found in got if isinstance(found, str)]
    assert len(bookings) == 1
    assert sentences == ["Penthouse is sold out, so nothing was booked."] * (PEOPLE - 1)
    assert north.ask(lambda store: store.units.stock(unit_id)).available == 0
    assert north.ask(kept) == (1, 1, 1)


def test_of_sixteen_who_book_five_units_five_get_one_each(north: Company) -> None:
    unit_id, lead_ids = furnish(north, existing=5)
    got = book_at_once(north, unit_id, lead_ids)
    codes = sorted(found.code for found in got if isinstance(found, Booking))
    assert codes == [f"BK-2026-{number:04}" for number in range(1, 6)]
    assert north.ask(lambda store: store.units.stock(unit_id)).available == 0
    assert north.ask(kept) == (5, 5, 5)
