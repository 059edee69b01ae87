"""The sums behind the reports on sources and campaigns: the guide's examples, costs, revenue, and what is told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest

from bot.campaigns import CampaignFigures
from bot.filters import EVERYTHING, Filters
from bot.kinds import BookingStatus, CampaignStatus, CampaignType, LeadStatus, SourceType
from bot.periods import ALL_TIME, Period, parse_period
from bot.sources import SourceRow, by_source
from storage.store import Store
from tests.storage.belongings import furnish
from tests.storage.companies import NOW, TODAY, Company

HOLI = (date(2026, 2, 1), date(2026, 3, 15))


def add_leads(
    store: Store,
    company: Company,
    count: int,
    *,
    converted: int = 0,
    on: date = TODAY,
    source_id: int | None = None,
    campaign_id: int | None = None,
) -> list[int]:
    return [
        store.leads.add(
            name="Anil",
            owner_id=company.rep.id,
            created_on=on,
            status=LeadStatus.CONVERTED if number < converted else LeadStatus.NEW,
            source_id=source_id,
            campaign_id=campaign_id,
        ).id
        for number in range(count)
    ]


def add_campaign(
    store: Store,
    name: str = "Diwali",
    *,
    budget: int = 0,
    ran: tuple[date, date | None] = (date(2026, 10, 1), None),
    status: CampaignStatus = CampaignStatus.ACTIVE,
) -> int:
    starts_on, ends_on = ran
    return store.campaigns.add(
        name,
        CampaignType.DIGITAL,
        starts_on=starts_on,
        ends_on=ends_on,
        budget=budget,
        expected_roi=300,
        status=status,
    ).id


def book(store: Store, lead_id: int, amount: int, status: BookingStatus = BookingStatus.PENDING) -> None:
    customer = store.customers.add("Acme").id
    store.bookings.add(customer, lead_id, TODAY, amount, status=status)


def sources(company: Company, period: Period = ALL_TIME, filters: Filters = EVERYTHING) -> list[SourceRow]:
    return company.ask(lambda store: store.origin_reports.sources(period, filters))


def campaigns(
    company: Company, period: str = "all time", filters: Filters = EVERYTHING, *, today: date = TODAY
) -> list[CampaignFigures]:
    asked = parse_period(period, today=TODAY)
    return company.ask(lambda store: store.origin_reports.campaigns(asked, filters, today=today))


def names(found: Sequence[CampaignFigures]) -> list[str]:
    return [campaign.name for campaign in found]


def test_the_guides_sources_come_out_exactly(north: Company, south: Company) -> None:
    furnish(south)
    with north.open() as store:
        for name, count, converted in (("Google Ads", 100, 25), ("Referral", 20, 8), ("Direct", 80, 4)):
            add_leads(store, north, count, converted=converted, source_id=store.sources.add(name, SourceType.DIRECT).id)

    rates = {figures.source: figures.rate for figures in by_source(sources(north), [])}

    assert rates == {"Google Ads": Fraction(25), "Direct": Fraction(5), "Referral": Fraction(40)}


def test_a_lead_that_ever_qualified_or_converted_counts_though_it_is_lost_now(north: Company) -> None:
    with north.open() as store:
        (lost,) = add_leads(store, north, 1, converted=1)
        store.leads.move(lost, LeadStatus.LOST, on=TODAY, member_id=north.rep.id)
        qualified = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=None, status=LeadStatus.QUALIFIED).id
        store.leads.move(qualified, LeadStatus.CONTACTED, on=TODAY, member_id=north.rep.id)

    assert sources(north) == [
        SourceRow(source=None, subsource=None, campaign_id=None, leads=2, qualified=2, converted=1, lost=1)
    ]
    assert sources(north, parse_period("2026", today=TODAY))[0].leads == 1


def test_a_budget_is_spread_over_all_leads_that_a_campaign_ever_brought(north: Company) -> None:
    with north.open() as store:
        ads = store.sources.add("Google Ads", SourceType.DIGITAL, subsource="Search").id
        diwali, unused = add_campaign(store, budget=1_000_00), add_campaign(store, budget=5_00)
        add_leads(store, north, 3, converted=1, source_id=ads, campaign_id=diwali)
        add_leads(store, north, 1, on=date(2025, 1, 1), campaign_id=diwali)
        (gone,) = add_leads(store, north, 1, campaign_id=diwali)
        store.leads.delete(gone, at=NOW)

    costs = north.ask(lambda store: store.origin_reports.campaign_costs())
    (searched,) = by_source(sources(north, filters=Filters(source_id=ads)), costs)

    assert {cost.campaign_id: (cost.budget, cost.leads) for cost in costs} == {diwali: (1_000_00, 4), unused: (5_00, 0)}
    assert (searched.cost, searched.cost_per_conversion) == (Fraction(750_00), Fraction(750_00))


def test_the_guides_campaign_returns_200_percent(north: Company, south: Company) -> None:
    furnish(south)
    with north.open() as store:
        diwali = add_campaign(store, budget=50_000_00)
        first, second, *_ = add_leads(store, north, 50, converted=5, campaign_id=diwali)
        book(store, first, 100_000_00, BookingStatus.CONFIRMED)
        book(store, second, 50_000_00)
        book(store, second, 70_000_00, BookingStatus.CANCELLED)

    (found,) = campaigns(north)

    assert (found.leads, found.converted, found.rate) == (50, 5, Fraction(10))
    assert (found.revenue, found.budget, found.roi) == (150_000_00, 50_000_00, Fraction(200))
    assert found.expected_roi == 300


def test_revenue_stays_when_a_lead_is_deleted_and_follows_it_to_another_campaign(north: Company) -> None:
    with north.open() as store:
        holi, diwali = add_campaign(store, "Holi"), add_campaign(store, "Diwali")
        (gone,), (moved,) = (add_leads(store, north, 1, campaign_id=holi) for _ in range(2))
        book(store, gone, 1_00)
        book(store, moved, 10_00)
    with north.open() as store:
        store.leads.delete(gone, at=NOW)
        store.leads.change(moved, campaign_id=diwali)

    found = {campaign.name: (campaign.leads, campaign.revenue) for campaign in campaigns(north)}

    assert found == {"Holi": (0, 1_00), "Diwali": (1, 10_00)}


def test_revenue_is_that_of_leads_created_in_the_period_whenever_they_booked(north: Company) -> None:
    with north.open() as store:
        diwali = add_campaign(store)
        (early,), (late,) = (
            add_leads(store, north, 1, on=on, campaign_id=diwali) for on in (date(2026, 9, 30), date(2026, 10, 1))
        )
        book(store, early, 1_00)
        book(store, late, 10_00)

    assert [campaign.revenue for campaign in campaigns(north, "2026-10")] == [10_00]
    assert [campaign.revenue for campaign in campaigns(north, "from 2026-09-30 to 2026-10-15")] == [11_00]


@pytest.mark.parametrize(
    ("period", "of", "budget"),
    [
        ("all time", "all", 50_00),
        ("all time", "campaign", 50_00),
        ("all time", "owner", None),
        ("all time", "source", None),
        ("2026", "all", None),
    ],
)
def test_a_budget_is_set_against_all_leads_of_a_campaign_or_none(
    north: Company, period: str, of: str, budget: int | None
) -> None:
    with north.open() as store:
        portal = store.sources.add("Portal", SourceType.DIGITAL).id
        diwali = add_campaign(store, budget=50_00)
        add_leads(store, north, 1, source_id=portal, campaign_id=diwali)
    filters = {
        "all": EVERYTHING,
        "campaign": Filters(campaign_id=diwali),
        "owner": Filters(owner_id=north.rep.id),
        "source": Filters(source_id=portal),
    }

    assert [campaign.budget for campaign in campaigns(north, period, filters[of])] == [budget]


@pytest.mark.parametrize(
    ("period", "told_of"),
    [
        ("all time", ["Diwali", "Holi"]),
        ("2026-q1", ["Holi"]),
        ("2026-03", ["Holi"]),
        ("from 2026-03-16 to 2026-09-30", []),
        ("2026-10", ["Diwali"]),
        ("from 2026-03-15 to 2026-10-01", ["Diwali", "Holi"]),
    ],
)
def test_a_campaign_without_leads_is_told_of_where_it_ran(north: Company, period: str, told_of: list[str]) -> None:
    with north.open() as store:
        add_campaign(store, "Holi", ran=HOLI)
        add_campaign(store, "Diwali")

    assert names(campaigns(north, period)) == told_of


def test_narrowed_to_an_owner_or_a_source_only_campaigns_that_brought_anything_are_told_of(north: Company) -> None:
    with north.open() as store:
        portal = store.sources.add("Portal", SourceType.DIGITAL).id
        holi, diwali = add_campaign(store, "Holi", ran=HOLI), add_campaign(store, "Diwali")
        add_leads(store, north, 1, source_id=portal, campaign_id=holi)

    assert names(campaigns(north, filters=Filters(source_id=portal))) == ["Holi"]
    assert names(campaigns(north, filters=Filters(owner_id=north.rep.id))) == ["Holi"]
    assert names(campaigns(north, filters=Filters(campaign_id=diwali))) == ["Diwali"]
    assert campaigns(north, filters=Filters(without_campaign=True)) == []


@pytest.mark.parametrize(
    ("status", "today", "is_running"),
    [
        (CampaignStatus.ACTIVE, date(2026, 3, 15), True),
        (CampaignStatus.ACTIVE, date(2026, 3, 16), False),
        (CampaignStatus.ACTIVE, date(2026, 1, 1), True),
        (CampaignStatus.PAUSED, date(2026, 3, 15), False),
        (CampaignStatus.COMPLETED, date(2026, 3, 15), False),
    ],
)
def test_a_campaign_runs_until_its_last_day(
    north: Company, status: CampaignStatus, today: date, is_running: bool
) -> None:
    with north.open() as store:
        add_campaign(store, ran=HOLI, status=status)

    assert [campaign.is_running for campaign in campaigns(north, today=today)] == [is_running]
