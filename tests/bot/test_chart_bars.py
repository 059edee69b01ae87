"""The bar chart's picture: lengths to scale, and every figure beside its own bar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot import chart_style as style
from bot.chart_pieces import piece_colors
from bot.pictures import Bar, BarsChart, Part, Tone
from tests.bot.pictures import AGEING, BARS, CAMPAIGNS, CUT, LONG, MARKED, NAMES, SOURCES, bars
from tests.bot.transcript import Box, Transcript, assert_legible

DARK, LIGHT, ALONE = style.BLUES[4], style.BLUES[0], style.BLUES[3]

FIGURES = st.one_of(st.integers(0, 10**17).map("{:,}".format), st.just("—"), st.just(""))
LOSS = st.builds(Part, st.integers(-(10**15), -1), st.sampled_from(Tone)).map(lambda part: (part,))
PARTS = LOSS | st.lists(st.builds(Part, st.integers(0, 10**15), st.sampled_from(Tone)), max_size=6).map(tuple)
ANY_BARS = st.builds(
    Bar,
    st.one_of(st.sampled_from(NAMES), st.text(max_size=60)),
    PARTS,
    FIGURES,
    beside=st.sampled_from(["", "12.5 %", "11,98,800 of 47,95,200"]),
    is_cut=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ANY_BARS, max_size=60),
    st.lists(st.sampled_from(NAMES), max_size=5),
    st.sampled_from(["", "Rate", "Cost per conversion", LONG]),
    st.none() | st.tuples(st.integers(0, 10**15), st.sampled_from(["target", *NAMES])),
)
def test_no_bars_make_texts_overlap(
    lines: list[Bar], part_names: list[str], beside_name: str, mark: tuple[int, str] | None
) -> None:
    assert_legible(
        BarsChart("Title", "Subtitle", tuple(lines), "Notes", tuple(part_names), beside_name=beside_name, mark=mark)
    )


def pieces(chart: BarsChart, *colors: str) -> list[Box]:
    return [box for box in Transcript(chart).boxes_in(*colors) if box.height > 20]


def test_the_picture_says_the_finding_every_name_every_figure_and_the_definitions() -> None:
    said = " ".join(Transcript(SOURCES).said)

    assert said.startswith("Referrals convert 31.6 % of their leads, twice as many as Google Ads Leads by source")
    for text in ("converted", "not converted", "rate Conversion Referral 98 31.6 %", "Hoardings 40 2.5 %"):
        assert text in said
    assert said.endswith("A lead converts when it books. As of 25 Nov 2026.")


def test_bars_have_lengths_to_one_scale() -> None:
    widths = [box.width for box in pieces(bars([("a", (200,), "", ""), ("b", (100,), "", "")]), ALONE)]

    assert widths[0] == pytest.approx(2 * widths[1], abs=1.5)


def test_a_loss_goes_as_far_to_the_left_of_zero_as_it_is_long_with_its_figure_to_the_right() -> None:
    drawn = Transcript(CAMPAIGNS)
    gain, *_, loss = [box for box in drawn.boxes_in(ALONE) if box.height > 20]
    (zero,) = [box for box in drawn.boxes_in(style.RULE) if box.height > 100]

    assert (loss.right, gain.left) == pytest.approx((zero.left, zero.right))
    assert gain.width == pytest.approx(loss.width * 4.024)
    assert drawn.find("−100 %").left - zero.right == pytest.approx(10)
    assert loss.left > drawn.find("Radio spots").right


def test_a_bar_that_is_cut_has_a_break_through_its_whole_height() -> None:
    whole, cut = Transcript(CAMPAIGNS), Transcript(CUT)
    slanting = [path for path in cut.ink if is_slanting(np.asarray(path.vertices))]
    slits = [path.get_extents() for path in slanting]
    gain = next(box for box in cut.boxes_in(ALONE) if box.height > 20)

    assert [(slit.y0, slit.y1) for slit in slits] == [(gain.top, gain.bottom)] * 2
    assert all(gain.left < slit.x0 < slit.x1 < gain.right for slit in slits)
    assert len(cut.ink) == len(whole.ink) + 2


def is_slanting(corners: NDArray[Any]) -> bool:
    """Whether it has four corners, and its first is not above its last."""
    return len(corners) == 4 and corners[0][0] != corners[3][0]


def test_pieces_follow_each_other_with_a_slit_between_them() -> None:
    first, second = pieces(bars([("a", (200, 100), "300", "")]), DARK, LIGHT)

    assert first.width == pytest.approx(2 * (second.width + 1.5))
    assert second.left - first.right == pytest.approx(1.5)


def test_every_figure_stands_at_the_end_of_its_bar() -> None:
    drawn = Transcript(SOURCES)
    ends = [box.right for box in drawn.boxes_in(LIGHT) if box.height > 20]
    figures = [drawn.find(bar.figure) for bar in SOURCES.bars]

    assert [figure.left - end for figure, end in zip(figures, ends, strict=True)] == pytest.approx([10] * 6, abs=2)


def test_zero_has_a_figure_and_no_bar() -> None:
    assert pieces(BARS["zeros"], DARK, LIGHT) == []
    assert Transcript(BARS["zeros"]).said.count("0") == 3


def test_the_smallest_bar_can_be_seen() -> None:
    assert min(box.width for box in pieces(BARS["huge values"], ALONE)) >= 2


def test_a_long_name_takes_two_lines_and_ends_in_an_ellipsis_and_among_many_bars_one() -> None:
    alone, among_many = (Transcript(bars([(LONG, (1,), "1", "")] * count)).said[3:5] for count in (1, 13))

    assert alone == ["Q4 2025 Email Blast to", "everybody who ever…"]
    assert among_many == ["Q4 2025 Email Blast to eve…", "1"]


@pytest.mark.parametrize(
    ("tones", "colors"),
    [
        ([Tone.PLAIN], [ALONE]),
        ([Tone.PLAIN, Tone.PLAIN], [DARK, LIGHT]),
        ([Tone.ACCENT, Tone.ACCENT], [style.ORANGES[4], style.ORANGES[0]]),
        ([Tone.PLAIN, Tone.ACCENT, Tone.PALE], [ALONE, style.ORANGES[2], "#bdd2e2"]),
        ([Tone.PLAIN] * 3 + [Tone.ACCENT], [*style.BLUES[:2], style.BLUES[3], style.ORANGES[4]]),
        ([Tone.PLAIN] * 7, [*style.BLUES, DARK, DARK]),
    ],
)
def test_pieces_of_one_tone_get_shades_of_one_colour(tones: list[Tone], colors: list[str]) -> None:
    assert piece_colors(tones) == colors


def test_the_key_names_the_pieces_once_in_their_colours() -> None:
    drawn = Transcript(AGEING)
    swatches = [box for box in drawn.boxes if box.width == box.height == 14]

    assert [drawn.said.count(name) for name in AGEING.part_names] == [1] * 5
    assert [box.color for box in swatches] == [*style.BLUES[:2], *style.ORANGES[2:]]
    assert [drawn.find(name).left - box.right for name, box in zip(AGEING.part_names, swatches, strict=True)] == [
        pytest.approx(8)
    ] * 5


def test_whole_bars_and_their_figures_stand_out_in_the_accent_colour() -> None:
    plain, accent = bars([("a", (1,), "1", "9 %")]), bars([("a", (1,), "1", "9 %")], tones=(Tone.ACCENT,))

    assert [Transcript(plain).find(text).color for text in ("1", "9 %")] == [style.INK, style.QUIET]
    assert [Transcript(accent).find(text).color for text in ("1", "9 %")] == [style.ACCENT_INK] * 2
    assert len(pieces(accent, style.ORANGES[2])) == 1


def test_the_mark_is_a_line_at_its_length_with_its_name_above_it() -> None:
    drawn = Transcript(MARKED)
    line = drawn.boxes_in(style.INK)[0]
    bar = next(box for box in drawn.boxes_in(style.ORANGES[2]))
    name = drawn.find("expected 200 %")

    assert (line.left + line.right) / 2 - bar.left == pytest.approx(bar.width * 200 / 412)
    assert name.left < line.left < name.right
    assert name.bottom <= line.top


def test_the_mark_runs_through_no_figure() -> None:
    drawn = Transcript(MARKED)
    line, figure = drawn.boxes_in(style.INK)[0], drawn.find("145 %")
    behind = [box for box in drawn.boxes_in(style.CARD) if box.left <= figure.left and figure.right <= box.right]

    assert figure.left < line.left < figure.right
    assert drawn.boxes.index(behind[-1]) > drawn.boxes.index(line)


@pytest.mark.parametrize("length", range(30, 46))
def test_the_mark_keeps_clear_of_the_figures(length: int) -> None:
    """Where it comes near one it is broken as high as the line, so that no stump of it is left below the last."""
    drawn = Transcript(bars([("b", (50,), "50 %", ""), ("a", (length,), "7.7 %", "")], mark=(40, "target")))
    line, figure = drawn.boxes_in(style.INK)[0], drawn.find("7.7 %")
    over = [box for box in drawn.boxes_in(style.CARD)[1:] if box.left <= line.left and line.right <= box.right]

    is_far = line.right + 6 < figure.left or figure.right + 6 < line.left
    assert is_far or any(box.top <= figure.top - 5 and line.bottom <= box.bottom for box in over)


def test_a_chart_without_bars_still_says_its_title_and_notes() -> None:
    said = Transcript(replace(SOURCES, bars=(), title="Nothing yet")).said

    assert said == ["Nothing yet", SOURCES.subtitle, SOURCES.notes]
