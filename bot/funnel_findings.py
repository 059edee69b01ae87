"""What a funnel's figures mean, in sentences that a sales manager would say. Defines no figure itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from bot.comparisons import ENOUGH, points_apart
from bot.figures import Figures, rounded
from bot.funnel import Cohort, Funnel, Step, compare
from bot.kinds import LeadStatus
from bot.months import SPAN_NAMES

LEADS_AT = {
    LeadStatus.NEW: "new leads",
    LeadStatus.CONTACTED: "contacted leads",
    LeadStatus.QUALIFIED: "qualified leads",
    LeadStatus.NEGOTIATION: "leads in negotiation",
}


def clear_leak(funnel: Funnel) -> Step | None:
    """The largest leak, where there are leads enough to speak of one."""
    return funnel.largest_leak if funnel.total.created >= ENOUGH else None


def headline(funnel: Funnel, show: Figures) -> str:
    """The main finding in a line: "198 of 475 contacted leads went no further"."""
    total, leak = funnel.total, clear_leak(funnel)
    if total.created < ENOUGH:
        return f"{show.plural(total.created, 'lead')}, {show.count(total.converted)} converted"
    if leak is None:
        return f"All {show.count(total.created)} leads converted"
    ending = "have gone no further yet" if leak.still_open else "went no further"
    return f"{show.count(leak.stopped)} of {show.count(leak.reached)} {LEADS_AT[leak.start]} {ending}"


def leak_finding(funnel: Funnel, show: Figures) -> str | None:
    """Where the most leads stop, and what became of them; None with too few leads, or where none stop."""
    leak = clear_leak(funnel)
    if leak is None:
        return None
    return (
        f"The largest leak is between {leak.start.capitalize()} and {leak.goal.capitalize()}, "
        f"where the most leads stopped: {_stopped(leak, show)}, {_fate(leak, show)}."
    )


def steepest_finding(funnel: Funnel, show: Figures) -> str | None:
    """The step at which the largest share of leads stops; None where that is the largest leak."""
    leak, steepest = clear_leak(funnel), max(funnel.steps, key=_steepness)
    if leak is None or _steepness(steepest) <= _steepness(leak):
        return None
    way = f"from {steepest.start.capitalize()} to {steepest.goal.capitalize()}"
    return f"The steepest step is {way}, with fewer leads: {_stopped(steepest, show)} stopped."


def _steepness(step: Step) -> Fraction:
    """Which share of the leads stopped there; none where too few came that far to tell."""
    return (step.stop_rate or Fraction(0)) if step.reached >= ENOUGH else Fraction(0)


def _stopped(step: Step, show: Figures) -> str:
    return f"{show.count(step.stopped)} of {show.count(step.reached)} ({show.rate(step.stop_rate)})"


def conversion_finding(funnel: Funnel, target: Fraction, comparison: str | None, show: Figures, *, today: date) -> str:
    """How many converted, against the target (in percent), and `comparison` where there is one.

    While at least half of the leads are young, only how many converted so far: they are not judged yet.
    """
    total, young = funnel.total, _young_leads(funnel, today)
    converted = f"{show.count(total.converted)} of {show.plural(total.created, 'lead')} converted"
    if young * 2 >= total.created:
        return f"{converted} so far: {show.rate(total.conversion_rate)}; {_too_recent(young, show)}."
    rate = rounded(total.conversion_rate or Fraction(0))
    side = "on" if rate == target else "above" if rate > target else "below"
    against = f"{side} the target of {show.rate(target)}{comparison or ''}"
    return f"{converted}: {show.rate(total.conversion_rate)}, {against}."


def comparison(funnel: Funnel, before: Funnel, before_label: str, show: Figures, *, today: date) -> str | None:
    """The end of a sentence that holds `funnel` against the one of "the 12 months before".

    None where that one begins late: it has far fewer months of leads.
    """
    change = compare(funnel, before)
    if change.conversion is None:
        return f"; there were no leads in {before_label}"
    if before.begins_late:
        return None
    text = f", {points_apart(change.conversion, show)} {before_label}, on {_more_leads(change.created, show)}"
    young = _young_leads(funnel, today)
    return f"{text}; {_too_recent(young, show)}" if change.conversion < 0 and young else text


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


def _young_leads(funnel: Funnel, today: date) -> int:
    return sum(cohort.created for cohort in funnel.young(today=today))


def _too_recent(young: int, show: Figures) -> str:
    return f"{show.count(young)} came too recently to judge"


def _fate(leak: Step, show: Figures) -> str:
    if not leak.still_open:
        return "all of them lost"
    if not leak.lost:
        return "all of them still open"
    return f"{show.count(leak.lost)} of them lost and {show.count(leak.still_open)} still open"


def _more_leads(change: int, show: Figures) -> str:
    if not change:
        return "as many leads"
    return show.plural(abs(change), "more lead" if change > 0 else "fewer lead")


def _rate(cohort: Cohort) -> Fraction:
    return cohort.conversion_rate or Fraction(0)


def _rate_of(cohort: Cohort, show: Figures) -> str:
    return f"{cohort.name}, {show.rate(cohort.conversion_rate)} of {show.plural(cohort.created, 'lead')}"
