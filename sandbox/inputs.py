"""Block Kit's typed inputs (text, number, email, address, file), which only an input block holds."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sandbox.texts import DispatchConfig, Identifier, Placeholder, Strict

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise PydanticCustomError("number", "must be a valid number")
    return text


Number = Annotated[str, AfterValidator(_number)]


class _TypedInput(Strict):
    action_id: Identifier | None = None
    placeholder: Placeholder | None = None
    focus_on_load: bool | None = None
    dispatch_action_config: DispatchConfig | None = None


class PlainTextInput(_TypedInput):
    type: Literal["plain_text_input"]
    initial_value: str | None = Field(None, max_length=3000)
    multiline: bool | None = None
    min_length: int | None = Field(None, ge=0, le=3000)
    max_length: int | None = Field(None, ge=1, le=3000)

    @model_validator(mode="after")
    def lengths_in_order(self) -> Self:
        if self.min_length is not None and self.max_length is not None and self.min_length > self.max_length:
            raise PydanticCustomError("lengths", "`min_length` must not be greater than `max_length`")
        return self


class RichTextInput(_TypedInput):
    type: Literal["rich_text_input"]
    initial_value: dict[str, Any] | None = None
    min_lines: int | None = Field(None, ge=1)
    max_lines: int | None = Field(None, ge=1)


class NumberInput(_TypedInput):
    type: Literal["number_input"]
    is_decimal_allowed: bool
    initial_value: Number | None = None
    min_value: Number | None = None
    max_value: Number | None = None


class EmailInput(_TypedInput):
    type: Literal["email_text_input"]
    initial_value: str | None = None


class UrlInput(_TypedInput):
    type: Literal["url_text_input"]
    initial_value: str | None = None


class FileInput(Strict):
    type: Literal["file_input"]
    action_id: Identifier | None = None
    filetypes: list[str] | None = Field(None, min_length=1)
    max_files: int | None = Field(None, ge=1, le=10)


TypedInput = PlainTextInput | RichTextInput | NumberInput | EmailInput | UrlInput | FileInput
