"""Slack's limits on the elements in blocks, each with what Slack says of one just past it."""

from __future__ import annotations

import pytest

from sandbox.errors import SlackError
from sandbox.surfaces import checked_blocks
from tests.sandbox.block_kit import Block, actions, button, confirm, menu, option, section
from tests.sandbox.people import plain, text_input

TOO_MUCH: list[tuple[str, Block, str]] = [
    (
        "button text",
        actions(button(text=plain("a" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "button value",
        actions(button(value="a" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "action_id",
        actions(button(action_id="a" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        "option text",
        actions(menu(options=[option(text="a" * 76)])),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        "option value",
        actions(menu(options=[option("a" * 151)])),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        "select options",
        actions(menu(options=[option(str(i)) for i in range(101)])),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "radio buttons",
        actions({"type": "radio_buttons", "options": [option(str(i)) for i in range(11)]}),
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "overflow",
        section(accessory={"type": "overflow", "options": [option(str(i)) for i in range(6)]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        "initial option elsewhere",
        actions(menu(initial_option=option("other"))),
        "initial_option must be one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "placeholder",
        actions(menu(placeholder=plain("a" * 151))),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]",
    ),
    (
        "confirm title",
        actions(confirm(title=plain("a" * 101))),
        "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ),
    (
        "confirm text",
        actions(confirm(text=plain("a" * 301))),
        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ),
    (
        "confirm button",
        actions(confirm(deny=plain("a" * 31))),
        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]",
    ),
    (
        "label",
        {**text_input("a"), "label": plain("a" * 2001)},
        "must be less than 2001 characters [json-pointer:/blocks/0/label/text]",
    ),
    (
        "an input among the actions",
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "a number input in a message",
        {**text_input("n"), "element": {"type": "number_input", "is_decimal_allowed": True}},
        "unsupported type: number_input [json-pointer:/blocks/0/element/type]",
    ),
    (
        "the same action twice in a block",
        actions(button(action_id="a"), button(action_id="a")),
        "action_id already exists in this block: a [json-pointer:/blocks/0/elements/1/action_id]",
    ),
]


@pytest.mark.parametrize(("block", "words"), [case[1:] for case in TOO_MUCH], ids=[case[0] for case in TOO_MUCH])
def test_past_the_limit_slack_names_the_place(block: Block, words: str) -> None:
    with pytest.raises(SlackError) as caught:
        checked_blocks([block])
    assert (caught.value.name, caught.value.details["errors"]) == ("invalid_blocks", [words])
