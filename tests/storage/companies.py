"""A company as the storage tests hold it: a tenant, one rep, and short ways to write as that rep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from cryptography.fernet import Fernet

from bot.kinds import Role
from bot.model import Lead, Member, Tenant, Write
from storage.database import Database
from storage.registry import Registry
from storage.store import Store, Stores

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
"""A Wednesday, noon in Bengaluru."""

TODAY = date(2026, 11, 25)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Company:
    stores: Stores
    tenant: Tenant
    rep: Member

    @contextmanager
    def open(self, *, now: datetime = NOW, submission: str | None = None) -> Iterator[Store]:
        """The company's store, for writing; committed when the block is left."""
        with self.stores.write(self.tenant, now=now, submission=submission) as store:
            yield store

    def ask(self, question: Callable[[Store], Found]) -> Found:
        """The answer to one question, read in a transaction of its own."""
        with self.stores.read(self.tenant, now=NOW) as store:
            return question(store)

    def save(self, change: Callable[[Store], Any], *, now: datetime = NOW, submission: str | None = None) -> Write:
        """One change, saved as a write of the rep's."""
        with self.open(now=now, submission=submission) as store:
            change(store)
            return store.describe("Saved", actor=self.rep, submission=submission)

    def undo(self, write: Write, *, now: datetime = NOW, by: Member | None = None) -> Write:
        """Take a write back as the program does: with a write of its own that names it."""
        actor = by or self.rep
        with self.open(now=now) as store:
            undone = store.writes.undo(write.id, member_id=actor.id, now=now)
            store.describe("Undid", actor=actor, undoes_id=write.id)
            return undone

    def add_lead(self, name: str = "Anil Mehta", *, created_on: date | None = TODAY, **fields: Any) -> Lead:
        with self.open() as store:
            return store.leads.add(name=name, owner_id=self.rep.id, created_on=created_on, **fields)

    def lead(self, lead_id: int) -> Lead:
        return self.ask(lambda store: store.leads.get(lead_id))


def found_companies(database: Database) -> tuple[Company, Company]:
    """North with the rep Asha, and South with the rep Ben."""
    return found_company("North", "Asha", database), found_company("South", "Ben", database)


def found_company(name: str, rep: str, database: Database) -> Company:
    registry, stores = Registry(database, token_key=Fernet.generate_key()), Stores(database)
    tenant = registry.add_tenant(name, currency="INR", locale="en_IN", time_zone="Asia/Kolkata", now=NOW)
    with stores.write(tenant, now=NOW) as store:
        member = store.members.add(
            rep, role=Role.REP, time_zone="Asia/Kolkata", team_id=f"T0{name.upper()}", slack_user_id="U1"
        )
    return Company(stores, tenant, member)
