"""The guards that keep tenants apart: no statement runs without a tenant, and no row is written for another.

Composite foreign keys (see `rows`) and PostgreSQL's row-level security (see the migration) stand behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
    TableClause,
    TextClause,
    bindparam,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql import visitors

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the type is plain INTEGER."""

APP_ROLE = "milepost_app"
"""The PostgreSQL role of every tenant's transaction: it can't bypass row-level security."""


class TenantMissing(RuntimeError):
    """A statement on tenants' records was run in a session that is bound to no tenant."""


class WrongTenant(RuntimeError):
    """A row of one tenant was about to be used or written in another tenant's session."""


class Unguarded(RuntimeError):
    """A statement was run in a session whose rows the guard can't see: it names tables, is text, or is an UPDATE."""


class TenantOwned:
    """A row that belongs to exactly one tenant."""

    @declared_attr
    def tenant_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy passes the class
        return mapped_column(Id, ForeignKey("tenants.id"), nullable=False)


def within_tenant(column: str, table: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A reference that the database itself holds inside one tenant."""
    return ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"], ondelete=ondelete)


def bind_tenant(session: Session, tenant_id: int) -> None:
    """Bind the session to a tenant for good."""
    session.info["tenant_id"] = tenant_id
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            select(
                func.set_config("role", APP_ROLE, True),
                func.set_config("milepost.tenant", str(tenant_id), True),
            )
        )


def tenant_of(session: Session) -> int:
    tenant_id = session.info.get("tenant_id")
    if tenant_id is None:
        raise TenantMissing
    return int(tenant_id)


# Made once: made anew for each statement, with the tenant in it, it took a third of the statement's time.
# Where its parameter is not given, nothing runs.
_OWN_ROWS = with_loader_criteria(
    TenantOwned,
    lambda row: row.tenant_id == bindparam("own_tenant_id", type_=Id),
    include_aliases=True,
    track_closure_variables=False,
)


@event.listens_for(Session, "do_orm_execute")
def _only_own_rows(state: ORMExecuteState) -> None:
    if not state.is_orm_statement:
        _refuse_unguarded(state.statement)
        return
    if state.is_column_load or state.is_relationship_load:
        return
    tenant_id = state.session.info.get("tenant_id")
    if tenant_id is None and any(issubclass(mapper.class_, TenantOwned) for mapper in state.all_mappers):
        raise TenantMissing
    if state.is_from_statement or state.is_update:
        raise Unguarded
    if state.is_insert:
        _refuse_rows_of_others(state.parameters, tenant_id)
    # An unbound session compares with NULL, so a tenant's rows hidden in a subquery stay hidden as well.
    state.statement = state.statement.options(_OWN_ROWS)
    if not state.is_insert:
        given = cast("Mapping[str, Any]", state.parameters or {})
        state.parameters = {**given, "own_tenant_id": tenant_id}


def _refuse_rows_of_others(rows: Any, tenant_id: int | None) -> None:
    """An INSERT statement gives its rows as parameters, where they can be seen, each with its tenant."""
    for row in (rows if isinstance(rows, list) else [rows]) or [None]:
        if row is None or row.get("tenant_id") != tenant_id:
            raise WrongTenant


def _refuse_unguarded(statement: Any) -> None:
    for part in visitors.iterate(statement):
        if isinstance(part, TextClause):
            raise Unguarded
        if isinstance(part, TableClause) and (not isinstance(part, Table) or "tenant_id" in part.columns):
            raise Unguarded


@event.listens_for(Session, "before_attach")
def _only_own_objects(session: Session, row: object) -> None:
    """A row that another tenant's session has read: what is read of it anew goes by its id alone."""
    if isinstance(row, TenantOwned) and row.tenant_id not in (None, session.info.get("tenant_id")):
        raise WrongTenant


@event.listens_for(Session, "before_flush")
def _only_own_writes(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, TenantOwned):
            continue
        tenant_id = tenant_of(session)
        if row.tenant_id is None:
            row.tenant_id = tenant_id
        elif row.tenant_id != tenant_id or inspect(row).attrs.tenant_id.history.deleted:
            raise WrongTenant
