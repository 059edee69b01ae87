"""A step of a lead's journey that should not be there: removed with what it did, also when Undo is over."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.event_commands import PartOfTheLead
from bot.kinds import FollowUpStatus, LeadStatus, MilestoneType, Role
from bot.model import Engagement, FollowUp, Lead, Member, Milestone, StatusChange, Write
from bot.roles import require
from bot.stages import standing_without
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.events import refresh_activity
from handlers.forms import metadata
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.engagements import engagement_line
from handlers.views.event_removals import removal_form, removed
from handlers.views.leads import milestone_line, show_button
from storage.store import Store

routes = Routes()
Event = Milestone | Engagement


@routes.action("remove_milestone")
def press_remove_milestone(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    with read_store() as store:
        _ask(store, store.milestones.get(carried_id(action)), member, body["view"], client)
    ack()


@routes.action("remove_engagement")
def press_remove_engagement(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    with read_store() as store:
        _ask(store, store.engagements.get(carried_id(action)), member, body["view"], client)
    ack()


def _ask(store: Store, event: Event, member: Member, view: dict[str, Any], client: WebClient) -> None:
    """The form in which the event was to be edited becomes the question whether it goes."""
    lead = store.leads.get(event.lead_id)
    _require_removable(store, event, lead, member)
    kind, ids = _kind(event), _reference(event)
    waiting = [
        found
        for found in store.follow_ups.list_of_lead(lead.id)
        if found.status is FollowUpStatus.PENDING and _made_by(found, ids)
    ]
    question = removal_form(
        f"{kind}_removal_form",
        _line(store, event),
        lead,
        back_to=_status_without(store, lead, ids),
        waiting=waiting,
        today=store.today,
        carried={"channel": metadata(view).get("channel"), kind: event.id},
    )
    client.views_update(view_id=view["id"], hash=view["hash"], view=question)


@routes.view("milestone_removal_form")
def submit_milestone_removal_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    ids = metadata(view)
    with open_store() as store:
        milestone = store.milestones.get(record_in(ids, "milestone"))
        _remove_there(store, milestone, view, member, channel=ids.get("channel"))
    ack(response_action="clear")


@routes.view("engagement_removal_form")
def submit_engagement_removal_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    ids = metadata(view)
    with open_store() as store:
        engagement = store.engagements.get(record_in(ids, "engagement"))
        _remove_there(store, engagement, view, member, channel=ids.get("channel"))
    ack(response_action="clear")


def _remove_there(store: Store, event: Event, view: dict[str, Any], member: Member, *, channel: str | None) -> None:
    write = remove_event(store, event, actor=member, submission=view["id"])
    lead = store.leads.get(event.lead_id)
    queue_reply(store, write, member=member, channel=channel, more=[show_button(lead)])


def remove_event(store: Store, event: Event, *, actor: Member, submission: str | None) -> Write:
    """Take it away with the status change that it made and what waits because of it. Raises NotAllowed."""
    before = store.leads.get(event.lead_id)
    _require_removable(store, event, before, actor)
    ids = _reference(event)
    dropped = store.follow_ups.let_go(before.id, **ids)
    lead = store.leads.move_back(before.id, **ids)
    (store.milestones if isinstance(event, Milestone) else store.engagements).remove(event.id)
    refresh_activity(store, lead.id)
    summary = removed(_line(store, event), lead, before=before.status, dropped=dropped, today=store.today)
    return store.describe(summary, actor=actor, submission=submission)


def _require_removable(store: Store, event: Event, lead: Lead, member: Member) -> None:
    """Whoever logged it, visited or has the lead may remove it, and a manager, by the role that the member has now."""
    if isinstance(event, Milestone) and event.type is MilestoneType.LEAD_GENERATED:
        raise PartOfTheLead
    at_it = event.visited_by_id if isinstance(event, Milestone) else event.member_id
    if member.id not in (lead.owner_id, at_it) and member.id != _logged_by(store, event):
        require(Role.MANAGER, store.members.get(member.id), "Removing what a colleague logged")


def _logged_by(store: Store, event: Event) -> int | None:
    """None for what came with an import."""
    entries = store.writes.list_of(f"{_kind(event)}s", event.id)
    return next((entry.member_id for entry in reversed(entries) if entry.before is None), None)


def _status_without(store: Store, lead: Lead, ids: dict[str, int]) -> LeadStatus:
    changes = store.leads.status_changes(lead.id)
    gone = [change.id for change in changes if _made_by(change, ids)]
    return standing_without(changes, gone)[0] if gone else lead.status


def _made_by(record: StatusChange | FollowUp, ids: dict[str, int]) -> bool:
    return all(getattr(record, name) == value for name, value in ids.items())


def _kind(event: Event) -> str:
    return "milestone" if isinstance(event, Milestone) else "engagement"


def _reference(event: Event) -> dict[str, int]:
    """The event as what hangs on it refers to it."""
    return {f"{_kind(event)}_id": event.id}


def _line(store: Store, event: Event) -> str:
    if isinstance(event, Milestone):
        return milestone_line(event, store.today)
    return engagement_line(event, store.today)
