"""Codes count up per tenant and kind without gaps, however many write at once and however many fail."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from bot.kinds import BookingStatus
from storage.codes import next_numbers
from tests.storage.belongings import make_campaign
from tests.storage.companies import TODAY, Company
from tests.storage.crowd import at_once

ROUNDS = 12


class GaveUp(Exception):
    """A writer's transaction fails after it has taken its code."""


def test_codes_count_up_per_company_and_kind(north: Company, south: Company) -> None:
    with north.open() as store:
        assert [store.customers.add(name).code for name in ("Acme", "Best")] == ["C-1", "C-2"]
        assert store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY).code == "L-1"
        assert [make_campaign(store).code, make_campaign(store).code] == ["CMP-1", "CMP-2"]
    with south.open() as store:
        assert store.customers.add("Acme").code == "C-1"


def test_bookings_count_anew_in_each_year(north: Company) -> None:
    with north.open() as store:
        customer = store.customers.add("Acme")
        days = (date(2026, 12, 31), date(2027, 1, 1), date(2026, 1, 1))
        codes = [store.bookings.add(customer.id, None, day, 1, status=BookingStatus.PENDING).code for day in days]

    assert codes == ["BK-2026-0001", "BK-2027-0001", "BK-2026-0002"]


def test_several_numbers_are_taken_at_once(north: Company) -> None:
    with north.open() as store:
        assert list(next_numbers(store._session, "lead", 0)) == []
        assert list(next_numbers(store._session, "lead", 3)) == [1, 2, 3]
        assert list(next_numbers(store._session, "lead", 2)) == [4, 5]


def test_a_number_is_given_back_when_its_write_fails(north: Company) -> None:
    with pytest.raises(GaveUp):
        add_customer(north, fails=True)

    assert add_customer(north, fails=False) == "C-1"


def add_customer(company: Company, *, fails: bool) -> str:
    with company.open() as store:
        code = store.customers.add("Acme").code
        if fails:
            raise GaveUp
    return code


def test_codes_have_no_gaps_under_eight_writers_that_often_fail(north: Company, south: Company) -> None:
    def write(number: int) -> list[tuple[str, str]]:
        chance = Random(number)  # noqa: S311 - not for secrets
        given = []
        for _ in range(ROUNDS):
            company = chance.choice((north, south))
            try:
                given.append((company.tenant.name, add_customer(company, fails=chance.random() < 0.3)))
            except GaveUp:
                continue
        return given

    codes: dict[str, list[int]] = {"North": [], "South": []}
    for given in at_once(write):
        for name, code in given:
            codes[name].append(int(code.removeprefix("C-")))

    for numbers in codes.values():
        assert len(numbers) > ROUNDS
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
