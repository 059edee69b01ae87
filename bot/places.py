"""A point on the map, as people copy it from one: 12.97, 77.59."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bot.errors import BotError

_NUMBER: Final = r"([+-]?\d{1,3}(?:\.\d{1,12})?)"
_POINT: Final = re.compile(rf"{_NUMBER}\s*[,;\s]\s*{_NUMBER}", re.ASCII)


class CoordinatesNotUnderstood(BotError):
    """I can't read “{text}” as coordinates. Write latitude and longitude, as in 12.97, 77.59."""


class NoSuchPoint(BotError):
    """There is no such point: latitude goes from -90 to 90, longitude from -180 to 180, as in 12.97, 77.59."""


class Coordinates(NamedTuple):
    """In degrees (WGS 84)."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"


def parse_coordinates(text: str) -> Coordinates:
    """Raises CoordinatesNotUnderstood or NoSuchPoint."""
    found = _POINT.fullmatch(text.strip().strip("()"))
    if not found:
        raise CoordinatesNotUnderstood(text=text)
    point = Coordinates(float(found[1]), float(found[2]))
    if abs(point.latitude) > 90 or abs(point.longitude) > 180:
        raise NoSuchPoint
    return point
