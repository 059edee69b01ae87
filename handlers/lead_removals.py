"""Deleting a lead and bringing it back: nothing is removed, it only leaves every list, report and search."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.figures import Figures
from bot.kinds import FollowUpStatus, Role
from bot.model import Lead, Member, Write
from bot.roles import may, require
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.forms import metadata
from handlers.replies import queue_reply, queue_response
from handlers.routes import Routes
from handlers.views.answers import Message
from handlers.views.lead_forms import delete_form
from handlers.views.leads import deleted_list, lead_words
from handlers.views.words import day, listed
from storage.store import Store

routes = Routes()
MOST_DELETED = 20


@routes.action("delete_lead")
def press_delete_lead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    with read_store() as store:
        view = deletion_form(store, store.leads.get(carried_id(action)), member, channel=channel_of(body))
    open_view(client, body, view)
    ack()


def deletion_form(store: Store, lead: Lead, member: Member, *, channel: str | None) -> dict[str, Any]:
    """Says what leaves with the lead. Raises NotAllowed where the member may not delete it."""
    require_own(store, lead, member, "Deleting a colleague's lead")
    return delete_form(lead, hanging=hanging_words(store, lead), channel=channel)


def require_own(store: Store, lead: Lead, member: Member, what: str) -> None:
    """One's own lead everybody may remove, another's a manager, by the role that the member has now."""
    if lead.owner_id != member.id:
        require(Role.MANAGER, store.members.get(member.id), what)


def hanging_words(store: Store, lead: Lead) -> str:
    """What hangs on the lead: 3 milestones, 2 engagements and 1 pending follow-up."""
    follow_ups = store.follow_ups.list_of_lead(lead.id)
    counts = {
        "milestone": len(store.milestones.list_of_lead(lead.id)),
        "engagement": len(store.engagements.list_of_lead(lead.id)),
        "pending follow-up": sum(found.status is FollowUpStatus.PENDING for found in follow_ups),
    }
    figures = Figures(store.tenant.locale)
    return listed([figures.plural(count, noun) for noun, count in counts.items() if count])


@routes.view("lead_delete_form")
def submit_delete_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    carried = metadata(view)
    with open_store() as store:
        write = delete_lead(store, store.leads.get(record_in(carried, "lead")), actor=member, submission=view["id"])
        queue_reply(store, write, member=member, channel=carried.get("channel"))
    ack()


def delete_lead(store: Store, lead: Lead, *, actor: Member, submission: str | None) -> Write:
    require_own(store, lead, actor, "Deleting a colleague's lead")
    store.leads.delete(lead.id, at=store.now)
    return store.describe(f"🗑️ Deleted {lead_words(lead)}", actor=actor, submission=submission)


def deleted_leads(store: Store, member: Member) -> Message:
    """What was deleted last: a rep's own leads, for a manager everybody's."""
    owner_id = None if may(Role.MANAGER, member) else member.id
    leads = store.lead_search.deleted(owner_id=owner_id, limit=MOST_DELETED)
    entries = [(lead, _gone_words(store, lead)) for lead in leads]
    return {"text": "Deleted leads", "blocks": deleted_list(entries)}


def _gone_words(store: Store, lead: Lead) -> str:
    """When it was deleted, and by whom: its last change."""
    entries = store.writes.list_of("leads", lead.id, limit=1)
    if not entries:
        return "deleted"
    on = day(store.tenant.day_of(entries[0].at), store.today)
    return f"deleted {on} by {store.members.get(entries[0].member_id).name}"


@routes.action("restore_lead")
def press_restore_lead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """Bring the lead back, and show the list without it."""
    with open_store() as store:
        write = restore_lead(store, carried_id(action), actor=member, submission=body["trigger_id"])
        if write is not None:
            queue_reply(store, write, member=member, channel=channel_of(body))
        if body.get("response_url"):
            key = f"deleted {body['trigger_id']}"
            left = deleted_leads(store, member)
            queue_response(store, key, left, member=member, response_url=body["response_url"])
    ack()


def restore_lead(store: Store, lead_id: int, *, actor: Member, submission: str | None) -> Write | None:
    """None where it is back already, or is part of another lead since."""
    gone = store.lead_search.find_deleted(lead_id)
    if gone is None:
        return None
    require_own(store, gone, actor, "Restoring a colleague's lead")
    lead = store.leads.restore(lead_id)
    return store.describe(f"♻️ Restored {lead_words(lead)}", actor=actor, submission=submission)
