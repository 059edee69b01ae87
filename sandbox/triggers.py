"""Trigger ids: what lets an app open a view for a person, for 3 seconds and once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sandbox.errors import SlackError, invalid


@dataclass
class Trigger:
    team: str
    user: str
    expires: float
    is_used: bool = False


class Triggers:
    def __init__(self) -> None:
        self._issued: dict[str, Trigger] = {}

    def issue(self, team: str, user: str, expires: float) -> str:
        trigger_id = f"{len(self._issued) + 1}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(team, user, expires)
        return trigger_id

    def redeem(self, trigger_id: str, team: str, now: float) -> Trigger:
        """Use a trigger up. Another workspace's trigger is as invalid as one that was never issued."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.team != team:
            raise invalid("invalid_arguments", ["invalid `trigger_id`"])
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if now >= trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger
