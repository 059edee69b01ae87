"""What people intend with a follow-up, validated: to plan one, to put it off, to give it to somebody else."""

from __future__ import annotations

from datetime import date

from bot.commands import Chosen, Command, Line
from bot.errors import BotError


class FollowUpInThePast(BotError):
    """A follow-up can't be before today."""


class SnoozeFollowUp(Command):
    """To come back to it on another day."""

    due_on: date

    def check(self, today: date) -> None:
        if self.due_on < today:
            raise FollowUpInThePast(field="due_on")


class PlanFollowUp(SnoozeFollowUp):
    """Something to come back to; without an owner it is the writer's."""

    lead: Chosen
    why: Line
    owner: Chosen | None = None


class ReassignFollowUp(Command):
    owner: Chosen
