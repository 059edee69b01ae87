"""Keeps what a request has queued until Slack has its answer, which else could arrive after what it announces."""

from __future__ import annotations

import threading
from collections.abc import Callable

from bot.model import Tenant

Poke = Callable[[Tenant, list[int]], None]
"""Told which deliveries a committed store has queued."""


class Outbox(threading.local):
    """One for each thread, as a thread answers one request at a time.

    What a thread that dies has kept is found by the courier's next sweep.
    """

    def __init__(self, poke: Poke) -> None:
        self._poke = poke
        self._kept: list[tuple[Tenant, list[int]]] = []

    def keep(self, tenant: Tenant, delivery_ids: list[int]) -> None:
        self._kept.append((tenant, delivery_ids))

    def send(self) -> None:
        """The request is answered."""
        kept, self._kept = self._kept, []
        for tenant, delivery_ids in kept:
            self._poke(tenant, delivery_ids)
