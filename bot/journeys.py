"""Whole journeys: leads with all that happened to them, as a demo or another system tells it. Not the ladder itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bot.model import BookingStatus, LeadStatus, MilestoneType, Outcome
from bot.stages import status_after

CLOSED = frozenset({LeadStatus.CONVERTED, LeadStatus.LOST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A milestone that happened, with the day of the follow-up that it asked for."""

    type: MilestoneType
    on: date
    at: time | None = None
    location: str | None = None
    outcome: Outcome | None = None
    notes: str | None = None
    duration_minutes: int | None = None
    follow_up_on: date | None = None

    @property
    def why(self) -> str:
        """What its follow-up is for."""
        return self.notes or f"After the {self.type.label.lower()}"


@dataclass(frozen=True, slots=True)
class Sale:
    """What was booked; `amount` in minor units. The day is the booking step's."""

    unit_type: str | None
    amount: int
    status: BookingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A lead from its first step (it was created that day) to its last, in order of time.

    `owner`, `source` and `campaign` are keys of who tells the story; `value` is in minor units. A step's follow-up
    is settled by the next step, so only the last step's can be pending.
    """

    name: str
    owner: str
    steps: tuple[Step, ...]
    company: str | None = None
    email: str | None = None
    phone: str | None = None
    source: str | None = None
    campaign: str | None = None
    value: int | None = None
    notes: str | None = None
    sale: Sale | None = None

    @property
    def created_on(self) -> date:
        return self.steps[0].on

    @property
    def last_on(self) -> date:
        return self.steps[-1].on

    @property
    def follow_up_on(self) -> date | None:
        """The day of the pending follow-up."""
        return self.steps[-1].follow_up_on

    @property
    def booked_on(self) -> date | None:
        return next((step.on for step in reversed(self.steps) if step.type is MilestoneType.BOOKING), None)

    @property
    def status(self) -> LeadStatus:
        return list(self.statuses())[-1]

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    def statuses(self) -> Iterator[LeadStatus]:
        """The lead's status after each step."""
        status = LeadStatus.NEW
        for step in self.steps:
            status = status_after(status, step.type)
            yield status
