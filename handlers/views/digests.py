"""How a digest of follow-ups looks in a channel: by owner, with buttons, and what was settled crossed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.kinds import FollowUpStatus
from handlers.views.answers import Message
from handlers.views.blocks import Blocks, context, header, section
from handlers.views.followups import Pair, follow_up_blocks, struck
from handlers.views.words import escape

DIGEST = "digest"
"""The place of a follow-up that stands in a digest, as its buttons tell it."""

MOST_BLOCKS = 50


def digest_message(
    found: Sequence[Pair],
    *,
    heading: str,
    names: Mapping[int, str],
    settled_by: Mapping[int, str],
    by_owner: bool,
    today: date,
) -> Message:
    """The follow-ups as they are now. `settled_by` has a name for each that is settled, `heading` is markup."""
    title = "Pending follow-ups" if by_owner else "Your follow-ups"
    blocks: Blocks = [header(title), context(heading)]
    owners = dict.fromkeys(follow_up.owner_id for follow_up, _ in found)
    for owner_id in owners:
        if by_owner or len(owners) > 1:  # something in a person's own list was given to somebody else
            blocks.append(section(f"👤 *{escape(names[owner_id])}*"))
        for follow_up, lead in found:
            if follow_up.owner_id != owner_id:
                continue
            if follow_up.status is FollowUpStatus.PENDING:
                blocks += follow_up_blocks(follow_up, lead, place=DIGEST, today=today, may_reassign=by_owner)
            else:
                verb = follow_up.status.value
                blocks.append(section(f"{struck(follow_up, lead)} {verb} by {escape(settled_by[follow_up.id])}"))
    # More headings than were counted on, where much was given to others.
    return {"text": f"{title}: {heading}", "blocks": blocks[:MOST_BLOCKS]}


def nothing_waiting(later: int) -> Message:
    """Where the list is empty; `later` are due after the coming 7 days."""
    return {"text": "Nothing is waiting 🎉" + (f" {later} come later." if later else "")}
