"""What people intend with a lead's events, validated: milestones and engagements, new or corrected, and answers."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bot.commands import Chosen, Command, Line, Paragraph, Ticked
from bot.engagements import CHANNELS, PLANNED, statuses
from bot.errors import BotError, FollowUpBeforeEvent, FollowUpDateMissing, InTheFuture, Question
from bot.kinds import Channel, EngagementStatus, EngagementType, MilestoneType, Outcome
from bot.milestones import needed
from bot.places import Coordinates, parse_coordinates


class MadeWithTheLead(BotError):
    """A lead is generated once, when it is made with /lead. Log what happened next."""


class PartOfTheLead(BotError):
    """A lead is generated once, so this step stays. To take the lead away, use /lead delete."""


class DetailMissing(BotError):
    """A {kind} needs its {what}."""


class ReasonMissing(BotError):
    """Why was it cancelled? Say so in the notes: the next person to call should know."""


class LoggedAlready(Question):
    """A {kind} is logged for {lead} already, {details}. Log it again only if it happened twice."""


class EventInTheFuture(InTheFuture):
    """{what} can't be in the future. To plan one, set a follow-up instead."""


class WrongChannel(BotError):
    """“{kind}” goes by {channels}, not by {channel}."""


class NotPending(BotError):
    """Only a meeting that is still to come can be pending."""


class StillToCome(BotError):
    """A meeting in the future is pending until its day comes. Then say how it went."""


class AnswerDateMissing(BotError):
    """On which day did the answer come?"""


class AnswerTooEarly(BotError):
    """The answer can't have come before the day of the engagement itself."""


class AnswerInTheFuture(BotError):
    """The answer can't have come after today."""


def _coordinates(typed: Any) -> Any:
    try:
        return parse_coordinates(typed) if isinstance(typed, str) else typed
    except BotError as error:
        raise ValueError(str(error)) from error


Minutes = Annotated[int, Field(gt=0, le=24 * 60)]
Point = Annotated[Coordinates, BeforeValidator(_coordinates)]


class FollowUpAsked(Command):
    """The part of an event that asks for a follow-up; `owner` is whose it is, where not the writer's own."""

    follow_up_required: Ticked = False
    follow_up_on: date | None = None
    owner: Chosen | None = None

    def check_follow_up(self, event_on: date) -> None:
        if self.follow_up_required and self.follow_up_on is None:
            raise FollowUpDateMissing(field="follow_up_on")
        if self.follow_up_on is not None and self.follow_up_on < event_on:
            raise FollowUpBeforeEvent(field="follow_up_on")


class EditMilestone(Command):
    """A milestone's details as they should be; `duration` in minutes. What is left out is emptied."""

    happened_on: date
    happened_at: time | None = None
    location: Line | None = None
    coordinates: Point | None = None
    visited_by: Chosen | None = None
    outcome: Outcome | None = None
    duration: Minutes | None = None
    notes: Paragraph | None = None

    def check_details(self, kind: MilestoneType, today: date) -> None:
        """Refuse what can't be: a day to come, a visit without its place, a cancellation without its reason."""
        if self.happened_on > today:
            raise EventInTheFuture(what=_with_article(kind), field="happened_on")
        for detail in needed(kind):
            if getattr(self, detail) is None and detail == "notes":
                raise ReasonMissing(field="notes")
            if getattr(self, detail) is None:
                raise DetailMissing(kind=kind.label.lower(), what=detail, field=detail)


class RecordMilestone(EditMilestone, FollowUpAsked):
    """A dated event of a lead's journey; `keep_status` leaves the lead where it stands on the ladder."""

    lead: Chosen
    type: MilestoneType
    keep_status: Ticked = False

    def check(self, today: date) -> None:
        if self.type is MilestoneType.LEAD_GENERATED:
            raise MadeWithTheLead(field="type")
        self.check_details(self.type, today)
        self.check_follow_up(self.happened_on)


class RecordResponse(Command):
    """The answer to an engagement."""

    responded_on: date
    response_notes: Paragraph | None = None
    outcome: Outcome | None = None

    def check(self, happened_on: date, today: date) -> None:
        check_answer(self.responded_on, happened_on, today)


class EditEngagement(Command):
    """An engagement's details as they should be. What is left out is emptied; a status, as its day has it."""

    channel: Channel
    happened_on: date
    happened_at: time | None = None
    subject: Line
    outcome: Outcome | None = None
    status: EngagementStatus | None = None
    duration: Minutes | None = None
    notes: Paragraph | None = None
    responded: Ticked = False
    responded_on: date | None = None
    response_notes: Paragraph | None = None

    def check_details(self, kind: EngagementType, today: date) -> None:
        """Refuse what can't be: a channel by which nobody does that, a day to come, a status of another day."""
        if self.channel not in CHANNELS[kind]:
            channels = [channel.label for channel in CHANNELS[kind]]
            shown = " or ".join(filter(None, (", ".join(channels[:-1]), channels[-1])))
            raise WrongChannel(kind=kind.label, channels=shown, channel=self.channel.label, field="channel")
        if self.happened_on > today and kind not in PLANNED:
            raise EventInTheFuture(what=_with_article(kind), field="happened_on")
        if self.status is not None and self.status not in statuses(kind, self.happened_on, today):
            raise NotPending(field="status") if self.status is EngagementStatus.PENDING else StillToCome(field="status")
        if self.responded and self.responded_on is None:
            raise AnswerDateMissing(field="responded_on")
        if self.responded and self.responded_on is not None:
            check_answer(self.responded_on, self.happened_on, today)


class RecordEngagement(EditEngagement, FollowUpAsked):
    """One contact with a lead."""

    lead: Chosen
    type: EngagementType

    def check(self, today: date) -> None:
        self.check_details(self.type, today)
        self.check_follow_up(self.happened_on)


def check_answer(responded_on: date, happened_on: date, today: date) -> None:
    """Raises AnswerInTheFuture or AnswerTooEarly."""
    if responded_on > today:
        raise AnswerInTheFuture(field="responded_on")
    if responded_on < happened_on:
        raise AnswerTooEarly(field="responded_on")


def _with_article(kind: MilestoneType | EngagementType) -> str:
    return f"{'An' if kind.label[0] in 'AEIOU' else 'A'} {kind.label.lower()}"
