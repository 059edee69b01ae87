"""What people intend with a customer, validated: to make one without a booking, and to change one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.commands import Chosen, Command, Line, Paragraph
from bot.errors import BotError, Question
from bot.lead_commands import Email, Phone


class SameCustomer(Question):
    """{code} is called “{name}” already. Do you want two customers of that name?"""


class AccountOfOthers(BotError):
    """The account of {customer} is for managers, and for the rep whose customer it is."""


class CustomerOfOthers(BotError):
    """Only managers, and the rep whose customer it is, change {customer}."""


class SaveCustomer(Command):
    """A customer as they are to be; `address` is what a statement is sent to."""

    name: Line
    email: Email | None = None
    phone: Phone | None = None
    address: Annotated[str, Field(max_length=500)] | None = None
    owner: Chosen | None = None
    notes: Paragraph | None = None
