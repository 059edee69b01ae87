"""A milestone corrected after it was logged: its details in a form; its type stays."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.event_commands import EditMilestone
from bot.kinds import MilestoneType
from bot.model import Member, Milestone, Write
from bot.places import Coordinates
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.events import move_day, refresh_activity
from handlers.forms import metadata, parse_form
from handlers.milestones import milestone_columns
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.leads import lead_option
from handlers.views.members import member_option
from handlers.views.milestones import MilestoneDraft, edited, milestone_buttons, milestone_edit_form
from storage.store import Store

routes = Routes()


@routes.action("edit_milestone")
def press_edit_milestone(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, read_store: ReadStore
) -> None:
    milestone_id = carried_id(action)
    with read_store() as store:
        draft = _draft(store, store.milestones.get(milestone_id))
    open_view(client, body, milestone_edit_form(draft, milestone_id=milestone_id, channel=channel_of(body)))
    ack()


def _draft(store: Store, milestone: Milestone) -> MilestoneDraft:
    visited_by = store.members.get(milestone.visited_by_id) if milestone.visited_by_id else None
    point = _point(milestone)
    return MilestoneDraft(
        lead=lead_option(store.leads.get(milestone.lead_id)),
        type=milestone.type,
        happened_on=milestone.happened_on,
        happened_at=milestone.happened_at,
        location=milestone.location,
        coordinates=str(point) if point else None,
        visited_by=member_option(visited_by) if visited_by else None,
        outcome=milestone.outcome,
        duration=milestone.duration_minutes,
        notes=milestone.notes,
    )


def _point(milestone: Milestone) -> Coordinates | None:
    if milestone.latitude is None or milestone.longitude is None:
        return None
    return Coordinates(milestone.latitude, milestone.longitude)


@routes.view("milestone_edit_form")
def submit_milestone_edit_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command = parse_form(EditMilestone, view)
    ids = metadata(view)
    with open_store() as store:
        milestone_id = record_in(ids, "milestone")
        write = edit_milestone(store, milestone_id, command, actor=member, submission=view["id"])
        more = milestone_buttons(store.milestones.get(milestone_id))
        queue_reply(store, write, member=member, channel=ids.get("channel"), more=more)
    # Also the form below, which asked whether that milestone should not be edited instead.
    ack(response_action="clear")


def edit_milestone(
    store: Store, milestone_id: int, command: EditMilestone, *, actor: Member, submission: str | None
) -> Write:
    """Change the details; with the day, the status change moves that it made, and the lead's last activity."""
    before = store.milestones.get(milestone_id)
    command.check_details(before.type, store.today)
    lead = store.leads.get(before.lead_id)
    changed = store.milestones.change(milestone_id, **milestone_columns(store, before.type, command, actor))
    if changed.happened_on != before.happened_on:
        move_day(store, changed, changed.happened_on)
        if changed.type is MilestoneType.LEAD_GENERATED:
            store.leads.change(lead.id, created_on=changed.happened_on)
        refresh_activity(store, lead.id)
    return store.describe(edited(changed, lead, store.today), actor=actor, submission=submission)
