"""The lead funnel by cohort: of the leads created in a month, how many ever reached each stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.kinds import LeadStatus
from bot.kpi import conversion_rate, percent
from bot.months import last_day, months_between, span_start, span_text
from bot.stages import STAGES

FunnelRow = tuple[int, int, bool, int]
"""How many leads of a month (yyyymm) came as far as a stage (index into STAGES), and are lost or not."""

RIPE_AFTER_DAYS = 30
"""A cohort is young until so many days after its last day: its latest leads have had no time to convert."""

NO_LEADS = (0,) * len(STAGES)


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one stage to the next: how many leads reached either, and what became of the others."""

    start: LeadStatus
    goal: LeadStatus
    reached: int
    passed: int
    lost: int

    @property
    def stopped(self) -> int:
        """Leads that reached the start and not the goal: lost there, or still there."""
        return self.reached - self.passed

    @property
    def still_open(self) -> int:
        return self.stopped - self.lost

    @property
    def rate(self) -> Fraction | None:
        """Percent of those at the start that reached the goal."""
        return percent(self.passed, self.reached)

    @property
    def stop_rate(self) -> Fraction | None:
        return percent(self.stopped, self.reached)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The leads created in the `span` months that begin with `month` (yyyymm).

    `ended[i]` of them came as far as stage `i` and no further, and `lost_at[i]` of these are lost now (a
    converted lead can be lost by a cancellation).
    """

    month: int
    ended: tuple[int, ...] = NO_LEADS
    lost_at: tuple[int, ...] = NO_LEADS
    span: int = 1

    @property
    def reached(self) -> tuple[int, ...]:
        """How many ever reached each stage; reaching one implies the earlier ones."""
        return tuple(sum(self.ended[stage:]) for stage in range(len(STAGES)))

    @property
    def created(self) -> int:
        return sum(self.ended)

    @property
    def converted(self) -> int:
        return self.ended[-1]

    @property
    def lost(self) -> int:
        return sum(self.lost_at)

    @property
    def still_open(self) -> int:
        """Leads that neither converted nor are lost."""
        return sum(self.ended[:-1]) - sum(self.lost_at[:-1])

    @property
    def conversion_rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.created)

    @property
    def name(self) -> str:
        """Oct 2026, Q4 2026 or 2026, by its span."""
        return span_text(self.month, self.span)

    def is_young(self, *, today: date) -> bool:
        return (today - last_day(self.month, span=self.span)).days < RIPE_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Funnel:
    """Cohorts in order of time, without gaps, and what they add up to."""

    cohorts: tuple[Cohort, ...]

    @property
    def total(self) -> Cohort:
        first = self.cohorts[0].month if self.cohorts else 0
        return _added_up(self.cohorts, first, span=sum(cohort.span for cohort in self.cohorts))

    @property
    def conversion_rate(self) -> Fraction | None:
        return self.total.conversion_rate

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps between neighbouring stages, over all cohorts."""
        total = self.total
        ways = zip(STAGES, STAGES[1:], total.reached, total.reached[1:], total.lost_at, strict=False)
        return tuple(Step(*way) for way in ways)

    @property
    def largest_leak(self) -> Step | None:
        """The step at which the most leads stopped (reached its start, and so far not its goal), by number.

        Guide: "Funnel leakage (where leads drop off)". Of two with the same number, the later one, where they are the
        larger share. None where no lead stopped on the way.
        """
        leak = max(self.steps, key=lambda step: (step.stopped, STAGES.index(step.start)))
        return leak if leak.stopped else None

    def young(self, *, today: date) -> tuple[Cohort, ...]:
        """The cohorts at the end whose leads have had too little time to convert."""
        return tuple(cohort for cohort in self.cohorts if cohort.is_young(today=today))

    def young_leads(self, *, today: date) -> int:
        return sum(cohort.created for cohort in self.young(today=today))


def cohorts(rows: Iterable[FunnelRow], months: Sequence[int]) -> tuple[Cohort, ...]:
    """One cohort for each of `months`, empty ones too, from rows in any order.

    A row of another month or stage raises ValueError, so that no lead drops out of a report unseen.
    """
    ended = {month: list(NO_LEADS) for month in months}
    lost_at = {month: list(NO_LEADS) for month in months}
    for month, stage, is_lost, count in rows:
        if month not in ended or stage not in range(len(STAGES)):
            raise ValueError(f"a funnel of {len(ended)} months has no place for month {month}, stage {stage}")
        ended[month][stage] += count
        lost_at[month][stage] += count if is_lost else 0
    return tuple(Cohort(month, tuple(ended[month]), tuple(lost_at[month])) for month in months)


def funnel(rows: Iterable[FunnelRow], months: Sequence[int] | None = None) -> Funnel:
    """The funnel of `months`; without them, from the first month that has leads to the last (all time)."""
    rows = list(rows)
    if months is None:
        seen = {row[0] for row in rows}
        months = months_between(min(seen), max(seen)) if seen else ()
    return Funnel(cohorts(rows, months))


def in_spans(monthly: Sequence[Cohort], span: int) -> tuple[Cohort, ...]:
    """The monthly cohorts added up by calendar quarter (`span` 3) or year (`span` 12), in the same order."""
    parts: dict[int, list[Cohort]] = {}
    for cohort in monthly:
        parts.setdefault(span_start(cohort.month, span), []).append(cohort)
    return tuple(_added_up(members, month, span=span) for month, members in parts.items())


def _added_up(members: Sequence[Cohort], month: int, *, span: int) -> Cohort:
    ended = tuple(map(sum, zip(NO_LEADS, *(member.ended for member in members), strict=True)))
    lost_at = tuple(map(sum, zip(NO_LEADS, *(member.lost_at for member in members), strict=True)))
    return Cohort(month, ended, lost_at, span)
