"""Sources: `/source` opens the form, lists them and shows one; managers make, change, retire and activate them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NoReturn

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import NothingFound
from bot.kinds import LeadStatus, Role
from bot.matching import fold
from bot.model import Member, Source, Write
from bot.origin_commands import AlreadySo, SameSource, SaveSource
from bot.roles import may, require
from bot.stages import STAGES
from handlers.carried import carried_choice, carried_id, known_record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_or_replace
from handlers.forms import confirmed, metadata, parse_form
from handlers.origins import meant
from handlers.records import Records, Verb, ask_about_namesake, history
from handlers.replies import queue_reply, queue_response
from handlers.routes import Routes
from handlers.views.answers import Message
from handlers.views.origins import source_name
from handlers.views.sources import (
    MOST_SHOWN,
    SourceEntry,
    source_card,
    source_form,
    source_line,
    source_list,
    source_words,
)
from handlers.views.words import unescape
from storage.store import Store

routes = Routes()
WHAT = "Changing sources"
USAGE = (
    "• `/source` or `/source new Google Ads` opens the form for a new source (managers)\n"
    "• `/source list` shows where leads come from\n"
    "• `/source google ads` shows one; a code like S-1 finds it too\n"
    "• `/source edit google ads`, `/source history google ads`"
)
FIELDS = ("name", "type", "subsource", "channel")


@routes.command("/source")
def handle_source_command(
    ack: Ack, command: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """Alone it opens the form for managers, and lists for reps, who can't make one."""
    words = unescape(command.get("text", "")).strip()
    verb, _, rest = words.partition(" ")
    match verb.lower(), rest.strip():
        case ("help", ""):
            ack(text=USAGE)
        case ("list" | "", "") if words or not may(Role.MANAGER, member):
            with read_store() as store:
                ack(**sources_message(store, member))
        case ("" | "new", name):
            open_source_form(client, command["trigger_id"], member, name=name, channel=command["channel_id"])
            ack()
        case ("edit" | "history") as named, name if name:
            SOURCES.do(named, name, ack, command, client, member, read_store)
        case _:
            SOURCES.do("show", words, ack, command, client, member, read_store)


@routes.action("new_source")
def press_new_source(ack: Ack, body: dict[str, Any], client: WebClient, member: Member) -> None:
    open_source_form(client, body["trigger_id"], member, channel=body["channel"]["id"])
    ack()


@routes.action("edit_source")
def press_edit_source(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """From a list or a card; or from a form that asked whether this source was meant, which it replaces."""
    with read_store() as store:
        view = form_of(store, store.sources.get(carried_id(action)), member, channel=channel_of(body))
    open_or_replace(client, body, view)
    ack()


def open_source_form(
    client: WebClient, trigger_id: str, member: Member, *, name: str = "", channel: str | None
) -> None:
    """For a new source of that name. Raises NotAllowed for a rep."""
    require(Role.MANAGER, member, WHAT)
    client.views_open(trigger_id=trigger_id, view=source_form(None, name=name, channel=channel))


def form_of(_store: Store, source: Source, member: Member, *, channel: str | None) -> dict[str, Any]:
    """To edit it. Raises NotAllowed for a rep."""
    require(Role.MANAGER, member, WHAT)
    return source_form(source, name="", channel=channel)


@routes.view("source_form")
def submit_source_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    """Save the source; errors appear inside the still-open form."""
    command, carried = parse_form(SaveSource, view), metadata(view)
    with open_store() as store:
        write = save_source(
            store,
            command,
            known_record_in(carried, "source"),
            actor=member,
            confirmed=confirmed(view),
            submission=view["id"],
        )
        if write is not None:
            queue_reply(store, write, member=member, channel=carried.get("channel"))
    ack()


def save_source(
    store: Store,
    command: SaveSource,
    source_id: int | None,
    *,
    actor: Member,
    confirmed: Collection[str] = (),
    submission: str | None,
) -> Write | None:
    """Make the source, or change the one of that id; None where the form changes nothing.

    Raises NotAllowed for a rep; asks about a name that another source has.
    """
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    _ask_about_namesake(store, command, source_id, confirmed)
    if source_id is None:
        source = store.sources.add(command.name, command.type, subsource=command.subsource, channel=command.channel)
        return store.describe(f"🧭 New source {source_words(source)}", actor=actor, submission=submission)
    before = store.sources.get(source_id)
    changed = {name: getattr(command, name) for name in FIELDS if getattr(before, name) != getattr(command, name)}
    if not changed:
        return None
    source = store.sources.change(source_id, **changed)
    summary = f"✏️ Changed {source_words(source)}: {', '.join(changed)}"
    return store.describe(summary, actor=actor, submission=submission)


def _ask_about_namesake(store: Store, command: SaveSource, source_id: int | None, confirmed: Collection[str]) -> None:
    wanted = fold(command.name), fold(command.subsource or "")
    others = [source for source in store.sources.list(active_only=False) if source.id != source_id]
    same = next((other for other in others if (fold(other.name), fold(other.subsource or "")) == wanted), None)
    if same is not None:
        ask_about_namesake(SameSource, same, name=source_name(same), edit="edit_source", confirmed=confirmed)


@routes.action("show_source")
def press_show_source(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen source's card, in the place of the question."""
    with open_store() as store:
        card = card_message(store, store.sources.get(carried_id(action)), member)
        queue_response(store, f"card {body['trigger_id']}", card, member=member, response_url=body["response_url"])
    ack()


@routes.action("retire_source")
@routes.action("activate_source")
def press_retire_or_activate(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """Change it, and show anew where it was pressed."""
    source_id, shown_in = carried_choice(action)
    active = action["action_id"] == "activate_source"
    with open_store() as store:
        write = set_active(store, source_id, active, actor=member, submission=body["trigger_id"])
        source = store.sources.get(source_id)
        shown = sources_message(store, member) if shown_in == "list" else card_message(store, source, member)
        queue_response(store, f"source {write.id}", shown, member=member, response_url=body["response_url"])
        queue_reply(store, write, member=member, channel=body["channel"]["id"])
    ack()


def set_active(store: Store, source_id: int, active: bool, *, actor: Member, submission: str | None) -> Write:
    """Offer the source for new leads, or no longer. Raises NotAllowed for a rep, AlreadySo if it is so already."""
    require(Role.MANAGER, store.members.get(actor.id), WHAT)
    before = store.sources.get(source_id)
    if before.active is active:
        raise AlreadySo(what=source_name(before), status="active" if active else "retired")
    source = store.sources.change(source_id, active=active)
    summary = f"🟢 {source_words(source)} is active again" if active else f"⚪ Retired {source_words(source)}"
    return store.describe(summary, actor=actor, submission=submission)


def sources_message(store: Store, member: Member) -> Message:
    """The list as this member may see it, the active ones first."""
    sources = _active_sources_first(store)
    return source_list(
        [_entry(store, source) for source in sources[:MOST_SHOWN]],
        hidden=len(sources[MOST_SHOWN:]),
        for_manager=may(Role.MANAGER, member),
        locale=store.tenant.locale,
    )


def card_message(store: Store, source: Source, member: Member) -> Message:
    """The source as this member may see it."""
    return source_card(_entry(store, source), for_manager=may(Role.MANAGER, member), locale=store.tenant.locale)


def _active_sources_first(store: Store) -> list[Source]:
    return sorted(store.sources.list(active_only=False), key=lambda source: not source.active)


def _entry(store: Store, source: Source) -> SourceEntry:
    converted = store.lead_search.count_of_source(source.id, least_stage=STAGES.index(LeadStatus.CONVERTED))
    return SourceEntry(source, store.lead_search.count_of_source(source.id), converted)


def _none_of(_store: Store, name: str, _member: Member) -> NoReturn:
    raise NothingFound(what="source", text=name, hint="Type /source list to see them all, or /source help.")


SOURCES = Records(
    noun="source",
    find=lambda store, words: meant(words, _active_sources_first(store), source_name),
    none=_none_of,
    line=lambda _store, source, _member: source_line(source),
    card=card_message,
    verbs={
        "show": Verb("Show", "show_source"),
        "edit": Verb("Edit", "edit_source", form=form_of),
        "history": history("sources"),
    },
)
