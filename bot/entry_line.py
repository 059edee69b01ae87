"""What is sold or paid, in one line: a name, a type and an amount, and what may stand behind them. Looks nothing up.

"acme payment 60k R-55 yesterday" tells the receipt's number and the day as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.account_commands import Side
from bot.dates import LONGEST_DATE, looks_like_date
from bot.kinds import EntryType
from bot.money import SCALES

REFUND = "refund"
"""Money that was sent back: no type of its own, but an adjustment by which they owe more."""

_SYNONYMS = {
    "paid": EntryType.PAYMENT,
    "credit": EntryType.CREDIT_NOTE,
    "debit": EntryType.DEBIT_NOTE,
    REFUND: EntryType.ADJUSTMENT,
}
_TYPES = "|".join([*(type_.value.replace("_", "[ _-]") for type_ in EntryType), *_SYNONYMS])
_AMOUNT = r"(?:[a-z]{2,3}\.? ?|[^\w\s] ?)?[-−]?\d.*"
_SOLD = re.compile(
    rf"(?P<name>.+?) (?P<amount>(?:(?:rs\.?|inr|[^\w\s]) ?)?"
    rf"(?:\d[\d.,]* ?(?:{'|'.join(SCALES)})|\d[\d.,]{{3,}}|0[0.,]*))",
    re.IGNORECASE,
)
"""A small number alone is no amount, but 0: it ends a name, like Tower 3."""
_MORE_THAN_SOLD = re.compile(rf"{_SOLD.pattern} (?P<rest>.+)", re.IGNORECASE)
_HALF = re.compile(rf"(?P<type>{_TYPES})(?: (?P<amount>.+))?|(?:[^\W\d_]+ )?{_AMOUNT}", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?P<amount>.+) (?P<document>[#a-z](?=\D*\d)[\w/.-]+)", re.IGNORECASE)
_LINE = re.compile(rf"(?:(?P<name>.+?) )?(?P<type>{_TYPES}) (?P<amount>{_AMOUNT})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """`amount` and the day, `on`, are as they were typed."""

    name: str
    type: EntryType
    amount: str
    side: Side | None = None
    document: str | None = None
    description: str | None = None
    on: str | None = None


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
    type_ = re.sub("[ -]", "_", line["type"].lower())
    rest, on = _day_apart(line["amount"])
    amount, document = _document_apart(rest)
    if on is None:
        amount, on = _day_apart(amount)
    return EntryLine(
        name=line["name"] or "",
        type=_SYNONYMS.get(type_) or EntryType(type_),
        amount=amount,
        side=Side.DEBIT if type_ == REFUND else None,
        document=document,
        description="Refund paid" if type_ == REFUND else None,
        on=on,
    )


def _day_apart(words: str) -> tuple[str, str | None]:
    """What stands before the day that the words end in, and that day; they never begin with one."""
    said = words.split()
    for start in range(max(1, len(said) - LONGEST_DATE), len(said)):
        day = " ".join(said[start:])
        if looks_like_date(day):
            return " ".join(said[:start]).removesuffix(" on"), day
    return words, None


def _document_apart(words: str) -> tuple[str, str | None]:
    numbered = _DOCUMENT.fullmatch(words)
    return (numbered["amount"], numbered["document"]) if numbered else (words, None)


def half_lines(words: str) -> Iterator[HalfLine]:
    """All that the words may be meant for where they tell no entry, the longest name first; at last a type alone."""
    said = words.split()
    for end in range(len(said) - 1, -1, -1):
        rest = " ".join(said[end:])
        half = _HALF.fullmatch(rest)
        if half is not None and (end or half["type"] == rest):
            yield HalfLine(" ".join(said[:end]), rest, half["type"], half["amount"])
