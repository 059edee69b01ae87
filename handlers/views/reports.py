"""How a report looks in a message: its finding first, the picture, the figures, then what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bot.report import Report
from bot.table import Cell, Table, plain_table
from handlers.views.blocks import Blocks, actions, button, context, header, section
from handlers.views.words import escape, shorten

MOST_ROWS = 98
"""Slack documents 100 or 200 rows beside the header, by page; the totals take one of them."""


MAYBE_TWICE = "⚠️ This may be here twice: Milepost was interrupted while it posted."


@dataclass(frozen=True, slots=True)
class Posting:
    """Who asked (a Slack user id), what may be done with it, why it comes now, and perhaps for the second time."""

    asker: str
    why: str | None
    maybe_repeated: bool
    in_channel: bool
    may_schedule: bool
    period: str


def report_message(report: Report, posting: Posting, *, file_id: str | None, plain: bool) -> dict[str, Any]:
    """The message's text and blocks; `plain` for where Slack takes no data_table."""
    blocks: Blocks = [
        header(report.title),
        context(escape(report.subtitle)),
        section(f"*{escape(report.headline)}*"),
    ]
    if file_id is not None:
        blocks.append(
            {
                "type": "image",
                "slack_file": {"id": file_id},
                "alt_text": shorten(report.alt_text, 2_000),
            }
        )
    if report.table is not None:
        blocks.append(plain_block(report.table) if plain else data_table(report.table))
    others = [finding for finding in report.findings if finding != report.headline]
    if others:
        blocks.append(section("\n".join(f"• {escape(finding)}" for finding in others)))
    blocks.append(context(*_small_print(report, posting)))
    blocks += _buttons(posting)
    return {
        "text": f"{escape(report.title)}, {escape(report.subtitle)}: {escape(report.headline)}",
        "blocks": blocks,
    }


def _small_print(report: Report, posting: Posting) -> list[str]:
    by = f"Asked for by <@{posting.asker}>" if posting.why is None else f"{posting.why} by <@{posting.asker}>"
    repeated = [MAYBE_TWICE] if posting.maybe_repeated else []
    return [
        *repeated,
        *[escape(definition) for definition in report.definitions],
        f"As of {report.as_of:%d %b %Y} · {by}",
    ]


def _buttons(posting: Posting) -> Blocks:
    buttons = []
    if not posting.in_channel:
        buttons.append(button("Share in a channel", "share_report", posting.period, style="primary"))
    if posting.may_schedule:
        buttons.append(button("Schedule this", "schedule_report", posting.period))
    return [actions(*buttons)] if buttons else []


def data_table(table: Table) -> dict[str, Any]:
    head = [{"type": "raw_text", "text": column.title} for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in (*table.rows[:MOST_ROWS], table.total)]
    return {
        "type": "data_table",
        "caption": shorten(table.caption, 150),
        "rows": [head, *rows],
        "page_size": 25,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    if isinstance(cell.value, int):
        return {"type": "raw_number", "value": cell.value, "text": cell.text}
    if isinstance(cell.value, Decimal):  # to sort by; what is read is the exact text
        return {"type": "raw_number", "value": float(cell.value), "text": cell.text}
    if isinstance(cell.value, Fraction):
        return {"type": "raw_number", "value": round(float(cell.value), 1), "text": cell.text}
    return {"type": "raw_text", "text": cell.text or "—"}


def plain_block(table: Table) -> dict[str, Any]:
    """The table in monospaced lines, for where Slack takes no data_table."""
    return section(f"```{escape(plain_table(table))}```")
