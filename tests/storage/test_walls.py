"""What keeps companies apart in the database itself, with the program's own guard out of the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, ForeignKeyConstraint, Table, func, insert, select, text, update
from sqlalchemy import table as sql_table
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database
from storage.tenancy import APP_ROLE
from tests.storage.belongings import TENANT_TABLES, Belongings, furnish, rows_of
from tests.storage.companies import Company, found_companies
from tests.storage.conftest import NewDatabase

REFERENCES: list[tuple[Table, ForeignKeyConstraint]] = [
    (table, constraint)
    for table in TENANT_TABLES
    for constraint in sorted(table.foreign_key_constraints, key=lambda found: str(found.name))
    if constraint.referred_table.name != "tenants"
]
A_TABLE = pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)


@pytest.fixture(scope="module")
def both(database: Database) -> tuple[Belongings, Belongings]:
    """Two companies that have one of everything."""
    north, south = found_companies(database)
    return furnish(north), furnish(south)


def test_every_company_has_a_row_in_every_table(database: Database, both: tuple[Belongings, Belongings]) -> None:
    for belongings in both:
        rows = rows_of(belongings.company, database)
        assert [name for name, found in rows.items() if not found] == []


@pytest.mark.parametrize(
    ("table", "reference"), REFERENCES, ids=[f"{table.name}.{found.column_keys[1]}" for table, found in REFERENCES]
)
def test_the_database_refuses_a_reference_to_another_companys_row(
    database: Database, both: tuple[Belongings, Belongings], table: Table, reference: ForeignKeyConstraint
) -> None:
    north, south = (belongings.company.tenant.id for belongings in both)
    target = reference.referred_table
    assert reference.column_keys[0] == "tenant_id"
    column = reference.column_keys[1]

    with database.engine.connect() as connection:
        theirs = connection.scalar(select(func.min(target.c.id)).where(target.c.tenant_id == north))
        with pytest.raises(IntegrityError):
            connection.execute(update(table).where(table.c.tenant_id == south).values({column: theirs}))


@pytest.fixture(scope="module")
def postgres_both(new_database: NewDatabase) -> Iterator[tuple[Database, Company, Company]]:
    """The same two companies, on PostgreSQL."""
    with new_database("postgresql") as database:
        north, south = found_companies(database)
        furnish(north)
        furnish(south)
        yield database, north, south


Both = tuple[Database, Company, Company]


@contextmanager
def as_the_app(database: Database, company: Company | None) -> Iterator[Connection]:
    """A bare connection with the program's role, bound to the company or to none; rolled back at the end."""
    with database.engine.connect() as connection:
        connection.execute(select(func.set_config("role", APP_ROLE, True)))
        if company is not None:
            connection.execute(select(func.set_config("milepost.tenant", str(company.tenant.id), True)))
        yield connection


@A_TABLE
def test_row_level_security_alone_shows_only_own_rows(postgres_both: Both, table: Table) -> None:
    database, _, south = postgres_both

    with as_the_app(database, south) as connection:
        assert connection.scalars(select(table.c.tenant_id).distinct()).all() == [south.tenant.id]


@A_TABLE
def test_row_level_security_shows_nothing_where_no_tenant_is_set(postgres_both: Both, table: Table) -> None:
    with as_the_app(postgres_both[0], None) as connection:
        assert connection.execute(select(table)).all() == []


@A_TABLE
def test_row_level_security_lets_nobody_change_or_remove_others_rows(postgres_both: Both, table: Table) -> None:
    database, north, south = postgres_both

    with as_the_app(database, south) as connection:
        theirs = table.c.tenant_id == north.tenant.id
        assert connection.execute(update(table).where(theirs).values(tenant_id=south.tenant.id)).rowcount == 0
        assert connection.execute(table.delete().where(theirs)).rowcount == 0


@A_TABLE
@pytest.mark.parametrize("way", ["insert", "hand over"])
def test_row_level_security_lets_nobody_write_a_row_of_others(postgres_both: Both, table: Table, way: str) -> None:
    database, north, south = postgres_both

    with as_the_app(database, south) as connection:
        own = dict(connection.execute(select(table).limit(1)).mappings().one())
        gift = own | {"tenant_id": north.tenant.id} | ({"id": 10**9} if "id" in own else {})
        statement: Any = (
            insert(table).values(gift) if way == "insert" else update(table).values(tenant_id=north.tenant.id)
        )
        with pytest.raises(DBAPIError, match=r"violates row-level security policy|never changed"):
            connection.execute(statement)


@pytest.mark.parametrize("table", ["tenants", "workspaces", "alembic_version"])
def test_the_apps_role_reads_no_table_that_is_not_the_tenants(postgres_both: Both, table: str) -> None:
    with as_the_app(postgres_both[0], postgres_both[1]) as connection, pytest.raises(DBAPIError, match="denied"):
        connection.execute(select(func.count()).select_from(sql_table(table)))


def test_the_apps_role_can_neither_log_in_nor_bypass_row_level_security(postgres_both: Both) -> None:
    with postgres_both[0].engine.connect() as connection:
        question = text("SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = :role")
        assert connection.execute(question, {"role": APP_ROLE}).one() == (False, False, False)


def test_role_and_tenant_end_with_the_transaction(postgres_both: Both) -> None:
    database, north, _ = postgres_both
    north.ask(lambda store: store.lead_search.newest(limit=1))

    with database.engine.connect() as connection:
        question = text("SELECT current_user <> :role, coalesce(current_setting('milepost.tenant', true), '')")
        assert connection.execute(question, {"role": APP_ROLE}).one() == (True, "")
