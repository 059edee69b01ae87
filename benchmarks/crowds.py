"""A large tenant among small ones: 100,000 leads, made up without chance, written past the ORM."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from benchmarks.databases import Databases, Engine
from benchmarks.tenants import add_rep, add_tenant
from bot.matching import fold
from bot.model import LeadStatus, Tenant
from bot.months import month_of
from bot.stages import STAGES
from storage.database import Database
from storage.registry import Registry
from storage.rows import LeadRow
from storage.store import Stores

FIRST_DAY, DAYS = date(2025, 12, 1), 360
LEADS, LEADS_OF_OTHERS, OTHERS = 100_000, 1_000, 9
BATCH = 10_000

FIRST_NAMES = (
    *("Aarav", "Aditi", "Akash", "Amit", "Anil", "Anjali", "Arjun", "Asha", "Bhavna", "Chetan", "Deepa", "Dev"),
    *("Divya", "Farhan", "Gauri", "Gita", "Harish", "Ishaan", "Jaya", "Karan", "Kavya", "Lakshmi", "Manish", "Meera"),
    *("Mohan", "Nandini", "Neha", "Nikhil", "Pooja", "Pranav", "Priya", "Rahul", "Rajesh", "Riya", "Rohan", "Sanjay"),
    *("Shalini", "Shreya", "Sunil", "Suresh", "Tanvi", "Uma", "Varun", "Vidya", "Vikram", "Vivek", "Yash", "Zoya"),
)
LAST_NAMES = (
    *("Agarwal", "Bhat", "Chandra", "Chopra", "Das", "Desai", "Dutta", "Gandhi", "Ghosh", "Gupta", "Iyer", "Jain"),
    *("Joshi", "Kapoor", "Khan", "Kulkarni", "Kumar", "Malhotra", "Mehta", "Menon", "Mishra", "Nair", "Patel", "Rao"),
    *("Reddy", "Saxena", "Sen", "Shah", "Sharma", "Singh", "Sinha", "Subramaniam", "Thakur", "Tiwari", "Varma"),
)
TRADES = ("Traders", "Builders", "Textiles", "Motors", "Foods", "Pharma", "Systems", "Logistics")


@dataclass(frozen=True, slots=True)
class Crowd:
    """`tenant` has 100,000 leads; the other nine have 1,000 each, or ten times as many."""

    database: Database
    tenant: Tenant

    @property
    def stores(self) -> Stores:
        return Stores(self.database)

    def count_leads(self) -> int:
        """The floor: the tenant's leads counted in full, without ORM, guard or row-level security."""
        leads = LeadRow.__table__.c
        counted = select(func.count()).where(leads.tenant_id == self.tenant.id, leads.deleted_at.is_(None))
        with self.database.engine.connect() as connection:
            return connection.scalar(counted) or 0


class Crowds:
    """Each made when it is first asked for, and kept: to write 100,000 leads takes its time."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._crowds: dict[Engine, Crowd] = {}

    def on(self, engine: Engine) -> Crowd:
        if engine not in self._crowds:
            self._crowds[engine] = self._gather(self._databases.new(engine))
        return self._crowds[engine]

    def with_ten_times_the_others(self, engine: Engine) -> Crowd:
        crowd = self.on(engine)
        copy = self._databases.copy(crowd.database)
        for tenant in Registry(copy).list_tenants():
            if tenant.name != crowd.tenant.name:
                add_leads(copy, tenant, 9 * LEADS_OF_OTHERS, first=LEADS_OF_OTHERS + 1)
        self._databases.settle(copy)
        return Crowd(copy, crowd.tenant)

    def _gather(self, database: Database) -> Crowd:
        registry = Registry(database)
        for number in range(OTHERS):
            add_leads(database, add_tenant(registry, f"Small {number}"), LEADS_OF_OTHERS)
        tenant = add_tenant(registry, "Large")
        add_leads(database, tenant, LEADS)
        self._databases.settle(database)
        return Crowd(database, tenant)


def add_leads(database: Database, tenant: Tenant, count: int, *, first: int = 1) -> None:
    rep = add_rep(database, tenant)
    rows = lead_rows(tenant.id, rep.id, first, count)
    with database.engine.begin() as connection:
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(LeadRow.__table__), batch)  # type: ignore[arg-type]


def lead_rows(tenant_id: int, owner_id: int, first: int, count: int) -> Iterator[dict[str, Any]]:
    """Leads over the last twelve months, about half of them lost or converted."""
    for number in range(first, first + count):
        name, company = _names(number)
        stage = (number * 7919) % 11 // 2 % len(STAGES)
        status = LeadStatus.LOST if number % 5 == 0 and stage < len(STAGES) - 1 else STAGES[stage]
        day = FIRST_DAY + timedelta(days=number * 31 % DAYS)
        yield {
            "tenant_id": tenant_id,
            "code": f"L-{number}",
            "name": name,
            "name_key": fold(name),
            "company": company,
            "company_key": fold(company),
            "owner_id": owner_id,
            "status": status,
            "stage": stage,
            "value": number % 97 * 1_000_000,
            "created_on": day,
            "created_month": month_of(day),
            "last_activity_on": day,
        }


def _names(number: int) -> tuple[str, str]:
    first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number * 13 % len(LAST_NAMES)]
    family, trade = LAST_NAMES[number * 7 % len(LAST_NAMES)], TRADES[number * 5 % len(TRADES)]
    return f"{first} {last}", f"{family} {trade} {number % 1_000}"
