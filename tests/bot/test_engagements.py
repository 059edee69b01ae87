"""The rules of an engagement."""

from __future__ import annotations

from datetime import date

import pytest

from bot.engagements import ANSWERED, AWAITED, CHANNELS, PLANNED, default_status, statuses
from bot.kinds import Channel, EngagementStatus, EngagementType

TODAY = date(2026, 11, 25)


def test_every_type_has_its_channels_and_every_channel_a_type() -> None:
    assert CHANNELS.keys() == set(EngagementType)
    assert {channel for channels in CHANNELS.values() for channel in channels} == set(Channel)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        (EngagementType.EMAIL_SENT, Channel.EMAIL),
        (EngagementType.CALL_MADE, Channel.PHONE),
        (EngagementType.MESSAGE_SENT, Channel.WHATSAPP),
        (EngagementType.MEETING_SCHEDULED, Channel.IN_PERSON),
        (EngagementType.PROPOSAL_SENT, Channel.EMAIL),
        (EngagementType.QUOTE_SENT, Channel.EMAIL),
    ],
)
def test_the_likeliest_channel_stands_first(kind: EngagementType, channel: Channel) -> None:
    assert CHANNELS[kind][0] is channel


def test_a_call_goes_by_phone_video_or_whatsapp() -> None:
    assert set(CHANNELS[EngagementType.CALL_MADE]) == {Channel.PHONE, Channel.VIDEO, Channel.WHATSAPP}


def test_all_but_a_meeting_may_be_answered_and_only_a_meeting_may_lie_ahead() -> None:
    assert set(EngagementType) - ANSWERED == {EngagementType.MEETING_SCHEDULED}
    assert {EngagementType.MEETING_SCHEDULED} == PLANNED


def test_nobody_waits_for_the_answer_to_a_call() -> None:
    assert {EngagementType.CALL_MADE} == ANSWERED - AWAITED


@pytest.mark.parametrize(
    ("kind", "day", "status"),
    [
        (EngagementType.MEETING_SCHEDULED, date(2026, 11, 26), EngagementStatus.PENDING),
        (EngagementType.MEETING_SCHEDULED, TODAY, EngagementStatus.COMPLETED),
        (EngagementType.MEETING_SCHEDULED, date(2026, 11, 24), EngagementStatus.COMPLETED),
        (EngagementType.CALL_MADE, TODAY, EngagementStatus.COMPLETED),
        (EngagementType.CALL_MADE, date(2026, 11, 26), EngagementStatus.COMPLETED),
    ],
)
def test_a_meeting_to_come_is_pending_and_all_else_completed(
    kind: EngagementType, day: date, status: EngagementStatus
) -> None:
    assert default_status(kind, day, TODAY) is status


@pytest.mark.parametrize(
    ("kind", "day", "possible"),
    [
        (EngagementType.CALL_MADE, TODAY, ["completed", "failed"]),
        (EngagementType.MEETING_SCHEDULED, date(2026, 11, 24), ["completed", "failed"]),
        (EngagementType.MEETING_SCHEDULED, TODAY, ["completed", "pending", "failed"]),
        (EngagementType.MEETING_SCHEDULED, date(2026, 11, 26), ["pending", "failed"]),
    ],
)
def test_only_a_meeting_of_today_or_later_can_be_pending(kind: EngagementType, day: date, possible: list[str]) -> None:
    assert list(statuses(kind, day, TODAY)) == possible
