"""The guide's formulas."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from bot.kpi import (
    booking_rate,
    collection_rate,
    conversion_rate,
    days_to_conversion,
    engagement_frequency,
    lead_quality,
    lifetime_value,
    outstanding_receivables,
    return_on_investment,
)


@pytest.mark.parametrize(
    ("converted", "total", "rate"),
    [
        (25, 100, Fraction(25)),
        (8, 20, Fraction(40)),
        (4, 80, Fraction(5)),
        (1, 3, Fraction(100, 3)),
        (0, 7, Fraction(0)),
    ],
    ids=["Google Ads", "Referral", "Direct", "a third", "none"],
)
def test_conversion_rate_is_converted_of_all_leads_exactly(converted: int, total: int, rate: Fraction) -> None:
    assert conversion_rate(converted, total) == rate


def test_lead_quality_is_qualified_of_all_leads() -> None:
    assert lead_quality(30, 50) == 60


LAKH = 100_000_00
FORMULAS = (
    conversion_rate,
    lead_quality,
    lifetime_value,
    collection_rate,
    booking_rate,
    days_to_conversion,
    engagement_frequency,
    return_on_investment,
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_figure_over_nothing_is_none_and_not_zero(formula: Callable[[int, int], Fraction | None]) -> None:
    assert formula(0, 0) is None
    assert formula(1, 0) is None


@pytest.mark.parametrize("formula", FORMULAS[:-1])
def test_a_figure_of_nothing_is_zero(formula: Callable[[int, int], Fraction | None]) -> None:
    assert formula(0, 1) == 0


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (conversion_rate(1, 1), 100),
        (lead_quality(1, 1), 100),
        (lifetime_value(7, 1), 7),
        (collection_rate(1, 1), 100),
        (booking_rate(1, 1), 100),
        (days_to_conversion(21, 1), 21),
        (engagement_frequency(5, 1), 5),
        (return_on_investment(1, 1), 0),
    ],
)
def test_one_of_one(figure: Fraction | None, expected: int) -> None:
    assert figure == expected


def test_lifetime_value_is_what_was_invoiced_by_customer() -> None:
    assert lifetime_value(10 * LAKH, 3) == Fraction(10 * LAKH, 3)


def test_of_an_invoice_of_a_lakh_sixty_thousand_paid_are_60_percent() -> None:
    assert collection_rate(60_000_00, LAKH) == 60


def test_customers_who_book_again_take_the_booking_rate_over_100() -> None:
    assert booking_rate(12, 10) == 120


def test_days_to_conversion_are_an_average() -> None:
    assert days_to_conversion(20 + 31, 2) == Fraction(51, 2)


def test_engagements_are_spread_over_the_active_leads() -> None:
    assert engagement_frequency(100, 40) == Fraction(5, 2)


@pytest.mark.parametrize(
    ("debited", "credited", "outstanding"),
    [(0, 0, 0), (1, 0, 1), (100_000, 60_000 + 10_000, 30_000), (100_000, 100_001, -1)],
)
def test_outstanding_is_debits_less_credits(debited: int, credited: int, outstanding: int) -> None:
    assert outstanding_receivables(debited, credited) == outstanding


@pytest.mark.parametrize(
    ("revenue", "roi"), [(150_000_00, Fraction(200)), (50_000_00, Fraction(0)), (0, Fraction(-100))]
)
def test_the_guides_campaign_returns_200_percent_of_its_50_thousand(revenue: int, roi: Fraction) -> None:
    assert return_on_investment(revenue, 50_000_00) == roi
