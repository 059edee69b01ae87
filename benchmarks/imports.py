"""An import of 8,800 deals against bulk inserts of the same rows: leads, milestones, bookings and their history."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Table, insert, select

from benchmarks.databases import ENGINES, Databases
from benchmarks.table import Line
from benchmarks.tenants import NOW, add_tenant
from benchmarks.timing import milliseconds
from bot.deals import read_deals
from handlers.imports import import_deals
from storage.columns import Row
from storage.database import Database
from storage.registry import Registry
from storage.store import Stores

PIPELINE = Path(__file__).parents[2] / "shared" / "data" / "crm_sales_opportunities" / "sales_pipeline.csv"
DEALS, ROUNDS = 8_800, 2
HEADING = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"
Rows = dict[Table, list[dict[str, Any]]]


def measure(databases: Databases) -> Iterator[Line]:
    content = PIPELINE.read_bytes() if PIPELINE.exists() else made_up_pipeline()
    for engine in ENGINES:
        template = databases.new(engine)
        add_tenant(Registry(template), "North")
        imported, inserted = [], []
        for _ in range(ROUNDS):
            taken, filled = databases.copy(template), databases.copy(template)
            imported.append(milliseconds(partial(take, content, taken)))
            rows = written(taken)
            inserted.append(milliseconds(partial(fill, filled, rows)))
        name = f"import of 8,800 deals / inserts of its {sum(map(len, rows.values())):,} rows, {engine}"
        yield Line(name, median(imported), median(inserted), target=10)


def take(content: bytes, database: Database) -> None:
    (tenant,) = Registry(database).list_tenants()
    deals, _ = read_deals(content, currency=tenant.currency)
    import_deals(deals, stores=Stores(database), tenant=tenant, now=lambda: NOW, on_progress=lambda *_: None)


def written(database: Database) -> Rows:
    """Every row of the tenant, by table, in an order that references allow."""
    owned = [table for table in Row.metadata.sorted_tables if "tenant_id" in table.columns]
    with database.engine.connect() as connection:
        return {table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in owned}


def fill(database: Database, rows: Rows) -> None:
    with database.engine.begin() as connection:
        for table, new in rows.items():
            if new:
                connection.execute(insert(table), new)
                if not database.is_sqlite:
                    connection.exec_driver_sql("ANALYZE")  # as the import does


def made_up_pipeline() -> bytes:
    """Deals in the shape and the proportions of the real file."""
    stages = [("Won", 48), ("Lost", 28), ("Engaging", 18), ("Prospecting", 6)]
    drawn = [stage for stage, share in stages for _ in range(share)]
    return "\n".join([HEADING, *(_deal(number, drawn[number * 37 % 100]) for number in range(DEALS))]).encode()


def _deal(number: int, stage: str) -> str:
    begun = "" if stage == "Prospecting" else f"{number % 9 + 1}/{number % 28 + 1}/2017"
    closed = f"{number % 9 + 3}/{number % 28 + 1}/2017" if stage in ("Won", "Lost") else ""
    value = {"Won": str(number % 5_000 + 50), "Lost": "0"}.get(stage, "")
    account = f"Account {number % 85}" if number % 6 else ""
    return f"D{number},Agent {number % 30},Product {number % 7},{account},{stage},{begun},{closed},{value}"
