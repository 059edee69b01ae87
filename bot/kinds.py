"""The types, statuses and roles that a sales pipeline's records are sorted by, as they are stored and typed."""

from __future__ import annotations

from enum import StrEnum


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


class EngagementType(StrEnum):
    EMAIL_SENT = "email_sent"
    CALL_MADE = "call_made"
    MESSAGE_SENT = "message_sent"
    MEETING_SCHEDULED = "meeting_scheduled"
    PROPOSAL_SENT = "proposal_sent"
    QUOTE_SENT = "quote_sent"

    @property
    def label(self) -> str:
        """The type as people read it: "Call made"."""
        return self.value.replace("_", " ").capitalize()


class Channel(StrEnum):
    """The way by which somebody was reached; not a channel of Slack."""

    EMAIL = "email"
    PHONE = "phone"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    IN_PERSON = "in_person"
    VIDEO = "video"

    @property
    def label(self) -> str:
        """The channel as people read it: "In person", "WhatsApp"."""
        spelled = {Channel.SMS: "SMS", Channel.WHATSAPP: "WhatsApp"}
        return spelled.get(self) or self.value.replace("_", " ").capitalize()


class EngagementStatus(StrEnum):
    COMPLETED = "completed"
    PENDING = "pending"
    FAILED = "failed"


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

    @property
    def label(self) -> str:
        """The status as people read it: "on hold"."""
        return self.value.replace("_", " ")


class EntryType(StrEnum):
    INVOICE = "invoice"
    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    ADJUSTMENT = "adjustment"

    @property
    def label(self) -> str:
        """The type as people read it: "Credit note"."""
        return self.value.replace("_", " ").capitalize()


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
