"""What Slack itself checks in a form, before it asks the app; and the state that a form starts with."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.view_state import completed_state, initial_state, input_errors
from tests.sandbox.people import plain, text_input


def field(kind: str, **more: Any) -> dict[str, Any]:
    return {**text_input("b"), "element": {"type": kind, "action_id": "value", **more}}


WRONG = [
    ("plain_text_input", {}, None, "Please complete this required field."),
    ("plain_text_input", {}, "", "Please complete this required field."),
    ("plain_text_input", {"min_length": 3}, "ab", "This entry must be at least 3 characters."),
    ("plain_text_input", {"max_length": 3}, "abcd", "This entry must be fewer than 4 characters."),
    ("number_input", {"is_decimal_allowed": False}, "1.5", "Enter a whole number."),
    ("number_input", {"is_decimal_allowed": True}, "much", "Enter a valid number."),
    ("number_input", {"is_decimal_allowed": True, "min_value": "1"}, "0.5", "Enter a number of 1 or more."),
    ("number_input", {"is_decimal_allowed": True, "max_value": "9"}, "9.5", "Enter a number of 9 or less."),
    ("email_text_input", {}, "asha at northwind", "Enter a valid email address."),
    ("url_text_input", {}, "northwind", "Enter a valid URL."),
    ("datepicker", {}, "25 nov", "Enter a valid date."),
    ("checkboxes", {}, [], "Please complete this required field."),
    ("multi_users_select", {"max_selected_items": 1}, ["U1", "U2"], "Choose no more than 1."),
]
KEYS = {"datepicker": "selected_date", "checkboxes": "selected_options", "multi_users_select": "selected_users"}


@pytest.mark.parametrize(("kind", "more", "value", "words"), WRONG)
def test_slack_says_under_the_input_what_is_wrong(kind: str, more: dict[str, Any], value: Any, words: str) -> None:
    state = {"b": {"value": {"type": kind, KEYS.get(kind, "value"): value}}}
    assert input_errors([field(kind, **more)], state) == {"b": words}


RIGHT = [
    ("plain_text_input", {"min_length": 2, "max_length": 2}, "ab"),
    ("number_input", {"is_decimal_allowed": True, "min_value": "1", "max_value": "9"}, "8.99"),
    ("email_text_input", {}, "asha@northwind.example"),
    ("url_text_input", {}, "https://northwind.example/a"),
    ("datepicker", {}, "2026-11-25"),
]


@pytest.mark.parametrize(("kind", "more", "value"), RIGHT)
def test_what_is_right_passes(kind: str, more: dict[str, Any], value: str) -> None:
    state = {"b": {"value": {"type": kind, KEYS.get(kind, "value"): value}}}
    assert input_errors([field(kind, **more)], state) == {}


def test_an_optional_input_may_stay_empty_but_not_be_wrong() -> None:
    email = {**field("email_text_input"), "optional": True}
    assert input_errors([email], {"b": {"value": {"value": None}}}) == {}
    assert input_errors([email], {"b": {"value": {"value": "x"}}}) == {"b": "Enter a valid email address."}


def test_a_form_starts_with_its_initial_values_and_nulls() -> None:
    chosen = {"text": plain("Won"), "value": "won"}
    blocks = [
        field("plain_text_input", initial_value="Acme"),
        {**field("static_select", initial_option=chosen), "block_id": "c"},
        {**field("multi_static_select"), "block_id": "d"},
        {**field("datepicker"), "block_id": "e"},
    ]
    assert initial_state(blocks) == {
        "b": {"value": {"type": "plain_text_input", "value": "Acme"}},
        "c": {"value": {"type": "static_select", "selected_option": chosen}},
        "d": {"value": {"type": "multi_static_select", "selected_options": []}},
        "e": {"value": {"type": "datepicker", "selected_date": None}},
    }


def test_a_value_for_an_input_that_is_not_there_is_dropped() -> None:
    given = {"values": {"b": {"value": {"value": "x"}, "other": {"value": "y"}}, "z": {"value": {"value": "y"}}}}
    assert completed_state([field("plain_text_input")], given, {}) == {
        "b": {"value": {"type": "plain_text_input", "value": "x"}}
    }
