"""views.*: the modals and App Homes that the app shows."""

from __future__ import annotations

from typing import Any

from sandbox.calls import Call, Method
from sandbox.errors import invalid
from sandbox.surfaces import checked_view
from sandbox.triggers import Trigger
from sandbox.view_shows import show_home, show_stack, slack_view
from sandbox.views import View


async def open_view(call: Call) -> dict[str, Any]:
    body = checked_view(call.value("view"), "modal")
    trigger = _trigger(call)
    view = call.sandbox.views.open(call.sandbox.world.next_id("V"), call.team.id, trigger.user, body)
    return _shown(call, view)


async def push_view(call: Call) -> dict[str, Any]:
    body = checked_view(call.value("view"), "modal")
    trigger = _trigger(call)
    view = call.sandbox.views.push(call.sandbox.world.next_id("V"), call.team.id, trigger.user, body)
    return _shown(call, view)


async def update_view(call: Call) -> dict[str, Any]:
    body = checked_view(call.value("view"), "modal", "home")
    view_id, external_id = call.text("view_id") or None, call.text("external_id") or None
    if not (view_id or external_id):
        raise invalid("invalid_arguments", ["missing required field: view_id"])
    expected = call.text("hash") or None
    view = call.sandbox.views.update(call.team.id, body, view_id=view_id, external_id=external_id, expected=expected)
    return _shown(call, view)


async def publish_view(call: Call) -> dict[str, Any]:
    body = checked_view(call.value("view"), "home")
    user = call.team.user(call.required("user_id"))
    if not call.sandbox.manifest.features.app_home.home_tab_enabled:
        raise invalid("not_enabled", ["the home tab is not enabled"])
    expected = call.text("hash") or None
    view_id = call.sandbox.world.next_id("V")
    return _shown(call, call.sandbox.views.publish(view_id, call.team.id, user.id, body, expected))


def _trigger(call: Call) -> Trigger:
    return call.sandbox.triggers.redeem(call.required("trigger_id"), call.team.id, call.sandbox.now())


def _shown(call: Call, view: View) -> dict[str, Any]:
    show = show_home if view.body["type"] == "home" else show_stack
    show(call.sandbox, call.team, view.user)
    return {"view": slack_view(call.sandbox, call.team, view)}


METHODS = {
    "views.open": Method(open_view, tier=4),
    "views.push": Method(push_view, tier=4),
    "views.update": Method(update_view, tier=4),
    "views.publish": Method(publish_view, tier=4),
}
