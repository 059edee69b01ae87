"""Where leads come from: sources and campaigns."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.filters import EVERYTHING, Filters
from bot.kinds import CampaignStatus, CampaignType, LeadStatus, SourceType
from bot.matching import fold
from bot.model import Campaign, Source
from bot.periods import ALL_TIME, Period
from bot.stages import STAGES
from storage.codes import next_number
from storage.lead_counts import count_leads
from storage.rows import CampaignRow, SourceRow

CONVERTED = STAGES.index(LeadStatus.CONVERTED)


class Sources:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, source_id: int) -> Source:
        return _source(self._row(source_id))

    def list(self, *, active_only: bool = True) -> list[Source]:
        """By name without regard to case, one without a subsource before those that have one."""
        found = select(SourceRow).where(SourceRow.active.is_(True)) if active_only else select(SourceRow)
        sources = [_source(row) for row in self._session.scalars(found)]
        return sorted(sources, key=lambda source: (fold(source.name), fold(source.subsource or ""), source.id))

    def add(self, name: str, type_: SourceType, *, subsource: str | None = None, channel: str | None = None) -> Source:
        """A new source under the next code."""
        row = SourceRow(
            code=f"S-{next_number(self._session, 'source')}",
            name=name,
            type=type_,
            subsource=subsource,
            channel=channel,
            active=True,
        )
        self._session.add(row)
        self._session.flush()
        return _source(row)

    def change(self, source_id: int, **fields: Any) -> Source:
        """Set columns by name."""
        row = self._row(source_id)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.flush()
        return _source(row)

    def _row(self, source_id: int) -> SourceRow:
        row = self._session.get(SourceRow, source_id)
        if row is None:
            raise NothingFound(what="source", text=source_id, hint="Choose one from the list.")
        return row


class Campaigns:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, campaign_id: int) -> Campaign:
        return _campaign(self._row(campaign_id))

    def list(self) -> list[Campaign]:
        """The newest first."""
        return [_campaign(row) for row in self._session.scalars(select(CampaignRow).order_by(CampaignRow.id.desc()))]

    def count_leads(self, period: Period = ALL_TIME, filters: Filters = EVERYTHING) -> dict[int, tuple[int, int]]:
        """(leads, those that ever converted) of each campaign that has any, created in the period."""
        leads, won = Counter[int](), Counter[int]()
        for campaign_id, stage, count in count_leads(self._session, period, filters, by=("campaign_id", "stage")):
            if campaign_id is not None:
                leads[campaign_id] += count
                won[campaign_id] += count if stage >= CONVERTED else 0
        return {campaign_id: (count, won[campaign_id]) for campaign_id, count in leads.items()}

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
        owner_id: int | None = None,
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
            owner_id=owner_id,
            status=status,
        )
        self._session.add(row)
        self._session.flush()
        return _campaign(row)

    def change(self, campaign_id: int, **fields: Any) -> Campaign:
        """Set columns by name."""
        row = self._row(campaign_id)
        for name, value in fields.items():
            setattr(row, name, value)
        self._session.flush()
        return _campaign(row)

    def _row(self, campaign_id: int) -> CampaignRow:
        row = self._session.get(CampaignRow, campaign_id)
        if row is None:
            raise NothingFound(what="campaign", text=campaign_id, hint="Choose one from the list.")
        return row


def _source(row: SourceRow) -> Source:
    return Source(row.id, row.code, row.name, row.type, row.subsource, row.channel, row.active)


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
        row.owner_id,
        row.status,
    )
