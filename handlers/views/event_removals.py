"""How removing a step of a lead's journey looks: what goes with it, said before and after."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.kinds import LeadStatus
from bot.model import FollowUp, Lead
from handlers.views.blocks import form, section
from handlers.views.leads import STATUS_SIGNS, lead_words, status_words
from handlers.views.words import day


def removal_form(
    callback_id: str,
    line: str,
    lead: Lead,
    *,
    back_to: LeadStatus,
    waiting: Sequence[FollowUp],
    today: date,
    carried: dict[str, Any],
) -> dict[str, Any]:
    """`line` is the event's, `back_to` the lead's status without it, `waiting` what is pending because of it."""
    goes = [f"{lead_words(lead)} is {status_words(back_to)} again."] if back_to is not lead.status else []
    goes += [f"The follow-up that it asked for, {day(found.due_on, today)}, is dropped." for found in waiting]
    words = [
        f"Remove this step?\n{line}",
        *goes,
        "What it settled stays done. The history keeps it, and Undo brings it back for ten minutes.",
    ]
    return form(
        callback_id, "Remove a step", [section("\n".join(words))], submit="Remove", metadata=json.dumps(carried)
    )


def removed(line: str, lead: Lead, *, before: LeadStatus, dropped: Sequence[FollowUp], today: date) -> str:
    """The sentence that answers a removal: what is gone, and what that changed."""
    changed = [f"{STATUS_SIGNS[lead.status]} {status_words(lead.status)} again"] if lead.status is not before else []
    changed += [f"follow-up of {day(found.due_on, today)} dropped" for found in dropped]
    return "\n".join(filter(None, (f"🗑️ Removed from {lead_words(lead)}", line, " · ".join(changed))))
