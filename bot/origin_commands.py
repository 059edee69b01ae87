"""What people intend with campaigns and sources, validated before anything is written."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.commands import Chosen, Command, Line
from bot.errors import BotError, Question
from bot.kinds import CampaignStatus, CampaignType, SourceType


class EndsBeforeItStarts(BotError):
    """A campaign can't end before the day on which it starts."""


class SameCampaign(Question):
    """{code} has that name already. Do you want two campaigns called “{name}”?"""


class SameSource(Question):
    """{code} is called “{name}” already. Do you want two sources of that name?"""


class AlreadySo(BotError):
    """{what} is {status} already."""


class SaveCampaign(Command):
    """A campaign as it is to be; `budget` is the amount as typed, `expected_roi` in percent."""

    name: Line
    type: CampaignType
    starts_on: date
    ends_on: date | None = None
    budget: Line | None = None
    expected_roi: Annotated[int, Field(ge=0, le=100_000)] | None = None
    owner: Chosen | None = None
    status: CampaignStatus

    def check(self) -> None:
        """Raises EndsBeforeItStarts."""
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise EndsBeforeItStarts(field="ends_on")


class SaveSource(Command):
    """A source as it is to be; `channel` is the medium as the company names it."""

    name: Line
    type: SourceType
    subsource: Line | None = None
    channel: Line | None = None
