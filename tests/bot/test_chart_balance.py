"""The picture of a balance: steps over time, what stands out named beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import chart_style as style
from bot.pictures import BalanceChart, BalancePoint
from tests.bot.pictures import BALANCES, TODAY, balance
from tests.bot.transcript import Transcript, assert_legible

DAYS = st.lists(st.dates(date(1990, 1, 1), date(2060, 1, 1)), max_size=80).map(sorted)


@settings(max_examples=60, deadline=None)
@given(DAYS, st.data(), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_no_balances_make_texts_overlap(days: list[date], data: st.DataObject, until: date) -> None:
    amounts = data.draw(st.lists(st.integers(-(10**14), 10**14), min_size=len(days), max_size=len(days)))
    points = (BalancePoint(on, amount, f"{amount:,}") for on, amount in zip(days, amounts, strict=True))

    assert_legible(BalanceChart("Title", "Subtitle", tuple(points), until, "Notes"))


@pytest.mark.parametrize("days", [0, 1, 20, 40, 61, 90, 200, 400, 1_000, 5_000, 30_000])
def test_every_span_of_time_has_dates_that_do_not_overlap(days: int) -> None:
    chart = balance(100, 50, start=TODAY - timedelta(days=days), step=0)

    assert_legible(chart)
    assert any(str(year) in " ".join(Transcript(chart).said) for year in range(1940, 2027))


def test_the_balance_of_today_stands_at_the_end_of_its_line() -> None:
    drawn = Transcript(BALANCES["a year"])

    assert drawn.find("₹420,000").left == max(line.left for line in drawn.lines)
    assert drawn.said.count("₹420,000") == 1


def test_the_highest_balance_is_named_with_its_day_above_the_steps() -> None:
    drawn = Transcript(BALANCES["a year"])
    highest, now, day = (drawn.find(text) for text in ("₹1,640,000", "₹420,000", "1 Apr 2026"))

    assert highest.bottom < day.bottom < now.top


def test_a_last_balance_that_is_the_highest_is_named_once() -> None:
    drawn = Transcript(balance(100, 200, 300))

    assert [text for text in drawn.said if text.startswith("₹")] == ["₹300"]


@pytest.mark.parametrize("amount", [-200_000, 200_000])
def test_a_balance_that_never_moved_is_no_large_block(amount: int) -> None:
    never, once = Transcript(balance(amount)), Transcript(balance(amount, amount // 2))

    assert never.height < once.height - 150
    assert_legible(balance(amount))


def test_credit_lies_below_the_line_and_is_named_there() -> None:
    drawn = Transcript(BALANCES["in credit at times"])
    zero = drawn.boxes_in(style.INK)[0]

    assert drawn.find("owed").bottom < zero.top < zero.bottom < drawn.find("credit").top
    assert drawn.find("−₹350,000").top > zero.bottom
    assert drawn.find("₹300,000").bottom < zero.top


def test_without_credit_the_line_is_at_zero_and_called_so() -> None:
    said = Transcript(BALANCES["a year"]).said

    assert "0" in said
    assert "credit" not in said


def test_dates_name_months_and_each_year_once_or_both_ends_of_a_short_time() -> None:
    assert Transcript(BALANCES["a year"]).said[3:10] == ["Jan", "2026", "Mar", "May", "Jul", "Sep", "Nov"]
    assert Transcript(BALANCES["ten years"]).said[3:8] == ["2018", "2020", "2022", "2024", "2026"]
    assert Transcript(balance(5, start=date(2026, 11, 1))).said[3:5] == ["1 Nov 2026", "25 Nov 2026"]


def test_thousands_of_entries_make_no_more_shapes_than_one() -> None:
    many = balance(*range(5_000), start=date(2010, 1, 1), step=1)

    assert len(Transcript(many).boxes) < 40
    assert len(Transcript(many).ink) < 60
