"""The end of a modal: submitted, with what the app makes of it, or closed."""

from __future__ import annotations

from typing import Any

from sandbox import payloads
from sandbox.delivery import deliver
from sandbox.errors import SlackError
from sandbox.interactions import require_interactive
from sandbox.link import Outgoing
from sandbox.state import Sandbox
from sandbox.surfaces import checked_view
from sandbox.view_shows import show_stack
from sandbox.view_state import completed_state, input_errors
from sandbox.views import View
from sandbox.world import Team, User

TROUBLE = "We had some trouble connecting. Try again?"


async def submit(
    sandbox: Sandbox, team: Team, user: User, view_id: str, given: dict[str, Any] | None
) -> dict[str, Any]:
    """`{ok}`, or `{ok, errors}` under the inputs, or `{ok, notice}` when the app did not take it."""
    view = _top_view(sandbox, team, user, view_id)
    require_interactive(sandbox, team)
    blocks = view.body["blocks"]
    view.state = completed_state(blocks, given, view.state)
    errors = input_errors(blocks, view.state)
    if errors:
        return {"ok": False, "errors": errors}
    body = payloads.view_submission(sandbox, team, user, view)
    name = str(view.body.get("callback_id") or "")
    ack = await deliver(sandbox, Outgoing("interactive", "view_submission", name, team.id, user.id, body))
    if not ack.is_ok:
        return {"ok": False, "notice": TROUBLE, "error": ack.failure}
    try:
        return _obey(sandbox, team, view, ack.payload)
    except SlackError as error:
        return {"ok": False, "notice": TROUBLE, **error.answer()}


def _top_view(sandbox: Sandbox, team: Team, user: User, view_id: str) -> View:
    stack = sandbox.views.stack(team.id, user.id)
    if not stack or stack[-1].id != view_id:
        raise SlackError("view_not_found")
    return stack[-1]


def _obey(sandbox: Sandbox, team: Team, view: View, answer: dict[str, Any]) -> dict[str, Any]:
    action = answer.get("response_action")
    if action == "errors":
        return {"ok": False, "errors": _checked_errors(view, answer.get("errors"))}
    if action == "update":
        view.replace(checked_view(answer.get("view"), "modal"))
    elif action == "push":
        body = checked_view(answer.get("view"), "modal")
        sandbox.views.push(sandbox.world.next_id("V"), team.id, view.user, body)
    elif action == "clear":
        sandbox.views.clear(team.id, view.user)
    elif action is None:
        sandbox.views.close(team.id, view.user, view.id)
    else:
        raise SlackError("unknown_response_action")
    show_stack(sandbox, team, view.user)
    return {"ok": True}


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    """Errors stand under inputs of this view; Slack takes no others."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_errors")
    return {block_id: str(text) for block_id, text in errors.items()}


def close(sandbox: Sandbox, team: Team, user: User, view_id: str, *, everything: bool) -> dict[str, Any]:
    """Close the top modal, or the whole stack; the app is told where it asked to be."""
    top = _top_view(sandbox, team, user, view_id)
    everything = everything or bool(top.body.get("clear_on_close"))
    stack = sandbox.views.stack(team.id, user.id)
    closed = list(reversed(stack)) if everything else [top]
    for view in closed:
        sandbox.views.close(team.id, user.id, view.id)
        if view.body.get("notify_on_close"):
            body = payloads.view_closed(sandbox, team, user, view, all_closed=everything)
            name = str(view.body.get("callback_id") or "")
            sandbox.in_background(_tell(sandbox, Outgoing("interactive", "view_closed", name, team.id, user.id, body)))
    show_stack(sandbox, team, user.id)
    return {"ok": True}


async def _tell(sandbox: Sandbox, outgoing: Outgoing) -> None:
    await deliver(sandbox, outgoing)
