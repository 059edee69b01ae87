"""What a report is narrowed to, as conditions: a period's days, and whom `Filters` let through."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from bot.filters import Filters
from bot.periods import Period, months
from storage.journey_rows import EngagementRow, FollowUpRow, LeadRow, MilestoneRow
from storage.report_rows import SaleRow

Conditions = list[ColumnElement[bool]]


def created_in(period: Period) -> Conditions:
    """Leads created in the period; in all time also those of which nobody knows when."""
    if period.start is None or period.end is None:
        return []
    every = months(period)
    within: Conditions = [LeadRow.created_month.between(every[0], every[-1])]
    # Whole months are answered by the index alone.
    return within if period.is_whole_months else [*within, LeadRow.created_on.between(period.start, period.end)]


def dated_in(period: Period, day: Any) -> Conditions:
    """Records of which the column `day` lies in the period."""
    if period.start is None or period.end is None:
        return []
    return [day.between(period.start, period.end)]


def by_origin(filters: Filters, row_class: type[LeadRow | SaleRow]) -> Conditions:
    """Where the lead came from."""
    found: Conditions = []
    if filters.source_id is not None:
        found.append(row_class.source_id == filters.source_id)
    if filters.campaign_id is not None:
        found.append(row_class.campaign_id == filters.campaign_id)
    if filters.without_source:
        found.append(row_class.source_id.is_(None))
    if filters.without_campaign:
        found.append(row_class.campaign_id.is_(None))
    return found


def of_leads(filters: Filters) -> Conditions:
    """Leads that are not deleted."""
    of_owner = [LeadRow.owner_id == filters.owner_id] if filters.owner_id is not None else []
    return [LeadRow.deleted_at.is_(None), *of_owner, *by_origin(filters, LeadRow)]


def of_visits(filters: Filters) -> Conditions:
    """Milestones that somebody went to."""
    return [*_of_kept(filters, MilestoneRow.lead_id), *_of_member(filters, MilestoneRow.visited_by_id)]


def of_engagements(filters: Filters) -> Conditions:
    return [*_of_kept(filters, EngagementRow.lead_id), *_of_member(filters, EngagementRow.member_id)]


def of_follow_ups(filters: Filters) -> Conditions:
    return [*_of_kept(filters, FollowUpRow.lead_id), *_of_member(filters, FollowUpRow.owner_id)]


def _of_kept(filters: Filters, lead_id: Any) -> Conditions:
    if filters.by_origin:
        return [lead_id.in_(select(LeadRow.id).where(LeadRow.deleted_at.is_(None), *by_origin(filters, LeadRow)))]
    # To pass over the few deleted ones takes less than to look up every other one.
    return [lead_id.not_in(select(LeadRow.id).where(LeadRow.deleted_at.is_not(None)))]


def _of_member(filters: Filters, member_id: Any) -> Conditions:
    return [member_id == filters.owner_id] if filters.owner_id is not None else []
