"""The rules of a milestone: what its type asks for, and what it can't do without."""

from __future__ import annotations

import pytest

from bot.kinds import MilestoneType
from bot.milestones import BY_HAND, asked, needed


def test_a_visit_asks_for_its_place_and_its_visitor_and_needs_place_and_outcome() -> None:
    for kind in (MilestoneType.SITE_VISIT, MilestoneType.REVISIT):
        assert {"location", "coordinates", "visited_by", "outcome"} <= asked(kind)
        assert needed(kind) == ("location", "outcome")


@pytest.mark.parametrize("kind", [MilestoneType.CONTACTED, MilestoneType.DEMO, MilestoneType.NEGOTIATION])
def test_a_talk_asks_how_it_went_and_how_long_it_took_but_needs_neither(kind: MilestoneType) -> None:
    assert asked(kind) == {"happened_at", "outcome", "duration"}
    assert needed(kind) == ()


def test_a_cancellation_needs_its_reason_in_the_notes() -> None:
    assert needed(MilestoneType.CANCELLATION) == ("notes",)


def test_nothing_is_asked_before_the_type_is_known() -> None:
    assert asked(None) == frozenset()
    assert needed(None) == ()


def test_a_lead_is_not_generated_by_hand() -> None:
    assert set(MilestoneType) - set(BY_HAND) == {MilestoneType.LEAD_GENERATED}
