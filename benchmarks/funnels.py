"""The funnel of 100,000 leads, against counting them, against DuckDB, and beside ten times as many rows of others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import duckdb

from benchmarks.crowds import Crowd, Crowds
from benchmarks.databases import ENGINES
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import in_turns, ready
from bot.funnel import FunnelRow
from bot.periods import months, parse_period
from bot.report import ReportKind
from bot.report_request import ReportRequest
from handlers.compositions import compose

PERIOD = parse_period("last 12 months", today=NOW.date())
ROUNDS = 25


def measure(crowds: Crowds) -> Iterator[Line]:
    for engine in ENGINES:
        crowd, grown = crowds.on(engine), crowds.with_ten_times_the_others(engine)
        funnel, counted, beside_many = in_turns(
            ready(partial(count_funnel, crowd)),
            ready(crowd.count_leads),
            ready(partial(count_funnel, grown)),
            rounds=ROUNDS,
        )
        yield Line(f"funnel of 100,000 leads / counting them, {engine}", funnel, counted, target=2)
        yield Line(f"  with ten times the rows of others, {engine}", beside_many, funnel, target=1.3)
    yield from _against_duckdb(crowds.on("SQLite"))
    crowd = crowds.on("SQLite")
    composed, counted = in_turns(ready(partial(compose_report, crowd)), ready(crowd.count_leads), rounds=ROUNDS)
    yield Line("  the whole report with the period before, in words", composed, counted)


def count_funnel(crowd: Crowd) -> list[FunnelRow]:
    with crowd.stores.read(crowd.tenant, now=NOW) as store:
        return store.reports.funnel(PERIOD)


def compose_report(crowd: Crowd) -> None:
    request = ReportRequest(kind=ReportKind.FUNNEL, period="last 12 months")
    with crowd.stores.read(crowd.tenant, now=NOW) as store:
        compose(store, request, reader=store.members.list()[0], in_channel=False)


def _against_duckdb(crowd: Crowd) -> Iterator[Line]:
    duck = _duck(crowd)
    first, last = months(PERIOD)[0], months(PERIOD)[-1]

    def query() -> list[FunnelRow]:
        return duck.execute(
            """SELECT created_month, stage, status = 'lost', count(*) FROM leads
            WHERE tenant_id = ? AND deleted_at IS NULL AND created_month BETWEEN ? AND ? GROUP BY ALL""",
            [crowd.tenant.id, first, last],
        ).fetchall()

    if sorted(query()) != sorted(count_funnel(crowd)):
        raise RuntimeError("DuckDB counts another funnel")
    funnel, ducks = in_turns(ready(partial(count_funnel, crowd)), ready(query), rounds=ROUNDS)
    yield Line("funnel of 100,000 leads / DuckDB's, SQLite", funnel, ducks, target=2)
    duck.close()


def _duck(crowd: Crowd) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with the same rows, as far as the funnel reads them."""
    duck = duckdb.connect()
    duck.execute("CREATE TABLE leads (tenant_id INT, created_month INT, stage INT, status TEXT, deleted_at TIMESTAMP)")
    with crowd.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT tenant_id, created_month, stage, status FROM leads").all()
    columns = [list(column) for column in zip(*rows, strict=True)]
    duck.execute(
        "INSERT INTO leads SELECT unnest($1::INT[]), unnest($2::INT[]), unnest($3::INT[]), unnest($4::TEXT[]), NULL",
        columns,
    )
    return duck
