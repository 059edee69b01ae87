"""What only a manager may do with a report, and what is told to others who press its buttons."""

from __future__ import annotations

from bot.errors import BotError
from bot.kinds import Role
from bot.model import Member
from bot.report_request import OF_ONE_RECORD, ReportRequest
from bot.roles import may, require


class OnlyManagers(BotError):
    """{what} needs the manager role, so ask a manager. `/report {report}` brings you this report, for you alone."""


def require_manager(member: Member, request: ReportRequest, what: str) -> None:
    """Raises OnlyManagers, which says what a rep can have, or NotAllowed where that is nothing."""
    if not may(Role.MANAGER, member) and not (request.kind.is_money or request.kind in OF_ONE_RECORD):
        raise OnlyManagers(what=what, report=request.kind.value)
    require(Role.MANAGER, member, what)
