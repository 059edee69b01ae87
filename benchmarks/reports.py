"""Every report's figures over 100,000 leads with 1,000,000 milestones, 1,000,000 engagements and 200,000 entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count

from benchmarks.crowds import Crowd
from benchmarks.databases import ENGINES
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import in_turns, ready
from benchmarks.traffic import TABLES, Traffic
from bot.filters import EVERYTHING
from bot.periods import ALL_TIME, parse_period
from storage.account_rows import LedgerEntryRow
from storage.journey_rows import EngagementRow, MilestoneRow
from storage.store import Store

ROUNDS, CALLS = 8, 3
TODAY = NOW.date()
YEAR, QUARTER = (parse_period(period, today=TODAY) for period in ("last 12 months", "last 90 days"))
ALL = ("leads", "milestones", "engagements", "entries")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an open store, what has to be counted for its floor, and its target, if it has one."""

    name: str
    ask: Callable[[Store], object]
    floor: tuple[str, ...]
    target: float | None = None


def questions() -> list[Question]:
    # Another customer's balance each time: what was read once is not read again.
    customers = count(5_000)
    return [
        Question("funnel", lambda store: store.reports.funnel(YEAR), ("leads",), 2),
        Question("sources with their costs", _sources, ("leads",), 3),
        Question("campaigns", _campaigns, ("leads",), 3),
        Question("all KPIs", _kpis, ALL, 0.6),
        Question("all KPIs and their course", _kpis_with_course, ALL, 0.6),
        Question("ageing", lambda store: store.ledger.open_accounts(TODAY), ("entries",), 3),
        Question("balance", lambda store: store.ledger.account(next(customers)), ("entries",), 0.05),
        Question("pending follow-ups", lambda store: store.follow_ups.list_pending(limit=10), ("milestones",), 0.03),
        Question("bookings", lambda store: store.booking_reports.figures(YEAR, EVERYTHING, today=TODAY), ("leads",)),
        Question("team", lambda store: store.team_reports.reps(QUARTER, EVERYTHING, today=TODAY), ALL),
        Question(
            "newest leads of the year", lambda store: store.reports.leads_of(YEAR, EVERYTHING, limit=20), ("leads",)
        ),
    ]


def _sources(store: Store) -> object:
    return store.origin_reports.sources(YEAR, EVERYTHING), store.origin_reports.campaign_costs()


def _campaigns(store: Store) -> object:
    return store.origin_reports.campaigns(YEAR, EVERYTHING, today=TODAY)


def _kpis(store: Store) -> object:
    return store.kpi_reports.figures(ALL_TIME, EVERYTHING, today=TODAY)


def _kpis_with_course(store: Store) -> object:
    return _kpis(store), store.kpi_reports.course(ALL_TIME, EVERYTHING, today=TODAY)


def _floors(crowd: Crowd) -> dict[str, Callable[[], int]]:
    tables = {"milestones": MilestoneRow, "engagements": EngagementRow, "entries": LedgerEntryRow}
    return {"leads": crowd.count_leads} | {
        name: partial(crowd.count, TABLES[row_class]) for name, row_class in tables.items()
    }


def measure(traffic: Traffic) -> Iterator[Line]:
    for engine in ENGINES:
        busy, grown, asked = traffic.on(engine), traffic.with_ten_times_the_others(engine), questions()
        with busy.stores.read(busy.tenant, now=NOW) as store, grown.stores.read(busy.tenant, now=NOW) as grown_store:
            times = in_turns(
                *(ready(count_rows) for count_rows in _floors(busy).values()),
                *(ready(partial(question.ask, store)) for question in asked),
                *(ready(partial(question.ask, grown_store)) for question in asked),
                rounds=ROUNDS,
                calls=CALLS,
            )
        floors = dict(zip(ALL, times, strict=False))
        measured, beside_many = times[len(floors) : len(floors) + len(asked)], times[len(floors) + len(asked) :]
        for question, time, later in zip(asked, measured, beside_many, strict=True):
            floor = sum(floors[name] for name in question.floor)
            counted = "all" if question.floor == ALL else "".join(question.floor)
            yield Line(f"{question.name} / counting {counted}, {engine}", time, floor, target=question.target)
            yield Line(
                f"  with ten times the rows of others, {engine}", later, time, target=1.3 if question.target else None
            )
