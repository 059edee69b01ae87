"""What a search offers while a name is typed, over 100,000 names, against counting the leads."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.crowds import Crowd, Crowds
from benchmarks.databases import ENGINES
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import Prepare, in_turns, ready
from handlers.leads import suggested_leads

QUERIES = {
    "nothing yet": "",
    "one letter": "s",
    "a beginning": "shr",
    "a whole name": "vikram subramaniam",
    "a company": "kulkarni mot",
    "the middle of many": "umar",
    "the middle of few": "ania",
    "not there": "zzqx",
    "a code": "L-99000",
}
ROUNDS = 25


def measure(crowds: Crowds) -> Iterator[Line]:
    for engine in ENGINES:
        crowd = crowds.on(engine)
        counted, *times = in_turns(
            ready(crowd.count_leads), *[_suggesting(crowd, typed) for typed in QUERIES.values()], rounds=ROUNDS
        )
        for (what, typed), time in zip(QUERIES.items(), times, strict=True):
            yield Line(f"typeahead, {what} “{typed}”, {engine}", time, counted, target=2)


def _suggesting(crowd: Crowd, typed: str) -> Prepare:
    def suggest() -> None:
        with crowd.stores.read(crowd.tenant, now=NOW) as store:
            suggested_leads(store, typed)

    return ready(suggest)
