"""What is pending and who goes cold among 100,000 leads, against counting the leads or their 1,000,000 milestones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.databases import ENGINES
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import in_turns, ready
from benchmarks.traffic import TABLES, Traffic
from bot.followups import cold_before
from storage.journey_rows import MilestoneRow
from storage.store import Store

ON_A_HOME = 10
ROUNDS, CALLS = 8, 5


def measure(traffic: Traffic) -> Iterator[Line]:
    for engine in ENGINES:
        crowd = traffic.on(engine)
        # All in one transaction, as the home asks them.
        with crowd.stores.read(crowd.tenant, now=NOW) as store:
            milestones, leads, pending, *others = in_turns(
                ready(partial(crowd.count, TABLES[MilestoneRow])),
                ready(crowd.count_leads),
                ready(partial(_pending, store)),
                *[ready(partial(question, store)) for question, _ in OTHERS.values()],
                rounds=ROUNDS,
                calls=CALLS,
            )
        yield Line(f"pending follow-ups / counting 1,000,000 milestones, {engine}", pending, milestones, target=0.03)
        for (what, (_, target)), time in zip(OTHERS.items(), others, strict=True):
            yield Line(f"{what} / counting the leads, {engine}", time, leads, target=target)


def _pending(store: Store) -> object:
    return store.follow_ups.list_pending(until=store.today, limit=ON_A_HOME)


def _cold(store: Store) -> object:
    return store.lead_search.cold(before=cold_before(store.today))


def _count_cold(store: Store) -> object:
    return store.lead_search.count_cold(before=cold_before(store.today))


Question = Callable[[Store], object]
OTHERS: dict[str, tuple[Question, float | None]] = {
    "how many follow-ups are pending": (lambda store: store.follow_ups.count_by_owner(), None),
    "the coldest leads": (_cold, 2),
    "how many are cold": (_count_cold, None),
    "the newest without a campaign": (lambda store: store.lead_search.without_campaign(limit=20), None),
    "how many are without a campaign": (lambda store: store.lead_search.count_without_campaign(), None),
    "leads by campaign": (lambda store: store.campaigns.count_leads(), 3),
}
"""What else waits, with its target, if it has one."""
