"""Digests: found again by any of the follow-ups that they list, for as long as they are asked for."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import NothingFound
from bot.model import Digest
from tests.storage.belongings import make_digest
from tests.storage.companies import TODAY, Company

YESTERDAY = date(2026, 11, 24)


def test_a_digest_is_kept_with_where_it_stands_and_what_it_lists(north: Company) -> None:
    with north.open() as store:
        digest = make_digest(store, [3, 1, 2], ts="1764052200.000100")

    assert digest == Digest(digest.id, "T0NORTH", "C0SALES", "1764052200.000100", "Follow-ups", (3, 1, 2))
    assert north.ask(lambda store: store.digests.get(digest.id)) == digest
    with pytest.raises(NothingFound, match="digest"):
        north.ask(lambda store: store.digests.get(99))


def test_digests_are_found_by_any_follow_up_they_list_since_a_day_the_oldest_first(north: Company) -> None:
    with north.open() as store:
        old = make_digest(store, [1, 2], posted_on=YESTERDAY, ts="1.1")
        new = make_digest(store, [2, 12], ts="1.2")
        make_digest(store, [], ts="1.3")

    def found(*follow_up_ids: int, since: date = YESTERDAY) -> list[Digest]:
        return north.ask(lambda store: store.digests.list_with(follow_up_ids, since=since))

    assert found(2) == found(1, 12) == [old, new]
    assert found(1) == [old]
    assert found(3, 22) == found() == []
    assert found(2, since=TODAY) == [new]


def test_a_message_is_one_digest(north: Company) -> None:
    with north.open() as store:
        make_digest(store, [1])

    with pytest.raises(IntegrityError), north.open() as store:
        make_digest(store, [2])
