"""The sums behind the KPIs, of a company small enough to count by hand, and at the edges of months."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.filters import EVERYTHING, Filters
from bot.kinds import BookingStatus, EngagementStatus, EntryType, LeadStatus, MilestoneType, SourceType
from bot.kpi_figures import KpiFigures, KpiMonth
from bot.model import Lead
from bot.periods import ALL_TIME, Period, parse_period
from storage.database import Database
from storage.store import Store
from tests.storage.belongings import furnish, make_call
from tests.storage.companies import NOW, TODAY, Company, found_company

OCTOBER = parse_period("2026-10", today=TODAY)


def kpis(company: Company, period: Period = ALL_TIME, filters: Filters = EVERYTHING) -> KpiFigures:
    return company.ask(lambda store: store.kpi_reports.figures(period, filters, today=TODAY))


def course(company: Company, period: Period = ALL_TIME) -> dict[int, KpiMonth]:
    found = company.ask(lambda store: store.kpi_reports.course(period, EVERYTHING, today=TODAY))
    return {month.month: month for month in found}


def add_lead(store: Store, company: Company, on: date | None, *statuses: LeadStatus, **fields: Any) -> Lead:
    lead = store.leads.add(name="Anil", owner_id=company.rep.id, created_on=on, **fields)
    for status in statuses:
        store.leads.move(lead.id, status, on=TODAY, member_id=company.rep.id)
    return lead


def test_a_company_without_anything_has_no_figures(north: Company, south: Company) -> None:
    furnish(south)

    assert kpis(north).is_empty
    assert all(month.new_leads == month.outstanding == 0 for month in course(north).values())


@pytest.fixture(scope="module")
def selling(database: Database) -> Company:
    """Five leads, one of them deleted; Acme booked twice and owes 70,000, Zenith cancelled and owes nothing."""
    company = found_company("Selling", "Asha", database)
    rep = company.rep.id
    with company.open() as store:
        portal = store.sources.add("Portal", SourceType.DIGITAL).id
        won = add_lead(store, company, date(2026, 10, 1), LeadStatus.CONVERTED, source_id=portal)
        undated = add_lead(store, company, None, LeadStatus.QUALIFIED)
        gone = add_lead(store, company, date(2026, 10, 31), LeadStatus.CONVERTED, source_id=portal)
        add_lead(store, company, date(2026, 11, 1), LeadStatus.NEGOTIATION, LeadStatus.LOST)
        new = add_lead(store, company, date(2026, 11, 25))
        acme, zenith = store.customers.add("Acme").id, store.customers.add("Zenith").id
        store.bookings.add(acme, won.id, date(2026, 10, 31), 90_000_00, status=BookingStatus.CONFIRMED)
        store.bookings.add(acme, gone.id, date(2026, 11, 1), 10_000_00, status=BookingStatus.COMPLETED)
        store.bookings.add(acme, undated.id, date(2026, 11, 2), 1_00, status=BookingStatus.CONFIRMED)
        store.bookings.add(zenith, won.id, date(2026, 11, 2), 5_000_00, status=BookingStatus.CANCELLED)
        store.bookings.add(zenith, None, date(2026, 11, 2), 5_000_00, status=BookingStatus.CANCELLED)
        store.ledger.add(acme, EntryType.INVOICE, date(2026, 10, 31), debit=100_000_00)
        store.ledger.add(acme, EntryType.DEBIT_NOTE, date(2026, 11, 1), debit=10_000_00)
        store.ledger.add(acme, EntryType.PAYMENT, date(2026, 11, 1), credit=40_000_00)
        twice = store.ledger.add(acme, EntryType.PAYMENT, date(2026, 10, 31), credit=40_000_00)
        store.ledger.reverse(twice.id, on=date(2026, 11, 2), remarks="Typed twice")
        for lead, on in ((won, date(2026, 10, 25)), (won, date(2026, 10, 26)), (new, TODAY), (gone, TODAY)):
            make_call(store, lead.id, rep, on=on)
        failed = make_call(store, new.id, rep)
        store.engagements.change(failed.id, status=EngagementStatus.FAILED)
        for lead, due_on in ((new, TODAY), (won, date(2026, 11, 24)), (gone, date(2026, 11, 1))):
            visit = store.milestones.add(lead.id, MilestoneType.SITE_VISIT, TODAY)
            store.follow_ups.open(
                lead.id, milestone_id=visit.id, opened_on=TODAY, due_on=due_on, owner_id=rep, why="Asked"
            )
        store.leads.delete(gone.id, at=NOW)
    return company


def test_all_time_counts_everything_but_deleted_leads_whose_money_stays(selling: Company) -> None:
    assert kpis(selling) == KpiFigures(
        total_leads=4,
        new_this_month=2,
        new_last_month=1,
        qualified=3,
        converted=1,
        active_leads=2,
        customers=2,
        active_customers=1,
        bookings=3,
        bookings_of_leads=3,
        booked_amount=100_001_00,
        booking_days=30,
        dated_bookings=1,
        invoiced=110_000_00,
        paid=40_000_00,
        debited=150_000_00,
        credited=80_000_00,
        long_overdue=0,
        engagements=3,
        engagements_this_month=1,
        engagements_last_month=1,
        pending_followups=2,
        overdue_followups=1,
    )


def test_a_period_counts_what_lies_in_it_and_what_is_as_of_today_all_the_same(selling: Company) -> None:
    october, ever = kpis(selling, OCTOBER), kpis(selling)

    assert (october.total_leads, october.converted, october.active_leads) == (1, 1, 0)
    assert (october.bookings, october.booked_amount, october.booking_days) == (1, 90_000_00, 30)
    assert (october.invoiced, october.paid, october.engagements) == (100_000_00, 0, 2)
    assert (october.outstanding, october.pending_followups) == (ever.outstanding, ever.pending_followups)
    assert (october.customers, october.active_customers) == (ever.customers, ever.active_customers)
    assert (october.new_this_month, october.engagements_this_month) == (2, 1)


def test_a_periods_booking_rate_is_of_the_leads_created_in_it_whenever_they_booked(north: Company) -> None:
    with north.open() as store:
        early = add_lead(store, north, date(2026, 9, 30), LeadStatus.CONVERTED)
        won = add_lead(store, north, date(2026, 10, 1), LeadStatus.CONVERTED)
        gone = add_lead(store, north, date(2026, 10, 2), LeadStatus.CONVERTED)
        acme = store.customers.add("Acme").id
        for lead_id, on in ((early.id, 20), (gone.id, 21), (won.id, 22), (None, 23)):
            store.bookings.add(acme, lead_id, date(2026, 10, on), 100, status=BookingStatus.CONFIRMED)
        store.bookings.add(acme, won.id, TODAY, 100, status=BookingStatus.COMPLETED)
        store.bookings.add(acme, won.id, TODAY, 100, status=BookingStatus.PENDING)
        store.leads.delete(gone.id, at=NOW)

    october, ever = kpis(north, OCTOBER), kpis(north)

    assert (october.bookings, october.bookings_of_leads, october.converted) == (4, 2, 1)
    assert october.booking_rate == 200
    assert ever.booking_rate == 250, "the guide's: total bookings ÷ converted leads"


def test_a_filter_leaves_the_money_of_those_who_bought_so(selling: Company) -> None:
    portal = selling.ask(lambda store: store.sources.list()[0].id)

    found = kpis(selling, filters=Filters(source_id=portal))

    assert (found.total_leads, found.bookings, found.booked_amount) == (1, 2, 100_000_00)
    assert (found.customers, found.active_customers, found.outstanding) == (2, 1, 70_000_00)
    assert (found.engagements, found.pending_followups, found.overdue_followups) == (2, 1, 1)


def test_the_course_has_twelve_months_and_what_was_owed_at_the_end_of_each(selling: Company) -> None:
    months = course(selling)

    assert list(months) == [202512, *range(202601, 202612)]
    assert months[202609] == KpiMonth(
        month=202609, new_leads=0, converted=0, bookings=0, booked_amount=0, engagements=0, outstanding=0
    )
    assert months[202610] == KpiMonth(
        month=202610,
        new_leads=1,
        converted=1,
        bookings=1,
        booked_amount=90_000_00,
        engagements=2,
        outstanding=60_000_00,
    )
    assert months[202611] == KpiMonth(
        month=202611,
        new_leads=2,
        converted=0,
        bookings=2,
        booked_amount=10_001_00,
        engagements=1,
        outstanding=70_000_00,
    )


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-10", 202511, 202610),
        ("2025-q1", 202404, 202503),
        ("last 90 days", 202512, 202611),
        ("this year", 202512, 202611),  # which ends in December
    ],
)
def test_the_course_ends_with_the_period_and_never_beyond_today(
    selling: Company, period: str, first: int, last: int
) -> None:
    months = list(course(selling, parse_period(period, today=TODAY)))

    assert (months[0], months[-1], len(months)) == (first, last, 12)


def test_at_the_end_of_a_course_in_the_past_stands_what_was_owed_then(selling: Company) -> None:
    assert course(selling, OCTOBER)[202610] == course(selling)[202610]


@pytest.mark.parametrize(
    ("today", "same_day"),
    [
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2024, 3, 30), date(2024, 2, 29)),
        (date(2026, 1, 1), date(2025, 12, 1)),
        (date(2026, 5, 31), date(2026, 4, 30)),
    ],
)
def test_last_month_counts_up_to_the_day_that_today_is_of_this_one(north: Company, today: date, same_day: date) -> None:
    with north.open() as store:
        lead = add_lead(store, north, same_day)
        make_call(store, lead.id, north.rep.id, on=same_day)
        add_lead(store, north, today)

    found = north.ask(lambda store: store.kpi_reports.figures(ALL_TIME, EVERYTHING, today=today))

    assert (found.new_last_month, found.new_this_month) == (1, 1)
    assert (found.engagements_last_month, found.engagements_this_month) == (1, 0)


def test_the_day_after_in_last_month_does_not_count(north: Company) -> None:
    north.add_lead(created_on=date(2026, 10, 26))

    assert kpis(north).new_last_month == 0


@pytest.mark.parametrize(
    ("status", "balance", "is_active"),
    [
        (BookingStatus.PENDING, 0, True),
        (BookingStatus.ON_HOLD, 0, True),
        (BookingStatus.CANCELLED, 0, False),
        (BookingStatus.CANCELLED, 1, True),
        (BookingStatus.CANCELLED, -1, True),
        (None, 0, False),
    ],
)
def test_a_customer_is_active_with_a_booking_that_stands_or_a_balance(
    north: Company, status: BookingStatus | None, balance: int, is_active: bool
) -> None:
    with north.open() as store:
        customer = store.customers.add("Acme").id
        if status:
            store.bookings.add(customer, None, TODAY, 100, status=status)
        if balance:
            store.ledger.add(customer, EntryType.ADJUSTMENT, TODAY, debit=max(balance, 0), credit=max(-balance, 0))

    found = kpis(north)

    assert (found.customers, found.active_customers) == (1, int(is_active))
