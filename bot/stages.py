"""The ladder that a lead climbs: which status a milestone moves it to, and how far it ever came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce

from bot.kinds import LeadStatus, MilestoneType
from bot.model import StatusChange

STAGES: tuple[LeadStatus, ...] = (
    LeadStatus.NEW,
    LeadStatus.CONTACTED,
    LeadStatus.QUALIFIED,
    LeadStatus.NEGOTIATION,
    LeadStatus.CONVERTED,
)
"""The steps of the funnel in order; a lead's `stage` is an index into it."""

OPEN = STAGES[:-1]
"""The statuses of a lead that is neither converted nor lost."""

CLOSED = frozenset({LeadStatus.CONVERTED, LeadStatus.LOST})

STATUS_AFTER: dict[MilestoneType, LeadStatus] = {
    MilestoneType.LEAD_GENERATED: LeadStatus.NEW,
    MilestoneType.CONTACTED: LeadStatus.CONTACTED,
    MilestoneType.SITE_VISIT: LeadStatus.QUALIFIED,
    MilestoneType.REVISIT: LeadStatus.QUALIFIED,
    MilestoneType.DEMO: LeadStatus.QUALIFIED,
    MilestoneType.PROPOSAL: LeadStatus.QUALIFIED,
    MilestoneType.NEGOTIATION: LeadStatus.NEGOTIATION,
    MilestoneType.BOOKING: LeadStatus.CONVERTED,
    MilestoneType.CANCELLATION: LeadStatus.LOST,
    MilestoneType.REENGAGED: LeadStatus.CONTACTED,
}

VISITS = frozenset({MilestoneType.SITE_VISIT, MilestoneType.REVISIT})


def status_after(current: LeadStatus, milestone: MilestoneType) -> LeadStatus:
    """The lead's status after `milestone`: never back down the ladder, except by cancellation and reengaged.

    A lost lead stays lost until it is reengaged or books after all.
    """
    target = STATUS_AFTER[milestone]
    if milestone in (MilestoneType.CANCELLATION, MilestoneType.REENGAGED):
        return target
    if current is LeadStatus.LOST:
        return target if target is LeadStatus.CONVERTED else current
    return max(current, target, key=STAGES.index)


def status_after_contact(current: LeadStatus) -> LeadStatus:
    """The lead's status after an engagement: the first one with a new lead moves it to contacted."""
    return LeadStatus.CONTACTED if current is LeadStatus.NEW else current


def merged_status(kept: LeadStatus, gone: LeadStatus) -> LeadStatus:
    """The status of two leads that are one: converted if either is, open if either is, else the further one."""
    if LeadStatus.CONVERTED in (kept, gone):
        return LeadStatus.CONVERTED
    still_open = [status for status in (kept, gone) if status is not LeadStatus.LOST]
    return max(still_open, key=STAGES.index, default=LeadStatus.LOST)


def stage_after(stage: int, status: LeadStatus) -> int:
    """The furthest stage ever reached, now that the lead has `status`; being lost reaches nothing."""
    return stage if status is LeadStatus.LOST else max(stage, STAGES.index(status))


def standing_without(changes: Sequence[StatusChange], gone: Collection[int]) -> tuple[LeadStatus, int]:
    """Where a lead stands by its moves (at least one, in order) but for those with the ids `gone`: status and stage.

    The last move that is left counts; without any, the lead is back where it began.
    """
    began = changes[0].from_status or LeadStatus.NEW
    statuses = [began, *(change.to_status for change in changes if change.id not in gone)]
    return statuses[-1], reduce(stage_after, statuses, 0)
