"""A table's cells from figures: the raw value to sort and export by, beside its text in the reader's locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from bot.figures import NOTHING, rounded
from bot.money import in_units
from bot.months import day_text
from bot.scope import Scope, whole_minor
from bot.table import Cell, Column, ColumnKind

BLANK = Cell(None, "")
PERCENT = " %"


def columns(kind: ColumnKind, *titles: str | tuple[str, str]) -> tuple[Column, ...]:
    """Columns of one kind; a title may come with a short one for narrow places."""
    named = [(title, title) if isinstance(title, str) else title for title in titles]
    return tuple(Column(title, short, kind) for title, short in named)


def text_cell(text: str) -> Cell:
    return Cell(text, text)


def day_cell(day: date | None) -> Cell:
    return Cell(day, day_text(day) if day else NOTHING)


def count_cell(count: int, scope: Scope) -> Cell:
    return Cell(count, scope.show.count(count))


def count_cells(counts: Iterable[int], scope: Scope) -> tuple[Cell, ...]:
    return tuple(count_cell(count, scope) for count in counts)


def rate_cell(rate: Fraction | None, scope: Scope) -> Cell:
    """A rate in percent, or "—" over nothing."""
    return Cell(rate, scope.show.rate(rate), unit=PERCENT)


def money_cell(minor: int | Fraction | None, scope: Scope) -> Cell:
    """An amount in minor units, a fraction of one rounded half up; "—" where there is none."""
    if minor is None:
        return Cell(None, NOTHING)
    return Cell(in_units(whole_minor(minor), scope.currency), scope.money(minor))


def average_cell(minor: Fraction | None, scope: Scope) -> Cell:
    """An average in whole units of the currency: no more exact than averages are."""
    if minor is None:
        return Cell(None, NOTHING)
    units = minor * Fraction(in_units(1, scope.currency))
    return Cell(rounded(units, 0), scope.about(minor))


def money_cells(amounts: Iterable[int | Fraction | None], scope: Scope) -> tuple[Cell, ...]:
    return tuple(money_cell(amount, scope) for amount in amounts)
