"""Milestones: the form that asks only what its type needs, and what recording one does to its lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.commands import RecordMilestone
from bot.model import FollowUp, Lead, Member, Milestone, MilestoneType, Outcome, Write
from bot.stages import VISITS, status_after
from handlers.context import OpenStore, ReadStore
from handlers.forms import metadata, parse_form, typed_values
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.leads import lead_option
from handlers.views.milestones import Draft, logged, milestone_form
from storage.store import Store

routes = Routes()


@routes.shortcut("log_milestone")
def press_milestone_shortcut(ack: Ack, shortcut: dict[str, Any], client: WebClient, today: date) -> None:
    client.views_open(trigger_id=shortcut["trigger_id"], view=milestone_form(Draft(happened_on=today), channel=None))
    ack()


@routes.action("log_milestone")
def press_log_milestone(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, today: date, read_store: ReadStore
) -> None:
    """From a lead's card with that lead, from the home without one."""
    draft = Draft(happened_on=today)
    if action.get("value"):
        with read_store() as store:
            draft = replace(draft, lead=lead_option(store.leads.get(int(action["value"]))))
    channel = body["channel"]["id"] if body.get("channel") else None
    client.views_open(trigger_id=body["trigger_id"], view=milestone_form(draft, channel=channel))
    ack()


@routes.action("milestone_form.type")
@routes.action("milestone_form.follow_up_required")
def change_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    """Show the fields that the chosen type needs; what was typed stays."""
    view = body["view"]
    changed = milestone_form(_typed_draft(view), channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


def _typed_draft(view: dict[str, Any]) -> Draft:
    typed = typed_values(view)
    lead = view["state"]["values"]["lead"]["value"].get("selected_option")
    return Draft(
        lead=(lead["value"], lead["text"]["text"]) if lead else None,
        type=MilestoneType(typed["type"]) if "type" in typed else None,
        happened_on=date.fromisoformat(typed["happened_on"]) if "happened_on" in typed else None,
        happened_at=time.fromisoformat(typed["happened_at"]) if "happened_at" in typed else None,
        location=typed.get("location"),
        outcome=Outcome(typed["outcome"]) if "outcome" in typed else None,
        notes=typed.get("notes"),
        duration=int(typed["duration"]) if str(typed.get("duration", "")).isdecimal() else None,
        follow_up_required="follow_up_required" in typed,
        follow_up_on=date.fromisoformat(typed["follow_up_on"]) if "follow_up_on" in typed else None,
    )


@routes.view("milestone_form")
def submit_milestone_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the milestone; errors appear inside the still-open form."""
    command = parse_form(RecordMilestone, view)
    with open_store() as store:
        write = record_milestone(store, command, actor=member, submission=view["id"])
        queue_reply(store, write, member=member, channel=metadata(view).get("channel"))
    ack()


def record_milestone(store: Store, command: RecordMilestone, *, actor: Member, submission: str | None) -> Write:
    """Keep the milestone, move the lead, settle what was waiting, and open the follow-up that it asks for."""
    command.check(store.today)
    lead = store.leads.get(command.lead)
    milestone = _add_milestone(store, command, lead, actor)
    moved = store.leads.move(
        lead.id,
        status_after(lead.status, milestone.type),
        on=milestone.happened_on,
        member_id=actor.id,
        milestone_id=milestone.id,
    )
    store.leads.touch(lead.id, milestone.happened_on)
    settled = store.follow_ups.settle(lead.id, by_milestone_id=milestone.id, on=milestone.happened_on)
    follow_up = _open_follow_up(store, command, milestone, actor)
    summary = logged(milestone, moved, before=lead.status, follow_up=follow_up, settled=settled, today=store.today)
    return store.describe(summary, actor=actor, submission=submission)


def _add_milestone(store: Store, command: RecordMilestone, lead: Lead, actor: Member) -> Milestone:
    type_ = command.type
    if type_ is MilestoneType.SITE_VISIT and store.milestones.has(lead.id, type_, until=command.happened_on):
        type_ = MilestoneType.REVISIT
    return store.milestones.add(
        lead.id,
        type_,
        command.happened_on,
        happened_at=command.happened_at,
        notes=command.notes,
        location=command.location,
        outcome=command.outcome,
        duration_minutes=command.duration,
        visited_by_id=actor.id if type_ in VISITS else None,
    )


def _open_follow_up(store: Store, command: RecordMilestone, milestone: Milestone, actor: Member) -> FollowUp | None:
    if command.follow_up_on is None:
        return None
    why = milestone.notes or f"After the {milestone.type.label.lower()}"
    return store.follow_ups.open(
        milestone.lead_id, milestone.id, due_on=command.follow_up_on, owner_id=actor.id, why=why
    )
