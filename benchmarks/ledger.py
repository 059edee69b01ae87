"""The form that saves a ledger entry, over accounts that are invoiced and paid in turn.

What is read of the ledger, ageing and balances, stands among the reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any

from benchmarks.databases import ENGINES, Databases
from benchmarks.forms import Inputs, chosen, compare, inserting, typed
from benchmarks.programs import Installed, installed
from benchmarks.requests import CHANNEL, Signed, submission
from benchmarks.table import Line
from benchmarks.tenants import NOW
from bot.kinds import EntryType, Role
from handlers.views.ledger import EntryDraft, entry_form
from storage.account_rows import LedgerEntryRow

TODAY, IN_A_MONTH = date(2026, 11, 25), date(2026, 12, 25)
CUSTOMERS = 50
NUMBERS = count(1)


def measure(databases: Databases) -> Iterator[Line]:
    for engine in ENGINES:
        database = databases.new(engine)
        program = installed(database)
        customer_ids = _add_customers(program)
        insert_entry = inserting(database.engine, LedgerEntryRow.__table__, _entry(program, customer_ids[0]))
        request = _entry_submission(customer_ids)
        yield from compare(f"ledger form, {engine}", "entry_form", program, request, insert_entry, note="")


def _add_customers(program: Installed) -> list[int]:
    """Customers whose accounts a manager writes."""
    with program.milepost.stores.write(program.tenant, now=NOW) as store:
        store.members.change_role(program.rep.id, Role.MANAGER)
        return [store.customers.add(f"Acme {number}").id for number in range(CUSTOMERS)]


def _entry_submission(customer_ids: list[int]) -> Callable[[], Signed]:
    """An invoice to every customer, then a payment of each, and so on."""

    def submit() -> Signed:
        turn, place = divmod(next(NUMBERS), CUSTOMERS)
        type_ = EntryType.PAYMENT if turn % 2 else EntryType.INVOICE
        draft = EntryDraft(type=type_, entered_on=TODAY, due_on=None if turn % 2 else IN_A_MONTH)
        return submission(entry_form(draft, currency="INR", channel=CHANNEL), _inputs(draft, customer_ids[place], turn))

    return submit


def _inputs(draft: EntryDraft, customer_id: int, turn: int) -> Inputs:
    due_on = {f"due_on {TODAY}": _day(IN_A_MONTH)} if draft.due_on else {}
    return {
        "customer": chosen(customer_id, "Acme (C-1)", type_="external_select"),
        "type": chosen(str(draft.type), "Invoice"),
        "amount": typed("5,00,000"),
        "entered_on": _day(TODAY),
        **due_on,
        "document": typed(f"INV-{turn}"),
        "description": typed("Booking amount"),
    }


def _day(day: date) -> dict[str, Any]:
    return {"type": "datepicker", "selected_date": day.isoformat()}


def _entry(program: Installed, customer_id: int) -> dict[str, Any]:
    return {
        "tenant_id": program.tenant.id,
        "customer_id": customer_id,
        "type": EntryType.INVOICE,
        "entered_on": TODAY,
        "debit": 50_000_000,
        "credit": 0,
        "due_on": IN_A_MONTH,
        "document": "INV-1",
        "description": "Booking amount",
        "checksum": "0" * 64,
    }
