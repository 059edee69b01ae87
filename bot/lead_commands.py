"""What people intend with a lead, validated: to make one, change it, set its status, merge it with another."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.commands import Chosen, Command, Line, Paragraph
from bot.errors import BotError, Question
from bot.kinds import LeadStatus


class NotAnEmail(BotError):
    """“{text}” is no email address. It should look like asha@example.com."""


class MadeInTheFuture(BotError):
    """A lead can't be made in the future. Choose today or an earlier day."""


class ChangedInTheFuture(BotError):
    """A status can't be set for a day to come. Choose today or an earlier day."""


class SameContact(Question):
    """This {what} is {whose} lead {lead}{more}. Log there instead of making a second one?"""


class SamePerson(Question):
    """This {what} is also {whose} lead {lead}{more}. If they are one and the same, merge them."""


class ChangedMeanwhile(Question):
    """{who} changed the {fields} since you opened this form{to}. Put yours in its place?"""


class MergeForGood(Question):
    """{gone} goes into {kept}{hanging}. {code} leaves the lists, and whoever looks for it finds {kept_code}."""


class SameLead(BotError):
    """That is the lead itself. Choose the other one."""


class SameStatus(BotError):
    """It is {status} already. Choose another status."""


class Keep(StrEnum):
    """Which of two leads stays when they become one."""

    THIS = "this"
    OTHER = "other"


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise ValueError(str(NotAnEmail(text=text)))
    return text


Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
Phone = Annotated[str, Field(max_length=40)]


class CreateLead(Command):
    """A new lead. `value` is the amount as typed; without an owner or a date it is the writer's, and made today."""

    name: Line
    company: Line | None = None
    phone: Phone | None = None
    email: Email | None = None
    source: Chosen | None = None
    campaign: Chosen | None = None
    owner: Chosen | None = None
    value: Line | None = None
    notes: Paragraph | None = None
    created_on: date | None = None

    def check(self, today: date) -> None:
        if self.created_on is not None and self.created_on > today:
            raise MadeInTheFuture(field="created_on")


class EditLead(CreateLead):
    """What was changed of a known lead, as it should be; its name in any case."""


class SetStatus(Command):
    """A status given by hand, up or down the ladder, and why."""

    status: LeadStatus
    changed_on: date
    note: Paragraph

    def check(self, today: date) -> None:
        if self.changed_on > today:
            raise ChangedInTheFuture(field="changed_on")


class MergeLeads(Command):
    """Another lead that is the same person or company."""

    lead: Chosen
    keep: Keep
