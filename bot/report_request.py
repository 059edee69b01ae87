"""A report as it is asked for: which one, of what period, narrowed to whom. Buttons, queues and schedules keep it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.commands import Chosen, Command
from bot.filters import Filters
from bot.report import ReportKind

EVER = "all time"
DEFAULT_PERIODS = {
    ReportKind.FUNNEL: "last 12 months",
    ReportKind.SOURCES: "last 12 months",
    ReportKind.BOOKINGS: "last 12 months",
    ReportKind.TEAM: "this month",
}
"""Of the others: all time."""

TIMELESS = frozenset({ReportKind.AGEING, ReportKind.TIMELINE})
"""Reports of the state today, or of all that ever was: they take no period."""

OF_ONE_RECORD = frozenset({ReportKind.LEDGER, ReportKind.TIMELINE})
"""Reports on one customer, or on one lead: there is nothing to narrow."""


class ReportRequest(Command):
    """`period` is as people type it, and counted anew each time; the ids narrow the report, or say whose it is.

    As text it takes less than 255 characters, which is what Slack lets a block's id have.
    """

    kind: ReportKind
    period: Annotated[str, Field(min_length=1, max_length=60)]
    owner_id: Chosen | None = None
    source_id: Chosen | None = None
    campaign_id: Chosen | None = None
    customer_id: Chosen | None = None
    lead_id: Chosen | None = None

    @property
    def filters(self) -> Filters:
        return Filters(owner_id=self.owner_id, source_id=self.source_id, campaign_id=self.campaign_id)

    def narrowed(self, filters: Filters) -> ReportRequest:
        """The same for these filters, in the place of those that it has."""
        return self.model_copy(
            update={
                "owner_id": filters.owner_id,
                "source_id": filters.source_id,
                "campaign_id": filters.campaign_id,
            }
        )

    def of_period(self, period: str) -> ReportRequest:
        return self.model_copy(update={"period": period})

    @property
    def text(self) -> str:
        return self.model_dump_json(exclude_none=True)


def default_period(kind: ReportKind) -> str:
    return DEFAULT_PERIODS.get(kind, EVER)
