"""What is pending and who goes cold among 100,000 leads, against counting the leads or their 1,000,000 milestones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select, union_all

from benchmarks.crowds import DAYS, FIRST_DAY, LEAD_TABLE, Crowd, Crowds
from benchmarks.databases import ENGINES
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import in_turns, ready
from bot.followups import cold_before
from bot.kinds import FollowUpStatus, MilestoneType
from storage.journey_rows import FollowUpRow, MilestoneRow
from storage.store import Store

MILESTONES: Any = MilestoneRow.__table__
FOLLOW_UPS: Any = FollowUpRow.__table__
OF_EACH_LEAD = 10
EVERY_SECOND, EVERY_TWENTIETH = 2, 20
ON_A_HOME = 10
ROUNDS, CALLS = 8, 5


def measure(crowds: Crowds) -> Iterator[Line]:
    for engine in ENGINES:
        crowd = crowds.on(engine)
        add_events(crowd)
        crowds.settle(crowd)
        # All in one transaction, as the home asks them.
        with crowd.stores.read(crowd.tenant, now=NOW) as store:
            milestones, leads, pending, *others = in_turns(
                ready(partial(count_milestones, crowd)),
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
    "how many follow-ups are pending": (lambda store: store.follow_ups.count_pending(), None),
    "the coldest leads": (_cold, 2),
    "how many are cold": (_count_cold, None),
    "the newest without a campaign": (lambda store: store.lead_search.without_campaign(limit=20), None),
    "how many are without a campaign": (lambda store: store.lead_search.count_without_campaign(), None),
    "leads by campaign": (lambda store: store.campaigns.count_leads(), 3),
}
"""What else waits, with its target, if it has one."""


def count_milestones(crowd: Crowd) -> int:
    """The floor: the tenant's milestones counted in full, without ORM, guard or row-level security."""
    counted = select(func.count()).where(MILESTONES.c.tenant_id == crowd.tenant.id)
    with crowd.database.engine.connect() as connection:
        return connection.scalar(counted) or 0


def add_events(crowd: Crowd) -> None:
    """Ten milestones of every lead of the large tenant, and follow-ups of every second: of every twentieth, pending."""
    with crowd.database.engine.begin() as connection:
        if not crowd.database.is_sqlite:
            # Checking two references of each of a million rows would take longer than all that is measured.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        _add_milestones(connection, crowd)
        _add_follow_ups(connection, crowd)


def _add_milestones(connection: Connection, crowd: Crowd) -> None:
    numbers = union_all(*(select(literal(number).label("number")) for number in range(OF_EACH_LEAD))).subquery()
    columns = ["tenant_id", "lead_id", "type", "happened_on"]
    of_leads = (
        select(LEAD_TABLE.c.tenant_id, LEAD_TABLE.c.id, literal(MilestoneType.CONTACTED.value), LEAD_TABLE.c.created_on)
        .join(numbers, literal(True))
        .where(LEAD_TABLE.c.tenant_id == crowd.tenant.id)
    )
    connection.execute(insert(MILESTONES).from_select(columns, of_leads))


def _add_follow_ups(connection: Connection, crowd: Crowd) -> None:
    leads = connection.execute(
        select(LEAD_TABLE.c.id, LEAD_TABLE.c.owner_id).where(
            LEAD_TABLE.c.tenant_id == crowd.tenant.id, LEAD_TABLE.c.id % EVERY_SECOND == 0
        )
    )
    rows = [
        {
            "tenant_id": crowd.tenant.id,
            "lead_id": lead_id,
            "owner_id": owner_id,
            "opened_on": FIRST_DAY,
            "due_on": FIRST_DAY + timedelta(days=lead_id * 31 % (DAYS + 30)),
            "why": "Asked for the quote",
            "status": FollowUpStatus.DONE if lead_id % EVERY_TWENTIETH else FollowUpStatus.PENDING,
        }
        for lead_id, owner_id in leads
    ]
    connection.execute(insert(FOLLOW_UPS), rows)
