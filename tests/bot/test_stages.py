"""The ladder: where each milestone takes a lead, from wherever it stands."""

from __future__ import annotations

import pytest

from bot.kinds import LeadStatus, MilestoneType
from bot.stages import (
    CLOSED,
    OPEN,
    STAGES,
    STATUS_AFTER,
    VISITS,
    merged_status,
    stage_after,
    status_after,
    status_after_contact,
)

NEW, CONTACTED, QUALIFIED, NEGOTIATION, CONVERTED = STAGES
LOST = LeadStatus.LOST
STANDINGS = (NEW, CONTACTED, QUALIFIED, NEGOTIATION, CONVERTED, LOST)

# What the lead is after the milestone, for a lead that was each of the standings above.
TABLE = {
    MilestoneType.LEAD_GENERATED: (NEW, CONTACTED, QUALIFIED, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.CONTACTED: (CONTACTED, CONTACTED, QUALIFIED, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.SITE_VISIT: (QUALIFIED, QUALIFIED, QUALIFIED, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.REVISIT: (QUALIFIED, QUALIFIED, QUALIFIED, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.DEMO: (QUALIFIED, QUALIFIED, QUALIFIED, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.PROPOSAL: (QUALIFIED, QUALIFIED, QUALIFIED, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.NEGOTIATION: (NEGOTIATION, NEGOTIATION, NEGOTIATION, NEGOTIATION, CONVERTED, LOST),
    MilestoneType.BOOKING: (CONVERTED, CONVERTED, CONVERTED, CONVERTED, CONVERTED, CONVERTED),
    MilestoneType.CANCELLATION: (LOST, LOST, LOST, LOST, LOST, LOST),
    MilestoneType.REENGAGED: (CONTACTED, CONTACTED, CONTACTED, CONTACTED, CONTACTED, CONTACTED),
}


@pytest.mark.parametrize("milestone", MilestoneType)
def test_a_milestone_takes_a_lead_where_the_table_says(milestone: MilestoneType) -> None:
    assert tuple(status_after(standing, milestone) for standing in STANDINGS) == TABLE[milestone]


def test_every_milestone_has_a_place_on_the_ladder() -> None:
    assert STATUS_AFTER.keys() == set(MilestoneType) == TABLE.keys()
    assert {*STAGES, LOST} == set(LeadStatus) == {*OPEN, *CLOSED}
    assert not CLOSED & set(OPEN)


def test_only_a_new_lead_is_moved_by_a_contact() -> None:
    moved = tuple(status_after_contact(standing) for standing in STANDINGS)

    assert moved == (CONTACTED, CONTACTED, QUALIFIED, NEGOTIATION, CONVERTED, LOST)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (CONVERTED, NEW, CONVERTED),
        (CONVERTED, LOST, CONVERTED),
        (LOST, NEW, NEW),
        (LOST, NEGOTIATION, NEGOTIATION),
        (NEW, CONTACTED, CONTACTED),
        (QUALIFIED, NEGOTIATION, NEGOTIATION),
        (LOST, LOST, LOST),
        (NEW, NEW, NEW),
    ],
)
def test_two_leads_that_are_one_are_converted_if_either_is_and_open_if_either_is(
    one: LeadStatus, other: LeadStatus, both: LeadStatus
) -> None:
    assert merged_status(one, other) is merged_status(other, one) is both


@pytest.mark.parametrize(
    ("stage", "status", "reached"),
    [
        (0, NEW, 0),
        (0, CONTACTED, 1),
        (0, CONVERTED, 4),
        (3, CONTACTED, 3),
        (3, NEGOTIATION, 3),
        (3, LOST, 3),
        (0, LOST, 0),
        (4, NEW, 4),
    ],
)
def test_the_furthest_stage_is_never_given_back(stage: int, status: LeadStatus, reached: int) -> None:
    assert stage_after(stage, status) == reached


def test_visits_are_the_two_that_happen_on_site() -> None:
    assert frozenset({MilestoneType.SITE_VISIT, MilestoneType.REVISIT}) == VISITS
