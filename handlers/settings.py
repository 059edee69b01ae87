"""What the environment says: which Slack, which database, which port."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BotError


class NoWayIn(BotError):
    """Set SLACK_SIGNING_SECRET to be called over HTTP, or SLACK_APP_TOKEN for Socket Mode; the README says where."""


class Settings(BaseSettings):
    """Read from environment variables, or a `.env` file; every field is the variable in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    slack_timeout_seconds: int = 30
    database_url: str = "sqlite:///milepost.sqlite3"
    host: str = "0.0.0.0"  # noqa: S104 - a server in production listens to its network
    port: int = Field(default=3000, ge=0, le=65535)
    token_key: SecretStr | None = None
    default_currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    default_locale: str = "en_US"
    default_time_zone: str = "UTC"

    @property
    def token_cipher_key(self) -> bytes:
        """The key that bot tokens are encrypted with: TOKEN_KEY, else one derived from Slack's secret.

        Raises NoWayIn where there is neither.
        """
        if self.token_key is not None:
            Fernet(self.token_key.get_secret_value())
            return self.token_key.get_secret_value().encode()
        secret = self.slack_signing_secret or self.slack_app_token
        if secret is None:
            raise NoWayIn
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"milepost bot tokens")
        return base64.urlsafe_b64encode(derive.derive(secret.get_secret_value().encode()))
