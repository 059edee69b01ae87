"""How strict and how patient the sandbox is. Defaults are Slack's own figures, except the event retries."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Seconds everywhere, unless the name says otherwise.

    `request_url` None means Socket Mode. Slack retries an event after moments, 1 minute and 5 minutes; here
    the delays are short enough to be seen in a demo.
    """

    request_url: str | None = None
    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    event_retry_seconds: tuple[float, ...] = (1.0, 5.0, 15.0)
    file_ready_seconds: float = 1.5
    posts_per_second: float = 1.0
    post_burst: int = 4
    calls_per_minute_factor: float = 1.0
    response_url_seconds: float = 1800.0
    response_url_uses: int = 5
    hang_seconds: float = 60.0
    clock: Callable[[], float] = time.time
