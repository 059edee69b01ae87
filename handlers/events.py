"""What milestones and engagements do to a lead besides: follow-ups asked for or still to plan, its last activity."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.errors import under
from bot.event_commands import FollowUpAsked
from bot.kinds import EngagementStatus, FollowUpStatus, LeadStatus
from bot.model import Engagement, FollowUp, Lead, Member, Milestone
from bot.stages import CLOSED
from handlers.views.blocks import button
from storage.store import Store


def follow_milestone(
    store: Store, milestone: Milestone, status: LeadStatus, *, actor: Member
) -> tuple[Lead, list[FollowUp]]:
    """What a milestone does to its lead: gives it the status, and settles what was waiting, which is returned too."""
    on = milestone.happened_on
    moved = store.leads.move(milestone.lead_id, status, on=on, member_id=actor.id, milestone_id=milestone.id)
    store.leads.touch(milestone.lead_id, on)
    return moved, store.follow_ups.settle(milestone.lead_id, by_milestone_id=milestone.id, on=on)


def open_follow_up(
    store: Store, asked: FollowUpAsked, event: Milestone | Engagement, *, why: str, actor: Member
) -> FollowUp | None:
    """What the event asks for; its owner is the actor, unless somebody else was chosen."""
    if asked.follow_up_on is None:
        return None
    with under("owner"):
        owner = store.members.get(asked.owner) if asked.owner else actor
    is_milestone = isinstance(event, Milestone)
    return store.follow_ups.open(
        event.lead_id,
        milestone_id=event.id if is_milestone else None,
        engagement_id=None if is_milestone else event.id,
        opened_on=event.happened_on,
        due_on=asked.follow_up_on,
        owner_id=owner.id,
        why=why,
    )


def next_step(store: Store, lead_id: int) -> tuple[ButtonElement, ...]:
    """A button to plan one, where this write has settled the last that was pending with an open lead."""
    if not store.changed_follow_ups:
        return ()
    follow_ups = store.follow_ups.list_of_lead(lead_id)
    settled = any(found.id in store.changed_follow_ups for found in follow_ups)
    pending = any(found.status is FollowUpStatus.PENDING for found in follow_ups)
    if pending or not settled or store.leads.get(lead_id).status in CLOSED:
        return ()
    return (button("Plan a follow-up", "plan_follow_up", str(lead_id)),)


def name_of_owner(store: Store, follow_up: FollowUp | None, *, besides: Member) -> str | None:
    """Whose the follow-up is, where it is not this member's own."""
    if follow_up is None or follow_up.owner_id == besides.id:
        return None
    return store.members.get(follow_up.owner_id).name


def move_day(store: Store, event: Milestone | Engagement, to: date) -> None:
    """Bring what hangs on the event's day to its new one: the status change that it made, and what it asked for."""
    is_milestone = isinstance(event, Milestone)
    if is_milestone:
        store.leads.redate(event.lead_id, milestone_id=event.id, on=to)
    else:
        store.leads.redate(event.lead_id, engagement_id=event.id, on=min(to, store.today))
    for follow_up in store.follow_ups.list_of_lead(event.lead_id):
        if event.id == (follow_up.milestone_id if is_milestone else follow_up.engagement_id):
            store.follow_ups.change(follow_up.id, opened_on=to)


def refresh_activity(store: Store, lead_id: int) -> None:
    """Find the lead's last activity anew, after an event was moved or called off."""
    lead = store.leads.get(lead_id)
    days = [lead.created_on, *(change.changed_on for change in store.leads.status_changes(lead_id))]
    days += [milestone.happened_on for milestone in store.milestones.list_of_lead(lead_id)]
    for engagement in store.engagements.list_of_lead(lead_id):
        days += [None if _called_off(engagement, store) else engagement.happened_on, engagement.responded_on]
    last = max(filter(None, days), default=None)
    if last != lead.last_activity_on:
        store.leads.change(lead_id, last_activity_on=last)


def _called_off(engagement: Engagement, store: Store) -> bool:
    return engagement.status is EngagementStatus.FAILED and engagement.happened_on > store.today
