"""The funnel's picture: where things stand on the sheet, and that the same chart is always the same bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.chart_funnel import BAR, draw_funnel
from bot.chart_lettering import balanced, printable, text_width, wrapped
from bot.chart_sheet import SHIFT, Align, Sheet
from bot.charts import draw
from bot.funnel import FunnelRow, funnel
from bot.periods import months, parse_period
from bot.report import FunnelChart
from tests.bot.funnels import TODAY, report

MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
EVERYONE = "campaign Q4 2025 Email Blast to everybody who ever asked for a quote, a visit or a brochure in Whitefield"


def chart_of(
    rows: list[FunnelRow], *, period: str = "last 12 months", filters_label: str = "", locale: str = "en"
) -> FunnelChart:
    found = report(rows, period=period, filters_label=filters_label, locale=locale, undated=500)
    assert found.chart is not None
    return found.chart


def year(size: int = 1, *, period: str = "last 12 months", filters_label: str = "", locale: str = "en") -> FunnelChart:
    """Every month of the period alike: of 60 leads 20 stop as new, 12 in each next stage, and 4 convert."""
    every = months(parse_period(period, today=TODAY))
    shares = enumerate((20, 12, 12, 12, 4))
    rows = [(month, stage, stage in (0, 2), count * size) for stage, count in shares for month in every]
    return chart_of(rows, period=period, filters_label=filters_label, locale=locale)


CHARTS = {
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


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: int

    def overlaps(self, other: Line) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Transcript(Sheet):
    """A sheet that notes where each line of text stands, and how wide the bars are."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.bars: list[float] = []

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        if height == BAR:
            self.bars.append(width)
        super().box(x, y, width, height, color)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 20,
        color: str = "black",
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        width = text_width(text, size=size, bold=bold)
        left = x - SHIFT[align] * width
        if text:
            self.lines.append(Line(text, left, left + width, top=y - 0.75 * size, bottom=y + 0.24 * size, size=size))
        super().text(x, y, text, size=size, color=color, bold=bold, align=align)


def transcript(chart: FunnelChart) -> tuple[list[Line], float]:
    sheet = Transcript()
    return sheet.lines, draw_funnel(sheet, chart)


def assert_legible(chart: FunnelChart) -> None:
    lines, height = transcript(chart)
    assert [(one.text, two.text) for one, two in combinations(lines, 2) if one.overlaps(two)] == []
    assert [line for line in lines if line.left < 10 or line.right > 790 or line.top < 0 or line.bottom > height] == []
    assert min(line.size for line in lines) >= 18


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_overlaps_another_leaves_the_card_or_is_too_small_for_a_phone(name: str) -> None:
    assert_legible(CHARTS[name])


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
    lines, _ = transcript(year(filters_label="owner Asha Rao"))
    said = [line.text for line in lines]
    assert (
        " ".join(said[:2]) == "240 of 720 new leads went no further Lead funnel · Dec 2025 – Nov 2026 · owner Asha Rao"
    )
    for text in ("720", "480", "66.7 %", "−240 · 33.3 %", "48", "6.7 %", "New leads by month", "Dec", "2025", "6.7"):
        assert text in said
    assert "As of 25 Nov 2026." in " ".join(said)
    assert "Left out: 500 leads without a created date." in " ".join(said)


def test_the_longest_definitions_leave_room_for_the_date() -> None:
    rows: list[FunnelRow] = [(202611, 0, False, 123_456), (202608, 0, True, 123_456)]
    lines, _ = transcript(chart_of(rows, period="from 2023-02-15 to 2026-11-10"))
    notes = " ".join(line.text for line in lines[-6:])
    assert "Pale: quarters" in notes
    assert notes.endswith("Left out: 500 leads without a created date. As of 25 Nov 2026.")


def test_columns_too_narrow_for_every_label_are_labelled_in_turn_and_at_the_end() -> None:
    lines, _ = transcript(year(period="last 24 months"))
    names = [line.text for line in lines if line.text in MONTHS]
    assert names == ["Jan", "Mar", "May", "Jul", "Sep", "Nov"] * 2


def test_columns_whose_counts_have_no_short_form_in_the_locale_are_labelled_in_turn_too() -> None:
    lines, _ = transcript(year(20_000, locale="de"))
    names = [line.text for line in lines if line.text in MONTHS]
    assert names == ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]


def picture(chart: FunnelChart, *, width: int = 800) -> Image.Image:
    return Image.open(BytesIO(draw(chart, width=width)))


@pytest.mark.parametrize("width", [400, 800, 1_600])
def test_the_picture_has_the_width_that_was_asked_for(width: int) -> None:
    drawn = picture(CHARTS["a year"], width=width)
    assert drawn.format == "PNG"
    assert drawn.width == width
    assert drawn.height == pytest.approx(width * 1.15, rel=0.1)


def test_the_card_brings_its_own_background_for_dark_mode() -> None:
    drawn = picture(CHARTS["a year"]).convert("RGBA")
    assert drawn.getchannel("A").getextrema() == (255, 255)
    assert drawn.getpixel((2, 2)) == (251, 250, 247, 255)


def test_the_largest_leak_and_only_it_is_drawn_in_the_accent_colour() -> None:
    accent = (243, 167, 107)
    with_leak, without = (
        picture(chart).convert("RGB").getcolors(10**6) for chart in (year(), replace(year(), leak=None))
    )
    assert accent in {color for _, color in with_leak or []}
    assert accent not in {color for _, color in without or []}


def test_bars_narrow_to_scale() -> None:
    sheet = Transcript()
    draw_funnel(sheet, CHARTS["a year"])
    assert [width / sheet.bars[0] for width in sheet.bars] == pytest.approx(
        [1, 480 / 720, 336 / 720, 192 / 720, 48 / 720]
    )


def test_the_same_chart_is_the_same_bytes_also_in_four_threads_at_once() -> None:
    charts = [CHARTS["a year"], CHARTS["24 months"], CHARTS["one lead"], CHARTS["a long filter"]]
    alone = [draw(chart) for chart in charts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(draw, charts * 3))
    assert together == alone * 3


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Asha Rao", "Asha Rao"),
        ("Zoë Šťastná – Ωμέγα", "Zoë Šťastná – Ωμέγα"),
        ("e\u0301", "é"),
        ("田中 🚀", "?? ?"),
        ("שלום", "????"),
        ("$x^2$", "$x^2$"),
        ("\x00", "?"),
    ],
)
def test_a_character_that_the_font_cannot_draw_becomes_a_question_mark(typed: str, drawn: str) -> None:
    assert printable(typed) == drawn


@pytest.mark.parametrize(
    ("text", "lines", "result"),
    [
        ("", 2, []),
        ("short", 2, ["short"]),
        ("two\nlines  of text", 2, ["two lines", "of text"]),
        ("three lines of text here", 2, ["three", "lines o…"]),
        ("Donaudampfschifffahrt", 3, ["Donaud", "ampfsch", "ifffahrt"]),
    ],
)
def test_text_is_broken_at_spaces_and_cut_with_an_ellipsis(text: str, lines: int, result: list[str]) -> None:
    assert wrapped(text, width=90, lines=lines, size=20) == result


def test_a_title_is_broken_into_lines_of_about_the_same_length() -> None:
    title = "39.9 % of contacted leads went no further"
    assert wrapped(title, width=728, lines=3, size=34, bold=True) == ["39.9 % of contacted leads went no", "further"]
    assert balanced(title, width=728, lines=3, size=34, bold=True) == ["39.9 % of contacted", "leads went no further"]
