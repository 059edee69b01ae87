"""Dates as people write them, said on Wednesday 25 November 2026 unless the test says otherwise."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import Prefer, looks_like_date, parse_date
from bot.errors import DateNotUnderstood

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)

PREFERENCES: tuple[Prefer, Prefer] = ("past", "future")
prefers = st.sampled_from(PREFERENCES)
todays = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize("prefer", PREFERENCES)
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", WEDNESDAY),
        ("Yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("tmrw", date(2026, 11, 26)),
        ("day after tomorrow", date(2026, 11, 27)),
        ("day before yesterday", date(2026, 11, 23)),
        ("in 3 days", date(2026, 11, 28)),
        ("in 3d", date(2026, 11, 28)),
        ("in a week", date(2026, 12, 2)),
        ("in two weeks", date(2026, 12, 9)),
        ("in 2w", date(2026, 12, 9)),
        ("in 1 month", date(2026, 12, 25)),
        ("3 days ago", date(2026, 11, 22)),
        ("a week ago", date(2026, 11, 18)),
        ("next week", date(2026, 12, 2)),
        ("next month", date(2026, 12, 25)),
        ("next fri", date(2026, 11, 27)),
        ("next wed", date(2026, 12, 2)),
        ("last monday", date(2026, 11, 23)),
        ("last wed", date(2026, 11, 18)),
        ("25 nov", WEDNESDAY),
        ("nov 25", WEDNESDAY),
        ("25nov", WEDNESDAY),
        ("25th of November", WEDNESDAY),
        ("wed 25 nov", WEDNESDAY),
        ("25/11", WEDNESDAY),
        ("25 nov 2026", WEDNESDAY),
        ("November 25th, 2026", WEDNESDAY),
        ("25-Nov-2026", WEDNESDAY),
        ("25/11/2026", WEDNESDAY),
        ("25.11.2026", WEDNESDAY),
        ("25/11/26", WEDNESDAY),
        ("  2026-11-25 ", WEDNESDAY),
        ("2026/11/25", WEDNESDAY),
        ("5 sept 2026", date(2026, 9, 5)),
    ],
)
def test_a_date_that_leaves_nothing_open_means_the_same_looking_back_and_ahead(
    text: str, day: date, prefer: Prefer
) -> None:
    assert parse_date(text, today=WEDNESDAY, prefer=prefer) == day


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("fri", date(2026, 11, 20), date(2026, 11, 27)),
        ("Friday", date(2026, 11, 20), date(2026, 11, 27)),
        ("thurs", date(2026, 11, 19), date(2026, 11, 26)),
        ("tues", date(2026, 11, 24), date(2026, 12, 1)),
        ("this mon", date(2026, 11, 23), date(2026, 11, 30)),
        ("this fri", date(2026, 11, 27), date(2026, 11, 27)),
        ("24 nov", date(2026, 11, 24), date(2027, 11, 24)),
        ("26 nov", date(2025, 11, 26), date(2026, 11, 26)),
        ("1/1", date(2026, 1, 1), date(2027, 1, 1)),
        ("29 feb", date(2024, 2, 29), date(2028, 2, 29)),
        ("3d", date(2026, 11, 22), date(2026, 11, 28)),
        ("2 weeks", date(2026, 11, 11), date(2026, 12, 9)),
    ],
)
def test_what_is_open_is_settled_by_looking_back_or_ahead(text: str, past: date, future: date) -> None:
    assert parse_date(text, today=WEDNESDAY, prefer="past") == past
    assert parse_date(text, today=WEDNESDAY, prefer="future") == future


def test_fri_said_on_a_friday_is_today_for_a_visit_and_a_week_on_for_a_follow_up() -> None:
    assert parse_date("fri", today=FRIDAY, prefer="past") == FRIDAY
    assert parse_date("fri", today=FRIDAY, prefer="future") == date(2026, 12, 4)
    assert parse_date("this fri", today=FRIDAY, prefer="future") == FRIDAY


@settings(deadline=None)
@given(today=todays, weekday=st.integers(0, 6))
def test_a_weekday_is_one_of_the_last_seven_days_with_today_or_of_the_next_seven(today: date, weekday: int) -> None:
    name = calendar.day_name[weekday]
    past = parse_date(name, today=today, prefer="past")
    future = parse_date(name, today=today, prefer="future")
    assert past.weekday() == future.weekday() == weekday
    assert timedelta(0) <= today - past < timedelta(days=7)
    assert timedelta(0) < future - today <= timedelta(days=7)


@settings(deadline=None)
@given(today=todays, birthday=st.dates(min_value=date(2001, 1, 1), max_value=date(2001, 12, 31)))
def test_a_day_without_a_year_is_the_nearest_one_and_today_itself_counts(today: date, birthday: date) -> None:
    text = f"{birthday.day} {calendar.month_abbr[birthday.month]}"
    years = [birthday.replace(year=today.year + offset) for offset in (-1, 0, 1)]
    assert parse_date(text, today=today, prefer="past") == max(day for day in years if day <= today)
    assert parse_date(text, today=today, prefer="future") == min(day for day in years if day >= today)


@settings(deadline=None)
@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2036, 12, 31)), prefer=prefers)
def test_the_order_of_day_and_month_is_never_swapped(day: date, prefer: Prefer) -> None:
    for day_first in (True, False):
        read = parse_date(day.isoformat(), today=WEDNESDAY, prefer=prefer, day_first=day_first)
        assert read == day
    assert parse_date(f"{day:%d/%m/%Y}", today=WEDNESDAY, prefer=prefer) == day
    assert parse_date(f"{day:%m/%d/%Y}", today=WEDNESDAY, prefer=prefer, day_first=False) == day


@pytest.mark.parametrize("prefer", PREFERENCES)
@pytest.mark.parametrize(
    "text",
    [
        *("31 feb", "31 feb 2026", "29 feb 2026", "31/4", "32 nov", "0 nov", "00/11"),
        *("2026-13-40", "2026-02-30", "11/25", "11/25/2026"),
        *("1989-12-31", "25 nov 0026", "2037-01-01", "in 999 weeks", "999 months ago"),
    ],
)
def test_days_that_do_not_exist_and_absurd_years_are_refused_not_guessed(text: str, prefer: Prefer) -> None:
    with pytest.raises(DateNotUnderstood):
        parse_date(text, today=WEDNESDAY, prefer=prefer)


@pytest.mark.parametrize("prefer", PREFERENCES)
@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "12", "3", "2026", "12m", "45 min", "4pm", "16:30", "12.5", "L-12", "9876543210"),
        *("march", "may", "nov 2026", "last week", "this week", "end of month", "now", "noon", "second"),
        *("fri?", "follow up fri", "fri at 4pm", "good earth", "monday motors", "25 nov please"),
        *("२५ nov", "tomorow", "in days", "3m"),
    ],
)
def test_a_text_that_is_no_date_is_refused(text: str, prefer: Prefer) -> None:
    assert not looks_like_date(text)
    with pytest.raises(DateNotUnderstood):
        parse_date(text, today=WEDNESDAY, prefer=prefer)


def test_a_weekday_must_be_that_of_its_date() -> None:
    assert parse_date("fri 27 nov 2026", today=WEDNESDAY, prefer="future") == FRIDAY
    with pytest.raises(DateNotUnderstood):
        parse_date("fri 28 nov 2026", today=WEDNESDAY, prefer="future")


def test_the_years_from_1990_to_ten_ahead_are_read() -> None:
    assert parse_date("1990-01-01", today=WEDNESDAY, prefer="past") == date(1990, 1, 1)
    assert parse_date("31 dec 2036", today=WEDNESDAY, prefer="future") == date(2036, 12, 31)


def test_a_day_that_does_not_exist_still_looks_like_a_date() -> None:
    assert looks_like_date("31 feb")
    assert looks_like_date("2026-13-40")


def test_the_refusal_says_what_was_typed_and_what_to_type_instead() -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_date(" {blurg} ", today=WEDNESDAY, prefer="future")
    assert str(refused.value) == "I can't read “{blurg}” as a date. Try today, fri, 25 nov or 2026-11-25."


@settings(deadline=None)
@given(text=st.text() | st.from_regex(r"[0-9a-z/., -]{0,14}", fullmatch=True), today=todays, prefer=prefers)
def test_any_text_is_a_date_or_refused(text: str, today: date, prefer: Prefer) -> None:
    try:
        read = parse_date(text, today=today, prefer=prefer)
    except DateNotUnderstood:
        return
    assert looks_like_date(text)
    assert 1990 <= read.year <= today.year + 10
