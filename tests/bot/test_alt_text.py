"""Charts in words."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.alt_text import alt_text
from bot.pictures import (
    BalanceChart,
    BalancePoint,
    Bar,
    BarsChart,
    Column,
    ColumnsChart,
    JourneyChart,
    Part,
    Stop,
    Trend,
    TrendsChart,
)

DAY = date(2026, 11, 25)
HEAD = ("Referral converts 40 %", "Sources · 2026")
NOTES = "As of today."


def test_bars_say_their_figures() -> None:
    bars = (Bar("Referral", (Part(400),), "40 %", "8 of 20"), Bar("Direct", (Part(50),), "5 %"))
    assert alt_text(BarsChart(*HEAD, bars, NOTES, beside_name="converted")) == (
        "Sources · 2026. Referral converts 40 %. Referral: 40 %, converted 8 of 20. Direct: 5 %."
    )


def test_pieces_are_named_before_the_columns() -> None:
    columns = (Column("Oct 2026", (Part(3), Part(1)), "4"), Column("Nov 2026", (Part(0), Part(0)), "0"))
    assert alt_text(ColumnsChart(*HEAD, columns, NOTES, ("booked 3", "cancelled 1"))) == (
        "Sources · 2026. Referral converts 40 %. booked 3, cancelled 1. Oct 2026: 4. Nov 2026: 0."
    )


def test_trends_balances_and_journeys_say_theirs() -> None:
    trends = TrendsChart(*HEAD, (Trend("Leads", "42", "38 in Oct", (38, 42)),), "Oct 2026", "Nov 2026", NOTES)
    assert alt_text(trends).endswith("40 %. Leads: 42, 38 in Oct.")
    balance = BalanceChart(*HEAD, (BalancePoint(DAY, 500, "₹5"),), DAY, NOTES)
    assert alt_text(balance).endswith("40 %. 25 Nov 2026: ₹5.")
    journey = JourneyChart(*HEAD, (Stop(DAY, "Site visit", "Whitefield"), Stop(DAY, "Booking")), None, NOTES)
    assert alt_text(journey).endswith("40 %. 25 Nov 2026: Site visit, Whitefield. 25 Nov 2026: Booking.")


def test_what_does_not_fit_is_counted() -> None:
    bars = tuple(Bar(f"Source {number} {'x' * 90}", (Part(1),), "1") for number in range(30))
    text = alt_text(BarsChart(*HEAD, bars, NOTES))
    assert text.endswith("x: 1. 12 more in the table.")


@given(st.text(max_size=3_000), st.lists(st.text(max_size=200), max_size=40))
def test_any_chart_fits_into_slacks_2000_characters(subtitle: str, names: list[str]) -> None:
    bars = tuple(Bar(name, (Part(1),), "1") for name in names)
    assert len(alt_text(BarsChart("Finding", subtitle, bars, NOTES))) <= 2_000
