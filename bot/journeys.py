"""Whole journeys: leads with all that happened to them, as a demo or another system tells it. Not the ladder itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bot.kinds import (
    BookingStatus,
    Channel,
    EngagementStatus,
    EngagementType,
    LeadStatus,
    MilestoneType,
    Outcome,
)
from bot.stages import CLOSED, status_after, status_after_contact


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An engagement of the lead's owner; a meeting that is pending may lie ahead."""

    type: EngagementType
    channel: Channel
    on: date
    subject: str
    at: time | None = None
    notes: str | None = None
    outcome: Outcome | None = None
    status: EngagementStatus = EngagementStatus.COMPLETED
    duration_minutes: int | None = None
    responded_on: date | None = None
    response_notes: str | None = None


def has_effect(event: Step | Contact) -> bool:
    """Whether it moves the lead and settles what was waiting: no contact that failed does."""
    return isinstance(event, Step) or event.status is not EngagementStatus.FAILED


@dataclass(frozen=True, slots=True)
class Sale:
    """What was booked; `amount` in minor units. The day is the booking step's; `address` is the buyer's."""

    unit_type: str | None
    amount: int
    status: BookingStatus
    count: int = 1
    delivery_on: date | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A lead from its first step (it was created that day) to its last event; steps and contacts in order of time.

    `owner`, `source` and `campaign` are keys of who tells the story; `value` is in minor units. A step's follow-up
    is settled by the next event that has an effect, so only the last one's can be pending.
    """

    name: str
    owner: str
    steps: tuple[Step, ...]
    contacts: tuple[Contact, ...] = ()
    company: str | None = None
    email: str | None = None
    phone: str | None = None
    source: str | None = None
    campaign: str | None = None
    value: int | None = None
    notes: str | None = None
    sale: Sale | None = None

    @property
    def events(self) -> tuple[Step | Contact, ...]:
        """Steps and contacts in order of their days; on one day, the steps first."""
        return tuple(sorted((*self.steps, *self.contacts), key=lambda event: event.on))

    @property
    def created_on(self) -> date:
        return self.steps[0].on

    @property
    def last_on(self) -> date:
        return self.events[-1].on

    @property
    def follow_up_on(self) -> date | None:
        """The day of the pending follow-up."""
        *_, last = filter(has_effect, self.events)
        return last.follow_up_on if isinstance(last, Step) else None

    @property
    def booked_on(self) -> date | None:
        return next((step.on for step in reversed(self.steps) if step.type is MilestoneType.BOOKING), None)

    @property
    def last_step(self) -> Step:
        return self.steps[-1]

    @property
    def is_called_off(self) -> bool:
        """Whether the last step was a cancellation."""
        return self.last_step.type is MilestoneType.CANCELLATION

    @property
    def status(self) -> LeadStatus:
        return list(self.statuses())[-1]

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    def statuses(self) -> Iterator[LeadStatus]:
        """The lead's status after each event."""
        status = LeadStatus.NEW
        for event in self.events:
            if isinstance(event, Step):
                status = status_after(status, event.type)
            elif has_effect(event):
                status = status_after_contact(status)
            yield status
