"""Conversion in sentences: how many leads converted, against the target and against the period before."""

from __future__ import annotations

from fractions import Fraction

from bot.comparisons import ENOUGH, against_target, points_apart
from bot.figures import Figures, printed_difference
from bot.kpi import conversion_rate
from bot.scope import Scope


def share_of_leads(converted: int, leads: int, show: Figures) -> str:
    """How many of how many leads: "25 of 100 leads (25 %)", of a few leads without the rate."""
    text = f"{show.count(converted)} of {show.plural(leads, 'lead')}"
    return text if leads < ENOUGH else f"{text} ({show.rate(conversion_rate(converted, leads))})"


def mostly_young(young: int, leads: int) -> bool:
    """Whether more than half of the leads came too recently to convert: how far they came is not judged yet."""
    return young * 2 > leads


def judged_rate(converted: int, leads: int, young: int) -> Fraction | None:
    """The conversion rate, where the leads are enough and old enough to judge by it."""
    return None if leads < ENOUGH or mostly_young(young, leads) else conversion_rate(converted, leads)


def conversion_finding(converted: int, leads: int, before: tuple[int, int] | None, scope: Scope, *, young: int) -> str:
    """How `leads` converted, against the target and those of the period before (converted, leads).

    `young` of them came too recently to judge; while they are most, it only says how many converted so far.
    """
    show, rate = scope.show, conversion_rate(converted, leads)
    if rate is None:
        return "No lead came in."
    text = f"{show.count(converted)} of {show.plural(leads, 'lead')} converted"
    if leads < ENOUGH:
        return f"{text}: too few to judge by a rate."
    too_recent = f"; {show.count(young)} came too recently to judge" if young else ""
    if mostly_young(young, leads):
        return f"{text} so far: {show.rate(rate)}{too_recent}."
    against = f"{against_target(rate, scope.target, show)}{_against_before(rate, leads, before, scope)}"
    return f"{text}: {show.rate(rate)}, {against}{too_recent}."


def _against_before(rate: Fraction, leads: int, before: tuple[int, int] | None, scope: Scope) -> str:
    if before is None:
        return ""
    earlier = conversion_rate(*before)
    if earlier is None:
        return f"; there were no leads in {scope.before}"
    few = before[1] < ENOUGH
    on = f"when there were only {scope.show.plural(before[1], 'lead')}" if few else _on(leads - before[1], scope.show)
    return f" and {points_apart(printed_difference(rate, earlier), scope.show)} {scope.before}, {on}"


def _on(change: int, show: Figures) -> str:
    if not change:
        return "on as many leads"
    return f"on {show.plural(abs(change), 'more lead' if change > 0 else 'fewer lead')}"
