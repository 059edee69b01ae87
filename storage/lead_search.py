"""Finding leads: by what is typed, by a phone number, and those that somebody should look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from bot.contact import email_key, phone_key
from bot.matching import fold
from bot.model import Lead
from bot.months import month_of
from bot.stages import OPEN
from storage.followups import is_pending
from storage.journey_rows import FollowUpRow, LeadRow
from storage.lead_words import LeadWordRow
from storage.leads import KEPT, LEAD
from storage.literals import literally

HIGHEST = "\U0010ffff"
MOST_DUPLICATES = 10


class LeadSearch:
    """`locale` says from which country a phone number without a prefix is."""

    def __init__(self, session: Session, locale: str) -> None:
        self._session = session
        self._locale = locale

    def is_named(self, words: str) -> bool:
        """Whether the words are a lead's code, or the whole or the first words of its name or company."""
        key = fold(words)
        # Nothing that stands in a key sorts before a space: this is the key itself, or with more words after it.
        ways = (
            LeadRow.name_key.between(key, f"{key} {HIGHEST}"),
            LeadRow.company_key.between(key, f"{key} {HIGHEST}"),
            LeadRow.code == words.strip().upper(),
        )
        # One after the other, each from its index: for all at once SQLite reads every lead.
        return bool(key) and any(self._session.scalar(KEPT.where(way).limit(1)) for way in ways)

    def search(self, typed: str, *, limit: int) -> list[Lead]:
        """Leads whose name begins with `typed`, then those whose company does, then those where a later word does."""
        key = fold(typed)
        asked = {"first": key, "last": key + HIGHEST, "limit": limit}
        rows = sorted(self._session.execute(_BEGINNINGS, asked), key=lambda row: (row.way, row.key, row.id))
        found = {row.id: Lead(*row[: len(LEAD)]) for row in reversed(rows)}
        return [found[lead_id] for lead_id in dict.fromkeys(row.id for row in rows)][:limit]

    def newest(self, *, limit: int) -> list[Lead]:
        return self._list(KEPT.order_by(LeadRow.id.desc()).limit(limit))

    def names(self) -> Iterable[tuple[int, str]]:
        """(id, name) and (id, company) of every lead, for a search that forgives typos."""
        named = select(LeadRow.id, LeadRow.name, LeadRow.company).where(LeadRow.deleted_at.is_(None))
        for lead_id, name, company in self._session.execute(named):
            yield lead_id, name
            if company and company != name:
                yield lead_id, company

    def duplicates(self, *, phone: str | None, email: str | None, besides: int | None = None) -> list[Lead]:
        """Leads with the same phone number or email address, however they were typed, the oldest first."""
        keys = (
            (LeadRow.phone_key, phone and phone_key(phone, self._locale)),
            (LeadRow.email_key, email and email_key(email)),
        )
        found: dict[int, Lead] = {}
        for column, key in keys:
            if key:
                same = KEPT.where(column == key, LeadRow.id != (besides or 0)).limit(MOST_DUPLICATES)
                found |= {lead.id: lead for lead in self._list(same)}
        return [found[lead_id] for lead_id in sorted(found)]

    def cold(self, *, before: date, owner_id: int | None = None, limit: int = 50) -> list[Lead]:
        """Open leads without anything pending, of which nothing was heard since that day, the longest first.

        Those of which nothing was ever heard come last.
        """
        found: list[Lead] = []
        # One after the other, each in the order of the index: for both at once every open lead would be sorted.
        for is_silent in _silent(before):
            if len(found) < limit:
                cold = KEPT.where(is_silent, *_is_waiting(owner_id)).order_by(LeadRow.last_activity_on, LeadRow.id)
                found += self._list(cold.limit(limit - len(found)))
        return found

    def deleted(self, *, owner_id: int | None = None, limit: int = 20) -> list[Lead]:
        """What was deleted last, and was not merged into another; of one owner or of everybody."""
        found = _DELETED if owner_id is None else _DELETED.where(LeadRow.owner_id == owner_id)
        return self._list(found.order_by(LeadRow.deleted_at.desc(), LeadRow.id.desc()).limit(limit))

    def find_deleted(self, lead_id: int) -> Lead | None:
        """The lead, if it was deleted, and was not merged into another."""
        return next(iter(self._list(_DELETED.where(LeadRow.id == lead_id))), None)

    def without_campaign(self, *, limit: int) -> list[Lead]:
        """Open leads that are linked to no campaign, the newest first."""
        found = KEPT.where(LeadRow.campaign_id.is_(None), _IS_OPEN)
        return self._list(found.order_by(LeadRow.id.desc()).limit(limit))

    def count_cold(self, *, before: date, owner_id: int | None = None) -> int:
        """How many `cold` would find without a limit."""
        counted = [_counted([is_silent, *_is_waiting(owner_id)]) for is_silent in _silent(before)]
        return sum(self._session.scalar(count) or 0 for count in counted)

    def count_without_campaign(self) -> int:
        """Open leads that are linked to no campaign."""
        return self._session.scalar(_counted([LeadRow.campaign_id.is_(None), _IS_OPEN])) or 0

    def count_created(self, owner_id: int, *, start: date, end: date) -> int:
        """How many leads of the owner were created from `start` to `end`."""
        # The months are what an index knows.
        months = LeadRow.created_month.between(month_of(start), month_of(end))
        within = [months, LeadRow.created_on.between(start, end), LeadRow.owner_id == owner_id]
        return self._session.scalar(_counted(within)) or 0

    def count_of_source(self, source_id: int, *, least_stage: int = 0) -> int:
        """How many leads of the source ever came as far as that stage."""
        return self._session.scalar(_counted([LeadRow.source_id == source_id, LeadRow.stage >= least_stage])) or 0

    def _list(self, found: Select[*tuple[Any, ...]]) -> list[Lead]:
        return [Lead(*row) for row in self._session.execute(found)]


_DELETED = select(*LEAD).where(LeadRow.deleted_at.is_not(None), LeadRow.merged_into_id.is_(None))
_IS_OPEN = LeadRow.status.in_([literally(status) for status in OPEN])


def _beginnings(way: int, column: Any, lead_id: Any, leads: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The leads of which `column` begins as typed, from an index that holds them in their order."""
    told = leads.add_columns(literal(way).label("way"), column.label("key"))
    begins = told.where(column.between(bindparam("first"), bindparam("last")))
    return select(begins.order_by(column, lead_id).limit(bindparam("limit")).subquery())


_ITS_WORDS = (LeadWordRow.tenant_id == LeadRow.tenant_id) & (LeadWordRow.lead_id == LeadRow.id)
# Each with its own limit: with one for all, every lead that begins so would be read and sorted.
_BEGINNINGS = union_all(
    _beginnings(1, LeadRow.name_key, LeadRow.id, KEPT),
    _beginnings(2, LeadRow.company_key, LeadRow.id, KEPT),
    _beginnings(3, LeadWordRow.words, LeadWordRow.lead_id, KEPT.join(LeadWordRow, _ITS_WORDS)),
)


def _counted(conditions: list[ColumnElement[bool]]) -> Select[int]:
    return select(func.count()).select_from(LeadRow).where(LeadRow.deleted_at.is_(None), *conditions)


def _silent(before: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Nothing was heard since that day, or nothing ever."""
    return LeadRow.last_activity_on < before, LeadRow.last_activity_on.is_(None)


def _is_waiting(owner_id: int | None) -> list[ColumnElement[bool]]:
    """Open, without anything pending; of one owner or of everybody."""
    pending = select(FollowUpRow.lead_id).where(*is_pending())
    of_owner = [LeadRow.owner_id == owner_id] if owner_id is not None else []
    return [_IS_OPEN, LeadRow.id.not_in(pending), *of_owner]
