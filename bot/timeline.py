"""One lead's journey: its milestones, engagements and hand-set statuses in one order, with the days between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from bot.model import Engagement, Milestone, StatusChange

Event = Milestone | Engagement | StatusChange


@dataclass(frozen=True, slots=True)
class Step:
    """One event. `days_since_previous` is None for the first step."""

    event: Event
    on: date
    days_since_first: int
    days_since_previous: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    steps: tuple[Step, ...]

    @property
    def total_days(self) -> int:
        """The days from the first step to the last, which may be a meeting to come; 0 where nothing happened."""
        return self.steps[-1].days_since_first if self.steps else 0


def timeline(
    milestones: Iterable[Milestone], engagements: Iterable[Engagement], changes: Iterable[StatusChange]
) -> Timeline:
    """The steps in order of day and time: on one day milestones come before engagements, those without a time first.

    Of the changes those are steps that somebody set or an import brought, at the end of their day; the others are
    told by their milestone or engagement. A change of an unknown day has no place among them.
    """
    dated: list[tuple[date, time, int, int, Event]] = [
        *((event.happened_on, event.happened_at or time.min, 0, event.id, event) for event in milestones),
        *((event.happened_on, event.happened_at or time.min, 1, event.id, event) for event in engagements),
        *((event.changed_on, time.max, 2, event.id, event) for event in changes if event.by_hand and event.changed_on),
    ]
    dated.sort(key=lambda row: row[:4])
    days = [row[0] for row in dated]
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(days))]
    return Timeline(
        tuple(Step(row[4], row[0], (row[0] - days[0]).days, gap) for row, gap in zip(dated, gaps, strict=False))
    )
