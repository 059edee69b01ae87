"""Coordinates, as people copy them from a map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import BotError
from bot.places import Coordinates, CoordinatesNotUnderstood, NoSuchPoint, parse_coordinates


@pytest.mark.parametrize(
    "text", ["12.97, 77.59", "12.97,77.59", " 12.97 77.59 ", "(12.97, 77.59)", "12.97;77.59", "+12.97, +77.59"]
)
def test_two_numbers_are_latitude_and_longitude(text: str) -> None:
    assert parse_coordinates(text) == Coordinates(12.97, 77.59)


def test_south_and_west_are_negative() -> None:
    assert parse_coordinates("-33.87, -151") == Coordinates(-33.87, -151.0)


@pytest.mark.parametrize("text", ["", "12.97", "near the lake", "12.97, 77.59, 5", "1e2, 3", "१२.९७, ७७.५९"])
def test_other_text_is_not_understood(text: str) -> None:
    with pytest.raises(CoordinatesNotUnderstood):
        parse_coordinates(text)


@pytest.mark.parametrize("text", ["90.1, 0", "-91, 0", "0, 180.5", "0, -181"])
def test_a_point_outside_the_globe_is_none(text: str) -> None:
    with pytest.raises(NoSuchPoint):
        parse_coordinates(text)


@given(some.floats(-90, 90), some.floats(-180, 180))
def test_a_point_is_read_as_it_is_written(latitude: float, longitude: float) -> None:
    point = Coordinates(round(latitude, 7), round(longitude, 7))
    assert parse_coordinates(f"{point.latitude:.7f}, {point.longitude:.7f}") == point


@given(some.text(max_size=60))
def test_any_text_is_a_point_or_refused_in_one_sentence(text: str) -> None:
    try:
        assert -90 <= parse_coordinates(text).latitude <= 90
    except BotError as error:
        assert str(error)  # noqa: PT017 - a point is right as well
