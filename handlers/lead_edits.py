"""A known lead, changed: only what this person changed is written, and nobody's newer change is lost unasked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import ask_once
from bot.kinds import FollowUpStatus, MilestoneType, Role
from bot.lead_commands import ChangedMeanwhile, EditLead
from bot.model import Lead, Member, Write
from bot.roles import may
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.events import refresh_activity
from handlers.forms import confirmed, metadata, opened_values, typed_values
from handlers.lead_duplicates import same_contact
from handlers.lead_entry import lead_columns, require_reassigning
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.lead_forms import draft_of, lead_edit_form
from handlers.views.leads import lead_words, show_button
from handlers.views.words import listed, plural, shorten
from storage.store import Store

routes = Routes()
FIELDS = {
    "name": ("name", "name"),
    "company": ("company", "company"),
    "phone": ("phone", "phone"),
    "email": ("email", "email"),
    "source": ("source_id", "source"),
    "campaign": ("campaign_id", "campaign"),
    "owner": ("owner_id", "owner"),
    "value": ("value", "estimated value"),
    "notes": ("notes", "notes"),
    "created_on": ("created_on", "created date"),
}
"""By the form's field: the lead's column, and the name that people read."""


@routes.action("edit_lead")
def press_edit_lead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    with read_store() as store:
        view = edit_form(store, store.leads.get(carried_id(action)), member, channel=channel_of(body))
    open_view(client, body, view)
    ack()


def edit_form(store: Store, lead: Lead, member: Member, *, channel: str | None) -> dict[str, Any]:
    draft = draft_of(
        lead,
        source=store.sources.get(lead.source_id) if lead.source_id else None,
        campaign=store.campaigns.get(lead.campaign_id) if lead.campaign_id else None,
        owner=store.members.get(lead.owner_id) if may(Role.MANAGER, member) else None,
        tenant=store.tenant,
    )
    return lead_edit_form(lead, draft, currency=store.tenant.currency, channel=channel)


@routes.view("lead_edit_form")
def submit_lead_edit_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save what was changed; a form that says nothing new just closes."""
    opened, typed, carried = opened_values(view), typed_values(view), metadata(view)
    changed = [name for name in FIELDS if typed.get(name) != opened.get(name)]
    # What was not touched is not checked: an import may have brought a phone number that is none.
    command = EditLead.model_validate({name: typed[name] for name in ("name", *changed) if name in typed})
    if changed:
        with open_store() as store:
            lead = store.leads.get(record_in(carried, "lead"))
            _ask_about_newer(store, lead, view, changed, member)
            write = edit_lead(
                store, lead, command, changed, actor=member, submission=view["id"], confirmed=confirmed(view)
            )
            queue_reply(store, write, member=member, channel=carried.get("channel"), more=[show_button(lead)])
    ack()


def _ask_about_newer(store: Store, lead: Lead, view: dict[str, Any], changed: Sequence[str], member: Member) -> None:
    """Raises ChangedMeanwhile where somebody else gave one of the fields another value since the form was opened."""
    form = edit_form(store, lead, member, channel=None)
    opened, typed, now = opened_values(view), typed_values(view), opened_values(form)
    newer = [name for name in changed if now.get(name) not in (opened.get(name), typed.get(name))]
    if not newer:
        return
    columns = {FIELDS[name][0] for name in newer}
    entries = store.writes.list_of("leads", lead.id)
    latest = next((entry for entry in entries if columns & (entry.after or {}).keys()), None)
    values = " and ".join(f"“{_shown(form, name)}”" for name in newer)
    question = ChangedMeanwhile(
        key=f"newer {latest.at if latest else ''} {' '.join(newer)}",
        yes="Overwrite",
        who=store.members.get(latest.member_id).name if latest else "Somebody",
        fields=listed([FIELDS[name][1] for name in newer]),
        to=f" to {shorten(values, 300)}",
    )
    ask_once(question, confirmed(view))


def _shown(form: dict[str, Any], name: str) -> str:
    """What stands in the form's field, as it is read."""
    element = next(block["element"] for block in form["blocks"] if block.get("block_id") == name)
    option = element.get("initial_option")
    return str(option["text"]["text"] if option else opened_values(form).get(name, ""))


def edit_lead(
    store: Store,
    lead: Lead,
    command: EditLead,
    changed: Collection[str],
    *,
    actor: Member,
    submission: str | None,
    confirmed: Collection[str] = (),
) -> Write:
    """Write the fields that are `changed`, and what follows from them: the first milestone's day, whose follow-ups."""
    columns = lead_columns(store, command)
    known = same_contact(store, actor, phone=command.phone, email=command.email, besides=lead.id)
    if known is not None:
        ask_once(known, confirmed)
    fields = {FIELDS[name][0]: columns[FIELDS[name][0]] for name in changed}
    effects = []
    if "owner" in changed:
        require_reassigning(store, actor)
        effects += _hand_over(store, lead, fields["owner_id"])
    edited = store.leads.change(lead.id, **fields)
    if command.created_on is not None:
        _begin_on(store, lead, command.created_on)
    named = listed([label for name, (_, label) in FIELDS.items() if name in changed])
    summary = "\n".join([f"✏️ Changed {named} of {lead_words(edited)}", *effects])
    return store.describe(summary, actor=actor, submission=submission)


def _hand_over(store: Store, lead: Lead, owner_id: int) -> list[str]:
    """The pending follow-ups of the owner so far go to the new one along with the lead."""
    theirs = [
        follow_up
        for follow_up in store.follow_ups.list_of_lead(lead.id)
        if follow_up.status is FollowUpStatus.PENDING and follow_up.owner_id == lead.owner_id
    ]
    for follow_up in theirs:
        store.follow_ups.change(follow_up.id, owner_id=owner_id)
    return [f"⏰ {plural(len(theirs), 'pending follow-up')} went along"] if theirs else []


def _begin_on(store: Store, lead: Lead, created_on: date) -> None:
    """Move the lead's first milestone to its created day."""
    journey = store.milestones.list_of_lead(lead.id)
    first = next((step for step in journey if step.type is MilestoneType.LEAD_GENERATED), None)
    if first is None:
        store.milestones.add(lead.id, MilestoneType.LEAD_GENERATED, created_on)
    else:
        store.milestones.change(first.id, happened_on=created_on)
    refresh_activity(store, lead.id)
