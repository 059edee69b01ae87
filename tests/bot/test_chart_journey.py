"""The picture of a journey: its stops in order, with the days between them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import chart_style as style
from bot.pictures import JourneyChart, Stop, Tone
from tests.bot.pictures import JOURNEYS, NAMES, TODAY, journey
from tests.bot.transcript import Transcript, assert_legible

DATES = st.dates(date(1990, 1, 1), date(2060, 1, 1))
WORDS = st.one_of(st.just(""), st.sampled_from(NAMES), st.text(max_size=200))
STOPS = st.lists(st.builds(Stop, DATES, WORDS, WORDS, st.sampled_from(Tone)), max_size=60)


@settings(max_examples=60, deadline=None)
@given(STOPS, st.none() | DATES)
def test_no_stops_make_texts_overlap(stops: list[Stop], until: date | None) -> None:
    assert_legible(JourneyChart("Title", "Subtitle", tuple(sorted(stops, key=lambda stop: stop.on)), until, "Notes"))


def stops(*days: int) -> tuple[Stop, ...]:
    """Stops so many days after the first of January."""
    return tuple(Stop(date(2026, 1, 1) + timedelta(days=after), f"Call {after}") for after in days)


def test_every_stop_is_written_beside_its_dot_from_top_to_bottom() -> None:
    drawn = Transcript(JOURNEYS["to the booking"])
    heights = [
        drawn.find(name).bottom for name in ("New lead", "Called", "Site visit", "Qualified", "Revisit", "Booking")
    ]

    assert heights == sorted(heights)
    assert "Whitefield · positive · Asha Rao, 45 min" in drawn.said
    assert len([dot for dot in drawn.dots if dot[2] != style.CARD]) == 8


def test_the_days_between_stops_are_written_between_them() -> None:
    drawn = Transcript(journey(*stops(0, 1, 13)))

    assert drawn.find("1 Jan 2026").bottom < drawn.find("1 day").top
    assert drawn.find("1 day").bottom < drawn.find("2 Jan").top
    assert "12 days" in drawn.said


def test_stops_of_one_day_say_it_once() -> None:
    said = Transcript(journey(*stops(0, 0, 0, 5))).said

    assert [text for text in said if "Jan" in text] == ["1 Jan 2026", "6 Jan"]
    assert [text for text in said if "day" in text and "days," not in text] == ["5 days"]


def test_a_year_is_written_where_it_begins() -> None:
    said = Transcript(journey(*stops(0, 300, 400, 500))).said

    assert [text for text in said if text.endswith(("2026", "2027"))] == ["1 Jan 2026", "5 Feb 2027"]


def test_more_days_are_further_apart() -> None:
    drawn = Transcript(journey(*stops(0, 1, 21, 121)))
    heights = [y for _, y, color in drawn.dots if color != style.CARD]
    gaps = [below - above for above, below in pairwise(heights)]

    assert gaps == sorted(set(gaps))


def test_a_journey_that_goes_on_ends_today_in_dashes() -> None:
    drawn = Transcript(journey(*stops(0, 10), until=TODAY))

    assert drawn.said[-4:] == ["318 days", "25 Nov", "Today", "As of 25 Nov 2026."]
    assert len([box for box in drawn.boxes if box.width == 3]) > 3


def test_a_journey_that_ended_or_whose_last_stop_lies_ahead_has_no_today() -> None:
    assert "Today" not in Transcript(JOURNEYS["to the booking"]).said
    assert "Today" not in Transcript(JOURNEYS["a stop ahead"]).said


def test_a_stop_to_look_at_stands_out_in_the_accent_colour() -> None:
    drawn = Transcript(JOURNEYS["to the booking"])

    assert [drawn.find(name).color for name in ("Revisit", "Booking")] == [style.ACCENT_INK, style.INK]
    assert style.ORANGES[2] in {color for _, _, color in drawn.dots}
