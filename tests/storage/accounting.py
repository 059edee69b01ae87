"""A customer's account as the ledger tests write and read it, and what `bot` says that it must be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.kinds import EntryType
from bot.ledger import LedgerEntry, account_of
from storage.account_rows import AccountLineRow, AccountRow
from storage.store import Store
from tests.storage.companies import TODAY, Company


@dataclass(frozen=True, slots=True)
class Books:
    """One customer's account in a company; each call is a transaction of its own."""

    company: Company
    customer_id: int

    def add(self, type_: EntryType, amount: int, *, on: date = TODAY, **fields: Any) -> LedgerEntry:
        with self.company.open() as store:
            return enter(store, self.customer_id, type_, amount, on=on, **fields)

    def reverse(self, entry: LedgerEntry, *, on: date = TODAY) -> LedgerEntry:
        with self.company.open() as store:
            return store.ledger.reverse(entry.id, on=on, remarks="Typed twice")

    def balances(self) -> list[int]:
        """The running balance, as it is kept."""
        return [
            balance for _, _, _, _, balance, _ in self.company.ask(lambda store: kept_lines(store, self.customer_id))
        ]

    def open(self) -> dict[str, int]:
        """What is kept as open, by the code of its debit."""
        lines = self.company.ask(lambda store: kept_lines(store, self.customer_id))
        codes = {
            entry.id: entry.code for entry in self.company.ask(lambda store: store.ledger.entries(self.customer_id))
        }
        return {codes[entry_id]: open_ for entry_id, *_, open_ in lines if open_}


def open_books(company: Company, name: str = "Acme") -> Books:
    with company.open() as store:
        return Books(company, store.customers.add(name).id)


def enter(
    store: Store, customer_id: int, type_: EntryType, amount: int, *, on: date = TODAY, **fields: Any
) -> LedgerEntry:
    """A debit of the amount where it is above zero, else a credit."""
    return store.ledger.add(customer_id, type_, on, debit=max(amount, 0), credit=max(-amount, 0), **fields)


def kept_lines(store: Store, customer_id: int) -> list[tuple[Any, ...]]:
    """(entry, customer, day, due day, balance, open) of each line that is kept, in the account's order."""
    row = AccountLineRow
    found = select(row.entry_id, row.customer_id, row.entered_on, row.due_on, row.balance, row.open)
    in_order = found.where(row.customer_id == customer_id).order_by(row.entered_on, row.entry_id)
    return [tuple(line) for line in store._session.execute(in_order)]


def kept_account(store: Store, customer_id: int) -> tuple[Any, ...] | None:
    """(balance, unapplied, invoiced, paid, last day), or None where none is kept."""
    row = AccountRow
    found = select(row.balance, row.unapplied, row.invoiced, row.paid, row.last_on)
    account = store._session.execute(found.where(row.customer_id == customer_id)).one_or_none()
    return tuple(account) if account else None


def must_be_kept(store: Store, customer_id: int) -> tuple[tuple[Any, ...] | None, list[tuple[Any, ...]]]:
    """The account and the lines that follow from the customer's entries."""
    entries = store.ledger.entries(customer_id)
    if not entries:
        return None, []
    account, lines = account_of(entries)
    return (
        (account.balance, account.unapplied, account.invoiced, account.paid, entries[-1].entered_on),
        [
            (line.entry.id, customer_id, line.entry.entered_on, due_day(line.entry), line.balance, line.open)
            for line in lines
        ],
    )


def due_day(entry: LedgerEntry) -> date | None:
    return (entry.due_on or entry.entered_on) if entry.debit else None
