"""Rate limits: messages a second in a channel, and calls a minute by a method's tier."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from sandbox.errors import SlackError

CALLS_PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}


class RateLimitError(SlackError):
    """Too many calls; `retry_after` is in whole seconds, as Slack's header."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass
class _Bucket:
    tokens: float
    at: float


class Rates:
    """Token buckets: `burst` calls at once, then `per_second`."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def spend(self, key: tuple[str, ...], *, per_second: float, burst: float, now: float) -> None:
        """Take one call from a bucket, or raise RateLimitError with the seconds until the next is there."""
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.tokens < 1:
            raise RateLimitError(max(1, ceil((1 - bucket.tokens) / per_second)))
        bucket.tokens -= 1
