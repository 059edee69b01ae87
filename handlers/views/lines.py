"""How a typed line is answered where it can't be saved at once: which lead, once more, how it is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from pydantic import TypeAdapter

from bot.commands import Chosen
from bot.errors import Question
from bot.model import Lead
from handlers.views.answers import Message, which
from handlers.views.blocks import actions, button, section
from handlers.views.leads import lead_line
from handlers.views.words import escape

MOST_CARRIED = 2_000
"""Characters of a button's value."""

_EXAMPLES = {
    "/visit": (
        "logs a site visit in one line, or a revisit where there was one",
        '/visit acme positive @ Whitefield "loved the 3BHK" follow up fri',
        "/visit L-12 neutral @ Whitefield yesterday 4pm 45m",
    ),
    "/milestone": (
        "logs any step in one line",
        '/milestone acme demo positive "liked the model flat" follow up 2 dec',
        '/milestone acme cancellation "budget was cut"',
    ),
    "/engage": (
        "logs a call, a mail or a meeting in one line",
        '/engage acme call 12m "asked for the quote" follow up fri',
        '/engage acme whatsapp "sent the floor plan" yesterday',
        '/engage acme meeting fri 4pm "site walk with his wife"',
    ),
}
_TYPES = {
    "/milestone": "Types: contacted, site visit, revisit, demo, proposal, negotiation, booking, cancellation, "
    "reengaged.",
    "/engage": "Types: email, call, message, meeting, proposal, quote. Channels: email, phone, sms, whatsapp, "
    "in person, video.",
}


def usage(name: str) -> str:
    what, *lines = _EXAMPLES[name]
    examples = "\n".join(f"• `{line}`" for line in lines)
    return "\n".join(
        filter(None, (f"`{name}` alone opens the form; with a lead it {what}:", examples, _TYPES.get(name)))
    )


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A typed line in a button: for which lead, of which day, and the question that the press answers with yes."""

    lead: Chosen
    line: str
    on: str
    sure: str | None = None

    @property
    def value(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def fits(self) -> bool:
        return len(self.value) <= MOST_CARRIED


_CARRIED = TypeAdapter(CarriedLine)


def carried_line(value: str) -> CarriedLine:
    """Raises ValueError where the button is of another kind."""
    return _CARRIED.validate_json(value)


def which_lead(words: str, leads: Sequence[Lead], line: str, *, on: date) -> Message | None:
    """The question which of several leads a line meant; None where the line is too long for its buttons."""
    carried = [CarriedLine(lead.id, line, on.isoformat()) for lead in leads]
    if not all(found.fits for found in carried):
        return None
    presses = [button("This one", "log_line", found.value) for found in carried]
    return which(f"Which lead is “{words}”?", zip(map(lead_line, leads), presses, strict=True))


def once_more(question: Question, lead: Lead, line: str, *, on: date) -> Message | None:
    """The question that a line raises, with the button that logs it all the same; None where it does not fit."""
    carried = CarriedLine(lead.id, line, on.isoformat(), question.key)
    if not carried.fits:
        return None
    presses = [button(question.yes, "log_line", carried.value)]
    if question.instead:
        presses.append(button(*question.instead))
    text = escape(str(question))
    return {"text": text, "blocks": [section(f"❓ {text}"), actions(*presses)]}
