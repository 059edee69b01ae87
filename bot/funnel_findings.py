"""What a funnel's figures mean, in sentences that a sales manager would say. Defines no figure itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from bot.comparisons import ENOUGH
from bot.conversions import mostly_young
from bot.figures import Figures
from bot.funnel import Cohort, Funnel, Step
from bot.kinds import LeadStatus
from bot.months import SPAN_NAMES

LEADS_AT = {
    LeadStatus.NEW: "new leads",
    LeadStatus.CONTACTED: "contacted leads",
    LeadStatus.QUALIFIED: "qualified leads",
    LeadStatus.NEGOTIATION: "leads in negotiation",
}


def clear_leak(funnel: Funnel, *, today: date) -> Step | None:
    """The largest leak, where there are leads enough, and old enough, to speak of one."""
    return funnel.largest_leak if _is_judged(funnel, today) else None


def _is_judged(funnel: Funnel, today: date) -> bool:
    created = funnel.total.created
    return created >= ENOUGH and not mostly_young(funnel.young_leads(today=today), created)


def headline(funnel: Funnel, show: Figures, *, today: date) -> str:
    """The main finding in a line: "198 of 475 contacted leads went no further"."""
    total, leak = funnel.total, clear_leak(funnel, today=today)
    if not _is_judged(funnel, today):
        return f"{show.plural(total.created, 'lead')}, {show.count(total.converted)} converted"
    if leak is None:
        return f"All {show.count(total.created)} leads converted"
    ending = "have gone no further yet" if leak.still_open else "went no further"
    return f"{show.count(leak.stopped)} of {show.count(leak.reached)} {LEADS_AT[leak.start]} {ending}"


def leak_finding(funnel: Funnel, show: Figures, *, today: date) -> str | None:
    """Where the most leads stop, and what became of them; None without a clear leak."""
    leak = clear_leak(funnel, today=today)
    if leak is None:
        return None
    return (
        f"The largest leak is between {leak.start.capitalize()} and {leak.goal.capitalize()}, "
        f"where the most leads stopped: {_stopped(leak, show)}, {_fate(leak, show)}."
    )


def steepest_finding(funnel: Funnel, show: Figures, *, today: date) -> str | None:
    """The step at which the largest share of leads stops; None where that is the largest leak."""
    leak, steepest = clear_leak(funnel, today=today), max(funnel.steps, key=_steepness)
    if leak is None or _steepness(steepest) <= _steepness(leak):
        return None
    way = f"from {steepest.start.capitalize()} to {steepest.goal.capitalize()}"
    return f"The steepest step is {way}, with fewer leads: {_stopped(steepest, show)} stopped."


def _steepness(step: Step) -> Fraction:
    """Which share of the leads stopped there; none where too few came that far to tell."""
    return (step.stop_rate or Fraction(0)) if step.reached >= ENOUGH else Fraction(0)


def _stopped(step: Step, show: Figures) -> str:
    return f"{show.count(step.stopped)} of {show.count(step.reached)} ({show.rate(step.stop_rate)})"


def best_finding(whole: Sequence[Cohort], show: Figures, *, today: date) -> str | None:
    """Of the cohorts that the period does not cut, those with the highest and the lowest conversion rate.

    Of equal ones, the latest. Only ripe ones can be the lowest, since the rate of a young one can still rise.
    None where they lie no further apart than luck would have it.
    """
    large = [cohort for cohort in whole if cohort.created >= ENOUGH]
    ripe = [cohort for cohort in large if not cohort.is_young(today=today)]
    if not ripe:
        return None
    best = max(large, key=lambda cohort: (_rate(cohort), cohort.month))
    worst = min(ripe, key=lambda cohort: (_rate(cohort), -cohort.month))
    if not _is_more_than_luck(best, worst):
        return None
    return f"Best {SPAN_NAMES[best.span]}: {_rate_of(best, show)}; weakest: {_rate_of(worst, show)}."


def _is_more_than_luck(best: Cohort, worst: Cohort) -> bool:
    """Whether the rates lie more than three standard errors apart: of twelve months alike, two hardly ever do."""
    of_both = Fraction(best.converted + worst.converted, best.created + worst.created)
    variance = of_both * (1 - of_both) * (Fraction(1, best.created) + Fraction(1, worst.created))
    apart = (_rate(best) - _rate(worst)) / 100
    return apart**2 > 9 * variance


def nothing_finding(days: str, filters_label: str, start: date | None, *, today: date) -> str:
    """What to do about a report of `days` with no leads in it; all time has no `start`."""
    if start and start > today:
        return f"{days} has not begun yet."
    if filters_label:
        return f"No lead of this period matches {filters_label}. Drop the filter, or ask for another period."
    if start is None:
        return "There are no leads yet. Log the first one with /lead."
    return f"No lead was created in {days}. Log one with /lead, or look at /report funnel all time."


def _fate(leak: Step, show: Figures) -> str:
    if not leak.still_open:
        return "all of them lost"
    if not leak.lost:
        return "all of them still open"
    return f"{show.count(leak.lost)} of them lost and {show.count(leak.still_open)} still open"


def _rate(cohort: Cohort) -> Fraction:
    return cohort.conversion_rate or Fraction(0)


def _rate_of(cohort: Cohort, show: Figures) -> str:
    return f"{cohort.name}, {show.rate(cohort.conversion_rate)} of {show.plural(cohort.created, 'lead')}"
