"""Where leads come from: what each source brought, what it cost, and which of them is the best. No words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.comparisons import ENOUGH
from bot.kpi import conversion_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """How many leads of one source came by one campaign; None where they have no source, or no campaign.

    `qualified` and `converted` ever reached that stage, `lost` are lost now.
    """

    source: str | None
    subsource: str | None
    campaign_id: int | None
    leads: int
    qualified: int
    converted: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCost:
    """A campaign's budget in minor units, and all leads that it ever brought, whatever a report shows of them."""

    campaign_id: int
    budget: int
    leads: int

    @property
    def per_lead(self) -> Fraction | None:
        """The budget, spread evenly over the leads."""
        return Fraction(self.budget, self.leads) if self.leads else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """What one source brought; `cost` adds up its leads' shares of budgets, exact, None where none has a campaign."""

    source: str | None
    subsource: str | None
    leads: int
    qualified: int
    converted: int
    lost: int
    cost: Fraction | None

    @property
    def rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.leads)

    @property
    def cost_per_lead(self) -> Fraction | None:
        """Guide: "Cost per lead by source"; None without leads, or where no budget is known."""
        return self.cost / self.leads if self.cost is not None and self.leads else None

    @property
    def cost_per_conversion(self) -> Fraction | None:
        return self.cost / self.converted if self.cost is not None and self.converted else None


def by_subsource(rows: Iterable[SourceRow], costs: Iterable[CampaignCost]) -> tuple[SourceFigures, ...]:
    """One for each source and subsource, those with the most leads first, those without a source last."""
    return _grouped(rows, costs, lambda row: (row.source, row.subsource))


def by_source(rows: Iterable[SourceRow], costs: Iterable[CampaignCost]) -> tuple[SourceFigures, ...]:
    """One for each source, its subsources together, in the same order."""
    return _grouped(rows, costs, lambda row: (row.source, None))


def all_sources(rows: Iterable[SourceRow], costs: Iterable[CampaignCost]) -> SourceFigures:
    """All leads together, whatever their source."""
    return _added_up(None, None, list(rows), _per_lead(costs))


def most_conversions(sources: Iterable[SourceFigures]) -> SourceFigures | None:
    """Guide: "← Best": the source with the most conversions; None where several have as many."""
    named = [figures for figures in sources if figures.source is not None]
    most = max((figures.converted for figures in named), default=0)
    best = [figures for figures in named if figures.converted == most > 0]
    return best[0] if len(best) == 1 else None


def highest_rate(sources: Iterable[SourceFigures]) -> SourceFigures | None:
    """Guide: "← Highest rate": of the sources with 10 leads or more; of equal ones, that with more leads."""
    return max(
        (figures for figures in judged(sources) if figures.converted),
        key=lambda figures: (figures.rate or Fraction(0), figures.leads),
        default=None,
    )


def needing_attention(sources: Iterable[SourceFigures], target: int) -> tuple[SourceFigures, ...]:
    """Guide: "← Needs attention": those with 10 leads or more whose rate is below half the target (in percent)."""
    return tuple(figures for figures in judged(sources) if (figures.rate or 0) < Fraction(target, 2))


def judged(sources: Iterable[SourceFigures]) -> tuple[SourceFigures, ...]:
    """The sources with leads enough to judge them by their rate."""
    return tuple(figures for figures in sources if figures.source is not None and figures.leads >= ENOUGH)


def _per_lead(costs: Iterable[CampaignCost]) -> dict[int | None, Fraction]:
    return {cost.campaign_id: share for cost in costs if (share := cost.per_lead) is not None}


def _grouped(
    rows: Iterable[SourceRow],
    costs: Iterable[CampaignCost],
    key: Callable[[SourceRow], tuple[str | None, str | None]],
) -> tuple[SourceFigures, ...]:
    groups: dict[tuple[str | None, str | None], list[SourceRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    per_lead = _per_lead(costs)
    figures = [_added_up(*names, members, per_lead) for names, members in groups.items()]
    return tuple(
        sorted(figures, key=lambda one: (one.source is None, -one.leads, one.source or "", one.subsource or ""))
    )


def _added_up(
    source: str | None, subsource: str | None, rows: Sequence[SourceRow], per_lead: Mapping[int | None, Fraction]
) -> SourceFigures:
    costs = [per_lead[row.campaign_id] * row.leads for row in rows if row.campaign_id in per_lead]
    return SourceFigures(
        source=source,
        subsource=subsource,
        leads=sum(row.leads for row in rows),
        qualified=sum(row.qualified for row in rows),
        converted=sum(row.converted for row in rows),
        lost=sum(row.lost for row in rows),
        cost=sum(costs, Fraction(0)) if costs else None,
    )
