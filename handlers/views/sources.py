"""How sources look: the form, the list, one source with what it brought."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.figures import Figures
from bot.kinds import SourceType
from bot.kpi import conversion_rate
from bot.model import Source
from handlers.views.answers import Message
from handlers.views.blocks import (
    Blocks,
    actions,
    button,
    context,
    field,
    form,
    header,
    line_input,
    section,
    select,
)
from handlers.views.origins import source_name
from handlers.views.words import escape, strong

MOST_SHOWN = 15


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source with what it brought; `converted` ever reached that stage."""

    source: Source
    leads: int
    converted: int


def source_words(source: Source) -> str:
    """Markup: the source as a reply names it."""
    return f"{strong(source_name(source))} ({source.code})"


def source_form(source: Source | None, *, name: str, channel: str | None) -> dict[str, Any]:
    """For a new source of that name, or to edit one."""
    types = [(type_.value, type_.capitalize()) for type_ in SourceType]
    blocks: Blocks = [
        field(
            "name",
            "Name",
            line_input(
                initial=source.name if source else name, placeholder="Google Ads, Referral", focus=source is None
            ),
        ),
        field("type", "Type", select(types, chosen=source.type if source else None)),
        field(
            "subsource",
            "Subsource",
            line_input(initial=source.subsource if source else None, placeholder="Search, Lead forms"),
            optional=True,
            hint="A part of it that is counted by itself.",
        ),
        field(
            "channel",
            "Channel",
            line_input(initial=source.channel if source else None, placeholder="Paid search, Print, Word of mouth"),
            optional=True,
            hint="The medium, as you call it.",
        ),
    ]
    carried = json.dumps({"channel": channel} | ({"source": source.id} if source else {}))
    return form("source_form", "Edit source" if source else "New source", blocks, metadata=carried)


def source_list(entries: Sequence[SourceEntry], *, hidden: int, for_manager: bool, locale: str) -> Message:
    """`hidden` is how many more there are; buttons are for managers."""
    blocks: Blocks = [header("Sources")]
    if not entries:
        step = "Make the first one, so that each lead says where it came from."
        blocks.append(section(f"No source yet. {step if for_manager else 'A manager makes one with `/source`.'}"))
    for entry in entries:
        blocks.append(section(_lines(entry, Figures(locale))))
        if for_manager:
            edit = button("Edit", "edit_source", str(entry.source.id))
            blocks.append(actions(edit, _retire_or_activate(entry.source, "list")))
    if hidden:
        blocks.append(context(f"And {hidden} more: `/source` and a name shows one."))
    if for_manager:
        blocks.append(actions(button("New source", "new_source", style="primary")))
    return {"text": "Sources", "blocks": blocks}


def source_card(entry: SourceEntry, *, for_manager: bool, locale: str) -> Message:
    source = entry.source
    buttons = [button("History", "show_history", f"sources {source.id}")]
    if for_manager:
        edit = button("Edit", "edit_source", str(source.id))
        buttons = [edit, _retire_or_activate(source, "card"), *buttons]
    blocks = [section(_lines(entry, Figures(locale))), actions(*buttons)]
    return {"text": f"{escape(source_name(source))} ({source.code})", "blocks": blocks}


def source_line(source: Source) -> str:
    """Markup: the source in a list to choose from."""
    return f"{_sign(source)} {source_words(source)}"


def _lines(entry: SourceEntry, figures: Figures) -> str:
    source = entry.source
    retired = "" if source.active else " · retired, offered for no new lead"
    about = [source.type.value, source.channel and escape(source.channel), figures.plural(entry.leads, "lead")]
    if entry.leads:
        rate = figures.rate(conversion_rate(entry.converted, entry.leads))
        about.append(f"{figures.count(entry.converted)} converted ({rate})")
    return f"{source_line(source)}{retired}\n{' · '.join(filter(None, about))}"


def _sign(source: Source) -> str:
    return "🟢" if source.active else "⚪"


def _retire_or_activate(source: Source, shown_in: str) -> ButtonElement:
    """`shown_in` says what is to be shown anew after it was pressed: the list or the card."""
    if source.active:
        return button("Retire", "retire_source", f"{source.id} {shown_in}")
    return button("Activate", "activate_source", f"{source.id} {shown_in}")
