"""Schedules, and their slots: of all who claim one, one gets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import NothingFound
from bot.filters import Filters
from bot.kinds import Cadence, SourceType
from bot.model import Schedule
from storage.store import Store
from tests.storage.belongings import SLOT, make_schedule
from tests.storage.companies import NOW, Company
from tests.storage.crowd import CROWD, at_once


@pytest.fixture
def schedule(north: Company) -> Schedule:
    with north.open() as store:
        return make_schedule(store, north.rep.id)


def test_a_schedule_is_kept_as_it_was_made(north: Company, schedule: Schedule) -> None:
    assert schedule == Schedule(
        id=schedule.id,
        report="funnel",
        period="last 12 months",
        team_id="T0NORTH",
        channel_id="C0SALES",
        cadence=Cadence.DAILY,
        day=None,
        at=time(9),
        time_zone="Asia/Kolkata",
        creator_id=north.rep.id,
        active=True,
        since=NOW,
    )
    assert north.ask(lambda store: store.schedules.get(schedule.id)) == schedule
    assert north.ask(lambda store: store.schedules.list()) == [schedule]


def test_a_schedule_keeps_whom_it_is_narrowed_to(north: Company) -> None:
    with north.open() as store:
        source = store.sources.add("Google Ads", SourceType.SOCIAL)
        narrowed = Filters(owner_id=north.rep.id, source_id=source.id)
        kept = make_schedule(store, north.rep.id, filters=narrowed)

    assert north.ask(lambda store: store.schedules.get(kept.id)).filters == narrowed


@pytest.mark.parametrize("filters", [Filters(owner_id=4711), Filters(source_id=4711), Filters(campaign_id=4711)])
def test_a_schedule_is_narrowed_to_nothing_that_is_not_there(north: Company, filters: Filters) -> None:
    with pytest.raises(IntegrityError), north.open() as store:
        make_schedule(store, north.rep.id, filters=filters)


def test_pausing_and_resuming_move_the_moment_that_counts(north: Company, schedule: Schedule) -> None:
    later = NOW + timedelta(days=3)

    with north.open() as store:
        paused = store.schedules.set_active(schedule.id, False, since=NOW)
        resumed = store.schedules.set_active(schedule.id, True, since=later)

    assert (paused.active, paused.since) == (False, NOW)
    assert (resumed.active, resumed.since) == (True, later)
    assert north.ask(lambda store: store.schedules.get(schedule.id)) == resumed


def test_an_unknown_schedule_is_said_to_be_gone(north: Company) -> None:
    with pytest.raises(NothingFound, match=r"I found no schedule “7”\. It may have been deleted\."):
        north.ask(lambda store: store.schedules.get(7))


def claim(company: Company, schedule: Schedule) -> bool:
    with company.open() as store:
        return store.schedules.claim_slot(schedule.id, SLOT)


def test_a_slot_is_claimed_once(north: Company, schedule: Schedule) -> None:
    assert not north.ask(lambda store: store.schedules.is_claimed(schedule.id, SLOT))

    assert [claim(north, schedule), claim(north, schedule)] == [True, False]

    assert north.ask(lambda store: store.schedules.is_claimed(schedule.id, SLOT))
    assert not north.ask(lambda store: store.schedules.is_claimed(schedule.id, SLOT + timedelta(days=1)))


def test_of_eight_copies_that_claim_a_slot_at_once_one_gets_it(north: Company, schedule: Schedule) -> None:
    assert sorted(at_once(lambda _: claim(north, schedule))) == [False] * (CROWD - 1) + [True]


def test_a_slot_whose_write_failed_can_be_claimed_again(north: Company, schedule: Schedule) -> None:
    def claim_and_fail(store: Store) -> None:
        assert store.schedules.claim_slot(schedule.id, SLOT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        north.save(claim_and_fail)

    assert claim(north, schedule)


def test_a_lost_claim_leaves_the_rest_of_the_write_in_place(north: Company, schedule: Schedule) -> None:
    claim(north, schedule)

    with north.open() as store:
        customer = store.customers.add("Acme")
        assert not store.schedules.claim_slot(schedule.id, SLOT, skipped_why="too late")

    assert north.ask(lambda store: store.customers.find_by_name("Acme")) == customer


def test_a_deleted_schedule_is_gone_with_its_slots(north: Company, schedule: Schedule) -> None:
    claim(north, schedule)

    north.save(lambda store: store.schedules.delete(schedule.id, at=NOW))

    assert north.ask(lambda store: store.schedules.find(schedule.id)) is None
    assert north.ask(lambda store: store.schedules.list()) == []
    assert not north.ask(lambda store: store.schedules.is_claimed(schedule.id, SLOT))


def test_undo_puts_a_deleted_schedule_back_and_what_it_missed_stays_missed(north: Company, schedule: Schedule) -> None:
    claim(north, schedule)
    deleted_at = SLOT + timedelta(hours=1)
    write = north.save(lambda store: store.schedules.delete(schedule.id, at=deleted_at))

    north.undo(write)

    assert north.ask(lambda store: store.schedules.get(schedule.id)) == replace(schedule, since=deleted_at)
