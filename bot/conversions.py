"""Conversion in sentences: how many leads converted, against the target and against the period before."""

from __future__ import annotations

from fractions import Fraction

from bot.comparisons import ENOUGH, against_target, points_apart
from bot.figures import Figures
from bot.kpi import conversion_rate
from bot.scope import Scope


def share_of_leads(converted: int, leads: int, show: Figures) -> str:
    """How many of how many leads: "25 of 100 leads (25 %)", of a few leads without the rate."""
    text = f"{show.count(converted)} of {show.plural(leads, 'lead')}"
    return text if leads < ENOUGH else f"{text} ({show.rate(conversion_rate(converted, leads))})"


def judged_rate(converted: int, leads: int, scope: Scope) -> Fraction | None:
    """The conversion rate, where the leads are enough and old enough to judge by it."""
    return None if leads < ENOUGH or scope.is_recent else conversion_rate(converted, leads)


def conversion_finding(converted: int, leads: int, before: tuple[int, int] | None, scope: Scope) -> str:
    """How `leads` converted, against the target and those of the period before (converted, leads)."""
    show, rate = scope.show, conversion_rate(converted, leads)
    if rate is None:
        return "No lead came in."
    text = f"{show.count(converted)} of {show.plural(leads, 'lead')} converted"
    if leads < ENOUGH:
        return f"{text}: too few to judge by a rate."
    if scope.is_recent:
        return f"{text} so far: {show.rate(rate)}; they came too recently to judge."
    return (
        f"{text}: {show.rate(rate)}, {against_target(rate, scope.target, show)}{_against_before(rate, before, scope)}."
    )


def _against_before(rate: Fraction, before: tuple[int, int] | None, scope: Scope) -> str:
    if before is None:
        return ""
    earlier = conversion_rate(*before)
    if earlier is None:
        return f"; there were no leads in {scope.before}"
    few = f", when there were only {scope.show.plural(before[1], 'lead')}" if before[1] < ENOUGH else ""
    return f" and {points_apart(rate - earlier, scope.show)} {scope.before}{few}"
