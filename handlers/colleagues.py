"""The search for a colleague in every form that asks whose something is, or who was there."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.matching import rank_names
from bot.model import Member
from handlers.context import ReadStore
from handlers.routes import Routes
from handlers.views.blocks import option
from handlers.views.members import member_option
from storage.store import Store

routes = Routes()
MOST_SUGGESTED = 50


@routes.options("owner")
@routes.options("visited_by")
def suggest_colleagues(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    with read_store() as store:
        found = suggested_colleagues(store, options["value"])
    ack(options=[option(*member_option(member)).to_dict() for member in found])


def suggested_colleagues(store: Store, typed: str) -> list[Member]:
    """Whoever has a name that begins as typed; where nobody has, whose name is like it."""
    found = store.members.search(typed, limit=MOST_SUGGESTED)
    if found:
        return found
    members = {member.id: member for member in store.members.list()}
    ranked = rank_names(typed, [(member.id, member.name) for member in members.values()], limit=MOST_SUGGESTED)
    return [members[match.id] for match in ranked]
