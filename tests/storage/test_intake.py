"""Deals that are taken in again after somebody here deleted or merged their leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.deals import Deal
from bot.filters import EVERYTHING
from bot.kinds import BookingStatus, LeadStatus
from bot.periods import ALL_TIME
from storage.intake import Taken
from tests.storage.companies import NOW, TODAY, Company

CREATED, CLOSED = date(2026, 10, 2), date(2026, 11, 20)
OPEN_DEAL = Deal(
    line=2,
    external_id="X1",
    name="Acme Motors",
    company="Acme Motors",
    owner=None,
    product=None,
    status=LeadStatus.CONTACTED,
    created_on=CREATED,
    closed_on=None,
    value=500,
)
WON_DEAL = replace(OPEN_DEAL, status=LeadStatus.CONVERTED, closed_on=CLOSED)


def take(company: Company, *deals: Deal) -> Taken:
    with company.open() as store:
        return store.intake.take(deals, owner_ids={None: company.rep.id}, member_id=company.rep.id)


def lead_id(company: Company, external_id: str) -> int:
    lead = company.ask(lambda store: store.leads.find_by_external_id(external_id))
    assert lead is not None
    return lead.id


def merge(company: Company, gone_id: int, into_id: int) -> None:
    with company.open() as store:
        store.leads.merge(gone_id, into_id, at=NOW, on=TODAY, member_id=company.rep.id)


def created_in_its_month(company: Company) -> int:
    return company.ask(lambda store: store.kpi_reports.figures(ALL_TIME, EVERYTHING, today=CREATED).new_this_month)


def booked(company: Company) -> int:
    return company.ask(lambda store: store.bookings.total_amount(statuses=tuple(BookingStatus)))


def test_a_taken_deal_is_found_and_counted_as_a_lead_that_was_added(north: Company) -> None:
    take(north, OPEN_DEAL)

    lead = north.lead(lead_id(north, "X1"))
    assert north.ask(lambda store: store.lead_search.search("motors", limit=5)) == [lead]
    assert created_in_its_month(north) == 1

    assert take(north, replace(OPEN_DEAL, name="Best Textiles", company=None, created_on=CLOSED)) == Taken(updated=1)
    found = north.ask(
        lambda store: [*store.lead_search.search("motors", limit=5), *store.lead_search.search("t", limit=5)]
    )
    assert [lead.name for lead in found] == ["Best Textiles"]
    assert created_in_its_month(north) == 0


def test_a_number_that_was_typed_here_is_still_found_after_an_import_renames_its_lead(north: Company) -> None:
    take(north, OPEN_DEAL)
    with north.open() as store:
        store.leads.change(lead_id(north, "X1"), phone="98450 12345")

    take(north, replace(OPEN_DEAL, name="Best"))

    found = north.ask(lambda store: store.lead_search.duplicates(phone="+91 98450 12345", email=None))
    assert [lead.name for lead in found] == ["Best"]


def test_a_deal_whose_lead_was_deleted_changes_nothing_and_is_not_made_again(north: Company) -> None:
    take(north, OPEN_DEAL)
    with north.open() as store:
        store.leads.delete(lead_id(north, "X1"), at=NOW)

    assert take(north, WON_DEAL) == Taken(unchanged=1)
    assert booked(north) == 0

    with north.open() as store:
        store.leads.restore(lead_id(north, "X1"))
    assert take(north, WON_DEAL) == Taken(updated=1)
    assert booked(north) == 500


def test_a_deal_goes_on_with_the_lead_that_its_own_was_merged_into(north: Company) -> None:
    take(north, OPEN_DEAL)
    typed_here = north.add_lead("Acme", created_on=TODAY)
    merge(north, lead_id(north, "X1"), typed_here.id)

    assert take(north, WON_DEAL) == Taken(updated=1)
    assert take(north, WON_DEAL) == Taken(unchanged=1)

    assert north.lead(typed_here.id).status is LeadStatus.CONVERTED
    assert booked(north) == 500


def test_of_two_deals_whose_leads_are_one_the_kept_ones_goes_on_and_the_same_file_changes_nothing(
    north: Company,
) -> None:
    kept_deal = replace(OPEN_DEAL, external_id="X2", line=3, name="Acme")
    take(north, OPEN_DEAL, kept_deal)
    merge(north, lead_id(north, "X1"), lead_id(north, "X2"))

    assert take(north, OPEN_DEAL, kept_deal) == Taken(unchanged=2)
    assert take(north, WON_DEAL, kept_deal) == Taken(unchanged=2)
    assert north.lead(lead_id(north, "X2")).status is LeadStatus.CONTACTED


def test_the_bookings_of_two_won_deals_whose_leads_are_one_stay_as_they_are(north: Company) -> None:
    kept_deal = replace(WON_DEAL, external_id="X2", line=3, name="Acme", value=700)
    take(north, WON_DEAL, kept_deal)
    merge(north, lead_id(north, "X1"), lead_id(north, "X2"))

    assert take(north, WON_DEAL, kept_deal) == Taken(unchanged=2)
    assert booked(north) == 1_200


def test_codes_that_were_given_to_bookings_by_hand_are_passed_over(north: Company) -> None:
    with north.open() as store:
        customer = store.customers.add("Best")
        for number in (1, 3):
            code = f"BK-2026-{number:04}"
            store.bookings.add(customer.id, None, CLOSED, 100, status=BookingStatus.PENDING, code=code)

    take(north, WON_DEAL, replace(WON_DEAL, external_id="X2", line=3))

    codes = north.ask(lambda store: [booking.code for booking in store.bookings.newest(limit=4)])
    assert sorted(codes) == [f"BK-2026-{number:04}" for number in (1, 2, 3, 4)]
