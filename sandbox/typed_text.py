"""What a person types, as Slack's composer sends it: control characters escaped, mentions as ids."""

from __future__ import annotations

import re

from sandbox.manifest import Command
from sandbox.world import Team

_BROADCASTS = ("here", "channel", "everyone")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def composed(team: Team, text: str) -> str:
    """Escaped text in which @name, #channel and @here have become what Slack sends for them."""
    text = re.sub(r"&lt;@(\w+)&gt;", lambda m: _known_user(team, m), escaped(text))
    for label, user_id in _labels(team):
        text = re.sub(rf"(?<![\w<])@{re.escape(label)}\b", f"<@{user_id}>", text, flags=re.IGNORECASE)
    for channel in team.channels.values():
        if channel.kind != "im":
            text = re.sub(rf"(?<![\w<&])#{re.escape(channel.name)}\b", f"<#{channel.id}|{channel.name}>", text)
    return re.sub(rf"(?<![\w<])@({'|'.join(_BROADCASTS)})\b", r"<!\1>", text)


def command_text(team: Team, command: Command, text: str) -> str:
    """A command's text; mentions become ids with names only where the manifest says should_escape."""
    if not command.should_escape:
        return escaped(text)
    return re.sub(r"<@(\w+)>", lambda m: f"<@{m[1]}|{team.users[m[1]].name}>", composed(team, text))


def _known_user(team: Team, found: re.Match[str]) -> str:
    return f"<@{found[1]}>" if found[1] in team.users else found[0]


def _labels(team: Team) -> list[tuple[str, str]]:
    """Every name a person can be mentioned by, the longest first."""
    labels = [(name, user.id) for user in team.users.values() for name in {user.real_name, user.name}]
    return sorted(labels, key=lambda label: -len(label[0]))


def mentioned_users(team: Team, text: str) -> list[str]:
    return [user for user in re.findall(r"<@(\w+)>", composed(team, text)) if user in team.users]
