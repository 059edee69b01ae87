"""Log as engagement: a message of Slack, with its text and its link, in the form of an engagement."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.kinds import EngagementType
from handlers.context import ReadStore
from handlers.routes import Routes
from handlers.views.engagements import EngagementDraft, engagement_form
from handlers.views.words import shorten, unescape
from storage.store import Store

routes = Routes()
LONGEST_SUBJECT, LONGEST_NOTES = 70, 3_000
MARKUP = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


@routes.shortcut("log_as_engagement")
def press_log_as_engagement(ack: Ack, shortcut: dict[str, Any], client: WebClient, read_store: ReadStore) -> None:
    with read_store() as store:
        draft = _draft(store, shortcut)
        view = engagement_form(draft, today=store.today, channel=shortcut["channel"]["id"])
    client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    ack()


def _draft(store: Store, shortcut: dict[str, Any]) -> EngagementDraft:
    message, team = shortcut["message"], shortcut["team"]
    text = readable(message.get("text", ""), lambda user: _name(store, team["id"], user))
    link = permalink(team["domain"], shortcut["channel"]["id"], message)
    sent = datetime.fromtimestamp(float(message["ts"]), UTC)
    words = " ".join(text.split())
    return EngagementDraft(
        type=EngagementType.MESSAGE_SENT,
        happened_on=min(store.tenant.day_of(sent), store.today),
        subject=shorten(words, LONGEST_SUBJECT) if words else None,
        notes=f"{shorten(text, LONGEST_NOTES - len(link) - 1)}\n{link}".lstrip(),
    )


def readable(text: str, name_of: Callable[[str], str | None]) -> str:
    """A message's text without Slack's markup: people and channels by name, links as they are read."""

    def written(found: re.Match[str]) -> str:
        sign, what, label = found["sign"], found["what"], found["label"]
        if sign == "@":
            return f"@{label or name_of(what) or what}"
        if sign == "#":
            return f"#{label or what}"
        if sign == "!":
            return label or f"@{what}"
        return f"{label} ({what})" if label and label not in what else label or what

    return unescape(MARKUP.sub(written, text)).strip()


def permalink(domain: str, channel: str, message: dict[str, Any]) -> str:
    """The message's address. Asking Slack for it would take another call, and the app to be in the channel."""
    link = f"https://{domain}.slack.com/archives/{channel}/p{message['ts'].replace('.', '')}"
    thread = message.get("thread_ts")
    return link if thread in (None, message["ts"]) else f"{link}?thread_ts={thread}&cid={channel}"


def _name(store: Store, team_id: str, user: str) -> str | None:
    found = store.members.find_by_slack(team_id, user)
    return found.name if found else None
