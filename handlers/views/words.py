"""Text on its way to Slack: what people typed is escaped, dates are written as they are read."""

from __future__ import annotations

from datetime import date

LONGEST = 2_900
"""Characters of one section's text, with room to spare below Slack's 3,000."""


def escape(typed: str) -> str:
    """`typed` so that Slack reads no mention, link or markup command in it."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(sent: str) -> str:
    """A command's text as it was typed: Slack has escaped it on its way here."""
    return sent.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def strong(typed: str) -> str:
    """`typed` in bold; its own asterisks would end the bold, so they are shown as a sign that looks alike."""
    return f"*{escape(typed).replace('*', '∗')}*"


def quoted(typed: str) -> str:
    return "\n".join(f">{line}" for line in escape(typed).splitlines())


def day(on: date, today: date) -> str:
    """today, yesterday, tomorrow, Fri 27 Nov; with the year where it is another one."""
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((on - today).days)
    if near:
        return near
    return f"{on:%a} {on.day} {on:%b}" if on.year == today.year else f"{on.day} {on:%b %Y}"


def shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
