"""How fast posts may follow each other in one conversation, and in which order: what Slack and its readers ask."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError

from bot.model import Delivery, Tenant

BURST = 3
"""Posts that Slack takes at once before it asks for the pace; it grants short bursts, of no documented length."""

PATIENCE_SECONDS = 10.0
"""Longer than this, nobody waits on the spot: the delivery is tried again later."""

PATIENCE_TIMES = 5

IN_ORDER = frozenset({"report", "export", "statement", "digest", "leads_announcement"})
"""Kinds of delivery that come in the order in which they were asked for; answers to a press overtake them."""

Answer = TypeVar("Answer")
Job = tuple[Tenant, int]
"""A delivery, by its tenant and its id."""


def conversation_of(delivery: Delivery) -> str:
    """Where people see it. A person's direct messages have an id of their own beside the person's: they are one."""
    content = delivery.content
    channel, person = content.get("channel"), content.get("asker") or content.get("user")
    return f"{delivery.team_id} {person if person and (not channel or channel.startswith('D')) else channel}"


def asked_to_wait(error: Exception) -> float | None:
    """The seconds for which Slack asked, in a refusal."""
    if not isinstance(error, SlackApiError):
        return None
    headers: dict[str, Any] = {name.lower(): value for name, value in error.response.headers.items()}
    asked = headers.get("retry-after")
    return None if asked is None else float(asked[0] if isinstance(asked, list) else asked)


class Pace:
    """A few posts at once in a conversation, then one a second; others need not wait for it."""

    def __init__(
        self,
        seconds: float = 1.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._full_at: dict[str, float] = {}
        """When a conversation may be posted to without regard to what was posted before."""

        self._guard = threading.Lock()

    def post(self, conversation: str, call: Callable[[], Answer]) -> Answer:
        """What Slack answers. A refusal for haste is waited out here, so that the next post does not overtake."""
        for _ in range(PATIENCE_TIMES):
            self._wait(conversation)
            try:
                return call()
            except SlackApiError as error:
                seconds = asked_to_wait(error)
                if seconds is None or seconds > PATIENCE_SECONDS:
                    raise
                self._rest(conversation, seconds)
        self._wait(conversation)
        return call()

    def _wait(self, conversation: str) -> None:
        with self._guard:
            now, full_at = self._clock(), self._full_at.get(conversation, 0.0)
            at = max(now, full_at - (BURST - 1) * self._seconds)
            self._full_at[conversation] = max(now, full_at) + self._seconds
        if at > now:
            self._sleep(at - now)

    def _rest(self, conversation: str, seconds: float) -> None:
        """No post for so long, then one a second."""
        with self._guard:
            self._full_at[conversation] = self._clock() + seconds + (BURST - 1) * self._seconds


class Lanes:
    """One delivery after the other in each conversation; those of other conversations pass by."""

    def __init__(self) -> None:
        self._under_way: dict[str, Job] = {}
        self._behind: dict[str, deque[Job]] = {}
        self._guard = threading.Lock()

    def enter(self, lane: str, job: Job) -> bool:
        """Whether it is this one's turn; else it lines up."""
        with self._guard:
            first = self._under_way.setdefault(lane, job)
            if _is_same(first, job):
                return True
            self._behind.setdefault(lane, deque()).append(job)
            return False

    def leave(self, lane: str, job: Job) -> Job | None:
        """The one whose turn it is now; None, where nobody waits or the job has left already."""
        with self._guard:
            if not _is_same(self._under_way.get(lane), job):
                return None
            behind = self._behind.get(lane)
            if behind:
                self._under_way[lane] = behind.popleft()
                return self._under_way[lane]
            del self._under_way[lane]
            self._behind.pop(lane, None)
            return None


def _is_same(one: Job | None, other: Job) -> bool:
    """A tenant that was read anew is the same one."""
    return one is not None and (one[0].id, one[1]) == (other[0].id, other[1])
