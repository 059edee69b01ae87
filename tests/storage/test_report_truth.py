"""Every report against a plain-Python count of the same rows: of companies that traded at random, however narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.filters import EVERYTHING, Filters
from bot.funnel import FunnelRow
from bot.kinds import LeadStatus
from bot.months import month_of, months_between, shifted
from bot.periods import ALL_TIME, Period, parse_period
from bot.stages import OPEN
from storage.database import Database
from storage.store import Store
from tests.storage.belongings import rows_of
from tests.storage.companies import TODAY, Company
from tests.storage.plain_counts import PlainCounts, Rows
from tests.storage.trading import trading_company

SEED = 1
PERIODS = ("all time", "last 12 months", "2026-11", "last 90 days", "from 2026-02-10 to 2026-04-09")

Ask = Callable[[Store, Period, Filters], Any]
Count = Callable[[PlainCounts, Period], Any]


@pytest.fixture(scope="module")
def trading(database: Database) -> Company:
    """One company, beside another that traded otherwise."""
    trading_company(SEED + 1, database)
    return trading_company(SEED, database)


@pytest.fixture(scope="module")
def rows(trading: Company, database: Database) -> Rows:
    return rows_of(trading, database)


def filters_of(rows: Rows) -> Iterator[Filters]:
    """None, each alone, and some together."""
    owners, sources, campaigns = ([row.id for row in rows[name]] for name in ("members", "sources", "campaigns"))
    yield EVERYTHING
    yield from (Filters(owner_id=owner_id) for owner_id in owners)
    yield from (Filters(source_id=source_id) for source_id in sources)
    yield from (Filters(campaign_id=campaign_id) for campaign_id in campaigns)
    yield from (Filters(without_source=True), Filters(without_campaign=True))
    yield Filters(owner_id=owners[0], source_id=sources[0])
    yield Filters(owner_id=owners[1], without_campaign=True)
    yield Filters(source_id=sources[1], campaign_id=campaigns[1])


def counted_funnel(truth: PlainCounts, period: Period) -> list[FunnelRow]:
    return in_groups(
        (month_of(lead.created_on), lead.stage, lead.status is LeadStatus.LOST, 1)
        for lead in truth.leads(period)
        if lead.created_on is not None
    )


def year_to(month: int) -> tuple[int, ...]:
    return months_between(shifted(month, -11), month)


def in_groups(rows: Iterator[FunnelRow] | list[FunnelRow]) -> list[FunnelRow]:
    counts = Counter[tuple[int, int, bool]]()
    for month, stage, is_lost, count in rows:
        counts[month, stage, is_lost] += count
    return [(*group, count) for group, count in sorted(counts.items())]


def as_bags(rows: list[Any]) -> Counter[Any]:
    """What does not matter in which order."""
    return Counter(rows)


def active_leads(store: Store, period: Period, filters: Filters) -> set[int]:
    return {lead.id for lead in store.reports.leads_of(period, filters, statuses=OPEN, limit=1_000)}


def leads_lost_when_qualified(store: Store, period: Period, filters: Filters) -> set[int]:
    found = store.reports.leads_of(
        period,
        filters,
        stopped_at=LeadStatus.QUALIFIED,
        statuses=[LeadStatus.LOST],
        dated_only=True,
        limit=1_000,
    )
    return {lead.id for lead in found}


QUESTIONS: dict[str, tuple[Ask, Count]] = {
    "funnel": (lambda store, period, filters: in_groups(store.reports.funnel(period, filters)), counted_funnel),
    "leads without a date": (
        lambda store, _, filters: store.reports.undated(filters),
        lambda truth, _: sum(lead.created_on is None for lead in truth.leads(parse_period("all time", today=TODAY))),
    ),
    "when the first lead came": (
        lambda store, _, filters: store.reports.begun_on(filters),
        lambda truth, _: min(
            (lead.created_on for lead in truth.leads(parse_period("all time", today=TODAY)) if lead.created_on),
            default=None,
        ),
    ),
    "who converted": (
        lambda store, period, filters: {
            lead.id for lead in store.reports.leads_of(period, filters, reached=LeadStatus.CONVERTED, limit=1_000)
        },
        lambda truth, period: {lead.id for lead in truth.leads(period) if lead.stage == 4},
    ),
    "who is active": (
        active_leads,
        lambda truth, period: {
            lead.id for lead in truth.leads(period) if lead.status not in (LeadStatus.CONVERTED, LeadStatus.LOST)
        },
    ),
    "who was lost when qualified": (
        leads_lost_when_qualified,
        lambda truth, period: {
            lead.id
            for lead in truth.leads(period)
            if lead.stage == 2 and lead.status is LeadStatus.LOST and lead.created_on
        },
    ),
    "KPIs": (
        lambda store, period, filters: store.kpi_reports.figures(period, filters, today=TODAY),
        lambda truth, period: truth.kpis(period),
    ),
    "course of the KPIs": (
        lambda store, period, filters: store.kpi_reports.course(period, filters, today=TODAY),
        lambda truth, period: truth.course(year_to(month_of(period.end or TODAY))),
    ),
    "sources": (
        lambda store, period, filters: as_bags(store.origin_reports.sources(period, filters)),
        lambda truth, period: as_bags(truth.sources(period)),
    ),
    "costs of campaigns": (
        lambda store, *_: as_bags(store.origin_reports.campaign_costs()),
        lambda truth, _: as_bags(truth.campaign_costs()),
    ),
    "campaigns": (
        lambda store, period, filters: store.origin_reports.campaigns(period, filters, today=TODAY),
        lambda truth, period: truth.campaigns(period),
    ),
    "bookings": (
        lambda store, period, filters: store.booking_reports.figures(period, filters, today=TODAY),
        lambda truth, period: truth.booking_figures(period),
    ),
    "team": (
        lambda store, period, filters: store.team_reports.reps(period, filters, today=TODAY),
        lambda truth, period: truth.team(period),
    ),
}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_report_says_what_the_rows_say(trading: Company, rows: Rows, question: str, period: str) -> None:
    ask, count = QUESTIONS[question]
    asked = parse_period(period, today=TODAY)
    narrowed = list(filters_of(rows))

    told = trading.ask(lambda store: [ask(store, asked, filters) for filters in narrowed])

    for filters, answer in zip(narrowed, told, strict=True):
        assert answer == count(PlainCounts(rows, filters, TODAY), asked), filters


def test_the_company_has_what_could_be_counted_wrongly(rows: Rows) -> None:
    assert any(lead.deleted_at and not lead.merged_into_id for lead in rows["leads"])
    assert any(lead.merged_into_id for lead in rows["leads"])
    assert any(entry.reverses_id for entry in rows["ledger_entries"])
    deleted = {lead.id for lead in rows["leads"] if lead.deleted_at}
    for table in ("milestones", "engagements", "follow_ups", "bookings"):
        assert any(row.lead_id in deleted for row in rows[table])
    assert any(booking.lead_id is None for booking in rows["bookings"])
    assert PlainCounts(rows, EVERYTHING, TODAY).kpis(ALL_TIME).long_overdue
