"""Server-sent events to the open pages: who is looking, and what they are told."""

from __future__ import annotations

import asyncio
from typing import Any


class Streams:
    def __init__(self) -> None:
        self._open: dict[tuple[str, str], set[asyncio.Queue[dict[str, Any] | None]]] = {}

    def listen(self, team: str, user: str) -> asyncio.Queue[dict[str, Any] | None]:
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._open.setdefault((team, user), set()).add(queue)
        return queue

    def leave(self, team: str, user: str, queue: asyncio.Queue[dict[str, Any] | None]) -> None:
        self._open.get((team, user), set()).discard(queue)

    def lookers(self, team: str) -> list[str]:
        """The people of a workspace with an open page."""
        return [user for (of_team, user), queues in self._open.items() if of_team == team and queues]

    def tell(self, team: str, user: str, event: dict[str, Any]) -> None:
        for queue in self._open.get((team, user), set()):
            queue.put_nowait(event)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for queues in self._open.values():
            for queue in queues:
                queue.put_nowait(None)
