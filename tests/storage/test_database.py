"""Transactions of both engines: who waits for whom, and what survives."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from bot.kinds import EntryType
from storage.database import Database, Turnstile
from tests.storage.companies import NOW, TODAY, Company, found_company
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


def test_sqlite_keeps_a_log_for_readers_checks_references_and_survives_a_power_cut(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'milepost.sqlite3'}")
    with database.engine.connect() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    database.close()

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


def test_all_that_one_block_reads_is_of_one_moment(north: Company) -> None:
    with north.stores.read(north.tenant, now=NOW) as store:
        before = store.customers.names()
        for name in ("Acme", "Best"):
            with north.open() as writing:
                writing.customers.add(name)
        assert store.customers.names() == before == []

    assert len(north.ask(lambda store: store.customers.names())) == 2


def test_a_reader_that_stays_open_holds_up_no_writer_and_fails_none(north: Company) -> None:
    with north.open() as store:
        customer = store.customers.add("Acme")

    def rename(number: int) -> None:
        with north.open() as store:
            store.customers.change(customer.id, name=f"Acme {number}")
            store.ledger.add(customer.id, EntryType.INVOICE, TODAY, debit=1_00)

    with north.stores.read(north.tenant, now=NOW) as store:
        assert store.customers.get(customer.id).name == "Acme"
        at_once(rename)
        assert store.ledger.entries(customer.id) == []

    assert north.ask(lambda store: store.ledger.account(customer.id)).balance == 8_00


def test_writers_are_no_snapshots_so_that_none_overtakes_another_unseen(north: Company) -> None:
    """The second reads what the first wrote, whatever it has read before it had to wait."""
    with north.open() as store:
        customer = store.customers.add("Acme")

    def add_one(_: int) -> int:
        with north.open() as store:
            balance = store.ledger.account(customer.id).balance
            store.ledger.add(customer.id, EntryType.INVOICE, TODAY, debit=1_00)
            return balance

    assert sorted(at_once(add_one)) == [number * 1_00 for number in range(8)]


def test_postgresql_refuses_to_write_where_the_program_said_it_reads(
    new_database: Callable[[str], AbstractContextManager[Database]],
) -> None:
    with new_database("postgresql") as database:
        north = found_company("North", "Asha", database)
        with pytest.raises(InternalError, match="read-only transaction"):
            north.ask(lambda store: store.customers.add("Acme"))
        # The same connection writes again.
        with north.open() as store:
            assert store.customers.add("Acme").code == "C-1"


def test_of_copies_that_start_together_each_is_alone(postgres_database: Database) -> None:
    copies = [Database(postgres_database.url) for _ in range(4)]
    inside: list[int] = []

    def start(number: int) -> int:
        with copies[number].alone():
            inside.append(number)
            there = len(inside)
            inside.pop()
        return there

    assert at_once(start, crowd=4) == [1] * 4
    for copy in copies:
        copy.close()


def test_a_writer_that_hangs_loses_its_turn(postgres_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.store.HANGING_SECONDS", 1)
    north = found_company("North", "Asha", postgres_database)

    def hang_meanwhile() -> None:
        with north.open() as hanging:
            hanging.leads.add(name="Never kept", owner_id=north.rep.id, created_on=TODAY)
            north.add_lead("Anil Mehta")
            hanging.members.list()

    with pytest.raises(InternalError, match="idle-in-transaction"):
        hang_meanwhile()

    assert [lead.name for lead in north.ask(lambda store: store.lead_search.newest(limit=5))] == ["Anil Mehta"]
