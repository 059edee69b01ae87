"""What customers owe, read from what the ledger keeps: all together, the most, and one account. Writes nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from bot.filters import EVERYTHING, Filters
from bot.kinds import EntryType
from bot.ledger import LedgerEntry, OpenDebit, Settlement
from storage.account_rows import AccountLineRow, AccountRow, LedgerEntryRow
from storage.accounts import DUE_ON, IS_OPEN
from storage.day_sums import ledger_by_day
from storage.ledger import to_model
from storage.sales import of_customers
from storage.tenancy import tenant_of


class Receivables:
    def __init__(self, session: Session) -> None:
        self._session = session

    def outstanding(self) -> int:
        """What all customers owe together, less the credit that some of them have."""
        return int(self._session.scalar(select(func.coalesce(func.sum(AccountRow.balance), 0))) or 0)

    def outstanding_on(self, day: date, filters: Filters) -> int:
        """What the customers that the filters let through owed at the end of that day, less their credit."""
        days = ledger_by_day(self._session, filters)
        return sum(entered.debited - entered.credited for entered in days if entered.day <= day)

    def overdue(self, before: date, filters: Filters = EVERYTHING) -> int:
        """What of the debits of those that the filters let through is open and was due before that day."""
        total = select(func.coalesce(func.sum(AccountLineRow.open), 0)).where(
            IS_OPEN, before > DUE_ON, *of_customers(filters, AccountLineRow.customer_id)
        )
        return int(self._session.scalar(total) or 0)

    def debtors(self) -> tuple[int, int]:
        """How many customers owe something, and how much they owe together."""
        found = select(func.count(), func.coalesce(func.sum(AccountRow.balance), 0)).where(AccountRow.balance > 0)
        count, total = self._session.execute(found).one()
        return int(count), int(total)

    def list_owing(self, *, long_late: date, limit: int) -> list[tuple[int, int]]:
        """(customer's id, balance) of those who owe: first those late since before that day, then the most."""
        late = AccountRow.customer_id.in_(select(AccountLineRow.customer_id).where(IS_OPEN, long_late > DUE_ON))
        found = select(AccountRow.customer_id, AccountRow.balance).where(AccountRow.balance > 0)
        worst = found.order_by(late.desc(), AccountRow.balance.desc(), AccountRow.customer_id)
        rows = self._session.execute(worst.limit(limit))
        return [(customer_id, balance) for customer_id, balance in rows]

    def list_in_credit(self, *, limit: int) -> list[int]:
        """The ids of the customers who have credit, the most first."""
        found = select(AccountRow.customer_id).where(AccountRow.balance < 0)
        return [*self._session.scalars(found.order_by(AccountRow.balance, AccountRow.customer_id).limit(limit))]

    def settlement(self, customer_id: int) -> Settlement:
        """What of the customer's debits is open, the oldest first, and the credit that found nothing to settle."""
        of_line = (LedgerEntryRow.tenant_id == AccountLineRow.tenant_id) & (
            LedgerEntryRow.id == AccountLineRow.entry_id
        )
        found = (
            select(LedgerEntryRow, AccountLineRow.open)
            .join(AccountLineRow, of_line)
            .where(AccountLineRow.customer_id == customer_id, IS_OPEN)
            .order_by(AccountLineRow.entered_on, AccountLineRow.entry_id)
        )
        open_debits = tuple(OpenDebit(to_model(row), open_) for row, open_ in self._session.execute(found))
        account = self._session.get(AccountRow, (tenant_of(self._session), customer_id))
        return Settlement(open_debits, account.unapplied if account else 0)

    def newest_entries(self, customer_id: int, *, limit: int) -> list[LedgerEntry]:
        """The last entries of the customer's account, the last one first."""
        found = select(LedgerEntryRow).where(LedgerEntryRow.customer_id == customer_id)
        newest = found.order_by(LedgerEntryRow.entered_on.desc(), LedgerEntryRow.id.desc()).limit(limit)
        return [to_model(row) for row in self._session.scalars(newest)]

    def find_same_entry(
        self, customer_id: int, type_: EntryType, entered_on: date, *, debit: int, credit: int, document: str | None
    ) -> LedgerEntry | None:
        """An entry that may be this very one, and stands: of the same document, or of the same day and amount."""
        alike: ColumnElement[bool] = and_(
            LedgerEntryRow.entered_on == entered_on, LedgerEntryRow.debit == debit, LedgerEntryRow.credit == credit
        )
        if document is not None:
            alike = or_(LedgerEntryRow.document == document, and_(alike, LedgerEntryRow.document.is_(None)))
        taken_back = select(LedgerEntryRow.reverses_id).where(
            LedgerEntryRow.customer_id == customer_id, LedgerEntryRow.reverses_id.is_not(None)
        )
        found = select(LedgerEntryRow).where(
            LedgerEntryRow.customer_id == customer_id,
            LedgerEntryRow.type == type_,
            LedgerEntryRow.reverses_id.is_(None),
            LedgerEntryRow.id.not_in(taken_back),
            alike,
        )
        row = self._session.scalar(found.order_by(LedgerEntryRow.id).limit(1))
        return to_model(row) if row else None
