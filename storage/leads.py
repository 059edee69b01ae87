"""Leads: added with their code, moved along the ladder, and looked up by code, name or company."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.matching import fold
from bot.model import Lead, LeadStatus
from bot.months import month_of
from bot.stages import stage_after
from storage.codes import next_number
from storage.rows import LeadRow, StatusChangeRow

HIGHEST = "\U0010ffff"


class Leads:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, lead_id: int) -> Lead:
        return to_model(self._row(lead_id))

    def find_by_code(self, code: str) -> Lead | None:
        return self._find(LeadRow.code == code)

    def find_by_external_id(self, external_id: str) -> Lead | None:
        """Also a deleted lead: an import must not make it a second time."""
        row = self._session.scalar(select(LeadRow).where(LeadRow.external_id == external_id))
        return to_model(row) if row else None

    def is_named(self, words: str) -> bool:
        """Whether the words are a lead's code, or the whole or the first words of its name or company."""
        key = fold(words)
        found = _kept().where(
            or_(
                *(column == key for column in (LeadRow.name_key, LeadRow.company_key)),
                *(column.between(f"{key} ", f"{key} {HIGHEST}") for column in (LeadRow.name_key, LeadRow.company_key)),
                LeadRow.code == words.strip().upper(),
            )
        )
        return bool(key) and self._session.scalar(found.limit(1)) is not None

    def search(self, typed: str, *, limit: int) -> list[Lead]:
        """Leads whose name begins with `typed`, then those whose company does, then the newest that contain it."""
        key = fold(typed)
        names, companies = LeadRow.name_key, LeadRow.company_key
        inside = or_(names.contains(key, autoescape=True), companies.contains(key, autoescape=True))
        found: list[LeadRow] = []
        # One after the other, each in the order of an index: for all at once every lead would be read and sorted.
        for condition, order in (
            (names.between(key, key + HIGHEST), names),
            (companies.between(key, key + HIGHEST), companies),
            (inside, LeadRow.id.desc()),
        ):
            if len(found) < limit:
                others = _kept().where(condition, LeadRow.id.not_in([row.id for row in found]))
                found += self._session.scalars(others.order_by(order).limit(limit - len(found)))
        return [to_model(row) for row in found]

    def newest(self, *, limit: int) -> list[Lead]:
        return self._list(_kept().order_by(LeadRow.id.desc()).limit(limit))

    def names(self) -> Iterable[tuple[int, str]]:
        """(id, name) and (id, company) of every lead, for a search that forgives typos."""
        named = select(LeadRow.id, LeadRow.name, LeadRow.company).where(LeadRow.deleted_at.is_(None))
        for lead_id, name, company in self._session.execute(named):
            yield lead_id, name
            if company and company != name:
                yield lead_id, company

    def add(
        self,
        *,
        name: str,
        owner_id: int,
        created_on: date | None,
        status: LeadStatus = LeadStatus.NEW,
        **fields: Any,
    ) -> Lead:
        """A new lead under the next code. `fields` are the other columns of `LeadRow`, by name."""
        company = fields.get("company")
        row = LeadRow(
            code=f"L-{next_number(self._session, 'lead')}",
            name=name,
            name_key=fold(name)[:200],
            company_key=fold(company)[:200] if company else None,
            owner_id=owner_id,
            status=status,
            stage=stage_after(0, status),
            created_on=created_on,
            created_month=month_of(created_on) if created_on else None,
            last_activity_on=fields.pop("last_activity_on", created_on),
            **fields,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def touch(self, lead_id: int, on: date) -> None:
        """Note that something happened with the lead on that day."""
        row = self._row(lead_id)
        row.last_activity_on = max(on, row.last_activity_on or on)
        row.events += 1

    def move(
        self,
        lead_id: int,
        status: LeadStatus,
        *,
        on: date | None,
        member_id: int,
        milestone_id: int | None = None,
    ) -> Lead:
        """Give the lead another status and keep the change; the same status again changes nothing."""
        row = self._row(lead_id)
        if status is not row.status:
            change = StatusChangeRow(
                lead_id=lead_id,
                from_status=row.status,
                to_status=status,
                changed_on=on,
                member_id=member_id,
                milestone_id=milestone_id,
            )
            self._session.add(change)
            row.status = status
            row.stage = stage_after(row.stage, status)
            self._session.flush()
        return to_model(row)

    def change(self, lead_id: int, **fields: Any) -> Lead:
        """Set columns by name; the search keys follow the names, and the month the created date."""
        row = self._row(lead_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.name_key = fold(row.name)[:200]
        row.company_key = fold(row.company)[:200] if row.company else None
        row.created_month = month_of(row.created_on) if row.created_on else None
        self._session.flush()
        return to_model(row)

    def _row(self, lead_id: int) -> LeadRow:
        # One use case asks for its lead several times; it is read once.
        row = self._session.get(LeadRow, lead_id)
        if row is None or row.deleted_at is not None:
            raise NothingFound(what="lead", text=lead_id, hint="It may have been deleted.")
        return row

    def _find(self, condition: Any) -> Lead | None:
        row = self._session.scalar(_kept().where(condition))
        return to_model(row) if row else None

    def _list(self, found: Select[LeadRow]) -> list[Lead]:
        return [to_model(row) for row in self._session.scalars(found)]


def _kept() -> Select[LeadRow]:
    return select(LeadRow).where(LeadRow.deleted_at.is_(None))


def to_model(row: LeadRow) -> Lead:
    return Lead(
        row.id,
        row.code,
        row.name,
        row.company,
        row.email,
        row.phone,
        row.source_id,
        row.campaign_id,
        row.owner_id,
        row.status,
        row.stage,
        row.value,
        row.notes,
        row.created_on,
        row.last_activity_on,
        row.external_id,
    )
