"""Leads as files: typed, complete, harmless, and no more than a row of them in hand."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.kinds import LeadStatus
from bot.lead_sheet import COLUMNS, LeadSheet, Names, lead_line
from bot.model import Lead
from bot.sheets import leads_separated, leads_workbook, money_format

NAMES = Names(owners={1: "Asha Rao"}, sources={2: "Google Ads"}, campaigns={})


def lead(number: int, name: str = "Anil", *, value: int | None = None) -> Lead:
    known = (
        name,
        "Acme",
        None,
        "+91 98450",
        2,
        None,
        1,
        LeadStatus.LOST,
        2,
        value,
        None,
        date(2025, 10, 1),
        None,
        None,
    )
    return Lead(number, f"L-{number}", *known)


@pytest.fixture
def sheet(tmp_path: Path) -> LeadSheet:
    rows = tmp_path / "leads"
    leads = [lead(1, "=A1\n2", value=1_50), lead(2, value=2_00), lead(3)]
    rows.write_text("".join(lead_line(one, NAMES, "INR") for one in leads))
    return LeadSheet(
        rows=rows,
        written=tmp_path / "written",
        title="3 leads",
        about=("As of today",),
        currency="INR",
        locale="en_IN",
    )


def test_a_workbook_has_days_and_amounts_as_what_they_are(sheet: LeadSheet) -> None:
    leads, about = load_workbook(io.BytesIO(leads_workbook(sheet))).worksheets
    rows = list(leads.iter_rows(values_only=True))
    assert rows[1] == (
        *("L-1", "=A1\n2", "Acme", "+91 98450", None, "lost", "qualified", "Asha Rao", "Google Ads", None),
        *(datetime(2025, 10, 1), None, 1.5),  # noqa: DTZ001 - as openpyxl reads it
    )
    assert leads.cell(2, len(COLUMNS)).number_format == money_format("INR", "en_IN")
    assert rows[-1] == ("Total", *[None] * (len(COLUMNS) - 2), 3.5)
    assert leads["B2"].data_type == "s"
    assert leads.freeze_panes == "B2"
    assert [cell for (cell,) in about.iter_rows(values_only=True)] == ["3 leads", "As of today"]


def test_a_csv_has_the_same_rows_and_no_formula(sheet: LeadSheet) -> None:
    rows = list(csv.reader(io.StringIO(leads_separated(sheet).decode("utf-8-sig"))))
    assert rows[1][1:4] == ["'=A1\n2", "Acme", "'+91 98450"]
    assert [row[-1] for row in rows] == ["Value", "1.50", "2.00", "", "3.50"]


def test_whoever_waits_can_read_how_far_it_is(sheet: LeadSheet) -> None:
    leads_separated(sheet)
    assert sheet.written.read_text() == "0"
