"""What a search offers while a name is typed, over 100,000 names, against counting the leads; and a name mistyped."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.crowds import Crowd, Crowds
from benchmarks.databases import ENGINES
from benchmarks.table import Line
from benchmarks.tenants import NOW
from benchmarks.timing import Prepare, in_turns, ready
from handlers.leads import find_leads, suggested_leads
from storage.store import Store

QUERIES = {
    "nothing yet": "",
    "one letter": "s",
    "a beginning": "shr",
    "a whole name": "vikram subramaniam",
    "a company": "gandhi mot",
    "a family of many": "kum",
    "a trade of many": "motors",
    "later words of few": "motors 99",
    "not there": "zzqx",
    "not there, but like some": "kulkarni mot",
    "a code": "L-99000",
}
MISTYPED = "vikran subramanaim"
ROUNDS, ROUNDS_OF_MISTYPED = 25, 5
Search = Callable[[Store, str], object]


def measure(crowds: Crowds) -> Iterator[Line]:
    for engine in ENGINES:
        crowd = crowds.on(engine)
        counted, *times = in_turns(
            ready(crowd.count_leads),
            *[_searching(crowd, suggested_leads, typed) for typed in QUERIES.values()],
            rounds=ROUNDS,
        )
        for (what, typed), time in zip(QUERIES.items(), times, strict=True):
            yield Line(f"typeahead, {what} “{typed}”, {engine}", time, counted, target=2)
        (mistyped,) = in_turns(_searching(crowd, find_leads, MISTYPED), rounds=ROUNDS_OF_MISTYPED)
        yield Line(f"a command with a mistyped name “{MISTYPED}”, {engine}", mistyped, target=1_000)


def _searching(crowd: Crowd, search: Search, typed: str) -> Prepare:
    def ask() -> None:
        with crowd.stores.read(crowd.tenant, now=NOW) as store:
            search(store, typed)

    return ready(ask)
