"""Leads, found and shown: by code, phone, email or name, in every form's search, and each with its card."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.dealings import told_by
from bot.figures import Figures
from bot.kinds import FollowUpStatus, LeadStatus, Role
from bot.kpi import conversion_rate
from bot.matching import beginnings, choose, parse_code, rank_names
from bot.model import Lead, Member
from bot.roles import may, require
from bot.score import score
from bot.stages import STAGES
from bot.timeline import Timeline, timeline
from handlers.carried import carried_id
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.replies import queue_response
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import Message
from handlers.views.blocks import option, panel
from handlers.views.lead_cards import Known, journey_view, lead_card
from handlers.views.leads import lead_name, lead_option, unlinked_list
from handlers.views.origins import source_name
from handlers.views.timelines import Teller
from handlers.views.words import escape
from storage.store import Store

routes = Routes()
MOST_SUGGESTED = 20
MOST_UNLINKED = 20
MOST_ALIKE = 100
"""Leads that are compared with a name which may have been typed wrong, for each of its words."""
ENOUGH_LEADS = 10
"""Of fewer leads, a source's conversion rate says nothing."""


@routes.action("pick_lead")
def press_pick_lead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen lead's card, in the place of the question."""
    with open_store() as store:
        card = card_message(store, store.leads.get(carried_id(action)), member)
        queue_response(store, f"card {body['trigger_id']}", card, member=member, response_url=body["response_url"])
    ack()


@routes.action("show_lead")
def press_show_lead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The card, below the message with the button, for the presser alone."""
    with open_store() as store:
        card = card_message(store, store.leads.get(carried_id(action)), member)
        tell(store, f"card {body['trigger_id']}", card, member=member, spot=spot_of(body))
    ack()


@routes.action("show_journey")
def press_show_journey(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    with read_store() as store:
        known = known_of(store, store.leads.get(carried_id(action)), member)
        view = journey_view(known, channel=channel_of(body))
    open_view(client, body, view)
    ack()


@routes.action("leads_without_campaign")
def press_leads_without_campaign(
    ack: Ack, body: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore, open_store: OpenStore
) -> None:
    """A manager's list to link them one by one."""
    with read_store() as store:
        require(Role.MANAGER, store.members.get(member.id), "The list of leads without a campaign")
        leads = store.lead_search.without_campaign(limit=MOST_UNLINKED)
        blocks = unlinked_list(leads, store.lead_search.count_without_campaign(), Figures(store.tenant.locale))
    if body.get("response_url"):
        with open_store() as store:
            message = {"text": "Leads without a campaign", "blocks": blocks}
            tell(store, f"unlinked {body['trigger_id']}", message, member=member, spot=spot_of(body))
    else:
        open_view(client, body, panel("Without a campaign", blocks))
    ack()


def card_message(store: Store, lead: Lead, member: Member) -> Message:
    known = known_of(store, lead, member)
    return {"text": f"{escape(lead_name(lead))} ({lead.code})", "blocks": lead_card(known)}


def known_of(store: Store, lead: Lead, member: Member) -> Known:
    """Everything that is known of the lead; who owns it or is a manager may book for it."""
    source = store.sources.get(lead.source_id) if lead.source_id else None
    milestones, engagements = store.milestones.list_of_lead(lead.id), store.engagements.list_of_lead(lead.id)
    scored = score(
        lead,
        milestones=milestones,
        engagements=engagements,
        source_rate=_rate_of(store, source.id) if source else None,
        target=store.tenant.conversion_target,
        today=store.today,
    )
    follow_ups = store.follow_ups.list_of_lead(lead.id)
    names, bookings = store.members.names(), store.bookings.list_of_lead(lead.id)
    origin = source_name(source) if source else None
    return Known(
        lead=lead,
        source=source,
        campaign=store.campaigns.get(lead.campaign_id) if lead.campaign_id else None,
        score=scored,
        timeline=timeline(milestones, engagements, store.leads.status_changes(lead.id)),
        engagements=engagements,
        follow_ups=[found for found in follow_ups if found.status is FollowUpStatus.PENDING],
        bookings=bookings,
        may_book=lead.owner_id == member.id or may(Role.MANAGER, member),
        teller=Teller(store.today, names, lead.owner_id, origin, told_by(milestones, bookings)),
        tenant=store.tenant,
    )


def journey_of(store: Store, lead: Lead) -> Timeline:
    return timeline(
        store.milestones.list_of_lead(lead.id),
        store.engagements.list_of_lead(lead.id),
        store.leads.status_changes(lead.id),
    )


def _rate_of(store: Store, source_id: int) -> Fraction | None:
    """The source's conversion rate in percent; None over so few leads that it says nothing."""
    leads = store.lead_search.count_of_source(source_id)
    converted = store.lead_search.count_of_source(source_id, least_stage=STAGES.index(LeadStatus.CONVERTED))
    return conversion_rate(converted, leads) if leads >= ENOUGH_LEADS else None


@routes.options("lead")
def suggest_leads(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    with read_store() as store:
        found = suggested_leads(store, options["value"])
    ack(options=[option(*lead_option(lead)).to_dict() for lead in found])


def suggested_leads(store: Store, typed: str) -> list[Lead]:
    """What a search offers for `typed`: the newest leads for nothing, else by code, phone, email or name."""
    if not typed.strip():
        return store.lead_search.newest(limit=MOST_SUGGESTED)
    return _find_exactly(store, typed) or store.lead_search.search(typed, limit=MOST_SUGGESTED) or _alike(store, typed)


def find_leads(store: Store, words: str) -> list[Lead]:
    """Every lead that the words may mean equally well, the likeliest first; one where it is clear."""
    exactly = _find_exactly(store, words)
    if exactly:
        return exactly
    typed_right = [(lead.id, name) for lead in store.lead_search.search(words, limit=50) for name in _names(lead)]
    chosen = choose(words, typed_right) or choose(words, store.lead_search.names())
    return [store.leads.get(match.id) for match in chosen]


def _find_exactly(store: Store, words: str) -> list[Lead]:
    """The lead of that code, or those with that phone number or email address."""
    code = parse_code(words)
    by_code = store.leads.find_by_code(f"L-{code[1]}") if code and code[0] == "L" else None
    if by_code:
        return [by_code]
    is_email = "@" in words
    return store.lead_search.duplicates(phone=None if is_email else words, email=words if is_email else None)


def _alike(store: Store, typed: str) -> list[Lead]:
    """Leads whose name is like the one that was typed, if it or one of its words begins as it was typed.

    To compare every name of 100,000 leads would take a second, and this is asked with every letter.
    """
    found = {lead.id: lead for begin in beginnings(typed) for lead in store.lead_search.search(begin, limit=MOST_ALIKE)}
    names = [(lead.id, name) for lead in found.values() for name in _names(lead)]
    return [found[match.id] for match in rank_names(typed, names, limit=MOST_SUGGESTED)]


def _names(lead: Lead) -> list[str]:
    return [lead.name, lead.company] if lead.company and lead.company != lead.name else [lead.name]
