"""The ledger: entries that are only added, and the accounts that follow from them, written in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.filters import EVERYTHING, Filters
from bot.kinds import EntryType
from bot.ledger import Account, LedgerEntry, require_reversible
from bot.receivables import OpenAccount
from storage.account_rows import AccountRow, LedgerEntryRow
from storage.accounts import Accounts
from storage.checksums import checksum
from storage.codes import LEDGER, move_ledger_end
from storage.journal import CounterRow


class Ledger:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._accounts = Accounts(session)
        # Held, since the session forgets a row that it has written: the reply asks for this one again.
        self._last_account: AccountRow | None = None

    def get(self, entry_id: int) -> LedgerEntry:
        row = self._session.get(LedgerEntryRow, entry_id)
        if row is None:
            raise NothingFound(what="ledger entry", text=entry_id, hint="Nothing was changed.")
        return to_model(row)

    def find_by_code(self, code: str) -> LedgerEntry | None:
        row = self._session.scalar(select(LedgerEntryRow).where(LedgerEntryRow.code == code))
        return to_model(row) if row else None

    def find_reversal(self, entry_id: int) -> LedgerEntry | None:
        """The entry that reverses this one."""
        row = self._session.scalar(select(LedgerEntryRow).where(LedgerEntryRow.reverses_id == entry_id))
        return to_model(row) if row else None

    def entries(self, customer_id: int) -> list[LedgerEntry]:
        """All entries of the customer, in the account's order."""
        found = (
            select(LedgerEntryRow)
            .where(LedgerEntryRow.customer_id == customer_id)
            .order_by(LedgerEntryRow.entered_on, LedgerEntryRow.id)
        )
        return [to_model(row) for row in self._session.scalars(found)]

    def account(self, customer_id: int) -> Account:
        """What the entries add up to; an account without entries is empty."""
        # Only what is asked for: a whole row would take half as long again.
        found = self._session.execute(_FIGURES, {"customer_id": customer_id}).one_or_none()
        balance, unapplied, invoiced, paid = found or (0, 0, 0, 0)
        return Account(balance=balance, unapplied=unapplied, invoiced=invoiced, paid=paid)

    def add(
        self,
        customer_id: int,
        type_: EntryType,
        entered_on: date,
        *,
        debit: int = 0,
        credit: int = 0,
        due_on: date | None = None,
        booking_id: int | None = None,
        document: str | None = None,
        description: str | None = None,
        remarks: str | None = None,
        reverses_id: int | None = None,
    ) -> LedgerEntry:
        """A new entry under the next code; the account's figures follow. Amounts are in minor units."""
        last, head, account = self._end_of_ledger(customer_id)
        row = LedgerEntryRow(
            code=f"LE-{last + 1:06}",
            customer_id=customer_id,
            type=type_,
            entered_on=entered_on,
            debit=debit,
            credit=credit,
            due_on=due_on,
            booking_id=booking_id,
            document=document,
            description=description,
            remarks=remarks,
            reverses_id=reverses_id,
        )
        row.checksum = checksum(row, head)
        move_ledger_end(self._session, 1, row.checksum)
        self._session.add(row)
        self._session.flush()
        entry = to_model(row)
        self._last_account = account or self._accounts.new(entry)
        self._book(entry, self._last_account)
        return entry

    def add_all(self, entries: Sequence[Mapping[str, Any]]) -> list[LedgerEntry]:
        """Many new entries, each given by its columns by name, both sides among them; the accounts follow at last."""
        last, head, _ = self._end_of_ledger(0)
        rows = []
        for number, columns in enumerate(entries, last + 1):
            row = LedgerEntryRow(code=f"LE-{number:06}", **columns)
            row.checksum = head = checksum(row, head)
            rows.append(row)
        move_ledger_end(self._session, len(rows), head)
        self._session.add_all(rows)
        self._session.flush()
        for customer_id in dict.fromkeys(row.customer_id for row in rows):
            self._accounts.recompute(self.entries(customer_id))
        return [to_model(row) for row in rows]

    def reverse(self, entry_id: int, *, on: date, remarks: str | None) -> LedgerEntry:
        """The entry that takes this one back, on the other side.

        Raises AlreadyReversed, or ReversalOfReversal.
        """
        entry = self.get(entry_id)
        require_reversible(entry, self.find_reversal(entry_id))
        return self.add(
            entry.customer_id,
            entry.type,
            on,
            debit=entry.credit,
            credit=entry.debit,
            due_on=on if entry.credit else None,
            booking_id=entry.booking_id,
            document=entry.document,
            description=f"of {entry.code}",
            remarks=remarks,
            reverses_id=entry.id,
        )

    def open_accounts(self, today: date, filters: Filters = EVERYTHING) -> list[OpenAccount]:
        """Every customer of whom anything is open or unapplied."""
        return [*self._accounts.owing(today, filters), *self._accounts.in_credit(filters)]

    def _book(self, entry: LedgerEntry, account: AccountRow) -> None:
        if entry.reverses_id is None and entry.entered_on >= account.last_on:
            self._accounts.append(entry, account)
        else:
            self._accounts.recompute(self.entries(entry.customer_id))

    def _end_of_ledger(self, customer_id: int) -> tuple[int, str, AccountRow | None]:
        """The number and checksum of the tenant's last entry, and the customer's account, if there is one.

        Nobody else moves it meanwhile: a tenant has one writer at a time.
        """
        found = self._session.execute(_END_OF_LEDGER, {"customer_id": customer_id}).one_or_none()
        return (found[0], found[1] or "", found[2]) if found else (0, "", None)


# Made once: to make them takes as long as to run them.
_OF_CUSTOMER = AccountRow.customer_id == bindparam("customer_id")
_END_OF_LEDGER = (
    select(CounterRow.last, CounterRow.head, AccountRow)
    .outerjoin(AccountRow, (AccountRow.tenant_id == CounterRow.tenant_id) & _OF_CUSTOMER)
    .where(CounterRow.kind == LEDGER)
)
_FIGURES = select(AccountRow.balance, AccountRow.unapplied, AccountRow.invoiced, AccountRow.paid).where(_OF_CUSTOMER)


def to_model(row: LedgerEntryRow) -> LedgerEntry:
    return LedgerEntry(
        id=row.id,
        code=row.code,
        customer_id=row.customer_id,
        type=row.type,
        entered_on=row.entered_on,
        debit=row.debit,
        credit=row.credit,
        due_on=row.due_on,
        booking_id=row.booking_id,
        document=row.document,
        description=row.description,
        remarks=row.remarks,
        reverses_id=row.reverses_id,
    )
