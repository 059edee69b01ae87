"""The form of a campaign: opened for a new one or to change one, and saved by managers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import under
from bot.kinds import Role
from bot.matching import fold
from bot.model import Campaign, Member, Write
from bot.money import parse_amount
from bot.origin_commands import SameCampaign, SaveCampaign
from bot.roles import require
from handlers.carried import carried_id, known_record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_or_replace
from handlers.forms import confirmed, metadata, parse_form
from handlers.records import ask_about_namesake
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.campaigns import campaign_form, campaign_words
from handlers.views.members import member_option
from storage.store import Store

routes = Routes()
WHAT = "Changing campaigns"
FIELDS = {
    "name": "name",
    "type": "type",
    "starts_on": "start",
    "ends_on": "end",
    "budget": "budget",
    "expected_roi": "expected return",
    "owner_id": "owner",
    "status": "status",
}
"""A campaign's columns, as the sentence about a change names them."""


@routes.action("new_campaign")
def press_new_campaign(
    ack: Ack, body: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    open_campaign_form(client, body["trigger_id"], read_store, member, channel=body["channel"]["id"])
    ack()


@routes.action("edit_campaign")
def press_edit_campaign(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """From a list or a card; or from a form that asked whether this campaign was meant, which it replaces."""
    with read_store() as store:
        view = form_of(store, store.campaigns.get(carried_id(action)), member, channel=channel_of(body))
    open_or_replace(client, body, view)
    ack()


def open_campaign_form(
    client: WebClient, trigger_id: str, read_store: ReadStore, member: Member, *, name: str = "", channel: str | None
) -> None:
    """For a new campaign of that name. Raises NotAllowed for a rep."""
    with read_store() as store:
        view = form_of(store, None, member, name=name, channel=channel)
    client.views_open(trigger_id=trigger_id, view=view)


def form_of(
    store: Store, campaign: Campaign | None, member: Member, *, name: str = "", channel: str | None
) -> dict[str, Any]:
    """For a new campaign of that name, or to edit one. Raises NotAllowed for a rep."""
    require(Role.MANAGER, member, WHAT)
    owner_id = campaign.owner_id if campaign else member.id
    owner = member_option(store.members.get(owner_id)) if owner_id else None
    return campaign_form(campaign, owner=owner, name=name, today=store.today, channel=channel, tenant=store.tenant)


@routes.view("campaign_form")
def submit_campaign_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the campaign; errors appear inside the still-open form."""
    command, carried = parse_form(SaveCampaign, view), metadata(view)
    with open_store() as store:
        write = save_campaign(
            store,
            command,
            known_record_in(carried, "campaign"),
            actor=member,
            confirmed=confirmed(view),
            submission=view["id"],
        )
        if write is not None:
            queue_reply(store, write, member=member, channel=carried.get("channel"))
    ack()


def save_campaign(
    store: Store,
    command: SaveCampaign,
    campaign_id: int | None,
    *,
    actor: Member,
    confirmed: Collection[str] = (),
    submission: str | None,
) -> Write | None:
    """Make the campaign, or change the one of that id; None where the form changes nothing.

    Raises NotAllowed for a rep; asks about a name that another campaign has.
    """
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    command.check()
    fields = _fields(store, command)
    _ask_about_namesake(store, command.name, campaign_id, confirmed)
    if campaign_id is None:
        campaign = store.campaigns.add(fields.pop("name"), fields.pop("type"), **fields)
        return store.describe(f"📣 New campaign {campaign_words(campaign)}", actor=actor, submission=submission)
    before = store.campaigns.get(campaign_id)
    changed = {name: value for name, value in fields.items() if getattr(before, name) != value}
    if not changed:
        return None
    campaign = store.campaigns.change(campaign_id, **changed)
    # No amounts: the sentence stands in the history too, which reps may read.
    what = ", ".join(FIELDS[name] for name in changed)
    return store.describe(f"✏️ Changed {campaign_words(campaign)}: {what}", actor=actor, submission=submission)


def _fields(store: Store, command: SaveCampaign) -> dict[str, Any]:
    tenant = store.tenant
    with under("budget"):
        budget = parse_amount(command.budget, tenant.currency, tenant.locale) if command.budget else 0
    with under("owner"):
        owner = store.members.get(command.owner) if command.owner else None
    return {
        "name": command.name,
        "type": command.type,
        "starts_on": command.starts_on,
        "ends_on": command.ends_on,
        "budget": budget,
        "expected_roi": command.expected_roi,
        "owner_id": owner and owner.id,
        "status": command.status,
    }


def _ask_about_namesake(store: Store, name: str, campaign_id: int | None, confirmed: Collection[str]) -> None:
    others = [campaign for campaign in store.campaigns.list() if campaign.id != campaign_id]
    same = next((other for other in others if fold(other.name) == fold(name)), None)
    if same is not None:
        ask_about_namesake(SameCampaign, same, name=same.name, edit="edit_campaign", confirmed=confirmed)
