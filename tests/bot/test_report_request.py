"""What is asked for, as buttons and queues keep it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.filters import Filters
from bot.report import ReportKind
from bot.report_request import ReportRequest, default_period

LARGEST = 2**63 - 1
MOST_IN_A_BLOCK_ID = 255


def test_the_longest_request_fits_into_a_blocks_id() -> None:
    """A report on one record has no filters, so the two kinds of ids never stand together."""
    narrowed = ReportRequest(
        kind=ReportKind.CAMPAIGNS, period="x" * 60, owner_id=LARGEST, source_id=LARGEST, campaign_id=LARGEST
    )
    of_one = ReportRequest(kind=ReportKind.TIMELINE, period="x" * 60, customer_id=LARGEST, lead_id=LARGEST)

    assert max(len(narrowed.text), len(of_one.text)) < MOST_IN_A_BLOCK_ID


@pytest.mark.parametrize("kind", ReportKind)
def test_a_request_comes_back_from_its_text(kind: ReportKind) -> None:
    request = ReportRequest(kind=kind, period=default_period(kind), owner_id=3)

    assert ReportRequest.model_validate_json(request.text) == request
    assert request.filters == Filters(owner_id=3)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "{}",
        '{"kind":"horoscope","period":"today"}',
        '{"kind":"kpi","period":""}',
        '{"kind":"kpi","period":"' + "x" * 61 + '"}',
        '{"kind":"kpi","period":"today","owner_id":-1}',
    ],
)
def test_a_forged_request_is_none(forged: str) -> None:
    with pytest.raises(ValidationError):
        ReportRequest.model_validate_json(forged)


def test_the_kpis_are_of_all_time_and_the_funnel_of_a_year() -> None:
    periods = {kind: default_period(kind) for kind in ReportKind}

    assert periods[ReportKind.KPI] == periods[ReportKind.AGEING] == "all time"
    assert periods[ReportKind.FUNNEL] == "last 12 months"
    assert periods[ReportKind.TEAM] == "this month"
