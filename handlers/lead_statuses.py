"""A lead's status set by hand: up or down the ladder, with its day and the reason, beside the milestones."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.kinds import LeadStatus
from bot.lead_commands import SameStatus, SetStatus
from bot.model import Lead, Member, Write
from handlers.carried import record_in, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.forms import metadata, parse_form, typed_values
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.views.lead_forms import status_form
from handlers.views.leads import STATUS_SIGNS, lead_words, show_button, status_words
from handlers.views.words import day, quoted, shorten
from storage.store import Store

routes = Routes()


@routes.action("lead_status_form.status")
def change_status_form(ack: Ack, body: dict[str, Any], client: WebClient, today: date, read_store: ReadStore) -> None:
    """Ask for the reason where the lead is lost; what was typed stays."""
    view, carried = body["view"], metadata(body["view"])
    typed = typed_values(view).get("status")
    with unless_out_of_date():
        chosen = LeadStatus(typed) if typed else None
    with read_store() as store:
        lead = store.leads.get(record_in(carried, "lead"))
    form = status_form(lead, chosen=chosen, today=today, channel=carried.get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    ack()


@routes.view("lead_status_form")
def submit_status_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command, carried = parse_form(SetStatus, view), metadata(view)
    with open_store() as store:
        lead = store.leads.get(record_in(carried, "lead"))
        write = set_status(store, lead, command, actor=member, submission=view["id"])
        queue_reply(store, write, member=member, channel=carried.get("channel"), more=[show_button(lead)])
    ack()


def set_status(store: Store, lead: Lead, command: SetStatus, *, actor: Member, submission: str | None) -> Write:
    """Move the lead anywhere; how far it ever came stays known. Raises SameStatus."""
    command.check(store.today)
    if lead.status is command.status:
        raise SameStatus(status=status_words(lead.status), field="status")
    store.leads.move(lead.id, command.status, on=command.changed_on, member_id=actor.id, note=command.note)
    store.leads.touch(lead.id, command.changed_on)
    since = "" if command.changed_on == store.today else f" since {day(command.changed_on, store.today)}"
    summary = (
        f"{STATUS_SIGNS[command.status]} {lead_words(lead)} is now *{status_words(command.status)}*{since}, "
        f"after {lead.status.value}\n{quoted(shorten(command.note, 300))}"
    )
    return store.describe(summary, actor=actor, submission=submission)
