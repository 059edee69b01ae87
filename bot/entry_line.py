"""What is sold or paid, in one line: "acme payment 60k" is a name, a type and an amount. Looks nothing up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.kinds import EntryType
from bot.money import SCALES

_TYPES = "|".join(type_.value.replace("_", "[ _-]") for type_ in EntryType)
_AMOUNT = r"(?:[a-z]{2,3}\.? ?|[^\w\s] ?)?[-−]?\d.*"
_SOLD = re.compile(
    rf"(?P<name>.+?) (?P<amount>(?:(?:rs\.?|inr|[^\w\s]) ?)?"
    rf"(?:\d[\d.,]* ?(?:{'|'.join(SCALES)})|\d[\d.,]{{3,}}|0[0.,]*))",
    re.IGNORECASE,
)
"""A small number alone is no amount, but 0: it ends a name, like Tower 3."""
_MORE_THAN_SOLD = re.compile(rf"{_SOLD.pattern} (?P<rest>.+)", re.IGNORECASE)
_HALF = re.compile(rf"(?P<type>{_TYPES})(?: (?P<amount>.+))?|(?:[^\W\d_]+ )?{_AMOUNT}", re.IGNORECASE)
_LINE = re.compile(rf"(?:(?P<name>.+?) )?(?P<type>{_TYPES}) (?P<amount>{_AMOUNT})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """`amount` is as it was typed."""

    name: str
    type: EntryType
    amount: str


def read_buyer_line(words: str) -> tuple[str, str] | None:
    """The name and the amount, as typed, of who buys for how much: "acme 50k"; None where there is no amount."""
    line = _SOLD.fullmatch(" ".join(words.split()))
    return (line["name"], line["amount"]) if line else None


def begun_buyer_line(words: str) -> tuple[str, str, str] | None:
    """The name, the amount and what stands behind it, where that is more than such a line holds."""
    line = _MORE_THAN_SOLD.fullmatch(" ".join(words.split()))
    return (line["name"], line["amount"], line["rest"]) if line else None


@dataclass(frozen=True, slots=True)
class HalfLine:
    """What may have been meant for an entry: `rest` is all behind the name, `type` and `amount` what is clear of it."""

    name: str
    rest: str
    type: str | None
    amount: str | None


def read_entry_line(words: str) -> EntryLine | None:
    """The entry that the words tell; None where they tell none, as a name with "payment" in it does."""
    line = _LINE.fullmatch(" ".join(words.split()))
    if line is None:
        return None
    type_ = EntryType(re.sub("[ -]", "_", line["type"].lower()))
    return EntryLine(line["name"] or "", type_, line["amount"])


def half_lines(words: str) -> Iterator[HalfLine]:
    """All that the words may be meant for where they tell no entry, the longest name first."""
    said = words.split()
    for end in range(len(said) - 1, 0, -1):
        rest = " ".join(said[end:])
        half = _HALF.fullmatch(rest)
        if half is not None:
            yield HalfLine(" ".join(said[:end]), rest, half["type"], half["amount"])
