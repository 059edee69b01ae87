"""What Slack says of a payload that it refuses: pydantic's findings in Slack's words, with JSON pointers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sandbox.texts import TEXT_TOO_LONG

_WORDS = {
    "string_type": "must provide a string",
    "list_type": "must provide an array",
    "model_type": "must provide an object",
    "model_attributes_type": "must provide an object",
    "dict_type": "must provide an object",
    "bool_type": "must provide a boolean",
    "int_type": "must provide an integer",
    "string_too_long": "must be less than {max_length+1} characters",
    "string_too_short": "must be more than {min_length-1} characters",
    "too_long": "no more than {max_length} items allowed",
    "too_short": "no fewer than {min_length} items allowed",
    "less_than_equal": "must be no more than {le}",
    "greater_than_equal": "must be no less than {ge}",
    "literal_error": "must be one of {expected}",
    "union_tag_not_found": "missing required field: type",
}


def complaints(error: ValidationError, payload: Any, root: str = "") -> list[str]:
    """One sentence a finding, as `must be less than 76 characters [json-pointer:/blocks/0/text/text]`."""
    return [_complaint(finding, payload, root) for finding in error.errors(include_url=False)]


def _complaint(finding: ErrorDetails, payload: Any, root: str) -> str:
    path = _path(finding["loc"], payload)
    kind = finding["type"]
    if kind in ("missing", "extra_forbidden"):
        words = "missing required field" if kind == "missing" else "invalid additional property"
        return with_pointer(f"{words}: {path[-1]}", root, path[:-1])
    if kind == "union_tag_invalid" or (kind == "literal_error" and path[-1:] == ["type"]):
        given = finding["input"].get("type") if isinstance(finding["input"], dict) else finding["input"]
        return with_pointer(f"unsupported type: {given}", root, [*[p for p in path if p != "type"], "type"])
    if kind == TEXT_TOO_LONG:
        path = [*path, "text"]
    return with_pointer(_words(finding), root, path)


def _words(finding: ErrorDetails) -> str:
    context = finding.get("ctx", {})
    words = _WORDS.get(finding["type"], finding["msg"])
    for name, value in context.items():
        if isinstance(value, int):
            words = words.replace(f"{{{name}+1}}", str(value + 1)).replace(f"{{{name}-1}}", str(value - 1))
        words = words.replace(f"{{{name}}}", str(value))
    return words


def with_pointer(words: str, root: str, path: Iterable[str | int]) -> str:
    pointer = "".join(f"/{part}" for part in path)
    return f"{words} [json-pointer:{root}{pointer}]"


def _path(loc: tuple[int | str, ...], payload: Any) -> list[str | int]:
    """The place without what pydantic adds for the member of a union that it chose: the value of `type`."""
    path: list[str | int] = []
    at: Any = payload
    tag_allowed = True
    for part in loc:
        if tag_allowed and isinstance(at, dict) and at.get("type") == part:
            tag_allowed = False
            continue
        path.append(part)
        at = _child(at, part)
        tag_allowed = True
    return path


def _child(value: Any, key: int | str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None
