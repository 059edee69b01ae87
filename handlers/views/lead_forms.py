"""How the forms of one lead look: to make it, to change it, to set its status, to delete it, to merge it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bot.kinds import LeadStatus
from bot.lead_commands import Keep
from bot.model import Campaign, Lead, Member, Source, Tenant
from bot.money import currency_sign, plain_amount
from handlers.views.blocks import (
    Blocks,
    Choice,
    date_input,
    field,
    form,
    line_input,
    paragraph_input,
    section,
    select,
    typeahead,
)
from handlers.views.leads import STATUS_SIGNS, lead_option, lead_words, status_words
from handlers.views.members import member_option
from handlers.views.origins import campaign_option, source_option


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """What stands in a lead's form; None where nothing does. Without an `owner` there is none to choose."""

    name: str | None = None
    company: str | None = None
    phone: str | None = None
    email: str | None = None
    source: Choice | None = None
    campaign: Choice | None = None
    owner: Choice | None = None
    value: str | None = None
    notes: str | None = None
    created_on: date | None = None


def draft_of(
    lead: Lead, *, source: Source | None, campaign: Campaign | None, owner: Member | None, tenant: Tenant
) -> LeadDraft:
    """The lead as its form shows it; `owner` is None where it is not to be chosen."""
    return LeadDraft(
        name=lead.name,
        company=lead.company,
        phone=lead.phone,
        email=lead.email,
        source=source_option(source) if source else None,
        campaign=campaign_option(campaign) if campaign else None,
        owner=member_option(owner) if owner else None,
        value=plain_amount(lead.value, tenant.currency, tenant.locale) if lead.value else None,
        notes=lead.notes,
        created_on=lead.created_on,
    )


def lead_form(draft: LeadDraft, *, currency: str, channel: str | None) -> dict[str, Any]:
    return form("lead_form", "New lead", [*_new_inputs(draft, currency)], metadata=json.dumps({"channel": channel}))


def lead_edit_form(lead: Lead, draft: LeadDraft, *, currency: str, channel: str | None) -> dict[str, Any]:
    blocks = [field("name", "Name", line_input(initial=draft.name)), *_details(draft, currency)]
    carried = json.dumps({"lead": lead.id, "channel": channel})
    return form("lead_edit_form", f"Edit {lead.code}", blocks, metadata=carried)


# Most forms open with nothing filled in but the day, and to make the blocks anew takes ten times the rest.
@lru_cache(maxsize=64)
def _new_inputs(draft: LeadDraft, currency: str) -> tuple[dict[str, Any], ...]:
    name = line_input(initial=draft.name, placeholder="Who may buy?", focus=True)
    return (field("name", "Name", name), *_details(draft, currency))


def _details(draft: LeadDraft, currency: str) -> Blocks:
    """All inputs after the name."""
    campaign = typeahead(chosen=draft.campaign, placeholder="Which campaign brought it?")
    hint = "A lead with its campaign shows what the campaign earned."
    value = line_input(initial=draft.value, placeholder="50,000 or 50k", limit=40)
    owner = typeahead(chosen=draft.owner, placeholder="Whose lead is it?")
    return [
        field("company", "Company", line_input(initial=draft.company), optional=True),
        field("phone", "Phone", line_input(initial=draft.phone, limit=40), optional=True, rebuilds=True),
        field("email", "Email", line_input(initial=draft.email, limit=254), optional=True, rebuilds=True),
        field("source", "Source", typeahead(chosen=draft.source, placeholder="Where from?"), optional=True),
        field("campaign", "Campaign", campaign, optional=True, hint=hint),
        *([field("owner", "Owner", owner)] if draft.owner else []),
        field("value", f"Estimated value ({currency_sign(currency)})", value, optional=True),
        field("notes", "Notes", paragraph_input(initial=draft.notes), optional=True),
        # An import may not know the day; nobody has to make one up.
        field("created_on", "Created on", date_input(draft.created_on), optional=draft.created_on is None),
    ]


def status_form(lead: Lead, *, chosen: LeadStatus | None, today: date, channel: str | None) -> dict[str, Any]:
    others = [status for status in LeadStatus if status is not lead.status]
    choices = [(status.value, f"{STATUS_SIGNS[status]} {status.value.capitalize()}") for status in others]
    is_lost = chosen is LeadStatus.LOST
    blocks = [
        section(f"{lead_words(lead)} is {STATUS_SIGNS[lead.status]} *{status_words(lead.status)}*."),
        field("status", "New status", select(choices, chosen=chosen), rebuilds=True),
        field("changed_on", "Since", date_input(today)),
        field(
            "note",
            "Why was it lost?" if is_lost else "Note",
            paragraph_input(placeholder="Too expensive, bought elsewhere, …" if is_lost else "What has changed?"),
            hint="It stands in the timeline, for whoever calls next.",
        ),
    ]
    carried = json.dumps({"lead": lead.id, "channel": channel})
    return form("lead_status_form", "Set status", blocks, metadata=carried)


def delete_form(lead: Lead, *, hanging: str, channel: str | None) -> dict[str, Any]:
    """`hanging` says in words what goes with the lead, if anything does."""
    along = f"\nIt takes along {hanging}." if hanging else ""
    words = (
        f"{lead_words(lead)} leaves every list, report and search.{along}\n"
        "Nothing is lost: `/lead deleted` brings it back as it was."
    )
    carried = json.dumps({"lead": lead.id, "channel": channel})
    return form("lead_delete_form", f"Delete {lead.code}?", [section(words)], submit="Delete", metadata=carried)


def merge_form(lead: Lead, *, other: Lead | None, channel: str | None) -> dict[str, Any]:
    choices = [(Keep.THIS, f"{lead.code} stays"), (Keep.OTHER, f"{other.code if other else 'The other one'} stays")]
    blocks = [
        section(f"{lead_words(lead)} was entered twice? Then make the two one."),
        field(
            "lead",
            "The other one",
            typeahead(chosen=lead_option(other) if other else None, placeholder="Type a name, company or code"),
        ),
        field(
            "keep",
            "Which one stays",
            select(choices, chosen=Keep.THIS),
            hint="It gets both journeys, and the phone or email that it lacks; the other's code then leads to it.",
        ),
    ]
    carried = json.dumps({"lead": lead.id, "channel": channel})
    return form("lead_merge_form", f"Merge {lead.code}", blocks, submit="Merge", metadata=carried)
