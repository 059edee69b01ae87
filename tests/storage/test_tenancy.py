"""The guard in every session: reads see one tenant, writes stay in it, and what the guard can't see is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import (
    Executable,
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    lambda_stmt,
    literal,
    select,
    table,
    text,
    union,
    update,
)
from sqlalchemy.orm import Session, aliased

from bot.kinds import SourceType
from storage.codes import next_number
from storage.database import Database
from storage.journal import CounterRow
from storage.journey_rows import LeadRow
from storage.rows import MemberRow, SourceRow, TenantRow
from storage.tenancy import TenantMissing, Unguarded, WrongTenant, bind_tenant
from tests.storage.companies import Company, found_companies
from tests.storage.crowd import at_once

LEADS: Any = LeadRow.__table__
TENANTS: Any = TenantRow.__table__
OTHER_LEAD = aliased(LeadRow)

READS: dict[str, Callable[[], Executable]] = {
    "whole rows": lambda: select(LeadRow),
    "one column": lambda: select(LeadRow.name),
    "a count of an entity": lambda: select(LeadRow.status, func.count()).select_from(LeadRow).group_by(LeadRow.status),
    "an alias": lambda: select(OTHER_LEAD.name),
    "a join": lambda: select(MemberRow.name).join(LeadRow, LeadRow.owner_id == MemberRow.id),
    "a join on nothing": lambda: select(LeadRow.name).select_from(MemberRow).join(LeadRow, literal(True)),
    "a join to an alias": lambda: select(OTHER_LEAD.name).select_from(MemberRow).join(OTHER_LEAD, literal(True)),
    "a subquery": lambda: select(select(LeadRow.name).subquery().c.name),
    "a common table expression": lambda: select(select(LeadRow.name).cte().c.name),
    "a union": lambda: union(select(LeadRow.name), select(OTHER_LEAD.name)),
    "IN": lambda: select(MemberRow.name).where(literal(1).in_(select(literal(1)).select_from(LeadRow))),
    "EXISTS": lambda: select(MemberRow.name).where(exists().where(LeadRow.id > 0)),
    "a lambda": lambda: lambda_stmt(lambda: select(LeadRow.name)),
}
UNGUARDED: dict[str, Callable[[], Executable]] = {
    "a table": lambda: select(LEADS),
    "a table's column": lambda: select(LEADS.c.name),
    "a table's count": lambda: select(func.count()).select_from(LEADS),
    "a table's alias": lambda: select(LEADS.alias("l").c.name),
    "a table joined": lambda: select(TENANTS.c.name).join(LEADS, LEADS.c.tenant_id == TENANTS.c.id),
    "a table in a subquery": lambda: select(func.count()).select_from(select(LEADS.c.id).subquery()),
    "a table in a scalar subquery": lambda: select(select(func.max(LEADS.c.id)).scalar_subquery()),
    "a table in a common table expression": lambda: select(select(LEADS.c.name).cte().c.name),
    "a table in a union": lambda: union(select(LEADS.c.name), select(TENANTS.c.name)),
    "a table in EXISTS": lambda: select(TENANTS.c.name).where(exists().where(LEADS.c.tenant_id == TENANTS.c.id)),
    "an entity in EXISTS under nothing": lambda: select(literal(1)).where(exists().where(LeadRow.id > 0)),
    "a table in a lambda": lambda: lambda_stmt(lambda: select(LEADS.c.name)),
    "a table in an update's value": lambda: update(TENANTS).values(name=select(LEADS.c.name).scalar_subquery()),
    "a table in an insert's select": lambda: insert(TENANTS).from_select(["name"], select(LEADS.c.name)),
    "a table by its name": lambda: select(table("leads", column("name"))),
    "a table's insert": lambda: insert(LEADS).values(name="Mine now"),
    "a table's update": lambda: update(LEADS).values(name="Mine now"),
    "a table's delete": lambda: delete(LEADS),
    "text": lambda: text("SELECT name FROM leads"),
    "text within a statement": lambda: select(literal(1)).select_from(text("leads")),
    "an entity from a table's statement": lambda: select(LeadRow).from_statement(select(LEADS)),
    "an entity from text": lambda: select(LeadRow).from_statement(text("SELECT * FROM leads")),
}


@pytest.fixture(scope="module")
def two_companies(database: Database) -> tuple[Company, Company]:
    """One with a lead, one with none."""
    owner, other = found_companies(database)
    owner.add_lead()
    return owner, other


@contextmanager
def session_of(company: Company, database: Database) -> Iterator[Session]:
    with database.write() as session:
        bind_tenant(session, company.tenant.id)
        yield session


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_statement_sees_its_own_tenant_and_no_other(
    database: Database, two_companies: tuple[Company, Company], read: Callable[[], Executable]
) -> None:
    owner, other = two_companies

    with database.read() as unbound:
        try:
            assert unbound.execute(read()).all() == []
        except TenantMissing:
            unbound.rollback()
    with session_of(owner, database) as session:
        assert session.execute(read()).all() != []
    with session_of(other, database) as session:
        assert session.execute(read()).all() == []


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_one_statement_in_many_threads_is_each_sessions_own(
    database: Database, two_companies: tuple[Company, Company], read: Callable[[], Executable]
) -> None:
    """Compiled once, it is cached for all of them; only the parameter says whose rows it reads."""
    statement = read()

    def finds_any(number: int) -> list[bool]:
        seen = []
        for _ in range(10):
            with database.read() as session:
                bind_tenant(session, two_companies[number % 2].tenant.id)
                seen.append(session.execute(statement).all() != [])
        return seen

    assert at_once(finds_any) == [[number % 2 == 0] * 10 for number in range(8)]


def test_two_sessions_that_take_turns_with_one_statement_read_each_their_own(
    database: Database, north: Company, south: Company
) -> None:
    for number in range(3):
        north.add_lead(f"North {number}")
        south.add_lead(f"South {number}")
    statement = select(LeadRow.name).order_by(LeadRow.id).execution_options(yield_per=1)

    with database.read() as northern, database.read() as southern:
        bind_tenant(northern, north.tenant.id)
        bind_tenant(southern, south.tenant.id)
        pairs = zip(northern.scalars(statement), southern.scalars(statement), strict=True)
        assert list(pairs) == [(f"North {number}", f"South {number}") for number in range(3)]


@pytest.mark.parametrize("way", ["beside the statement", "in the statement", "under a name of its own"])
def test_nobody_chooses_the_tenant_by_a_parameter(
    database: Database, two_companies: tuple[Company, Company], way: str
) -> None:
    owner, other = two_companies
    theirs = {"own_tenant_id": owner.tenant.id}
    statement: Any = select(LeadRow.name)

    with session_of(other, database) as session:
        if way == "beside the statement":
            found = session.execute(statement, theirs)
        elif way == "in the statement":
            found = session.execute(statement.params(**theirs))
        else:
            named = statement.where(LeadRow.tenant_id == bindparam("own_tenant_id", owner.tenant.id))
            found = session.execute(named, theirs)
        assert found.all() == []


def test_a_row_may_be_read_again_in_its_own_session(database: Database, north: Company) -> None:
    lead = north.add_lead()

    with session_of(north, database) as session:
        row = session.get_one(LeadRow, lead.id)
        session.refresh(row)
        session.expire(row)
        assert row.name == "Anil Mehta"


@pytest.mark.parametrize("read", [select(LeadRow), select(LeadRow.id), select(OTHER_LEAD), delete(LeadRow)], ids=str)
def test_a_session_without_a_tenant_reads_no_tenants_rows(database: Database, read: Executable) -> None:
    with database.read() as session, pytest.raises(TenantMissing):
        session.execute(read)


def test_a_session_without_a_tenant_sees_none_inside_a_subquery_either(database: Database, north: Company) -> None:
    north.add_lead()

    with database.read() as session:
        assert "North" in session.scalars(select(TenantRow.name)).all()
        with_leads = select(TenantRow.name).where(TenantRow.id.in_(select(LeadRow.tenant_id)))
        assert session.scalars(with_leads).all() == []


@pytest.mark.parametrize("statement", UNGUARDED.values(), ids=UNGUARDED)
def test_what_the_guard_cannot_see_into_is_refused(
    database: Database, two_companies: tuple[Company, Company], statement: Callable[[], Executable]
) -> None:
    with session_of(two_companies[0], database) as session, pytest.raises(Unguarded):
        session.execute(statement())
    with database.write() as unbound, pytest.raises((Unguarded, TenantMissing)):
        unbound.execute(statement())


def test_statements_on_no_tenants_rows_need_no_guard(database: Database, north: Company) -> None:
    with session_of(north, database) as session:
        assert session.scalar(select(func.length("four"))) == 4


def test_a_row_of_another_tenant_is_not_found_by_its_id(database: Database, north: Company, south: Company) -> None:
    lead = north.add_lead()

    with session_of(north, database) as session:
        assert session.get_one(LeadRow, lead.id).name == "Anil Mehta"
    with session_of(south, database) as session:
        assert session.get(LeadRow, lead.id) is None


def test_a_new_row_is_stamped_with_the_sessions_tenant(database: Database, north: Company) -> None:
    with session_of(north, database) as session:
        row = SourceRow(code="S-1", name="Google Ads", type=SourceType.DIGITAL)
        session.add(row)
        session.flush()
        assert row.tenant_id == north.tenant.id


def test_a_new_row_without_a_tenant_is_refused(database: Database) -> None:
    with database.write() as session:
        session.add(SourceRow(code="S-1", name="Google Ads", type=SourceType.DIGITAL))
        with pytest.raises(TenantMissing):
            session.flush()
        session.rollback()


def test_a_new_row_of_another_tenant_is_refused(database: Database, north: Company, south: Company) -> None:
    theirs = SourceRow(code="S-1", name="Google Ads", type=SourceType.DIGITAL, tenant_id=north.tenant.id)
    with session_of(south, database) as session, pytest.raises(WrongTenant):
        session.add(theirs)


@pytest.mark.parametrize("touch", ["add", "delete", "merge"])
def test_a_row_carried_over_from_another_tenants_session_is_refused(
    database: Database, north: Company, south: Company, touch: str
) -> None:
    lead = north.add_lead()
    with session_of(north, database) as session:
        row = session.get_one(LeadRow, lead.id)

    with pytest.raises(WrongTenant), session_of(south, database) as session:
        getattr(session, touch)(row)
    assert north.lead(lead.id) == lead


def test_a_row_is_handed_over_to_no_other_tenant(database: Database, north: Company, south: Company) -> None:
    lead = north.add_lead()

    with session_of(north, database) as session:
        session.get_one(LeadRow, lead.id).tenant_id = south.tenant.id
        with pytest.raises(WrongTenant):
            session.flush()
        session.rollback()
    assert north.lead(lead.id) == lead


def test_a_row_that_was_relabelled_between_two_sessions_is_refused(
    database: Database, north: Company, south: Company
) -> None:
    lead = north.add_lead()
    with session_of(north, database) as session:
        row = session.get_one(LeadRow, lead.id)
    row.tenant_id = south.tenant.id

    with session_of(south, database) as session:
        session.add(row)
        with pytest.raises(WrongTenant):
            session.flush()
        session.rollback()
    assert north.lead(lead.id) == lead


@pytest.mark.parametrize("synchronize", [False, "evaluate", "fetch"])
def test_a_delete_removes_only_own_rows(
    database: Database, north: Company, south: Company, *, synchronize: bool | str
) -> None:
    kept, removed = north.add_lead(), south.add_lead()

    with session_of(south, database) as session:
        session.execute(delete(LeadRow), execution_options={"synchronize_session": synchronize})

    assert north.ask(lambda store: store.lead_search.search("", limit=5)) == [kept]
    assert removed not in south.ask(lambda store: store.lead_search.search("", limit=5))


def test_an_update_statement_is_refused_because_history_would_not_see_it(database: Database, north: Company) -> None:
    with session_of(north, database) as session:
        with pytest.raises(Unguarded):
            session.execute(update(LeadRow).values(name="Mine now"))
        with pytest.raises(Unguarded):
            session.execute(update(LeadRow), [{"id": 1, "name": "Mine now"}])


def test_an_insert_statement_may_write_only_own_rows(database: Database, north: Company, south: Company) -> None:
    radio = {"code": "S-1", "name": "Radio", "type": SourceType.TRADITIONAL, "active": True}
    own, theirs = radio | {"tenant_id": south.tenant.id}, radio | {"tenant_id": north.tenant.id}

    with session_of(south, database) as session:
        for rows in ([own, theirs], theirs, radio, []):
            with pytest.raises(WrongTenant):
                session.execute(insert(SourceRow), rows)
        with pytest.raises(WrongTenant):
            session.execute(insert(SourceRow).values(**theirs))
        session.execute(insert(SourceRow), [own, own | {"code": "S-2"}])

    assert len(south.ask(lambda store: store.sources.list())) == 2
    assert north.ask(lambda store: store.sources.list()) == []


def test_counters_are_kept_per_tenant(database: Database, north: Company, south: Company) -> None:
    with session_of(north, database) as session:
        assert [next_number(session, "lead") for _ in range(3)] == [1, 2, 3]
    with session_of(south, database) as session:
        assert next_number(session, "lead") == 1
        assert session.scalars(select(CounterRow.last)).all() == [1]
