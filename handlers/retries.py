"""What an error means for a delivery: whether it may pass, how often it is tried again, and when."""

from __future__ import annotations

from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import BotError
from handlers.pace import asked_to_wait

SLACK_ATTEMPTS = 290
"""A day of trying, every five minutes in the end, while Slack is away or busy."""

OWN_ATTEMPTS = 8
"""For what went wrong in Milepost itself: it may pass with the database, or never."""

PASSING_ERRORS = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})


class Undeliverable(Exception):
    """Slack will never take it; the text is for people."""


class NotYet(Exception):
    """Slack is not ready for it; the text is for people."""

    def __init__(self, why: str, *, pause: float, attempts: int) -> None:
        super().__init__(why)
        self.pause, self.attempts = pause, attempts


def reason(error: Exception) -> str:
    """Why it failed: Slack's own word for it, or a sentence for people."""
    if isinstance(error, SlackApiError):
        return str(error.response["error"])
    if isinstance(error, BotError | Undeliverable | NotYet):
        return str(error)
    return "Slack could not be reached" if is_expected(error) else "something went wrong in Milepost"


def is_expected(error: Exception) -> bool:
    return isinstance(error, BotError | Undeliverable | NotYet | SlackClientError | HTTPException | OSError)


def is_refusal(error: Exception) -> bool:
    """Whether Slack said no, so that it surely has not taken it."""
    return isinstance(error, SlackApiError) and error.response.status_code < 500


def attempts_for(error: Exception) -> int:
    """How often it is tried: often where Slack is away or busy, once where the answer is no."""
    if isinstance(error, SlackApiError):
        passes = error.response.status_code >= 500 or error.response.get("error") in PASSING_ERRORS
        return SLACK_ATTEMPTS if passes else 1
    if isinstance(error, BotError | Undeliverable):
        return 1
    if isinstance(error, NotYet):
        return error.attempts
    return SLACK_ATTEMPTS if is_expected(error) else OWN_ATTEMPTS


def pause_after(error: Exception, attempts: int) -> float:
    """Seconds to wait: what Slack asks for, else longer each time."""
    if isinstance(error, NotYet):
        return error.pause
    asked = asked_to_wait(error)
    return asked if asked is not None else float(min(2**attempts, 300))
