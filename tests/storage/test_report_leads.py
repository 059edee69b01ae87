"""How many leads reports count, and which: for whole months, parts of one, all time, and without a date."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from bot.filters import EVERYTHING, Filters
from bot.kinds import LeadStatus
from bot.periods import ALL_TIME, Period, parse_period
from storage.database import Database
from tests.storage.belongings import furnish
from tests.storage.companies import NOW, TODAY, Company, found_company

LEADS: list[tuple[date | None, tuple[LeadStatus, ...]]] = [
    (date(2025, 11, 30), ()),
    (date(2026, 8, 27), ()),
    (date(2026, 8, 28), (LeadStatus.CONTACTED,)),
    (date(2026, 8, 31), (LeadStatus.QUALIFIED, LeadStatus.LOST)),
    (date(2026, 9, 1), (LeadStatus.CONVERTED,)),
    (date(2026, 9, 30), (LeadStatus.CONVERTED,)),
    (date(2026, 11, 1), (LeadStatus.LOST,)),
    (date(2026, 11, 25), (LeadStatus.NEGOTIATION,)),
    (None, ()),
    (None, (LeadStatus.CONVERTED,)),
]


@pytest.fixture(scope="module")
def selling(database: Database) -> Company:
    """A company with the leads above."""
    company = found_company("Selling", "Asha", database)
    with company.open() as store:
        for created_on, statuses in LEADS:
            lead = store.leads.add(name="Anil", owner_id=company.rep.id, created_on=created_on)
            for status in statuses:
                store.leads.move(lead.id, status, on=TODAY, member_id=company.rep.id)
    return company


def funnel(company: Company, period: Period | str) -> list[tuple[int, int, bool, int]]:
    """The rows of equal month, stage and loss added up, in order."""
    asked = parse_period(period, today=TODAY) if isinstance(period, str) else period
    counts = Counter[tuple[int, int, bool]]()
    for month, stage, is_lost, count in company.ask(lambda store: store.reports.funnel(asked)):
        counts[month, stage, is_lost] += count
    return [(*group, count) for group, count in sorted(counts.items())]


ALL_DATED = [
    (202511, 0, False, 1),
    (202608, 0, False, 1),
    (202608, 1, False, 1),
    (202608, 2, True, 1),
    (202609, 4, False, 2),
    (202611, 0, True, 1),
    (202611, 3, False, 1),
]


@pytest.mark.parametrize(
    ("period", "rows"),
    [
        ("last 12 months", ALL_DATED[1:]),
        ("last 13 months", ALL_DATED),
        ("2026-09", [(202609, 4, False, 2)]),
        ("2026-10", []),
        ("2026-q3", ALL_DATED[1:5]),
        ("2025", ALL_DATED[:1]),
        ("last 90 days", [(202608, 1, False, 1), (202608, 2, True, 1), *ALL_DATED[4:]]),
        ("from 2026-08-31 to 2026-09-01", [(202608, 2, True, 1), (202609, 4, False, 1)]),
        ("today", [(202611, 3, False, 1)]),
        ("all time", ALL_DATED),
    ],
)
def test_the_funnel_counts_the_leads_created_in_the_period(
    selling: Company, period: str, rows: list[tuple[int, int, bool, int]]
) -> None:
    assert funnel(selling, period) == rows


def test_leads_without_a_date_stand_in_no_month_but_in_the_total(selling: Company) -> None:
    assert selling.ask(lambda store: store.reports.undated()) == 2
    assert sum(count for *_, count in funnel(selling, ALL_TIME)) == len(LEADS) - 2
    assert sum(selling.ask(lambda store: store.reports.statuses()).values()) == len(LEADS)


def test_statuses_count_every_lead_by_what_it_is_now(selling: Company) -> None:
    assert selling.ask(lambda store: store.reports.statuses()) == {
        LeadStatus.NEW: 3,
        LeadStatus.CONTACTED: 1,
        LeadStatus.NEGOTIATION: 1,
        LeadStatus.CONVERTED: 3,
        LeadStatus.LOST: 2,
    }


def test_a_company_without_leads_has_nothing_to_report(north: Company) -> None:
    assert funnel(north, ALL_TIME) == funnel(north, "last 12 months") == []
    assert north.ask(lambda store: store.reports.statuses()) == {}
    assert north.ask(lambda store: store.reports.undated()) == 0


def found(company: Company, period: str = "all time", filters: Filters = EVERYTHING, **asked: Any) -> list[date | None]:
    """The created dates of the leads behind a number."""
    days = parse_period(period, today=TODAY)
    asked = {"limit": 100} | asked
    return [lead.created_on for lead in company.ask(lambda store: store.reports.leads_of(days, filters, **asked))]


def test_the_leads_behind_a_number_come_newest_first_and_those_without_a_date_last(selling: Company) -> None:
    days = sorted((day for day, _ in LEADS if day), reverse=True)

    assert found(selling) == [*days, None, None]
    assert found(selling, dated_only=True) == days
    assert found(selling, limit=2) == days[:2]
    assert found(selling, limit=9) == [*days, None]
    assert found(selling, "2026-q3") == days[2:7]
    assert found(selling, "from 2026-08-31 to 2026-09-01") == days[3:5]


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"reached": LeadStatus.CONVERTED}, [date(2026, 9, 30), date(2026, 9, 1), None]),
        ({"stopped_at": LeadStatus.QUALIFIED}, [date(2026, 8, 31)]),
        ({"statuses": [LeadStatus.LOST]}, [date(2026, 11, 1), date(2026, 8, 31)]),
        ({"reached": LeadStatus.CONTACTED, "statuses": [LeadStatus.LOST]}, [date(2026, 8, 31)]),
        ({"stopped_at": LeadStatus.CONTACTED, "statuses": [LeadStatus.LOST]}, []),
    ],
)
def test_they_are_those_that_reached_a_stage_stopped_at_one_or_have_a_status(
    selling: Company, asked: dict[str, Any], days: list[date | None]
) -> None:
    assert found(selling, **asked) == days


def test_a_deleted_lead_is_behind_no_number_until_it_is_restored(north: Company, south: Company) -> None:
    furnish(south)
    with north.open() as store:
        lead = store.leads.add(name="Anil", owner_id=north.rep.id, created_on=TODAY)
        store.leads.delete(lead.id, at=NOW)
    assert (found(north), funnel(north, ALL_TIME), funnel(north, "today")) == ([], [], [])

    with north.open() as store:
        store.leads.restore(lead.id)

    row = (202611, 0, False, 1)
    assert (found(north), funnel(north, ALL_TIME), funnel(north, "today")) == ([TODAY], [row], [row])
