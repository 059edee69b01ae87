"""What must reach Slack: queued once under its key, claimed by one copy, taken over from a dead one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.model import Delivery
from storage.deliveries import LEASE
from storage.journal import DeliveryRow
from storage.store import Store
from tests.storage.companies import NOW, Company
from tests.storage.crowd import CROWD, at_once

CONTENT = {"channel": "C0SALES", "message": {"text": "Grüße ☑️", "blocks": [1, None, True]}}
SOON = NOW + timedelta(minutes=1)
AFTER_THE_LEASE = NOW + LEASE


def queue(company: Company, key: str = "K1", *, now: datetime = NOW) -> int:
    with company.open() as store:
        return store.deliveries.add(key, "message", CONTENT, team_id="T0NORTH", now=now)


def claim(company: Company, delivery_id: int, now: datetime = NOW) -> Delivery | None:
    with company.open() as store:
        return store.deliveries.claim(delivery_id, now)


def due(company: Company, now: datetime = NOW) -> list[int]:
    return company.ask(lambda store: store.deliveries.list_due(now))


def end(company: Company, delivery_id: int) -> tuple[Any, ...]:
    found = select(DeliveryRow.state, DeliveryRow.error).where(DeliveryRow.id == delivery_id)
    return company.ask(lambda store: tuple(store._session.execute(found).one()))


def test_a_delivery_is_claimed_with_all_that_was_queued(north: Company) -> None:
    delivery_id = queue(north)

    assert due(north) == [delivery_id]
    assert claim(north, delivery_id) == Delivery(delivery_id, "message", CONTENT, "T0NORTH", 1, maybe_sent=False)


def test_a_delivery_is_found_by_its_key(north: Company) -> None:
    delivery_id = queue(north, "K1")
    with north.open() as store:
        assert store.deliveries.find_by_key("K1") == store.deliveries.find(delivery_id)
        assert store.deliveries.find_by_key("K2") is None


def test_the_same_key_is_queued_once(north: Company) -> None:
    with north.open() as store:
        first = store.deliveries.add("K1", "message", CONTENT, team_id="T0NORTH", now=NOW)
        again = store.deliveries.add("K1", "report", {}, team_id="T0NORTH", now=NOW)
        assert store.deliveries.queued == [first]

    assert again == first
    with north.open() as store:
        assert store.deliveries.add("K1", "message", CONTENT, team_id="T0NORTH", now=NOW) == first
        assert store.deliveries.queued == []


def test_the_same_key_from_eight_threads_at_once_is_queued_once(north: Company) -> None:
    assert len(set(at_once(lambda _: queue(north)))) == 1
    assert len(due(north)) == 1


def test_what_waits_is_listed_oldest_first_and_what_is_for_later_not_yet(north: Company) -> None:
    later, second, first = queue(north, "K3", now=SOON), queue(north, "K2"), queue(north, "K1")

    assert due(north) == [second, first]
    assert due(north, SOON) == [second, first, later]
    assert claim(north, later) is None


def test_of_eight_copies_that_claim_a_delivery_at_once_one_gets_it(north: Company) -> None:
    delivery_id = queue(north)

    claimed = at_once(lambda _: claim(north, delivery_id))

    assert claimed.count(None) == CROWD - 1


def test_a_claimed_delivery_is_left_alone_until_its_copy_must_be_dead(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)

    assert due(north, AFTER_THE_LEASE - timedelta(seconds=1)) == []
    assert claim(north, delivery_id, AFTER_THE_LEASE - timedelta(seconds=1)) is None
    assert due(north, AFTER_THE_LEASE) == [delivery_id]


def test_a_copy_that_died_before_sending_has_sent_nothing(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)

    taken_over = claim(north, delivery_id, AFTER_THE_LEASE)

    assert taken_over is not None
    assert (taken_over.attempts, taken_over.maybe_sent) == (2, False)


def test_a_copy_that_died_while_sending_may_have_sent_it(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)
    with north.open() as store:
        assert store.deliveries.start_sending(delivery_id, attempt=1, now=NOW)

    assert claim(north, delivery_id) is None
    taken_over = claim(north, delivery_id, AFTER_THE_LEASE)

    assert taken_over is not None
    assert taken_over.maybe_sent
    third = claim(north, delivery_id, AFTER_THE_LEASE + LEASE)
    assert third is not None
    assert third.maybe_sent, "what Slack may have had once, it may have had for good"


def test_a_copy_that_was_frozen_past_its_lease_may_not_send_any_more(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)
    claim(north, delivery_id, AFTER_THE_LEASE)
    with north.open() as store:
        assert not store.deliveries.start_sending(delivery_id, attempt=1, now=AFTER_THE_LEASE)
        assert store.deliveries.start_sending(delivery_id, attempt=2, now=AFTER_THE_LEASE)


def test_what_is_worked_on_for_long_stays_with_its_copy_as_long_as_it_says_so(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)
    for minutes in (1, 2, 3):
        with north.open() as store:
            assert store.deliveries.renew(delivery_id, attempt=1, now=NOW + timedelta(minutes=minutes))

    assert claim(north, delivery_id, NOW + timedelta(minutes=4)) is None
    assert claim(north, delivery_id, NOW + timedelta(minutes=5)) is not None


def test_a_copy_that_was_frozen_past_its_lease_learns_that_another_works_on_it(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)
    claim(north, delivery_id, AFTER_THE_LEASE)
    with north.open() as store:
        assert not store.deliveries.renew(delivery_id, attempt=1, now=AFTER_THE_LEASE)
        assert not store.deliveries.keep_place(delivery_id, {"ts": "1.1"}, attempt=1, now=AFTER_THE_LEASE)


def test_where_a_message_stands_is_known_to_who_tries_again_and_it_is_there_once(north: Company) -> None:
    delivery_id = queue(north)
    claim(north, delivery_id)
    with north.open() as store:
        store.deliveries.start_sending(delivery_id, attempt=1, now=NOW)
        assert store.deliveries.keep_place(delivery_id, {"channel": "D1", "ts": "1.1"}, attempt=1, now=NOW)

    again = claim(north, delivery_id, AFTER_THE_LEASE)
    assert again is not None
    assert again.content == CONTENT | {"channel": "D1", "ts": "1.1", "posted": True}
    assert not again.maybe_sent


def test_what_is_to_stand_in_a_messages_place_later_overtakes_what_came_before(north: Company) -> None:
    with north.open() as store:
        ids = [
            store.deliveries.add(f"K{ts}{number}", "report", {"ts": ts}, team_id="T0NORTH", now=NOW)
            for number, ts in enumerate(("1.1", "2.2", "1.1"))
        ]
        assert [store.deliveries.is_overtaken(made, "report", "1.1") for made in ids] == [True, True, False]
        assert not store.deliveries.is_overtaken(ids[0], "digest", "1.1")


def test_a_slow_copy_changes_nothing_of_what_another_has_taken_over(north: Company) -> None:
    delivery_id = queue(north)
    slow = claim(north, delivery_id)
    assert slow is not None
    claim(north, delivery_id, AFTER_THE_LEASE)
    with north.open() as store:
        store.deliveries.retry(slow, at=NOW, error="too slow", maybe_sent=False)
        store.deliveries.finish(slow)

    assert end(north, delivery_id) == ("claimed", None)


@pytest.mark.parametrize("maybe_sent", [True, False])
def test_a_retry_waits_for_its_time_and_remembers_what_may_have_happened(north: Company, maybe_sent: bool) -> None:
    delivery_id = queue(north)
    claimed = claim(north, delivery_id)
    assert claimed is not None
    with north.open() as store:
        store.deliveries.start_sending(delivery_id, attempt=1, now=NOW)
        store.deliveries.retry(claimed, at=SOON, error="ratelimited", maybe_sent=maybe_sent)

    assert end(north, delivery_id) == ("queued", "ratelimited")
    assert claim(north, delivery_id) is None
    again = claim(north, delivery_id, SOON)
    assert again is not None
    assert (again.attempts, again.maybe_sent) == (2, maybe_sent)


@pytest.mark.parametrize(("error", "state"), [(None, "sent"), ("channel_not_found", "failed")])
def test_a_finished_delivery_is_never_taken_again(north: Company, error: str | None, state: str) -> None:
    delivery_id = queue(north)
    claimed = claim(north, delivery_id)
    assert claimed is not None
    with north.open() as store:
        store.deliveries.finish(claimed, error=error)

    assert end(north, delivery_id) == (state, error)
    assert due(north, NOW + timedelta(days=365)) == []
    assert claim(north, delivery_id, NOW + timedelta(days=365)) is None


def test_what_waits_is_withdrawn_by_the_beginning_of_its_key(north: Company) -> None:
    with north.open() as store:
        slots = [
            store.deliveries.add(f"slot {number} at nine", "report", CONTENT, team_id="T0NORTH", now=NOW)
            for number in (1, 12)
        ]
        under_way = store.deliveries.add("slot 1 at ten", "report", CONTENT, team_id="T0NORTH", now=NOW)
    claim(north, under_way)

    north.save(lambda store: store.deliveries.withdraw("slot 1 ", why="deleted"))

    assert end(north, slots[0]) == ("failed", "deleted")
    assert due(north) == [slots[1]]
    assert end(north, under_way) == ("claimed", None)


def test_a_delivery_is_queued_only_if_its_write_is_saved(north: Company) -> None:
    def fail(store: Store) -> None:
        store.deliveries.add("K1", "message", CONTENT, team_id="T0NORTH", now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        north.save(fail)

    assert due(north) == []
