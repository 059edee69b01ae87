"""Block Kit's buttons, menus and pickers: the elements that stand in sections, actions and inputs."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sandbox.texts import (
    Confirm,
    Identifier,
    MarkedOption,
    MenuOption,
    Option,
    OptionGroup,
    Picture,
    Placeholder,
    PlainText,
    Strict,
    Style,
    Url,
    at_most,
)


def _calendar_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("day", "must be a date in the format YYYY-MM-DD") from None
    return text


def _clock_time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise PydanticCustomError("clock_time", "must be a time in the format HH:mm")
    return text


def _one_of_the_options(field: str) -> PydanticCustomError:
    return PydanticCustomError("not_an_option", "{field} must be one of the options", {"field": field})


class Interactive(Strict):
    action_id: Identifier | None = None
    confirm: Confirm | None = None


class Focusable(Interactive):
    focus_on_load: bool | None = None


class Menu(Focusable):
    placeholder: Placeholder | None = None


class Button(Interactive):
    type: Literal["button"]
    text: Annotated[PlainText, at_most(75)]
    url: Url | None = None
    value: str | None = Field(None, max_length=2000)
    style: Style | None = None
    accessibility_label: str | None = Field(None, max_length=75)


class IconButton(Interactive):
    type: Literal["icon_button"]
    icon: Literal["trash"]
    text: Annotated[PlainText, at_most(75)]
    value: str | None = Field(None, max_length=2000)
    accessibility_label: str | None = Field(None, max_length=75)
    visible_to_user_ids: list[str] | None = None


class FeedbackChoice(Strict):
    text: Annotated[PlainText, at_most(75)]
    value: str = Field(min_length=1, max_length=2000)
    accessibility_label: str | None = Field(None, max_length=75)


class FeedbackButtons(Strict):
    type: Literal["feedback_buttons"]
    action_id: Identifier | None = None
    positive_button: FeedbackChoice
    negative_button: FeedbackChoice


class Overflow(Interactive):
    type: Literal["overflow"]
    options: list[MenuOption] = Field(min_length=1, max_length=5)


class ImageElement(Picture):
    type: Literal["image"]


class _StaticMenu(Menu):
    options: list[Option] | None = Field(None, min_length=1, max_length=100)
    option_groups: list[OptionGroup] | None = Field(None, min_length=1, max_length=100)

    @model_validator(mode="after")
    def one_kind_of_options(self) -> Self:
        if (self.options is None) == (self.option_groups is None):
            raise PydanticCustomError("options", "must define either `options` or `option_groups`")
        return self

    def offers(self, option: Option) -> bool:
        if self.options is not None:
            return option in self.options
        return any(option in group.options for group in self.option_groups or [])


class StaticSelect(_StaticMenu):
    type: Literal["static_select"]
    initial_option: Option | None = None

    @model_validator(mode="after")
    def starts_with_an_option(self) -> Self:
        if self.initial_option is not None and not self.offers(self.initial_option):
            raise _one_of_the_options("initial_option")
        return self


class MultiStaticSelect(_StaticMenu):
    type: Literal["multi_static_select"]
    initial_options: list[Option] | None = Field(None, min_length=1, max_length=100)
    max_selected_items: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def starts_with_options(self) -> Self:
        if not all(self.offers(option) for option in self.initial_options or []):
            raise _one_of_the_options("initial_options")
        return self


class ExternalSelect(Menu):
    type: Literal["external_select"]
    initial_option: Option | None = None
    min_query_length: int | None = Field(None, ge=0)


class MultiExternalSelect(Menu):
    type: Literal["multi_external_select"]
    initial_options: list[Option] | None = Field(None, min_length=1, max_length=100)
    min_query_length: int | None = Field(None, ge=0)
    max_selected_items: int | None = Field(None, ge=1)


class UsersSelect(Menu):
    type: Literal["users_select"]
    initial_user: str | None = None


class MultiUsersSelect(Menu):
    type: Literal["multi_users_select"]
    initial_users: list[str] | None = None
    max_selected_items: int | None = Field(None, ge=1)


class ConversationFilter(Strict):
    include: list[Literal["im", "mpim", "private", "public"]] | None = Field(None, min_length=1)
    exclude_external_shared_channels: bool | None = None
    exclude_bot_users: bool | None = None


class ConversationsSelect(Menu):
    type: Literal["conversations_select"]
    initial_conversation: str | None = None
    default_to_current_conversation: bool | None = None
    response_url_enabled: bool | None = None
    filter: ConversationFilter | None = None


class MultiConversationsSelect(Menu):
    type: Literal["multi_conversations_select"]
    initial_conversations: list[str] | None = None
    default_to_current_conversation: bool | None = None
    max_selected_items: int | None = Field(None, ge=1)
    filter: ConversationFilter | None = None


class ChannelsSelect(Menu):
    type: Literal["channels_select"]
    initial_channel: str | None = None
    response_url_enabled: bool | None = None


class MultiChannelsSelect(Menu):
    type: Literal["multi_channels_select"]
    initial_channels: list[str] | None = None
    max_selected_items: int | None = Field(None, ge=1)


class RadioButtons(Focusable):
    type: Literal["radio_buttons"]
    options: list[MarkedOption] = Field(min_length=1, max_length=10)
    initial_option: MarkedOption | None = None

    @model_validator(mode="after")
    def starts_with_an_option(self) -> Self:
        if self.initial_option is not None and self.initial_option not in self.options:
            raise _one_of_the_options("initial_option")
        return self


class Checkboxes(Focusable):
    type: Literal["checkboxes"]
    options: list[MarkedOption] = Field(min_length=1, max_length=10)
    initial_options: list[MarkedOption] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def starts_with_options(self) -> Self:
        if not all(option in self.options for option in self.initial_options or []):
            raise _one_of_the_options("initial_options")
        return self


class DatePicker(Menu):
    type: Literal["datepicker"]
    initial_date: Annotated[str, AfterValidator(_calendar_day)] | None = None


class TimePicker(Menu):
    type: Literal["timepicker"]
    initial_time: Annotated[str, AfterValidator(_clock_time)] | None = None
    timezone: str | None = None


class DateTimePicker(Focusable):
    type: Literal["datetimepicker"]
    initial_date_time: int | None = Field(None, ge=1_000_000_000, le=9_999_999_999)


Select = StaticSelect | ExternalSelect | UsersSelect | ConversationsSelect | ChannelsSelect
MultiSelect = (
    MultiStaticSelect | MultiExternalSelect | MultiUsersSelect | MultiConversationsSelect | MultiChannelsSelect
)
Choice = Select | MultiSelect | RadioButtons | Checkboxes | DatePicker | TimePicker
