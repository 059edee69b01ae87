"""The modals that people have open, stacked at most three high, and each person's App Home."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import SlackError
from sandbox.view_state import initial_state, kept_state

STACK_HEIGHT = 3


@dataclass
class View:
    """A view as the app gave it (`body`), and what Slack knows of it besides."""

    id: str
    team: str
    user: str
    body: dict[str, Any]
    root_id: str
    previous_id: str | None = None
    hash: str = field(default_factory=lambda: _new_hash())
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def external_id(self) -> str:
        return str(self.body.get("external_id") or "")

    def replace(self, body: dict[str, Any]) -> None:
        """Show another body. What was typed stays where block_id and action_id stay."""
        self.state = kept_state(self.state, self.body["blocks"], body["blocks"])
        self.body = body
        self.hash = _new_hash()

    def as_slack(self, app_id: str, bot_id: str) -> dict[str, Any]:
        """The view object of Slack's answers and payloads."""
        modal = {
            "clear_on_close": bool(self.body.get("clear_on_close")),
            "notify_on_close": bool(self.body.get("notify_on_close")),
            "close": self.body.get("close"),
            "submit": self.body.get("submit"),
            "title": self.body.get("title"),
        }
        return {
            "id": self.id,
            "team_id": self.team,
            "type": self.body["type"],
            "blocks": self.body["blocks"],
            "private_metadata": self.body.get("private_metadata") or "",
            "callback_id": self.body.get("callback_id") or "",
            "state": {"values": self.state},
            "hash": self.hash,
            **(modal if self.body["type"] == "modal" else {"title": None, "submit": None, "close": None}),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app_id,
            "external_id": self.external_id,
            "app_installed_team_id": self.team,
            "bot_id": bot_id,
        }


def _new_hash() -> str:
    return f"{secrets.randbelow(10**10):010d}.{secrets.token_hex(4)}"


class Views:
    """All open views. A view is found only by its own workspace."""

    def __init__(self) -> None:
        self._stacks: dict[tuple[str, str], list[View]] = {}
        self._homes: dict[tuple[str, str], View] = {}

    def stack(self, team: str, user: str) -> list[View]:
        return self._stacks.setdefault((team, user), [])

    def home(self, team: str, user: str) -> View | None:
        return self._homes.get((team, user))

    def open(self, view_id: str, team: str, user: str, body: dict[str, Any]) -> View:
        """A new modal in place of whatever this person had open."""
        self._check_external_id(team, body)
        view = View(view_id, team, user, body, view_id, state=initial_state(body["blocks"]))
        self._stacks[team, user] = [view]
        return view

    def push(self, view_id: str, team: str, user: str, body: dict[str, Any]) -> View:
        """A modal on top of the open one. Raises not_found without one, push_limit_reached over three."""
        stack = self.stack(team, user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK_HEIGHT:
            raise SlackError("push_limit_reached")
        self._check_external_id(team, body)
        top = stack[-1]
        view = View(view_id, team, user, body, top.root_id, top.id, state=initial_state(body["blocks"]))
        stack.append(view)
        return view

    def update(
        self,
        team: str,
        body: dict[str, Any],
        *,
        view_id: str | None,
        external_id: str | None,
        expected: str | None,
    ) -> View:
        """Another body for an open view. `expected` is the hash that the app last saw."""
        view = self._find(team, view_id, external_id)
        if expected and expected != view.hash:
            raise SlackError("hash_conflict")
        if body["type"] != view.body["type"]:
            raise SlackError("not_found")
        if body.get("external_id") != view.body.get("external_id"):
            self._check_external_id(team, body)
        view.replace(body)
        return view

    def publish(self, view_id: str, team: str, user: str, body: dict[str, Any], expected: str | None) -> View:
        """A person's App Home, new or changed."""
        home = self._homes.get((team, user))
        if home is None:
            home = View(view_id, team, user, body, view_id, state=initial_state(body["blocks"]))
            self._homes[team, user] = home
            return home
        if expected and expected != home.hash:
            raise SlackError("hash_conflict")
        home.replace(body)
        return home

    def of_user(self, team: str, user: str, view_id: str) -> View | None:
        """A view that this person sees: in their stack, or their home."""
        home = self._homes.get((team, user))
        candidates = [*self.stack(team, user), *([home] if home else [])]
        return next((view for view in candidates if view.id == view_id), None)

    def close(self, team: str, user: str, view_id: str) -> None:
        stack = self.stack(team, user)
        self._stacks[team, user] = [view for view in stack if view.id != view_id]

    def clear(self, team: str, user: str) -> None:
        self._stacks[team, user] = []

    def _find(self, team: str, view_id: str | None, external_id: str | None) -> View:
        for view in self._all(team):
            if (view_id and view.id == view_id) or (external_id and view.external_id == external_id):
                return view
        raise SlackError("not_found")

    def _all(self, team: str) -> list[View]:
        stacks = [view for key, stack in self._stacks.items() if key[0] == team for view in stack]
        return stacks + [view for key, view in self._homes.items() if key[0] == team]

    def _check_external_id(self, team: str, body: dict[str, Any]) -> None:
        wanted = body.get("external_id")
        if wanted and any(view.external_id == wanted for view in self._all(team)):
            raise SlackError("duplicate_external_id")
