"""Where a button leads: the form that it opens, and the channel in which that form's reply is given."""

from __future__ import annotations

from typing import Any

from slack_sdk import WebClient

from handlers.forms import metadata


def open_view(client: WebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Open the view; over the form, where the button stands in one: what was typed there stays."""
    if (body.get("view") or {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def open_or_replace(client: WebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Open the view; in the place of the form, where the button stands in one."""
    asking = body.get("view") or {}
    if asking.get("type") == "modal":
        client.views_update(view_id=asking["id"], hash=asking["hash"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def channel_of(body: dict[str, Any]) -> str | None:
    """A button in a form replies where the form does; None stands for the App Home and for Slack's own menu."""
    if body.get("channel"):
        return str(body["channel"]["id"])
    return metadata(body.get("view") or {}).get("channel")
