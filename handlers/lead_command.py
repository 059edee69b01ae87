"""`/lead`: makes a lead, shows, edits and deletes one by its name; and the menu on its card."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import NothingFound
from bot.matching import parse_code
from bot.model import Lead, Member
from handlers.carried import as_id, carried_text
from handlers.context import ReadStore
from handlers.doors import channel_of, open_view
from handlers.followups import open_follow_up_form
from handlers.history import history_of
from handlers.lead_edits import edit_form
from handlers.lead_entry import new_lead_form
from handlers.lead_removals import deleted_leads, deletion_form
from handlers.leads import card_message, find_leads
from handlers.records import Records, Verb, history
from handlers.routes import Routes
from handlers.spots import Spot
from handlers.views.answers import Message
from handlers.views.lead_forms import merge_form, status_form
from handlers.views.leads import lead_line, nothing_found
from handlers.views.words import escape, unescape
from storage.store import Store

routes = Routes()
USAGE = (
    "• `/lead` opens the form for a new lead, `/lead new Anil Mehta` with the name filled in\n"
    "• `/lead acme` shows the lead with its journey; a code, a phone number or an email finds it too\n"
    "• `/lead edit acme`, `/lead delete acme`, `/lead history acme`\n"
    "• `/lead deleted` lists what was deleted, to bring it back\n"
    "• `/lead import` says how many leads come in at once"
)
IMPORT = (
    "Whoever runs Milepost imports a CSV file of leads with `python app.py import leads deals.csv --tenant Acme`; "
    "the same file twice changes nothing."
)


def _none_of(_store: Store, name: str, _member: Member) -> Message:
    """It can be made at once; but no code is a name. Raises NothingFound."""
    if parse_code(name):
        raise NothingFound(what="lead", text=name, hint="`/lead deleted` lists what was deleted.")
    sentence = f"I found no lead “{name}”. Check the spelling, or make it now."
    return {"text": escape(sentence), "blocks": nothing_found(sentence, name)}


LEADS = Records(
    noun="lead",
    find=find_leads,
    none=_none_of,
    line=lambda _store, lead, _member: lead_line(lead),
    card=card_message,
    verbs={
        "show": Verb("Show", "pick_lead"),
        "edit": Verb("Edit", "edit_lead", form=edit_form),
        "delete": Verb("Delete…", "delete_lead", form=deletion_form),
        "history": history("leads"),
    },
)


@routes.command("/lead")
def handle_lead_command(
    ack: Ack,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    today: date,
    currency: str,
    read_store: ReadStore,
) -> None:
    words = unescape(command.get("text", "")).strip()
    verb, _, rest = words.partition(" ")
    match verb.lower(), rest.strip():
        case ("" | "new", known):
            view = new_lead_form(
                member=member, today=today, currency=currency, known=known, channel=command["channel_id"]
            )
            client.views_open(trigger_id=command["trigger_id"], view=view)
            ack()
        case ("help", "") | ("edit" | "delete" | "history", ""):
            ack(text=USAGE)
        case ("import", ""):
            ack(text=IMPORT)
        case ("deleted", ""):
            with read_store() as store:
                answer = deleted_leads(store, member)
            ack(**answer)
        case ("edit" | "delete" | "history") as named, name:
            LEADS.do(named, name, ack, command, client, member, read_store)
        case _:
            LEADS.do("show", words, ack, command, client, member, read_store)


@routes.action("lead_menu")
def choose_from_menu(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """What the three dots of a card offer."""
    verb, _, lead_id = carried_text(action).partition(" ")
    channel, trigger_id = channel_of(body), body["trigger_id"]
    if verb == "follow_up":
        open_follow_up_form(client, trigger_id, read_store, as_id(lead_id), spot=Spot(channel=channel))
    else:
        with read_store() as store:
            view = _form(store, verb, store.leads.get(as_id(lead_id)), member, channel)
        if view is not None:
            open_view(client, body, view)
    ack()


def _form(store: Store, verb: str, lead: Lead, member: Member, channel: str | None) -> dict[str, Any] | None:
    match verb:
        case "history":
            return history_of(store, "leads", lead.id, member)
        case "delete":
            return deletion_form(store, lead, member, channel=channel)
        case "status":
            return status_form(lead, chosen=None, today=store.today, channel=channel)
        case "merge":
            return merge_form(lead, other=None, channel=channel)
    return None
