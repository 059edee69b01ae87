"""What people intend, validated: a form's fields or a line's words, before anything is written.

A field's name is the form's block id, so that an error stands under the input it belongs to.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.errors import BotError
from bot.kinds import Cadence


class NoSuchDay(BotError):
    """Choose which day: a weekday for a weekly post, a day from 1 to 31 for a monthly one."""


Line = Annotated[str, Field(min_length=1, max_length=200)]
Paragraph = Annotated[str, Field(min_length=1, max_length=3000)]
Ticked = Annotated[bool, BeforeValidator(bool)]
Chosen = Annotated[int, Field(gt=0, lt=2**63)]
"""The id of a record that was chosen from a list."""


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ShareReport(Command):
    """A report for a channel, by its Slack id."""

    channel: Line


FOLLOW_UPS = "followups"
"""What a schedule names in the place of a report where it posts the pending follow-ups."""


class NarrowReport(Command):
    """Of which period a report is wanted, and whose."""

    period: Line | None = None
    owner: Chosen | None = None
    source: Chosen | None = None
    campaign: Chosen | None = None


class ScheduleReport(NarrowReport):
    """A report that posts itself, or the pending follow-ups, which have no period and are everybody's.

    `weekday` counts from 0 (Monday), `month_day` from 1.
    """

    report: Line
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
