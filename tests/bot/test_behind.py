"""Which leads stand behind a number: as many as reports count, for each number."""

from __future__ import annotations

import pytest

from bot.behind import NO_RECORD, Behind, LeadNumber
from bot.filters import Filters
from bot.kinds import LeadStatus
from bot.report import ReportKind
from bot.report_request import ReportRequest

OCTOBER = [(0, False, 10), (1, False, 7), (1, True, 3), (2, False, 25), (4, False, 4), (4, True, 1)]
"""The guide's: 50 new, 40 contacted, 30 qualified, 5 converted; four are lost now, one of them after it converted."""


@pytest.mark.parametrize(
    ("number", "count"),
    [
        (LeadNumber.ALL, 50),
        (LeadNumber.CONTACTED, 40),
        (LeadNumber.QUALIFIED, 30),
        (LeadNumber.NEGOTIATION, 5),
        (LeadNumber.CONVERTED, 5),
        (LeadNumber.LOST, 4),
        (LeadNumber.STOPPED_NEW, 10),
        (LeadNumber.STOPPED_CONTACTED, 10),
        (LeadNumber.STOPPED_QUALIFIED, 25),
        (LeadNumber.STOPPED_NEGOTIATION, 0),
    ],
)
def test_a_number_counts_the_leads_that_the_funnel_counts(number: LeadNumber, count: int) -> None:
    assert number.count_in(OCTOBER) == count
    assert number.count_in([]) == 0


def test_where_most_stopped_is_a_number_of_its_own() -> None:
    assert LeadNumber.stopped(LeadStatus.QUALIFIED).stopped_at is LeadStatus.QUALIFIED
    assert LeadNumber.stopped(LeadStatus.QUALIFIED).reached is LeadStatus.NEW


def test_a_line_narrows_the_reports_own_filters() -> None:
    sources = ReportRequest(kind=ReportKind.SOURCES, period="all time", owner_id=3)
    assert Behind(request=sources).filters == Filters(owner_id=3)
    assert Behind(request=sources, line=7).filters == Filters(owner_id=3, source_id=7)
    assert Behind(request=sources, line=NO_RECORD).filters == Filters(owner_id=3, without_source=True)
    kpis = ReportRequest(kind=ReportKind.KPI, period="all time", owner_id=3)
    assert Behind(request=kpis, line=7).filters == Filters(owner_id=3)


def test_it_is_carried_as_text_and_read_again() -> None:
    request = ReportRequest(kind=ReportKind.TEAM, period="this month")
    behind = Behind(request=request, number=LeadNumber.STOPPED_NEW, line=4)
    assert Behind.model_validate_json(behind.text) == behind
