"""The picture of trends: every course to its own scale, beside what the figure is now."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import chart_style as style
from bot.pictures import Tone, Trend
from tests.bot.pictures import KPIS, NAMES, TRENDS, trends
from tests.bot.transcript import Transcript, assert_legible

VALUES = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18)
ANY_TREND = st.builds(
    Trend,
    st.one_of(st.sampled_from(NAMES), st.text(max_size=60)),
    st.one_of(st.integers(0, 10**17).map("{:,}".format), st.just("—")),
    st.one_of(st.just(""), st.sampled_from(NAMES)),
    st.lists(VALUES, max_size=24).map(tuple),
    st.sampled_from(Tone),
    st.integers(0, 30),
)


def course(*values: float | None) -> list[list[tuple[float, float]]]:
    """The lines drawn for a course."""
    return Transcript(trends(Trend("Leads", "1", "", values))).strokes


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TREND, max_size=30))
def test_no_trends_make_texts_overlap(rows: list[Trend]) -> None:
    assert_legible(trends(*rows))


def test_the_picture_says_every_figure_its_change_and_both_months_once() -> None:
    said = Transcript(TRENDS["kpis"]).said

    assert {kpi.now for kpi in KPIS} <= set(said)
    assert "−2.1 points · target 20 %" in said
    assert [said.count(month) for month in ("Dec 2025", "Nov 2026")] == [1, 1]


def test_a_course_goes_from_its_lowest_to_its_highest_value_over_the_whole_width() -> None:
    (line,) = course(3, 1, 2, 5)
    across, heights = [x for x, _ in line], [y for _, y in line]

    assert [x - across[0] for x in across] == pytest.approx(
        [0, *(step * (across[1] - across[0]) for step in (1, 2, 3))]
    )
    assert max(heights) - min(heights) == pytest.approx(40)
    assert [(max(heights) - y) / 40 for y in heights] == pytest.approx([0.5, 0, 0.25, 1])


def test_every_course_has_its_own_scale() -> None:
    drawn = Transcript(trends(Trend("Leads", "3", "", (1, 3)), Trend("Amount", "3 M", "", (10**6, 3 * 10**6))))

    rises = [first[1] - last[1] for first, last in drawn.strokes]
    assert rises == pytest.approx([40, 40])


def test_a_month_with_nothing_there_is_a_gap() -> None:
    assert [len(line) for line in course(1, 2, None, 4, 5, 6)] == [2, 3]


@pytest.mark.parametrize("value", [0, 7])
def test_a_course_that_never_changes_is_level(value: int) -> None:
    (line,) = course(value, value, value)

    assert len({y for _, y in line}) == 1


def test_the_last_month_ends_in_a_dot_unless_there_is_nothing_there() -> None:
    there = Transcript(trends(Trend("Leads", "2", "", (1, 2))))
    gone = Transcript(trends(Trend("Leads", "—", "", (1, 2, None))))

    assert [dot[:2] for dot in there.dots] == [there.strokes[0][-1]]
    assert gone.dots == []


def test_what_is_not_final_yet_is_drawn_pale_and_ends_in_a_hollow_dot() -> None:
    drawn = Transcript(trends(Trend("Leads", "1", "", (4, 5, 1), pale=1)))

    falling, final = drawn.strokes
    assert (len(falling), len(final)) == (2, 2)
    assert falling[0] == final[-1], "they meet"
    assert [(dot[0], dot[1]) for dot in drawn.dots] == [falling[-1]] * 2
    assert [dot[2] for dot in drawn.dots] == [style.PALE_BLUES[1], style.CARD]


def test_a_course_of_which_nothing_is_final_is_pale_all_along() -> None:
    assert [len(line) for line in Transcript(trends(Trend("Leads", "1", "", (4, 5), pale=3))).strokes] == [2]


def test_a_shorter_course_ends_in_the_last_month_too() -> None:
    long, short = Transcript(trends(Trend("a", "", "", (1, 2, 3)), Trend("b", "", "", (5,)))).strokes

    assert short[0][0] == long[-1][0]


def test_a_trend_to_look_at_is_drawn_and_written_in_the_accent_colour() -> None:
    drawn = Transcript(TRENDS["kpis"])

    assert [drawn.find(text).color for text in ("17.2 %", "277")] == [style.ACCENT_INK, style.INK]
    assert drawn.dots[1][2] == style.ORANGES[2]
