"""How likely a lead is to buy, from 0 to 100, and why in words. Counts what happened; it predicts nothing.

An open lead gathers points for five things, at most 94 in all; 100 is kept for those who bought.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Final

from bot.engagements import AWAITED
from bot.figures import Figures, with_minus
from bot.followups import COLD_AFTER_DAYS
from bot.kinds import EngagementStatus, LeadStatus, MilestoneType, Outcome
from bot.model import Engagement, Lead, Milestone
from bot.stages import STAGES, VISITS

MOST_REASONS: Final = 4

_STAGE_POINTS: Final = (0, 10, 20, 30, 30)
"""For having reached each of `STAGES`; who converted and came back has negotiated."""

_MEETINGS: Final = dict.fromkeys(VISITS, "visit") | {
    MilestoneType.DEMO: "demo",
    MilestoneType.NEGOTIATION: "negotiation",
}
_OUTCOME_POINTS: Final = {Outcome.POSITIVE: 4, Outcome.NEUTRAL: 1, Outcome.NEGATIVE: -4}
_LATEST_WEIGHS: Final = (3, 2, 1)
_NUMBERS: Final = ("no", "a", "two", "three")

_RECENCY: Final = ((3, 15), (7, 10), (COLD_AFTER_DAYS - 1, 5), (30, -5), (60, -10))
"""Points for the last activity being so many days ago at most."""
_LONG_AGO: Final = -15

_RESPONSE_POINTS: Final = 15
_LATEST_CONTACTS: Final = 10
_FEW_CONTACTS: Final = 3
_TIME_TO_ANSWER: Final = timedelta(days=3)

_FIGURES: Final = Figures("en")


@dataclass(frozen=True, slots=True)
class Score:
    """`reasons` begin with the one that weighs most, with its points where it has any: "+20 reached Qualified"."""

    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one side of a lead adds to its score or takes from it."""

    points: int
    reason: str

    def __str__(self) -> str:
        return f"{with_minus(f'{self.points:+}')} {self.reason}" if self.points else self.reason


def score(
    lead: Lead,
    *,
    milestones: Iterable[Milestone],
    engagements: Iterable[Engagement],
    source_rate: Fraction | None,
    target: int,
    today: date,
) -> Score:
    """The lead's score with two to four reasons; one that is lost has 0, one that converted 100.

    `source_rate` is the conversion rate of the lead's source and `target` the tenant's, both in percent; None is a
    rate over too few leads to say anything.
    """
    if lead.status is LeadStatus.LOST:
        return Score(0, ("lost",))
    if lead.status is LeadStatus.CONVERTED:
        return Score(100, ("converted",))
    parts = [
        stage_reached(lead),
        how_meetings_went(milestones),
        how_recent(lead, today),
        how_it_answers(engagements, today),
        how_its_source_converts(source_rate, target),
    ]
    known = sorted((part for part in parts if part), key=lambda part: -abs(part.points))
    points = sum(part.points for part in known)
    return Score(max(0, points), tuple(map(str, known[:MOST_REASONS])))


def stage_reached(lead: Lead) -> Part:
    """How far it ever came, also if it was lost since and came back."""
    stage = STAGES[lead.stage]
    reason = "not contacted yet" if stage is LeadStatus.NEW else f"reached {stage.value.capitalize()}"
    return Part(_STAGE_POINTS[lead.stage], reason)


def how_meetings_went(milestones: Iterable[Milestone]) -> Part | None:
    """The outcomes of the last three visits, demos and negotiations; the latest weighs three times the third."""
    judged = [milestone for milestone in milestones if milestone.type in _MEETINGS and milestone.outcome]
    judged.sort(key=lambda event: (event.happened_on, event.happened_at or time.min, event.id), reverse=True)
    latest = judged[: len(_LATEST_WEIGHS)]
    outcomes = [milestone.outcome for milestone in latest if milestone.outcome]
    if not outcomes:
        return None
    points = sum(weight * _OUTCOME_POINTS[outcome] for weight, outcome in zip(_LATEST_WEIGHS, outcomes, strict=False))
    return Part(points, _meetings(latest, outcomes))


def _meetings(latest: list[Milestone], outcomes: list[Outcome]) -> str:
    """Two positive visits; latest demo negative, positive before."""
    if len(set(outcomes)) == 1:
        nouns = {_MEETINGS[milestone.type] for milestone in latest}
        noun = nouns.pop() if len(nouns) == 1 else "meeting"
        return f"{_NUMBERS[len(latest)]} {outcomes[0].value} {noun}{'s' if len(latest) > 1 else ''}"
    before = " and ".join(dict.fromkeys(outcome.value for outcome in outcomes[1:]))
    return f"latest {_MEETINGS[latest[0].type]} {outcomes[0].value}, {before} before"


def how_recent(lead: Lead, today: date) -> Part:
    """How long ago anything happened; a meeting to come counts as much as one today."""
    if lead.last_activity_on is None:
        return Part(0, "no activity yet")
    days = (today - lead.last_activity_on).days
    points = next((points for most, points in _RECENCY if days <= most), _LONG_AGO)
    if days < 0:
        return Part(points, f"a meeting planned in {_FIGURES.plural(-days, 'day')}")
    if days >= COLD_AFTER_DAYS:
        return Part(points, f"no activity for {days} days")
    return Part(points, {0: "active today", 1: "active yesterday"}.get(days, f"active {days} days ago"))


def how_it_answers(engagements: Iterable[Engagement], today: date) -> Part | None:
    """The share answered of the last ten contacts; one of the last days still has time. All points need three."""
    contacts = [
        contact
        for contact in engagements
        if contact.type in AWAITED and contact.status is EngagementStatus.COMPLETED and _is_settled(contact, today)
    ]
    contacts.sort(key=lambda contact: (contact.happened_on, contact.id), reverse=True)
    latest = contacts[:_LATEST_CONTACTS]
    answered = sum(contact.responded_on is not None for contact in latest)
    if not latest:
        return None
    if not answered:
        return Part(
            -5 if len(latest) >= _FEW_CONTACTS else 0, f"answers none of {_FIGURES.plural(len(latest), 'contact')}"
        )
    share = Fraction(answered, max(len(latest), _FEW_CONTACTS))
    return Part(round(_RESPONSE_POINTS * share), f"answers {answered} of {_FIGURES.plural(len(latest), 'contact')}")


def _is_settled(contact: Engagement, today: date) -> bool:
    return contact.responded_on is not None or today - contact.happened_on >= _TIME_TO_ANSWER


def how_its_source_converts(rate: Fraction | None, target: int) -> Part | None:
    """The source's conversion rate beside the target."""
    if rate is None or target <= 0:
        return None
    converts, share = f"its source converts {_FIGURES.rate(rate)}", rate / target
    if share >= 2:
        return Part(10, f"{converts}, {'twice' if share < 3 else f'{int(share)} times'} the target")
    if share >= 1:
        return Part(6, f"{converts}, {'over' if share > 1 else 'right on'} the target")
    if share >= Fraction(1, 2):
        return Part(2, f"{converts}, under the target")
    return Part(-5, f"{converts}, less than half the target")
