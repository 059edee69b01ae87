"""The words behind /report, taken apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.report import ReportKind
from bot.report_line import NAMES, ReportLine, nearest_line, period_before, read_report_line

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", ReportLine(ReportKind.KPI, "", {}, False)),
        ("private", ReportLine(ReportKind.KPI, "", {}, True)),
        ("funnel", ReportLine(ReportKind.FUNNEL, "", {}, False)),
        ("Funnel  Last  90 days PRIVATE", ReportLine(ReportKind.FUNNEL, "Last 90 days", {}, True)),
        ("pipeline this year", ReportLine(ReportKind.FUNNEL, "this year", {}, False)),
        ("aging", ReportLine(ReportKind.AGEING, "", {}, False)),
        ("ledger acme last month", ReportLine(ReportKind.LEDGER, "acme last month", {}, False)),
        ("statement by the sea", ReportLine(ReportKind.LEDGER, "by the sea", {}, False)),
        ("journey acme private", ReportLine(ReportKind.TIMELINE, "acme", {}, True)),
        ("team this month by asha", ReportLine(ReportKind.TEAM, "this month", {"owner": "asha"}, False)),
        ("team owner: asha this month", ReportLine(ReportKind.TEAM, "", {"owner": "asha this month"}, False)),
        (
            "sources by me source google ads campaign diwali",
            ReportLine(ReportKind.SOURCES, "", {"owner": "me", "source": "google ads", "campaign": "diwali"}, False),
        ),
        ("last month", ReportLine(ReportKind.KPI, "last month", {}, False)),
        ("2026-q3 private", ReportLine(ReportKind.KPI, "2026-q3", {}, True)),
        ("last month asha", ReportLine(ReportKind.KPI, "last month asha", {}, False)),
        ("by me", ReportLine(ReportKind.KPI, "", {"owner": "me"}, False)),
        ("this year by asha", ReportLine(ReportKind.KPI, "this year", {"owner": "asha"}, False)),
        ("source: google ads", ReportLine(ReportKind.KPI, "", {"source": "google ads"}, False)),
        ("source google ads", ReportLine(ReportKind.KPI, "", {"source": "google ads"}, False)),
        ("campaign diwali this year", ReportLine(ReportKind.KPI, "", {"campaign": "diwali this year"}, False)),
        ("campaign", ReportLine(ReportKind.CAMPAIGNS, "", {}, False)),
        ("campaign this year", ReportLine(ReportKind.CAMPAIGNS, "this year", {}, False)),
        ("source by asha", ReportLine(ReportKind.SOURCES, "", {"owner": "asha"}, False)),
        ("horoscope", None),
        ("asha last month", None),
    ],
)
def test_a_line_is_a_report_a_period_and_filters(words: str, line: ReportLine | None) -> None:
    assert read_report_line(words, today=TODAY) == line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("funel", ReportLine(ReportKind.FUNNEL, "", {}, False)),
        ("Agening", ReportLine(ReportKind.AGEING, "", {}, False)),
        ("camp this year", ReportLine(ReportKind.CAMPAIGNS, "this year", {}, False)),
        (
            "bokings last month by asha private",
            ReportLine(ReportKind.BOOKINGS, "last month", {"owner": "asha"}, True),
        ),
        ("horoscope", None),
        ("acme", None),
        ("", None),
    ],
)
def test_a_misspelt_report_is_the_one_whose_name_is_nearest(words: str, line: ReportLine | None) -> None:
    assert nearest_line(words, today=TODAY) == line


@pytest.mark.parametrize(
    ("words", "period", "rest"),
    [
        ("last month asha", "last month", "asha"),
        ("last 90 days", "last 90 days", ""),
        ("from 2026-01 to 2026-03 google ads", "2026-01 to 2026-03", "google ads"),
        ("asha last month", "", "asha last month"),
        ("", "", ""),
    ],
)
def test_the_longest_period_that_words_begin_with_is_told_from_the_rest(words: str, period: str, rest: str) -> None:
    assert period_before(words, today=TODAY) == (period, rest)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_report_goes_by_its_own_name(kind: ReportKind) -> None:
    assert NAMES[kind.value] is kind


@given(words=st.text(max_size=80))
def test_any_words_are_a_line_or_none(words: str) -> None:
    line = read_report_line(f"funnel {words}", today=TODAY)

    assert line is not None
    assert line.kind is ReportKind.FUNNEL
