"""How a figure stands to a target or to the one before, in words or as a signed cell: rates in points, others in %."""

from __future__ import annotations

from fractions import Fraction

from bot.cells import BLANK, PERCENT
from bot.figures import MINUS, Figures, printed_difference, rounded
from bot.kpi import percent
from bot.table import Cell

ENOUGH = 10
"""With fewer, one more or less changes every rate too much to call one the best, a step a leak, or more a trend."""

NO_CHANGE = Cell(0, "no change", is_change=True)
TIMES = {Fraction(2): "twice", Fraction(3): "three times", Fraction(1, 2): "half"}


def points_apart(difference: Fraction, show: Figures) -> str:
    """How far one rate lies from another: "3.1 points above", "level with"."""
    if not rounded(difference):
        return "level with"
    return f"{show.points(difference)} {'above' if difference > 0 else 'below'}"


def against_target(rate: Fraction, target: int, show: Figures) -> str:
    """Where a rate stands, as printed: "twice the target of 20 %", "on the target", "3.1 points below the target"."""
    goal = f"the target of {show.rate(Fraction(target))}"
    if rounded(rate) == target:
        return f"on {goal}"
    if target and (times := TIMES.get(rate / target)):
        return f"{times} {goal}"
    return f"{points_apart(printed_difference(rate, Fraction(target)), show)} {goal}"


def reaches_target(rate: Fraction | None, target: int) -> bool | None:
    """Whether the rate, as printed, is no less than the target; None over nothing."""
    return None if rate is None else rounded(rate) >= target


def counts_against(now: int, before: int, when: str, show: Figures) -> str:
    """Things counted against those `when`: "12 % more than in the year before"."""
    size = show.count(abs(now - before)) if before < ENOUGH else _share(now, before, show)
    return _against(now, before, when, size, words=("as many as", "more", "fewer", "none"))


def amounts_against(now: int, before: int, when: str, show: Figures) -> str:
    """An amount against that `when`: "12 % less than 30 days ago"."""
    return _against(now, before, when, _share(now, before, show), words=("as much as", "more", "less", "nothing"))


def none_against(before: int | None, when: str, show: Figures) -> str:
    """What stands behind "No booking …": ", after 3 in the day before"; nothing without a period before."""
    if before is None:
        return ""
    return f", after {show.count(before)} {when}" if before else f", nor was any {when}"


def signed_change(now: int, before: int, show: Figures) -> Cell:
    """The change in percent (+12 %), or by how many (+3) where there were too few before."""
    if before < ENOUGH:
        return _signed(now - before, show.count(abs(now - before)))
    return signed_percent(now, before, show)


def signed_percent(now: int, before: int, show: Figures) -> Cell:
    """The change in percent: +12 %; blank where there is nothing to take a part of."""
    change = percent(now - before, before) if before > 0 else None
    return BLANK if change is None else _signed(change, show.rate(abs(change)), PERCENT)


def signed_points(now: Fraction | None, before: Fraction | None, show: Figures) -> Cell:
    """The change of a rate: −3.1 points; blank where either is over nothing."""
    if now is None or before is None:
        return BLANK
    change = printed_difference(now, before)
    return _signed(change, show.points(change), " points") if rounded(change) else NO_CHANGE


def signed_decimal(now: Fraction | None, before: Fraction | None, show: Figures) -> Cell:
    """The change of a figure with a decimal: −2.5; blank where either is over nothing."""
    if now is None or before is None:
        return BLANK
    change = printed_difference(now, before)
    return _signed(change, show.decimal(abs(change))) if rounded(change) else NO_CHANGE


def _signed(change: int | Fraction, size: str, unit: str = "") -> Cell:
    return Cell(change, f"{'+' if change > 0 else MINUS}{size}", unit, is_change=True) if change else NO_CHANGE


def _share(now: int, before: int, show: Figures) -> str:
    """How much of `before` the change is, in percent, or that it is hardly any; "" of less than nothing."""
    if before <= 0:
        return ""
    change = percent(abs(now - before), before) or Fraction(0)
    return show.rate(change) if rounded(change) else "hardly"


def _against(now: int, before: int, when: str, size: str, *, words: tuple[str, str, str, str]) -> str:
    alike, more, less, none = words
    if now == before:
        return f"{alike} {when}"
    if not before:
        return f"after {none} {when}"
    return f"{size} {more if now > before else less} than {when}".lstrip()
