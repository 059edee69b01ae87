"""Response URLs: five answers in thirty minutes to where a person acted, without a token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass


@dataclass
class ResponsePlace:
    """Where the answer goes. `ts` is the message that was acted on, if it was one."""

    team: str
    channel: str
    user: str
    expires: float
    uses_left: int
    ts: str | None = None


class ResponseUrls:
    def __init__(self) -> None:
        self._places: dict[str, ResponsePlace] = {}

    def issue(self, kind: str, place: ResponsePlace) -> str:
        """The path of a new URL, as `/actions/T0NORTH/…`."""
        path = f"/{kind}/{place.team}/{secrets.token_urlsafe(18)}"
        self._places[path] = place
        return path

    def find(self, path: str) -> ResponsePlace | None:
        return self._places.get(path)
