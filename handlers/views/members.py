"""How a colleague is named in a form."""

from __future__ import annotations

from bot.model import Member
from handlers.views.blocks import Choice


def member_option(member: Member) -> Choice:
    """The member in a typeahead."""
    return str(member.id), member.name
