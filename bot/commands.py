"""What people intend, validated: a form's fields or a line's words, before anything is written.

A field's name is the form's block id, so that an error stands under the input it belongs to.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.errors import (
    BotError,
    FollowUpBeforeEvent,
    FollowUpDateMissing,
    InTheFuture,
)
from bot.model import Cadence, MilestoneType, Outcome
from bot.stages import VISITS


class DetailMissing(BotError):
    """A site visit needs its {what}."""


class MadeWithTheLead(BotError):
    """A lead is generated once, when it is made with /lead. Log what happened next."""


class NotAnEmail(BotError):
    """“{text}” is no email address. It should look like asha@example.com."""


class NoSuchDay(BotError):
    """Choose which day: a weekday for a weekly post, a day from 1 to 31 for a monthly one."""


Line = Annotated[str, Field(min_length=1, max_length=200)]
Paragraph = Annotated[str, Field(min_length=1, max_length=3000)]
Ticked = Annotated[bool, BeforeValidator(bool)]
Chosen = Annotated[int, Field(gt=0, lt=2**63)]
"""The id of a record that was chosen from a list."""


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise ValueError(str(NotAnEmail(text=text)))
    return text


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class CreateLead(Command):
    """A new lead, whose owner is the person who enters it. `value` is the amount as typed."""

    name: Line
    company: Line | None = None
    phone: Annotated[str, Field(min_length=3, max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254), AfterValidator(_email)] | None = None
    source: Chosen | None = None
    campaign: Chosen | None = None
    value: Line | None = None
    notes: Paragraph | None = None


class RecordMilestone(Command):
    """A dated event of a lead's journey; `duration` in minutes."""

    lead: Chosen
    type: MilestoneType
    happened_on: date
    happened_at: time | None = None
    location: Line | None = None
    outcome: Outcome | None = None
    notes: Paragraph | None = None
    duration: Annotated[int, Field(gt=0, le=24 * 60)] | None = None
    follow_up_required: Ticked = False
    follow_up_on: date | None = None

    def check(self, today: date) -> None:
        """Refuse what can't be: a day to come, a visit without its place, a follow-up without its date."""
        if self.type is MilestoneType.LEAD_GENERATED:
            raise MadeWithTheLead(field="type")
        if self.happened_on > today:
            raise InTheFuture(what=f"A {self.type.label.lower()}", field="happened_on")
        if self.type in VISITS and self.location is None:
            raise DetailMissing(what="location", field="location")
        if self.type in VISITS and self.outcome is None:
            raise DetailMissing(what="outcome", field="outcome")
        if self.follow_up_required and self.follow_up_on is None:
            raise FollowUpDateMissing(field="follow_up_on")
        if self.follow_up_on is not None and self.follow_up_on < self.happened_on:
            raise FollowUpBeforeEvent(field="follow_up_on")


class ShareReport(Command):
    """A report for a channel, by its Slack id."""

    channel: Line


class ScheduleReport(Command):
    """A report that posts itself; `weekday` counts from 0 (Monday), `month_day` from 1."""

    report: Line
    period: Line
    channel: Line
    cadence: Cadence
    at: time
    weekday: Annotated[int, Field(ge=0, le=6)] | None = None
    month_day: Annotated[int, Field(ge=1, le=31)] | None = None

    @property
    def day(self) -> int | None:
        """The day that the cadence needs, None where it needs none. Raises NoSuchDay where it is missing."""
        days = {Cadence.WEEKLY: ("weekday", self.weekday), Cadence.MONTHLY: ("month_day", self.month_day)}
        if self.cadence not in days:
            return None
        field, day = days[self.cadence]
        if day is None:
            raise NoSuchDay(field=field)
        return day
