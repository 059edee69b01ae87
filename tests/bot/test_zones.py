"""Names of time zones, real ones and others."""

from __future__ import annotations

import pytest

from bot.zones import is_zone


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Asia/Kolkata", True),
        ("UTC", True),
        ("Asia", False),
        ("Asia/Atlantis", False),
        ("", False),
        ("../etc/passwd", False),
        ("/etc/passwd", False),
        ("Asia/Kolkata\0", False),
        ("Z" * 5_000, False),
    ],
)
def test_only_the_name_of_a_zone_is_one(name: str, is_one: bool) -> None:
    assert is_zone(name) is is_one
