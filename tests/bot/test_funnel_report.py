"""The funnel's report as a whole: titles, table, alternative text, definitions, limits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.funnel import FunnelRow
from bot.periods import months, parse_period
from bot.report import Report
from bot.table import ColumnKind, plain_table
from tests.bot.funnels import CONTACTED, CONVERTED, NEW, QUALIFIED, month, report
from tests.bot.reports import TODAY


def texts(found: Report) -> list[list[str]]:
    assert found.table is not None
    return [[cell.text for cell in row] for row in (*found.table.rows, found.table.total)]


def test_the_guides_october_comes_out_exactly() -> None:
    found = report(
        [
            (202510, NEW, True, 10),
            (202510, CONTACTED, True, 10),
            (202510, QUALIFIED, True, 20),
            (202510, QUALIFIED, False, 5),
            (202510, CONVERTED, False, 5),
        ],
        period="2025-10",
        today=date(2025, 12, 25),
    )
    assert (found.title, found.subtitle) == ("Lead funnel", "Oct 2025")
    assert found.table is not None
    assert [column.title for column in found.table.columns] == [
        *("Month", "New", "Contacted", "Qualified", "Negotiation", "Converted", "Lost", "Conv. rate")
    ]
    assert texts(found) == [
        ["Oct 2025", "50", "40", "30", "5", "5", "40", "10 %"],
        ["Total", "50", "40", "30", "5", "5", "40", "10 %"],
    ]
    assert found.headline == "25 of 30 qualified leads have gone no further yet"
    assert found.findings == (
        "The largest leak is between Qualified and Negotiation, where the most leads stopped: 25 of 30 (83.3 %), "
        "20 of them lost and 5 still open.",
        "5 of 50 leads converted: 10 %, half the target of 20 %.",
    )


@pytest.mark.parametrize(
    ("period", "filters_label", "finding"),
    [
        (
            "last 12 months",
            "",
            "No lead was created in Dec 2025 – Nov 2026. Log one with /lead, or look at /report funnel all time.",
        ),
        (
            "last 12 months",
            "owner Asha Rao",
            "No lead of this period matches owner Asha Rao. Drop the filter, or ask for another period.",
        ),
        ("all time", "", "There are no leads yet. Log the first one with /lead."),
        ("2031", "owner Asha Rao", "2031 has not begun yet."),
    ],
)
def test_a_report_with_nothing_in_it_says_what_to_do(period: str, filters_label: str, finding: str) -> None:
    found = report([], period=period, filters_label=filters_label)
    assert (found.headline, found.findings) == ("No leads", (finding,))
    assert (found.chart, found.table, found.alt_text, found.definitions) == (None, None, "", ())


def test_leads_without_a_created_date_are_left_out_and_counted() -> None:
    assert report([], undated=1).definitions == ("Left out: 1 lead without a created date.",)
    filled = report(month(202608, created=12, converted=2), undated=1_500)
    assert filled.definitions[-1] == "Left out: 1,500 leads without a created date."


def test_the_table_says_that_a_lead_can_have_converted_and_be_lost() -> None:
    found = report([(202512, NEW, True, 37), (202512, CONVERTED, False, 5), (202512, CONVERTED, True, 2)])

    assert texts(found)[-1] == ["Total", "44", "7", "7", "7", "7", "39", "15.9 %"]
    said = "Lost: as of today; a lead that converted and was lost later counts as both."
    assert said in found.definitions
    assert found.chart is not None
    assert said not in found.chart.notes, "which has no lost leads"


def test_a_period_that_cuts_months_says_so() -> None:
    cut = "The first and the last month count only their days in this period."
    rows = month(202609, created=12, converted=2)
    assert cut in report(rows, period="last 90 days").definitions
    assert cut not in report(rows, period="last 12 months").definitions


@pytest.mark.parametrize(
    ("period", "pale"),
    [
        ("last 12 months", "months still running or ended less than 30 days ago: 35 of their leads"),
        ("last 6 years", "quarters still running or ended less than 30 days ago: 35 of their leads"),
        ("last 7 years", "years still running or ended less than 30 days ago: 41 of their leads"),
    ],
)
def test_pale_columns_are_explained_with_the_leads_that_are_still_open(period: str, pale: str) -> None:
    rows = [(202601, NEW, False, 6), (202611, NEW, True, 5), (202611, NEW, False, 35), (202611, CONVERTED, True, 2)]
    found = report(rows, period=period)
    assert found.chart is not None
    assert f"Pale: {pale} may still convert." in found.chart.notes
    assert f"{pale.capitalize()} may still convert." in found.definitions, "which also stand in a file without columns"


def test_without_columns_nothing_is_said_of_pale_ones() -> None:
    definitions = report([(202611, NEW, False, 35)], period="this month").definitions
    assert not [definition for definition in definitions if "still running" in definition]


def test_the_subtitle_says_the_period_and_the_filters() -> None:
    found = report(month(202608, created=1, converted=0), filters_label="owner <!channel> & co")
    assert found.subtitle == "Dec 2025 – Nov 2026 · owner <!channel> & co"


def test_all_time_says_which_months_it_came_to() -> None:
    found = report([*month(201610, created=5, converted=1), *month(201712, created=5, converted=1)], period="all time")
    assert found.subtitle == "All time (Oct 2016 – Dec 2017)"
    assert len(texts(found)) == 16


@pytest.mark.parametrize(
    ("period", "lines", "column", "newest"),
    [
        ("last 12 months", 12, "Month", "Nov 2026"),
        ("last 24 months", 24, "Month", "Nov 2026"),
        ("last 25 months", 9, "Quarter", "Q4 2026"),
        ("last 6 years", 24, "Quarter", "Q4 2026"),
        ("last 7 years", 7, "Year", "2026"),
        ("from 1900 to 2026", 127, "Year", "2026"),
    ],
)
def test_long_periods_are_shown_by_quarter_and_by_year(period: str, lines: int, column: str, newest: str) -> None:
    found = report(month(202611, created=12, converted=2), period=period)
    assert found.table is not None
    assert (len(found.table.rows), found.table.columns[0].title) == (lines, column)
    assert found.table.rows[0][0].text == newest


def test_the_table_shows_the_newest_month_first_and_keeps_raw_values() -> None:
    found = report([*month(202610, created=1_000, converted=125), *month(202611, created=3, converted=0)])
    assert found.table is not None
    assert texts(found)[:3] == [
        ["Nov 2026", "3", "0", "0", "0", "0", "3", "0 %"],
        ["Oct 2026", "1,000", "125", "125", "125", "125", "875", "12.5 %"],
        ["Sep 2026", "0", "0", "0", "0", "0", "0", "—"],
    ]
    october, september = found.table.rows[1], found.table.rows[2]
    assert (october[1].value, october[-1].value, september[-1].value) == (1_000, 12.5, None)
    assert [column.kind for column in found.table.columns] == [
        ColumnKind.TEXT,
        *[ColumnKind.COUNT] * 6,
        ColumnKind.RATE,
    ]


def test_the_plain_table_is_narrow_enough_for_a_phone() -> None:
    found = report(month(202610, created=90, converted=12))
    assert found.table is not None
    assert plain_table(found.table).splitlines()[:3] == [
        "Month     New  Cont  Qual  Nego  Conv  Lost    Rate",
        "Nov 2026    0     0     0     0     0     0       —",
        "Oct 2026   90    12    12    12    12    78  13.3 %",
    ]


def test_numbers_are_written_as_in_the_tenants_locale() -> None:
    found = report(month(202608, created=1_234_567, converted=0), locale="en_IN")
    assert "12,34,567 of 12,34,567 (100 %)" in found.findings[0]


def test_the_alternative_text_says_the_charts_numbers() -> None:
    found = report(
        [
            (202608, NEW, True, 40),
            (202608, QUALIFIED, False, 10),
            (202608, CONVERTED, False, 30),
            (202609, NEW, False, 1),
        ],
        filters_label="owner Asha Rao",
    )
    assert found.alt_text == (
        "Lead funnel · Dec 2025 – Nov 2026 · owner Asha Rao. 41 of 81 new leads have gone no further yet. "
        "New 81 (100 %), Contacted 40 (49.4 %), Qualified 40 (49.4 %), Negotiation 30 (37 %), Converted 30 (37 %). "
        "Went no further: after New 41 (50.6 %), after Contacted 0 (0 %), after Qualified 10 (25 %), "
        "after Negotiation 0 (0 %). Aug 2026: 80 leads, 30 (37.5 %) converted. Sep 2026: 1 lead, 0 (0 %) converted."
    )


COUNT = st.integers(0, 10**9)
LAST_MONTHS = months(parse_period("last 12 months", today=TODAY))
MONTHS_BEFORE = tuple(month - 100 for month in LAST_MONTHS)


def rows_of(every: tuple[int, ...]) -> st.SearchStrategy[list[FunnelRow]]:
    return st.lists(st.tuples(st.sampled_from(every), st.integers(0, 4), st.booleans(), COUNT), max_size=60)


@settings(max_examples=40)
@given(rows_of(LAST_MONTHS), rows_of(MONTHS_BEFORE), st.text(max_size=3_000), st.integers(0, 10**9))
def test_any_figures_make_a_report_within_slacks_limits(
    rows: list[FunnelRow], before: list[FunnelRow], filters_label: str, undated: int
) -> None:
    found = report(rows, before, filters_label=filters_label, undated=undated)
    assert 1 <= len(found.findings) <= 3
    assert len(found.alt_text) <= 2_000
    if found.table is not None:
        assert len(plain_table(found.table)) <= 2_900
