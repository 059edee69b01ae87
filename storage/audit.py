"""Recomputes what is kept beside the records because it follows from them, and names each difference in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.matching import fold
from bot.model import Tenant
from storage.account_rows import CustomerRow, UnitTypeRow
from storage.bookings import Units
from storage.journal import CounterRow
from storage.journey_rows import LeadRow
from storage.lead_audit import LeadAudit
from storage.ledger_audit import LedgerAudit
from storage.report_audit import ReportAudit
from storage.rows import CampaignRow, MemberRow, SourceRow

COUNTED = {"lead": ("L-", LeadRow), "customer": ("C-", CustomerRow), "source": ("S-", SourceRow)}
COUNTED |= {"campaign": ("CMP-", CampaignRow)}
"""Whose codes are given by a counter alone; a booking's may be typed, and the ledger has its own check."""

NAMED: dict[str, type[MemberRow | CustomerRow | UnitTypeRow]] = {
    "member": MemberRow,
    "customer": CustomerRow,
    "unit type": UnitTypeRow,
}


class Audit:
    """Of one tenant. It changes nothing, and reads everything."""

    def __init__(self, session: Session, tenant: Tenant) -> None:
        self._session = session
        self._ledger = LedgerAudit(session, tenant)
        self._leads = LeadAudit(session, tenant.locale)
        self._reports = ReportAudit(session)
        self._units = Units(session)

    def differences(self) -> Iterator[str]:
        """A sentence for each figure that is not what the records add up to, and each entry that was altered."""
        yield from self._ledger.altered()
        yield from _as_far_as_readable("accounts", self._ledger.accounts())
        yield from _as_far_as_readable("leads", self._leads.differences())
        yield from _as_far_as_readable("reports", self._reports.differences())
        yield from self._stocks()
        yield from self._names()
        yield from self._counters()

    def _stocks(self) -> Iterator[str]:
        for stock in self._units.list():
            if stock.available is not None and stock.available < 0:
                unit = stock.unit_type
                yield f"Of {unit.name}, {stock.booked} are booked, but only {unit.existing} exist."

    def _names(self) -> Iterator[str]:
        for kind, row_class in NAMED.items():
            named = select(row_class.id, row_class.name, row_class.name_key).order_by(row_class.id)
            for record_id, name, key in self._session.execute(named):
                if key != fold(name)[:200]:
                    yield f"The {kind} {name} ({record_id}) is searched as “{key}”, not by the name."

    def _counters(self) -> Iterator[str]:
        counters = {row.kind: row.last for row in self._session.scalars(select(CounterRow))}
        for kind, (prefix, row_class) in COUNTED.items():
            codes = self._session.scalars(select(row_class.code), execution_options={"yield_per": 1_000})
            numbers = (code.removeprefix(prefix) for code in codes)
            highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
            last = counters.get(kind, 0)
            if highest > last:
                yield f"The counter of {kind} codes stands at {last}, but {prefix}{highest} was given."


def _as_far_as_readable(what: str, differences: Iterator[str]) -> Iterator[str]:
    """A value that is none at all, as only somebody who went behind the program can have left it, is one as well."""
    try:
        yield from differences
    except (LookupError, TypeError, ValueError) as error:
        yield f"The {what} can't be read any further: {error}"
