"""The records behind a number of a report: which of them are meant, and how many they must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.commands import Command
from bot.filters import Filters
from bot.kinds import BookingStatus, LeadStatus
from bot.report import ReportKind
from bot.report_request import ReportRequest
from bot.stages import STAGES

NO_RECORD = 0
"""Stands for the leads without a source."""

LineField = Literal["owner_id", "source_id", "campaign_id"]
LINES: dict[ReportKind, LineField] = {
    ReportKind.SOURCES: "source_id",
    ReportKind.CAMPAIGNS: "campaign_id",
    ReportKind.TEAM: "owner_id",
}
"""What each line of these reports is about."""


class LeadNumber(StrEnum):
    """A number of leads as reports tell it; the value of one that counts who came no further begins with STOPPED."""

    ALL = "all"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    NEGOTIATION = "negotiation"
    CONVERTED = "converted"
    LOST = "lost"
    STOPPED_NEW = "stopped at new"
    STOPPED_CONTACTED = "stopped at contacted"
    STOPPED_QUALIFIED = "stopped at qualified"
    STOPPED_NEGOTIATION = "stopped at negotiation"

    @classmethod
    def stopped(cls, stage: LeadStatus) -> LeadNumber:
        return cls(f"stopped at {stage}")

    @property
    def label(self) -> str:
        """Short, for a menu: "Contacted", "Only contacted"."""
        return f"Only {self.stopped_at}" if self.stopped_at else self.value.capitalize()

    @property
    def told(self) -> str:
        """What its leads have in common, behind how many they are: "25 leads that came to qualified"."""
        if self is LeadNumber.ALL:
            return ""
        if self is LeadNumber.LOST:
            return "that are lost now"
        return (
            f"that came to {self.reached}"
            if self.stopped_at is None
            else f"that came no further than {self.stopped_at}"
        )

    @property
    def reached(self) -> LeadStatus:
        """The stage that its leads came to at least."""
        return LeadStatus(self.value) if self.value in STAGES else LeadStatus.NEW

    @property
    def stopped_at(self) -> LeadStatus | None:
        """The stage beyond which none of its leads ever came."""
        return LeadStatus(self.value.removeprefix("stopped at ")) if self.value.startswith("stopped") else None

    @property
    def statuses(self) -> tuple[LeadStatus, ...] | None:
        """What its leads are now, where that matters."""
        return (LeadStatus.LOST,) if self is LeadNumber.LOST else None

    def count_in(self, standing: Iterable[tuple[int, bool, int]]) -> int:
        """How many of those that stand so (furthest stage, lost now, how many leads) are meant."""
        return sum(count for stage, is_lost, count in standing if self._has(STAGES[stage], is_lost))

    def _has(self, stage: LeadStatus, is_lost: bool) -> bool:
        if self is LeadNumber.LOST:
            return is_lost
        if self.stopped_at is not None:
            return stage is self.stopped_at
        return STAGES.index(stage) >= STAGES.index(self.reached)


ALWAYS = tuple(number for number in LeadNumber if number.stopped_at is None)
"""The numbers that every report on leads has."""


class Behind(Command):
    """The records behind one number of a report; carried by the view that lists them.

    Of leads, those of a `number`, and of a `line`: its record's id, NO_RECORD, or None for all lines. Of bookings,
    those of a `status`, or all.
    """

    request: ReportRequest
    number: LeadNumber = LeadNumber.ALL
    line: Annotated[int, Field(ge=0, lt=2**63)] | None = None
    status: BookingStatus | None = None

    @property
    def filters(self) -> Filters:
        field = LINES.get(self.request.kind)
        if field is None or self.line is None:
            return self.request.filters
        if self.line == NO_RECORD:
            return replace(self.request.filters, without_source=True)
        narrowed: dict[str, Any] = {field: self.line}
        return replace(self.request.filters, **narrowed)

    @property
    def dated_only(self) -> bool:
        """The funnel counts no lead of which nobody knows when it was created."""
        return self.request.kind is ReportKind.FUNNEL

    @property
    def text(self) -> str:
        return self.model_dump_json(exclude_none=True)
