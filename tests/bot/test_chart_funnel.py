"""The funnel's picture: its bars, its losses and its columns."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.chart_funnel import BAR
from bot.charts import draw
from bot.funnel import FunnelRow, funnel
from bot.periods import months, parse_period
from bot.report import FunnelChart
from tests.bot.funnels import report
from tests.bot.reports import TODAY
from tests.bot.transcript import Transcript, assert_legible

MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
EVERYONE = "campaign Q4 2025 Email Blast to everybody who ever asked for a quote, a visit or a brochure in Whitefield"


def chart_of(
    rows: list[FunnelRow], *, period: str = "last 12 months", filters_label: str = "", locale: str = "en"
) -> FunnelChart:
    found = report(rows, period=period, filters_label=filters_label, locale=locale, undated=500)
    assert isinstance(found.chart, FunnelChart)
    return found.chart


def year(size: int = 1, *, period: str = "last 12 months", filters_label: str = "", locale: str = "en") -> FunnelChart:
    """Every month of the period alike: of 60 leads 20 stop as new, 12 in each next stage, and 4 convert."""
    every = months(parse_period(period, today=TODAY))
    shares = enumerate((20, 12, 12, 12, 4))
    rows = [(month, stage, stage in (0, 2), count * size) for stage, count in shares for month in every]
    return chart_of(rows, period=period, filters_label=filters_label, locale=locale)


FUNNELS = {
    "a year": year(),
    "one lead": chart_of([(202611, 1, False, 1)]),
    "one lead that converted": chart_of([(202611, 4, False, 1)]),
    "one month": year(period="2026-10"),
    "two months": year(period="last 2 months"),
    "24 months": year(period="last 24 months"),
    "quarters": year(period="last 6 years"),
    "127 years": year(period="from 1900 to 2026"),
    "a million leads a month": year(16_667),
    "billions, grouped in lakhs": year(1_000_000_000, locale="en_IN"),
    "a long filter": year(filters_label=EVERYONE),
    "a filter without spaces": year(filters_label="W" * 400),
    "no leads": replace(year(), funnel=funnel([], months(parse_period("last 12 months", today=TODAY))), leak=None),
    "no months": replace(year(), funnel=funnel([]), leak=None, young=0),
}

YEAR_ROWS = st.lists(
    st.tuples(
        st.sampled_from(months(parse_period("last 12 months", today=TODAY))),
        st.integers(0, 4),
        st.booleans(),
        st.integers(1, 10**7),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(YEAR_ROWS, st.sampled_from(["en", "en_IN", "de", "fr"]))
def test_no_figures_make_texts_overlap(rows: list[FunnelRow], locale: str) -> None:
    assert_legible(chart_of(rows, locale=locale))


def test_the_picture_says_the_finding_the_numbers_and_the_definitions() -> None:
    said = Transcript(year(filters_label="owner Asha Rao")).said

    assert (
        " ".join(said[:2]) == "240 of 720 new leads went no further Lead funnel · Dec 2025 – Nov 2026 · owner Asha Rao"
    )
    for text in ("720", "480", "66.7 %", "−240 · 33.3 %", "48", "6.7 %", "New leads by month", "Dec", "2025", "6.7"):
        assert text in said
    assert "As of 25 Nov 2026." in " ".join(said)
    assert "Left out: 500 leads without a created date." in " ".join(said)


def test_the_longest_definitions_leave_room_for_the_date() -> None:
    rows: list[FunnelRow] = [(202611, 0, False, 123_456), (202608, 0, True, 123_456)]

    notes = " ".join(Transcript(chart_of(rows, period="from 2023-02-15 to 2026-11-10")).said[-6:])

    assert "Pale: quarters" in notes
    assert notes.endswith("Left out: 500 leads without a created date. As of 25 Nov 2026.")


def test_columns_too_narrow_for_every_label_are_labelled_in_turn_and_at_the_end() -> None:
    said = Transcript(year(period="last 24 months")).said

    assert [text for text in said if text in MONTHS] == ["Jan", "Mar", "May", "Jul", "Sep", "Nov"] * 2


def test_columns_whose_counts_have_no_short_form_in_the_locale_are_labelled_in_turn_too() -> None:
    said = Transcript(year(20_000, locale="de")).said

    assert [text for text in said if text in MONTHS] == ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]


def test_the_largest_leak_and_only_it_is_drawn_in_the_accent_colour() -> None:
    accent = (243, 167, 107)
    with_leak, without = (
        Image.open(BytesIO(draw(chart))).convert("RGB").getcolors(10**6)
        for chart in (year(), replace(year(), leak=None))
    )

    assert accent in {color for _, color in with_leak or []}
    assert accent not in {color for _, color in without or []}


def test_bars_narrow_to_scale() -> None:
    widths = [box.width for box in Transcript(year()).boxes if box.height == pytest.approx(BAR)]

    assert [width / widths[0] for width in widths] == pytest.approx([1, 480 / 720, 336 / 720, 192 / 720, 48 / 720])


def test_rates_keep_away_from_what_they_are_called() -> None:
    drawn = Transcript(year(period="2006-12 to 2026-11"))
    name = drawn.find("Rate, %")
    rates = [line for line in drawn.lines if line.top == name.top and line is not name]

    assert rates[0].left - name.right > 3
