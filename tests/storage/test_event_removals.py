"""An event that goes lets go of what refers to it; Undo hangs all of it on the event again."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.kinds import FollowUpStatus, LeadStatus, MilestoneType
from bot.periods import ALL_TIME
from storage.store import Store
from tests.storage.belongings import make_call
from tests.storage.companies import TODAY, Company


@pytest.mark.parametrize("kind", ["milestone", "engagement"])
def test_an_event_goes_without_what_hangs_on_it_and_comes_back_with_it(north: Company, kind: str) -> None:
    lead = north.add_lead()
    with north.open() as store:
        if kind == "milestone":
            event_id = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY).id
        else:
            event_id = make_call(store, lead.id, north.rep.id).id
        ids: dict[str, Any] = {f"{kind}_id": event_id}
        own: dict[str, Any] = {"opened_on": TODAY, "due_on": TODAY, "owner_id": north.rep.id}
        settled = store.follow_ups.open(lead.id, **own, why="Planned")
        store.follow_ups.settle(lead.id, on=TODAY, **{f"by_{name}": value for name, value in ids.items()})
        waiting = store.follow_ups.open(lead.id, **own, why="Asked", **ids)
        planned = store.follow_ups.open(lead.id, **own, why="Planned too")
        store.leads.move(lead.id, LeadStatus.CONTACTED, on=TODAY, member_id=north.rep.id, **ids)

    def everything(store: Store) -> list[object]:
        events = [*store.milestones.list_of_lead(lead.id), *store.engagements.list_of_lead(lead.id)]
        found = (store.follow_ups.list_of_lead(lead.id), store.leads.status_changes(lead.id), store.leads.get(lead.id))
        return [events, *found]

    def remove(store: Store) -> None:
        assert [found.id for found in store.follow_ups.let_go(lead.id, **ids)] == [waiting.id]
        assert store.leads.move_back(lead.id, **ids).status is LeadStatus.NEW
        (store.milestones if kind == "milestone" else store.engagements).remove(event_id)

    before = north.ask(everything)
    with pytest.raises(IntegrityError), north.open() as store:
        (store.milestones if kind == "milestone" else store.engagements).remove(event_id)
    write = north.save(remove)

    events, _, changes, _ = north.ask(everything)
    assert (events, changes) == ([], [])
    statuses = {found.id: found.status for found in north.ask(lambda store: store.follow_ups.list_of_lead(lead.id))}
    assert statuses == {
        settled.id: FollowUpStatus.DONE,
        waiting.id: FollowUpStatus.DROPPED,
        planned.id: FollowUpStatus.PENDING,
    }
    north.undo(write)
    assert north.ask(everything) == before


def test_the_moves_that_are_left_are_one_chain_and_say_how_far_the_lead_came(north: Company) -> None:
    lead = north.add_lead()
    with north.open() as store:
        demos = [store.milestones.add(lead.id, MilestoneType.DEMO, TODAY).id for _ in range(3)]
        for demo_id, status in zip(
            demos, (LeadStatus.CONTACTED, LeadStatus.CONVERTED, LeadStatus.QUALIFIED), strict=True
        ):
            store.leads.move(lead.id, status, on=TODAY, member_id=north.rep.id, milestone_id=demo_id)
        assert store.leads.get(lead.id).status is LeadStatus.QUALIFIED
        store.leads.move_back(lead.id, milestone_id=demos[1])

    changes = north.ask(lambda store: store.leads.status_changes(lead.id))
    assert [(change.from_status, change.to_status) for change in changes] == [
        (LeadStatus.NEW, LeadStatus.CONTACTED),
        (LeadStatus.CONTACTED, LeadStatus.QUALIFIED),
    ]
    assert north.ask(lambda store: store.reports.funnel(ALL_TIME)) == [(202611, 2, False, 1)]


def test_an_event_that_moved_nothing_leaves_the_lead_where_it_is(north: Company) -> None:
    lead = north.add_lead(status=LeadStatus.QUALIFIED)
    with north.open() as store:
        demo = store.milestones.add(lead.id, MilestoneType.DEMO, TODAY)
        assert store.leads.move_back(lead.id, milestone_id=demo.id) == lead
