"""What people read after they did something: saved, with Undo; undone; or why not."""

from __future__ import annotations

from typing import Any

from bot.model import Write
from handlers.views.blocks import actions, button, section
from handlers.views.words import shorten

Message = dict[str, Any]


def saved(write: Write) -> Message:
    """The write's sentence with its Undo; where it was undone meanwhile, that."""
    if write.undone:
        return undone(write)
    return {
        "response_type": "ephemeral",
        "text": write.summary,
        "blocks": [section(write.summary), actions(button("Undo", "undo", str(write.id)))],
    }


def undone(write: Write) -> Message:
    text = f"Undone: {write.summary}"
    return {"text": text, "blocks": [section(f"↩️ {text}")]}


def explanation(text: str) -> dict[str, Any]:
    """A small view that says why something can't be done; what was typed stays in the form below it."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "That did not work"},
        "close": {"type": "plain_text", "text": "Back"},
        "blocks": [section(shorten(text, 2_900))],
    }


def failure_text(reference: str) -> str:
    return f"Something went wrong (ref {reference}), and nothing was saved. Please try again."
