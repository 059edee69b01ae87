"""What a button, a menu's option or a form carries along: the program's own words, but maybe of an older version.

Whoever pressed something that can't be read any more is told so, like somebody who mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.errors import BotError

ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)


class OutOfDate(BotError):
    """I can't tell any more what this was about. Please open it anew and try again."""


@contextmanager
def unless_out_of_date() -> Iterator[None]:
    """Raises OutOfDate where what the block reads makes no sense."""
    try:
        yield
    except (ValueError, TypeError, LookupError) as error:
        raise OutOfDate from error


def carried_text(action: dict[str, Any]) -> str:
    """A button's value, or that of the option that was chosen in a menu."""
    return str((action.get("selected_option") or action).get("value", ""))


def carried_id(action: dict[str, Any]) -> int:
    """The id of the record that a button is for."""
    return as_id(carried_text(action))


def carried_choice(action: dict[str, Any]) -> tuple[int, str]:
    """A record's id, and what was chosen for it: "12 in 3 days"."""
    record_id, _, chosen = carried_text(action).partition(" ")
    return as_id(record_id), chosen


def record_in(carried: dict[str, Any], name: str) -> int:
    """The id of the record that a form is about, by what the form's metadata calls it."""
    return as_id(str(carried.get(name, "")))


def known_record_in(carried: dict[str, Any], name: str) -> int | None:
    """None for a form that makes a new record."""
    return None if carried.get(name) is None else record_in(carried, name)


def as_id(text: str) -> int:
    if not ID.fullmatch(text):
        raise OutOfDate
    return int(text)
