"""What people read after they did something: saved, with Undo; undone; or why not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.errors import Question
from bot.model import Write
from handlers.views.blocks import Blocks, actions, button, context, panel, section
from handlers.views.words import escape

Message = dict[str, Any]
SEVERAL = 5
"""As many are named where it is asked which was meant."""

TYPE_MORE = "Type more of the name, or the code."
QUESTION = "question"
"""How the ids of the blocks begin that stand above the inputs of a form: a question, remarks."""


def saved(write: Write, *more: ButtonElement, told: str = "") -> Message:
    """The write's sentence, and what else is `told`, with its Undo and `more` buttons; where it was undone, that."""
    if write.undone:
        return undone(write)
    text = "\n".join(filter(None, (write.summary, told)))
    return {
        "response_type": "ephemeral",
        "text": text,
        "blocks": [section(text), actions(button("Undo", "undo", str(write.id)), *more)],
    }


def undone(write: Write, *effects: str) -> Message:
    """`effects` are markup: what came of it besides."""
    text = "\n".join([f"Undone: {write.summary}", *effects])
    return {"text": text, "blocks": [section(f"↩️ {text}")]}


def which(
    question: str, choices: Iterable[tuple[str, ButtonElement]], *, has_more: bool = False, hint: str = TYPE_MORE
) -> Message:
    """The question which of several was meant: each in markup, with what a press on it does.

    `hint` says how to reach one that is not among them.
    """
    text = escape(question)
    lines = [section(words, accessory=press) for words, press in choices]
    more = [context(f"There are more. Not among these? {hint}")] if has_more else []
    return {"text": text, "blocks": [section(text), *lines, *more]}


def explanation(text: str) -> dict[str, Any]:
    """A small view that says why something can't be done; what was typed stays in the form below it."""
    return panel("That did not work", [section(text)], close="Back")


def asked(question: Question, view: dict[str, Any]) -> dict[str, Any]:
    """The form again, with what was typed, the question above it, and a button that says yes."""
    carried = json.loads(view.get("private_metadata") or "{}")
    confirmed = sorted({*carried.get("confirmed", ()), question.key})
    metadata = json.dumps({**carried, "confirmed": confirmed}, ensure_ascii=False)
    return _with_above(view, _in_blocks("❓", question), submit=question.yes, metadata=metadata)


def noted(question: Question | None, view: dict[str, Any]) -> dict[str, Any]:
    """The form as it stands open, with what there is to say about it above; nothing is asked yet."""
    above = _in_blocks("⚠️", question) if question else []
    return _with_above(view, above, submit="Save", metadata=view["private_metadata"])


def _in_blocks(sign: str, question: Question) -> Blocks:
    words = [{**section(f"{sign} {escape(str(question))}"), "block_id": QUESTION}]
    if question.instead:
        words.append({**actions(button(*question.instead)), "block_id": f"{QUESTION} instead"})
    return words


def _with_above(view: dict[str, Any], above: Blocks, *, submit: str, metadata: str) -> dict[str, Any]:
    """The form with these blocks above its inputs, in the place of those that stood there."""
    inputs = [block for block in view["blocks"] if not str(block["block_id"]).startswith(QUESTION)]
    return {
        "type": "modal",
        **{key: view[key] for key in ("callback_id", "title", "close")},
        "submit": {"type": "plain_text", "text": submit},
        "private_metadata": metadata,
        "blocks": [*above, *inputs],
    }


def failure_text(reference: str) -> str:
    return f"Something went wrong (ref {reference}), and nothing was saved. Please try again."
