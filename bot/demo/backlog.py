"""The open end of a demo story: which leads wait for a follow-up today, which go cold, which are given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random

from bot.demo.journey import Guide
from bot.demo.market import Market, Unit
from bot.journeys import Journey
from bot.kinds import MilestoneType

COLD_AFTER = timedelta(days=14)
STILL_FRESH = timedelta(days=40)
"""A lead whose last step is older is not taken up again."""

LONGEST_OVERDUE = 9
LATEST_DUE = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A journey as far as it has come by today, with what the lead wants."""

    journey: Journey
    unit: Unit


class Backlog:
    """Decides about the open leads of one market, whose reps come in the order of its loads."""

    def __init__(self, market: Market, guide: Guide, rng: Random, *, reps: Sequence[str], today: date) -> None:
        self._market = market
        self._guide = guide
        self._rng = rng
        self._reps = reps
        self._today = today

    def settle(self, drafts: Sequence[Draft]) -> list[Journey]:
        """The same leads, each closed, waiting for a follow-up, warm, or one of the few that go cold.

        Where too few are open, somebody who was given up lately is not given up yet.
        """
        journeys = [draft.journey for draft in drafts]
        order = [index for index, journey in enumerate(journeys) if journey.is_open]
        self._rng.shuffle(order)
        left = {index: journeys[index] for index in order}
        left |= {index: journey for index, journey in enumerate(map(_not_given_up, journeys)) if journey}
        for rep, due_on in self._dues():
            if (index := _first(left, partial(self._can_wait, due_on=due_on))) is not None:
                journeys[index] = self._waiting(left.pop(index), drafts[index].unit, rep, due_on)
        for _ in range(self._market.cold):
            if (index := _first(left, self._is_going_cold)) is not None:
                journeys[index] = left.pop(index)
        for index in left:
            if journeys[index].is_open and self._today - journeys[index].last_on > COLD_AFTER:
                journeys[index] = self._taken_up(journeys[index], drafts[index].unit)
        return journeys

    def _dues(self) -> list[tuple[str, date]]:
        """Whose follow-ups are due on which days, the overdue ones first."""
        loads = list(zip(self._reps, self._market.loads, strict=False))
        overdue = [(rep, -self._rng.randint(1, LONGEST_OVERDUE)) for rep, load in loads for _ in range(load.overdue)]
        today = [(rep, 0) for rep, load in loads for _ in range(load.today)]
        later = [(rep, self._rng.randint(1, LATEST_DUE)) for rep, load in loads for _ in range(load.later)]
        return [(rep, self._today + timedelta(days=days)) for rep, days in (*overdue, *today, *later)]

    def _can_wait(self, journey: Journey, *, due_on: date) -> bool:
        """Whether the last step can have asked, at least a day earlier, for a follow-up on that day."""
        last = journey.steps[-1]
        is_reached = last.type is not MilestoneType.LEAD_GENERATED
        return is_reached and last.on < min(due_on, self._today) and self._today - last.on <= STILL_FRESH

    def _is_going_cold(self, journey: Journey) -> bool:
        return COLD_AFTER < self._today - journey.last_on <= STILL_FRESH

    def _waiting(self, journey: Journey, unit: Unit, rep: str, due_on: date) -> Journey:
        *before, last = journey.steps
        return replace(journey, owner=rep, steps=(*before, self._guide.waiting(last, unit, due_on=due_on)))

    def _taken_up(self, journey: Journey, unit: Unit) -> Journey:
        """Called again lately, or given up if nobody ever answered."""
        on = self._today - timedelta(days=self._rng.randint(1, 12))
        never_reached = journey.steps[-1].type is MilestoneType.LEAD_GENERATED
        step = self._guide.unreached(on) if never_reached else self._guide.call(on, unit)
        return replace(journey, steps=(*journey.steps, step))


def _not_given_up(journey: Journey) -> Journey | None:
    """A lost lead that had not booked, without its cancellation; None for any other."""
    if journey.is_open or journey.sale or journey.steps[-1].type is not MilestoneType.CANCELLATION:
        return None
    *before, last = journey.steps[:-1]
    return replace(journey, steps=(*before, replace(last, follow_up_on=None)))


def _first(left: dict[int, Journey], fits: Callable[[Journey], bool]) -> int | None:
    return next((index for index, journey in left.items() if fits(journey)), None)
