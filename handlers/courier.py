"""Brings queued deliveries to Slack: each claimed in the database first, tried again while Slack is away.

What a delivery is made of is its sender's business; this file knows only order, pace and failure.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import BotError
from bot.model import Delivery, Tenant
from storage.registry import Registry
from storage.store import Store, Stores

log = logging.getLogger(__name__)

SLACK_ATTEMPTS = 290
"""A day of trying, every five minutes in the end, while Slack is away or busy."""

OWN_ATTEMPTS = 8
"""For what went wrong in Milepost itself: it may pass with the database, or never."""

PASSING_ERRORS = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
ClientOf = Callable[[str], WebClient]
"""A Web API client for a bot token."""


class Undeliverable(Exception):
    """Slack will never take it; the text is for people."""


class TakenOver(Exception):
    """This copy was away for so long that another one has the delivery now."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a sender gets. It calls `sending` right before the one call that people will see."""

    delivery: Delivery
    tenant: Tenant
    stores: Stores
    client: WebClient
    now: datetime
    sending: Callable[[], None]


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
        workers: int = 4,
    ) -> None:
        self._registry = registry
        self._stores = stores
        self._client_of = client_of
        self._senders = senders
        self._now = now
        self._on_failure = on_failure
        self._queue: queue.Queue[tuple[Tenant, int] | None] = queue.Queue()
        self._waiting: set[tuple[int, int]] = set()
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._work, name=f"courier-{n}") for n in range(workers)]

    def start(self) -> None:
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
        self._waiting.discard((tenant.id, delivery_id))
        with self._stores.write(tenant, now=self._now()) as store:
            delivery = store.deliveries.claim(delivery_id, self._now())
        if delivery is None:
            return
        workspace = self._registry.find_workspace(delivery.team_id)
        if workspace is None or delivery.attempts > SLACK_ATTEMPTS:
            self._finish(tenant, delivery, error="it was tried for a day, or Milepost was removed")
            return
        stage = _Stage()

        def sending() -> None:
            with self._stores.write(tenant, now=self._now()) as store:
                if not store.deliveries.start_sending(delivery_id, attempt=delivery.attempts, now=self._now()):
                    raise TakenOver
            stage.sending = True

        client = self._client_of(workspace.bot_token)
        parcel = Parcel(delivery, tenant, self._stores, client, self._now(), sending)
        self._send(parcel, stage)

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
        if parcel.delivery.attempts < _attempts_for(error):
            at = self._now() + timedelta(seconds=_pause(error, parcel.delivery.attempts))
            log.warning("delivery %s waits: %s", parcel.delivery.id, error)
            with self._stores.write(parcel.tenant, now=self._now()) as store:
                unsure = stage.sending and not _is_refusal(error)
                store.deliveries.retry(parcel.delivery, at=at, error=why, maybe_sent=unsure)
            return
        log.warning(
            "delivery %s failed: %s", parcel.delivery.id, error, exc_info=None if _is_expected(error) else error
        )
        self._finish(parcel.tenant, parcel.delivery, error=why)

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


class Pace:
    """One post a second in a channel, as Slack asks; others need not wait for it."""

    def __init__(self, seconds: float = 1.0) -> None:
        self._seconds = seconds
        self._free_at: dict[str, float] = {}
        self._guard = threading.Lock()

    def wait(self, channel: str) -> None:
        with self._guard:
            now = time.monotonic()
            at = max(now, self._free_at.get(channel, 0.0))
            self._free_at[channel] = at + self._seconds
        time.sleep(at - now)


def reason(error: Exception) -> str:
    """Why it failed: Slack's own word for it, or a sentence for people."""
    if isinstance(error, SlackApiError):
        return str(error.response["error"])
    if isinstance(error, BotError | Undeliverable):
        return str(error)
    return "Slack could not be reached" if _is_expected(error) else "something went wrong in Milepost"


def _is_expected(error: Exception) -> bool:
    return isinstance(error, BotError | Undeliverable | SlackClientError | HTTPException | OSError)


def _is_refusal(error: Exception) -> bool:
    """Whether Slack said no, so that it surely has not taken it."""
    return isinstance(error, SlackApiError) and error.response.status_code < 500


def _attempts_for(error: Exception) -> int:
    """How often it is tried: often where Slack is away or busy, once where the answer is no."""
    if isinstance(error, SlackApiError):
        passes = error.response.status_code >= 500 or error.response.get("error") in PASSING_ERRORS
        return SLACK_ATTEMPTS if passes else 1
    if isinstance(error, BotError | Undeliverable):
        return 1
    return SLACK_ATTEMPTS if _is_expected(error) else OWN_ATTEMPTS


def _pause(error: Exception, attempts: int) -> float:
    """Seconds to wait: what Slack asks for, else longer each time."""
    if isinstance(error, SlackApiError):
        headers: dict[str, Any] = {name.lower(): value for name, value in error.response.headers.items()}
        if "retry-after" in headers:
            asked = headers["retry-after"]
            return float(asked[0] if isinstance(asked, list) else asked)
    return float(min(2**attempts, 300))
