"""How figures are held against a target and against the period before."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.cells import BLANK
from bot.comparisons import (
    against_target,
    amounts_against,
    counts_against,
    reaches_target,
    signed_change,
    signed_decimal,
    signed_percent,
    signed_points,
)
from bot.figures import Figures

SHOW = Figures("en")


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ("20", "on the target of 20 %"),
        ("19.96", "on the target of 20 %"),
        ("40", "twice the target of 20 %"),
        ("60", "three times the target of 20 %"),
        ("10", "half the target of 20 %"),
        ("25", "5 points above the target of 20 %"),
        ("18.9", "1.1 points below the target of 20 %"),
        ("0", "20 points below the target of 20 %"),
    ],
)
def test_a_rate_stands_to_the_target_as_it_is_printed(rate: str, words: str) -> None:
    assert against_target(Fraction(rate), 20, SHOW) == words


@pytest.mark.parametrize(
    ("rate", "reached"), [("20", True), ("19.96", True), ("19.9", False), ("100", True), ("0", False)]
)
def test_a_target_is_reached_by_the_rate_as_it_is_printed(rate: str, reached: bool) -> None:
    assert reaches_target(Fraction(rate), 20) is reached


def test_nothing_reaches_no_target_and_misses_none() -> None:
    assert reaches_target(None, 20) is None


def test_a_target_of_nothing_is_no_fraction_of_anything() -> None:
    assert against_target(Fraction(12), 0, SHOW) == "12 points above the target of 0 %"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (56, 50, "12 % more than in the year before"),
        (44, 50, "12 % fewer than in the year before"),
        (50, 50, "as many as in the year before"),
        (5, 4, "1 more than in the year before"),
        (0, 9, "9 fewer than in the year before"),
        (3, 0, "after none in the year before"),
        (0, 0, "as many as in the year before"),
        (100_001, 100_000, "hardly more than in the year before"),
    ],
)
def test_counts_are_compared_in_percent_unless_there_were_too_few(now: int, before: int, words: str) -> None:
    assert counts_against(now, before, "in the year before", SHOW) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (300, 200, "50 % more than 30 days ago"),
        (1, 2, "50 % less than 30 days ago"),
        (2, 2, "as much as 30 days ago"),
        (2, 0, "after nothing 30 days ago"),
        (2, -5, "more than 30 days ago"),
    ],
)
def test_amounts_are_compared_in_percent(now: int, before: int, words: str) -> None:
    assert amounts_against(now, before, "30 days ago", SHOW) == words


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(56, 50, "+12 %"), (44, 50, "−12 %"), (50, 50, "no change"), (5, 4, "+1"), (0, 3, "−3"), (3, 0, "+3")],
)
def test_a_change_of_counts_has_a_sign(now: int, before: int, change: str) -> None:
    assert signed_change(now, before, SHOW).text == change


def test_a_change_of_rates_is_in_points_and_of_nothing_is_not_said() -> None:
    assert signed_points(Fraction(25), Fraction("21.9"), SHOW).text == "+3.1 points"
    assert signed_points(Fraction(20), Fraction(21), SHOW).text == "−1 point"
    assert signed_points(Fraction(20), Fraction("20.01"), SHOW).text == "no change"
    assert signed_points(None, Fraction(21), SHOW) == BLANK


def test_a_change_of_other_figures_is_in_their_own_unit() -> None:
    assert signed_decimal(Fraction(30), Fraction("34.5"), SHOW).text == "−4.5"
    assert signed_decimal(Fraction(30), None, SHOW) == BLANK


def test_a_change_is_what_lies_between_the_figures_as_printed() -> None:
    now, before = Fraction("14.748"), Fraction("20.152")  # 14.7 and 20.2: 5.5 apart, and exactly 5.404

    assert signed_points(now, before, SHOW).text == "−5.5 points"
    assert signed_points(now, before, SHOW).value == Fraction("-5.5")
    assert signed_decimal(Fraction("25.46"), Fraction("31.44"), SHOW).text == "−5.9", "and not 6"
    assert signed_points(Fraction("20.04"), Fraction("19.96"), SHOW).text == "no change"
    assert against_target(Fraction("14.65"), 20, SHOW) == "5.3 points below the target of 20 %"


def test_an_amount_after_nothing_has_no_percentage() -> None:
    assert signed_percent(100, 0, SHOW) == BLANK
