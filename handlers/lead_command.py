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
from handlers.history import open_history
from handlers.lead_edits import edit_form
from handlers.lead_entry import new_lead_form
from handlers.lead_removals import deleted_leads, deletion_form
from handlers.leads import SEVERAL, card_message, find_leads, known_of
from handlers.routes import Routes
from handlers.spots import Spot
from handlers.views.answers import which
from handlers.views.blocks import button
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
MORE = "There are more. Not among these? Type more of the name, or the code."
VERBS = {
    "show": ("Show", "pick_lead", "{id}"),
    "edit": ("Edit", "edit_lead", "{id}"),
    "delete": ("Delete…", "delete_lead", "{id}"),
    "history": ("History", "show_history", "leads {id}"),
}
"""By what is to be done with a lead: the text, action and value of its button, where it is asked which lead."""


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
            do_with_lead(ack, named, name, command, client, member, read_store)
        case _:
            do_with_lead(ack, "show", words, command, client, member, read_store)


def do_with_lead(
    ack: Ack,
    verb: str,
    name: str,
    command: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
) -> None:
    """Show, edit or delete the lead of that name, or show its history; two of that name: ask which."""
    trigger_id = command["trigger_id"]
    with read_store() as store:
        leads = find_leads(store, name)
        if len(leads) != 1:
            ack(**_which(verb, name, leads))
            return
        answer = card_message(known_of(store, leads[0], member)) if verb == "show" else None
        view = _form(store, verb, leads[0], member, command["channel_id"])
    if verb == "history":
        open_history(client, trigger_id, read_store, "leads", leads[0].id, member=member)
    elif view is not None:
        client.views_open(trigger_id=trigger_id, view=view)
    ack(**(answer or {}))


def _form(store: Store, verb: str, lead: Lead, member: Member, channel: str | None) -> dict[str, Any] | None:
    match verb:
        case "edit":
            return edit_form(store, lead, member=member, channel=channel)
        case "delete":
            return deletion_form(store, lead, member=member, channel=channel)
        case "status":
            return status_form(lead, chosen=None, today=store.today, channel=channel)
        case "merge":
            return merge_form(lead, other=None, channel=channel)
    return None


def _which(verb: str, name: str, leads: list[Lead]) -> dict[str, Any]:
    """The question which lead is meant, or that there is none of that name."""
    if not leads and parse_code(name):
        raise NothingFound(what="lead", text=name, hint="`/lead deleted` lists what was deleted.")
    if not leads:
        sentence = f"I found no lead “{name}”. Check the spelling, or make it now."
        return {"text": escape(sentence), "blocks": nothing_found(sentence, name)}
    text, action_id, value = VERBS[verb]
    choices = [(lead_line(lead), button(text, action_id, value.format(id=lead.id))) for lead in leads[:SEVERAL]]
    return which(f"Which lead is “{name}”?", choices, more=MORE if len(leads) > SEVERAL else "")


@routes.action("lead_menu")
def choose_from_menu(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """What the three dots of a card offer."""
    verb, _, lead_id = carried_text(action).partition(" ")
    channel, trigger_id = channel_of(body), body["trigger_id"]
    if verb == "follow_up":
        open_follow_up_form(client, trigger_id, read_store, as_id(lead_id), spot=Spot(channel=channel))
    elif verb == "history":
        open_history(client, trigger_id, read_store, "leads", as_id(lead_id), member=member)
    else:
        with read_store() as store:
            view = _form(store, verb, store.leads.get(as_id(lead_id)), member, channel)
        if view is not None:
            open_view(client, body, view)
    ack()
