"""How the inventory looks: what there is of each unit type, what of it is booked, and the form of one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.bookings import Stock, UnitType
from bot.figures import Figures
from handlers.views.answers import Message
from handlers.views.blocks import (
    Blocks,
    Choice,
    actions,
    button,
    context,
    field,
    form,
    header,
    line_input,
    number_input,
    overflow,
    section,
)
from handlers.views.words import shorten, strong

MOST_SHOWN = 45
"""Of a message's 50 blocks."""
BAR = 10
"""Signs of the bar that shows what is booked."""
MOST = 1_000_000


def unit_option(stock: Stock, locale: str) -> Choice:
    """The unit type in a typeahead: "3BHK · 4 of 10 left"."""
    left = left_words(stock, locale)
    return str(stock.unit_type.id), " · ".join(filter(None, (shorten(stock.unit_type.name, 45), left)))


def left_words(stock: Stock, locale: str) -> str | None:
    """Plain text; None where nobody counts them."""
    if stock.available is None:
        return None
    if stock.available <= 0:
        return "sold out"
    figures = Figures(locale)
    return f"{figures.count(stock.available)} of {figures.count(stock.unit_type.existing or 0)} left"


def unit_list(stocks: Sequence[Stock], *, for_manager: bool, locale: str) -> Message:
    blocks: Blocks = [header("Units")]
    if not stocks:
        step = "Say what you sell and how much of it there is, and nothing is sold twice."
        blocks.append(section(step if for_manager else "No unit type yet. A manager adds them with `/booking units`."))
    for stock in stocks[:MOST_SHOWN]:
        number = str(stock.unit_type.id)
        menu = overflow("unit_menu", [(f"edit {number}", "Edit…"), (f"history {number}", "History")])
        blocks.append(section(_lines(stock, Figures(locale)), accessory=menu if for_manager else None))
    if len(stocks) > MOST_SHOWN:
        blocks.append(context(f"And {len(stocks) - MOST_SHOWN} more; a booking's form finds each by its name."))
    if for_manager:
        blocks.append(actions(button("New unit type", "new_unit")))
    return {"text": "Units", "blocks": blocks}


def _lines(stock: Stock, figures: Figures) -> str:
    unit = stock.unit_type
    if unit.existing is None or stock.available is None:
        return f"{strong(unit.name)}\n{figures.count(stock.booked)} booked · no limit set"
    full = BAR * stock.booked // unit.existing if unit.existing else 0
    bar = f"{'●' * min(full, BAR)}{'○' * (BAR - full)}"
    counts = f"{figures.count(stock.booked)} of {figures.count(unit.existing)} booked"
    left = f"{figures.count(stock.available)} left" if stock.available > 0 else "sold out"
    return f"{strong(unit.name)} · *{left}*\n{bar}  {counts}"


def unit_form(unit: UnitType | None, *, channel: str | None) -> dict[str, Any]:
    """For a new unit type, or to edit one."""
    name = line_input(initial=unit.name if unit else None, placeholder="3BHK", focus=not unit)
    blocks = [
        field("name", "Name", name),
        field(
            "existing",
            "How many there are in all",
            number_input(unit.existing if unit else None, 0, MOST),
            optional=True,
            hint="With those that are booked. Empty: no limit.",
        ),
    ]
    carried = json.dumps({"channel": channel} | ({"unit": unit.id} if unit else {}))
    return form("unit_form", "Edit unit type" if unit else "New unit type", blocks, metadata=carried)


def unit_words(unit: UnitType, locale: str) -> str:
    """Markup: the unit type as a reply names it."""
    count = "no limit" if unit.existing is None else f"{Figures(locale).count(unit.existing)} in all"
    return f"{strong(unit.name)} · {count}"
