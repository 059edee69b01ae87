"""Rings the schedules: APScheduler wakes, the database decides who posts and whether it was done already."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.cadence import GRACE, latest_slot, next_slot
from bot.model import Schedule, Tenant
from handlers.courier import Courier
from handlers.schedules import queue_schedule
from storage.registry import Registry
from storage.store import Store, Stores

log = logging.getLogger(__name__)

LATE_AFTER = timedelta(minutes=5)
SWEEP_SECONDS = 5
SYNC_SECONDS = 15


@dataclass(slots=True)
class Clock:
    """`schedules` in the database is the truth; the jobs in memory hold only ids and are made anew at every sync."""

    registry: Registry
    stores: Stores
    courier: Courier
    now: Callable[[], datetime]
    _scheduler: BackgroundScheduler | None = None

    def start(self) -> None:
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(4)},
            # A job that wakes late still runs, once: the slot's claim decides whether it posts.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_job(self.courier.sweep, "interval", seconds=SWEEP_SECONDS, next_run_time=self.now())
        self._scheduler.add_job(self.sync, "interval", seconds=SYNC_SECONDS, next_run_time=self.now())
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)

    def sync(self) -> None:
        """Run what is due and was not run; set an alarm for what is due before the next look."""
        for tenant in self.registry.list_tenants():
            try:
                self._sync_tenant(tenant)
            except Exception:  # one tenant never stops another
                log.exception("schedules of tenant %s could not be read", tenant.id)

    def ring(self, tenant: Tenant, schedule_id: int) -> None:
        """Run the schedule's newest slot, if it is due and nobody has it."""
        now = self.now()
        with self.stores.write(tenant, now=now) as store:
            schedule = store.schedules.find(schedule_id)  # None where it was deleted since the alarm was set
            due_at = latest_slot(schedule, now) if schedule and schedule.active else None
            if schedule is None or due_at is None:
                return
            _claim(store, schedule, due_at, now)
        self.courier.poke(tenant, store.deliveries.queued)

    def _sync_tenant(self, tenant: Tenant) -> None:
        now = self.now()
        with self.stores.read(tenant, now=now) as store:
            active = [schedule for schedule in store.schedules.list() if schedule.active]
            missed = [schedule for schedule in active if _is_open(store, schedule, now)]
        for schedule in missed:
            self.ring(tenant, schedule.id)
        for schedule in active:
            self._set_alarm(tenant, schedule, now)

    def _set_alarm(self, tenant: Tenant, schedule: Schedule, now: datetime) -> None:
        due_at = next_slot(schedule, now)
        if self._scheduler is not None and due_at <= now + timedelta(seconds=2 * SYNC_SECONDS):
            self._scheduler.add_job(
                self.ring,
                "date",
                run_date=due_at,
                args=(tenant, schedule.id),
                id=f"{tenant.id} {schedule.id}",
                replace_existing=True,
            )


def _is_open(store: Store, schedule: Schedule, now: datetime) -> bool:
    due_at = latest_slot(schedule, now)
    return due_at is not None and not store.schedules.is_claimed(schedule.id, due_at)


def _claim(store: Store, schedule: Schedule, due_at: datetime, now: datetime) -> None:
    """Take the slot with what it posts, or note that it came too late to be worth a post."""
    if now - due_at > GRACE:
        if store.schedules.claim_slot(schedule.id, due_at, skipped_why="missed by more than six hours"):
            log.warning("schedule %s: skipped the slot of %s", schedule.id, due_at)
        return
    if store.schedules.claim_slot(schedule.id, due_at):
        due = f"{due_at.astimezone(ZoneInfo(schedule.time_zone)):%H:%M}"
        why = "Scheduled" if now - due_at < LATE_AFTER else f"Late, was due at {due}; scheduled"
        creator = store.members.get(schedule.creator_id)
        queue_schedule(store, schedule, f"slot {schedule.id} {due_at.isoformat()}", why=why, member=creator)
