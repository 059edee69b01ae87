"""A form that is still being filled in: what was typed so far, also into inputs that it does not show now."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from bot.kinds import Outcome
from handlers.forms import field_of, metadata, typed_values
from handlers.views.blocks import Choice

Typed = dict[str, Any]
"""By field; a chosen record is its id and its text."""


def typed_so_far(view: dict[str, Any]) -> Typed:
    states = view["state"]["values"].items()
    inputs = {field_of(block_id): state["value"] for block_id, state in states if "value" in state}
    kept = {name: value for name, value in metadata(view).get("kept", {}).items() if name not in inputs}
    chosen = {
        name: (state["selected_option"]["value"], state["selected_option"]["text"]["text"])
        for name, state in inputs.items()
        if state["type"] == "external_select" and state.get("selected_option")
    }
    return kept | typed_values(view) | chosen


def event_parts(typed: Typed) -> dict[str, Any]:
    """The fields that every `EventDraft` has."""
    return {
        "lead": choice_in(typed, "lead"),
        "happened_on": day_in(typed, "happened_on"),
        "happened_at": time.fromisoformat(typed["happened_at"]) if "happened_at" in typed else None,
        "outcome": Outcome(typed["outcome"]) if "outcome" in typed else None,
        "duration": _minutes(str(typed.get("duration", ""))),
        "notes": typed.get("notes"),
        "follow_up_required": "follow_up_required" in typed,
        "follow_up_on": day_in(typed, "follow_up_on"),
        "owner": choice_in(typed, "owner"),
    }


def choice_in(typed: Typed, field: str) -> Choice | None:
    found = typed.get(field)
    return (found[0], found[1]) if found else None


def _minutes(typed: str) -> int | None:
    """None also for what the input itself refuses, when the form is sent."""
    return int(typed) if re.fullmatch(r"[1-9]\d{0,3}", typed, re.ASCII) and int(typed) <= 24 * 60 else None


def day_in(typed: Typed, field: str) -> date | None:
    return date.fromisoformat(typed[field]) if field in typed else None
