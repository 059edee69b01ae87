"""Which blocks a message, a modal and an App Home take, and the rules that span blocks: ids, sizes, submit."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from sandbox.blocks import (
    Actions,
    Alert,
    Card,
    Carousel,
    Context,
    ContextActions,
    Divider,
    Header,
    Image,
    Input,
    Markdown,
    RemoteFile,
    Section,
)
from sandbox.complaints import complaints, with_pointer
from sandbox.errors import SlackError, invalid
from sandbox.rich_text import RichText
from sandbox.tables import DataTable, Table, characters
from sandbox.texts import PlainText, Strict, at_most

VIEW_BYTES = 250_000
MARKDOWN_CHARACTERS = 12_000
TABLE_CHARACTERS = {"table": 10_000, "data_table": 20_000}
MODAL_ONLY_ELEMENTS = {"number_input", "email_text_input", "url_text_input", "file_input"}

_Everywhere = Section | Header | Context | Divider | Actions | Input | Image | RichText
_InMessages = Markdown | Table | DataTable | ContextActions | RemoteFile | Card | Carousel


class MessageBody(Strict):
    blocks: list[Annotated[_Everywhere | _InMessages, Field(discriminator="type")]] = Field(max_length=50)


class HomeView(Strict):
    type: Literal["home"]
    blocks: list[Annotated[_Everywhere, Field(discriminator="type")]] = Field(max_length=100)
    private_metadata: str | None = Field(None, max_length=3000)
    callback_id: str | None = Field(None, max_length=255)
    external_id: str | None = Field(None, max_length=255)


class ModalView(Strict):
    type: Literal["modal"]
    title: Annotated[PlainText, at_most(24)]
    blocks: list[Annotated[_Everywhere | Alert, Field(discriminator="type")]] = Field(max_length=100)
    submit: Annotated[PlainText, at_most(24)] | None = None
    close: Annotated[PlainText, at_most(24)] | None = None
    private_metadata: str | None = Field(None, max_length=3000)
    callback_id: str | None = Field(None, max_length=255)
    external_id: str | None = Field(None, max_length=255)
    clear_on_close: bool | None = None
    notify_on_close: bool | None = None


def checked_blocks(blocks: Any) -> list[dict[str, Any]]:
    """A message's blocks, with the ids that Slack adds. Raises invalid_blocks, naming each wrong field."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    try:
        body = MessageBody.model_validate({"blocks": blocks})
    except ValidationError as error:
        raise invalid("invalid_blocks", complaints(error, {"blocks": blocks})) from None
    found = [*_repeated_ids(blocks, ""), *_modal_only(blocks), *_too_much_text(body)]
    if found:
        raise invalid("invalid_blocks", found)
    return with_ids(blocks)


def checked_view(view: Any, *kinds: str) -> dict[str, Any]:
    """A view of one of these kinds ("modal", "home"), with the ids that Slack adds to its blocks."""
    if not isinstance(view, dict):
        raise invalid("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if view.get("type") not in kinds:
        raise invalid("invalid_arguments", [f"unsupported type: {view.get('type')} [json-pointer:/view/type]"])
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    model = ModalView if view["type"] == "modal" else HomeView
    try:
        model.model_validate(view)
    except ValidationError as error:
        raise invalid("invalid_arguments", complaints(error, view, "/view")) from None
    found = [*_repeated_ids(view["blocks"], "/view"), *_missing_submit(view)]
    if view["type"] == "home":
        found += _modal_only(view["blocks"], "/view")
    if found:
        raise invalid("invalid_arguments", found)
    return {**view, "blocks": with_ids(view["blocks"])}


def with_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Copies with a random block_id and action_id wherever the app gave none, as Slack stores them."""
    copies: list[dict[str, Any]] = json.loads(json.dumps(blocks))
    for block in copies:
        block.setdefault("block_id", _random_id())
        for _, element in interactive_elements(block):
            element.setdefault("action_id", _random_id())
    return copies


def _random_id() -> str:
    return secrets.token_urlsafe(4)[:5]


def interactive_elements(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place in the block, element) of everything in it that a person can use."""
    kind = block["type"]
    if kind == "section" and isinstance(block.get("accessory"), dict):
        places = [("accessory", block["accessory"])]
    elif kind == "input":
        places = [("element", block["element"])]
    elif kind in ("actions", "context_actions"):
        places = [(f"elements/{i}", element) for i, element in enumerate(block["elements"])]
    elif kind == "card":
        places = [(f"actions/{i}", button) for i, button in enumerate(block.get("actions", []))]
    elif kind == "carousel":
        places = [
            (f"elements/{i}/actions/{j}", button)
            for i, card in enumerate(block["elements"])
            for j, button in enumerate(card.get("actions", []))
        ]
    else:
        places = []
    yield from ((place, element) for place, element in places if element["type"] != "image")


def _repeated_ids(blocks: list[dict[str, Any]], root: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if block.get("block_id") in seen:
            words = f"block_id already exists: {block['block_id']}"
            yield with_pointer(words, root, ["blocks", index, "block_id"])
        if "block_id" in block:
            seen.add(block["block_id"])
        yield from _repeated_actions(block, root, index)


def _repeated_actions(block: dict[str, Any], root: str, index: int) -> Iterator[str]:
    seen: set[str] = set()
    for place, element in interactive_elements(block):
        action = element.get("action_id")
        if action in seen:
            words = f"action_id already exists in this block: {action}"
            yield with_pointer(words, root, ["blocks", index, place, "action_id"])
        if action is not None:
            seen.add(action)


def _modal_only(blocks: list[dict[str, Any]], root: str = "") -> Iterator[str]:
    for index, block in enumerate(blocks):
        for place, element in interactive_elements(block):
            if element["type"] in MODAL_ONLY_ELEMENTS:
                words = f"unsupported type: {element['type']}"
                yield with_pointer(words, root, ["blocks", index, place, "type"])


def _missing_submit(view: dict[str, Any]) -> list[str]:
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_inputs and view.get("submit") is None:
        return ["must define `submit` to use an `input` block in modals [json-pointer:/view]"]
    return []


def _too_much_text(body: MessageBody) -> Iterator[str]:
    markdown = sum(len(block.text) for block in body.blocks if isinstance(block, Markdown))
    if markdown > MARKDOWN_CHARACTERS:
        yield with_pointer(f"markdown text must be less than {MARKDOWN_CHARACTERS + 1} characters", "", ["blocks"])
    for kind, limit in TABLE_CHARACTERS.items():
        tables = [block for block in body.blocks if isinstance(block, Table | DataTable) and block.type == kind]
        if len(tables) > 1:
            yield with_pointer(f"only one {kind} is allowed", "", ["blocks"])
        if sum(characters(cell) for table in tables for row in table.rows for cell in row) > limit:
            yield with_pointer(f"{kind} cells must be less than {limit + 1} characters in all", "", ["blocks"])
