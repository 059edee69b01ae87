"""The migrations make what the rows say, on both engines, and once."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from storage.columns import Row
from storage.database import Database, Refused
from storage.migrate import migrate
from tests.storage.belongings import TENANT_TABLES
from tests.storage.conftest import PostgresServer


def test_the_migrated_schema_is_what_the_rows_say(own_database: Database) -> None:
    with own_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Row.metadata) == []


def test_migrating_again_changes_nothing(own_database: Database) -> None:
    before = schema(own_database)

    migrate(own_database)

    assert schema(own_database) == before


def schema(database: Database) -> list[object]:
    """Every table, index and policy as the engine itself describes it."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            return list(connection.execute(text("SELECT name, sql FROM sqlite_master ORDER BY name")))
    with database.engine.connect() as connection:
        return [
            *connection.execute(
                text(
                    "SELECT table_name, column_name, data_type, is_nullable, collation_name"
                    " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
                )
            ),
            *connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")),
            *connection.execute(text("SELECT tablename, policyname, qual FROM pg_policies ORDER BY 1")),
        ]


def test_every_index_of_the_rows_is_there_with_its_condition(own_database: Database) -> None:
    found = {
        index["name"]: dict(index.get("dialect_options", {}))
        for table in Row.metadata.tables
        for index in inspect(own_database.engine).get_indexes(table)
    }
    conditional = {name for name, options in found.items() if any(key.endswith("_where") for key in options)}
    meant = [index for table in Row.metadata.tables.values() for index in table.indexes]

    assert {str(index.name) for index in meant} <= found.keys()
    assert conditional == {index.name for index in meant if index.dialect_options["sqlite"]["where"] is not None}
    assert {"ix_leads_funnel", "ix_leads_open", "ix_follow_ups_pending", "ix_deliveries_waiting"} <= conditional


def test_row_level_security_is_forced_on_every_table_with_a_tenant(postgres_database: Database) -> None:
    question = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    with postgres_database.engine.connect() as connection:
        assert set(connection.scalars(question)) == {table.name for table in TENANT_TABLES}


def test_an_ordinary_user_may_migrate_once_an_administrator_has_granted_the_role(postgres: PostgresServer) -> None:
    postgres.run("CREATE USER plain", "CREATE DATABASE of_plain OWNER plain")
    plain = Database(postgres.url("of_plain").replace("postgres:@", "plain:@"))

    with pytest.raises(Refused, match="milepost_app"):
        migrate(plain)
    postgres.run("GRANT milepost_app TO plain")
    migrate(plain)

    assert schema(plain)
    plain.close()
    postgres.run("DROP DATABASE of_plain", "DROP USER plain")


def test_names_are_compared_as_bytes_on_postgresql_so_that_a_prefix_finds_its_index(
    postgres_database: Database,
) -> None:
    question = text(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE collation_name = 'C' AND table_name LIKE 'lead%'"
    )
    with postgres_database.engine.connect() as connection:
        assert {tuple(row) for row in connection.execute(question)} == {
            ("leads", "name_key"),
            ("leads", "company_key"),
            ("lead_words", "words"),
        }
