"""A new lead: its form, opened from wherever one comes up, and what saving it does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.contact import checked_phone
from bot.errors import ask_once, under
from bot.kinds import MilestoneType, Role
from bot.lead_commands import CreateLead
from bot.model import Lead, Member, Write
from bot.money import format_amount, parse_amount
from bot.roles import may, require
from handlers.context import OpenStore
from handlers.doors import channel_of
from handlers.forms import confirmed, metadata, parse_form
from handlers.lead_duplicates import same_contact
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.lead_forms import LeadDraft, lead_form
from handlers.views.leads import lead_words, show_button
from handlers.views.members import member_option
from handlers.views.words import escape
from storage.store import Store

routes = Routes()
FEWEST_DIGITS = 6
"""Of what is taken for a phone number rather than a name."""


@routes.shortcut("new_lead")
def press_new_lead_shortcut(
    ack: Ack, shortcut: dict[str, Any], client: WebClient, member: Member, today: date, currency: str
) -> None:
    view = new_lead_form(member=member, today=today, currency=currency)
    client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    ack()


@routes.action("new_lead")
def press_new_lead(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    today: date,
    currency: str,
) -> None:
    """With what was looked for in vain, if the button carries it."""
    known, channel = action.get("value") or "", channel_of(body)
    view = new_lead_form(member=member, today=today, currency=currency, known=known, channel=channel)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def new_lead_form(
    *, member: Member, today: date, currency: str, known: str = "", channel: str | None = None
) -> dict[str, Any]:
    """With what is `known` so far: a name, a phone number or an email.

    Nothing is looked up for it, so that it opens at once; who may not choose an owner is asked for none.
    """
    owner = member_option(member) if may(Role.MANAGER, member) else None
    draft = replace(_draft_of(known), owner=owner, created_on=today)
    return lead_form(draft, currency=currency, channel=channel)


def _draft_of(words: str) -> LeadDraft:
    if "@" in words:
        return LeadDraft(email=words)
    digits = [sign for sign in words if sign.isdigit()]
    is_number = len(digits) >= FEWEST_DIGITS and not any(sign.isalpha() for sign in words)
    return LeadDraft(phone=words) if is_number else LeadDraft(name=words or None)


@routes.view("lead_form")
def submit_lead_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the lead with its first milestone; errors appear inside the still-open form."""
    command = parse_form(CreateLead, view)
    with open_store() as store:
        lead, write = create_lead(store, command, actor=member, submission=view["id"], confirmed=confirmed(view))
        channel = metadata(view).get("channel")
        queue_reply(store, write, member=member, channel=channel, more=[show_button(lead)])
    ack()


def create_lead(
    store: Store, command: CreateLead, *, actor: Member, submission: str | None, confirmed: Collection[str] = ()
) -> tuple[Lead, Write]:
    """A new lead with its first milestone. Somebody else's only a manager makes; a likely duplicate is asked about."""
    columns = lead_columns(store, command)
    owner_id = command.owner or actor.id
    if owner_id != actor.id:
        require_reassigning(store, actor)
    known = same_contact(store, actor, phone=command.phone, email=command.email)
    if known is not None:
        ask_once(known, confirmed)
    created_on = command.created_on or store.today
    lead = store.leads.add(**{**columns, "owner_id": owner_id, "created_on": created_on})
    store.milestones.add(lead.id, MilestoneType.LEAD_GENERATED, created_on)
    summary = f"🆕 New lead {lead_words(lead)}{_details(store, command, lead.value, owner_id, actor)}"
    return lead, store.describe(summary, actor=actor, submission=submission)


def lead_columns(store: Store, command: CreateLead) -> dict[str, Any]:
    """The lead's columns as the command has them, each checked; what it names must be the tenant's."""
    command.check(store.today)
    if command.phone:
        checked_phone(command.phone, store.tenant.locale)
    with under("value"):
        value = parse_amount(command.value, store.tenant.currency, store.tenant.locale) if command.value else None
    with under("source"):
        source_id = store.sources.get(command.source).id if command.source else None
    with under("campaign"):
        campaign_id = store.campaigns.get(command.campaign).id if command.campaign else None
    with under("owner"):
        owner_id = store.members.get(command.owner).id if command.owner else None
    return {
        "name": command.name,
        "company": command.company,
        "phone": command.phone,
        "email": command.email,
        "source_id": source_id,
        "campaign_id": campaign_id,
        "owner_id": owner_id,
        "value": value,
        "notes": command.notes,
        "created_on": command.created_on,
    }


def require_reassigning(store: Store, actor: Member) -> None:
    """Raises NotAllowed under the owner's field, by the role that the actor has now."""
    with under("owner"):
        require(Role.MANAGER, store.members.get(actor.id), "Giving a lead to somebody else")


def _details(store: Store, command: CreateLead, value: int | None, owner_id: int, actor: Member) -> str:
    details = [
        escape(store.sources.get(command.source).name) if command.source else None,
        escape(store.campaigns.get(command.campaign).name) if command.campaign else None,
        format_amount(value, store.tenant.currency, store.tenant.locale) if value else None,
        f"for {escape(store.members.get(owner_id).name)}" if owner_id != actor.id else None,
    ]
    told = " · ".join(filter(None, details))
    return f" – {told}" if told else ""
