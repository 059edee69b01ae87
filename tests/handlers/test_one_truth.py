"""One truth: a number asked two ways is one number, on the demo's companies and on a real pipeline.

All of them are read from what people are shown. Where two reports mean different things by a word, a test says so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bot.deals import read_deals
from bot.demo.contoso import CONTOSO
from bot.demo.northwind import NORTHWIND
from bot.filters import EVERYTHING
from bot.kinds import LeadStatus, Role
from bot.model import Tenant
from bot.periods import ALL_TIME
from handlers.demo.seed import Person, seed
from handlers.imports import import_deals, pipeline_in_words
from storage.database import Database
from storage.registry import Registry
from storage.store import Stores
from tests.conftest import copied
from tests.handlers.shown import Number, Shown, comma_lines, first_number, number, outstanding_at_home, sheet_lines

PIPELINE = Path(__file__).parents[3] / "shared" / "data" / "crm_sales_opportunities" / "sales_pipeline.csv"
YEARS_END = datetime(2017, 12, 31, 12, tzinfo=UTC)
"""The pipeline's last day."""

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
PEOPLE = [Person("U0REP", "Asha Rao", Role.REP, "UTC"), Person("U0REP2", "Vikram Shetty", Role.REP, "UTC")]
EVERY_LEAD = 100_000
DEMOS = {"northwind": NORTHWIND, "contoso": CONTOSO}


@pytest.fixture(scope="module")
def database(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = copied(migrated_file, tmp_path_factory.mktemp("truth"))
    yield database
    database.close()


def found_tenant(database: Database, name: str) -> Tenant:
    return Registry(database).add_tenant(name, currency="INR", locale="en_IN", time_zone="UTC", now=NOW)


@pytest.fixture(scope="module")
def pipeline() -> str:
    """The file of deals itself."""
    if not PIPELINE.exists():
        missing = "the real pipeline is not here"
        pytest.fail(missing) if os.environ.get("MILEPOST_COMPLETE") == "1" else pytest.skip(missing)
    return str(PIPELINE)


@pytest.fixture(scope="module")
def imported(database: Database, pipeline: str) -> Tenant:
    """A tenant with all 8,800 deals, taken in by the program's own import."""
    tenant = found_tenant(database, "Maven")
    deals, refused = read_deals(Path(pipeline).read_bytes(), currency=tenant.currency)
    assert not refused
    import_deals(deals, stores=Stores(database), tenant=tenant, now=lambda: YEARS_END, on_progress=lambda *_: None)
    return tenant


@pytest.fixture(scope="module")
def demos(database: Database) -> dict[str, Tenant]:
    tenants = {name: found_tenant(database, name) for name in DEMOS}
    for name, tenant in tenants.items():
        with Stores(database).write(tenant, now=NOW) as store:
            seed(store, DEMOS[name], PEOPLE, team_id="T0NORTH")
    return tenants


def look(database: Database, tenant: Tenant, now: datetime) -> Iterator[Shown]:
    with Stores(database).write(tenant, now=now) as store:
        known = store.members.find_by_name("Priya Nair")
        manager = known or store.members.add("Priya Nair", role=Role.MANAGER, time_zone="UTC")
    with Stores(database).read(tenant, now=now) as store:
        yield Shown(store, manager)


@pytest.fixture(scope="module", params=[*DEMOS, "the real pipeline"])
def shown(request: pytest.FixtureRequest, database: Database) -> Iterator[Shown]:
    if request.param in DEMOS:
        yield from look(database, request.getfixturevalue("demos")[request.param], NOW)
    else:
        yield from look(database, request.getfixturevalue("imported"), YEARS_END)


@pytest.fixture(scope="module")
def real(database: Database, imported: Tenant) -> Iterator[Shown]:
    yield from look(database, imported, YEARS_END)


def undated(shown: Shown) -> Decimal:
    """Leads that no month of the funnel has: the report says how many."""
    return first_number(r"Left out: ([\d,]+) leads? without a created date", shown.sheet("funnel").words)


def listed(shown: Shown, **narrowed: Any) -> Decimal:
    """How many leads the list behind a number has."""
    return Decimal(len(shown.store.reports.leads_of(ALL_TIME, EVERYTHING, limit=EVERY_LEAD, **narrowed)))


def stopped_at_the_leak(shown: Shown) -> Decimal:
    """How many leads are listed behind the largest leak, by the stage that the funnel's finding names."""
    found = re.search(r"largest leak is between (\w+) and", shown.sheet("funnel").words)
    assert found is not None
    return listed(shown, stopped_at=LeadStatus(found[1].lower()), dated_only=True)


def booked(shown: Shown, column: str) -> Decimal:
    """What is confirmed or completed."""
    sheet = shown.sheet("bookings")
    return (sheet["Confirmed", column] or Decimal(0)) + (sheet["Completed", column] or Decimal(0))


def on_ledgers(shown: Shown) -> Decimal:
    """What all customers' own ledgers come to."""
    customers = shown.store.customers.search("", limit=EVERY_LEAD)
    totals = [shown.sheet("ledger", customer_id=customer.id) for customer in customers]
    return sum((sheet["Total", "Balance"] or Decimal(0) for sheet in totals if sheet.lines), Decimal(0))


def aged(shown: Shown, *columns: str) -> Decimal:
    """What the ageing says of these columns in all; nothing where nobody owes."""
    sheet = shown.sheet("ageing")
    return sum((sheet["Total", column] or Decimal(0) for column in columns), Decimal(0)) if sheet.lines else Decimal(0)


AMOUNT = r"[^\d\s,.;]*([\d,.]*\d)"
TRUTHS: dict[str, Callable[[Shown], dict[str, Number]]] = {
    "total leads": lambda shown: {
        "KPIs": shown.kpi("Total leads"),
        "App Home": shown.on_home("Leads"),
        "funnel, and the leads that it leaves out": (shown.total("funnel", "New") or Decimal(0)) + undated(shown),
        "sources": shown.total("sources", "Leads"),
        "sources, one by one": shown.sheet("sources").added_up("Leads"),
        "team": shown.total("team", "Leads"),
        "team, one by one": shown.sheet("team").added_up("Leads"),
        "the leads listed": listed(shown),
    },
    "leads that ever qualified": lambda shown: {
        "KPIs": shown.kpi("Qualified"),
        "funnel": shown.total("funnel", "Qualified"),
        "sources": shown.total("sources", "Qualified"),
        "the leads listed": listed(shown, reached=LeadStatus.QUALIFIED),
    },
    "leads that ever converted": lambda shown: {
        "KPIs": shown.kpi("Converted"),
        "funnel": shown.total("funnel", "Converted"),
        "funnel, cohort by cohort": shown.sheet("funnel").added_up("Converted"),
        "sources": shown.total("sources", "Converted"),
        "the leads listed": listed(shown, reached=LeadStatus.CONVERTED),
    },
    "conversion rate": lambda shown: {
        "KPIs": shown.kpi("Conversion rate"),
        "the KPIs' headline": number(shown.report("kpi").headline.split(" % of leads")[0]),
        "App Home": shown.on_home("Conversion"),
        "sources": shown.total("sources", "Rate"),
    },
    "lead quality": lambda shown: {"KPIs": shown.kpi("Lead quality"), "App Home": shown.on_home("Lead quality")},
    "leads that are lost now": lambda shown: {
        "funnel": shown.total("funnel", "Lost"),
        "sources": shown.total("sources", "Lost"),
        "the leads listed": listed(shown, statuses=[LeadStatus.LOST]),
    },
    "new this month": lambda shown: {
        "KPIs": shown.kpi("New this month"),
        "App Home": shown.on_home("New this month"),
        "the KPIs' chart": shown.on_chart("New leads"),
        "funnel of this month": shown.total("funnel", "New", "this month"),
        "sources of this month": shown.total("sources", "Leads", "this month"),
        "KPIs of this month": shown.sheet("kpi", "this month")["Total leads", "Now"],
    },
    "bookings": lambda shown: {
        "KPIs": shown.kpi("Bookings"),
        "bookings": booked(shown, "Bookings"),
        "team": shown.total("team", "Bookings"),
    },
    "booked amount": lambda shown: {
        "KPIs": shown.kpi("Booked amount"),
        "bookings": booked(shown, "Amount"),
        "team": shown.total("team", "Amount"),
        "the team's finding": first_number(rf"The team brought .* for {AMOUNT}", shown.sheet("team").words),
    },
    "outstanding": lambda shown: {
        "KPIs": shown.kpi("Outstanding"),
        "the KPIs' finding": first_number(rf"• {AMOUNT} is outstanding", shown.sheet("kpi").words),
        "App Home": outstanding_at_home(shown.home()),
        "who owes": first_number(rf"{AMOUNT} outstanding in all", shown.who_owes())
        or first_number(rf"customers? owes? {AMOUNT}", shown.who_owes()),  # where nobody is in credit
        "ageing": aged(shown, "Owes"),
        "ageing, bucket by bucket": aged(shown, "Not due", "1–30", "31–60", "61–90", "Over 90")
        - aged(shown, "Not applied"),
        "all ledgers": on_ledgers(shown),
    },
    "more than 30 days past due": lambda shown: {
        "the KPIs' finding": first_number(rf"{AMOUNT} (?:of it )?more than 30 days past due", shown.sheet("kpi").words),
        "App Home": first_number(rf"Overdue more than 30 days: {AMOUNT}", shown.home()),
        "ageing": aged(shown, "31–60", "61–90", "Over 90"),
        "the ageing's headline": first_number(rf"{AMOUNT} of it more than 30 days", shown.report("ageing").headline),
    },
    "pending follow-ups": lambda shown: {
        "KPIs": shown.kpi("Pending follow-ups"),
        "App Home": shown.on_home("Pending follow-ups"),
        "the team's list, owner by owner": sum(
            map(Decimal, re.findall(r"· (\d+) pending", shown.team_list())), Decimal(0)
        ),
    },
    "overdue follow-ups": lambda shown: {
        "KPIs": shown.kpi("Overdue follow-ups"),
        "App Home": shown.on_home("Overdue"),
        "team": shown.total("team", "Overdue follow-ups"),
        "the team's list": first_number(r"(\d+) overdue", shown.team_list()),
    },
    "engagements this month": lambda shown: {
        "KPIs": shown.kpi("Engagements this month"),
        "the KPIs' chart": shown.on_chart("Engagements"),
        "team of this month": shown.total("team", "Engagements", "this month"),
    },
    "the largest leak": lambda shown: {
        "KPIs": first_number(r"largest leak is between \w+ and \w+, [^:]*: ([\d,]+)", shown.sheet("kpi").words),
        "funnel": first_number(r"largest leak is between \w+ and \w+, [^:]*: ([\d,]+)", shown.sheet("funnel").words),
        "the leads listed": stopped_at_the_leak(shown),
    },
}
NOT_IN_THE_PIPELINE = {
    *("outstanding", "more than 30 days past due", "pending follow-ups", "overdue follow-ups"),
    "engagements this month",
}
"""The file knows nothing of these."""


@pytest.mark.parametrize("what", TRUTHS)
def test_a_number_asked_two_ways_is_one_number(shown: Shown, what: str) -> None:
    told = TRUTHS[what](shown)
    assert len(set(told.values())) == 1, told
    is_real = shown.store.tenant.name == "Maven"
    assert bool(next(iter(told.values()))) is not (is_real and what in NOT_IN_THE_PIPELINE), told


def test_a_sources_line_is_the_report_narrowed_to_it(shown: Shown) -> None:
    sheet, columns = shown.sheet("sources"), ("Leads", "Qualified", "Converted", "Lost", "Rate")
    for source in shown.store.sources.list(active_only=False):
        name = " · ".join(filter(None, (source.name, source.subsource)))
        leads, qualified, converted, lost, rate = (sheet[name, column] for column in columns)
        kpis, funnel = shown.sheet("kpi", source_id=source.id), shown.sheet("funnel", source_id=source.id)
        assert leads == kpis["Total leads", "Now"] == funnel["Total", "New"]
        assert qualified == kpis["Qualified", "Now"] == funnel["Total", "Qualified"]
        assert converted == kpis["Converted", "Now"] == funnel["Total", "Converted"]
        assert rate == kpis["Conversion rate", "Now"] == funnel["Total", "Conv. rate"]
        assert lost == funnel["Total", "Lost"]


def test_a_campaigns_line_is_the_report_narrowed_to_it_and_the_sources_share_its_budget(shown: Shown) -> None:
    campaigns, spent = shown.sheet("campaigns"), Decimal(0)
    for campaign in shown.store.campaigns.list():
        name, of = campaign.name, campaign.id
        if not shown.sheet("kpi", campaign_id=of).lines:
            assert campaigns[name, "Leads"] == 0
            assert campaigns[name, "Rate"] is None
            continue
        assert (
            campaigns[name, "Leads"]
            == shown.kpi("Total leads", campaign_id=of)
            == shown.total("sources", "Leads", campaign_id=of)
        )
        assert campaigns[name, "Converted"] == shown.kpi("Converted", campaign_id=of)
        assert campaigns[name, "Rate"] == shown.kpi("Conversion rate", campaign_id=of)
        sold = shown.sheet("bookings", campaign_id=of)
        cancelled = sold["Cancelled", "Amount"] or Decimal(0)
        assert campaigns[name, "Revenue"] == (sold["Total", "Amount"] or Decimal(0)) - cancelled
        spent += campaigns[name, "Budget"] or Decimal(0)
    if spent:
        per_lead = (spent / (shown.kpi("Total leads") or 1)).quantize(Decimal(1), ROUND_HALF_UP)
        assert shown.total("sources", "Cost per lead") == per_lead


def test_a_reps_line_is_the_report_narrowed_to_them(shown: Shown) -> None:
    team, this_month = shown.sheet("team"), shown.sheet("team", "this month")
    for name in team.names:
        owner = shown.store.members.find_by_name(name)
        assert owner is not None
        kpis = shown.sheet("kpi", owner_id=owner.id)
        if not kpis.lines:  # in whose name the file was imported
            assert name == "Import"
            assert team[name, "Leads"] == team[name, "Bookings"] == 0
            continue
        assert team[name, "Leads"] == kpis["Total leads", "Now"]
        assert team[name, "Bookings"] == kpis["Bookings", "Now"]
        assert team[name, "Amount"] == kpis["Booked amount", "Now"]
        assert team[name, "Overdue follow-ups"] == kpis["Overdue follow-ups", "Now"]
        assert this_month[name, "Engagements"] == kpis["Engagements this month", "Now"]
        assert this_month[name, "Leads"] == kpis["New this month", "Now"]


@pytest.mark.parametrize("period", ["last month", "this quarter", "last 12 months"])
def test_leads_are_judged_alike_by_every_report(shown: Shown, period: str) -> None:
    for ids in ({}, *({"campaign_id": campaign.id} for campaign in shown.store.campaigns.list())):
        kinds = ("funnel", "sources", "kpi", *(["campaigns"] if ids else []))
        told = {conversion_in(shown, kind, period, **ids) for kind in kinds}
        assert len(told - {""}) in ((0, 1) if ids else (1,)), told


@pytest.mark.parametrize("kind", ["kpi", "funnel", "sources", "campaigns", "bookings", "team"])
def test_no_report_is_held_against_a_year_in_which_the_records_begin(shown: Shown, kind: str) -> None:
    begun_on = shown.store.reports.begun_on(EVERYTHING)
    assert begun_on is not None
    sheet = shown.sheet(kind, str(begun_on.year + 1))
    if sheet.lines:  # the pipeline has no campaigns
        assert "so nothing is compared." in sheet.words
        assert "the year before" not in sheet.words
        assert not {"Before", "Change"} & set(sheet.columns)


def conversion_in(shown: Shown, kind: str, period: str, **ids: int) -> str:
    """What the report says of how leads converted; nothing of no leads."""
    found = re.search(r"[\d,]+ of [\d,]+ leads? converted.*\.", shown.sheet(kind, period, **ids).words)
    return found[0] if found else ""


@pytest.mark.parametrize("kind", ["kpi", "funnel", "sources", "campaigns", "bookings", "ageing", "team"])
def test_a_file_says_what_the_message_says(shown: Shown, kind: str) -> None:
    report, sheet = shown.report(kind), shown.sheet(kind)
    if report.table is None:  # the pipeline has no campaigns, and nobody owes anything
        assert (kind in ("campaigns", "ageing"), sheet.lines) == (True, [])
        return
    head, *commas = comma_lines(report)
    assert head == sheet.columns == next(sheet_lines(report))
    files = zip(commas, list(sheet_lines(report))[1:], strict=True)
    for cells, (comma, typed), texts in zip(report.table.lines, files, sheet.lines, strict=True):
        for cell, in_csv, in_xlsx, text in zip(cells, comma, typed, texts, strict=True):
            if isinstance(cell.value, str):
                assert in_csv.removeprefix("'") == (in_xlsx or "") == text.replace("—", "")
            else:
                assert number(in_csv) == number(str(in_xlsx if in_xlsx is not None else "")) == number(text)


def as_printed(rate: Decimal) -> Decimal:
    return rate.quantize(Decimal("0.1"), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def deals(pipeline: str) -> duckdb.DuckDBPyConnection:
    """The file as DuckDB reads it, with nothing of the program between."""
    found = duckdb.connect()
    found.execute(
        "create table deals as select sales_agent as agent, deal_stage as stage, try_cast(close_value as decimal) as"
        " amount, try_strptime(engage_date, '%m/%d/%Y')::date as engaged, try_strptime(close_date, '%m/%d/%Y')::date"
        " as closed from read_csv(?, all_varchar = true)",
        [pipeline],
    )
    return found


def test_the_reports_count_what_the_file_counts(real: Shown, deals: duckdb.DuckDBPyConnection) -> None:
    [(leads, won, lost, engaging, no_date, amount, days)] = deals.execute(
        "select count(*), count_if(stage = 'Won'), count_if(stage = 'Lost'), count_if(stage = 'Engaging'),"
        " count_if(engaged is null), sum(amount) filter (stage = 'Won'),"
        " avg(closed - engaged) filter (stage = 'Won') from deals"
    ).fetchall()
    assert (leads, won, lost, engaging, no_date) == (8_800, 4_238, 2_473, 1_589, 500)
    assert real.kpi("Total leads") == leads
    assert real.kpi("Converted") == real.kpi("Qualified") == real.kpi("Bookings") == won
    assert real.kpi("Booked amount") == amount == 10_005_534
    assert real.kpi("Conversion rate") == round(Decimal(won * 100) / leads, 1)
    assert real.kpi("Days to conversion") == round(Decimal(days), 1)
    assert real.total("sources", "Lost") == lost
    assert undated(real) == no_date
    assert real.total("funnel", "Contacted") == won + lost + engaging
    assert real.kpi("Booking rate") == 100
    assert pipeline_in_words(real.store) == (
        "Maven has 8,800 leads (500 new, 1,589 contacted, 4,238 converted, 2,473 lost), 500 of them without a created"
        " date; ₹1,00,05,534 is booked."
    ), "what the import says"


def test_the_funnel_by_month_is_the_files(real: Shown, deals: duckdb.DuckDBPyConnection) -> None:
    funnel = real.sheet("funnel")
    months = deals.execute(
        "select strftime(engaged, '%b %Y'), count(*), count_if(stage = 'Won'), count_if(stage = 'Lost')"
        " from deals where engaged is not null group by 1"
    ).fetchall()
    assert {month for month, *_ in months} == set(funnel.names)
    for month, leads, won, lost in months:
        assert (funnel[month, "New"], funnel[month, "Converted"], funnel[month, "Lost"]) == (leads, won, lost)
        assert funnel[month, "Conv. rate"] == as_printed(Decimal(won * 100) / leads)


def test_the_team_is_the_files_agents(real: Shown, deals: duckdb.DuckDBPyConnection) -> None:
    team = real.sheet("team")
    agents = deals.execute(
        "select agent, count(*), count_if(stage = 'Won'), sum(amount) filter (stage = 'Won') from deals group by 1"
    ).fetchall()
    assert {agent for agent, *_ in agents} == set(team.names) - {"Import"}
    for agent, leads, won, amount in agents:
        assert [team[agent, column] for column in ("Leads", "Bookings", "Amount")] == [leads, won, amount]


def test_the_bookings_of_each_month_are_the_deals_that_closed_in_it(
    real: Shown, deals: duckdb.DuckDBPyConnection
) -> None:
    months = deals.execute(
        "select strftime(closed, '%Y-%m'), count(*), sum(amount), count(distinct agent)"
        " from deals where stage = 'Won' group by 1"
    ).fetchall()
    assert len(months) == 10
    for month, won, amount, agents in months:
        sheet, team = real.sheet("bookings", month), real.sheet("team", month)
        assert (sheet["Confirmed", "Bookings"], sheet["Confirmed", "Amount"]) == (won, amount)
        assert real.sheet("kpi", month)["Booked amount", "Now"] == team["Total", "Amount"] == amount
        assert sum(1 for name in team.names if team[name, "Bookings"]) == agents
