"""What follows from the ledger: each account's sums, and its lines with their balance and what of them is open.

Written in the transaction of the entry. `bot.ledger.account_of` says what they must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import sub

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.filters import Filters
from bot.kinds import EntryType
from bot.ledger import BUCKET_LIMITS, DEBITS, AccountLine, Bucket, LedgerEntry, account_of
from bot.receivables import OpenAccount
from storage.account_rows import AccountLineRow, AccountRow, CustomerRow
from storage.literals import literally
from storage.sales import of_customers
from storage.tenancy import tenant_of

IS_OPEN = AccountLineRow.open > literally(0)
"""The condition of the partial index."""

DUE_ON = AccountLineRow.due_on
"""Of a debit: the day from which it is past due."""

BUCKETS = tuple(Bucket)


class Accounts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def new(self, first: LedgerEntry) -> AccountRow:
        """An account that is about to get its first entry."""
        account = AccountRow(
            customer_id=first.customer_id, balance=0, unapplied=0, invoiced=0, paid=0, last_on=first.entered_on
        )
        self._session.add(account)
        return account

    def append(self, entry: LedgerEntry, account: AccountRow) -> None:
        """Book what comes after all other entries and reverses none: nothing changes but what is open of debits."""
        credit = account.unapplied + entry.credit
        if entry.credit and account.balance > 0:
            credit = self._settle_oldest(entry.customer_id, credit)
        settled = min(entry.debit, credit)
        account.balance += entry.amount
        account.unapplied = credit - settled
        account.invoiced += entry.debit if entry.type in DEBITS else 0
        account.paid += entry.credit if entry.type is EntryType.PAYMENT else 0
        account.last_on = entry.entered_on
        self._session.add(_line_row(AccountLine(entry, account.balance, entry.debit - settled)))

    def recompute(self, entries: Sequence[LedgerEntry]) -> None:
        """Write what follows from all entries of an account, in order, where it differs from what stands there."""
        customer_id, (summed, lines) = entries[0].customer_id, account_of(entries)
        account = self._session.get(AccountRow, (tenant_of(self._session), customer_id)) or self.new(entries[0])
        found = select(AccountLineRow).where(AccountLineRow.customer_id == customer_id)
        known = {row.entry_id: row for row in self._session.scalars(found)}
        for line in lines:
            row = known.get(line.entry.id)
            if row is None:
                self._session.add(_line_row(line))
            else:
                row.balance, row.open = line.balance, line.open
        account.balance, account.unapplied = summed.balance, summed.unapplied
        account.invoiced, account.paid = summed.invoiced, summed.paid
        account.last_on = entries[-1].entered_on

    def owing(self, today: date, filters: Filters) -> Iterator[OpenAccount]:
        """Every customer with anything open."""
        # Added up by the partial index alone, before anybody is looked up.
        owing = (
            select(AccountLineRow.customer_id, func.min(DUE_ON).label("oldest"), *_by_lateness(today))
            .where(IS_OPEN)
            .group_by(AccountLineRow.customer_id)
            .subquery()
        )
        named = select(CustomerRow.name, CustomerRow.code, owing).join(owing, owing.c.customer_id == CustomerRow.id)
        named = named.where(*of_customers(filters, CustomerRow.id))
        for name, code, _, oldest, *late in self._session.execute(named):
            amounts = map(sub, late, (*late[1:], 0))
            buckets = dict(zip(BUCKETS, amounts, strict=True))
            yield OpenAccount(customer=name, code=code, buckets=buckets, unapplied=0, oldest_days=(today - oldest).days)

    def in_credit(self, filters: Filters) -> Iterator[OpenAccount]:
        """Every customer with a credit that is left over, which is only where all debits are settled."""
        of_customer = (AccountRow.tenant_id == CustomerRow.tenant_id) & (AccountRow.customer_id == CustomerRow.id)
        named = select(CustomerRow.name, CustomerRow.code, AccountRow.unapplied).join(AccountRow, of_customer)
        named = named.where(AccountRow.unapplied > literally(0), *of_customers(filters, CustomerRow.id))
        for name, code, unapplied in self._session.execute(named):
            yield OpenAccount(customer=name, code=code, buckets={}, unapplied=unapplied, oldest_days=0)

    def _settle_oldest(self, customer_id: int, credit: int) -> int:
        """Take the credit off the customer's open debits; what is left of it."""
        found = (
            select(AccountLineRow)
            .where(AccountLineRow.customer_id == customer_id, IS_OPEN)
            .order_by(AccountLineRow.entered_on, AccountLineRow.entry_id)
        )
        for line in self._session.scalars(found):
            settled = min(line.open, credit)
            line.open -= settled
            credit -= settled
            if not credit:
                break
        return credit


def _line_row(line: AccountLine) -> AccountLineRow:
    return AccountLineRow(
        entry_id=line.entry.id,
        customer_id=line.entry.customer_id,
        entered_on=line.entry.entered_on,
        due_on=line.entry.pay_by if line.entry.debit else None,
        balance=line.balance,
        open=line.open,
    )


def _by_lateness(today: date) -> Iterator[ColumnElement[int]]:
    """What is open in each bucket and all later ones."""
    yield _sum(AccountLineRow.open)
    for _, limit in BUCKET_LIMITS:
        yield _sum(case((today - timedelta(days=limit) > DUE_ON, AccountLineRow.open), else_=literally(0)))


def _sum(amounts: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[int]:
    # The sum of big integers is no integer to PostgreSQL.
    return cast(func.sum(amounts), BigInteger)
