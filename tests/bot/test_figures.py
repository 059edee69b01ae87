"""How figures are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from bot.figures import Figures, rounded

ENGLISH = Figures("en")


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Fraction(10), "10 %"),
        (Fraction(214 * 100, 520), "41.2 %"),
        (Fraction("12.25"), "12.3 %"),
        (Fraction("12.249999999999999999999999999999999"), "12.2 %"),
        (Fraction("99.95"), "99.95 %"),
        (Fraction(1, 30), "0.03 %"),
        (Fraction(0), "0 %"),
        (None, "—"),
    ],
)
def test_a_rate_is_written_to_one_decimal_rounded_half_up_and_to_two_where_it_is_nearly_nothing_or_all(
    rate: Fraction | None, text: str
) -> None:
    assert ENGLISH.rate(rate) == text


@pytest.mark.parametrize(("rate", "text"), [(Fraction("12.5"), "13"), (Fraction("12.4"), "12"), (None, "—")])
def test_a_rate_in_a_narrow_place_is_a_whole_number(rate: Fraction | None, text: str) -> None:
    assert ENGLISH.bare_rate(rate, decimals=0) == text


def test_halves_go_away_from_zero_on_both_sides() -> None:
    assert (rounded(Fraction("0.25")), rounded(Fraction("-0.25"))) == (Decimal("0.3"), Decimal("-0.3"))


@pytest.mark.parametrize(("difference", "text"), [("3.14", "3.1 points"), ("-0.96", "1 point"), ("0", "0 points")])
def test_a_difference_is_written_in_points_without_sign(difference: str, text: str) -> None:
    assert ENGLISH.points(Fraction(difference)) == text


@pytest.mark.parametrize(
    ("locale", "count", "rate"),
    [("en", "1,234,567", "12.5 %"), ("en_IN", "12,34,567", "12.5 %"), ("de", "1.234.567", "12,5 %")],
)
def test_numbers_are_grouped_as_in_the_tenants_locale(locale: str, count: str, rate: str) -> None:
    assert (Figures(locale).count(1_234_567), Figures(locale).rate(Fraction("12.5"))) == (count, rate)


@pytest.mark.parametrize(("count", "text"), [(999, "999"), (1_240, "1.2K"), (3_000_000, "3M")])
def test_a_count_in_a_narrow_place_is_short(count: int, text: str) -> None:
    assert ENGLISH.short_count(count) == text


@pytest.mark.parametrize(
    ("locale", "counts", "texts"),
    [
        ("en_IN", (9_90_00_000, 8_00_00_000, 45_50_000, 0), ["9.9Cr", "8.0Cr", "46L", "0"]),
        ("en_IN", (10_10_00_000, 9_90_00_000, 8_00_00_000), ["10Cr", "10Cr", "8Cr"]),
        ("en", (1_400_000, 2_000_000, 900_000), ["1.4M", "2.0M", "900K"]),
        ("de", (4_000_000, 12_340), ["4 Mio.", "12.340"]),
        ("en", (12, 0), ["12", "0"]),
        ("en", (), []),
    ],
)
def test_counts_side_by_side_have_as_many_decimals(locale: str, counts: tuple[int, ...], texts: list[str]) -> None:
    found = Figures(locale).short_counts(counts, widest=5)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in found] == texts


def test_a_count_that_the_locale_does_not_shorten_is_grouped() -> None:
    assert Figures("de").short_count(12_340) == "12.340"


@pytest.mark.parametrize(("count", "text"), [(0, "0 leads"), (1, "1 lead"), (1_240, "1,240 leads")])
def test_a_noun_agrees_with_its_count(count: int, text: str) -> None:
    assert ENGLISH.plural(count, "lead") == text
