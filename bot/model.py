"""The nouns of a sales pipeline: types, and frozen records as the rest of the program passes them on.

Dates are the tenant's calendar days, times are UTC, money is integer minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo


class Role(StrEnum):
    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


class LeadStatus(StrEnum):
    NEW = "new"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    NEGOTIATION = "negotiation"
    CONVERTED = "converted"
    LOST = "lost"


class MilestoneType(StrEnum):
    LEAD_GENERATED = "lead_generated"
    CONTACTED = "contacted"
    SITE_VISIT = "site_visit"
    REVISIT = "revisit"
    DEMO = "demo"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    BOOKING = "booking"
    CANCELLATION = "cancellation"
    REENGAGED = "reengaged"

    @property
    def label(self) -> str:
        """The type as people read it: "Site visit"."""
        return self.value.replace("_", " ").capitalize()


class Outcome(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class SourceType(StrEnum):
    WEBSITE = "website"
    EMAIL = "email"
    PHONE = "phone"
    REFERRAL = "referral"
    EVENT = "event"
    SOCIAL = "social"
    DIRECT = "direct"
    DIGITAL = "digital"
    TRADITIONAL = "traditional"
    PARTNER = "partner"


class CampaignType(StrEnum):
    EMAIL = "email"
    SOCIAL = "social"
    REFERRAL = "referral"
    EVENT = "event"
    DIGITAL = "digital"
    TRADITIONAL = "traditional"
    DIRECT = "direct"
    OUTBOUND = "outbound"


class CampaignStatus(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    COMPLETED = "completed"
    PAUSED = "paused"


class FollowUpStatus(StrEnum):
    PENDING = "pending"
    DONE = "done"
    DROPPED = "dropped"


class BookingStatus(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class DeliveryState(StrEnum):
    """`claimed` may be done again by another copy; `sending` may have reached Slack already."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


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
    id: int
    name: str
    type: SourceType
    subsource: str | None
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
    status: CampaignStatus


@dataclass(frozen=True, slots=True)
class Lead:
    """`value` is in minor units; `stage` is the furthest step ever reached (`stages.STAGES`).

    `created_on` is None where an import did not know it; such a lead counts in totals, but in no month.
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


@dataclass(frozen=True, slots=True)
class FollowUp:
    id: int
    lead_id: int
    milestone_id: int
    due_on: date
    owner_id: int
    why: str
    status: FollowUpStatus

    def is_overdue(self, today: date) -> bool:
        """True if it is pending and its date is before `today`, the tenant's calendar day."""
        return self.status is FollowUpStatus.PENDING and self.due_on < today


@dataclass(frozen=True, slots=True)
class Customer:
    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Booking:
    """`amount` is in minor units of the tenant's currency."""

    id: int
    code: str
    customer_id: int
    lead_id: int | None
    booked_on: date
    amount: int
    unit_type: str | None
    status: BookingStatus


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is posted, where and when. `day` is a weekday (0 Monday) for weekly, a day of the month for monthly."""

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


@dataclass(frozen=True, slots=True)
class Write:
    """One saved change of one or more records: what the reply says, and what Undo takes back."""

    id: int
    member_id: int
    at: datetime
    summary: str
    undone: bool
