"""The few blocks and inputs that every view is made of, in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
)

from handlers.views.words import LONGEST, shorten

Blocks = list[dict[str, Any]]
Choice = tuple[str, str]
"""(value, text) of one option."""


def header(text: str) -> dict[str, Any]:
    return HeaderBlock(text=PlainTextObject(text=shorten(text, 150), emoji=True)).to_dict()


def section(markdown: str, *, accessory: ButtonElement | OverflowMenuElement | None = None) -> dict[str, Any]:
    text = MarkdownTextObject(text=shorten(markdown, LONGEST))
    return SectionBlock(text=text, accessory=accessory).to_dict()


def context(*markdown: str) -> dict[str, Any]:
    return ContextBlock(elements=[MarkdownTextObject(text=shorten(text, LONGEST)) for text in markdown]).to_dict()


def facts(told: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """(name, fact in markup), two beside each other: at most ten."""
    return SectionBlock(fields=[MarkdownTextObject(text=f"*{name}*\n{fact}") for name, fact in told]).to_dict()


def divider() -> dict[str, Any]:
    return DividerBlock().to_dict()


def button(text: str, action_id: str, value: str = "", *, style: str | None = None) -> ButtonElement:
    return ButtonElement(
        text=PlainTextObject(text=text, emoji=True), action_id=action_id, value=value or None, style=style
    )


def risky_button(text: str, action_id: str, value: str, *, question: str, explanation: str) -> ButtonElement:
    """A red button about which Slack asks first; the explanation is plain text."""
    asked = ConfirmObject(
        title=question, text=PlainTextObject(text=explanation), confirm=text, deny="Cancel", style="danger"
    )
    return ButtonElement(
        text=PlainTextObject(text=text), action_id=action_id, value=value, style="danger", confirm=asked
    )


def overflow(action_id: str, choices: Sequence[Choice]) -> OverflowMenuElement:
    """The three dots: at most five choices."""
    return OverflowMenuElement(action_id=action_id, options=[option(value, text) for value, text in choices])


def actions(*elements: ButtonElement | OverflowMenuElement | StaticSelectElement) -> dict[str, Any]:
    return ActionsBlock(elements=list(elements)).to_dict()


def field(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
    rebuilds: bool = False,
) -> dict[str, Any]:
    """An input; one that `rebuilds` its form tells the app as soon as it is changed."""
    return InputBlock(
        block_id=block_id,
        label=PlainTextObject(text=label),
        element=element,
        optional=optional,
        hint=PlainTextObject(text=hint) if hint else None,
        dispatch_action=rebuilds,
    ).to_dict()


def line_input(
    *, initial: str | None = None, placeholder: str | None = None, limit: int = 200, focus: bool = False
) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id="value",
        initial_value=initial and initial[:limit],
        placeholder=placeholder,
        max_length=limit,
        focus_on_load=focus or None,
    )


def paragraph_input(
    *, initial: str | None = None, placeholder: str | None = None, limit: int = 3000
) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id="value",
        multiline=True,
        initial_value=initial and initial[:limit],
        placeholder=placeholder,
        max_length=limit,
    )


def select(choices: Sequence[Choice], *, chosen: str | None = None, placeholder: str = "Choose") -> StaticSelectElement:
    """At most 100 choices; a select of records that may be more is a `typeahead`."""
    options = {value: option(value, text) for value, text in choices}
    return StaticSelectElement(
        action_id="value",
        options=list(options.values()),
        initial_option=options.get(chosen) if chosen else None,
        placeholder=placeholder,
    )


def typeahead(*, chosen: Choice | None = None, placeholder: str, after: int = 0) -> ExternalDataSelectElement:
    """A search that asks the app once `after` characters are typed."""
    return ExternalDataSelectElement(
        action_id="value",
        placeholder=placeholder,
        initial_option=option(*chosen) if chosen else None,
        min_query_length=after,
    )


def number_input(initial: int | None, least: int, most: int) -> NumberInputElement:
    return NumberInputElement(
        action_id="value",
        is_decimal_allowed=False,
        initial_value=None if initial is None else str(initial),
        min_value=str(least),
        max_value=str(most),
    )


def date_input(initial: date | None = None) -> DatePickerElement:
    return DatePickerElement(action_id="value", initial_date=initial.isoformat() if initial else None)


def time_input(initial: time | None = None) -> TimePickerElement:
    return TimePickerElement(action_id="value", initial_time=f"{initial:%H:%M}" if initial else None)


def channel_field(chosen: str | None = None) -> dict[str, Any]:
    """A channel of this company's own: none that is shared with another one, no direct message.

    Slack can't leave out those that the app is not in.
    """
    element = ConversationSelectElement(
        action_id="value",
        initial_conversation=chosen,
        filter=ConversationFilter(
            include=["public", "private"], exclude_external_shared_channels=True, exclude_bot_users=True
        ),
    )
    return field("channel", "Channel", element, hint="One that I am in: elsewhere, type /invite @Milepost first.")


def tick(value: str, text: str, *, ticked: bool = False) -> CheckboxesElement:
    box = option(value, text)
    return CheckboxesElement(action_id="value", options=[box], initial_options=[box] if ticked else None)


def option(value: str, text: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=shorten(text, 75)))


def form(callback_id: str, title: str, blocks: Blocks, *, submit: str = "Save", metadata: str = "") -> dict[str, Any]:
    # Not slack_sdk's View: it would check every block a second time, which takes a millisecond a form.
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": _plain(title),
        "submit": _plain(submit),
        "close": _plain("Cancel"),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def panel(title: str, blocks: Blocks, *, close: str = "Close", metadata: str = "") -> dict[str, Any]:
    """A view that is only read."""
    return {
        "type": "modal",
        "title": _plain(shorten(title, 24)),
        "close": _plain(close),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}
