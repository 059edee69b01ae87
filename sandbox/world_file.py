"""The YAML file that a world starts from: its workspaces, people and channels, and what was said already."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

ChannelKind = Literal["channel", "private", "external", "im"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AppEntry(_Part):
    """The app as Slack's "Basic Information" page shows it."""

    id: str
    client_id: str
    client_secret: str
    signing_secret: str
    verification_token: str
    app_token: str


class UserEntry(_Part):
    """`team` is given for a stranger only: the workspace that a person in a shared channel belongs to."""

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str
    email: str = ""
    is_admin: bool = False
    is_guest: bool = False
    team: str | None = None


class MessageEntry(_Part):
    """Said some days ago at an hour of this machine's, which is the hour that a browser beside it shows."""

    user: str
    text: str
    days_ago: int = Field(ge=1)
    at: time

    def moment(self, now: float) -> datetime:
        """When it was said; `now` is in epoch seconds."""
        today = datetime.fromtimestamp(now, UTC).astimezone()
        return datetime.combine(today.date() - timedelta(days=self.days_ago), self.at, today.tzinfo)


class ChannelEntry(_Part):
    """`members` "all" means everybody of the workspace but guests and strangers."""

    id: str
    name: str
    kind: ChannelKind = "channel"
    topic: str = ""
    members: Literal["all"] | list[str] = "all"
    has_bot: bool = False
    is_archived: bool = False
    messages: list[MessageEntry] = []


class TeamEntry(_Part):
    id: str
    name: str
    domain: str
    color: str
    tz: str
    bot_user: str
    bot_id: str
    bot_token: str
    installer: str
    users: list[UserEntry]
    channels: list[ChannelEntry]


class WorldFile(_Part):
    app: AppEntry
    teams: list[TeamEntry]


def read_world(path: Path) -> WorldFile:
    """The world in a YAML file. Raises pydantic's ValidationError."""
    return WorldFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
