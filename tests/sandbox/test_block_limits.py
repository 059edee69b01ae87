"""Slack's limits on blocks, each with what Slack says of a payload just past it."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.surfaces import checked_blocks
from tests.sandbox.block_kit import Block, actions, button, data_table, menu, mrkdwn, option, section, table
from tests.sandbox.people import plain, text_input

TOO_MUCH: list[tuple[str, Block, str]] = [
    ("section text", section("a" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ("empty text", section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (
        "section fields",
        section(fields=[mrkdwn("a")] * 11),
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "field text",
        section(fields=[mrkdwn("a" * 2001)]),
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "bare section",
        {"type": "section"},
        "must define either `text` or `fields` [json-pointer:/blocks/0]",
    ),
    (
        "header",
        {"type": "header", "text": plain("a" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "header in mrkdwn",
        {"type": "header", "text": mrkdwn("a")},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        "context",
        {"type": "context", "elements": [mrkdwn("a")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "actions",
        actions(*[button()] * 26),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ("block_id", section(block_id="a" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    (
        "alt text",
        {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "a" * 2001},
        "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]",
    ),
    (
        "a picture without alt text",
        {"type": "image", "image_url": "https://a.example/b.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        "a picture on this machine",
        {"type": "image", "image_url": "http://127.0.0.1:8800/b.png", "alt_text": "a"},
        "downloading image failed [json-pointer:/blocks/0/image_url]",
    ),
    ("table rows", table("table", 101), "no more than 100 items allowed [json-pointer:/blocks/0/rows]"),
    ("table columns", table("table", 1, 21), "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
    (
        "table text",
        table("table", 100, 2, "x" * 51),
        "table cells must be less than 10001 characters in all [json-pointer:/blocks]",
    ),
    ("data table rows", data_table(202), "no more than 201 items allowed [json-pointer:/blocks/0/rows]"),
    ("data table header alone", data_table(1), "no fewer than 2 items allowed [json-pointer:/blocks/0/rows]"),
    (
        "data table caption",
        table("data_table", 2),
        "missing required field: caption [json-pointer:/blocks/0]",
    ),
    (
        "data table page",
        data_table(page_size=101),
        "must be no more than 100 [json-pointer:/blocks/0/page_size]",
    ),
    (
        "markdown",
        {"type": "markdown", "text": "a" * 12_001},
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    (
        "cards",
        {"type": "carousel", "elements": [{"type": "card", "title": plain("a")}] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "card body",
        {"type": "card", "body": plain("a" * 201)},
        "must be less than 201 characters [json-pointer:/blocks/0/body/text]",
    ),
    ("a block of nobody", {"type": "chart"}, "unsupported type: chart [json-pointer:/blocks/0/type]"),
    ("a field of nobody", section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (
        "an alert in a message",
        {"type": "alert", "text": plain("a")},
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
]


def refused(blocks: Any) -> SlackError:
    with pytest.raises(SlackError) as caught:
        checked_blocks(blocks)
    return caught.value


@pytest.mark.parametrize(("block", "words"), [case[1:] for case in TOO_MUCH], ids=[case[0] for case in TOO_MUCH])
def test_past_the_limit_slack_names_the_place(block: Block, words: str) -> None:
    error = refused([block])
    assert (error.name, error.details["errors"]) == ("invalid_blocks", [words])
    assert error.details["response_metadata"]["messages"] == [f"[ERROR] {words}"]


AT_THE_LIMIT: list[tuple[str, Block]] = [
    ("section", section("a" * 3000, fields=[mrkdwn("a" * 2000)] * 10)),
    ("header", {"type": "header", "text": plain("a" * 150)}),
    ("context", {"type": "context", "elements": [mrkdwn("a")] * 10}),
    ("actions", actions(*[button(text=plain("a" * 75), value="a" * 2000)] * 25)),
    ("select", actions(menu(options=[option(str(i), "a" * 75) for i in range(100)]))),
    ("overflow", section(accessory={"type": "overflow", "options": [option(str(i)) for i in range(5)]})),
    ("table", table("table", 100, 20)),
    ("data table", data_table(201, columns=20, page_size=100)),
    ("markdown", {"type": "markdown", "text": "a" * 12_000}),
    ("input", text_input("a" * 255)),
    ("carousel", {"type": "carousel", "elements": [{"type": "card", "title": plain("a" * 150)}] * 10}),
    (
        "context actions",
        {"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}]},
    ),
    ("slack file", {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"}),
]


@pytest.mark.parametrize("block", [case[1] for case in AT_THE_LIMIT], ids=[case[0] for case in AT_THE_LIMIT])
def test_at_the_limit_slack_takes_the_block_and_gives_it_an_id(block: Block) -> None:
    [kept] = checked_blocks([block])
    assert kept["type"] == block["type"]
    assert 0 < len(kept["block_id"]) <= 255


def test_a_message_has_fifty_blocks() -> None:
    assert len(checked_blocks([section()] * 50)) == 50
    assert refused([section()] * 51).details["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]


def test_a_block_id_stands_once_in_a_message() -> None:
    error = refused([section(block_id="a"), section(block_id="a")])
    assert error.details["errors"] == ["block_id already exists: a [json-pointer:/blocks/1/block_id]"]


def test_a_message_has_one_data_table() -> None:
    assert refused([data_table(), data_table()]).details["errors"] == [
        "only one data_table is allowed [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize("blocks", ["[]", {"type": "section"}, [None]], ids=["text", "object", "null"])
def test_what_is_no_list_of_objects_is_another_error(blocks: Any) -> None:
    assert refused(blocks).name == "invalid_blocks_format"
