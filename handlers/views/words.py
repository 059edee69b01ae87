"""Text on its way to Slack: what people typed is escaped, dates are written as they are read."""

from __future__ import annotations

import re
from datetime import date

LONGEST = 2_900
"""Characters of one section's text, with room to spare below Slack's 3,000."""

LINK = re.compile(r"<(?:mailto:|tel:|https?://)(?P<address>[^|<>]*)(?:\|(?P<label>[^<>]*))?>")
LOOK_ALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
MARKUP = re.compile(r"\*|`|(?<!\w)[_~]|[_~](?!\w)")
"""What would begin or end bold, italics, a strike or code; within a word, only the first two would."""


def escape(typed: str) -> str:
    """`typed` so that Slack reads no mention, link or markup command in it."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(sent: str) -> str:
    """A command's text as it was typed: Slack has escaped it on its way here, and made links of addresses in it."""
    typed = LINK.sub(lambda link: link["label"] or link["address"], sent)
    return typed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def strong(typed: str) -> str:
    """`typed` in bold; its own asterisks would end the bold, so such signs are shown as ones that look alike."""
    return f"*{escape(MARKUP.sub(lambda sign: LOOK_ALIKES[sign[0]], ' '.join(typed.split())))}*"


def quoted(typed: str) -> str:
    return "\n".join(f">{line}" for line in escape(typed).splitlines())


def whole_day(on: date) -> str:
    """Wednesday 25 November"""
    return f"{on:%A} {on.day} {on:%B}"


def day(on: date, today: date) -> str:
    """today, yesterday, tomorrow, Fri 27 Nov; with the year where it is another one."""
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((on - today).days)
    if near:
        return near
    return f"{on:%a} {on.day} {on:%b}" if on.year == today.year else f"{on.day} {on:%b %Y}"


def unbroken(text: str) -> str:
    """`text` in one piece, also where the line ends before it does."""
    return text.replace(" ", "\u00a0")


def plural(count: int, noun: str) -> str:
    """1 day, 3 days"""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def listed(words: list[str]) -> str:
    """phone, email and owner"""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
