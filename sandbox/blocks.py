"""Block Kit's blocks, with Slack's limits. Which surface takes which block is surfaces.py's matter."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sandbox.elements import (
    Button,
    Choice,
    DateTimePicker,
    FeedbackButtons,
    IconButton,
    ImageElement,
    Overflow,
)
from sandbox.inputs import RichTextInput, TypedInput
from sandbox.texts import AnyText, Identifier, Mrkdwn, Picture, PlainText, Strict, at_most


class Block(Strict):
    block_id: Identifier | None = None


class Section(Block):
    type: Literal["section"]
    text: Annotated[AnyText, at_most(3000)] | None = None
    fields: list[Annotated[AnyText, at_most(2000)]] | None = Field(None, min_length=1, max_length=10)
    accessory: Annotated[Button | Overflow | ImageElement | Choice, Field(discriminator="type")] | None = None
    expand: bool | None = None

    @model_validator(mode="after")
    def says_something(self) -> Self:
        if self.text is None and self.fields is None:
            raise PydanticCustomError("empty_section", "must define either `text` or `fields`")
        return self


class Header(Block):
    type: Literal["header"]
    text: Annotated[PlainText, at_most(150)]


class Context(Block):
    type: Literal["context"]
    elements: list[Annotated[ImageElement | PlainText | Mrkdwn, Field(discriminator="type")]] = Field(
        min_length=1, max_length=10
    )


class Divider(Block):
    type: Literal["divider"]


class Actions(Block):
    type: Literal["actions"]
    elements: list[
        Annotated[Button | Overflow | Choice | DateTimePicker | RichTextInput, Field(discriminator="type")]
    ] = Field(min_length=1, max_length=25)


class Input(Block):
    type: Literal["input"]
    label: Annotated[PlainText, at_most(2000)]
    element: Annotated[Choice | DateTimePicker | TypedInput, Field(discriminator="type")]
    hint: Annotated[PlainText, at_most(2000)] | None = None
    optional: bool | None = None
    dispatch_action: bool | None = None


class Image(Block, Picture):
    type: Literal["image"]
    title: Annotated[PlainText, at_most(2000)] | None = None


class Markdown(Block):
    type: Literal["markdown"]
    text: str = Field(min_length=1, max_length=12_000)


class ContextActions(Block):
    type: Literal["context_actions"]
    elements: list[Annotated[FeedbackButtons | IconButton, Field(discriminator="type")]] = Field(
        min_length=1, max_length=5
    )


class RemoteFile(Block):
    type: Literal["file"]
    external_id: Identifier
    source: Literal["remote"]


class Alert(Block):
    type: Literal["alert"]
    text: Annotated[AnyText, at_most(3000)]
    level: Literal["default", "info", "warning", "error", "success"] | None = None


class Card(Block):
    type: Literal["card"]
    hero_image: ImageElement | None = None
    icon: ImageElement | None = None
    title: Annotated[AnyText, at_most(150)] | None = None
    subtitle: Annotated[AnyText, at_most(150)] | None = None
    body: Annotated[AnyText, at_most(200)] | None = None
    actions: list[Button] | None = Field(None, min_length=1, max_length=3)

    @model_validator(mode="after")
    def says_something(self) -> Self:
        if not (self.hero_image or self.title or self.body or self.actions):
            raise PydanticCustomError(
                "empty_card", "must define at least one of `hero_image`, `title`, `actions` or `body`"
            )
        return self


class Carousel(Block):
    type: Literal["carousel"]
    elements: list[Card] = Field(min_length=1, max_length=10)
