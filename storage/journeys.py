"""Writes whole journeys at once: few statements for many leads with their milestones, moves and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sqlalchemy.orm import Session

from bot.journeys import Journey
from bot.matching import fold
from bot.model import FollowUpStatus, LeadStatus
from bot.months import month_of
from bot.stages import VISITS, stage_after
from storage.codes import next_numbers
from storage.rows import FollowUpRow, LeadRow, MilestoneRow, StatusChangeRow


class Journeys:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        journeys: Sequence[Journey],
        *,
        owner_ids: Mapping[str, int],
        source_ids: Mapping[str, int],
        campaign_ids: Mapping[str, int],
    ) -> list[int]:
        """Add every journey as a new lead and return their ids, in the order given.

        The mappings give the id for each key that the journeys name. What was sold is not written here.
        """
        leads = [
            LeadRow(
                owner_id=owner_ids[journey.owner],
                source_id=source_ids[journey.source] if journey.source else None,
                campaign_id=campaign_ids[journey.campaign] if journey.campaign else None,
                **_told(journey),
            )
            for journey in journeys
        ]
        for number, lead in zip(next_numbers(self._session, "lead", len(leads)), leads, strict=True):
            lead.code = f"L-{number}"
        self._session.add_all(leads)
        self._session.flush()
        milestones = [_milestones(journey, lead) for journey, lead in zip(journeys, leads, strict=True)]
        self._session.add_all(row for rows in milestones for row in rows)
        self._session.flush()
        for journey, lead, rows in zip(journeys, leads, milestones, strict=True):
            self._session.add_all([*_moves(journey, lead, rows), *_follow_ups(journey, lead, rows)])
        self._session.flush()
        return [lead.id for lead in leads]


def _told(journey: Journey) -> dict[str, object]:
    """The lead's own columns; its status and stage are those of its last step."""
    stage = 0
    for status in journey.statuses():
        stage = stage_after(stage, status)
    return {
        "name": journey.name,
        "name_key": fold(journey.name)[:200],
        "company": journey.company,
        "company_key": fold(journey.company)[:200] if journey.company else None,
        "email": journey.email,
        "phone": journey.phone,
        "value": journey.value,
        "notes": journey.notes,
        "status": journey.status,
        "stage": stage,
        "created_on": journey.created_on,
        "created_month": month_of(journey.created_on),
        "last_activity_on": journey.last_on,
    }


def _milestones(journey: Journey, lead: LeadRow) -> list[MilestoneRow]:
    return [
        MilestoneRow(
            lead_id=lead.id,
            type=step.type,
            happened_on=step.on,
            happened_at=step.at,
            notes=step.notes,
            location=step.location,
            outcome=step.outcome,
            duration_minutes=step.duration_minutes,
            visited_by_id=lead.owner_id if step.type in VISITS else None,
        )
        for step in journey.steps
    ]


def _moves(journey: Journey, lead: LeadRow, milestones: Sequence[MilestoneRow]) -> Iterator[StatusChangeRow]:
    """Each change of status, except that a lead begins as new."""
    statuses = (LeadStatus.NEW, *journey.statuses())
    for (before, after), milestone in zip(pairwise(statuses), milestones, strict=True):
        if after is not before:
            yield StatusChangeRow(
                lead_id=lead.id,
                from_status=before,
                to_status=after,
                changed_on=milestone.happened_on,
                member_id=lead.owner_id,
                milestone_id=milestone.id,
            )


def _follow_ups(journey: Journey, lead: LeadRow, milestones: Sequence[MilestoneRow]) -> Iterator[FollowUpRow]:
    """What each step asked for: done by the next step, pending after the last."""
    settled_by = [*(milestone.id for milestone in milestones[1:]), None]
    for step, milestone, settled_by_id in zip(journey.steps, milestones, settled_by, strict=True):
        if step.follow_up_on is not None:
            yield FollowUpRow(
                lead_id=lead.id,
                milestone_id=milestone.id,
                due_on=step.follow_up_on,
                owner_id=lead.owner_id,
                why=step.why,
                status=FollowUpStatus.DONE if settled_by_id else FollowUpStatus.PENDING,
                settled_by_id=settled_by_id,
            )
