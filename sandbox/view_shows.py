"""Telling a person's open pages which modals they see now, and what their App Home is."""

from __future__ import annotations

from typing import Any

from sandbox.page_objects import page_blocks
from sandbox.state import Sandbox
from sandbox.views import View
from sandbox.world import Team


def slack_view(sandbox: Sandbox, team: Team, view: View) -> dict[str, Any]:
    return view.as_slack(sandbox.world.app.id, team.bot_id)


def page_view(sandbox: Sandbox, team: Team, view: View) -> dict[str, Any]:
    shown = slack_view(sandbox, team, view)
    return {**shown, "blocks": page_blocks(sandbox, team, view.body["blocks"], view.user)}


def show_stack(sandbox: Sandbox, team: Team, user: str) -> None:
    stack = [page_view(sandbox, team, view) for view in sandbox.views.stack(team.id, user)]
    sandbox.streams.tell(team.id, user, {"type": "views", "stack": stack})


def show_home(sandbox: Sandbox, team: Team, user: str) -> None:
    home = sandbox.views.home(team.id, user)
    shown = page_view(sandbox, team, home) if home else None
    sandbox.streams.tell(team.id, user, {"type": "home", "view": shown})


def notice(sandbox: Sandbox, team: Team, user: str, text: str) -> None:
    """What Slack itself says to a person."""
    sandbox.streams.tell(team.id, user, {"type": "notice", "text": text})
