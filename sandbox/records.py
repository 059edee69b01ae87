"""What happened, for tests to read: every Web API call with its answer, every request with its ack."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

KEPT = 2000


@dataclass
class ApiCall:
    method: str
    team: str | None
    arguments: dict[str, Any]
    status: int
    answer: dict[str, Any]
    at: float


@dataclass
class AppRequest:
    """`in_time` says whether the ack came within Slack's 3 seconds; `answer` is the ack's body."""

    kind: str
    name: str
    team: str
    user: str | None
    at: float
    retry: int = 0
    status: int | None = None
    milliseconds: float | None = None
    in_time: bool = False
    answer: Any = None
    failure: str | None = None


@dataclass
class Records:
    calls: deque[ApiCall] = field(default_factory=lambda: deque(maxlen=KEPT))
    requests: deque[AppRequest] = field(default_factory=lambda: deque(maxlen=KEPT))

    def calls_as_json(self) -> list[dict[str, Any]]:
        return [asdict(call) for call in self.calls]

    def requests_as_json(self) -> list[dict[str, Any]]:
        return [asdict(request) for request in self.requests]
