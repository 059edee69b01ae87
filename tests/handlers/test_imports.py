"""Imports: a file of deals taken in once, refused row by row, and the real pipeline with its known figures."""

from __future__ import annotations

import csv
import os
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app import main
from bot.deals import BytesBroken, ColumnMissing, FileEmpty, Refusal, read_deals
from bot.kinds import BookingStatus, LeadStatus, MilestoneType
from bot.model import Tenant
from bot.periods import parse_period
from handlers.imports import import_deals
from storage.database import Database
from storage.intake import Taken
from storage.registry import Registry
from storage.store import Stores
from tests.slack import NOW

PIPELINE = Path(__file__).parents[3] / "shared" / "data" / "crm_sales_opportunities" / "sales_pipeline.csv"
HEADING = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
WON = "A1,Moses Frase,GTX Pro,Cancity,Won,10/20/2016,3/1/2017,1054\n"
LOST = "A2,Moses Frase,GTXPro,Isdom,Lost,10/25/2016,3/11/2017,0\n"
ENGAGING = "A3,Darcel Schlecht,MG Special,,Engaging,1/2/2017,,\n"
PROSPECTING = "A4,Darcel Schlecht,MG Special,Codehow,Prospecting,,,\n"


@pytest.fixture
def tenant(database: Database) -> Tenant:
    return Registry(database).add_tenant("Maven", currency="USD", locale="en_US", time_zone="UTC", now=NOW)


@dataclass(frozen=True)
class Imported:
    taken: Taken
    refusals: tuple[Refusal, ...]


def take(database: Database, tenant: Tenant, content: str | bytes) -> Imported:
    raw = content if isinstance(content, bytes) else content.encode()
    deals, refusals = read_deals(raw, currency=tenant.currency)
    taken = import_deals(deals, stores=Stores(database), tenant=tenant, now=lambda: NOW, on_progress=lambda *_: None)
    return Imported(taken, tuple(refusals))


def test_each_stage_becomes_a_lead_with_its_journey(database: Database, tenant: Tenant) -> None:
    assert take(database, tenant, HEADING + WON + LOST + ENGAGING + PROSPECTING).taken == Taken(made=4)

    with Stores(database).read(tenant, now=NOW) as store:
        won, lost, engaging, prospecting = (store.leads.find_by_external_id(f"A{n}") for n in (1, 2, 3, 4))
        assert won is not None
        assert lost is not None
        assert engaging is not None
        assert prospecting is not None
        assert (won.name, won.status, won.created_on) == ("Cancity", LeadStatus.CONVERTED, date(2016, 10, 20))
        assert (lost.status, lost.stage, lost.value) == (LeadStatus.LOST, 1, None)
        assert (engaging.name, engaging.company, engaging.status) == ("MG Special A3", None, LeadStatus.CONTACTED)
        assert (prospecting.status, prospecting.created_on) == (LeadStatus.NEW, None)
        journey = [(m.type, m.happened_on) for m in store.milestones.list_of_lead(won.id)]
        assert journey == [
            (MilestoneType.LEAD_GENERATED, date(2016, 10, 20)),
            (MilestoneType.BOOKING, date(2017, 3, 1)),
        ]
        (booking,) = store.bookings.list_of_lead(won.id)
        assert (booking.code, booking.amount, booking.booked_on) == ("BK-2017-0001", 105_400, date(2017, 3, 1))
        assert store.members.get(won.owner_id).name == "Moses Frase"


def test_a_product_spelled_two_ways_is_one_product(database: Database, tenant: Tenant) -> None:
    take(database, tenant, HEADING + WON + LOST.replace("Lost", "Won").replace(",0\n", ",70\n"))
    with Stores(database).read(tenant, now=NOW) as store:
        assert store.units.names() == ["GTX Pro"]


def test_the_same_file_again_changes_nothing_and_a_changed_row_is_updated(database: Database, tenant: Tenant) -> None:
    take(database, tenant, HEADING + WON + ENGAGING)
    assert take(database, tenant, HEADING + WON + ENGAGING).taken == Taken(unchanged=2)
    won_now = ENGAGING.replace("Engaging", "Won").replace(",,\n", ",5/1/2017,80\n")
    assert take(database, tenant, HEADING + WON + won_now).taken == Taken(updated=1, unchanged=1)
    assert take(database, tenant, HEADING + WON + won_now).taken == Taken(unchanged=2)


def test_a_file_does_not_move_a_lead_back_that_went_further_here(database: Database, tenant: Tenant) -> None:
    take(database, tenant, HEADING + ENGAGING)
    with Stores(database).write(tenant, now=NOW) as store:
        lead = store.leads.find_by_external_id("A3")
        assert lead
        store.leads.move(lead.id, LeadStatus.NEGOTIATION, on=NOW.date(), member_id=lead.owner_id)
    assert take(database, tenant, HEADING + ENGAGING).taken == Taken(unchanged=1)
    with Stores(database).read(tenant, now=NOW) as store:
        assert store.leads.get(lead.id).status is LeadStatus.NEGOTIATION


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A9,Moses,GTX,Cancity,Dreaming,10/20/2016,,\n", "I don't know the stage “Dreaming”."),
        (",Moses,GTX,Cancity,Won,10/20/2016,3/1/2017,5\n", "The row has no id, so a second import could not"),
        ("A9,Moses,GTX,Cancity,Won,13/45/2016,3/1/2017,5\n", "I can't read “13/45/2016” as a date."),
        ("A9,Moses,GTX,Cancity,Won,10/20/2016,,5\n", "A won deal needs its close date and its value."),
        ("A9,Moses,GTX,Cancity,Won,10/20/2016,3/1/2017,-5\n", "An amount must be above zero"),
        ("A9,Moses,GTX,Cancity,Won,10/20/2016,3/1/2016,5\n", "It was closed on 2016-03-01, before it began"),
        (f"A9,Moses,GTX,{'C' * 201},Engaging,10/20/2016,,\n", "The account has more than 200 characters."),
        (WON, "A1 stands in line 2 already."),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_the_others_are_taken(
    database: Database, tenant: Tenant, row: str, why: str
) -> None:
    result = take(database, tenant, HEADING + WON + row + LOST)
    assert [(refusal.line, refusal.why[: len(why)]) for refusal in result.refusals] == [(3, why)]
    assert result.taken == Taken(made=2)


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (b"", FileEmpty, "The file has no rows."),
        (b"account,sector\nAcme,medical\n", ColumnMissing, "The file has no column for the external id."),
        (HEADING.encode() + b"A1,M\xff\xfe,GTX,C,Won,1/1/2017,2/1/2017,5\n", BytesBroken, "Line 2 of the file is not"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_before_anything_is_written(
    database: Database, tenant: Tenant, content: bytes, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        take(database, tenant, content)
    with Stores(database).read(tenant, now=NOW) as store:
        assert store.lead_search.newest(limit=1) == []


def test_a_refused_row_is_named_by_its_line_in_the_file(database: Database, tenant: Tenant) -> None:
    content = HEADING + "\n" + WON.replace("Cancity", '"Can\ncity"') + "A9,,,,Dreaming,,,\n"
    assert [refusal.line for refusal in take(database, tenant, content).refusals] == [5]


def test_a_file_that_cannot_be_read_makes_no_tenant_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'import.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    file = tmp_path / "deals.csv"
    file.write_text("account,sector\nAcme,medical\n")
    assert main(["import", "leads", str(file), "--tenant", "Typo Co"]) == 1
    assert Registry(Database(url)).list_tenants() == []


def test_the_command_line_says_how_far_it_is_what_it_refused_and_what_is_there_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'import.sqlite3'}")
    file = tmp_path / "deals.csv"
    file.write_text(HEADING + WON + ENGAGING + "A9,,,,Dreaming,,,\n")
    assert main(["import", "leads", str(file), "--tenant", "Maven"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 of 2 rows",
        "line 4 refused: I don't know the stage “Dreaming”.",
        "2 made, 0 updated, 0 unchanged, 1 refused.",
        "Maven has 2 leads (1 contacted, 1 converted), 0 of them without a created date; $1,054 is booked.",
    ]
    assert main(["import", "leads", str(tmp_path / "none.csv"), "--tenant", "Maven"]) == 1
    assert "No such file" in capsys.readouterr().err


def test_the_real_pipeline_has_its_known_figures_and_a_second_import_changes_nothing(
    database: Database, tenant: Tenant
) -> None:
    if not PIPELINE.exists():
        if os.environ.get("MILEPOST_COMPLETE"):
            pytest.fail("the real pipeline is missing")
        pytest.skip("the real pipeline is not here")
    content = PIPELINE.read_bytes()
    result = take(database, tenant, content)
    assert result == Imported(Taken(made=8_800), ())

    rows = list(csv.DictReader(content.decode().splitlines()))
    stages = Counter(row["deal_stage"] for row in rows)
    with Stores(database).read(tenant, now=NOW) as store:
        assert store.reports.statuses() == {
            LeadStatus.NEW: stages["Prospecting"],
            LeadStatus.CONTACTED: stages["Engaging"],
            LeadStatus.CONVERTED: stages["Won"],
            LeadStatus.LOST: stages["Lost"],
        }
        assert store.reports.undated() == sum(not row["engage_date"] for row in rows) == 500
        booked = store.bookings.total_amount(statuses=(BookingStatus.CONFIRMED,))
        assert booked == 100 * sum(int(row["close_value"]) for row in rows if row["deal_stage"] == "Won")
        assert booked == 1_000_553_400
        january = store.reports.funnel(parse_period("2017-01", today=NOW.date()))
        assert sum(count for *_, count in january) == 312
        assert sum(count for _, stage, _, count in january if stage == 4) == 181
    assert take(database, tenant, content).taken == Taken(unchanged=8_800)
