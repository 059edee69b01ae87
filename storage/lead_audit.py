"""Whether what is kept with a lead follows from its journey: status, stage, last activity, search keys. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from bot.kinds import EngagementStatus
from bot.stages import STAGES, stage_after
from storage.journal import ChangeRow
from storage.journey_rows import EngagementRow, LeadRow, MilestoneRow, StatusChangeRow
from storage.lead_words import LeadWordRow, later_words
from storage.leads import keys_of

STREAMED = {"yield_per": 1_000}
KEYS = {
    "name_key": "name",
    "company_key": "company",
    "phone_key": "phone number",
    "email_key": "email address",
    "created_month": "created date",
}
"""What each key of a lead is made of, in words."""

_COLUMNS = [getattr(LeadRow, name) for name in ("id", "code", "name", "company", "phone", "email", "created_on", *KEYS)]
_COLUMNS += [LeadRow.status, LeadRow.stage, LeadRow.last_activity_on, LeadRow.merged_into_id]


Kept = Row[*tuple[Any, ...]]


class LeadAudit:
    """`locale` says from which country a phone number without a prefix is."""

    def __init__(self, session: Session, locale: str) -> None:
        self._session = session
        self._locale = locale

    def differences(self) -> Iterator[str]:
        merged, last_days = self._merged(), self._last_days()
        moves = _Beside(self._stream(_MOVES))
        words = _Beside(self._stream(_WORDS))
        for lead in self._stream(select(*_COLUMNS).order_by(LeadRow.id)):
            yield from self._keys(lead)
            if {row.words for row in words.of(lead.id)} != later_words(lead.name_key, lead.company_key):
                yield f"{lead.code} is not found by the later words of its name and company."
            changes = moves.of(lead.id)
            if lead.id not in merged:
                yield from _ladder(lead, changes)
                yield from _activity(lead, last_days.get(lead.id))

    def _keys(self, lead: Kept) -> Iterator[str]:
        for column, key in keys_of(lead, self._locale).items():
            if getattr(lead, column) != key:
                yield f"The {KEYS[column]} of {lead.code} is kept as “{getattr(lead, column)}”, but it makes “{key}”."

    def _merged(self) -> set[int]:
        """The leads that gave what hung on them to another, or took it: from then on nobody can tell whose it was."""
        into = ChangeRow.after["merged_into_id"].as_integer()
        found = select(ChangeRow.record_id, into).where(ChangeRow.kind == "leads", into.is_not(None))
        return {lead_id for pair in self._session.execute(found) for lead_id in pair}

    def _last_days(self) -> dict[int, date]:
        """The day of each lead's last milestone or engagement; a meeting that was called off is none."""
        held = EngagementRow.status != EngagementStatus.FAILED
        found = [
            *self._stream(_latest(MilestoneRow)),
            *self._stream(_latest(EngagementRow).where(held)),
        ]
        days: dict[int, date] = {}
        for lead_id, day in found:
            days[lead_id] = max(day, days.get(lead_id, day))
        return days

    def _stream(self, found: Any) -> Iterator[Kept]:
        return iter(self._session.execute(found, execution_options=STREAMED))


class _Beside:
    """Rows in the order of the lead that is their first column, walked along with the leads themselves."""

    def __init__(self, rows: Iterable[Kept]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = self._take()

    def of(self, lead_id: int) -> list[Kept]:
        """The rows of that lead; leads are asked for in order."""
        while self._next and self._next[0] < lead_id:
            self._next = self._take()
        return self._next[1] if self._next and self._next[0] == lead_id else []

    def _take(self) -> tuple[int, list[Kept]] | None:
        group = next(self._groups, None)
        return (group[0], list(group[1])) if group else None


_MOVES = select(StatusChangeRow.lead_id, StatusChangeRow.from_status, StatusChangeRow.to_status).order_by(
    StatusChangeRow.lead_id, StatusChangeRow.id
)
_WORDS = select(LeadWordRow.lead_id, LeadWordRow.words).order_by(LeadWordRow.lead_id)


def _latest(row_class: type[MilestoneRow | EngagementRow]) -> Any:
    return select(row_class.lead_id, func.max(row_class.happened_on)).group_by(row_class.lead_id)


def _ladder(lead: Kept, changes: Sequence[Kept]) -> Iterator[str]:
    """The status is that of the last change, the stage the furthest of all; one that never moved tells its own."""
    stage = stage_after(0, lead.status)
    for change in changes:
        for status in filter(None, (change.from_status, change.to_status)):
            stage = stage_after(stage, status)
    if changes and lead.status is not changes[-1].to_status:
        yield f"{lead.code} is kept as {lead.status}, but it last became {changes[-1].to_status}."
    elif lead.stage != stage:
        reached = STAGES[lead.stage] if 0 <= lead.stage < len(STAGES) else lead.stage
        yield f"{lead.code} is kept as having come as far as {reached}, but that was {STAGES[stage]}."


def _activity(lead: Kept, last_on: date | None) -> Iterator[str]:
    kept = lead.last_activity_on
    if last_on is not None and (kept is None or kept < last_on):
        yield f"{lead.code} is kept as silent since {kept or 'ever'}, but something happened on {last_on}."
