"""A large tenant among small ones: 100,000 leads, made up without chance, written past the ORM."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from benchmarks.databases import Databases, Engine
from benchmarks.tenants import NOW, add_rep, add_tenant
from bot.kinds import CampaignStatus, CampaignType, LeadStatus, SourceType
from bot.matching import fold
from bot.model import Tenant
from bot.months import month_of
from bot.stages import STAGES
from storage.database import Database
from storage.journey_rows import LeadRow
from storage.lead_counts import ALIKE
from storage.lead_words import LeadWordRow, later_words
from storage.registry import Registry
from storage.report_rows import LeadCountRow
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


LEAD_TABLE: Any = LeadRow.__table__
WORD_TABLE: Any = LeadWordRow.__table__
COUNT_TABLE: Any = LeadCountRow.__table__


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose leads they are, and the sources and campaigns that they come from in turn."""

    owner_id: int
    source_ids: list[int]
    campaign_ids: list[int | None]


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
        return self.count(LEAD_TABLE, LEAD_TABLE.c.deleted_at.is_(None))

    def count(self, table: Any, *conditions: ColumnElement[bool]) -> int:
        """The same for the rows of any table."""
        counted = select(func.count()).select_from(table).where(table.c.tenant_id == self.tenant.id, *conditions)
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

    def settle(self, crowd: Crowd) -> None:
        self._databases.settle(crowd.database)

    def _gather(self, database: Database) -> Crowd:
        registry = Registry(database)
        for number in range(OTHERS):
            add_leads(database, add_tenant(registry, f"Small {number}"), LEADS_OF_OTHERS)
        tenant = add_tenant(registry, "Large")
        add_leads(database, tenant, LEADS)
        self._databases.settle(database)
        return Crowd(database, tenant)


def add_leads(database: Database, tenant: Tenant, count: int, *, first: int = 1) -> None:
    rows = lead_rows(tenant.id, _origin(database, tenant), first, count)
    while batch := list(islice(rows, BATCH)):
        with database.engine.begin() as connection:
            connection.execute(insert(LEAD_TABLE), batch)
        database.refresh_statistics()  # as an import does; each word's reference to its lead is looked up
        with database.engine.begin() as connection:
            connection.execute(insert(WORD_TABLE), _word_rows(connection, tenant.id, batch))
    with database.engine.begin() as connection:
        _count_leads(connection, tenant.id)


def _count_leads(connection: Connection, tenant_id: int) -> None:
    """What the program keeps of how many there are."""
    leads = LEAD_TABLE.c
    none_is_zero = [func.coalesce(column, 0) for column in (leads.created_month, leads.source_id, leads.campaign_id)]
    alike = (leads.tenant_id, *none_is_zero, leads.stage, leads.status)
    counted = select(*alike, func.count()).where(leads.tenant_id == tenant_id).group_by(*alike)
    connection.execute(delete(COUNT_TABLE).where(COUNT_TABLE.c.tenant_id == tenant_id))
    connection.execute(insert(COUNT_TABLE).from_select(["tenant_id", *ALIKE, "leads"], counted))


def _origin(database: Database, tenant: Tenant) -> Origin:
    """Somebody who owns leads, and where they come from."""
    rep = add_rep(database, tenant)
    with Stores(database).write(tenant, now=NOW) as store:
        sources = [store.sources.add(name, SourceType.DIGITAL).id for name in ("Google Ads", "Portal", "Radio", "Fair")]
        campaigns = [
            store.campaigns.add(
                name,
                CampaignType.DIGITAL,
                starts_on=FIRST_DAY,
                ends_on=None,
                budget=1_000_000,
                expected_roi=None,
                status=CampaignStatus.ACTIVE,
            ).id
            for name in ("Diwali", "Holi", "Onam")
        ]
    return Origin(rep.id, sources, [*campaigns, None])


def _word_rows(connection: Connection, tenant_id: int, leads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the program keeps of these leads' later words."""
    codes = [lead["code"] for lead in leads]
    found = select(LEAD_TABLE.c.code, LEAD_TABLE.c.id).where(
        LEAD_TABLE.c.tenant_id == tenant_id, LEAD_TABLE.c.code.in_(codes)
    )
    ids = {code: lead_id for code, lead_id in connection.execute(found)}  # noqa: C416 - rows are no pairs to mypy
    return [
        {"tenant_id": tenant_id, "lead_id": ids[lead["code"]], "words": words}
        for lead in leads
        for words in later_words(lead["name_key"], lead["company_key"])
    ]


def lead_rows(tenant_id: int, origin: Origin, first: int, count: int) -> Iterator[dict[str, Any]]:
    """Leads over the last twelve months, about half of them lost or converted; a quarter of them in no campaign."""
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
            "email": f"lead{number}@acme.example",
            "email_key": f"lead{number}@acme.example",
            "phone": f"+9198{number:08}",
            "phone_key": f"+9198{number:08}",
            "owner_id": origin.owner_id,
            "source_id": origin.source_ids[number % len(origin.source_ids)],
            "campaign_id": origin.campaign_ids[number * 7 % len(origin.campaign_ids)],
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
