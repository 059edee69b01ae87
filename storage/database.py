"""The database engine and its transactions, the same for SQLite (WAL, one writer at a time) and PostgreSQL."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

BUSY_MILLISECONDS = 30_000
STARTING_LOCK = 0x4D494C46

Unreachable = OperationalError
"""Raised where the database does not answer."""

BadAddress = ArgumentError
"""Raised where the address of the database is none."""

Refused = ProgrammingError
"""Raised where PostgreSQL's user may not do what is asked."""


class Turnstile:
    """A lock that serves its waiters in the order they came, so that no writer starves."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        turn = threading.Event()
        with self._guard:
            if not self._held:
                self._held = True
                return
            self._waiting.append(turn)
        turn.wait()

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


class Database:
    """One engine. A session of `write` or `read` commits when its block is left, and rolls back on an error."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).render_as_string(hide_password=False)
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._readers = sessionmaker(self.engine if self.is_sqlite else _snapshots(self.engine), expire_on_commit=False)
        self._writers = sessionmaker(
            self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE"), expire_on_commit=False
        )
        self._turnstile = Turnstile() if self.is_sqlite else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self._turnstile, self._writers.begin() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._readers.begin() as session:
            yield session

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Of several copies that start together, one at a time; SQLite has one copy."""
        if self.is_sqlite:
            yield
            return
        with self.engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(STARTING_LOCK)))
            yield

    def refresh_statistics(self) -> None:
        """Tell PostgreSQL of many new rows at once.

        The plans that it made for an empty table, foreign keys' checks among them, read all of a full one.
        """
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        self.engine.dispose()


def _snapshots(engine: Engine) -> Engine:
    """For PostgreSQL: all that one block reads is of one moment, as SQLite has it anyway.

    Nothing may be written from there, so that no other writer makes it fail, and it waits for none.
    """
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _postgresql_engine(url: str) -> Engine:
    """A peer that is gone without a word is noticed after a minute, not after the system's two hours."""
    keepalives = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    return create_engine(url, pool_pre_ping=True, connect_args=keepalives)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=16, max_overflow=32)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy, not the driver, says where a transaction begins
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        # FULL: what was acknowledged survives a power cut too, not only the end of the process.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: a transaction that turns from reading to writing can't wait for it.
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine
