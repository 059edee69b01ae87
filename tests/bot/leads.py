"""A lead with what happened to it, as tests of the business need it."""

from __future__ import annotations

from datetime import date, time

from bot.kinds import Channel, EngagementStatus, EngagementType, LeadStatus, MilestoneType, Outcome
from bot.model import Engagement, Lead, Milestone, StatusChange
from bot.stages import stage_after


def make_lead(status: LeadStatus = LeadStatus.NEW, *, last_activity_on: date | None, stage: int = 0) -> Lead:
    return Lead(
        id=1,
        code="L-1",
        name="Acme",
        company=None,
        email=None,
        phone=None,
        source_id=None,
        campaign_id=None,
        owner_id=1,
        status=status,
        stage=stage_after(stage, status),
        value=None,
        notes=None,
        created_on=last_activity_on,
        last_activity_on=last_activity_on,
        external_id=None,
    )


def make_milestone(
    kind: MilestoneType, on: date, outcome: Outcome | None = None, *, at: time | None = None, number: int = 1
) -> Milestone:
    return Milestone(number, 1, kind, on, at, None, None, outcome, None, None)


def make_engagement(
    kind: EngagementType = EngagementType.EMAIL_SENT,
    *,
    on: date,
    at: time | None = None,
    status: EngagementStatus = EngagementStatus.COMPLETED,
    responded_on: date | None = None,
    number: int = 1,
) -> Engagement:
    return Engagement(
        id=number,
        lead_id=1,
        type=kind,
        channel=Channel.PHONE,
        happened_on=on,
        happened_at=at,
        subject="Price talk",
        notes=None,
        outcome=None,
        status=status,
        duration_minutes=None,
        responded_on=responded_on,
        response_notes=None,
        member_id=1,
    )


def make_change(to: LeadStatus, on: date | None, *, number: int = 1, milestone_id: int | None = None) -> StatusChange:
    return StatusChange(number, 1, LeadStatus.NEW, to, on, 1, milestone_id, None, None)
