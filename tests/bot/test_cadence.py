"""When a schedule is due, whatever the clocks do: one slot for every day that it names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cadence import latest_slot, next_slot, usual_cadence
from bot.kinds import Cadence
from bot.model import Schedule
from bot.periods import parse_period

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TWO_YEARS = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(730)]
# Forward at 2:00, at 1:00, at midnight; backward at 3:00, at 2:00, at midnight; south of the equator; by half an hour.
ZONES = ["America/New_York", "Europe/London", "Africa/Cairo", "Australia/Sydney", "Australia/Lord_Howe"]
# Times that these clocks skip or repeat, and one that they leave alone.
TIMES = [time(0, 0), time(0, 30), time(1, 30), time(2, 15), time(9, 0), time(23, 30)]


def schedule(
    cadence: Cadence = Cadence.DAILY,
    *,
    at: time = time(9),
    day: int | None = None,
    zone: str = "Asia/Kolkata",
    since: datetime = LONG_AGO,
) -> Schedule:
    return Schedule(1, "funnel", "last 12 months", "T1", "C1", cadence, day, at, zone, 1, active=True, since=since)


def slots(asked: Schedule, first: date, last: date) -> list[datetime]:
    """Every slot from midnight of the first day to midnight after the last, one after the other."""
    zone = ZoneInfo(asked.time_zone)
    moment = datetime.combine(first, time(0), zone) - timedelta(microseconds=1)
    end = datetime.combine(last + timedelta(days=1), time(0), zone)
    found = []
    while (moment := next_slot(asked, moment)) < end:
        found.append(moment)
    return found


def local_days(asked: Schedule, moments: list[datetime]) -> list[date]:
    return [moment.astimezone(ZoneInfo(asked.time_zone)).date() for moment in moments]


@pytest.mark.parametrize(
    ("period", "cadence"),
    [
        ("all time", Cadence.WEEKDAYS),
        ("last 12 months", Cadence.WEEKDAYS),
        ("this month", Cadence.WEEKDAYS),
        ("yesterday", Cadence.WEEKDAYS),
        ("last week", Cadence.WEEKLY),
        ("last month", Cadence.MONTHLY),
        ("last quarter", Cadence.MONTHLY),
        ("last year", Cadence.MONTHLY),
    ],
)
def test_a_period_that_is_over_is_told_as_often_as_there_is_another(period: str, cadence: Cadence) -> None:
    today = date(2026, 11, 25)
    assert usual_cadence(parse_period(period, today=today), today=today) is cadence


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES, ids=str)
def test_daylight_saving_neither_skips_nor_doubles_a_day(zone: str, at: time) -> None:
    daily = schedule(at=at, zone=zone)

    found = slots(daily, TWO_YEARS[0], TWO_YEARS[-1])

    assert local_days(daily, found) == TWO_YEARS
    assert {moment.tzinfo for moment in found} == {UTC}


def offset(zone: str, moment: datetime) -> timedelta:
    found = moment.astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES, ids=str)
def test_a_slot_is_late_only_by_as_much_as_its_clock_goes_forward(zone: str, at: time) -> None:
    moments = slots(schedule(at=at, zone=zone), TWO_YEARS[0], TWO_YEARS[-1])

    lateness = {}
    for moment in moments:
        local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        lateness[moment] = local - datetime.combine(local.date(), at)

    late = {moment: by for moment, by in lateness.items() if by}
    assert len(late) <= 2
    for moment, by in late.items():
        assert by == offset(zone, moment) - offset(zone, moment - timedelta(hours=3)) > timedelta(0)


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08 07:30"),  # skipped: 3:30 there
        ("America/New_York", date(2026, 3, 8), time(9), "2026-03-08 13:00"),
        ("America/New_York", date(2026, 3, 7), time(9), "2026-03-07 14:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01 05:30"),  # repeated: the first one
        ("Europe/London", date(2026, 3, 29), time(1, 30), "2026-03-29 01:30"),  # skipped: 2:30 there
        ("Africa/Cairo", date(2026, 4, 24), time(0), "2026-04-23 22:00"),  # skipped: 1:00 there
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03 15:45"),  # skipped: 2:45 there
        ("Asia/Kolkata", date(2026, 11, 25), time(9), "2026-11-25 03:30"),
    ],
)
def test_a_slot_is_the_moment_that_people_there_expect(zone: str, day: date, at: time, utc: str) -> None:
    asked = schedule(at=at, zone=zone)

    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in slots(asked, day, day)] == [utc]


@pytest.mark.parametrize(
    ("cadence", "day", "named"),
    [
        (Cadence.DAILY, None, [25, 26, 27, 28, 29, 30]),
        (Cadence.WEEKDAYS, None, [25, 26, 27, 30]),
        (Cadence.WEEKLY, 0, [30]),
        (Cadence.WEEKLY, 2, [25]),
        (Cadence.WEEKLY, 6, [29]),
        (Cadence.MONTHLY, 26, [26]),
        (Cadence.MONTHLY, 30, [30]),
        (Cadence.MONTHLY, 31, [30]),
        (Cadence.MONTHLY, 1, []),
    ],
)
def test_a_cadence_names_its_days(cadence: Cadence, day: int | None, named: list[int]) -> None:
    asked = schedule(cadence, day=day)

    found = local_days(asked, slots(asked, date(2026, 11, 25), date(2026, 11, 30)))

    assert [day.day for day in found] == named


@pytest.mark.parametrize("day", [28, 29, 30, 31])
def test_a_monthly_schedule_posts_every_month_and_the_31st_means_the_last_day(day: int) -> None:
    asked = schedule(Cadence.MONTHLY, day=day)

    found = local_days(asked, slots(asked, date(2027, 1, 1), date(2028, 12, 31)))

    last_days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [slot.month for slot in found] == [*range(1, 13), *range(1, 13)]
    assert [slot.day for slot in found] == [min(day, last) for last in last_days]


cadences = st.one_of(
    st.tuples(st.sampled_from([Cadence.DAILY, Cadence.WEEKDAYS]), st.none()),
    st.tuples(st.just(Cadence.WEEKLY), st.integers(0, 6)),
    st.tuples(st.just(Cadence.MONTHLY), st.integers(1, 31)),
)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: LONG_AGO + timedelta(days=2200, minutes=minutes))


@given(cadences, st.sampled_from(TIMES), st.sampled_from(ZONES), moments)
@example((Cadence.MONTHLY, 31), time(23, 30), "Australia/Sydney", datetime(2027, 3, 1, tzinfo=UTC))
def test_the_latest_slot_and_the_next_have_nothing_between_them(
    cadence: tuple[Cadence, int | None], at: time, zone: str, now: datetime
) -> None:
    asked = schedule(cadence[0], day=cadence[1], at=at, zone=zone)

    latest, upcoming = latest_slot(asked, now), next_slot(asked, now)

    assert latest is not None
    assert latest <= now < upcoming
    assert next_slot(asked, latest) == upcoming
    assert next_slot(asked, latest - timedelta(microseconds=1)) == latest
    assert latest_slot(asked, upcoming) == upcoming


def test_a_slot_is_due_at_its_very_moment() -> None:
    due = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)

    assert latest_slot(schedule(), due) == due
    assert latest_slot(schedule(), due - timedelta(microseconds=1)) == due - timedelta(days=1)
    assert next_slot(schedule(), due) == due + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "latest"),
    [
        ("2026-11-25 03:29", "2026-11-25 03:30"),
        ("2026-11-25 03:30", None),
        ("2026-11-25 05:00", None),
        ("2026-11-20 00:00", "2026-11-25 03:30"),
    ],
)
def test_slots_before_a_schedule_was_made_or_resumed_are_none_of_its_own(since: str, latest: str | None) -> None:
    asked = schedule(since=datetime.fromisoformat(since).replace(tzinfo=UTC))

    found = latest_slot(asked, datetime(2026, 11, 25, 6, 30, tzinfo=UTC))

    assert (found and f"{found:%Y-%m-%d %H:%M}") == latest
