"""What campaigns brought for their budgets: leads, conversions, revenue, return. No words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.kpi import conversion_rate, return_on_investment


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFigures:
    """One campaign's leads, and how many ever converted; amounts in minor units, `expected_roi` in percent.

    `revenue` is booked by its leads and not cancelled; `budget` is None where they are only some of its leads, and
    nothing that these earned can be held against it. One that `is_running` may still earn.
    """

    name: str
    leads: int
    converted: int
    revenue: int
    budget: int | None
    expected_roi: int | None = None
    is_running: bool = False

    @property
    def rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.leads)

    @property
    def roi(self) -> Fraction | None:
        """None for a campaign without a budget."""
        return None if self.budget is None else return_on_investment(self.revenue, self.budget)

    @property
    def missing(self) -> int:
        """What it has not earned back of its budget."""
        return max(0, (self.budget or 0) - self.revenue)


def all_campaigns(campaigns: Iterable[CampaignFigures], name: str = "Total") -> CampaignFigures:
    """Several campaigns as one; together they expect nothing."""
    every = list(campaigns)
    budgets = [campaign.budget for campaign in every if campaign.budget is not None]
    return CampaignFigures(
        name=name,
        leads=sum(campaign.leads for campaign in every),
        converted=sum(campaign.converted for campaign in every),
        revenue=sum(campaign.revenue for campaign in every),
        budget=sum(budgets) if len(budgets) == len(every) else None,
    )


def by_return(campaigns: Iterable[CampaignFigures]) -> list[CampaignFigures]:
    """The highest return first; those without a budget last, by what they brought."""
    return sorted(
        campaigns,
        key=lambda campaign: (campaign.roi is None, -(campaign.roi or 0), -campaign.revenue, campaign.name),
    )


def losing(campaigns: Sequence[CampaignFigures]) -> list[CampaignFigures]:
    """The campaigns that have not earned their budget back, the largest loss first."""
    poor = [campaign for campaign in campaigns if campaign.missing]
    return sorted(poor, key=lambda campaign: -campaign.missing)


def most_conversions(campaigns: Sequence[CampaignFigures]) -> CampaignFigures | None:
    """The campaign with the most conversions; None where several have as many, or it is the only one."""
    ranked = sorted(campaigns, key=lambda campaign: -campaign.converted)
    if len(ranked) < 2 or ranked[0].converted == ranked[1].converted:
        return None
    return ranked[0]
