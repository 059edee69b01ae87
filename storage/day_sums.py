"""What happened on each day, added up for the KPIs; where they are narrowed, from the records themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, event, func, select
from sqlalchemy.orm import Session, UOWTransaction

from bot.filters import EVERYTHING, Filters
from bot.kinds import EngagementStatus, EntryType
from bot.ledger import DEBITS
from storage.account_rows import LedgerEntryRow
from storage.journey_rows import EngagementRow, LeadRow
from storage.literals import literally
from storage.narrowing import of_engagements
from storage.report_rows import EngagementDayRow, LedgerDayRow
from storage.sales import of_customers
from storage.sums import Gains, add_up, flushed

IS_COMPLETED = EngagementRow.status == literally(EngagementStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """The ledger's entries of a day; `invoiced` and `paid` leave out what was reversed, on whatever day."""

    day: date
    debited: int
    credited: int
    invoiced: int
    paid: int


def engagements_by_day(session: Session, filters: Filters) -> Counter[date]:
    """How many engagements were completed on each day, without those with deleted leads."""
    if filters != EVERYTHING:
        return completed_by_day(session, *of_engagements(filters))
    days = Counter(dict(_pairs(session, select(EngagementDayRow.day, EngagementDayRow.completed))))
    deleted = select(LeadRow.id).where(LeadRow.deleted_at.is_not(None))
    # By lead as well: by day alone, SQLite would read all engagements in the order of their days.
    groups = (EngagementRow.lead_id, EngagementRow.happened_on)
    gone = select(*groups, func.count()).where(IS_COMPLETED, EngagementRow.lead_id.in_(deleted)).group_by(*groups)
    for _, day, count in session.execute(gone):
        days[day] -= count
    return days


def completed_by_day(session: Session, *conditions: ColumnElement[bool]) -> Counter[date]:
    """The same, from the engagements."""
    counted = (
        select(EngagementRow.happened_on, func.count())
        .where(IS_COMPLETED, *conditions)
        .group_by(EngagementRow.happened_on)
    )
    return Counter(dict(_pairs(session, counted)))


def ledger_by_day(session: Session, filters: Filters) -> list[LedgerDay]:
    """The days with entries, in order; narrowed, with those of the customers that the filters let through."""
    if filters != EVERYTHING:
        return entered_by_day(session, *of_customers(filters, LedgerEntryRow.customer_id))
    columns = (getattr(LedgerDayRow, name) for name in LedgerDay.__slots__)
    return [LedgerDay(*row) for row in session.execute(select(*columns).order_by(LedgerDayRow.day))]


def entered_by_day(session: Session, *conditions: ColumnElement[bool]) -> list[LedgerDay]:
    """The same, from the entries."""
    entry = LedgerEntryRow
    stands = entry.reverses_id.is_(None) & entry.id.not_in(
        select(entry.reverses_id).where(entry.reverses_id.is_not(None))
    )
    summed = (
        select(
            entry.entered_on,
            func.sum(entry.debit),
            func.sum(entry.credit),
            func.sum(case((stands & entry.type.in_(DEBITS), entry.debit), else_=0)),
            func.sum(case((stands & (entry.type == EntryType.PAYMENT), entry.credit), else_=0)),
        )
        .where(*conditions)
        .group_by(entry.entered_on)
        .order_by(entry.entered_on)
    )
    return [LedgerDay(day, *map(int, sums)) for day, *sums in session.execute(summed)]


def _pairs(session: Session, counted: Any) -> list[tuple[date, int]]:
    return [(day, count) for day, count in session.execute(counted)]


@event.listens_for(Session, "after_flush")
def _keep_days(session: Session, _context: UOWTransaction) -> None:
    engaged: Gains = {}
    for sign, (status, day) in flushed(session, EngagementRow, "status", "happened_on"):
        if status is EngagementStatus.COMPLETED:
            engaged.setdefault((day,), Counter())["completed"] += sign
    add_up(session, EngagementDayRow, engaged)
    add_up(session, LedgerDayRow, _entered(session))


def _entered(session: Session) -> Gains:
    """What the new entries add; there are no other ones."""
    days: Gains = {}
    for row in session.new:
        if not isinstance(row, LedgerEntryRow):
            continue
        day = days.setdefault((row.entered_on,), Counter())
        day.update(debited=row.debit, credited=row.credit)
        if row.reverses_id is None:
            day.update(_billed(row))
        elif taken_back := session.get(LedgerEntryRow, row.reverses_id):
            days.setdefault((taken_back.entered_on,), Counter()).subtract(_billed(taken_back))
    return days


def _billed(row: LedgerEntryRow) -> dict[str, int]:
    """What the entry adds to what was invoiced and paid, as `bot.ledger.account_of` counts it."""
    return {
        "invoiced": row.debit if row.type in DEBITS else 0,
        "paid": row.credit if row.type is EntryType.PAYMENT else 0,
    }
