"""Which tenant a Slack workspace belongs to, and its bot token. The only queries that know no tenant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.kpi import DEFAULT_TARGET
from bot.ledger import Terms
from bot.model import Tenant
from bot.statement import default_terms
from storage.database import Database
from storage.rows import TenantRow, WorkspaceRow


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace (or Enterprise Grid organisation) with its tenant and its bot's token."""

    team_id: str
    tenant: Tenant
    bot_user_id: str
    bot_token: str

    def __repr__(self) -> str:
        return f"Workspace({self.team_id})"  # a token is never logged


class Registry:
    """Looked up on every request, so a workspace is remembered until `add_workspace` changes it.

    Without a `token_key` only tenants can be asked for, as an import does.
    """

    def __init__(self, database: Database, *, token_key: bytes | None = None) -> None:
        self._database = database
        self._token_key = token_key
        self._known: dict[str, Workspace] = {}

    def find_workspace(self, team_id: str) -> Workspace | None:
        if team_id not in self._known:
            with self._database.read() as session:
                row = session.get(WorkspaceRow, team_id)
                if row is None:
                    return None
                self._known[team_id] = self._to_workspace(row, session.get_one(TenantRow, row.tenant_id))
        return self._known[team_id]

    def find_tenant_of(self, team_id: str) -> Tenant | None:
        """The workspace's tenant, whether or not its token can still be decrypted."""
        with self._database.read() as session:
            row = session.get(WorkspaceRow, team_id)
            return _to_tenant(session.get_one(TenantRow, row.tenant_id)) if row else None

    def find_tenant_without_workspace(self, name: str) -> Tenant | None:
        """A tenant that only an import has made so far; the workspace of that name takes it over."""
        with self._database.read() as session:
            taken = select(WorkspaceRow.tenant_id)
            found = select(TenantRow).where(TenantRow.name == name, TenantRow.id.not_in(taken)).order_by(TenantRow.id)
            row = session.scalar(found)
            return _to_tenant(row) if row else None

    def add_tenant(
        self,
        name: str,
        *,
        currency: str,
        locale: str,
        time_zone: str,
        now: datetime,
        conversion_target: int = DEFAULT_TARGET,
    ) -> Tenant:
        terms = default_terms(currency)
        with self._database.write() as session:
            row = TenantRow(
                name=name,
                currency=currency,
                locale=locale,
                time_zone=time_zone,
                conversion_target=conversion_target,
                good_below=terms.good_below,
                risk_above=terms.risk_above,
                payment_days=terms.payment_days,
                created_at=now,
            )
            session.add(row)
            session.flush()
            return _to_tenant(row)

    def add_workspace(
        self, team_id: str, tenant: Tenant, *, bot_user_id: str, bot_token: str, now: datetime
    ) -> Workspace:
        """Map the workspace to the tenant, or give a known one its new token."""
        with self._database.write() as session:
            row = session.get(WorkspaceRow, team_id) or WorkspaceRow(team_id=team_id, installed_at=now)
            row.tenant_id, row.bot_user_id = tenant.id, bot_user_id
            row.encrypted_bot_token = self._cipher().encrypt(bot_token.encode()).decode()
            session.add(row)
        self._known.pop(team_id, None)
        return Workspace(team_id, tenant, bot_user_id, bot_token)

    def list_tenants(self) -> list[Tenant]:
        with self._database.read() as session:
            return [_to_tenant(row) for row in session.scalars(select(TenantRow).order_by(TenantRow.id))]

    def find_tenant(self, name: str) -> Tenant | None:
        with self._database.read() as session:
            row = session.scalar(select(TenantRow).where(TenantRow.name == name).order_by(TenantRow.id))
            return _to_tenant(row) if row else None

    def _cipher(self) -> Fernet:
        if self._token_key is None:
            raise ValueError("a workspace's token can't be read without the token key")
        return Fernet(self._token_key)

    def _to_workspace(self, row: WorkspaceRow, tenant: TenantRow) -> Workspace:
        token = self._cipher().decrypt(row.encrypted_bot_token.encode()).decode()
        return Workspace(row.team_id, _to_tenant(tenant), row.bot_user_id, token)


def _to_tenant(row: TenantRow) -> Tenant:
    terms = Terms(good_below=row.good_below, risk_above=row.risk_above, payment_days=row.payment_days)
    return Tenant(row.id, row.name, row.currency, row.locale, row.time_zone, row.conversion_target, terms)
