"""What people can be told went wrong: one tree of errors whose docstrings are the sentences they read.

A subclass's docstring may name values in braces; they are given when the error is raised. `field` names
the form field that the sentence belongs under, where there is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from inspect import cleandoc


class BotError(Exception):
    """That did not work, and nothing was changed."""

    def __init__(self, *, field: str | None = None, **values: object) -> None:
        self.field = field
        text = " ".join(cleandoc(type(self).__doc__ or "").split())
        super().__init__(text.format(**values))


class Question(BotError):
    """Are you sure?"""

    def __init__(self, *, key: str, yes: str, instead: tuple[str, str, str] | None = None, **values: object) -> None:
        """Nothing is wrong, but the person should say so once more.

        `key` is what a yes is remembered by, `yes` the button's text, `instead` the (text, action, value) of a
        button for another way.
        """
        super().__init__(field=None, **values)
        self.key, self.yes, self.instead = key, yes, instead


def ask_once(question: Question, confirmed: Collection[str]) -> None:
    """Raise the question, unless it is among those that were answered with yes."""
    if question.key not in confirmed:
        raise question


@contextmanager
def under(field: str) -> Iterator[None]:
    """Put the errors of the block under this form field, unless they name one themselves."""
    try:
        yield
    except BotError as error:
        error.field = error.field or field
        raise


class DateNotUnderstood(BotError):
    """I can't read “{text}” as a date. Try today, fri, 25 nov or 2026-11-25."""


class PeriodNotUnderstood(BotError):
    """I can't read “{text}” as a period. Try this month, last 90 days, 2026-q3 or from 2026-01 to 2026-06."""


class NothingFound(BotError):
    """I found no {what} “{text}”. {hint}"""


class InTheFuture(BotError):
    """{what} can't be in the future."""


class FollowUpDateMissing(BotError):
    """A follow-up that is required needs its date."""


class FollowUpBeforeEvent(BotError):
    """The follow-up can't be before the day of the event itself."""


class AlreadyChanged(BotError):
    """This can't be undone any more: {what} since."""


class UndoExpired(BotError):
    """This can't be undone any more: Undo works for 10 minutes."""


class NotYours(BotError):
    """Only the person who wrote this can undo it."""


class NotAllowed(BotError):
    """{what} needs the {role} role. Ask a colleague who has it; an admin gives roles, with /milepost role."""


class Stranger(BotError):
    """Milepost here belongs to another company, so you can read this but not use its buttons."""


class Guest(BotError):
    """Milepost is for the members of this workspace; guests can't use it. Ask a colleague to log it for you."""


class UnknownWorkspace(BotError):
    """Milepost is not set up for this workspace yet. Ask the person who installed it to finish the set-up."""


class CommandNotUnderstood(BotError):
    """I don't understand “{text}”. {usage}"""
