"""Periods as typed on Wednesday 25 November 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PeriodNotUnderstood
from bot.periods import FinancialYear, Period, PeriodBackwards, describe, months, named_periods, parse_period, previous

TODAY = date(2026, 11, 25)


def days(start: str, end: str) -> tuple[date, date]:
    return date.fromisoformat(start), date.fromisoformat(end)


TYPED = {
    "today": days("2026-11-25", "2026-11-25"),
    "yesterday": days("2026-11-24", "2026-11-24"),
    "this week": days("2026-11-23", "2026-11-29"),
    "last week": days("2026-11-16", "2026-11-22"),
    "this month": days("2026-11-01", "2026-11-30"),
    "last month": days("2026-10-01", "2026-10-31"),
    "this quarter": days("2026-10-01", "2026-12-31"),
    "last quarter": days("2026-07-01", "2026-09-30"),
    "this year": days("2026-01-01", "2026-12-31"),
    "last year": days("2025-01-01", "2025-12-31"),
    "last 90 days": days("2026-08-28", "2026-11-25"),
    "the last 2 weeks": days("2026-11-16", "2026-11-29"),
    "last 12 months": days("2025-12-01", "2026-11-30"),
    "past 1 month": days("2026-11-01", "2026-11-30"),
    "last 2 quarters": days("2026-07-01", "2026-12-31"),
    "last 3 years": days("2024-01-01", "2026-12-31"),
    "2025": days("2025-01-01", "2025-12-31"),
    "2025-10": days("2025-10-01", "2025-10-31"),
    "2024/2": days("2024-02-01", "2024-02-29"),
    "oct 2025": days("2025-10-01", "2025-10-31"),
    "2025 October": days("2025-10-01", "2025-10-31"),
    "sept 2025": days("2025-09-01", "2025-09-30"),
    "november": days("2026-11-01", "2026-11-30"),
    "december": days("2025-12-01", "2025-12-31"),
    "2025-q3": days("2025-07-01", "2025-09-30"),
    "Q3 2025": days("2025-07-01", "2025-09-30"),
    "2025q3": days("2025-07-01", "2025-09-30"),
    "q4": days("2026-10-01", "2026-12-31"),
    "2025-11-25": days("2025-11-25", "2025-11-25"),
    "from 2026-01-05 to 2026-02-03": days("2026-01-05", "2026-02-03"),
    "from 2026-01 to 2026-06": days("2026-01-01", "2026-06-30"),
    "2016-10 to 2017-12": days("2016-10-01", "2017-12-31"),
    "between may 2025 and 2025-q3": days("2025-05-01", "2025-09-30"),
    "2025 – today": days("2025-01-01", "2026-11-25"),
    "dec 2025..nov 2026": days("2025-12-01", "2026-11-30"),
    "2025-01-01 - 2025-01-07": days("2025-01-01", "2025-01-07"),
    "since october": days("2026-10-01", "2026-11-25"),
    "25 nov": days("2026-11-25", "2026-11-25"),
    "26 nov": days("2025-11-26", "2025-11-26"),
    "5 march 2026": days("2026-03-05", "2026-03-05"),
    "25/10/2026": days("2026-10-25", "2026-10-25"),
    "fri": days("2026-11-20", "2026-11-20"),
    "2 days ago": days("2026-11-23", "2026-11-23"),
    "1 jan - 31 mar": days("2026-01-01", "2026-03-31"),
    "1 dec to 31 jan": days("2025-12-01", "2026-01-31"),
    "1 nov - 30 nov": days("2026-11-01", "2026-11-30"),
    "from 25 oct to 28 nov": days("2026-10-25", "2026-11-28"),
    "oct - dec": days("2026-10-01", "2026-12-31"),
    "q4 to q2": days("2026-10-01", "2027-06-30"),
    "since 1 nov": days("2026-11-01", "2026-11-25"),
    "past month": days("2026-10-01", "2026-10-31"),
    "the past week": days("2026-11-16", "2026-11-22"),
    "next month": days("2026-12-01", "2026-12-31"),
    "next week": days("2026-11-30", "2026-12-06"),
    "90 days": days("2026-08-28", "2026-11-25"),
    "12 months": days("2025-12-01", "2026-11-30"),
    "ytd": days("2026-01-01", "2026-12-31"),
    "  Last   12  MONTHS ": days("2025-12-01", "2026-11-30"),
}


@pytest.mark.parametrize("text", TYPED)
def test_a_period_is_read_as_people_write_it(text: str) -> None:
    period = parse_period(text, today=TODAY)
    assert (period.start, period.end) == TYPED[text]


@pytest.mark.parametrize("text", ["all time", "All", *TYPED])
def test_a_periods_label_is_read_as_the_same_period(text: str) -> None:
    period = parse_period(text, today=TODAY)
    assert parse_period(period.label, today=TODAY) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "last 0 days",
        "last days",
        "2025-13",
        "2025-q5",
        "2025-02-30",
        "0000",
        "1899",
        "ma 2025",
        "octopus 2025",
        "last 9999 years",
        "from 2025 to",
        "from 2025 to soon",
        "from all time to today",
        "to",
        "{text}",
        "two weeks",
        "90d",
        "in 3 days",
        "32 nov",
    ],
)
def test_what_is_no_period_is_said_with_examples(text: str) -> None:
    with pytest.raises(PeriodNotUnderstood) as caught:
        parse_period(text, today=TODAY)
    assert str(caught.value).startswith(f"I can't read “{text}” as a period. Try this month")


def test_a_period_that_ends_before_it_starts_is_said() -> None:
    with pytest.raises(PeriodBackwards) as caught:
        parse_period("from 2026-06 to 2026-01", today=TODAY)
    assert str(caught.value) == ("A period can't end before it starts: 1 Jun 2026 comes after 31 Jan 2026.")


@pytest.mark.parametrize("text", ["today - yesterday", "this month to last month", "25 nov to 3 days ago"])
def test_what_names_its_own_days_ends_before_it_starts_all_the_same(text: str) -> None:
    with pytest.raises(PeriodBackwards):
        parse_period(text, today=TODAY)


@pytest.mark.parametrize("text", ["FY26", "fy 2025-26", "last financial year", "from fy25 to fy26"])
def test_of_a_financial_year_it_is_said_that_nobody_knows_when_it_begins(text: str) -> None:
    with pytest.raises(FinancialYear) as caught:
        parse_period(text, today=TODAY)
    assert str(caught.value) == (
        "I don't know when your financial year begins. Say its months, like from 2025-04 to 2026-03."
    )


@given(st.text(max_size=40))
def test_any_text_is_a_period_or_is_refused_in_words(text: str) -> None:
    try:
        period = parse_period(text, today=TODAY)
    except (PeriodNotUnderstood, PeriodBackwards):
        return
    assert period.start is None or period.end is None or period.start <= period.end


@pytest.mark.parametrize(
    ("text", "before", "label"),
    [
        ("today", days("2026-11-24", "2026-11-24"), "the day before"),
        ("last week", days("2026-11-09", "2026-11-15"), "the week before"),
        ("last month", days("2026-09-01", "2026-09-30"), "the month before"),
        ("2026-03", days("2026-02-01", "2026-02-28"), "the month before"),
        ("last quarter", days("2026-04-01", "2026-06-30"), "the quarter before"),
        ("from 2026-02 to 2026-04", days("2025-11-01", "2026-01-31"), "the 3 months before"),
        ("2024", days("2023-01-01", "2023-12-31"), "the year before"),
        ("2027", days("2026-01-01", "2026-12-31"), "the year before"),
        ("last 90 days", days("2026-05-30", "2026-08-27"), "the 90 days before"),
        ("last 7 days", days("2026-11-12", "2026-11-18"), "the 7 days before"),
    ],
)
def test_the_period_before_is_as_long_in_the_calendar(text: str, before: tuple[date, date], label: str) -> None:
    assert previous(parse_period(text, today=TODAY), today=TODAY) == Period(*before, label)


@pytest.mark.parametrize(
    ("text", "before", "label"),
    [
        ("this week", days("2026-11-16", "2026-11-18"), "the same days of the week before"),
        ("this month", days("2026-10-01", "2026-10-25"), "the same days of the month before"),
        ("this quarter", days("2026-07-01", "2026-08-25"), "the same days of the quarter before"),
        ("this year", days("2025-01-01", "2025-11-25"), "the same days of the year before"),
        ("last 12 months", days("2024-12-01", "2025-11-25"), "the same days of the 12 months before"),
        ("from yesterday to 2026-11-27", days("2026-11-20", "2026-11-21"), "the same days of the 4 days before"),
    ],
)
def test_while_a_period_is_running_it_is_held_against_as_many_days_of_the_one_before(
    text: str, before: tuple[date, date], label: str
) -> None:
    assert previous(parse_period(text, today=TODAY), today=TODAY) == Period(*before, label)


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 3, 30), date(2026, 2, 28)),
        (date(2024, 3, 30), date(2024, 2, 29)),
        (date(2026, 1, 1), date(2025, 12, 1)),
    ],
)
def test_the_month_before_may_have_fewer_days(today: date, end: date) -> None:
    before = previous(parse_period("this month", today=today), today=today)
    assert before is not None
    assert before.end == end


def test_nothing_comes_before_all_time() -> None:
    assert previous(parse_period("all time", today=TODAY), today=TODAY) is None


def test_the_months_of_a_period_are_all_that_it_touches() -> None:
    assert months(parse_period("from 2025-11-20 to 2026-02-03", today=TODAY)) == (202511, 202512, 202601, 202602)


def test_all_time_has_no_first_month() -> None:
    with pytest.raises(ValueError, match="no first month"):
        months(parse_period("all time", today=TODAY))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("today", "25 Nov 2026"),
        ("this week", "23 – 29 Nov 2026"),
        ("last 90 days", "28 Aug – 25 Nov 2026"),
        ("from 2025-12-30 to 2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
        ("oct 2025", "Oct 2025"),
        ("2025-q3", "Jul – Sep 2025"),
        ("last 12 months", "Dec 2025 – Nov 2026"),
        ("2025", "2025"),
        ("from 2024 to 2025", "Jan 2024 – Dec 2025"),
        ("all time", "All time"),
    ],
)
def test_a_title_names_the_days_without_repeating_itself(text: str, title: str) -> None:
    assert describe(parse_period(text, today=TODAY)) == title


def test_a_period_has_both_ends_or_neither() -> None:
    with pytest.raises(ValueError, match="both ends"):
        Period(date(2026, 1, 1), None, "since January")


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("acme last 90 days", [("acme", "last 90 days"), ("acme last", "last 90 days")]),
        ("acme corp 2026-q3", [("acme corp", "2026-q3")]),
        ("acme 2026-01 to 2026-06", [("acme", "2026-01 to 2026-06"), ("acme 2026-01 to", "2026-06")]),
        ("acme may", [("acme", "2026-05")]),
        ("acme 25 nov", [("acme", "2026-11-25"), ("acme 25", "2026-11")]),
        ("acme corp", []),
        ("this month", []),
        ("", []),
    ],
)
def test_a_name_may_have_a_period_behind_it(words: str, readings: list[tuple[str, str]]) -> None:
    found = [(name, period.label) for name, period in named_periods(words, today=TODAY)]

    assert found == readings
