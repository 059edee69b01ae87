"""A report as a file: composed anew with all its rows for the manager who asks, brought to their direct messages."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.kinds import Role
from bot.model import Member
from bot.periods import parse_period
from bot.report_request import TIMELESS, ReportRequest
from bot.roles import require
from handlers.artist import Artist, report_csv_of, report_workbook_of
from handlers.carried import carried_text
from handlers.compositions import compose, filters_label
from handlers.context import OpenStore
from handlers.courier import Parcel
from handlers.files import bring_file, queue_file, receiver_of
from handlers.report_requests import request_in
from handlers.report_roles import require_manager
from handlers.routes import Routes
from handlers.views.files import Covered, report_file_name, report_file_words, report_sheet
from handlers.views.leads import lead_name
from storage.store import Store

routes = Routes()
FORMATS = {"export_xlsx": "xlsx", "export_csv": "csv"}
MAKERS = {"xlsx": report_workbook_of, "csv": report_csv_of}
WHAT = "Exporting"


@routes.action("export_xlsx")
@routes.action("export_csv")
def press_export(ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    request = request_in(carried_text(action))
    content = {"request": request.text, "report": request.kind, "format": FORMATS[action["action_id"]]}
    with open_store() as store:
        require_manager(store.members.get(member.id), request, WHAT)
        queue_file(store, "export", content, words=request.kind.with_article, member=member, body=body)
    ack()


def send_export(parcel: Parcel, artist: Artist) -> None:
    """Nothing is read from the database while the file is made."""
    content = parcel.delivery.content
    request, made_as = request_in(content["request"]), content["format"]
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        member = receiver_of(store, parcel)
        require(Role.MANAGER, member, WHAT)
        report = compose(store, request, reader=member, in_channel=False, whole=True)
        covered = _covered(store, request, member)
    made = None
    if report.table is not None:
        made = artist.make(MAKERS[made_as], report_sheet(report, report.table, covered, parcel.tenant))
    name = report_file_name(report, covered, parcel.tenant, made_as)
    bring_file(parcel, words=report_file_words(report), name=name, made=made)


def _covered(store: Store, request: ReportRequest, member: Member) -> Covered:
    return Covered(
        subject=_subject(store, request),
        period=None if request.kind in TIMELESS else parse_period(request.period, today=store.today),
        filters=filters_label(store, request.filters),
        asker=member.name,
    )


def _subject(store: Store, request: ReportRequest) -> str:
    """Whose report it is, where it is one record's."""
    if request.customer_id is not None:
        return store.customers.get(request.customer_id).name
    return lead_name(store.leads.get(request.lead_id)) if request.lead_id is not None else ""
