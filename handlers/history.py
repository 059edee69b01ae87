"""History: everything that was ever changed of one record, for who may see the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import NothingFound
from bot.kinds import Role
from bot.model import Member
from bot.months import day_text
from bot.roles import may
from handlers.carried import as_id, carried_text
from handlers.context import ReadStore
from handlers.doors import open_view
from handlers.routes import Routes
from handlers.views.campaigns import campaign_words
from handlers.views.history import Names, Reader, Told, history_view
from handlers.views.leads import lead_words
from handlers.views.origins import source_name
from handlers.views.sources import source_words
from storage.store import Store

routes = Routes()
MOST_WRITES = 30


@routes.action("show_history")
def press_show_history(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """`value` is the record's table and id: "leads 12"."""
    kind, _, record_id = carried_text(action).partition(" ")
    open_view(client, body, _view(read_store, kind, as_id(record_id), member))
    ack()


def open_history(
    client: WebClient, trigger_id: str, read_store: ReadStore, kind: str, record_id: int, *, member: Member
) -> None:
    """Show the record's writes, the newest first. Raises NothingFound for what has no history to be seen here."""
    client.views_open(trigger_id=trigger_id, view=_view(read_store, kind, record_id, member))


def _view(read_store: ReadStore, kind: str, record_id: int, member: Member) -> dict[str, Any]:
    with read_store() as store:
        title = _title(store, kind, record_id)
        entries = store.writes.list_of(kind, record_id, limit=MOST_WRITES)
        members = {found.id: found for found in store.members.list()}
        several = len({found.team_id for found in members.values() if found.team_id}) > 1
        told = [Told(entry, members[entry.member_id].name, entry.team_id if several else None) for entry in entries]
        reader = Reader(store.tenant, member.time_zone, store.now, may(Role.MANAGER, member))
        return history_view(title, told, _names(store, members.values()), reader)


def _title(store: Store, kind: str, record_id: int) -> str:
    """Markup: the record as replies name it; of another tenant, or of a kind without a history, there is none."""
    match kind:
        case "leads":
            return lead_words(store.leads.get(record_id))
        case "milestones":
            milestone = store.milestones.get(record_id)
            what = f"*{milestone.type.label}* {day_text(milestone.happened_on)}"
            return f"{what} · {lead_words(store.leads.get(milestone.lead_id))}"
        case "engagements":
            engagement = store.engagements.get(record_id)
            what = f"*{engagement.type.label}* {day_text(engagement.happened_on)}"
            return f"{what} · {lead_words(store.leads.get(engagement.lead_id))}"
        case "sources":
            return source_words(store.sources.get(record_id))
        case "campaigns":
            return campaign_words(store.campaigns.get(record_id))
    raise NothingFound(what="history of", text=kind, hint="Open it from a record's card.")


def _names(store: Store, members: Iterable[Member]) -> Names:
    people = {member.id: member.name for member in members}
    return {
        "owner_id": people,
        "member_id": people,
        "visited_by_id": people,
        "source_id": {source.id: source_name(source) for source in store.sources.list(active_only=False)},
        "campaign_id": {campaign.id: campaign.name for campaign in store.campaigns.list()},
    }
