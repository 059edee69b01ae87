"""Leads: `/lead` opens the form, `/lead acme` shows the card; every form finds leads as they are typed."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.commands import CreateLead
from bot.errors import NothingFound, under
from bot.matching import choose, parse_code
from bot.model import FollowUpStatus, Lead, Member, MilestoneType, Write
from bot.money import format_amount, parse_amount
from handlers.context import OpenStore, ReadStore
from handlers.forms import metadata, parse_form
from handlers.replies import queue_reply, queue_response
from handlers.routes import Routes
from handlers.views.answers import Message
from handlers.views.leads import lead_card, lead_form, lead_name, lead_option, lead_words, which_card
from handlers.views.words import escape, unescape
from storage.store import Store

routes = Routes()
USAGE = "`/lead` opens the form for a new lead, `/lead acme` shows the lead with its journey."
SEVERAL = 5


@routes.command("/lead")
def handle_lead_command(ack: Ack, command: dict[str, Any], client: WebClient, read_store: ReadStore) -> None:
    words = unescape(command.get("text", "")).strip()
    if words.lower() == "help":
        ack(text=USAGE)
    elif words:
        show_lead(ack, words, read_store)
    else:
        open_lead_form(client, command["trigger_id"], read_store, channel=command["channel_id"])
        ack()


@routes.shortcut("new_lead")
def press_new_lead_shortcut(ack: Ack, shortcut: dict[str, Any], client: WebClient, read_store: ReadStore) -> None:
    open_lead_form(client, shortcut["trigger_id"], read_store)
    ack()


@routes.action("new_lead")
def press_new_lead(ack: Ack, body: dict[str, Any], client: WebClient, read_store: ReadStore) -> None:
    open_lead_form(client, body["trigger_id"], read_store)
    ack()


def open_lead_form(client: WebClient, trigger_id: str, read_store: ReadStore, *, channel: str | None = None) -> None:
    with read_store() as store:
        view = lead_form(
            sources=store.sources.list(),
            campaigns=store.campaigns.list(),
            channel=channel,
            currency=store.tenant.currency,
        )
    client.views_open(trigger_id=trigger_id, view=view)


@routes.view("lead_form")
def submit_lead_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the lead with its first milestone; errors appear inside the still-open form."""
    command = parse_form(CreateLead, view)
    with open_store() as store:
        write = create_lead(store, command, actor=member, submission=view["id"])
        queue_reply(store, write, member=member, channel=metadata(view).get("channel"))
    ack()


def create_lead(store: Store, command: CreateLead, *, actor: Member, submission: str | None) -> Write:
    """A new lead of the actor's, generated today; its source and campaign must be the tenant's."""
    with under("value"):
        value = parse_amount(command.value, store.tenant.currency) if command.value else None
    source = store.sources.get(command.source) if command.source else None
    campaign = store.campaigns.get(command.campaign) if command.campaign else None
    lead = store.leads.add(
        name=command.name,
        company=command.company,
        phone=command.phone,
        email=command.email,
        source_id=source and source.id,
        campaign_id=campaign and campaign.id,
        value=value,
        notes=command.notes,
        owner_id=actor.id,
        created_on=store.today,
    )
    store.milestones.add(lead.id, MilestoneType.LEAD_GENERATED, store.today)
    origin = [escape(found.name) for found in (source, campaign) if found]
    worth = [format_amount(value, store.tenant.currency, store.tenant.locale)] if value else []
    details = " · ".join([*origin, *worth])
    summary = f"🆕 New lead {lead_words(lead)}" + (f" – {details}" if details else "")
    return store.describe(summary, actor=actor, submission=submission)


def show_lead(ack: Ack, words: str, read_store: ReadStore) -> None:
    with read_store() as store:
        leads = find_leads(store, words)
        if not leads:
            raise NothingFound(what="lead", text=words, hint="Check the spelling, or make one with /lead.")
        if len(leads) > 1:
            question = f"Which lead is “{words}”?"
            ack(text=escape(question), blocks=which_card(question, leads[:SEVERAL]))
        else:
            ack(**_card(store, leads[0]))


@routes.action("show_lead")
def press_show_lead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen lead's card, in the place of the question."""
    with open_store() as store:
        card = _card(store, store.leads.get(int(action["value"])))
        key = f"card {body['trigger_id']}"
        queue_response(store, key, card, member=member, response_url=body["response_url"])
    ack()


def _card(store: Store, lead: Lead) -> Message:
    follow_ups = store.follow_ups.list_of_lead(lead.id)
    blocks = lead_card(
        lead,
        owner=store.members.get(lead.owner_id).name,
        source=store.sources.get(lead.source_id).name if lead.source_id else None,
        campaign=store.campaigns.get(lead.campaign_id).name if lead.campaign_id else None,
        milestones=store.milestones.list_of_lead(lead.id),
        follow_ups=[found for found in follow_ups if found.status is FollowUpStatus.PENDING],
        today=store.today,
        currency=store.tenant.currency,
        locale=store.tenant.locale,
    )
    return {"text": f"{escape(lead_name(lead))} ({lead.code})", "blocks": blocks}


@routes.options("lead")
def suggest_leads(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    with read_store() as store:
        found = suggested_leads(store, options["value"])
    ack(options=[_option(*lead_option(lead)) for lead in found])


def suggested_leads(store: Store, typed: str) -> list[Lead]:
    """What a search offers for `typed`: the newest leads for nothing, else by code, name or company."""
    if not typed.strip():
        return store.leads.newest(limit=20)
    by_code = _find_by_code(store, typed)
    return [by_code] if by_code else store.leads.search(typed, limit=20)


def find_leads(store: Store, words: str) -> list[Lead]:
    """Every lead that the words may mean equally well, the likeliest first; one where it is clear."""
    by_code = _find_by_code(store, words)
    if by_code:
        return [by_code]
    typed_right = [(lead.id, name) for lead in store.leads.search(words, limit=50) for name in _names(lead)]
    chosen = choose(words, typed_right) or choose(words, store.leads.names())
    return [store.leads.get(match.id) for match in chosen]


def _names(lead: Lead) -> list[str]:
    return [lead.name, lead.company] if lead.company and lead.company != lead.name else [lead.name]


def _find_by_code(store: Store, words: str) -> Lead | None:
    code = parse_code(words)
    return store.leads.find_by_code(f"L-{code[1]}") if code and code[0] == "L" else None


def _option(value: str, text: str) -> dict[str, Any]:
    return {"value": value, "text": {"type": "plain_text", "text": text}}
