"""What a person does with blocks: press, choose, type ahead, use a shortcut, open App Home."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from sandbox import payloads
from sandbox.delivery import deliver, fire
from sandbox.errors import SlackError
from sandbox.link import Outgoing
from sandbox.state import Sandbox
from sandbox.surfaces import interactive_elements
from sandbox.texts import Option, OptionGroup
from sandbox.view_shows import page_view, slack_view
from sandbox.view_state import completed_state, state_entry
from sandbox.views import View
from sandbox.world import Channel, Message, Team, User

Place = View | tuple[Channel, Message]

DEFAULT_QUERY_LENGTH = 3
_ECHOED = ("text", "value", "style", "placeholder", "confirm", "options", "url")
_CHOSEN = ("selected_option", "selected_options")
_ANSWER = TypeAdapter(list[Option] | list[OptionGroup])


def place_of(sandbox: Sandbox, team: Team, user: User, container: dict[str, Any]) -> Place:
    """The view or message that a person acts in. One that they do not see does not exist."""
    if container.get("type") == "view":
        view = sandbox.views.of_user(team.id, user.id, str(container.get("view_id")))
        if view is None:
            raise SlackError("view_not_found")
        return view
    channel = team.channel_seen_by(user.id, str(container.get("channel")))
    message = channel.message(container.get("ts"))
    if message is None or not message.visible_to(user.id):
        raise SlackError("message_not_found")
    return channel, message


def _blocks(place: Place) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = place.body["blocks"] if isinstance(place, View) else place[1].blocks
    return blocks


def _element(place: Place, block_id: Any, action_id: Any) -> dict[str, Any]:
    for block in _blocks(place):
        if block.get("block_id") == block_id:
            for _, element in interactive_elements(block):
                if element.get("action_id") == action_id:
                    return element
    raise SlackError("action_not_found")


async def act(
    sandbox: Sandbox,
    team: Team,
    user: User,
    place: Place,
    action: dict[str, Any],
    state: dict[str, Any] | None,
) -> dict[str, Any]:
    """One block action, as the person made it; Slack's own element says what its value is."""
    element = _element(place, action.get("block_id"), action.get("action_id"))
    made = _made_action(sandbox, element, action)
    require_interactive(sandbox, team)
    outgoing = Outgoing(
        "interactive",
        "block_actions",
        element["action_id"],
        team.id,
        user.id,
        _action_payload(sandbox, team, user, place, made, state),
    )
    ack = await deliver(sandbox, outgoing)
    return {"ok": True} if ack.is_ok else {"ok": False, "error": ack.failure}


def _made_action(sandbox: Sandbox, element: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    _require_offered(element, action)
    echoed = {key: element[key] for key in _ECHOED if key in element and key != "options"}
    given = {key: value for key, value in action.items() if key not in echoed}
    return {
        **given,
        **echoed,
        "type": element["type"],
        "action_ts": sandbox.world.next_ts(sandbox.now()),
    }


def _require_offered(element: dict[str, Any], action: dict[str, Any]) -> None:
    """A choice is one of the element's own options, where it lists them."""
    groups = [element, *element.get("option_groups", [])]
    offered = {option["value"] for group in groups for option in group.get("options", [])}
    chosen = [action[key] for key in _CHOSEN if action.get(key)]
    values = {option["value"] for c in chosen for option in (c if isinstance(c, list) else [c])}
    if offered and not values <= offered:
        raise SlackError("option_not_found")


def _action_payload(
    sandbox: Sandbox,
    team: Team,
    user: User,
    place: Place,
    made: dict[str, Any],
    given: dict[str, Any] | None,
) -> dict[str, Any]:
    known = place.state if isinstance(place, View) else {}
    state = completed_state(_blocks(place), given, known)
    entry = state_entry(made)
    if entry is not None and made["action_id"] in state.get(made["block_id"], {}):
        state[made["block_id"]][made["action_id"]] = entry
    if isinstance(place, View):
        place.state = state
        return payloads.view_block_actions(sandbox, team, user, place, made)
    return payloads.message_block_actions(sandbox, team, user, *place, made, state)


def require_interactive(sandbox: Sandbox, team: Team) -> None:
    """Slack tells an app of nothing that people do with it once it is gone, or while it takes no interactions."""
    if not team.installation.is_active:
        raise SlackError("app_not_installed")
    if not sandbox.manifest.settings.interactivity.is_enabled:
        raise SlackError("interactivity_not_enabled")


async def suggest(
    sandbox: Sandbox,
    team: Team,
    user: User,
    place: Place,
    ids: dict[str, str],
    value: str,
) -> dict[str, Any]:
    """The app's options for what is typed in an external menu; too short a query is not asked."""
    element = _element(place, ids["block_id"], ids["action_id"])
    if len(value) < element.get("min_query_length", DEFAULT_QUERY_LENGTH):
        return {"options": []}
    require_interactive(sandbox, team)
    if not _may_ask_for_options(sandbox):
        return {"options": [], "error": "no_options_url"}
    body = payloads.block_suggestion(sandbox, team, user, place, ids, value)
    name = ids["action_id"]
    ack = await deliver(sandbox, Outgoing("interactive", "block_suggestion", name, team.id, user.id, body))
    if not ack.is_ok:
        return {"options": [], "error": ack.failure}
    return _checked_options(ack.payload)


def _may_ask_for_options(sandbox: Sandbox) -> bool:
    """Over HTTP, Slack asks for options only when the manifest names a URL for them."""
    is_socket = sandbox.settings.request_url is None
    return is_socket or sandbox.manifest.settings.interactivity.message_menu_options_url is not None


def _checked_options(answer: dict[str, Any]) -> dict[str, Any]:
    key = "option_groups" if "option_groups" in answer else "options"
    given = answer.get(key)
    try:
        _ANSWER.validate_python(given)
    except ValidationError:
        return {"options": [], "error": "invalid_options"}
    return {"options": [], "error": "too_many_options"} if len(given or []) > 100 else {key: given}


async def use_shortcut(
    sandbox: Sandbox, team: Team, user: User, callback_id: str, place: tuple[Channel, Message] | None
) -> dict[str, Any]:
    """A shortcut of the manifest: global, or on a message."""
    shortcut = sandbox.manifest.shortcut(callback_id)
    if shortcut is None or (shortcut.type == "message") != (place is not None) or user.is_stranger:
        raise SlackError("shortcut_not_found")
    require_interactive(sandbox, team)
    if place is None:
        kind, body = "shortcut", payloads.global_shortcut(sandbox, team, user, callback_id)
    else:
        kind, body = "message_action", payloads.message_shortcut(sandbox, team, user, *place, callback_id)
    ack = await deliver(sandbox, Outgoing("interactive", kind, callback_id, team.id, user.id, body))
    return {"ok": True} if ack.is_ok else {"ok": False, "error": ack.failure}


def open_home(sandbox: Sandbox, team: Team, user: User) -> dict[str, Any]:
    """Tell the app that a person looks at its home, and answer the home that is there now."""
    home = sandbox.views.home(team.id, user.id)
    im = team.im(user.id)
    event: dict[str, Any] = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": im.id if im else "",
        "tab": "home",
        "event_ts": sandbox.world.next_ts(sandbox.now()),
    }
    if home is not None:
        event["view"] = slack_view(sandbox, team, home)
    if sandbox.manifest.features.app_home.home_tab_enabled:
        fire(sandbox, team, "app_home_opened", event)
    return {"view": page_view(sandbox, team, home) if home else None}
