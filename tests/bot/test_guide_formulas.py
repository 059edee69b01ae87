"""Every formula of the guide stands in `bot/` with the guide's line, beside those that only its examples show."""

from __future__ import annotations

import os
import re
from fractions import Fraction
from pathlib import Path

import pytest

from bot.booking_figures import BookingCount, BookingFigures, BookingSum
from bot.kinds import BookingStatus
from bot.sources import CampaignCost, SourceRow, all_sources

ROOT = Path(__file__).parents[2]
GUIDE = ROOT.parent / "shared" / "source-guide.md"


def test_every_formula_of_the_guide_is_quoted_where_it_is_computed() -> None:
    if not GUIDE.exists():
        missing = "the guide is not here"
        pytest.fail(missing) if os.environ.get("MILEPOST_COMPLETE") == "1" else pytest.skip(missing)
    _, rest = GUIDE.read_text().split("## KPI Formulas", 1)
    formulas = re.findall(r"^(\w.* = .*)$", rest.split("```")[1], re.MULTILINE)
    sources = "".join(file.read_text() for file in (ROOT / "bot").glob("*.py"))
    assert len(formulas) == 8
    assert [formula for formula in formulas if f'Guide: "{formula}"' not in sources] == []


def row(*, leads: int, converted: int = 0) -> SourceRow:
    return SourceRow(
        source="Google Ads", subsource=None, campaign_id=1, leads=leads, qualified=0, converted=converted, lost=0
    )


@pytest.mark.parametrize(
    ("leads", "converted", "per_lead", "per_conversion"),
    [
        (0, 0, None, None),
        (1, 0, 50_000_00, None),
        (1, 1, 50_000_00, 50_000_00),
        (50, 10, 1_000_00, 5_000_00),
    ],
    ids=["nothing", "one lead", "one conversion", "the guide's campaign"],
)
def test_a_leads_cost_is_its_share_of_the_budget(
    leads: int, converted: int, per_lead: int | None, per_conversion: int | None
) -> None:
    rows = [row(leads=leads, converted=converted)] if leads else []
    found = all_sources(rows, [CampaignCost(campaign_id=1, budget=50_000_00, leads=leads)])
    assert (found.cost_per_lead, found.cost_per_conversion) == (per_lead, per_conversion)


@pytest.mark.parametrize(
    ("bookings", "average"),
    [(BookingSum(), None), (BookingSum(1, 1, 500_000_00), 500_000_00), (BookingSum(2, 2, 1), Fraction(1, 2))],
    ids=["nothing", "the guide's one", "exact"],
)
def test_the_average_booking_is_the_amount_by_bookings(bookings: BookingSum, average: Fraction | None) -> None:
    assert bookings.average == average


@pytest.mark.parametrize(
    ("confirmed", "cancelled", "share"),
    [(0, 0, None), (1, 0, 0), (0, 1, 100), (3, 1, 25)],
)
def test_the_cancelled_share_is_of_all_bookings(confirmed: int, cancelled: int, share: int | None) -> None:
    counts = {BookingStatus.CONFIRMED: confirmed, BookingStatus.CANCELLED: cancelled}
    figures = BookingFigures(
        counts=tuple(
            BookingCount(month=202611, status=status, count=count, units=count, amount=0)
            for status, count in counts.items()
        ),
        refunds=0,
        overdue_deliveries=0,
        next_deliveries=0,
    )
    assert figures.cancelled_share == share
