"""Milestones: the form that asks only what its type needs, and what recording one does to its lead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import ask_once, under
from bot.event_commands import EditMilestone, LoggedAlready, RecordMilestone
from bot.kinds import MilestoneType
from bot.model import Lead, Member, Milestone, Write
from bot.stages import VISITS, status_after
from handlers.carried import carried_id, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.drafts import choice_in, event_parts, typed_so_far
from handlers.events import follow_milestone, name_of_owner, next_step, open_follow_up
from handlers.forms import confirmed, metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.leads import lead_name, lead_option
from handlers.views.members import member_option
from handlers.views.milestones import MilestoneDraft, logged, milestone_buttons, milestone_form
from handlers.views.words import day
from storage.store import Store

routes = Routes()


@routes.shortcut("log_milestone")
def press_milestone_shortcut(ack: Ack, shortcut: dict[str, Any], client: WebClient, today: date) -> None:
    view = milestone_form(MilestoneDraft(happened_on=today), channel=None)
    client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    ack()


@routes.action("log_milestone")
def press_log_milestone(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, today: date, read_store: ReadStore
) -> None:
    """From a lead's card with that lead, from the home without one."""
    draft = MilestoneDraft(happened_on=today)
    if action.get("value"):
        with read_store() as store:
            draft = replace(draft, lead=lead_option(store.leads.get(carried_id(action))))
    open_view(client, body, milestone_form(draft, channel=channel_of(body)))
    ack()


@routes.action("milestone_form.type")
@routes.action("milestone_form.follow_up_required")
def change_milestone_form(ack: Ack, body: dict[str, Any], client: WebClient, member: Member) -> None:
    """Show the fields that the chosen type needs; what was typed stays."""
    view = body["view"]
    draft = by_default(draft_of(view), member)
    changed = milestone_form(draft, channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


@unless_out_of_date()
def draft_of(view: dict[str, Any]) -> MilestoneDraft:
    typed = typed_so_far(view)
    return MilestoneDraft(
        **event_parts(typed),
        type=MilestoneType(typed["type"]) if "type" in typed else None,
        location=typed.get("location"),
        coordinates=typed.get("coordinates"),
        visited_by=choice_in(typed, "visited_by"),
        keep_status="keep_status" in typed,
    )


def by_default(draft: MilestoneDraft, member: Member) -> MilestoneDraft:
    """Who writes is who visited, and who follows up, until somebody else is chosen."""
    me = member_option(member)
    return replace(draft, visited_by=draft.visited_by or me, owner=draft.owner or me)


@routes.view("milestone_form")
def submit_milestone_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the milestone; errors appear inside the still-open form."""
    command = parse_form(RecordMilestone, view)
    with open_store() as store:
        milestone, write = record_milestone(
            store, command, actor=member, submission=view["id"], confirmed=confirmed(view)
        )
        more = (*milestone_buttons(milestone), *next_step(store, milestone.lead_id))
        queue_reply(store, write, member=member, channel=metadata(view).get("channel"), more=more)
    ack()


def record_milestone(
    store: Store, command: RecordMilestone, *, actor: Member, submission: str | None, confirmed: Collection[str] = ()
) -> tuple[Milestone, Write]:
    """Keep the milestone, move the lead, settle what was waiting, and open the follow-up that it asks for.

    Raises LoggedAlready, unless it is among the questions that were confirmed.
    """
    command.check(store.today)
    lead = store.leads.get(command.lead)
    if question := doubt_of(store, command, lead):
        ask_once(question, confirmed)
    milestone = _add_milestone(store, command, lead, actor)
    status = lead.status if command.keep_status else status_after(lead.status, milestone.type)
    moved, settled = follow_milestone(store, milestone, status, actor=actor)
    why = milestone.notes or f"After the {milestone.type.label.lower()}"
    follow_up = open_follow_up(store, command, milestone, why=why, actor=actor)
    summary = logged(
        milestone,
        moved,
        before=lead.status,
        kept=command.keep_status and status_after(lead.status, milestone.type) is not lead.status,
        follow_up=follow_up,
        owner=name_of_owner(store, follow_up, besides=actor),
        settled=settled,
        today=store.today,
    )
    return milestone, store.describe(summary, actor=actor, submission=submission)


def doubt_of(store: Store, command: RecordMilestone, lead: Lead) -> LoggedAlready | None:
    """The question to be asked first, where the lead has such a milestone of that very day."""
    kinds = dict.fromkeys((command.type, _kind(store, command, lead)))
    same = [store.milestones.find_same(lead.id, kind, command.happened_on) for kind in kinds]
    known = next(filter(None, same), None)
    if known is None:
        return None
    return LoggedAlready(
        kind=known.type.label.lower(),
        lead=lead_name(lead),
        details=" at ".join(filter(None, (day(known.happened_on, store.today), known.location))),
        key=f"same {lead.id} {command.type} {command.happened_on}",
        yes="Log it again",
        instead=("Edit that one", "edit_milestone", str(known.id)),
    )


def _kind(store: Store, command: RecordMilestone, lead: Lead) -> MilestoneType:
    """A site visit is a revisit where there was one before."""
    site_visit = MilestoneType.SITE_VISIT
    is_first = command.type is not site_visit or not store.milestones.has(
        lead.id, site_visit, until=command.happened_on
    )
    return command.type if is_first else MilestoneType.REVISIT


def _add_milestone(store: Store, command: RecordMilestone, lead: Lead, actor: Member) -> Milestone:
    kind = _kind(store, command, lead)
    return store.milestones.add(lead.id, kind, **milestone_columns(store, kind, command, actor))


def milestone_columns(store: Store, kind: MilestoneType, command: EditMilestone, actor: Member) -> dict[str, Any]:
    """The milestone's details as they are stored."""
    point = command.coordinates
    return {
        "happened_on": command.happened_on,
        "happened_at": command.happened_at,
        "notes": command.notes,
        "location": command.location,
        "outcome": command.outcome,
        "duration_minutes": command.duration,
        "visited_by_id": _visitor(store, kind, command.visited_by, actor),
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
    }


def _visitor(store: Store, kind: MilestoneType, chosen: int | None, actor: Member) -> int | None:
    """Who visited, for a visit: the actor, unless somebody else was chosen."""
    if kind not in VISITS:
        return None
    with under("visited_by"):
        return store.members.get(chosen).id if chosen else actor.id
