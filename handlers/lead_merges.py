"""Two leads that are one person: which of them stays is chosen, and everything of the other moves to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import ask_once, under
from bot.lead_commands import Keep, MergeForGood, MergeLeads, SameLead
from bot.model import Lead, Member, Write
from handlers.carried import as_id, carried_choice, record_in
from handlers.context import OpenStore, ReadStore
from handlers.forms import confirmed, metadata, parse_form
from handlers.lead_removals import hanging_words, require_own
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.lead_forms import merge_form
from handlers.views.leads import lead_name, lead_words, show_button
from storage.store import Store

routes = Routes()


@routes.action("merge_leads")
def press_merge_leads(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, read_store: ReadStore
) -> None:
    """From the question whether two are one: the form that asked it becomes the one that merges them."""
    view = body["view"]
    lead_id, other_id = carried_choice(action)
    with read_store() as store:
        lead, other = store.leads.get(lead_id), store.leads.get(as_id(other_id))
    form = merge_form(lead, other=other, channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    ack()


@routes.view("lead_merge_form")
def submit_merge_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command, carried = parse_form(MergeLeads, view), metadata(view)
    with open_store() as store:
        this = store.leads.get(record_in(carried, "lead"))
        with under("lead"):
            other = store.leads.get(command.lead)
        kept, gone = (this, other) if command.keep is Keep.THIS else (other, this)
        write = merge_leads(store, kept, gone, actor=member, submission=view["id"], confirmed=confirmed(view))
        queue_reply(store, write, member=member, channel=carried.get("channel"), more=[show_button(kept)])
    ack()


def merge_leads(
    store: Store, kept: Lead, gone: Lead, *, actor: Member, submission: str | None, confirmed: Collection[str] = ()
) -> Write:
    """Move all of `gone` to `kept`, once that was confirmed. Raises NotAllowed where `gone` could not be deleted."""
    if kept.id == gone.id:
        raise SameLead(field="lead")
    require_own(store, gone, actor, f"Merging away {gone.code}, a colleague's lead,")
    hanging = hanging_words(store, gone)
    question = MergeForGood(
        key=f"merge {gone.code} into {kept.code}",
        yes="Merge them",
        gone=f"{lead_name(gone)} ({gone.code})",
        kept=f"{lead_name(kept)} ({kept.code})",
        hanging=f", with {hanging}" if hanging else "",
        code=gone.code,
        kept_code=kept.code,
    )
    ask_once(question, confirmed)
    merged = store.leads.merge(gone.id, kept.id, at=store.now, on=store.today, member_id=actor.id)
    moved = f"\n{hanging} moved" if hanging else ""
    summary = f"🔗 Merged {lead_words(gone)} into {lead_words(merged)}{moved}"
    return store.describe(summary, actor=actor, submission=submission)
