"""Campaigns: `/campaign` lists them and shows one with what it brought; managers pause and complete them here."""

from __future__ import annotations

from typing import Any, NoReturn

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import NothingFound
from bot.kinds import CampaignStatus, Role
from bot.model import Campaign, Member, Write
from bot.origin_commands import AlreadySo
from bot.roles import may, require
from handlers.campaign_form import WHAT, form_of, open_campaign_form
from handlers.carried import carried_choice, carried_id
from handlers.context import OpenStore, ReadStore
from handlers.origins import active_campaigns_first, meant
from handlers.records import Records, Verb, history
from handlers.replies import queue_reply, queue_response
from handlers.routes import Routes
from handlers.views.answers import Message
from handlers.views.campaigns import (
    STATUS_SIGNS,
    CampaignEntry,
    campaign_card,
    campaign_line,
    campaign_list,
    campaign_words,
)
from handlers.views.words import unescape
from storage.store import Store

routes = Routes()
USAGE = (
    "• `/campaign` or `/campaign new Diwali` opens the form for a new campaign (managers)\n"
    "• `/campaign list` shows them all, with what they brought\n"
    "• `/campaign diwali` shows one; a code like CMP-4 finds it too\n"
    "• `/campaign edit diwali`, `/campaign history diwali`"
)
STATUSES = {
    "pause_campaign": CampaignStatus.PAUSED,
    "resume_campaign": CampaignStatus.ACTIVE,
    "complete_campaign": CampaignStatus.COMPLETED,
}


@routes.command("/campaign")
def handle_campaign_command(
    ack: Ack, command: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """Alone it opens the form for managers, and lists for reps, who can't make one."""
    words = unescape(command.get("text", "")).strip()
    verb, _, rest = words.partition(" ")
    match verb.lower(), rest.strip():
        case ("help", ""):
            ack(text=USAGE)
        case ("list" | "", "") if words or not may(Role.MANAGER, member):
            with read_store() as store:
                ack(**campaigns_message(store, member))
        case ("" | "new", name):
            open_campaign_form(
                client, command["trigger_id"], read_store, member, name=name, channel=command["channel_id"]
            )
            ack()
        case ("edit" | "history") as named, name if name:
            CAMPAIGNS.do(named, name, ack, command, client, member, read_store)
        case _:
            CAMPAIGNS.do("show", words, ack, command, client, member, read_store)


@routes.action("show_campaign")
def press_show_campaign(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen campaign's card, in the place of the question."""
    with open_store() as store:
        card = card_message(store, store.campaigns.get(carried_id(action)), member)
        queue_response(store, f"card {body['trigger_id']}", card, member=member, response_url=body["response_url"])
    ack()


@routes.action("pause_campaign")
@routes.action("resume_campaign")
@routes.action("complete_campaign")
def press_campaign_status(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """Change it, and show anew where it was pressed."""
    campaign_id, shown_in = carried_choice(action)
    with open_store() as store:
        status, submission = STATUSES[action["action_id"]], body["trigger_id"]
        write = change_status(store, campaign_id, status, actor=member, submission=submission)
        campaign = store.campaigns.get(campaign_id)
        shown = campaigns_message(store, member) if shown_in == "list" else card_message(store, campaign, member)
        queue_response(store, f"campaign {write.id}", shown, member=member, response_url=body["response_url"])
        queue_reply(store, write, member=member, channel=body["channel"]["id"])
    ack()


def change_status(
    store: Store, campaign_id: int, status: CampaignStatus, *, actor: Member, submission: str | None
) -> Write:
    """Raises NotAllowed for a rep, AlreadySo where there is nothing to change."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    before = store.campaigns.get(campaign_id)
    if before.status is status:
        raise AlreadySo(what=before.name, status=status)
    campaign = store.campaigns.change(campaign_id, status=status)
    summary = f"{STATUS_SIGNS[status]} {campaign_words(campaign)} is now {status}"
    return store.describe(summary, actor=actor, submission=submission)


def campaigns_message(store: Store, member: Member) -> Message:
    """The list as this member may see it."""
    counts = store.campaigns.count_leads()
    return campaign_list(
        [_entry(store, campaign, counts) for campaign in active_campaigns_first(store)],
        unlinked=store.lead_search.count_without_campaign(),
        for_manager=may(Role.MANAGER, member),
        tenant=store.tenant,
    )


def card_message(store: Store, campaign: Campaign, member: Member) -> Message:
    """The campaign as this member may see it."""
    entry = _entry(store, campaign, store.campaigns.count_leads())
    return campaign_card(entry, for_manager=may(Role.MANAGER, member), tenant=store.tenant)


def _entry(store: Store, campaign: Campaign, counts: dict[int, tuple[int, int]]) -> CampaignEntry:
    leads, converted = counts.get(campaign.id, (0, 0))
    owner = store.members.get(campaign.owner_id).name if campaign.owner_id else None
    return CampaignEntry(campaign, owner, leads, converted)


def _none_of(_store: Store, name: str, _member: Member) -> NoReturn:
    raise NothingFound(what="campaign", text=name, hint="Type /campaign list to see them all, or /campaign help.")


CAMPAIGNS = Records(
    noun="campaign",
    find=lambda store, words: meant(words, active_campaigns_first(store), lambda campaign: campaign.name),
    none=_none_of,
    line=lambda _store, campaign, _member: campaign_line(campaign),
    card=card_message,
    verbs={
        "show": Verb("Show", "show_campaign"),
        "edit": Verb("Edit", "edit_campaign", form=form_of),
        "history": history("campaigns"),
    },
)
