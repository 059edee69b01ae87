"""Who may do what: a rep, a manager, an admin, each with all that the one before may do."""

from __future__ import annotations

from bot.errors import NotAllowed
from bot.kinds import Role
from bot.model import Member

ORDER = (Role.REP, Role.MANAGER, Role.ADMIN)


def may(role: Role, member: Member) -> bool:
    """Whether the member has at least `role`."""
    return ORDER.index(member.role) >= ORDER.index(role)


def require(role: Role, member: Member, what: str) -> None:
    """Raises NotAllowed, which says what needs which role."""
    if not may(role, member):
        raise NotAllowed(what=what, role=role.value)
