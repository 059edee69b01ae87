"""Brings queued deliveries to Slack: each claimed in the database first, tried again while Slack is away.

What a delivery is made of is its sender's business; this file knows only order, pace and failure.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.model import Delivery, Tenant
from handlers.pace import IN_ORDER, Answer, Job, Lanes, Pace, conversation_of
from handlers.retries import SLACK_ATTEMPTS, NotYet, attempts_for, is_expected, is_refusal, pause_after, reason
from storage.deliveries import Deliveries
from storage.registry import Registry
from storage.store import Store, Stores

log = logging.getLogger(__name__)

SOON_SECONDS = 30.0
"""What is to be tried again within this time does not wait for the next sweep."""

ClientOf = Callable[[str], WebClient]
"""A Web API client for a bot token."""


class TakenOver(Exception):
    """This copy was away for so long that another one has the delivery now."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a sender gets.

    It calls `sending` right before the one call that people will see, or makes that call by `post`. Who has more to do
    then calls `posted` with the message's channel and ts; who works for long calls `working` now and then.
    """

    delivery: Delivery
    tenant: Tenant
    stores: Stores
    client: WebClient
    now: datetime
    pace: Pace
    sending: Callable[[], None]
    working: Callable[[], None]
    posted: Callable[[dict[str, str]], None]

    def post(self, call: Callable[[], Answer]) -> Answer:
        """What Slack answers to the call, made as soon as the conversation takes another post."""

        def send() -> Answer:
            self.sending()
            return call()

        return self.pace.post(conversation_of(self.delivery), send)


Sender = Callable[[Parcel], "Afterwards | None"]
Afterwards = Callable[[Store], None]
"""What a delivery brings about, written in the transaction that says that it was sent."""

OnFailure = Callable[[Store, Delivery, str], None]
"""Told why a delivery failed for good, in the transaction that says so."""


class Courier:
    def __init__(
        self,
        registry: Registry,
        stores: Stores,
        client_of: ClientOf,
        senders: dict[str, Sender],
        *,
        now: Callable[[], datetime],
        on_failure: OnFailure,
        pace: Pace,
        workers: int = 4,
    ) -> None:
        self._registry = registry
        self._stores = stores
        self._client_of = client_of
        self._senders = senders
        self._now = now
        self._on_failure = on_failure
        self._pace = pace
        self._lanes = Lanes()
        self._queue: queue.Queue[Job | None] = queue.Queue()
        self._waiting: set[tuple[int, int]] = set()
        self._started, self._stopped = threading.Event(), threading.Event()
        self._threads = [threading.Thread(target=self._work, name=f"courier-{n}") for n in range(workers)]

    def start(self) -> None:
        self._started.set()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is under way, leave the rest to the next start."""
        self._stopped.set()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=10)

    def poke(self, tenant: Tenant, delivery_ids: list[int]) -> None:
        """These were just committed."""
        for delivery_id in delivery_ids:
            if (tenant.id, delivery_id) not in self._waiting:
                self._waiting.add((tenant.id, delivery_id))
                self._queue.put((tenant, delivery_id))

    def sweep(self) -> None:
        """Take up what is due again, or was left behind by a copy that died."""
        for tenant in self._registry.list_tenants():
            try:
                with self._stores.read(tenant, now=self._now()) as store:
                    due = store.deliveries.list_due(self._now())
                self.poke(tenant, due)
            except Exception:  # one tenant never stops another
                log.exception("deliveries of tenant %s could not be read", tenant.id)

    def drain(self) -> None:
        """Deliver all that is queued now, in this thread."""
        while not self._queue.empty():
            job = self._queue.get()
            if job is not None:
                self.deliver(*job)

    def deliver(self, tenant: Tenant, delivery_id: int) -> None:
        """Now, or as soon as it is this one's turn in its conversation."""
        self._waiting.discard((tenant.id, delivery_id))
        with self._stores.read(tenant, now=self._now()) as store:
            delivery = store.deliveries.find(delivery_id)
        if delivery is None or delivery.kind not in IN_ORDER:
            self._bring(tenant, delivery_id, lambda: None)
            return
        lane, job = conversation_of(delivery), (tenant, delivery_id)
        if not self._lanes.enter(lane, job):
            self._waiting.add((tenant.id, delivery_id))
            return
        try:
            self._bring(tenant, delivery_id, lambda: self._leave(lane, job))
        finally:
            self._leave(lane, job)

    def _leave(self, lane: str, job: Job) -> None:
        following = self._lanes.leave(lane, job)
        if following is not None:
            self._queue.put(following)

    def _bring(self, tenant: Tenant, delivery_id: int, leave: Callable[[], None]) -> None:
        with self._stores.write(tenant, now=self._now()) as store:
            delivery = store.deliveries.claim(delivery_id, self._now())
        if delivery is None:
            return
        workspace = self._registry.find_workspace(delivery.team_id)
        if workspace is None or delivery.attempts > SLACK_ATTEMPTS:
            self._finish(tenant, delivery, error="it was tried for a day, or Milepost was removed")
            return
        stage = _Stage()
        self._send(self._parcel(tenant, delivery, self._client_of(workspace.bot_token), stage, leave), stage)

    def _parcel(
        self, tenant: Tenant, delivery: Delivery, client: WebClient, stage: _Stage, leave: Callable[[], None]
    ) -> Parcel:
        def note(noted: Callable[..., bool], *what: Any) -> None:
            with self._stores.write(tenant, now=self._now()) as store:
                if not noted(store.deliveries, delivery.id, *what, attempt=delivery.attempts, now=self._now()):
                    raise TakenOver

        def sending() -> None:
            note(Deliveries.start_sending)
            stage.sending = True

        def posted(place: dict[str, str]) -> None:
            note(Deliveries.keep_place, place)
            stage.sending = False
            leave()

        return Parcel(
            delivery=delivery,
            tenant=tenant,
            stores=self._stores,
            client=client,
            now=self._now(),
            pace=self._pace,
            sending=sending,
            working=lambda: note(Deliveries.renew),
            posted=posted,
        )

    def _send(self, parcel: Parcel, stage: _Stage) -> None:
        try:
            afterwards = self._senders[parcel.delivery.kind](parcel)
        except TakenOver:
            log.warning("delivery %s was taken over by another copy", parcel.delivery.id)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is kept with the delivery and its asker told
            self._meet(error, parcel, stage)
        else:
            self._finish(parcel.tenant, parcel.delivery, afterwards=afterwards)

    def _meet(self, error: Exception, parcel: Parcel, stage: _Stage) -> None:
        """Try again later where it may pass, else say why not."""
        why = reason(error)
        if parcel.delivery.attempts < attempts_for(error):
            pause = pause_after(error, parcel.delivery.attempts)
            at = self._now() + timedelta(seconds=pause)
            log.log(
                logging.DEBUG if isinstance(error, NotYet) else logging.WARNING,
                "delivery %s waits: %s",
                parcel.delivery.id,
                error,
            )
            with self._stores.write(parcel.tenant, now=self._now()) as store:
                unsure = stage.sending and not is_refusal(error)
                store.deliveries.retry(parcel.delivery, at=at, error=why, maybe_sent=unsure)
            self._poke_after(pause, parcel.tenant, parcel.delivery.id)
            return
        log.warning("delivery %s failed: %s", parcel.delivery.id, error, exc_info=None if is_expected(error) else error)
        self._finish(parcel.tenant, parcel.delivery, error=why)

    def _poke_after(self, seconds: float, tenant: Tenant, delivery_id: int) -> None:
        """In the running program; what waits longer is found by a sweep."""
        if self._started.is_set() and seconds < SOON_SECONDS:
            timer = threading.Timer(seconds + 0.01, self.poke, (tenant, [delivery_id]))
            timer.daemon = True
            timer.start()

    def _finish(
        self, tenant: Tenant, delivery: Delivery, *, error: str | None = None, afterwards: Afterwards | None = None
    ) -> None:
        with self._stores.write(tenant, now=self._now()) as store:
            store.deliveries.finish(delivery, error=error)
            if error is not None:
                self._on_failure(store, delivery, error)
            if afterwards is not None:
                afterwards(store)
        self.poke(tenant, store.deliveries.queued)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None and not self._stopped.is_set():
            try:
                self.deliver(*job)
            except Exception:  # one delivery never stops the others
                log.exception("delivery %s of tenant %s broke", job[1], job[0].id)


@dataclass(slots=True)
class _Stage:
    sending: bool = False
