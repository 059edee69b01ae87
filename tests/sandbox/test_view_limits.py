"""Slack's limits on modals and App Homes, and the blocks that it refuses there."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.surfaces import checked_view
from tests.sandbox.people import modal, plain, text_input

DIVIDER = {"type": "divider"}
TABLE = {"type": "data_table", "caption": "c", "rows": [[{"type": "raw_text", "text": "a"}]] * 2}
NUMBER = {**text_input("n"), "element": {"type": "number_input", "is_decimal_allowed": False}}


def home(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks), **more}


REFUSED = [
    ("title", modal(title=plain("a" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    ("submit", modal(submit=plain("a" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    ("close", modal(close=plain("a" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (
        "private_metadata",
        modal(private_metadata="a" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (
        "callback_id",
        modal(callback_id="a" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    ("blocks", modal(*[DIVIDER] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (
        "no submit",
        modal(submit=None),
        "must define `submit` to use an `input` block in modals [json-pointer:/view]",
    ),
    ("a field of nobody", modal(id="V1"), "invalid additional property: id [json-pointer:/view]"),
    ("a table in a modal", modal(TABLE), "unsupported type: data_table [json-pointer:/view/blocks/0/type]"),
    ("a card in a home", home({"type": "card"}), "unsupported type: card [json-pointer:/view/blocks/0/type]"),
    (
        "an alert in a home",
        home({"type": "alert", "text": plain("a")}),
        "unsupported type: alert [json-pointer:/view/blocks/0/type]",
    ),
    (
        "a number input in a home",
        home(NUMBER),
        "unsupported type: number_input [json-pointer:/view/blocks/0/element/type]",
    ),
    ("a title on a home", home(title=plain("a")), "invalid additional property: title [json-pointer:/view]"),
    ("another type", {"type": "dialog"}, "unsupported type: dialog [json-pointer:/view/type]"),
    (
        "the same block twice",
        modal(text_input("a"), text_input("a")),
        "block_id already exists: a [json-pointer:/view/blocks/1/block_id]",
    ),
]


@pytest.mark.parametrize(("view", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_slack_names_what_is_wrong_with_a_view(view: dict[str, Any], words: str) -> None:
    with pytest.raises(SlackError) as caught:
        checked_view(view, "modal", "home")
    assert caught.value.name == "invalid_arguments"
    assert caught.value.details["response_metadata"]["messages"] == [f"[ERROR] {words}"]


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    long = {"type": "section", "text": plain("a" * 3000)}
    with pytest.raises(SlackError, match="view_too_large"):
        checked_view(modal(*[long] * 84), "modal")


def test_a_modal_takes_every_typed_input_and_an_alert() -> None:
    kinds = ["email_text_input", "url_text_input", "file_input", "rich_text_input", "datetimepicker", "timepicker"]
    inputs = [{**text_input(kind), "element": {"type": kind}} for kind in kinds]
    view = modal(NUMBER, *inputs, {"type": "alert", "text": plain("Mind this"), "level": "warning"})
    assert [block["type"] for block in checked_view(view, "modal")["blocks"]] == ["input"] * 7 + ["alert"]
