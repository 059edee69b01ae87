"""The rules of a milestone: which details its type asks for, and which of them it can't do without."""

from __future__ import annotations

from bot.kinds import MilestoneType
from bot.stages import VISITS

BY_HAND = tuple(kind for kind in MilestoneType if kind is not MilestoneType.LEAD_GENERATED)
"""What can be logged by hand: a lead's first milestone comes with the lead."""

TALKS = VISITS | {MilestoneType.CONTACTED, MilestoneType.DEMO, MilestoneType.NEGOTIATION}
"""The types at which people talk to each other: for a while, and well or badly."""


def asked(kind: MilestoneType | None) -> frozenset[str]:
    """The details that a milestone of this type has beside its day and its notes."""
    of_a_talk = {"happened_at", "outcome", "duration"} if kind in TALKS else set()
    of_a_visit = {"location", "coordinates", "visited_by"} if kind in VISITS else set()
    return frozenset(of_a_talk | of_a_visit)


def needed(kind: MilestoneType | None) -> tuple[str, ...]:
    """The details without which a milestone of this type is not recorded."""
    if kind in VISITS:
        return ("location", "outcome")
    # Why a deal was lost is told in its notes.
    return ("notes",) if kind is MilestoneType.CANCELLATION else ()
