"""The guide's KPI formulas, exact, and the figures of a team that its manager sees. Reads no data itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

DEFAULT_TARGET = 20
"""The conversion rate to reach, in percent, until a tenant sets its own. Guide: "target: 20%+"."""


def percent(part: int, whole: int) -> Fraction | None:
    """`part` of `whole` in percent, exact; None where there is nothing to take a part of."""
    return Fraction(part * 100, whole) if whole else None


def conversion_rate(converted: int, total: int) -> Fraction | None:
    """Guide: "Conversion Rate = (Converted Leads / Total Leads) × 100"."""
    return percent(converted, total)


def lead_quality(qualified: int, total: int) -> Fraction | None:
    """Guide: "Lead Quality % = (Qualified Leads / Total Leads) × 100".

    `qualified` are the leads that ever reached Qualified, so those that went further count too.
    """
    return percent(qualified, total)


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """A team's figures today, over all its leads that are not deleted; `target` is in percent, of conversion.

    `qualified` and `converted` ever reached that stage. `pending_followups` are all that are open, those
    overdue (dated before today) among them.
    """

    total_leads: int
    new_this_month: int
    qualified: int
    converted: int
    pending_followups: int
    overdue_followups: int
    target: int = DEFAULT_TARGET

    @property
    def conversion_rate(self) -> Fraction | None:
        return conversion_rate(self.converted, self.total_leads)

    @property
    def lead_quality(self) -> Fraction | None:
        return lead_quality(self.qualified, self.total_leads)

    @property
    def on_target(self) -> bool | None:
        """Whether conversion reaches the target; None while there is no lead."""
        rate = self.conversion_rate
        return None if rate is None else rate >= self.target
