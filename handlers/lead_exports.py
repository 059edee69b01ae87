"""The leads behind a number as a file: read in pages, while a message in the direct messages says how far it is."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.behind import Behind
from bot.figures import Figures
from bot.kinds import Role
from bot.lead_sheet import LeadSheet, Names, lead_line
from bot.model import Member
from bot.months import day_text
from bot.roles import require
from bot.scope import Scope
from handlers.artist import Artist, leads_csv_of, leads_workbook_of
from handlers.carried import carried_text
from handlers.compositions import readable
from handlers.context import OpenStore
from handlers.courier import Afterwards, Parcel
from handlers.doors import channel_of
from handlers.exports import WHAT
from handlers.files import receiver_of
from handlers.leads_behind import count_behind, ids_behind, leads_in, scope_of_line
from handlers.report_behind import view_behind
from handlers.routes import Routes
from handlers.views.files import kind_of_file, leads_file_name, leads_file_words
from handlers.views.origins import source_name
from handlers.views.reports import MAYBE_TWICE
from handlers.views.words import escape
from storage.store import Store

routes = Routes()
FORMATS = {"export_behind_xlsx": "xlsx", "export_behind_csv": "csv"}
MAKERS = {"xlsx": leads_workbook_of, "csv": leads_csv_of}
PAGE = 2_000
MAKING_SECONDS = 600
READING = 0.2
"""How much of the whole time is spent on reading."""

TELL_EVERY = 3.0
"""Seconds between two words on how far it is."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is exported, as its receiver may see it now."""

    behind: Behind
    scope: Scope
    ids: list[int]
    names: Names
    asker: str


@routes.action("export_behind_xlsx")
@routes.action("export_behind_csv")
def press_export_behind(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, open_store: OpenStore
) -> None:
    """Queue it, and say so in the view."""
    behind, made_as = leads_in(carried_text(action)), FORMATS[action["action_id"]]
    with open_store() as store:
        require(Role.MANAGER, store.members.get(member.id), WHAT)
        content = {"behind": behind.text, "format": made_as, "user": member.slack_user_id}
        key, team_id = f"leads {made_as} {body['trigger_id']}", str(member.team_id)
        count = Figures(store.tenant.locale).plural(count_behind(store, behind), "lead")
        note = f"⏳ The {kind_of_file(made_as)} of {count} comes to our direct messages: Apps → Milepost → Messages."
        view = view_behind(store, behind, member, channel=channel_of(body), note=note)
        store.deliveries.add(key, "leads_announcement", content, team_id=team_id, now=store.now)
    if body.get("view"):
        client.views_update(view_id=body["view"]["id"], view=view)
    ack()


def announce_leads(parcel: Parcel) -> Afterwards:
    """Post the message that says how far it is; only then begin, so that a second try has the same message."""
    content = parcel.delivery.content
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        require(Role.MANAGER, receiver_of(store, parcel), WHAT)
        count = count_behind(store, leads_in(content["behind"]))
    text = progress_words(0, count, parcel.tenant.locale)
    posted = parcel.post(lambda: parcel.client.chat_postMessage(channel=content["user"], text=text))
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    delivery = parcel.delivery

    def begin(store: Store) -> None:
        key = f"leads of {delivery.id}"
        store.deliveries.add(key, "leads_export", content | place, team_id=delivery.team_id, now=store.now)

    return begin


def send_leads(parcel: Parcel) -> None:
    """Make the file, share it, and let the message say what it is."""
    content, order = parcel.delivery.content, _ordered(parcel)
    title = leads_file_words(order.behind, len(order.ids), order.scope)
    with TemporaryDirectory() as folder:
        made = _make(parcel, order, title, Path(folder))
    parcel.sending()
    text = f"{title}\n{MAYBE_TWICE}" if parcel.delivery.maybe_sent else title
    parcel.client.chat_update(channel=content["channel"], ts=content["ts"], text=escape(text))
    name = leads_file_name(order.behind, order.scope, parcel.tenant, content["format"])
    parcel.client.files_upload_v2(channel=content["channel"], content=made, filename=name, title=name)


def _make(parcel: Parcel, order: Order, title: str, folder: Path) -> bytes:
    scope, progress = order.scope, Progress(parcel, len(order.ids), order.scope.locale)
    sheet = LeadSheet(
        rows=folder / "leads",
        written=folder / "written",
        title=f"{parcel.tenant.name}: leads",
        about=(title, f"Asked for by {order.asker}", f"As of {day_text(scope.today)}"),
        currency=scope.currency,
        locale=scope.locale,
    )
    sheet.written.write_text("0")
    _read_rows(parcel, order, sheet.rows, progress)
    # A process of its own: no chart waits for a hundred thousand leads.
    with closing(Artist()) as artist:
        return artist.make(
            MAKERS[parcel.delivery.content["format"]],
            sheet,
            seconds=MAKING_SECONDS,
            meanwhile=lambda: progress.tell(read=len(order.ids), written=int(sheet.written.read_text() or 0)),
        )


def _ordered(parcel: Parcel) -> Order:
    """Raises NotAllowed for who is no manager any more, Undeliverable for who is gone."""
    behind = leads_in(parcel.delivery.content["behind"])
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        member = receiver_of(store, parcel)
        require(Role.MANAGER, member, WHAT)
        _, scope = readable(store, behind.request, reader=member, in_channel=False)
        names = Names(
            owners=store.members.names(),
            sources={source.id: source_name(source) for source in store.sources.list(active_only=False)},
            campaigns={campaign.id: campaign.name for campaign in store.campaigns.list()},
        )
        return Order(behind, scope_of_line(store, behind, scope), ids_behind(store, behind), names, member.name)


def _read_rows(parcel: Parcel, order: Order, path: Path, progress: Progress) -> None:
    """A line for each lead; no more than a page of them is held, and each read is short."""
    with path.open("w") as lines:
        for start in range(0, len(order.ids), PAGE):
            with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
                leads = store.reports.leads_with(order.ids[start : start + PAGE])
            lines.writelines(lead_line(lead, order.names, order.scope.currency) for lead in leads)
            progress.tell(read=min(start + PAGE, len(order.ids)), written=0)


class Progress:
    """Says how far it is, at most every few seconds: in the message, and to whoever might take the work for left.

    To write the leads takes longest.
    """

    def __init__(self, parcel: Parcel, count: int, locale: str) -> None:
        self._parcel, self._count, self._locale = parcel, count, locale
        self._told = time.monotonic()
        self._percent, self._text = 0, ""

    def tell(self, *, read: int, written: int) -> None:
        share = READING * read + (1 - READING) * written
        self._percent = max(self._percent, int(100 * share / max(self._count, 1)))
        text = progress_words(self._percent, self._count, self._locale)
        if time.monotonic() - self._told < TELL_EVERY:
            return
        self._parcel.working()
        if text != self._text:
            content = self._parcel.delivery.content
            self._parcel.client.chat_update(channel=content["channel"], ts=content["ts"], text=text)
        self._told, self._text = time.monotonic(), text


def progress_words(percent: int, count: int, locale: str) -> str:
    return f"⏳ Exporting {Figures(locale).plural(count, 'lead')} … {percent} %"
