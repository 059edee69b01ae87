"""Whether what reports read instead of all records follows from these: counts of leads, days, sales. Only reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.filters import EVERYTHING
from storage.day_sums import completed_by_day, entered_by_day, ledger_by_day
from storage.journey_rows import LeadRow
from storage.lead_counts import ALIKE, NONE_IS_ZERO
from storage.report_rows import EngagementDayRow, LeadCountRow, SaleRow
from storage.sales import SALES

NOTHING_ENTERED = (0, 0, 0, 0)


class ReportAudit:
    def __init__(self, session: Session) -> None:
        self._session = session

    def differences(self) -> Iterator[str]:
        for alike, actual, kept in _apart(self._leads(), self._kept_leads(), missing=0):
            described = ", ".join(f"{name} {value}" for name, value in zip(ALIKE, alike, strict=True))
            yield f"Reports count {kept} leads with {described}, but there are {actual}."
        for day, actual, kept in _apart(completed_by_day(self._session), self._kept_engagements(), missing=0):
            yield f"Reports count {kept} engagements completed on {day}, but there are {actual}."
        entered = {day.day: astuple(day)[1:] for day in entered_by_day(self._session)}
        kept_days = {day.day: astuple(day)[1:] for day in ledger_by_day(self._session, EVERYTHING)}
        for day, actual, kept in _apart(entered, kept_days, missing=NOTHING_ENTERED):
            yield f"Reports add the ledger's {day} up to {kept}, but its entries make {actual}."
        for booking_id, actual, kept in _apart(self._sales(), self._kept_sales(), missing=None):
            yield f"Reports know booking {booking_id} as {kept}, but it is {actual}."

    def _leads(self) -> dict[Any, int]:
        columns = [getattr(LeadRow, name) for name in ALIKE]
        columns[: len(NONE_IS_ZERO)] = [func.coalesce(column, 0) for column in columns[: len(NONE_IS_ZERO)]]
        counted = select(*columns, func.count()).where(LeadRow.deleted_at.is_(None)).group_by(*columns)
        return {tuple(alike): count for *alike, count in self._session.execute(counted)}

    def _kept_leads(self) -> dict[Any, int]:
        kept = select(*[getattr(LeadCountRow, name) for name in ALIKE], LeadCountRow.leads)
        return {tuple(alike): count for *alike, count in self._session.execute(kept)}

    def _kept_engagements(self) -> dict[Any, int]:
        kept = self._session.execute(select(EngagementDayRow.day, EngagementDayRow.completed))
        return {day: count for day, count in kept}  # noqa: C416 - rows are no pairs to mypy

    def _sales(self) -> dict[int, dict[str, Any]]:
        return {row["booking_id"]: dict(row) for row in self._session.execute(SALES).mappings()}

    def _kept_sales(self) -> dict[int, dict[str, Any]]:
        kept = select(*[getattr(SaleRow, name) for name in SALES.selected_columns.keys()])  # noqa: SIM118
        return {row["booking_id"]: dict(row) for row in self._session.execute(kept).mappings()}


def _apart(actual: Mapping[Any, Any], kept: Mapping[Any, Any], *, missing: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Each key for which the two differ, with what there is and what is kept."""
    for key in sorted(actual.keys() | kept.keys(), key=str):
        if actual.get(key, missing) != kept.get(key, missing):
            yield key, actual.get(key, missing), kept.get(key, missing)
