"""The rules of an engagement: by which channels it can go, which days it may lie on, and whether it is answered."""

from __future__ import annotations

from datetime import date

from bot.kinds import Channel, EngagementStatus, EngagementType
from bot.model import Engagement

CHANNELS: dict[EngagementType, tuple[Channel, ...]] = {
    EngagementType.EMAIL_SENT: (Channel.EMAIL,),
    EngagementType.CALL_MADE: (Channel.PHONE, Channel.VIDEO, Channel.WHATSAPP),
    EngagementType.MESSAGE_SENT: (Channel.WHATSAPP, Channel.SMS),
    EngagementType.MEETING_SCHEDULED: (Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE),
    EngagementType.PROPOSAL_SENT: (Channel.EMAIL, Channel.WHATSAPP, Channel.IN_PERSON),
    EngagementType.QUOTE_SENT: (Channel.EMAIL, Channel.WHATSAPP, Channel.SMS, Channel.IN_PERSON),
}
"""The channels that make sense for a type, the likeliest first."""

PLANNED = frozenset({EngagementType.MEETING_SCHEDULED})
"""The types that may lie in the future."""

ANSWERED = frozenset(EngagementType) - {EngagementType.MEETING_SCHEDULED}
"""The types of which a response can be noted."""

AWAITED = ANSWERED - {EngagementType.CALL_MADE}
"""The types that wait for a response: who was reached by a call has answered there and then."""


def awaits_answer(engagement: Engagement) -> bool:
    """Whether the lead may still answer."""
    is_done = engagement.status is EngagementStatus.COMPLETED
    return is_done and engagement.type in AWAITED and engagement.responded_on is None


def default_status(kind: EngagementType, happened_on: date, today: date) -> EngagementStatus:
    """Pending for a meeting that is still to come, else completed."""
    ahead = kind in PLANNED and happened_on > today
    return EngagementStatus.PENDING if ahead else EngagementStatus.COMPLETED


def statuses(kind: EngagementType, happened_on: date, today: date) -> tuple[EngagementStatus, ...]:
    """What an engagement of that day can be, the likeliest first; also one to come may have been called off."""
    default = default_status(kind, happened_on, today)
    if kind in PLANNED and happened_on == today:
        return (default, EngagementStatus.PENDING, EngagementStatus.FAILED)
    return (default, EngagementStatus.FAILED)
