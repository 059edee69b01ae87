"""The nouns of a sales pipeline: frozen records as the program passes them on.

Dates are the tenant's calendar days, times are UTC, money is integer minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.filters import EVERYTHING, Filters
from bot.kinds import (
    Cadence,
    CampaignStatus,
    CampaignType,
    Channel,
    EngagementStatus,
    EngagementType,
    FollowUpStatus,
    LeadStatus,
    MilestoneType,
    Outcome,
    Role,
    SourceType,
)
from bot.ledger import Terms


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something on its way to Slack. `maybe_sent`: it was interrupted when Slack may already have had it."""

    id: int
    kind: str
    content: dict[str, Any]
    team_id: str
    attempts: int
    maybe_sent: bool


@dataclass(frozen=True, slots=True)
class Tenant:
    """One company. `currency` is ISO 4217, `locale` Babel's, `conversion_target` in percent."""

    id: int
    name: str
    currency: str
    locale: str
    time_zone: str
    conversion_target: int
    terms: Terms

    def day_of(self, moment: datetime) -> date:
        """The company's calendar day at that moment."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the tenant; `slack_user_id` is None for someone who is only named in an import."""

    id: int
    slack_user_id: str | None
    team_id: str | None
    name: str
    role: Role
    time_zone: str


@dataclass(frozen=True, slots=True)
class Source:
    """`channel` is the medium as the company names it (Search, Print); a source that is not active is not offered."""

    id: int
    code: str
    name: str
    type: SourceType
    subsource: str | None
    channel: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class Campaign:
    """`budget` is in minor units, `expected_roi` in percent."""

    id: int
    code: str
    name: str
    type: CampaignType
    starts_on: date
    ends_on: date | None
    budget: int
    expected_roi: int | None
    owner_id: int | None
    status: CampaignStatus


@dataclass(frozen=True, slots=True)
class Lead:
    """`value` is in minor units; `stage` is the furthest step ever reached (`stages.STAGES`).

    `created_on` is None where an import did not know it; such a lead counts in totals, but in no month.
    `phone` and `email` are as they were typed; `last_activity_on` may lie ahead, where a meeting is planned.
    """

    id: int
    code: str
    name: str
    company: str | None
    email: str | None
    phone: str | None
    source_id: int | None
    campaign_id: int | None
    owner_id: int
    status: LeadStatus
    stage: int
    value: int | None
    notes: str | None
    created_on: date | None
    last_activity_on: date | None
    external_id: str | None


@dataclass(frozen=True, slots=True)
class Milestone:
    id: int
    lead_id: int
    type: MilestoneType
    happened_on: date
    happened_at: time | None
    notes: str | None
    location: str | None
    outcome: Outcome | None
    duration_minutes: int | None
    visited_by_id: int | None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One move of a lead's status; `milestone_id` and `engagement_id` are None where it was set by hand or imported."""

    id: int
    lead_id: int
    from_status: LeadStatus | None
    to_status: LeadStatus
    changed_on: date | None
    member_id: int
    milestone_id: int | None
    engagement_id: int | None
    note: str | None

    @property
    def by_hand(self) -> bool:
        return self.milestone_id is None and self.engagement_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One contact with a lead; `responded_on` is None until the lead has answered."""

    id: int
    lead_id: int
    type: EngagementType
    channel: Channel
    happened_on: date
    happened_at: time | None
    subject: str
    notes: str | None
    outcome: Outcome | None
    status: EngagementStatus
    duration_minutes: int | None
    responded_on: date | None
    response_notes: str | None
    member_id: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to come back to. `opened_on` is the day of the event that asked for it, or when it was planned."""

    id: int
    lead_id: int
    milestone_id: int | None
    opened_on: date
    due_on: date
    owner_id: int
    why: str
    status: FollowUpStatus
    engagement_id: int | None = None

    def is_overdue(self, today: date) -> bool:
        """True if it is pending and its date is before `today`, the tenant's calendar day."""
        return self.status is FollowUpStatus.PENDING and self.due_on < today


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who booked, or is billed; `address` is what a statement is sent to."""

    id: int
    code: str
    name: str
    email: str | None
    phone: str | None
    address: str | None
    notes: str | None
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is posted, narrowed to whom, where and when.

    `day` is a weekday (0 Monday) for weekly, a day of the month for monthly.
    """

    id: int
    report: str
    period: str
    team_id: str
    channel_id: str
    cadence: Cadence
    day: int | None
    at: time
    time_zone: str
    creator_id: int
    active: bool
    since: datetime
    filters: Filters = EVERYTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record's history: who wrote what, from which workspace, and the record's columns before and after.

    `before` is None where the write made the record, `after` where it removed it.
    """

    at: datetime
    member_id: int
    team_id: str | None
    summary: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Digest:
    """A list of follow-ups that stands in a Slack channel, in the message `ts`."""

    id: int
    team_id: str
    channel_id: str
    ts: str
    heading: str
    follow_up_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """One saved change of one or more records: what the reply says, and what Undo takes back."""

    id: int
    member_id: int
    at: datetime
    summary: str
    undone: bool
