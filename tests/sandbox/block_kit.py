"""Short builders of blocks and elements, each valid until a test says otherwise."""

from __future__ import annotations

from typing import Any

from tests.sandbox.people import plain

Block = dict[str, Any]


def mrkdwn(text: str) -> dict[str, str]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "a", **more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def option(value: str = "v", text: str = "t", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def menu(**more: Any) -> Block:
    return {"type": "static_select", "options": [option()], **more}


def table(kind: str, rows: int, columns: int = 1, text: str = "x", **more: Any) -> Block:
    cells = [{"type": "raw_text", "text": text} for _ in range(columns)]
    return {"type": kind, "rows": [cells for _ in range(rows)], **more}


def data_table(rows: int = 2, **more: Any) -> Block:
    return table("data_table", rows, **{"caption": "Leads", **more})


def confirm(**more: Any) -> Block:
    base = {"title": plain("t"), "text": plain("t"), "confirm": plain("y"), "deny": plain("n")}
    return button(confirm={**base, **more})
