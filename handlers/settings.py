"""What the environment says: which Slack, which database, which port."""

from __future__ import annotations

import base64

from babel import Locale, UnknownLocaleError
from babel.numbers import is_currency
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BotError
from bot.zones import is_zone


class NoWayIn(BotError):
    """Set SLACK_SIGNING_SECRET to be called over HTTP, or SLACK_APP_TOKEN for Socket Mode; the README says where."""


class Settings(BaseSettings):
    """Read from environment variables, or a `.env` file; every field is the variable in lower case."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

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

    @field_validator("default_time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        if not is_zone(name):
            raise ValueError(f"there is no time zone {name}; name one like Asia/Kolkata")
        return name

    @field_validator("default_currency")
    @classmethod
    def _currency_exists(cls, code: str) -> str:
        if not is_currency(code):
            raise ValueError(f"there is no currency {code}; name one like INR")
        return code

    @field_validator("default_locale")
    @classmethod
    def _locale_exists(cls, name: str) -> str:
        try:
            Locale.parse(name)
        except (ValueError, UnknownLocaleError) as error:
            raise ValueError(f"there is no locale {name}; name one like en_IN") from error
        return name

    @field_validator("token_key")
    @classmethod
    def _key_fits(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None:
            try:
                Fernet(key.get_secret_value())
            except ValueError as error:
                raise ValueError("it must be a Fernet key: 32 bytes in URL-safe base64") from error
        return key

    @property
    def token_cipher_key(self) -> bytes:
        """The key that bot tokens are encrypted with: TOKEN_KEY, else one derived from Slack's secret.

        Raises NoWayIn where there is neither.
        """
        if self.token_key is not None:
            return self.token_key.get_secret_value().encode()
        secret = self.slack_signing_secret or self.slack_app_token
        if secret is None:
            raise NoWayIn
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"milepost bot tokens")
        return base64.urlsafe_b64encode(derive.derive(secret.get_secret_value().encode()))
