"""One-line logging: `/visit acme positive @ Whitefield "loved it" follow up fri` is saved, or opens the form filled."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import NothingFound
from bot.model import Lead, Member
from handlers.carried import carried_text, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.leads import find_leads
from handlers.readings import Reading, empty_form, read_line
from handlers.replies import queue_response
from handlers.routes import Routes
from handlers.views.answers import SEVERAL, Message, saved
from handlers.views.blocks import context
from handlers.views.leads import nothing_found
from handlers.views.lines import carried_line, once_more, usage, which_lead
from handlers.views.words import escape, unescape
from storage.store import Store

routes = Routes()


@routes.command("/visit")
@routes.command("/milestone")
@routes.command("/engage")
def handle_line(
    ack: Ack,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    today: date,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    name, words = command["command"], command.get("text", "").strip()
    if words.lower() == "help":
        ack(text=usage(name))
        return
    if not words:
        view = empty_form(name, member=member, today=today, channel=command["channel_id"])
        client.views_open(trigger_id=command["trigger_id"], view=view)
        ack()
        return
    with read_store() as store:
        reading = read_line(store, name, words, on=today)
        leads = find_leads(store, reading.captured.lead_words) if reading.captured.lead_words else []
        question = _question(store, reading, leads, f"{name} {words}")
    if question is not None:
        ack(**question)
    elif len(leads) == 1 and reading.is_enough:
        with open_store() as store:
            write, more = reading.record(store, leads[0], actor=member, submission=command["trigger_id"])
        ack(**saved(write, *more))
    else:
        lead = leads[0] if len(leads) == 1 else None
        view = reading.form(lead, member=member, channel=command["channel_id"])
        client.views_open(trigger_id=command["trigger_id"], view=view)
        ack()


def _question(store: Store, reading: Reading, leads: list[Lead], line: str) -> Message | None:
    """What has to be asked before anything else; None also where the line is too long for the question's buttons."""
    words = reading.captured.lead_words
    if words and not leads:
        missing = NothingFound(what="lead", text=words, hint="Check the spelling, or make a new one.")
        blocks = [*nothing_found(str(missing), words), context(f"You typed: {escape(unescape(line))}")]
        return {"text": escape(str(missing)), "blocks": blocks}
    if len(leads) > 1:
        return which_lead(words, leads[:SEVERAL], line, on=store.today)
    return _doubt(store, reading, leads[0], line, on=store.today) if leads else None


def _doubt(store: Store, reading: Reading, lead: Lead, line: str, *, on: date) -> Message | None:
    doubt = reading.doubt(store, lead) if reading.is_enough else None
    return once_more(doubt, lead, line, on=on) if doubt else None


@routes.action("log_line")
def press_line(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """The line again, now that it is known which lead was meant, or that it happened twice."""
    with unless_out_of_date():
        carried = carried_line(carried_text(action))
        on = date.fromisoformat(carried.on)
    name, _, words = carried.line.partition(" ")
    with read_store() as store:
        reading = read_line(store, name, words, on=on)
        lead = store.leads.get(carried.lead)
        doubt = None if carried.sure else _doubt(store, reading, lead, carried.line, on=on)
    if reading.is_enough:
        with open_store(None if doubt else _place_of(body)) as store:
            _answer(store, reading, lead, doubt, carried.sure, body, member)
    else:
        view = reading.form(lead, member=member, channel=body["channel"]["id"])
        client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def _answer(
    store: Store,
    reading: Reading,
    lead: Lead,
    doubt: Message | None,
    sure: str | None,
    body: dict[str, Any],
    member: Member,
) -> None:
    """Put what was saved, or the next question, where the question stood."""
    key, told = f"asked {body['trigger_id']}", doubt
    if told is None:
        confirmed = [sure] if sure else []
        write, more = reading.record(store, lead, actor=member, submission=_place_of(body), confirmed=confirmed)
        key, told = f"saved {write.id}", saved(write, *more)
    queue_response(store, key, told, member=member, response_url=body["response_url"])


def _place_of(body: dict[str, Any]) -> str:
    """What makes the answer one, however often its buttons are pressed: the question's own message."""
    return f"line {body['container']['channel_id']} {body['container']['message_ts']}"
