"""A submitted form as a command: `block_id` names the command's field, `action_id` is always "value"."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.commands import Command
from handlers.carried import unless_out_of_date

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
    """What stands in the form's inputs by field, without the empty ones."""
    states = view["state"]["values"].items()
    values = {field_of(block_id): _value(inputs["value"]) for block_id, inputs in states if "value" in inputs}
    return {field: value for field, value in values.items() if value not in (None, "", [])}


def field_of(block_id: str) -> str:
    """The command's field. An input whose choices change with another one carries them behind its name.

    Slack keeps what was chosen as long as the block id stays, also when it is no choice any more.
    """
    return block_id.partition(" ")[0]


def opened_values(view: dict[str, Any]) -> dict[str, Any]:
    """What stood in the form's inputs when it was opened, as `typed_values` has it: it differs where it was changed."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    values = {field_of(block["block_id"]): _initial(block["element"]) for block in inputs}
    return {field: value for field, value in values.items() if value not in (None, "", [])}


def metadata(view: dict[str, Any]) -> dict[str, Any]:
    """The ids that the form carries along, never a tenant."""
    with unless_out_of_date():
        return dict(json.loads(view.get("private_metadata") or "{}"))


def confirmed(view: dict[str, Any]) -> list[str]:
    """The keys of the questions that this form has asked and that were answered with yes."""
    with unless_out_of_date():
        return list(metadata(view).get("confirmed", ()))


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
    return (state.get("value") or "").strip()  # spaces alone are nothing


def _initial(element: dict[str, Any]) -> Any:
    began = {key.replace("initial", "selected"): value for key, value in element.items() if key.startswith("initial_")}
    return _value({"type": element["type"], "value": element.get("initial_value"), **began})


def _sentence(problem: dict[str, Any]) -> str:
    sentence = SENTENCES.get(problem["type"], "Please check this.")
    return sentence.format(**problem.get("ctx", {}))
