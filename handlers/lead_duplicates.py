"""The same person twice: asked about while a lead's form is open, and once more before it is saved."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.contact import email_key, phone_key
from bot.errors import Question
from bot.lead_commands import SameContact, SamePerson
from bot.model import Lead, Member
from handlers.carried import carried_id, known_record_in
from handlers.context import ReadStore
from handlers.forms import metadata, typed_values
from handlers.routes import Routes
from handlers.views.answers import noted
from handlers.views.leads import lead_name, lead_option
from handlers.views.milestones import MilestoneDraft, milestone_form
from storage.store import Store

routes = Routes()


@routes.action("lead_form.phone")
@routes.action("lead_form.email")
@routes.action("lead_edit_form.phone")
@routes.action("lead_edit_form.email")
def note_duplicates(ack: Ack, body: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore) -> None:
    """Say above the open form whose phone or email that is; what was typed stays."""
    view = body["view"]
    typed, lead_id = typed_values(view), known_record_in(metadata(view), "lead")
    with read_store() as store:
        known = same_contact(store, member, phone=typed.get("phone"), email=typed.get("email"), besides=lead_id)
    changed = noted(known, view)
    if changed["blocks"] != view["blocks"]:
        client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    ack()


@routes.action("log_there_instead")
def press_log_there_instead(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, today: date, read_store: ReadStore
) -> None:
    """The form of the new lead becomes that of a milestone of the known one."""
    view = body["view"]
    with read_store() as store:
        lead = lead_option(store.leads.get(carried_id(action)))
    form = milestone_form(MilestoneDraft(lead=lead, happened_on=today), channel=metadata(view).get("channel"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    ack()


def same_contact(
    store: Store, actor: Member, *, phone: str | None, email: str | None, besides: int | None = None
) -> Question | None:
    """The question that another lead with this phone or email raises; for a known lead, whether to merge the two."""
    found = store.lead_search.duplicates(phone=phone, email=email, besides=besides)
    if not found:
        return None
    first = found[0]
    said: dict[str, object] = {
        "what": _shared(first, phone, email, store.tenant.locale),
        "whose": "your" if first.owner_id == actor.id else f"{store.members.get(first.owner_id).name}'s",
        "lead": f"{lead_name(first)} ({first.code})",
        "more": f", and {', '.join(lead.code for lead in found[1:])} too" if found[1:] else "",
    }
    key = "duplicate " + " ".join(lead.code for lead in found)
    if besides is None:
        there = ("Log there instead", "log_there_instead", str(first.id))
        return SameContact(key=key, yes="Save anyway", instead=there, **said)
    two = ("Merge them…", "merge_leads", f"{besides} {first.id}")
    return SamePerson(key=key, yes="Save anyway", instead=two, **said)


def _shared(lead: Lead, phone: str | None, email: str | None, locale: str) -> str:
    number = phone_key(phone, locale) if phone else None
    same_phone = number is not None and lead.phone is not None and number == phone_key(lead.phone, locale)
    same_email = bool(email and lead.email) and email_key(email or "") == email_key(lead.email or "")
    return " and ".join(what for what, same in (("phone", same_phone), ("email", same_email)) if same)
