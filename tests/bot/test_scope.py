"""What a report is held against, and how it writes where there is little room."""

from __future__ import annotations

from datetime import date

import pytest

from tests.bot.reports import make_scope


@pytest.mark.parametrize(
    ("locale", "currency", "minor", "text"),
    [
        ("en_IN", "INR", 1_50_000_00, "₹1.5L"),
        ("en_IN", "INR", 999_00_00_000_00, "₹999Cr"),
        ("en_IN", "INR", -4_000_00, "−₹4K"),
        ("de_DE", "EUR", 138_546_27, "138.546\xa0€"),
        ("de_DE", "EUR", -9_000_00, "−9.000\xa0€"),
        ("de_DE", "EUR", 200_000_000_00, "200\xa0Mio.\xa0€"),
        ("de_DE", "EUR", 12_50, "12,5\xa0€"),
        ("ja_JP", "JPY", 12_300_000, "￥1230万"),
    ],
)
def test_amounts_are_short_and_grouped_as_in_their_locale(locale: str, currency: str, minor: int, text: str) -> None:
    assert make_scope(locale=locale, currency=currency).short_money(minor) == text


@pytest.mark.parametrize(
    ("period", "begun_on", "before"),
    [
        ("2025", None, "the year before"),
        ("2025", date(2023, 5, 9), "the year before"),
        ("2025", date(2024, 4, 1), "the year before"),
        ("2025", date(2024, 4, 2), ""),
        ("2025", date(2025, 2, 1), ""),
        ("last 12 months", date(2024, 12, 9), "the same days of the 12 months before"),
        ("all time", date(2024, 12, 9), ""),
    ],
)
def test_a_period_is_held_against_the_one_before_unless_a_quarter_of_it_has_no_records(
    period: str, begun_on: date | None, before: str
) -> None:
    assert make_scope(period, begun_on=begun_on).before == before


def test_a_report_says_why_nothing_is_compared_where_there_is_a_period_before() -> None:
    said = ["The records begin in Dec 2024, so nothing is compared."]
    begun_on = date(2024, 12, 9)

    assert list(make_scope("2025", begun_on=begun_on).caveats) == said
    assert not list(make_scope("2026", begun_on=begun_on).caveats)
    assert not list(make_scope("all time", begun_on=begun_on).caveats)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("last 12 months", "a year earlier"),
        ("2025", "a year earlier"),
        ("from 2025-04 to 2026-03", "a year earlier"),
        ("this quarter", "in the same days of the quarter before"),
        ("2026-09", "in the month before"),
        ("last 7 days", "in the 7 days before"),
    ],
)
def test_a_headline_compares_with_a_year_earlier_or_with_the_period_before(period: str, text: str) -> None:
    assert make_scope(period).in_short == text
