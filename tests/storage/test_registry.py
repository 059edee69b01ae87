"""Which workspace belongs to whom, and its token: encrypted in the database, never shown, replaced by the newest."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import make_url, text

from bot.model import Tenant
from bot.statement import default_terms
from storage.database import Database
from storage.registry import Registry
from tests.storage.companies import NOW

TOKEN = "xoxb-made-up-secret"
KEY = Fernet.generate_key()


@pytest.fixture
def registry(own_database: Database) -> Registry:
    return Registry(own_database, token_key=KEY)


@pytest.fixture
def tenant(registry: Registry) -> Tenant:
    return registry.add_tenant("North", currency="INR", locale="en_IN", time_zone="Asia/Kolkata", now=NOW)


def install(registry: Registry, tenant: Tenant, *, team: str = "T0NORTH", token: str = TOKEN) -> None:
    registry.add_workspace(team, tenant, bot_user_id="U0BOT", bot_token=token, now=NOW)


def test_a_workspace_is_found_with_its_tenant_and_token(
    registry: Registry, tenant: Tenant, own_database: Database
) -> None:
    install(registry, tenant)

    for asked in (registry, Registry(own_database, token_key=KEY)):
        workspace = asked.find_workspace("T0NORTH")
        assert workspace is not None
        assert (workspace.team_id, workspace.tenant, workspace.bot_user_id) == ("T0NORTH", tenant, "U0BOT")
        assert workspace.bot_token == TOKEN


def test_an_unknown_workspace_is_not_found_until_it_is_added(registry: Registry, tenant: Tenant) -> None:
    install(registry, tenant)
    assert registry.find_workspace("T0SOUTH") is None

    install(registry, tenant, team="T0SOUTH")

    assert registry.find_workspace("T0SOUTH") is not None


def test_several_workspaces_may_share_a_tenant(registry: Registry, tenant: Tenant) -> None:
    install(registry, tenant)
    install(registry, tenant, team="E0GRID", token="xoxb-other")

    found = [registry.find_workspace(team) for team in ("T0NORTH", "E0GRID")]

    assert [workspace and (workspace.tenant, workspace.bot_token) for workspace in found] == [
        (tenant, TOKEN),
        (tenant, "xoxb-other"),
    ]


def test_adding_a_workspace_again_gives_it_its_new_token(
    registry: Registry, tenant: Tenant, own_database: Database
) -> None:
    install(registry, tenant)
    registry.find_workspace("T0NORTH")

    install(registry, tenant, token="xoxb-new")

    for asked in (registry, Registry(own_database, token_key=KEY)):
        workspace = asked.find_workspace("T0NORTH")
        assert workspace is not None
        assert workspace.bot_token == "xoxb-new"


def stored_bytes(database: Database) -> bytes:
    if database.is_sqlite:
        file = Path(str(make_url(database.url).database))
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    with database.engine.connect() as connection:
        return str(connection.execute(text("SELECT * FROM workspaces")).all()).encode()


def test_a_token_is_not_in_the_database_as_it_is(registry: Registry, tenant: Tenant, own_database: Database) -> None:
    install(registry, tenant)

    stored = stored_bytes(own_database)

    assert b"U0BOT" in stored
    assert TOKEN.encode() not in stored
    assert b"xoxb" not in stored


def test_a_token_is_read_only_with_the_key_it_was_written_with(
    registry: Registry, tenant: Tenant, own_database: Database
) -> None:
    install(registry, tenant)

    with pytest.raises(InvalidToken):
        Registry(own_database, token_key=Fernet.generate_key()).find_workspace("T0NORTH")


def test_a_workspace_never_shows_its_token(registry: Registry, tenant: Tenant) -> None:
    install(registry, tenant)
    workspace = registry.find_workspace("T0NORTH")

    assert repr(workspace) == str(workspace) == f"{[workspace]}"[1:-1] == "Workspace(T0NORTH)"


def test_tenants_are_listed_and_found_by_name(registry: Registry, tenant: Tenant) -> None:
    south = registry.add_tenant(
        "South", currency="USD", locale="en_US", time_zone="America/New_York", now=NOW, conversion_target=25
    )

    assert south == Tenant(south.id, "South", "USD", "en_US", "America/New_York", 25, default_terms("USD"))
    assert tenant.conversion_target == 20
    assert registry.list_tenants() == [tenant, south]
    assert registry.find_tenant("South") == south
    assert registry.find_tenant("East") is None
