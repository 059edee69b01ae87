"""One tenant's repositories in one transaction: what a use case is given, and all that it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.model import Member, Tenant, Write
from storage.audit import Audit
from storage.booking_reports import BookingReports
from storage.bookings import Bookings, Units
from storage.customers import Customers
from storage.database import Database
from storage.deliveries import Deliveries
from storage.digests import Digests
from storage.engagements import Engagements
from storage.followups import FollowUps
from storage.history import Change, Writes
from storage.intake import Intake
from storage.journal import WriteRow
from storage.journey_rows import FollowUpRow, LeadRow
from storage.journeys import Journeys
from storage.kpi_reports import KpiReports
from storage.lead_search import LeadSearch
from storage.leads import Leads
from storage.ledger import Ledger
from storage.members import Members
from storage.milestones import Milestones
from storage.origin_reports import OriginReports
from storage.origins import Campaigns, Sources
from storage.receivables import Receivables
from storage.reports import Reports
from storage.schedules import Schedules
from storage.team_reports import TeamReports
from storage.tenancy import bind_tenant

HANGING_SECONDS = 10
"""A writer that asks nothing of the database for so long has gone, or hangs."""


class AlreadySaved(BotError):
    """This was saved already."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self.write = write


class Store:
    """`now` is UTC; `today` is the tenant's calendar day."""

    def __init__(self, session: Session, tenant: Tenant, *, now: datetime) -> None:
        self.tenant = tenant
        self.now = now
        self.today = tenant.day_of(now)
        self.audit = Audit(session, tenant)
        self.booking_reports = BookingReports(session)
        self.bookings = Bookings(session)
        self.campaigns = Campaigns(session)
        self.customers = Customers(session)
        self.deliveries = Deliveries(session)
        self.digests = Digests(session)
        self.engagements = Engagements(session)
        self.follow_ups = FollowUps(session)
        self.intake = Intake(session, tenant.locale)
        self.journeys = Journeys(session, tenant.locale)
        self.kpi_reports = KpiReports(session)
        self.ledger = Ledger(session)
        self.lead_search = LeadSearch(session, tenant.locale)
        self.leads = Leads(session, tenant.locale)
        self.members = Members(session)
        self.milestones = Milestones(session)
        self.origin_reports = OriginReports(session)
        self.receivables = Receivables(session)
        self.reports = Reports(session)
        self.schedules = Schedules(session)
        self.sources = Sources(session)
        self.team_reports = TeamReports(session)
        self.units = Units(session)
        self.writes = Writes(session)
        self.changed_follow_ups: set[int] = set()
        """Ids of the follow-ups that the described writes touched: where they are listed in Slack is out of date."""
        self._session = session
        self._changes: list[Change] = []

    def record_changes(self) -> None:
        """From here on, keep what every flush changes."""
        self._session.info["changes"] = self._changes

    def describe(
        self,
        summary: str,
        *,
        actor: Member,
        submission: str | None = None,
        undoes_id: int | None = None,
    ) -> Write:
        """Close the write: keep what was changed under the sentence that the person reads."""
        self._session.flush()
        write = WriteRow(
            submission=submission,
            member_id=actor.id,
            team_id=actor.team_id,
            at=self.now,
            summary=summary,
            undoes_id=undoes_id,
            undone=False,
        )
        kept = self.writes.keep(write, self._changes)
        self.changed_follow_ups |= self._follow_ups_touched()
        self._changes.clear()
        return kept

    def _follow_ups_touched(self) -> set[int]:
        """Those that were changed, and those of leads that were deleted or brought back."""
        touched = {change.row.id for change in self._changes if isinstance(change.row, FollowUpRow)}
        for change in self._changes:
            if isinstance(change.row, LeadRow) and "deleted_at" in (change.before or {}):
                touched |= {found.id for found in self.follow_ups.list_of_lead(change.row.id)}
        return touched


class Stores:
    """Opens the store of a tenant; leaving the block commits, an error rolls back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def refresh_statistics(self) -> None:
        """Let the database plan for the many rows that were just written."""
        self._database.refresh_statistics()

    @contextmanager
    def read(self, tenant: Tenant, *, now: datetime) -> Iterator[Store]:
        with self._database.read() as session:
            bind_tenant(session, tenant.id)
            yield Store(session, tenant, now=now)

    @contextmanager
    def write(self, tenant: Tenant, *, now: datetime, submission: str | None = None) -> Iterator[Store]:
        """Raises AlreadySaved where `submission` was saved before, also when both come at the same moment."""
        with self._database.write() as session:
            bind_tenant(session, tenant.id)
            _wait_for_writer(session, tenant)
            store = Store(session, tenant, now=now)
            if submission is not None:
                saved = store.writes.find_by_submission(submission)
                if saved is not None:
                    raise AlreadySaved(saved)
            store.record_changes()
            yield store


def _wait_for_writer(session: Session, tenant: Tenant) -> None:
    """One writer of a tenant at a time, as SQLite has it anyway: what a use case read still holds when it writes.

    PostgreSQL takes the turn from a copy that hangs in it, and lets nobody wait for it any longer than that takes.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            select(
                func.set_config("idle_in_transaction_session_timeout", f"{HANGING_SECONDS}s", True),
                func.set_config("lock_timeout", f"{2 * HANGING_SECONDS}s", True),
                func.pg_advisory_xact_lock(tenant.id),
            )
        )
