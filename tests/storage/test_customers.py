"""Customers: found as people type, and whose they are."""

from __future__ import annotations

import pytest

from bot.kinds import BookingStatus, Role
from storage.database import Database
from tests.storage.companies import TODAY, Company, found_company

NAMES = ("Acme Corp", "Acme Holdings", "Best Acme Dealer", "José & Sons", "50% Off", "%", "_", "अनिल")


@pytest.fixture(scope="module")
def crowded(database: Database) -> Company:
    """A company with a customer of every name above."""
    crowded = found_company("Crowded", "Asha", database)
    with crowded.open() as store:
        for name in NAMES:
            store.customers.add(name)
    return crowded


def found(company: Company, typed: str, *, limit: int = 20) -> list[str]:
    return [customer.name for customer in company.ask(lambda store: store.customers.search(typed, limit=limit))]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("acme", ["Acme Corp", "Acme Holdings", "Best Acme Dealer"]),
        ("ACME H", ["Acme Holdings"]),
        ("corp", ["Acme Corp"]),
        ("jose and", ["José & Sons"]),
        ("50%", ["50% Off"]),
        ("%", ["%"]),
        ("_", ["_"]),
        ("अनि", ["अनिल"]),
        ("zzz", []),
        ("", [*reversed(NAMES)]),
    ],
)
def test_a_name_is_found_by_the_beginning_of_any_of_its_words_its_own_beginning_first(
    crowded: Company, typed: str, names: list[str]
) -> None:
    assert found(crowded, typed) == names


def test_no_more_are_found_than_asked_for(crowded: Company) -> None:
    assert found(crowded, "acme", limit=1) == ["Acme Corp"]
    assert found(crowded, "acme", limit=3) == ["Acme Corp", "Acme Holdings", "Best Acme Dealer"]


@pytest.fixture
def company(database: Database) -> Company:
    return found_company("North", "Asha", database)


def test_a_customer_is_whose_it_was_given_to_and_whose_lead_booked(company: Company) -> None:
    with company.open() as store:
        other = store.members.add("Ben", role=Role.REP, time_zone="UTC")
        given, sold, foreign = (store.customers.add(name).id for name in ("Given", "Sold", "Foreign"))
        store.customers.change(given, owner_id=company.rep.id)
        lead = store.leads.add(name="Anil", owner_id=company.rep.id, created_on=TODAY)
        theirs = store.leads.add(name="Sunita", owner_id=other.id, created_on=TODAY)
        for customer_id, lead_id in ((sold, lead.id), (foreign, theirs.id), (foreign, None)):
            store.bookings.add(customer_id, lead_id, TODAY, 100, status=BookingStatus.CANCELLED)

        own = [
            customer_id for customer_id in (given, sold, foreign) if store.customers.is_of(customer_id, company.rep.id)
        ]
        assert own == [given, sold]
        assert [customer.name for customer in store.customers.list_of(company.rep.id, limit=5)] == ["Sold", "Given"]
        assert [customer.name for customer in store.customers.list_of(company.rep.id, limit=1)] == ["Sold"]


def test_the_leads_of_a_customer_are_those_that_booked_without_the_deleted(company: Company) -> None:
    with company.open() as store:
        customer = store.customers.add("Acme")
        first, second = (
            store.leads.add(name=name, owner_id=company.rep.id, created_on=TODAY) for name in ("Anil", "Sunita")
        )
        for lead in (second, first, first):
            store.bookings.add(customer.id, lead.id, TODAY, 100, status=BookingStatus.CONFIRMED)
        assert [lead.name for lead in store.customers.leads_of(customer.id)] == ["Anil", "Sunita"]
        store.leads.delete(first.id, at=store.now)
        assert [lead.name for lead in store.customers.leads_of(customer.id)] == ["Sunita"]


def test_bookings_are_found_by_a_part_of_their_code(company: Company) -> None:
    with company.open() as store:
        customer = store.customers.add("Acme")
        for code in (None, "SP/ECIAL_1", None):
            store.bookings.add(customer.id, None, TODAY, 100, status=BookingStatus.CONFIRMED, code=code)

        def codes(typed: str) -> list[str]:
            return [booking.code for booking in store.bookings.search(typed, limit=5)]

        assert codes("2026-") == ["BK-2026-0002", "BK-2026-0001"]
        assert codes(" ecial_ ") == ["SP/ECIAL_1"]
        assert codes("%") == []
