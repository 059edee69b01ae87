"""Times pieces of work in turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

Prepared = Callable[[], object]
Prepare = Callable[[], Prepared]
"""Makes one call ready, which is not timed, and returns what is."""


def in_turns(*works: Prepare, rounds: int, calls: int = 1) -> list[float]:
    """The median milliseconds of one call of each work, over `rounds` turns of `calls` calls each.

    One more turn, the first, warms everything up and is not counted.
    """
    times: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, kept in zip(works, times, strict=True):
            timed = [milliseconds(prepared) for prepared in [work() for _ in range(calls)]]
            if turn:
                kept += timed
    return [median(kept) for kept in times]


def milliseconds(work: Prepared) -> float:
    started = perf_counter()
    work()
    return 1_000 * (perf_counter() - started)


def ready(work: Prepared) -> Prepare:
    """Work that needs nothing made ready."""
    return lambda: work
