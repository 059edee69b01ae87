"""Refusals in Slack's own names: what a Web API method answers as `{"ok": false, "error": …}`."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """One refusal. `details` are further keys of the answer, as `needed` and `provided` of missing_scope."""

    def __init__(self, name: str, **details: Any) -> None:
        super().__init__(name)
        self.name = name
        self.details = details

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.name, **self.details}


def invalid(error: str, messages: list[str]) -> SlackError:
    """invalid_blocks or invalid_arguments, with the sentences that say which block and field."""
    details: dict[str, Any] = {"response_metadata": {"messages": [f"[ERROR] {text}" for text in messages]}}
    if error == "invalid_blocks":
        details["errors"] = messages
    return SlackError(error, **details)
