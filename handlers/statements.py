"""Statements: a customer's account with its running balance, shown alone, and as a file in the direct messages."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.kinds import Role
from bot.model import Customer, Member
from bot.periods import ALL_TIME, Period, parse_period
from bot.roles import may
from bot.statement import Statement, statement_of
from handlers.artist import Artist, pdf_of, workbook_of
from handlers.carried import as_id, carried_text
from handlers.context import OpenStore
from handlers.courier import Parcel
from handlers.customers import account_of, require_account
from handlers.files import bring_file, queue_file, receiver_of
from handlers.replies import queue_response
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.statements import ShownStatement, file_name, file_words, statement_message
from handlers.views.words import escape
from storage.store import Store

routes = Routes()
FORMATS = {"statement_pdf": "pdf", "statement_xlsx": "xlsx"}
MAKERS = {"pdf": pdf_of, "xlsx": workbook_of}


@routes.action("show_statement")
def press_show_statement(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The statement, below the message with the button, for the presser alone."""
    with open_store() as store:
        customer, period = _asked(store, carried_text(action))
        shown = statement_message(shown_statement(store, customer, period, member))
        tell(store, f"statement {body['trigger_id']}", shown, member=member, spot=spot_of(body))
    ack()


@routes.action("pick_statement")
def press_pick_statement(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The chosen customer's statement, in the place of the question."""
    with open_store() as store:
        customer, period = _asked(store, carried_text(action))
        shown = statement_message(shown_statement(store, customer, period, member))
        key = f"statement {body['trigger_id']}"
        queue_response(store, key, shown, member=member, response_url=body["response_url"])
    ack()


@routes.action("statement_pdf")
@routes.action("statement_xlsx")
def press_statement_file(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """Have the file made and brought to the person's direct messages."""
    with open_store() as store:
        customer, period = _asked(store, carried_text(action))
        require_account(store, customer, member)
        content = {"customer": customer.id, "period": period.label, "format": FORMATS[action["action_id"]]}
        queue_file(store, "statement", content, words=escape(customer.name), member=member, body=body)
    ack()


def _asked(store: Store, value: str) -> tuple[Customer, Period]:
    """What a button carries: the customer's id, and the period as it is typed."""
    customer_id, _, period = value.partition(" ")
    return store.customers.get(as_id(customer_id)), parse_period(period, today=store.today) if period else ALL_TIME


def shown_statement(store: Store, customer: Customer, period: Period, member: Member) -> ShownStatement:
    """The statement as this person may see it. Raises AccountOfOthers, or NotBegunYet."""
    require_account(store, customer, member)
    entries = store.ledger.entries(customer.id)
    bookings = store.bookings.list_of_customer(customer.id)
    statement = statement_of(
        customer, entries, bookings=bookings, tenant=store.tenant, period=period, today=store.today
    )
    return ShownStatement(
        customer=customer,
        statement=statement,
        account=account_of(store, customer),
        period=period.label,
        entries=entries,
        tenant=store.tenant,
        for_manager=may(Role.MANAGER, member),
        is_of_today=statement.today == store.today,
    )


def send_statement(parcel: Parcel, artist: Artist) -> None:
    """Nothing is read from the database while the file is made."""
    made_as = parcel.delivery.content["format"]
    statement = _statement_for(parcel)
    made = artist.make(MAKERS[made_as], statement)
    bring_file(parcel, words=file_words(statement), name=file_name(statement, made_as), made=made)


def _statement_for(parcel: Parcel) -> Statement:
    """Read as the person may see it now. Raises AccountOfOthers, or Undeliverable for who is gone."""
    content = parcel.delivery.content
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        member = receiver_of(store, parcel)
        customer = store.customers.get(content["customer"])
        period = parse_period(content["period"], today=store.today)
        return shown_statement(store, customer, period, member).statement
