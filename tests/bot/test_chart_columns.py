"""The picture of columns over time: heights to scale, figures where they have room, names in turn."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import chart_style as style
from bot.pictures import Column, ColumnsChart, Part, Tone
from tests.bot.pictures import COLUMNS, COUNTS, MONTHS, NAMES, columns
from tests.bot.transcript import Transcript, assert_legible

BLUE = style.BLUES[3]
TEXTS = st.one_of(st.integers(0, 10**12).map("{:,}".format), st.sampled_from(["", "—", "₹92.4L"]))
PARTS = st.lists(st.builds(Part, st.integers(0, 10**15), st.sampled_from(Tone)), max_size=6).map(tuple)
ANY_COLUMN = st.builds(
    Column, st.one_of(st.sampled_from(MONTHS), st.sampled_from(NAMES), st.text(max_size=20)), PARTS, TEXTS
)


def heights(chart: ColumnsChart, color: str = BLUE) -> list[float]:
    return [box.height for box in Transcript(chart).boxes_in(color) if box.height > 2]


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_COLUMN, max_size=60), st.lists(st.sampled_from(NAMES), max_size=5))
def test_no_columns_make_texts_overlap(shown: list[Column], part_names: list[str]) -> None:
    assert_legible(ColumnsChart("Title", "Subtitle", tuple(shown), "Notes", tuple(part_names)))


def test_the_picture_says_the_finding_the_figures_the_months_and_each_year_once() -> None:
    said = Transcript(columns()).said

    assert " ".join(said[:2]) == "October was the best month yet: 18 bookings"
    assert {str(count) for count in COUNTS} <= set(said)
    assert [text for text in said if text.startswith("202")] == ["2025", "2026"]
    assert [text for text in said if text in {month[:3] for month in MONTHS}] == [month[:3] for month in MONTHS]


def test_columns_have_heights_to_one_scale() -> None:
    assert [height / heights(columns())[0] for height in heights(columns())] == pytest.approx(
        [count / COUNTS[0] for count in COUNTS]
    )


def test_pieces_stand_on_each_other() -> None:
    drawn = Transcript(COLUMNS["bookings"])
    booked = next(box for box in drawn.boxes_in(BLUE) if box.height > 20)
    cancelled = next(box for box in drawn.boxes_in(style.ORANGES[2]) if box.width > 20)

    assert cancelled.left == booked.left
    assert cancelled.bottom < booked.top


@pytest.mark.parametrize("name", COLUMNS)
def test_no_figure_lies_on_a_column(name: str) -> None:
    drawn = Transcript(COLUMNS[name])
    baseline = max((box.top for box in drawn.boxes_in(style.RULE)), default=0)
    figures = [replace(line, bottom=line.bottom - 5) for line in drawn.lines if 150 < line.bottom < baseline]

    assert [line.text for line, box in product(figures, drawn.boxes) if line.overlaps(box)] == []


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in ("zeros", "no columns")])
def test_the_highest_column_always_has_its_figure(name: str) -> None:
    chart = COLUMNS[name]
    highest = max(chart.columns, key=lambda column: sum(part.length for part in column.parts))

    assert highest.figure in Transcript(chart).said


def test_figures_too_wide_for_every_column_stand_on_those_that_no_neighbour_overtops() -> None:
    said = Transcript(COLUMNS["amounts"]).said

    assert [text for text in said if text.startswith("₹")] == [
        "₹415.8L",
        "₹92.4L",
        "₹323.4L",
        "₹254.1L",
        "₹277.2L",
        "₹207.9L",
    ]


def test_names_too_wide_for_every_column_are_written_in_turn_and_at_the_end() -> None:
    said = Transcript(COLUMNS["60 months"]).said

    assert [text for text in said if text in {month[:3] for month in MONTHS}] == ["May", "Nov"] * 5
    assert [text for text in said if text.startswith("202")] == ["2022", "2023", "2024", "2025", "2026"]


def test_a_column_that_is_not_final_has_a_quiet_figure() -> None:
    pale = ColumnsChart("", "", (Column("Oct", (Part(2),), "2"), Column("Nov", (Part(1, Tone.PALE),), "1")), "")

    assert [Transcript(pale).find(text).color for text in ("2", "1")] == [style.INK, style.QUIET]


def test_a_year_without_anything_takes_little_room() -> None:
    assert Transcript(COLUMNS["zeros"]).height < Transcript(columns()).height - 200
    assert Transcript(COLUMNS["zeros"]).said.count("0") == 12
