"""Where leads come from: sources and campaigns."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.model import Campaign, CampaignStatus, CampaignType, Source, SourceType
from storage.codes import next_number
from storage.rows import CampaignRow, SourceRow


class Sources:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, source_id: int) -> Source:
        row = self._session.scalar(select(SourceRow).where(SourceRow.id == source_id))
        if row is None:
            raise NothingFound(what="source", text=source_id, hint="Choose one from the list.")
        return _source(row)

    def list(self) -> list[Source]:
        found = select(SourceRow).where(SourceRow.active.is_(True)).order_by(SourceRow.name)
        return [_source(row) for row in self._session.scalars(found)]

    def add(self, name: str, type_: SourceType, *, subsource: str | None = None) -> Source:
        row = SourceRow(name=name, type=type_, subsource=subsource, active=True)
        self._session.add(row)
        self._session.flush()
        return _source(row)


class Campaigns:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, campaign_id: int) -> Campaign:
        row = self._session.scalar(select(CampaignRow).where(CampaignRow.id == campaign_id))
        if row is None:
            raise NothingFound(what="campaign", text=campaign_id, hint="Choose one from the list.")
        return _campaign(row)

    def list(self) -> list[Campaign]:
        return [_campaign(row) for row in self._session.scalars(select(CampaignRow).order_by(CampaignRow.id.desc()))]

    def add(
        self,
        name: str,
        type_: CampaignType,
        *,
        starts_on: date,
        ends_on: date | None,
        budget: int,
        expected_roi: int | None,
        status: CampaignStatus,
    ) -> Campaign:
        """A new campaign under the next code; `budget` in minor units, `expected_roi` in percent."""
        row = CampaignRow(
            code=f"CMP-{next_number(self._session, 'campaign')}",
            name=name,
            type=type_,
            starts_on=starts_on,
            ends_on=ends_on,
            budget=budget,
            expected_roi=expected_roi,
            status=status,
        )
        self._session.add(row)
        self._session.flush()
        return _campaign(row)


def _source(row: SourceRow) -> Source:
    return Source(row.id, row.name, row.type, row.subsource, row.active)


def _campaign(row: CampaignRow) -> Campaign:
    return Campaign(
        row.id,
        row.code,
        row.name,
        row.type,
        row.starts_on,
        row.ends_on,
        row.budget,
        row.expected_roi,
        row.status,
    )
