"""Transactions of both engines: who waits for whom, and what survives."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

from sqlalchemy import text

from storage.database import Database, Turnstile
from tests.storage.companies import Company
from tests.storage.crowd import at_once, wait_for_a_waiter

WAITERS = 8


def test_the_turnstile_serves_its_waiters_in_the_order_they_came() -> None:
    turnstile = Turnstile()
    served: list[int] = []

    def pass_through(number: int) -> None:
        with turnstile:
            served.append(number)

    with ThreadPoolExecutor(WAITERS) as pool, turnstile:
        for number in range(WAITERS):
            pool.submit(pass_through, number)
            while len(turnstile._waiting) <= number:
                pass

    assert served == list(range(WAITERS))


def test_the_turnstile_lets_one_in_at_a_time() -> None:
    turnstile = Turnstile()
    inside: list[int] = []
    most = 0

    def pass_through(number: int) -> None:
        nonlocal most
        for _ in range(50):
            with turnstile:
                inside.append(number)
                most = max(most, len(inside))
                inside.pop()

    at_once(pass_through)

    assert most == 1


def test_the_turnstile_opens_again_after_an_error() -> None:
    turnstile = Turnstile()
    try:
        with turnstile:
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    with turnstile:
        assert turnstile._held
    assert not turnstile._held


def test_sqlite_keeps_a_log_for_readers_checks_references_and_survives_a_power_cut(
    new_database: Callable[[str], AbstractContextManager[Database]],
) -> None:
    with new_database("sqlite") as database, database.engine.connect() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
        }

    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_a_reader_is_not_held_up_by_a_writer_and_sees_nothing_half_done(north: Company) -> None:
    with north.open() as store:
        store.customers.add("Acme")
        assert north.ask(lambda store: store.customers.find_by_name("Acme")) is None

    assert north.ask(lambda store: store.customers.find_by_name("Acme")) is not None


def test_a_second_writer_of_the_same_company_waits_for_the_first(north: Company, database: Database) -> None:
    def add_second() -> str:
        with north.open() as store:
            return store.customers.add("Second").code

    with ThreadPoolExecutor(1) as pool:
        with north.open() as store:
            later = pool.submit(add_second)
            wait_for_a_waiter(database)
            first = store.customers.add("First").code
        assert (first, later.result()) == ("C-1", "C-2")
