"""Block Kit's composition objects (texts, options, confirmations), each with Slack's limits."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

TEXT_TOO_LONG = "text_too_long"


class Strict(BaseModel):
    """Refuses fields that Slack does not know, and values of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PlainText(Strict):
    type: Literal["plain_text"]
    text: str = Field(min_length=1)
    emoji: bool | None = None


class Mrkdwn(Strict):
    type: Literal["mrkdwn"]
    text: str = Field(min_length=1)
    verbatim: bool | None = None


AnyText = Annotated[PlainText | Mrkdwn, Field(discriminator="type")]


def at_most(characters: int) -> AfterValidator:
    """The limit of a text object; Slack's pointer goes to the text inside it."""

    def limit(text: PlainText | Mrkdwn) -> PlainText | Mrkdwn:
        if len(text.text) > characters:
            raise PydanticCustomError(TEXT_TOO_LONG, "must be less than {limit} characters", {"limit": characters + 1})
        return text

    return AfterValidator(limit)


Identifier = Annotated[str, Field(min_length=1, max_length=255)]
Url = Annotated[str, Field(min_length=1, max_length=3000)]
Style = Literal["primary", "danger"]
Placeholder = Annotated[PlainText, at_most(150)]


class Option(Strict):
    """A choice of a select menu."""

    text: Annotated[PlainText, at_most(75)]
    value: str = Field(min_length=1, max_length=150)
    description: Annotated[PlainText, at_most(75)] | None = None


class MarkedOption(Strict):
    """A choice of radio buttons or checkboxes, which may be marked up."""

    text: Annotated[AnyText, at_most(75)]
    value: str = Field(min_length=1, max_length=150)
    description: Annotated[AnyText, at_most(75)] | None = None


class MenuOption(Option):
    """A choice of an overflow menu, which may be a link."""

    url: Url | None = None


class OptionGroup(Strict):
    label: Annotated[PlainText, at_most(75)]
    options: list[Option] = Field(min_length=1, max_length=100)


class Confirm(Strict):
    title: Annotated[PlainText, at_most(100)]
    text: Annotated[AnyText, at_most(300)]
    confirm: Annotated[PlainText, at_most(30)]
    deny: Annotated[PlainText, at_most(30)]
    style: Style | None = None


class DispatchConfig(Strict):
    trigger_actions_on: list[Literal["on_enter_pressed", "on_character_entered"]] = Field(min_length=1)


class SlackFile(Strict):
    """A file that Slack already holds, named by its id or by its address: one of the two."""

    id: str | None = None
    url: str | None = None


def _public(url: str) -> str:
    """Slack fetches a picture from its own network; what stands on this machine or in a LAN it cannot."""
    host = urlsplit(url).hostname or ""
    try:
        is_public = ip_address(host).is_global
    except ValueError:
        is_public = "." in host and not host.endswith((".localhost", ".local"))
    if not (url.startswith(("https://", "http://")) and is_public):
        raise PydanticCustomError("image_url", "downloading image failed")
    return url


class Picture(Strict):
    alt_text: str = Field(min_length=1, max_length=2000)
    image_url: Annotated[Url, AfterValidator(_public)] | None = None
    slack_file: SlackFile | None = None

    @model_validator(mode="after")
    def one_source(self) -> Self:
        if (self.image_url is None) == (self.slack_file is None):
            raise PydanticCustomError("image_source", "must define either `image_url` or `slack_file`")
        return self
