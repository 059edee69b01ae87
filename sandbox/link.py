"""What goes from Slack to an app, and what its acknowledgement can be. The ways are http_link and socket_link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Channel = Literal["slash_commands", "interactive", "events_api", "url_verification"]


@dataclass(frozen=True)
class Outgoing:
    """One request to the app. `name` is for the records: a command, a callback id, an event type."""

    channel: Channel
    kind: str
    name: str
    team: str
    user: str | None
    body: dict[str, Any]
    retry: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Ack:
    """`failure` is Slack's word for why there is none: operation_timeout or dispatch_failed."""

    status: int | None = None
    body: Any = None
    failure: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        return self.failure is None

    @property
    def payload(self) -> dict[str, Any]:
        """The body as an object; an empty or unreadable one is an empty object."""
        return self.body if isinstance(self.body, dict) else {}


class Link(Protocol):
    """A way to the app."""

    async def send(self, outgoing: Outgoing) -> Ack: ...

    async def close(self) -> None: ...
