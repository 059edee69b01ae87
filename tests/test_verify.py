"""`app.py verify`: each difference in a sentence, and an exit status that says whether there was one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import main
from bot.kinds import EntryType
from storage.account_rows import LedgerEntryRow
from storage.database import Database
from tests.storage.behind import alter
from tests.storage.companies import TODAY, Company, found_companies


@pytest.fixture
def companies(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Company, Company]:
    """North and South with an invoice each, in the database that the command line is pointed to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database.url)
    companies = found_companies(database)
    for company in companies:
        with company.open() as store:
            store.ledger.add(store.customers.add("Acme").id, EntryType.INVOICE, TODAY, debit=100_00)
    return companies


def alter_norths(database: Database) -> None:
    alter(database, LedgerEntryRow.__table__, 1, remarks="Mine now")


def test_nothing_differs_where_only_the_program_wrote(
    companies: tuple[Company, Company], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(companies) == 2
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "0 differences.\n"


def test_what_differs_is_named_with_its_tenant(
    companies: tuple[Company, Company], database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    alter_norths(database)

    assert main(["verify"]) == 1
    assert capsys.readouterr().out == (
        f"{companies[0].tenant.name}: LE-000001 is not as it was written: "
        "its checksum does not fit it and the entry before it.\n"
        "1 difference.\n"
    )


def test_one_tenant_can_be_verified_alone(
    companies: tuple[Company, Company], database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    alter_norths(database)

    assert main(["verify", "--tenant", companies[1].tenant.name]) == 0
    assert main(["verify", "--tenant", companies[0].tenant.name]) == 1
    capsys.readouterr()


def test_a_tenant_that_is_not_there_is_named(
    companies: tuple[Company, Company], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(companies) == 2
    assert main(["verify", "--tenant", "Nowhere"]) == 1
    assert capsys.readouterr().err == "I found no tenant “Nowhere”. Nothing was verified.\n"
