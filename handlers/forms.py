"""A submitted form as a command: `block_id` is the command's field, `action_id` is always "value"."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.commands import Command

C = TypeVar("C", bound=Command)

SENTENCES = {
    "missing": "Please fill this in.",
    "string_too_short": "Please fill this in.",
    "string_too_long": "Please keep this to {max_length} characters.",
    "date_from_datetime_parsing": "Please choose a date.",
    "date_parsing": "Please choose a date.",
    "date_type": "Please choose a date.",
    "time_parsing": "Please choose a time.",
    "time_type": "Please choose a time.",
    "enum": "Please choose one of the list.",
    "int_parsing": "Please type a whole number.",
    "int_type": "Please choose one of the list.",
    "greater_than": "Please type a number above {gt}.",
    "greater_than_equal": "Please type a number of at least {ge}.",
    "less_than_equal": "Please type a number of at most {le}.",
    "value_error": "{error}",
}


def parse_form(command: type[C], view: dict[str, Any]) -> C:
    """The command that the form's inputs make. Raises pydantic's ValidationError, located by block id."""
    return command.model_validate(typed_values(view))


def typed_values(view: dict[str, Any]) -> dict[str, Any]:
    """What stands in the form's inputs by block id, without the empty ones."""
    values = {
        block_id: _value(inputs["value"]) for block_id, inputs in view["state"]["values"].items() if "value" in inputs
    }
    return {block_id: value for block_id, value in values.items() if value not in (None, "", [])}


def metadata(view: dict[str, Any]) -> dict[str, Any]:
    """The ids that the form carries along, never a tenant."""
    return dict(json.loads(view.get("private_metadata") or "{}"))


def field_errors(error: ValidationError) -> dict[str, str]:
    """A sentence for each field that pydantic refused."""
    return {str(problem["loc"][0]): _sentence(dict(problem)) for problem in error.errors() if problem["loc"]}


def _value(state: dict[str, Any]) -> Any:
    match state["type"]:
        case "static_select" | "external_select":
            return (state.get("selected_option") or {}).get("value")
        case "checkboxes":
            return [option["value"] for option in state.get("selected_options") or []]
        case "datepicker":
            return state.get("selected_date")
        case "timepicker":
            return state.get("selected_time")
        case "conversations_select":
            return state.get("selected_conversation")
    return state.get("value")


def _sentence(problem: dict[str, Any]) -> str:
    sentence = SENTENCES.get(problem["type"], "Please check this.")
    return sentence.format(**problem.get("ctx", {}))
