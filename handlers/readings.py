"""What a typed line comes to: an event that can be recorded as it stands, or a form with what was understood."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.capture import Captured, CapturedLine, parse_line
from bot.engagement_line import CapturedEngagement, parse_engagement_line
from bot.errors import DateNotUnderstood, Question
from bot.event_commands import RecordEngagement, RecordMilestone
from bot.kinds import MilestoneType
from bot.milestones import needed
from bot.model import Lead, Member, Write
from bot.stages import VISITS
from handlers import engagements, milestones
from handlers.events import next_step
from handlers.views.blocks import Choice
from handlers.views.engagements import EngagementDraft, engagement_buttons, engagement_form
from handlers.views.leads import lead_option
from handlers.views.milestones import MilestoneDraft, milestone_buttons, milestone_form
from handlers.views.words import shorten
from storage.store import Store

LONGEST_SUBJECT = 200
TYPES = {"/visit": MilestoneType.SITE_VISIT}
Saved = tuple[Write, tuple[ButtonElement, ...]]
"""The write, and what can be done with it beside Undo."""

PROBLEMS = {
    "at": "I can't read “{text}” as a time of day.",
    "channel": "“{text}” is no way to do that, so please choose the channel.",
    "duration_minutes": "I can't read “{text}” as the minutes of one day.",
    "location": "“{text}” names no place.",
    "notes": "The quote is not closed, so please look at the notes.",
    "subject": "The subject may end elsewhere, so please look at it.",
}


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`command` is the one that was typed: `/visit` is for visits."""

    command: str
    captured: Captured

    @property
    def is_enough(self) -> bool:
        """Whether it can be saved as it is: nothing is unread, and what its type needs was said."""
        said = self.captured
        is_of_command = self.command != "/visit" or said.type in VISITS
        return said.complete and said.type is not None and is_of_command and not self._missing

    @property
    def _missing(self) -> list[str]:
        return [what for what in needed(self.captured.type) if getattr(self.captured, what) is None]

    def form(self, lead: Lead | None, *, member: Member, channel: str) -> dict[str, Any]:
        said = self.captured
        draft = MilestoneDraft(**_parts(said, lead), type=said.type, location=said.location)
        missing = ["the reason" if what == "notes" else what for what in self._missing]
        remarks = (*_remarks(said), *_still_needed(said, missing))
        return milestone_form(milestones.by_default(draft, member), channel=channel, remarks=remarks)

    def doubt(self, store: Store, lead: Lead) -> Question | None:
        """What should be asked before it is saved."""
        return milestones.doubt_of(store, self._command(lead), lead)

    def record(
        self, store: Store, lead: Lead, *, actor: Member, submission: str, confirmed: Collection[str] = ()
    ) -> Saved:
        milestone, write = milestones.record_milestone(
            store, self._command(lead), actor=actor, submission=submission, confirmed=confirmed
        )
        return write, (*milestone_buttons(milestone), *next_step(store, lead.id))

    def _command(self, lead: Lead) -> RecordMilestone:
        said = self.captured
        own = {"type": said.type, "location": said.location}
        return RecordMilestone.model_validate({"lead": lead.id} | own | _said_parts(said))


@dataclass(frozen=True, slots=True)
class EngagementLine:
    captured: CapturedEngagement
    today: date

    @property
    def is_enough(self) -> bool:
        """Whether it can be saved as it is; a subject that is too long for one is looked at first."""
        return self.captured.complete and not self._is_long

    @property
    def _is_long(self) -> bool:
        return len(self.captured.subject or "") > LONGEST_SUBJECT

    def form(self, lead: Lead | None, *, member: Member, channel: str) -> dict[str, Any]:
        said = self.captured
        parts = _parts(said, lead)
        if self._is_long:
            parts["notes"] = "\n".join(filter(None, (said.subject, parts["notes"])))
        draft = EngagementDraft(
            **parts,
            type=said.type,
            channel=said.channel,
            subject=said.subject and shorten(said.subject, LONGEST_SUBJECT),
            status=said.status,
        )
        missing = [what for what in ("type", "subject") if getattr(said, what) is None]
        long = ("That is long for a subject, so all of it is in the notes.",) if self._is_long else ()
        remarks = (*_remarks(said), *long, *_still_needed(said, missing))
        filled = engagements.by_default(draft, member, self.today)
        return engagement_form(filled, today=self.today, channel=channel, remarks=remarks)

    def doubt(self, _store: Store, _lead: Lead) -> Question | None:
        """One may well call twice on a day."""
        return None

    def record(
        self,
        store: Store,
        lead: Lead,
        *,
        actor: Member,
        submission: str,
        confirmed: Collection[str] = (),  # noqa: ARG002 - nothing is asked
    ) -> Saved:
        said = self.captured
        own = {"type": said.type, "channel": said.channel, "subject": said.subject, "status": said.status}
        command = RecordEngagement.model_validate({"lead": lead.id} | own | _said_parts(said))
        engagement, write = engagements.record_engagement(store, command, actor=actor, submission=submission)
        return write, (*engagement_buttons(engagement), *next_step(store, lead.id))


Reading = MilestoneLine | EngagementLine


def read_line(store: Store, name: str, words: str, *, on: date) -> Reading:
    """The line's meaning on that day, with the tenant's own leads to tell a name from a word of the grammar."""
    if name == "/engage":
        return EngagementLine(parse_engagement_line(words, today=on, is_lead_name=store.lead_search.is_named), on)
    default = TYPES.get(name)
    captured = parse_line(words, today=on, default_type=default, is_lead_name=store.lead_search.is_named)
    return MilestoneLine(name, captured)


def empty_form(name: str, *, member: Member, today: date, channel: str) -> dict[str, Any]:
    """Nothing has to be looked up for it."""
    if name == "/engage":
        return engagement_form(EngagementDraft(happened_on=today), today=today, channel=channel)
    draft = MilestoneDraft(type=TYPES.get(name), happened_on=today)
    return milestone_form(milestones.by_default(draft, member), channel=channel)


def _parts(said: CapturedLine, lead: Lead | None) -> dict[str, Any]:
    """What every draft has; words that were not understood are not lost."""
    chosen: Choice | None = lead_option(lead) if lead else None
    return {
        "lead": chosen,
        "happened_on": said.on,
        "happened_at": said.at,
        "outcome": said.outcome,
        "duration": said.duration_minutes,
        "notes": " ".join(filter(None, (said.notes, *said.unread))) or None,
        "follow_up_required": said.follow_up_asked,
        "follow_up_on": said.follow_up_on,
    }


def _said_parts(said: CapturedLine) -> dict[str, Any]:
    """What every command has."""
    return {
        "happened_on": said.on,
        "happened_at": said.at,
        "outcome": said.outcome,
        "duration": said.duration_minutes,
        "notes": said.notes,
        "follow_up_required": said.follow_up_asked,
        "follow_up_on": said.follow_up_on,
    }


def _remarks(said: CapturedLine) -> list[str]:
    """What of the line the form can't show: words that were not understood, dates that can't be."""
    nameless = [] if said.lead_words else ["Which lead? A line begins with its name."]
    unread = [f"I did not understand “{' '.join(said.unread)}”; it is in the notes."] if said.unread else []
    return nameless + unread + [_remark(field, text) for field, text in said.problems]


def _remark(field: str, text: str) -> str:
    if field in PROBLEMS:
        return PROBLEMS[field].format(text=text)
    return str(DateNotUnderstood(text=text)) if text else "Follow up when?"


def _still_needed(said: CapturedLine, missing: list[str]) -> list[str]:
    return [f"Still needed: {' and '.join(missing)}."] if said.lead_words and missing else []
