"""One-line logging: `/visit acme positive @ Whitefield "loved it" follow up fri` is saved, or opens the form filled."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.capture import Captured, parse_line
from bot.commands import RecordMilestone
from bot.errors import DateNotUnderstood, NothingFound
from bot.model import Lead, Member, MilestoneType
from bot.stages import VISITS
from handlers.context import OpenStore, ReadStore
from handlers.leads import SEVERAL, find_leads
from handlers.milestones import record_milestone
from handlers.replies import queue_response
from handlers.routes import Routes
from handlers.views.answers import saved
from handlers.views.leads import lead_option
from handlers.views.milestones import Draft, carried_line, milestone_form, which_lead
from handlers.views.words import escape
from storage.store import Store

routes = Routes()
MOST_CARRIED = 1_800
"""Characters of a line that fit into a button's value beside the lead."""

USAGES = {
    "/visit": '`/visit acme positive @ Whitefield "loved it" follow up fri` logs a visit at once; '
    "`/visit` alone opens the form.",
    "/milestone": '`/milestone acme demo positive "liked the model flat" follow up fri` logs it at once; '
    "`/milestone` alone opens the form. Types: contacted, site visit, revisit, demo, proposal, negotiation, "
    "booking, cancellation, reengaged.",
}
TYPES = {"/visit": MilestoneType.SITE_VISIT}


@routes.command("/visit")
@routes.command("/milestone")
def handle_line(
    ack: Ack,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    today: date,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    name, line = command["command"], command.get("text", "").strip()
    if line.lower() == "help":
        ack(text=USAGES[name])
        return
    if not line:
        # Nothing has to be looked up for it.
        view = milestone_form(Draft(type=TYPES.get(name), happened_on=today), channel=command["channel_id"])
        client.views_open(trigger_id=command["trigger_id"], view=view)
        ack()
        return
    with read_store() as store:
        captured = read_line(store, name, line)
        leads = find_leads(store, captured.lead_words) if captured.lead_words else []
        draft = to_draft(captured, leads[0] if len(leads) == 1 else None)
    if captured.lead_words and not leads:
        raise NothingFound(what="lead", text=captured.lead_words, hint="Check the spelling, or make one with /lead.")
    if len(leads) > 1 and len(carried_line(leads[0], line)) <= MOST_CARRIED:
        question = f"Which lead is “{captured.lead_words}”?"
        ack(text=escape(question), blocks=which_lead(question, leads[:SEVERAL], f"{name} {line}"))
    elif len(leads) == 1 and is_enough(captured) and _is_of(name, captured):
        with open_store() as store:
            intended = to_command(captured, leads[0])
            write = record_milestone(store, intended, actor=member, submission=command["trigger_id"])
        ack(**saved(write))
    else:
        view = milestone_form(draft, channel=command["channel_id"], remarks=remarks(captured))
        client.views_open(trigger_id=command["trigger_id"], view=view)
        ack()


@routes.action("log_line")
def press_lead_of_line(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """The line again, now that it is known which lead was meant."""
    lead_id, line = json.loads(action["value"])
    name, _, words = line.partition(" ")
    with read_store() as store:
        captured = read_line(store, name, words)
        lead = store.leads.get(lead_id)
        draft = to_draft(captured, lead)
    if is_enough(captured) and _is_of(name, captured):
        with open_store(_question_of(body)) as store:
            intended = to_command(captured, lead)
            write = record_milestone(store, intended, actor=member, submission=_question_of(body))
            queue_response(store, f"saved {write.id}", saved(write), member=member, response_url=body["response_url"])
    else:
        view = milestone_form(draft, channel=body["channel"]["id"], remarks=remarks(captured))
        client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def _question_of(body: dict[str, Any]) -> str:
    """What makes the answer one, however often its buttons are pressed: the question's own message."""
    return f"line {body['container']['channel_id']} {body['container']['message_ts']}"


def read_line(store: Store, name: str, line: str) -> Captured:
    """The line's meaning, with the tenant's own leads to tell a name from a word of the grammar."""
    return parse_line(line, today=store.today, default_type=TYPES.get(name), is_lead_name=store.leads.is_named)


def is_enough(captured: Captured) -> bool:
    """Whether the line can be saved as it is: nothing unread, and what its type needs was said."""
    needs_details = captured.type in VISITS and not (captured.location and captured.outcome)
    needs_date = captured.follow_up_asked and captured.follow_up_on is None
    return captured.complete and captured.type is not None and not needs_details and not needs_date


def _is_of(name: str, captured: Captured) -> bool:
    """Whether the command is for what was captured: a `/visit` that says "lost" is asked about first."""
    return name != "/visit" or captured.type in VISITS


def to_command(captured: Captured, lead: Lead) -> RecordMilestone:
    said = {
        "type": captured.type,
        "happened_on": captured.on,
        "happened_at": captured.at,
        "location": captured.location,
        "outcome": captured.outcome,
        "notes": captured.notes,
        "duration": captured.duration_minutes,
        "follow_up_required": captured.follow_up_asked,
        "follow_up_on": captured.follow_up_on,
    }
    return RecordMilestone.model_validate({"lead": lead.id, **said})


def to_draft(captured: Captured, lead: Lead | None) -> Draft:
    return Draft(
        lead=lead_option(lead) if lead else None,
        type=captured.type,
        happened_on=captured.on,
        happened_at=captured.at,
        location=captured.location,
        outcome=captured.outcome,
        notes=" ".join(filter(None, (captured.notes, *captured.unread))) or None,
        duration=captured.duration_minutes,
        follow_up_required=captured.follow_up_asked,
        follow_up_on=captured.follow_up_on,
    )


def remarks(captured: Captured) -> tuple[str, ...]:
    """What of the line the form can't show: words that were not understood, dates that can't be."""
    unread = (f"I did not understand “{' '.join(captured.unread)}”; it is in the notes.",) if captured.unread else ()
    needed = [what for what in ("location", "outcome") if captured.type in VISITS and getattr(captured, what) is None]
    asked = (f"Still needed: {' and '.join(needed)}.",) if captured.lead_words and needed else ()
    return unread + tuple(_remark(field, text) for field, text in captured.problems) + asked


def _remark(field: str, text: str) -> str:
    if field == "location":
        return f"“{text}” names no place."
    if field == "notes":
        return "The quote is not closed, so please look at the notes."
    return str(DateNotUnderstood(text=text)) if text else "Follow up when?"
