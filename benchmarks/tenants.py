"""A tenant as every benchmark founds it, on a day that stands still."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.kinds import Role
from bot.model import Member, Tenant
from storage.database import Database
from storage.registry import Registry
from storage.store import Stores

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


def add_tenant(registry: Registry, name: str) -> Tenant:
    return registry.add_tenant(name, currency="INR", locale="en_IN", time_zone="Asia/Kolkata", now=NOW)


def add_rep(database: Database, tenant: Tenant) -> Member:
    """Somebody in whose name leads may be."""
    with Stores(database).write(tenant, now=NOW) as store:
        return store.members.add("Asha Rao", role=Role.REP, time_zone=tenant.time_zone)
