"""Writes whole journeys at once: few statements for many leads with their events, moves and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sqlalchemy.orm import Session

from bot.journeys import Contact, Journey, Step, has_effect
from bot.kinds import FollowUpStatus, LeadStatus
from bot.stages import VISITS, stage_after
from storage.codes import next_numbers
from storage.journey_rows import EngagementRow, FollowUpRow, LeadRow, MilestoneRow, StatusChangeRow
from storage.leads import set_keys

EventRow = MilestoneRow | EngagementRow


class Journeys:
    def __init__(self, session: Session, locale: str) -> None:
        self._session = session
        self._locale = locale

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
            set_keys(lead, self._locale)
        self._session.add_all(leads)
        self._session.flush()
        happened = [
            [_event(event, lead) for event in journey.events] for journey, lead in zip(journeys, leads, strict=True)
        ]
        self._session.add_all(row for rows in happened for row in rows)
        self._session.flush()
        for journey, lead, rows in zip(journeys, leads, happened, strict=True):
            self._session.add_all([*_moves(journey, lead, rows), *_follow_ups(journey, lead, rows)])
        self._session.flush()
        return [lead.id for lead in leads]


def _told(journey: Journey) -> dict[str, object]:
    """The lead's own columns; its status and stage are those of its last event."""
    stage = 0
    for status in journey.statuses():
        stage = stage_after(stage, status)
    return {
        "name": journey.name,
        "company": journey.company,
        "email": journey.email,
        "phone": journey.phone,
        "value": journey.value,
        "notes": journey.notes,
        "status": journey.status,
        "stage": stage,
        "created_on": journey.created_on,
        "last_activity_on": journey.last_on,
    }


def _event(event: Step | Contact, lead: LeadRow) -> EventRow:
    return _milestone(event, lead) if isinstance(event, Step) else _engagement(event, lead)


def _milestone(step: Step, lead: LeadRow) -> MilestoneRow:
    return MilestoneRow(
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


def _engagement(contact: Contact, lead: LeadRow) -> EngagementRow:
    return EngagementRow(
        lead_id=lead.id,
        type=contact.type,
        channel=contact.channel,
        happened_on=contact.on,
        happened_at=contact.at,
        subject=contact.subject,
        notes=contact.notes,
        outcome=contact.outcome,
        status=contact.status,
        duration_minutes=contact.duration_minutes,
        responded_on=contact.responded_on,
        response_notes=contact.response_notes,
        member_id=lead.owner_id,
    )


def _moves(journey: Journey, lead: LeadRow, happened: Sequence[EventRow]) -> Iterator[StatusChangeRow]:
    """Each change of status, except that a lead begins as new."""
    statuses = (LeadStatus.NEW, *journey.statuses())
    for (before, after), row in zip(pairwise(statuses), happened, strict=True):
        if after is not before:
            yield StatusChangeRow(
                lead_id=lead.id,
                from_status=before,
                to_status=after,
                changed_on=row.happened_on,
                member_id=lead.owner_id,
                milestone_id=row.id if isinstance(row, MilestoneRow) else None,
                engagement_id=row.id if isinstance(row, EngagementRow) else None,
            )


def _follow_ups(journey: Journey, lead: LeadRow, happened: Sequence[EventRow]) -> Iterator[FollowUpRow]:
    """What each step asked for: done by the next event that has an effect, pending after the last."""
    told = [(event, row) for event, row in zip(journey.events, happened, strict=True) if has_effect(event)]
    later = [*(row for _, row in told[1:]), None]
    for (event, row), next_row in zip(told, later, strict=True):
        if isinstance(event, Step) and event.follow_up_on is not None:
            yield FollowUpRow(
                lead_id=lead.id,
                milestone_id=row.id,
                opened_on=event.on,
                due_on=event.follow_up_on,
                owner_id=lead.owner_id,
                why=event.why,
                status=FollowUpStatus.DONE if next_row else FollowUpStatus.PENDING,
                settled_by_id=next_row.id if isinstance(next_row, MilestoneRow) else None,
                settled_by_engagement_id=next_row.id if isinstance(next_row, EngagementRow) else None,
            )
