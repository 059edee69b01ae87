"""What was said and written between the steps of made-up journeys: calls, messages, emails, meetings. Adds no step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from random import Random

from bot.demo.deck import Deck
from bot.demo.market import Load, Talk
from bot.engagements import CHANNELS
from bot.journeys import Contact, Journey, Step
from bot.kinds import EngagementStatus, EngagementType, LeadStatus, MilestoneType, Outcome

LONG_GAP = 6
"""Days between two steps in which somebody calls or writes."""

IS_MISSED = 0.3
IS_ANSWERED = 0.75
IS_ANSWERED_BEFORE_GIVING_UP = 0.15
FRESH = timedelta(days=12)
JUST_BOUGHT = timedelta(days=60)
MEETING_WITHIN = 6


class Talker:
    """Has the reps of one team talk to their leads; a lead that was never reached hears from nobody."""

    def __init__(self, talk: Talk, rng: Random, *, today: date) -> None:
        self._rng = rng
        self._today = today
        self._decks = {
            texts: Deck(rng, texts)
            for texts in (talk.calls, talk.missed, talk.emails, talk.messages, talk.quotes, talk.meetings, talk.answers)
        }
        self._talk = talk

    def fill(self, journey: Journey) -> Journey:
        """The journey with its contacts; a follow-up that is pending stays so, since nothing comes after it."""
        *_, last = journey.steps
        contacts = [found for step, after in pairwise(journey.steps) for found in self._until(journey, step, after)]
        if last.follow_up_on is not None:
            contacts = [contact for contact in contacts if contact.on < last.on]
        elif journey.is_open:
            contacts += self._on_its_day(journey, last, is_last=True)
        return replace(journey, contacts=tuple(sorted(contacts, key=lambda contact: contact.on)))

    def plan_meetings(self, journeys: Sequence[Journey], loads: Iterable[tuple[str, Load]]) -> list[Journey]:
        """The same, with the meetings that each rep has in the next days: with fresh leads, else with late buyers."""
        planned = list(journeys)
        fresh = [index for index, journey in enumerate(planned) if self._can_meet(journey)]
        bought = [index for index, journey in enumerate(planned) if self._has_just_bought(journey)]
        self._rng.shuffle(fresh)
        for rep, load in loads:
            for _ in range(load.meetings):
                if fresh or bought:
                    index = (fresh or bought).pop()
                    planned[index] = self._with_meeting(planned[index], rep)
        return planned

    def _until(self, journey: Journey, step: Step, after: Step) -> Iterator[Contact]:
        yield from self._on_its_day(journey, step, is_last=False)
        gives_up = after.type is MilestoneType.CANCELLATION
        first, last = step.on + timedelta(days=2), after.on - timedelta(days=1)
        is_talking = step.type not in (MilestoneType.LEAD_GENERATED, MilestoneType.CANCELLATION)
        if is_talking and (after.on - step.on).days >= LONG_GAP:
            for _ in range(self._rng.choice((1, 2) if gives_up else (0, 1))):
                on = first + timedelta(days=self._rng.randint(0, (last - first).days))
                yield self._check_in(journey, on, gives_up=gives_up)

    def _on_its_day(self, journey: Journey, step: Step, *, is_last: bool) -> Iterator[Contact]:
        """What goes with a step; an answer to the last one may still come."""
        chance = self._rng.random()
        match step.type:
            case MilestoneType.CONTACTED if chance < 0.8:
                yield self._call(step.on) if journey.phone else self._email(step.on, is_answered=not is_last)
            case MilestoneType.SITE_VISIT | MilestoneType.REVISIT if chance < 0.3 and journey.phone:
                yield self._message(step.on, is_answered=chance < 0.2)
            case MilestoneType.DEMO if chance < 0.6:
                yield self._meeting(step.on, EngagementStatus.COMPLETED)
            case MilestoneType.PROPOSAL:
                yield self._quote(journey, step.on, is_answered=not is_last and chance < IS_ANSWERED)
            case MilestoneType.NEGOTIATION if chance < 0.6 and journey.phone:
                yield self._call(step.on)

    def _check_in(self, journey: Journey, on: date, *, gives_up: bool) -> Contact:
        is_answered = self._rng.random() < (IS_ANSWERED_BEFORE_GIVING_UP if gives_up else IS_ANSWERED)
        if journey.phone is None or (journey.email and self._rng.random() < 0.3):
            return self._email(on, is_answered=is_answered)
        if self._rng.random() < 0.45:
            return self._message(on, is_answered=is_answered)
        is_missed = self._rng.random() < (2 * IS_MISSED if gives_up else IS_MISSED)
        return self._missed(on) if is_missed else self._call(on)

    def _call(self, on: date) -> Contact:
        outcome = self._rng.choice((Outcome.POSITIVE, Outcome.POSITIVE, Outcome.NEUTRAL, None))
        minutes = self._rng.randint(2, 18)
        call = self._contact(EngagementType.CALL_MADE, on, self._talk.calls)
        return replace(call, outcome=outcome, duration_minutes=minutes, responded_on=on)

    def _missed(self, on: date) -> Contact:
        missed = self._contact(EngagementType.CALL_MADE, on, self._talk.missed)
        return replace(missed, status=EngagementStatus.FAILED)

    def _email(self, on: date, *, is_answered: bool) -> Contact:
        return self._answered(self._contact(EngagementType.EMAIL_SENT, on, self._talk.emails), is_answered)

    def _message(self, on: date, *, is_answered: bool) -> Contact:
        return self._answered(self._contact(EngagementType.MESSAGE_SENT, on, self._talk.messages), is_answered)

    def _quote(self, journey: Journey, on: date, *, is_answered: bool) -> Contact:
        type_ = EngagementType.PROPOSAL_SENT if journey.email else EngagementType.QUOTE_SENT
        quote = self._contact(type_, on, self._talk.quotes)
        by_phone = quote if journey.email else replace(quote, channel=CHANNELS[type_][1])
        return self._answered(by_phone, is_answered)

    def _meeting(self, on: date, status: EngagementStatus) -> Contact:
        meeting = self._contact(EngagementType.MEETING_SCHEDULED, on, self._talk.meetings)
        minutes = self._rng.choice((30, 45, 60)) if status is EngagementStatus.COMPLETED else None
        return replace(meeting, status=status, duration_minutes=minutes)

    def _answered(self, contact: Contact, is_answered: bool) -> Contact:
        """With the lead's answer, the same day or some days later, but not after today."""
        on = min(self._today, contact.on + timedelta(days=self._rng.randint(0, 3)))
        return (
            replace(contact, responded_on=on, response_notes=self._draw(self._talk.answers)) if is_answered else contact
        )

    def _contact(self, type_: EngagementType, on: date, subjects: tuple[str, ...]) -> Contact:
        hour = time(self._rng.randint(10, 18), self._rng.choice((0, 10, 15, 30, 40, 45)))
        at = hour if on != self._today else None  # it may be earlier than that
        return Contact(type=type_, channel=CHANNELS[type_][0], on=on, at=at, subject=self._draw(subjects))

    def _draw(self, texts: tuple[str, ...]) -> str:
        return self._decks[texts].draw()

    def _can_meet(self, journey: Journey) -> bool:
        is_reached = journey.steps[-1].type is not MilestoneType.LEAD_GENERATED
        is_fresh = self._today - journey.last_on <= FRESH
        return journey.is_open and journey.follow_up_on is None and is_reached and is_fresh

    def _has_just_bought(self, journey: Journey) -> bool:
        return journey.status is LeadStatus.CONVERTED and self._today - journey.last_on <= JUST_BOUGHT

    def _with_meeting(self, journey: Journey, rep: str) -> Journey:
        on = self._today + timedelta(days=self._rng.randint(1, MEETING_WITHIN))
        return replace(journey, owner=rep, contacts=(*journey.contacts, self._meeting(on, EngagementStatus.PENDING)))
