"""Eight threads that write at once on SQLite, where one can write at a time: how long the unluckiest waits."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from benchmarks.databases import Databases
from benchmarks.table import Line
from benchmarks.tenants import NOW, add_rep, add_tenant
from benchmarks.timing import milliseconds
from bot.lead_commands import CreateLead
from bot.model import Member, Tenant
from handlers.lead_entry import create_lead
from storage.registry import Registry
from storage.store import Stores

WRITERS, WRITES, ROUNDS = 8, 60, 5


def measure(databases: Databases) -> Iterator[Line]:
    database = databases.new("SQLite")
    tenant = add_tenant(Registry(database), "North")
    rep = add_rep(database, tenant)
    rounds = [_write_at_once(Stores(database), tenant, rep) for _ in range(ROUNDS + 1)][1:]
    slowest, usual = median(max(times) for times in rounds), median(median(times) for times in rounds)
    yield Line(f"slowest write of {WRITERS} writers on SQLite / p50", slowest, usual, target=20)


def _write_at_once(stores: Stores, tenant: Tenant, rep: Member) -> list[float]:
    """Milliseconds of each write, from asking for the store to its commit."""

    def write() -> None:
        with stores.write(tenant, now=NOW) as store:
            create_lead(store, CreateLead(name="Anil Mehta", company="Acme Corp"), actor=rep, submission=None)

    with ThreadPoolExecutor(WRITERS) as pool:
        shares = pool.map(lambda _: [milliseconds(write) for _ in range(WRITES)], range(WRITERS))
        return [time for share in shares for time in share]
