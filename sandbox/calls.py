"""One Web API call, as its method sees it, and what a method declares: scopes, tier, kind of caller."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.errors import SlackError, invalid
from sandbox.state import Sandbox
from sandbox.world import Team

PAGE = 100


class Call:
    """Arguments come as JSON values or as a form's strings; each is read in one way here."""

    def __init__(self, sandbox: Sandbox, method: str, arguments: dict[str, Any], team: Team | None) -> None:
        self.sandbox, self.method, self.arguments = sandbox, method, arguments
        self._team = team

    @property
    def team(self) -> Team:
        """The caller's workspace; only methods with a bot token have one."""
        if self._team is None:
            raise SlackError("not_authed")
        return self._team

    def text(self, name: str) -> str:
        """An argument as text, empty when it is not given."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise invalid("invalid_arguments", [f"missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1")

    def value(self, name: str) -> Any:
        """A structured argument, given as JSON or as a string of it. None when it is not given."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise SlackError(error) from None

    def page(self, items: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """One page of a list, and the response_metadata with the cursor to the next."""
        limit = min(int(self.text("limit") or PAGE), 1000)
        start = _cursor_position(self.text("cursor"))
        end = start + limit
        more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
        return list(items[start:end]), {"response_metadata": {"next_cursor": more}}


def _cursor_position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None


@dataclass(frozen=True)
class Method:
    """Of `scopes` one is enough; it is a function where they depend on the call. No `tier`, no limit of calls."""

    run: Callable[[Call], Awaitable[dict[str, Any]]]
    scopes: Sequence[str] | Callable[[Call], Sequence[str]] = ()
    tier: int | None = 3
    caller: Literal["workspace", "app", "anyone"] = "workspace"

    def needed_scopes(self, call: Call) -> Sequence[str]:
        return self.scopes(call) if callable(self.scopes) else self.scopes
