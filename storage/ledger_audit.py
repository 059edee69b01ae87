"""Whether the ledger is as it was written, and every account what its entries add up to. Only reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Row, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from bot.ledger import Account, AccountLine, account_of
from bot.model import Tenant
from bot.money import format_amount
from storage.account_rows import AccountLineRow, AccountRow, CustomerRow, LedgerEntryRow
from storage.checksums import SEALED, checksum
from storage.codes import LEDGER
from storage.journal import CounterRow
from storage.ledger import to_model

STREAMED = {"yield_per": 1_000}
_CODE = re.compile(r"LE-(0\d{5}|[1-9]\d{5,9})", re.ASCII)
# As the database has them: what was altered may be no date or type at all.
_COLUMNS = [type_coerce(getattr(LedgerEntryRow, name), NullType()).label(name) for name in (*SEALED, "checksum")]
_ITS_LINE = (AccountLineRow.tenant_id == LedgerEntryRow.tenant_id) & (AccountLineRow.entry_id == LedgerEntryRow.id)
_PLACE = (AccountLineRow.customer_id, AccountLineRow.entered_on, AccountLineRow.due_on)


Kept = Row[*tuple[Any, ...]]
"""An entry, then the balance, what is open, and the customer and days of its line."""


class LedgerAudit:
    def __init__(self, session: Session, tenant: Tenant) -> None:
        self._session = session
        self._tenant = tenant

    def altered(self) -> Iterator[str]:
        """What is not as it was written."""
        yield from self._chain()
        yield from self._codes()

    def accounts(self) -> Iterator[str]:
        """What of the accounts is not what their entries add up to; those without entries at the end."""
        found = (
            select(LedgerEntryRow, AccountLineRow.balance, AccountLineRow.open, *_PLACE)
            .outerjoin(AccountLineRow, _ITS_LINE)
            .order_by(LedgerEntryRow.customer_id, LedgerEntryRow.entered_on, LedgerEntryRow.id)
        )
        rows: Iterable[Any] = self._session.execute(found, execution_options=STREAMED)
        totals = {row.customer_id: row for row in self._session.scalars(select(AccountRow))}
        for customer_id, group in groupby(rows, key=lambda row: row[0].customer_id):
            yield from self._account(customer_id, list(group), totals.pop(customer_id, None))
        for customer_id, total in totals.items():
            yield from self._total(customer_id, Account(balance=0, unapplied=0, invoiced=0, paid=0), total)

    def _chain(self) -> Iterator[str]:
        """The entries whose checksum does not fit, and the last one where the counter keeps another."""
        before, (last, head) = "", self._counter
        written = select(*_COLUMNS).order_by(LedgerEntryRow.id)
        for entry in self._session.execute(written, execution_options=STREAMED):
            if entry.checksum != checksum(entry, before):
                yield f"{entry.code} is not as it was written: its checksum does not fit it and the entry before it."
            elif entry.code == f"LE-{last:06}" and entry.checksum != head:
                yield f"{entry.code} is not as it was written: the counter keeps another checksum of it."
            before = entry.checksum

    def _codes(self) -> Iterator[str]:
        """What is missing from LE-000001 to the last one that was given, and what should not be there."""
        last, _ = self._counter
        codes = self._session.scalars(select(LedgerEntryRow.code), execution_options=STREAMED)
        numbers, beyond = [0, last + 1], []
        for code in codes:
            match = _CODE.fullmatch(code)
            if match is None:
                yield f"“{code}” is no code of the ledger."
            elif int(match[1]) > last:
                beyond.append(code)
            else:
                numbers.append(int(match[1]))
        for number, following in pairwise(sorted(numbers)):
            if following - number > 1:
                yield f"{_missing(number + 1, following - 1)} missing from the ledger."
        if beyond:
            yield f"The ledger's counter stands at {last}, but {', '.join(sorted(beyond)[:5])} lies beyond it."

    def _account(self, customer_id: int, kept: Sequence[Kept], total: AccountRow | None) -> Iterator[str]:
        account, lines = account_of([to_model(row[0]) for row in kept])
        yield from self._balances(customer_id, kept, lines)
        for (row, _, open_, *others), line in zip(kept, lines, strict=True):
            if others != [row.customer_id, row.entered_on, line.entry.pay_by if row.debit else None]:
                yield f"{row.code} stands in its account under another day or customer, or not at all."
            elif open_ != line.open:
                yield f"{row.code} is kept as open with {self._money(open_)}, but it is with {self._money(line.open)}."
        yield from self._total(customer_id, account, total)
        if total is not None and total.last_on != kept[-1][0].entered_on:
            yield f"The account of {self._names[customer_id]} is kept as ending on {total.last_on}, but it does not."

    def _balances(self, customer_id: int, kept: Sequence[Kept], lines: Sequence[AccountLine]) -> Iterator[str]:
        """The first running balance that is wrong: it mostly makes the later ones wrong too."""
        for (_, balance, *_), line in zip(kept, lines, strict=True):
            if balance is not None and balance != line.balance:
                yield (
                    f"The running balance of {self._names[customer_id]} is wrong from {line.entry.code} on: "
                    f"{self._money(balance)} there, but the entries add up to {self._money(line.balance)}."
                )
                return

    def _total(self, customer_id: int, account: Account, total: AccountRow | None) -> Iterator[str]:
        if total is None:
            yield f"The account of {self._names[customer_id]} is not kept, but it has entries."
            return
        for figure in ("balance", "unapplied", "invoiced", "paid"):
            kept, counted = getattr(total, figure), getattr(account, figure)
            if kept != counted:
                yield (
                    f"The account of {self._names[customer_id]} is kept with {self._money(kept)} {_FIGURES[figure]}, "
                    f"but the entries add up to {self._money(counted)}."
                )

    @cached_property
    def _counter(self) -> tuple[int, str | None]:
        """The number and the checksum of the last entry."""
        found = select(CounterRow.last, CounterRow.head).where(CounterRow.kind == LEDGER)
        row = self._session.execute(found).one_or_none()
        return (row.last, row.head) if row else (0, None)

    @cached_property
    def _names(self) -> dict[int, str]:
        """Every customer by id, as people know them."""
        found = self._session.execute(select(CustomerRow.id, CustomerRow.name, CustomerRow.code))
        return {customer_id: f"{name} ({code})" for customer_id, name, code in found}

    def _money(self, minor: int) -> str:
        return format_amount(minor, self._tenant.currency, self._tenant.locale)


_FIGURES = {"balance": "outstanding", "unapplied": "of credit left", "invoiced": "invoiced", "paid": "paid"}


def _missing(first: int, last: int) -> str:
    return f"LE-{first:06} is" if first == last else f"LE-{first:06} to LE-{last:06} are"
