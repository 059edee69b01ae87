"""`/milepost`: help, roles, and a second door to every other command where another app owns its name."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack

from bot.errors import BotError, CommandNotUnderstood
from bot.kinds import Role
from bot.model import Member
from bot.roles import require
from handlers.context import OpenStore, People
from handlers.routes import Routes
from handlers.views.answers import saved
from handlers.views.overview import overview
from handlers.views.words import unescape

routes = Routes()
USAGE = (
    "`/milepost` shows all commands, each with an example; `/milepost role @name manager` gives a role (admins): "
    "rep, manager or admin."
)
ROLE = re.compile(r"role <@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?> (?P<role>rep|manager|admin)", re.IGNORECASE)


class NotAColleague(BotError):
    """A role can be given to the members of this workspace, not to guests or apps."""


class LastAdmin(BotError):
    """Somebody must stay admin. Make another member admin first."""


@routes.command("/milepost")
def handle_milepost_command(
    ack: Ack, command: dict[str, Any], member: Member, open_store: OpenStore, people: People
) -> None:
    words = command.get("text", "").strip()
    if words.lower() in ("", "help"):
        ack(**overview(member))
        return
    asked = ROLE.fullmatch(words)
    if asked is None:
        raise CommandNotUnderstood(text=unescape(words), usage=USAGE)
    require(Role.ADMIN, member, "Giving roles")
    changed = people.find(asked["user"])
    if changed is None:
        raise NotAColleague
    with open_store() as store:
        require(Role.ADMIN, store.members.get(member.id), "Giving roles")
        store.members.change_role(changed.id, Role(asked["role"].lower()))
        if not store.members.list(role=Role.ADMIN):
            raise LastAdmin
        summary = f"🔑 <@{asked['user']}> is now {_with_article(Role(asked['role'].lower()))}"
        write = store.describe(summary, actor=member, submission=command["trigger_id"])
    people.forget_all()
    ack(**saved(write))


def _with_article(role: Role) -> str:
    return f"an {role}" if role is Role.ADMIN else f"a {role}"
