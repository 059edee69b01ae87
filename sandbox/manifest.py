"""What an app's manifest (Slack's YAML) tells a workspace: name, commands, shortcuts, scopes, events."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    # Slack's own schema checks a manifest in full; what a workspace does not act on is passed over here.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Command(_Part):
    command: str = Field(pattern=r"^/[a-z0-9_\-]{1,31}$")
    description: str
    usage_hint: str = ""
    should_escape: bool = False


class Shortcut(_Part):
    name: str = Field(max_length=24)
    type: Literal["global", "message"]
    callback_id: str
    description: str


class BotUser(_Part):
    display_name: str
    always_online: bool = False


class AppHome(_Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = True
    messages_tab_read_only_enabled: bool = False


class Features(_Part):
    app_home: AppHome = AppHome()
    bot_user: BotUser | None = None
    shortcuts: list[Shortcut] = Field(default_factory=list, max_length=10)
    slash_commands: list[Command] = Field(default_factory=list, max_length=50)


class Scopes(_Part):
    bot: list[str] = []


class OauthConfig(_Part):
    scopes: Scopes = Scopes()
    redirect_urls: list[str] = []


class EventSubscriptions(_Part):
    bot_events: list[str] = []


class Interactivity(_Part):
    is_enabled: bool = False
    message_menu_options_url: str | None = None


class AppSettings(_Part):
    event_subscriptions: EventSubscriptions = EventSubscriptions()
    interactivity: Interactivity = Interactivity()
    socket_mode_enabled: bool = False


class DisplayInformation(_Part):
    name: str = Field(max_length=35)
    description: str = Field("", max_length=140)
    background_color: str = "#4a154b"


class Manifest(_Part):
    display_information: DisplayInformation
    features: Features = Features()
    oauth_config: OauthConfig = OauthConfig()
    settings: AppSettings = AppSettings()

    @property
    def name(self) -> str:
        return self.display_information.name

    @property
    def bot_name(self) -> str:
        return self.features.bot_user.display_name if self.features.bot_user else self.name

    @property
    def scopes(self) -> list[str]:
        return self.oauth_config.scopes.bot

    @property
    def events(self) -> list[str]:
        return self.settings.event_subscriptions.bot_events

    @property
    def takes_messages(self) -> bool:
        """Whether people can write to the app in its direct messages."""
        home = self.features.app_home
        return home.messages_tab_enabled and not home.messages_tab_read_only_enabled

    def command(self, name: str) -> Command | None:
        return next((c for c in self.features.slash_commands if c.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((s for s in self.features.shortcuts if s.callback_id == callback_id), None)


def read_manifest(path: Path) -> Manifest:
    """The manifest in a YAML file (JSON is YAML too). Raises pydantic's ValidationError."""
    return Manifest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
