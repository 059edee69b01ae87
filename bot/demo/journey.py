"""Plans one made-up lead's way: which steps, when, and what was said. Knows nothing of today or of other leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise
from random import Random

from bot.demo.deck import Deck
from bot.demo.market import Market, Texts, Unit
from bot.journeys import Step
from bot.kinds import LeadStatus, MilestoneType, Outcome
from bot.stages import STAGES, VISITS

SOONEST_BOOKING = 21
"""Days from the first enquiry; the guide's example books on day 21."""

COMES_BACK = 0.04
BOOKING_CANCELLED = 0.07
WEEKEND_VISIT = 0.4


@dataclass(frozen=True, slots=True)
class Leg:
    """A step that is taken with some chance, so many days after the one before."""

    type: MilestoneType
    chance: float
    soonest: int
    latest: int


LEGS: dict[LeadStatus, tuple[Leg, ...]] = {
    LeadStatus.NEW: (),
    LeadStatus.CONTACTED: (
        Leg(MilestoneType.CONTACTED, 1, 0, 2),
        Leg(MilestoneType.CONTACTED, 0.4, 3, 9),
    ),
    LeadStatus.QUALIFIED: (
        Leg(MilestoneType.SITE_VISIT, 1, 2, 8),
        Leg(MilestoneType.REVISIT, 0.3, 4, 9),
        Leg(MilestoneType.DEMO, 0.45, 2, 5),
    ),
    LeadStatus.NEGOTIATION: (
        Leg(MilestoneType.PROPOSAL, 1, 2, 7),
        Leg(MilestoneType.NEGOTIATION, 1, 3, 9),
    ),
    LeadStatus.CONVERTED: (Leg(MilestoneType.BOOKING, 1, 3, 20),),
}
"""What it takes to reach each stage. With the guide's gaps: contacted by day 2, visited by day 10, booked by day 60."""

WALKED_IN = (Leg(MilestoneType.CONTACTED, 1, 0, 0),)
VISITED_AT_ONCE = (Leg(MilestoneType.SITE_VISIT, 1, 0, 0), *LEGS[LeadStatus.QUALIFIED][1:])

GIVES_UP_AFTER: dict[LeadStatus, tuple[int, int]] = {
    LeadStatus.NEW: (9, 28),
    LeadStatus.CONTACTED: (12, 30),
    LeadStatus.QUALIFIED: (8, 24),
    LeadStatus.NEGOTIATION: (7, 20),
    LeadStatus.CONVERTED: (12, 45),
}
"""Days from the last step to the cancellation, by how far the lead came."""

COMEBACK = (
    Leg(MilestoneType.REENGAGED, 1, 60, 130),
    Leg(MilestoneType.REVISIT, 1, 3, 8),
    Leg(MilestoneType.PROPOSAL, 0.7, 2, 6),
    Leg(MilestoneType.BOOKING, 0.5, 8, 20),
)

ASKS_FOLLOW_UP: dict[MilestoneType, float] = {
    MilestoneType.CONTACTED: 0.35,
    MilestoneType.SITE_VISIT: 0.8,
    MilestoneType.REVISIT: 0.7,
    MilestoneType.DEMO: 0.5,
    MilestoneType.PROPOSAL: 0.8,
    MilestoneType.NEGOTIATION: 0.6,
    MilestoneType.REENGAGED: 1,
}

HOPEFUL: tuple[Outcome, ...] = (Outcome.POSITIVE,) * 4 + (Outcome.NEUTRAL,)
DOUBTFUL: tuple[Outcome, ...] = (Outcome.POSITIVE,) * 3 + (Outcome.NEUTRAL,) * 4 + (Outcome.NEGATIVE,) * 3


class Guide:
    """Plans ways through one market; notes are used in turn, so that they repeat as late as they can."""

    def __init__(self, market: Market, rng: Random) -> None:
        self._market = market
        self._rng = rng
        words = market.words
        self._notes = {situation: Deck(rng, texts) for situation, texts in words.notes.items()}
        self._waiting = {type_: Deck(rng, texts) for type_, texts in words.waiting.items()}
        self._reasons = {
            texts: Deck(rng, texts) for texts in (words.unreached, words.withdrawn, words.booking_cancelled)
        }
        self._outcomes = {outcomes: Deck(rng, outcomes) for outcomes in (HOPEFUL, DOUBTFUL)}

    def plan(
        self, created_on: date, goal: LeadStatus, unit: Unit, *, walks_in: bool = False, haste: float = 1.0
    ) -> list[Step]:
        """All the steps of a lead that gets as far as `goal` and, unless it books, is lost after that."""
        steps = [Step(type=MilestoneType.LEAD_GENERATED, on=created_on)]
        place = self._rng.choice(self._market.places)
        outcomes = HOPEFUL if STAGES.index(goal) >= STAGES.index(LeadStatus.NEGOTIATION) else DOUBTFUL
        for leg in self._legs(goal, walks_in=walks_in):
            self._walk(steps, leg, place, outcomes, haste)
        if goal is not LeadStatus.CONVERTED or self._rng.random() < BOOKING_CANCELLED:
            steps.append(self._cancellation(steps[-1].on, goal))
            if goal not in (LeadStatus.NEW, LeadStatus.CONVERTED) and self._rng.random() < COMES_BACK:
                self._come_back(steps, place)
        return self._asking_follow_ups([self._worded(step, unit) for step in steps])

    def waiting(self, step: Step, unit: Unit, *, due_on: date) -> Step:
        """The step with a follow-up that is still to be done."""
        outcome = Outcome.NEUTRAL if step.outcome is Outcome.NEGATIVE else step.outcome
        notes = self._waiting[step.type].draw().format(unit=unit.spoken)
        return replace(step, follow_up_on=due_on, notes=notes, outcome=outcome)

    def call(self, on: date, unit: Unit) -> Step:
        """A call that keeps the lead warm."""
        return self._worded(Step(type=MilestoneType.CONTACTED, on=on), unit)

    def unreached(self, on: date) -> Step:
        """The end of a lead whom nobody could reach."""
        return Step(type=MilestoneType.CANCELLATION, on=on, notes=self._reasons[self._market.words.unreached].draw())

    def _legs(self, goal: LeadStatus, *, walks_in: bool) -> Iterable[Leg]:
        at_once = {LeadStatus.CONTACTED: WALKED_IN, LeadStatus.QUALIFIED: VISITED_AT_ONCE}
        for stage in STAGES[: STAGES.index(goal) + 1]:
            yield from (at_once.get(stage, LEGS[stage]) if walks_in else LEGS[stage])

    def _walk(self, steps: list[Step], leg: Leg, place: str, outcomes: tuple[Outcome, ...], haste: float = 1.0) -> None:
        if self._rng.random() >= leg.chance:
            return
        on = steps[-1].on + timedelta(days=round(haste * self._rng.randint(leg.soonest, leg.latest)))
        if leg.type is MilestoneType.BOOKING:
            on = max(on, steps[0].on + timedelta(days=round(haste * SOONEST_BOOKING)))
        if leg.type not in VISITS:
            steps.append(Step(type=leg.type, on=on))
            return
        if leg.latest and self._rng.random() < WEEKEND_VISIT:
            on += timedelta(days=max(0, 5 - on.weekday()))
        minutes = self._rng.randrange(30, 105, 15)
        hour = time(self._rng.randint(10, 17), self._rng.choice((0, 30)))
        outcome = self._outcomes[outcomes].draw()
        steps.append(Step(type=leg.type, on=on, at=hour, location=place, outcome=outcome, duration_minutes=minutes))

    def _cancellation(self, after: date, goal: LeadStatus) -> Step:
        words = self._market.words
        reasons: dict[LeadStatus, Texts] = {
            LeadStatus.NEW: words.unreached,
            LeadStatus.CONVERTED: words.booking_cancelled,
        }
        notes = self._reasons[reasons.get(goal, words.withdrawn)].draw()
        on = after + timedelta(days=self._rng.randint(*GIVES_UP_AFTER[goal]))
        return Step(type=MilestoneType.CANCELLATION, on=on, notes=notes)

    def _come_back(self, steps: list[Step], place: str) -> None:
        """A lost lead calls again after months; a first visit is then no revisit."""
        visited = any(step.type in VISITS for step in steps)
        for leg in COMEBACK:
            first = leg.type is MilestoneType.REVISIT and not visited
            self._walk(steps, replace(leg, type=MilestoneType.SITE_VISIT) if first else leg, place, HOPEFUL)
        if steps[-1].type is not MilestoneType.BOOKING:
            steps.append(self._cancellation(steps[-1].on, LeadStatus.QUALIFIED))

    def _worded(self, step: Step, unit: Unit) -> Step:
        notes = self._notes.get((step.type, step.outcome))
        return replace(step, notes=notes.draw().format(unit=unit.spoken)) if notes and not step.notes else step

    def _asking_follow_ups(self, steps: list[Step]) -> list[Step]:
        return [*(self._asking(step, after.on) for step, after in pairwise(steps)), steps[-1]]

    def _asking(self, step: Step, next_on: date) -> Step:
        """Perhaps with a follow-up for what the next step does, about its day."""
        if next_on == step.on or self._rng.random() >= ASKS_FOLLOW_UP.get(step.type, 0):
            return step
        due_on = max(step.on + timedelta(days=1), next_on - timedelta(days=self._rng.randint(0, 2)))
        return replace(step, follow_up_on=due_on)
