"""What people typed and chose in a view or message: `state.values`, and the checks Slack makes itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.inputs import NUMBER
from sandbox.surfaces import interactive_elements

State = dict[str, dict[str, dict[str, Any]]]

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_URL = re.compile(r"https?://[^\s/]+\.?[^\s]*")
_REQUIRED = "Please complete this required field."

# element type: (the state's key, where the element's start stands, the empty value)
_KEYS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "initial_files", []),
}


def _stateful(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for block in blocks:
        for _, element in interactive_elements(block):
            if element["type"] in _KEYS:
                yield block, element


def initial_state(blocks: list[dict[str, Any]]) -> State:
    """Every input's start: its initial value, or empty as Slack writes it (null, or an empty list)."""
    state: State = {}
    for block, element in _stateful(blocks):
        key, start, empty = _KEYS[element["type"]]
        value = {"type": element["type"], key: element.get(start, empty)}
        state.setdefault(block["block_id"], {})[element["action_id"]] = value
    return state


def kept_state(state: State, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> State:
    """The state of changed blocks: what was typed stays where ids and type stay, the rest starts anew."""
    types = {(b["block_id"], e["action_id"]): e["type"] for b, e in _stateful(before)}
    kept = initial_state(after)
    for block, element in _stateful(after):
        place = (block["block_id"], element["action_id"])
        if types.get(place) == element["type"] and place[1] in state.get(place[0], {}):
            kept[place[0]][place[1]] = state[place[0]][place[1]]
    return kept


def completed_state(blocks: list[dict[str, Any]], given: dict[str, Any] | None, known: State) -> State:
    """The state that the page sends, over what is known already; ids that the blocks lack are dropped."""
    values = (given or {}).get("values", given or {})
    state = kept_state(known, blocks, blocks)
    for block, element in _stateful(blocks):
        entry = values.get(block["block_id"], {}).get(element["action_id"])
        if isinstance(entry, dict):
            key = _KEYS[element["type"]][0]
            value = entry.get(key, _KEYS[element["type"]][2])
            state[block["block_id"]][element["action_id"]] = {
                "type": element["type"],
                key: None if value == "" else value,
            }
    return state


def state_entry(action: dict[str, Any]) -> dict[str, Any] | None:
    """What a block action leaves in the state; None for a button or an overflow menu, which leave nothing."""
    if action["type"] not in _KEYS:
        return None
    key, _, empty = _KEYS[action["type"]]
    return {"type": action["type"], key: action.get(key, empty)}


def input_errors(blocks: list[dict[str, Any]], state: State) -> dict[str, str]:
    """What Slack itself says under an input before it asks the app: {block_id: sentence}."""
    errors = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            entry = state.get(block["block_id"], {}).get(element["action_id"], {})
            problem = _problem(element, entry.get(_KEYS[element["type"]][0]), bool(block.get("optional")))
            if problem:
                errors[block["block_id"]] = problem
    return errors


def _problem(element: dict[str, Any], value: Any, is_optional: bool) -> str | None:
    if value in (None, "", []):
        return None if is_optional else _REQUIRED
    checks = {
        "plain_text_input": _text_problem,
        "number_input": _number_problem,
        "email_text_input": _email_problem,
        "url_text_input": _url_problem,
        "datepicker": _date_problem,
    }
    check = checks.get(element["type"])
    return check(element, value) if check else _count_problem(element, value)


def _text_problem(element: dict[str, Any], value: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < shortest:
        return f"This entry must be at least {shortest} characters."
    if len(value) > longest:
        return f"This entry must be fewer than {longest + 1} characters."
    return None


def _number_problem(element: dict[str, Any], value: Any) -> str | None:
    text = str(value)
    if not NUMBER.fullmatch(text) or ("." in text and not element["is_decimal_allowed"]):
        return "Enter a valid number." if element["is_decimal_allowed"] else "Enter a whole number."
    lowest, highest = element.get("min_value"), element.get("max_value")
    if lowest is not None and Decimal(text) < Decimal(lowest):
        return f"Enter a number of {lowest} or more."
    if highest is not None and Decimal(text) > Decimal(highest):
        return f"Enter a number of {highest} or less."
    return None


def _email_problem(_: dict[str, Any], value: str) -> str | None:
    return None if _EMAIL.fullmatch(value) else "Enter a valid email address."


def _url_problem(_: dict[str, Any], value: str) -> str | None:
    return None if _URL.fullmatch(value) else "Enter a valid URL."


def _date_problem(_: dict[str, Any], value: str) -> str | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "Enter a valid date."
    return None


def _count_problem(element: dict[str, Any], value: Any) -> str | None:
    most = element.get("max_selected_items") or element.get("max_files")
    if most is not None and isinstance(value, list) and len(value) > most:
        return f"Choose no more than {most}."
    return None
