"""The workspaces in memory: people, channels, messages, the app's installation. Pure state: it calls nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import SlackError
from sandbox.world_file import AppEntry, ChannelEntry, ChannelKind, TeamEntry, UserEntry, WorldFile


@dataclass(frozen=True)
class User:
    """`home_team` differs from `team_id` for a stranger, who is here only through a shared channel."""

    id: str
    team_id: str
    home_team: str
    name: str
    real_name: str
    title: str
    color: str
    email: str
    tz: str
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False

    @property
    def is_stranger(self) -> bool:
        return self.home_team != self.team_id


@dataclass
class Message:
    """A post. `sees` is the one person who sees it, when it is ephemeral.

    `subtype` is "channel_join" for the channel's own line that `user` is here now, brought by `inviter` if not None.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    from_app: bool = False
    username: str | None = None
    icon: str | None = None
    thread_ts: str | None = None
    sees: str | None = None
    edited: str | None = None
    subtype: str | None = None
    inviter: str | None = None
    metadata: dict[str, Any] | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    def visible_to(self, user_id: str) -> bool:
        return self.sees in (None, user_id)


@dataclass
class Channel:
    id: str
    name: str
    kind: ChannelKind
    topic: str = ""
    members: list[str] = field(default_factory=list)
    im_with: str | None = None
    is_archived: bool = False
    messages: list[Message] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.kind in ("private", "im")

    def message(self, ts: str | None) -> Message | None:
        return next((message for message in self.messages if message.ts == ts), None)

    def replies(self, ts: str) -> int:
        return sum(1 for m in self.messages if m.thread_ts == ts and m.ts != ts and m.sees is None)

    def unread(self, user_id: str) -> int:
        seen = self.read.get(user_id, "")
        news = (m for m in self.messages if m.ts > seen and m.subtype is None)
        return sum(1 for m in news if m.user != user_id and m.visible_to(user_id))


@dataclass
class Installation:
    """The app in one workspace: its token, what it may do, and whether it is still there."""

    token: str
    scopes: list[str]
    installer: str
    is_active: bool = True


class Team:
    """One workspace. Ids of another workspace do not exist in it."""

    def __init__(self, entry: TeamEntry, bot_name: str, scopes: list[str]) -> None:
        self.id, self.name, self.domain = entry.id, entry.name, entry.domain
        self.color, self.tz = entry.color, entry.tz
        self.bot_user, self.bot_id = entry.bot_user, entry.bot_id
        self.installation = Installation(entry.bot_token, list(scopes), entry.installer)
        self.users = {user.id: self._user(user) for user in entry.users}
        self.users[entry.bot_user] = self._bot(bot_name)
        self.channels = {channel.id: self._channel(channel) for channel in entry.channels}
        for user in entry.users:
            if user.team is None:
                self._open_im(user.id)

    def _user(self, entry: UserEntry) -> User:
        known = entry.model_dump(exclude={"team"})
        return User(team_id=self.id, home_team=entry.team or self.id, tz=self.tz, **known)

    def _bot(self, name: str) -> User:
        handle = re.sub(r"[^a-z0-9]+", "", name.lower())
        return User(self.bot_user, self.id, self.id, handle, name, "", "#4a154b", "", self.tz, is_bot=True)

    def _channel(self, entry: ChannelEntry) -> Channel:
        members = self._everybody() if entry.members == "all" else list(entry.members)
        if entry.has_bot:
            members.append(self.bot_user)
        return Channel(entry.id, entry.name, entry.kind, entry.topic, members, is_archived=entry.is_archived)

    def _everybody(self) -> list[str]:
        return [u.id for u in self.users.values() if not (u.is_guest or u.is_stranger or u.is_bot)]

    def _open_im(self, user_id: str) -> None:
        channel_id = f"D{user_id[1:]}"
        members = [user_id, self.bot_user]
        self.channels[channel_id] = Channel(channel_id, "directmessage", "im", "", members, im_with=user_id)

    def user(self, user_id: str) -> User:
        if user_id not in self.users:
            raise SlackError("user_not_found")
        return self.users[user_id]

    def im(self, user_id: str) -> Channel | None:
        return self.channels.get(f"D{user_id[1:]}")

    def find_channel(self, name: str) -> Channel | None:
        """By id, by a person's id (their direct messages with the app), or by name with or without #."""
        if name in self.channels:
            return self.channels[name]
        if name in self.users:
            return self.im(name)
        plain = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == plain and c.kind != "im"), None)

    def channel(self, name: str) -> Channel:
        """A channel that the app may know of: a private one only as its member."""
        channel = self.find_channel(name)
        if channel is None or (channel.is_private and self.bot_user not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def channel_seen_by(self, user_id: str, channel_id: str) -> Channel:
        """A channel that this person is in; any other does not exist for them."""
        channel = self.channels.get(channel_id)
        if channel is None or self.user(user_id).id not in channel.members:
            raise SlackError("channel_not_found")
        return channel


class World:
    """All workspaces, and the clock of their messages: no two have the same ts."""

    def __init__(self, file: WorldFile, bot_name: str, scopes: list[str], now: float) -> None:
        self.app: AppEntry = file.app
        self.teams = {entry.id: Team(entry, bot_name, scopes) for entry in file.teams}
        self._last_ts = 0
        self._counter = 0
        for entry in file.teams:
            for channel in entry.channels:
                self._write_history(self.teams[entry.id], channel, now)

    def _write_history(self, team: Team, entry: ChannelEntry, now: float) -> None:
        channel = team.channels[entry.id]
        for number, message in enumerate(entry.messages):
            ts = f"{message.moment(now).timestamp():.4f}{number:02d}"
            channel.messages.append(Message(ts, channel.id, message.user, message.text))
        for member in channel.members:
            channel.read[member] = f"{now:.6f}"

    def team(self, team_id: str) -> Team:
        if team_id not in self.teams:
            raise SlackError("team_not_found")
        return self.teams[team_id]

    def team_of_token(self, token: str) -> Team | None:
        return next((t for t in self.teams.values() if t.installation.token == token), None)

    def next_ts(self, now: float) -> str:
        """Slack's message time: seconds, a dot, six digits; always later than the one before."""
        self._last_ts = max(self._last_ts + 1, int(now * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def next_id(self, prefix: str) -> str:
        """A new id of Slack's look: `V0SB00007`."""
        self._counter += 1
        return f"{prefix}0SB{self._counter:05d}"
