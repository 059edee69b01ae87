"""The records behind the numbers of a report, shown over it to whoever asks: leads, bookings, or who owes."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.behind import Behind, LeadNumber
from bot.kinds import BookingStatus, Role
from bot.ledger import Terms
from bot.model import Member
from bot.receivables import worst_first
from bot.report import ReportKind
from bot.report_request import OF_ONE_RECORD, ReportRequest
from bot.roles import may
from bot.scope import Scope
from handlers.carried import as_id, carried_id, carried_text, unless_out_of_date
from handlers.compositions import readable
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.forms import metadata
from handlers.leads import card_message, known_of
from handlers.leads_behind import EVERY, behind_in, count_behind, lead_menus, list_behind, scope_of_line, with_line
from handlers.report_requests import request_in
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.statements import shown_statement
from handlers.views.answers import Message
from handlers.views.lead_cards import lead_card
from handlers.views.report_behind import (
    MOST_LINES,
    Listing,
    Menu,
    account_behind,
    behind_view,
    booking_behind,
    counted,
    lead_behind,
    lead_view,
)
from handlers.views.statements import statement_message
from storage.store import Store

routes = Routes()


@routes.action("show_behind")
def press_show_behind(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """The records in a view; what a report on one record is about, below it for the presser alone."""
    request = request_in(carried_text(action))
    if request.kind in OF_ONE_RECORD:
        with open_store() as store:
            told = _record_message(store, request, store.members.get(member.id))
            tell(store, f"behind {body['trigger_id']}", told, member=member, spot=spot_of(body))
    else:
        with read_store() as store:
            view = view_behind(store, Behind(request=request), member, channel=channel_of(body))
        open_view(client, body, view)
    ack()


@routes.action("behind_number")
@routes.action("behind_line")
@routes.action("behind_status")
def choose_behind(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    """Another number, another line: the view lists what is behind that one."""
    changed = _chosen(behind_in(metadata(body.get("view") or {}).get("behind")), action)
    with read_store() as store:
        view = view_behind(store, changed, member, channel=channel_of(body))
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    ack()


def _chosen(behind: Behind, action: dict[str, Any]) -> Behind:
    chosen = carried_text(action)
    match action["action_id"]:
        case "behind_number":
            with unless_out_of_date():
                return behind.model_copy(update={"number": LeadNumber(chosen)})
        case "behind_line":
            line = None if chosen == EVERY else 0 if chosen == "0" else as_id(chosen)
            return behind.model_copy(update={"line": line})
    with unless_out_of_date():
        return behind.model_copy(update={"status": None if chosen == EVERY else BookingStatus(chosen)})


@routes.action("open_lead_behind")
def press_open_lead_behind(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore
) -> None:
    with read_store() as store:
        known = known_of(store, store.leads.get(carried_id(action)), member)
    open_view(client, body, lead_view(known.lead, lead_card(known), channel=channel_of(body)))
    ack()


def view_behind(
    store: Store, behind: Behind, member: Member, *, channel: str | None, note: str | None = None
) -> dict[str, Any]:
    """What stands behind the number as this person may see it; `note` is markup that is said above it."""
    reader = store.members.get(member.id)
    request, scope = readable(store, behind.request, reader=reader, in_channel=False)
    behind = with_line(store, behind.model_copy(update={"request": request}))
    scope = scope_of_line(store, behind, scope)
    menus, lines, total = _records(store, behind, scope)
    listing = Listing(
        title=request.kind.label,
        heading=_heading(behind, total, scope),
        about=scope.filtered(f"As of {scope.today:%d %b %Y}" if request.kind is ReportKind.AGEING else scope.days),
        carried=behind.text,
        menus=menus,
        lines=lines,
        total=total,
        channel=channel,
        files=may(Role.MANAGER, reader) and request.kind not in (ReportKind.AGEING, ReportKind.BOOKINGS),
        note=note,
    )
    return behind_view(listing, scope.show)


def _heading(behind: Behind, total: int, scope: Scope) -> str:
    """Markup: how many they are, and what they have in common."""
    match behind.request.kind:
        case ReportKind.AGEING:
            return f"*{scope.show.plural(total, 'customer')}* with something open, the worst first"
        case ReportKind.BOOKINGS:
            noun, common = "booking", f", {behind.status.label}" if behind.status else ""
        case _:
            noun, common = "lead", f" {behind.number.told}" if behind.number.told else ""
    return f"*{scope.show.plural(total, noun)}*{common}"


def _records(store: Store, behind: Behind, scope: Scope) -> tuple[list[Menu], list[dict[str, Any]], int]:
    """(menus, a block for each of the first, how many there are)"""
    match behind.request.kind:
        case ReportKind.BOOKINGS:
            return _bookings(store, behind, scope)
        case ReportKind.AGEING:
            return _accounts(store, behind, store.tenant.terms)
    owners = store.members.names()
    lines = [lead_behind(lead, owners, store.today) for lead in list_behind(store, behind)]
    return lead_menus(store, behind), lines, count_behind(store, behind)


def _bookings(store: Store, behind: Behind, scope: Scope) -> tuple[list[Menu], list[dict[str, Any]], int]:
    filters, figures = behind.request.filters, store.booking_reports.figures
    sums = figures(scope.period, filters, today=store.today)
    statuses = list(BookingStatus) if behind.status is None else [behind.status]
    choices = [
        (EVERY, counted("All", sums.total.count, scope.show)),
        *(
            (status.value, counted(status.label.capitalize(), sums.of([status]).count, scope.show))
            for status in BookingStatus
        ),
    ]
    lines = [
        booking_behind(
            booking,
            store.customers.get(booking.customer_id),
            with_money=scope.with_money,
            tenant=store.tenant,
            today=store.today,
        )
        for booking in store.booking_reports.bookings_of(scope.period, filters, statuses=statuses, limit=MOST_LINES)
    ]
    return [Menu("behind_status", choices, behind.status or EVERY)], lines, sums.of(statuses).count


def _accounts(store: Store, behind: Behind, terms: Terms) -> tuple[list[Menu], list[dict[str, Any]], int]:
    """Who owes, the worst first."""
    accounts = worst_first(store.ledger.open_accounts(store.today, behind.request.filters), terms)
    known = [(store.customers.find_by_code(account.code), account) for account in accounts[:MOST_LINES]]
    lines = [account_behind(customer, account, store.tenant) for customer, account in known if customer]
    return [], lines, len(accounts)


def _record_message(store: Store, request: ReportRequest, member: Member) -> Message:
    """The account, or the lead, that the report is about."""
    if request.kind is ReportKind.TIMELINE:
        return card_message(store, store.leads.get(request.lead_id or 0), member)
    _, scope = readable(store, request, reader=member, in_channel=False)
    customer = store.customers.get(request.customer_id or 0)
    return statement_message(shown_statement(store, customer, scope.period, member))
