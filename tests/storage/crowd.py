"""Threads that do something at the same moment, or while another one is in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import text

from storage.database import Database, Turnstile

Result = TypeVar("Result")
CROWD = 8


def at_once(work: Callable[[int], Result], *, crowd: int = CROWD) -> list[Result]:
    """What each of the eight threads, or of so many, got from `work`, which is told its thread's number."""
    start = Barrier(crowd)

    def run(number: int) -> Result:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(crowd) as pool:
        return list(pool.map(run, range(crowd)))


def wait_for_a_waiter(database: Database) -> None:
    """Return as soon as some other transaction waits for one that is open."""
    if isinstance(database._turnstile, Turnstile):
        while not database._turnstile._waiting:
            pass
        return
    with database.engine.connect() as connection:
        while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            pass
