"""Where leads came from: the sums behind the reports on sources and campaigns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.campaigns import CampaignFigures
from bot.filters import EVERYTHING, Filters
from bot.kinds import BookingStatus, CampaignStatus, LeadStatus
from bot.model import Campaign
from bot.periods import Period
from bot.sources import CampaignCost, SourceRow
from bot.stages import STAGES
from storage.lead_counts import count_leads
from storage.narrowing import dated_in
from storage.origins import Campaigns, Sources
from storage.report_rows import SaleRow
from storage.sales import of_sales

QUALIFIED, CONVERTED = STAGES.index(LeadStatus.QUALIFIED), STAGES.index(LeadStatus.CONVERTED)
NO_LEADS = (0, 0)


class OriginReports:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._campaigns = Campaigns(session)

    def sources(self, period: Period, filters: Filters) -> list[SourceRow]:
        """The leads created in the period by their source and campaign, those with neither among them."""
        by = ("source_id", "campaign_id", "stage", "status")
        sums: dict[tuple[int | None, int | None], Counter[str]] = {}
        for source_id, campaign_id, stage, status, count in count_leads(self._session, period, filters, by=by):
            sums.setdefault((source_id, campaign_id), Counter()).update(
                leads=count,
                qualified=count if stage >= QUALIFIED else 0,
                converted=count if stage >= CONVERTED else 0,
                lost=count if status is LeadStatus.LOST else 0,
            )
        names = {
            source.id: (source.name, source.subsource) for source in Sources(self._session).list(active_only=False)
        }
        return [
            SourceRow(source=source, subsource=subsource, campaign_id=campaign_id, **counts)
            for (source_id, campaign_id), counts in sums.items()
            for source, subsource in [names[source_id] if source_id is not None else (None, None)]
        ]

    def campaign_costs(self) -> list[CampaignCost]:
        """Every campaign's budget, and all leads that it ever brought."""
        counts = self._campaigns.count_leads()
        return [
            CampaignCost(campaign_id=campaign.id, budget=campaign.budget, leads=counts.get(campaign.id, NO_LEADS)[0])
            for campaign in self._campaigns.list()
        ]

    def campaigns(self, period: Period, filters: Filters, *, today: date) -> list[CampaignFigures]:
        """The campaigns that ran in the period or brought leads in it, the newest first.

        Narrowed to an owner or a source, only those that brought any; narrowed to one campaign, that one. A budget is
        for all leads of a campaign: without some of them, it is None.
        """
        counts, revenues = self._campaigns.count_leads(period, filters), self._revenues(period, filters)
        figures = []
        for campaign in self._campaigns.list():
            leads, converted = counts.get(campaign.id, NO_LEADS)
            if leads or campaign.id in revenues or _stands_alone(campaign, period, filters):
                figures.append(
                    CampaignFigures(
                        name=campaign.name,
                        leads=leads,
                        converted=converted,
                        revenue=revenues.get(campaign.id, 0),
                        budget=campaign.budget if _are_all_leads(period, filters) else None,
                        expected_roi=campaign.expected_roi,
                        is_running=_is_running(campaign, today),
                    )
                )
        return figures

    def _revenues(self, period: Period, filters: Filters) -> dict[int, int]:
        """What the leads of each campaign booked and did not cancel; those that are deleted did so too."""
        summed = (
            select(SaleRow.campaign_id, func.sum(SaleRow.amount))
            .where(
                SaleRow.status != BookingStatus.CANCELLED,
                SaleRow.campaign_id.is_not(None),
                *dated_in(period, SaleRow.lead_created_on),
                *of_sales(filters),
            )
            .group_by(SaleRow.campaign_id)
        )
        return {campaign_id: int(amount) for campaign_id, amount in self._session.execute(summed) if campaign_id}


def _is_running(campaign: Campaign, today: date) -> bool:
    return campaign.status is CampaignStatus.ACTIVE and (campaign.ends_on is None or campaign.ends_on >= today)


def _are_all_leads(period: Period, filters: Filters) -> bool:
    """Whether these are all leads that a campaign ever brought."""
    return period.start is None and replace(filters, campaign_id=None) == EVERYTHING


def _stands_alone(campaign: Campaign, period: Period, filters: Filters) -> bool:
    """Whether a campaign that brought nothing is told of all the same: it is asked for, or ran in the period."""
    if filters != EVERYTHING:
        return campaign.id == filters.campaign_id
    if period.start is None or period.end is None:
        return True
    return campaign.starts_on <= period.end and (campaign.ends_on is None or campaign.ends_on >= period.start)
