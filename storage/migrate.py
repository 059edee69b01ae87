"""Brings a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

from storage.database import Database

MIGRATION_LOCK = 0x4D494C45
MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Run every migration that this database has not seen, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        _wait_for_others(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _wait_for_others(connection: Connection) -> None:
    """Of several copies that start together, one migrates; the others find it done."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
