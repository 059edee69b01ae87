"""The words behind /report, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.report import ReportKind
from bot.report_line import NAMES, ReportLine, read_report_line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", ReportLine(ReportKind.KPI, "", {}, False)),
        ("private", ReportLine(ReportKind.KPI, "", {}, True)),
        ("funnel", ReportLine(ReportKind.FUNNEL, "", {}, False)),
        ("Funnel  Last  90 days PRIVATE", ReportLine(ReportKind.FUNNEL, "Last 90 days", {}, True)),
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
        ("horoscope", None),
        ("last month", None),
    ],
)
def test_a_line_is_a_report_a_period_and_filters(words: str, line: ReportLine | None) -> None:
    assert read_report_line(words) == line


@pytest.mark.parametrize("kind", ReportKind)
def test_every_report_goes_by_its_own_name(kind: ReportKind) -> None:
    assert NAMES[kind.value] is kind


@given(words=st.text(max_size=80))
def test_any_words_are_a_line_or_none(words: str) -> None:
    line = read_report_line(f"funnel {words}")

    assert line is not None
    assert line.kind is ReportKind.FUNNEL
