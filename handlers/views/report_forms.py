"""The form that narrows a report, and the periods that its menu offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.model import Campaign, Member, Source
from bot.report_request import OF_ONE_RECORD, TIMELESS, ReportRequest
from handlers.views.blocks import Blocks, Choice, field, form, line_input, typeahead
from handlers.views.members import member_option
from handlers.views.origins import campaign_option, source_option

OTHER = "other"
PERIODS = (
    *("today", "this week", "last week", "this month", "last month", "this quarter", "last quarter"),
    *("this year", "last year", "last 90 days", "last 12 months", "all time"),
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a report is narrowed to now."""

    owner: Member | None
    source: Source | None
    campaign: Campaign | None


def period_choices(period: str) -> list[Choice]:
    """What the menu offers, the report's own period always among it."""
    offered = PERIODS if period in PERIODS else (period, *PERIODS)
    return [*((known, known.capitalize()) for known in offered), (OTHER, "Another period …")]


def filter_form(
    request: ReportRequest, narrowing: Narrowing, *, title: str, submit: str, metadata: str
) -> dict[str, Any]:
    """`title` and `submit` say what the button did that opened it."""
    blocks: Blocks = []
    if request.kind not in TIMELESS:
        hint = "Like: this month, last 90 days, 2026-q3, from 2026-01 to 2026-06"
        blocks.append(field("period", "Period", line_input(initial=request.period, limit=60), hint=hint))
    if request.kind not in OF_ONE_RECORD:
        blocks += narrowing_fields(narrowing)
    return form("filter_form", f"{title} {request.kind.with_article}", blocks, submit=submit, metadata=metadata)


def narrowing_fields(narrowing: Narrowing) -> Blocks:
    owner = member_option(narrowing.owner) if narrowing.owner else None
    source = source_option(narrowing.source) if narrowing.source else None
    campaign = campaign_option(narrowing.campaign) if narrowing.campaign else None
    return [
        field("owner", "Owner", typeahead(chosen=owner, placeholder="Everybody"), optional=True),
        field("source", "Source", typeahead(chosen=source, placeholder="Every source"), optional=True),
        field("campaign", "Campaign", typeahead(chosen=campaign, placeholder="Every campaign"), optional=True),
    ]
