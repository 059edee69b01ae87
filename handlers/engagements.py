"""Engagements: the form that offers what makes sense for the type, and what recording one does to its lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.engagements import PLANNED, default_status
from bot.event_commands import EditEngagement, RecordEngagement
from bot.kinds import Channel, EngagementStatus, EngagementType
from bot.model import Engagement, FollowUp, Lead, Member, Write
from bot.stages import status_after_contact
from handlers.carried import carried_id, record_in, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.drafts import day_in, event_parts, typed_so_far
from handlers.events import name_of_owner, next_step, open_follow_up
from handlers.forms import metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.engagements import (
    EngagementDraft,
    engaged,
    engagement_buttons,
    engagement_edit_form,
    engagement_form,
)
from handlers.views.leads import lead_option
from handlers.views.members import member_option
from storage.store import Store

routes = Routes()


@routes.shortcut("log_engagement")
def press_engagement_shortcut(ack: Ack, shortcut: dict[str, Any], client: WebClient, today: date) -> None:
    view = engagement_form(EngagementDraft(happened_on=today), today=today, channel=None)
    client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    ack()


@routes.action("log_engagement")
def press_log_engagement(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, today: date, read_store: ReadStore
) -> None:
    """From a lead's card with that lead, from the home without one."""
    draft = EngagementDraft(happened_on=today)
    if action.get("value"):
        with read_store() as store:
            draft = replace(draft, lead=lead_option(store.leads.get(carried_id(action))))
    open_view(client, body, engagement_form(draft, today=today, channel=channel_of(body)))
    ack()


@routes.action("engagement_form.type")
@routes.action("engagement_form.happened_on")
@routes.action("engagement_form.responded")
@routes.action("engagement_form.follow_up_required")
def change_engagement_form(ack: Ack, body: dict[str, Any], client: WebClient, member: Member, today: date) -> None:
    """Show what the chosen type and day need; what was typed stays."""
    view = body["view"]
    draft = by_default(draft_of(view), member, today)
    changed = engagement_form(draft, today=today, channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


@routes.action("engagement_edit_form.happened_on")
@routes.action("engagement_edit_form.responded")
def change_engagement_edit_form(ack: Ack, body: dict[str, Any], client: WebClient, member: Member, today: date) -> None:
    view = body["view"]
    ids = metadata(view)
    draft = by_default(draft_of(view), member, today)
    changed = engagement_edit_form(
        draft, today=today, engagement_id=record_in(ids, "engagement"), channel=ids.get("channel")
    )
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


@unless_out_of_date()
def draft_of(view: dict[str, Any]) -> EngagementDraft:
    typed = typed_so_far(view)
    return EngagementDraft(
        **event_parts(typed),
        type=EngagementType(typed["type"]) if "type" in typed else None,
        channel=Channel(typed["channel"]) if "channel" in typed else None,
        subject=typed.get("subject"),
        status=EngagementStatus(typed["status"]) if "status" in typed else None,
        responded="responded" in typed,
        responded_on=day_in(typed, "responded_on"),
        response_notes=typed.get("response_notes"),
    )


def by_default(draft: EngagementDraft, member: Member, today: date) -> EngagementDraft:
    """Who writes is who follows up, and an answer came today, until something else is chosen."""
    return replace(draft, owner=draft.owner or member_option(member), responded_on=draft.responded_on or today)


@routes.view("engagement_form")
def submit_engagement_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the engagement; errors appear inside the still-open form."""
    command = parse_form(RecordEngagement, view)
    with open_store() as store:
        engagement, write = record_engagement(store, command, actor=member, submission=view["id"])
        more = (*engagement_buttons(engagement), *next_step(store, engagement.lead_id))
        queue_reply(store, write, member=member, channel=metadata(view).get("channel"), more=more)
    ack()


def record_engagement(
    store: Store, command: RecordEngagement, *, actor: Member, submission: str | None
) -> tuple[Engagement, Write]:
    """Keep the contact, move a new lead, settle what was waiting, and open the follow-up that it asks for."""
    command.check(store.today)
    lead = store.leads.get(command.lead)
    engagement = store.engagements.add(
        lead.id, command.type, member_id=actor.id, **engagement_columns(store, command.type, command)
    )
    store.leads.touch(lead.id, engagement.happened_on)
    moved, settled = take_effect(store, engagement, lead, actor)
    follow_up = open_follow_up(store, command, engagement, why=engagement.subject, actor=actor)
    summary = engaged(
        engagement,
        moved,
        before=lead.status,
        follow_up=follow_up,
        owner=name_of_owner(store, follow_up, besides=actor),
        settled=settled,
        today=store.today,
    )
    return engagement, store.describe(summary, actor=actor, submission=submission)


def engagement_columns(store: Store, kind: EngagementType, command: EditEngagement) -> dict[str, Any]:
    """The engagement's details as they are stored."""
    return {
        "channel": command.channel,
        "happened_on": command.happened_on,
        "happened_at": command.happened_at,
        "subject": command.subject,
        "notes": command.notes,
        "outcome": command.outcome,
        "status": command.status or _status(store, kind, command),
        "duration_minutes": command.duration,
        "responded_on": command.responded_on if command.responded else None,
        "response_notes": command.response_notes if command.responded else None,
    }


def _status(store: Store, kind: EngagementType, command: EditEngagement) -> EngagementStatus:
    """A meeting later today is still to come as well."""
    clock = store.now.astimezone(ZoneInfo(store.tenant.time_zone)).time()
    later = command.happened_on == store.today and command.happened_at is not None and command.happened_at > clock
    if kind in PLANNED and later:
        return EngagementStatus.PENDING
    return default_status(kind, command.happened_on, store.today)


def take_effect(store: Store, engagement: Engagement, lead: Lead, actor: Member) -> tuple[Lead, list[FollowUp]]:
    """A new lead becomes contacted, and what was waiting is settled; by nothing that failed."""
    if engagement.status is EngagementStatus.FAILED:
        return lead, []
    moved = store.leads.move(
        lead.id,
        status_after_contact(lead.status),
        on=min(engagement.happened_on, store.today),
        member_id=actor.id,
        engagement_id=engagement.id,
    )
    return moved, store.follow_ups.settle(lead.id, by_engagement_id=engagement.id, on=engagement.happened_on)
