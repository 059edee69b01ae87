"""How a report looks in a message: the picture, under its finding, what follows from it, then the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from slack_sdk.models.blocks import ButtonElement, StaticSelectElement

from bot.figures import rounded
from bot.report import Report, ReportKind
from bot.report_line import ReportLine
from bot.report_request import OF_ONE_RECORD, TIMELESS, ReportRequest
from bot.table import Cell, Table, plain_table
from handlers.views.answers import Message
from handlers.views.blocks import Blocks, actions, button, context, header, option, section
from handlers.views.report_forms import period_choices
from handlers.views.words import escape, shorten

MOST_ROWS = 98
"""Slack documents 100 or 200 rows beside the header, by page; the totals take one of them."""


SEVERAL = 5
SHOWN = dict.fromkeys(ReportKind, "Show these leads") | {
    ReportKind.BOOKINGS: "Show these bookings",
    ReportKind.AGEING: "Show these customers",
    ReportKind.LEDGER: "Show the account",
    ReportKind.TIMELINE: "Show the lead",
}
"""The records behind the figures, by kind of report."""

MAYBE_TWICE = "⚠️ This may be here twice: Milepost was interrupted while it posted."


@dataclass(frozen=True, slots=True)
class Posting:
    """What was asked for, by whom (a Slack user id), why it comes now, and perhaps for the second time.

    `is_managers` says that the asker is a manager.
    """

    request: ReportRequest
    asker: str
    why: str | None
    maybe_repeated: bool
    in_channel: bool
    is_managers: bool

    @property
    def may_share(self) -> bool:
        """What is owed is for a manager to show."""
        return not self.in_channel and (self.is_managers or not self.request.kind.is_money)

    @property
    def may_schedule(self) -> bool:
        return self.is_managers and self.request.kind not in OF_ONE_RECORD


def report_message(report: Report, posting: Posting, *, file_id: str | None, plain: bool) -> Message:
    """The message's text and blocks; `plain` for where Slack takes no data_table."""
    blocks: Blocks = [header(report.title), context(escape(report.subtitle))]
    if file_id is None:  # else it is the picture's title
        blocks.append(section(f"*{escape(report.headline)}*"))
    else:
        picture = {"type": "image", "slack_file": {"id": file_id}, "alt_text": shorten(report.alt_text, 2_000)}
        blocks.append(picture)
    others = [finding for finding in report.findings if finding != report.headline]
    if others:
        blocks.append(section("\n".join(f"• {escape(finding)}" for finding in others)))
    if report.table is not None:
        blocks.append(plain_block(report.table) if plain else data_table(report.table))
    blocks.append(context(*_small_print(report, posting)))
    blocks += _buttons(posting)
    return {
        "text": f"{escape(report.title)}, {escape(report.subtitle)}: {escape(report.headline)}",
        "blocks": blocks,
    }


def _small_print(report: Report, posting: Posting) -> list[str]:
    by = f"Asked for by <@{posting.asker}>" if posting.why is None else f"{posting.why} by <@{posting.asker}>"
    definitions = escape(" ".join(report.definitions))
    as_of = f"As of {report.as_of:%d %b %Y} · {by}"
    return [*([MAYBE_TWICE] if posting.maybe_repeated else []), *([definitions] if definitions else []), as_of]


def _buttons(posting: Posting) -> Blocks:
    """First what changes the report, then what to do with it; the first block's id is the request itself."""
    request, text = posting.request, posting.request.text
    changes: list[ButtonElement | StaticSelectElement] = []
    if request.kind not in TIMELESS:
        changes.append(period_menu(request.period))
    if request.kind not in OF_ONE_RECORD:
        changes.append(button("Filter", "filter_report", text))
    changes.append(button(SHOWN[request.kind], "show_behind", text))
    uses = [button("Excel", "export_xlsx", text), button("CSV", "export_csv", text)] if posting.is_managers else []
    if posting.may_share:
        uses.append(button("Share in a channel", "share_report", text))
    if posting.may_schedule:
        uses.append(button("Schedule this", "schedule_report", text))
    rows = [actions(*changes) | {"block_id": text}]
    return [*rows, actions(*uses)] if uses else rows


def period_menu(period: str) -> StaticSelectElement:
    options = {value: option(value, text) for value, text in period_choices(period)}
    return StaticSelectElement(
        action_id="report_period", options=list(options.values()), initial_option=options[period]
    )


def which_report(line: ReportLine, meant: Sequence[tuple[str, ReportRequest]], *, alone: bool) -> Message:
    """The question which of several records the words mean; `alone` is where the report goes then."""
    words = " ".join((line.words, *line.filters.values())).strip()
    question = escape(f"Which one is “{words}”?")
    where = "alone" if alone else "here"
    lines = [
        section(escape(name), accessory=button("Show", "draw_report", f"{where} {request.text}"))
        for name, request in meant[:SEVERAL]
    ]
    more = [context("There are more. Not among these? Type more of the name, or the code.")]
    return {"text": question, "blocks": [section(question), *lines, *(more if len(meant) > SEVERAL else [])]}


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
        return {"type": "raw_number", "value": float(rounded(cell.value)), "text": cell.text}
    return {"type": "raw_text", "text": cell.text or "—"}


def plain_block(table: Table) -> dict[str, Any]:
    """The table in monospaced lines, for where Slack takes no data_table."""
    return section(f"```{escape(plain_table(table))}```")


def being_drawn(report: Report, posting: Posting) -> Message:
    """What stands in a report's place until it is drawn; its buttons try again, should it never be."""
    heading = [header(report.title), context(f"⏳ Drawing {escape(report.subtitle)} …")]
    text = f"Drawing {escape(report.title)}, {escape(report.subtitle)}"
    return {"text": text, "blocks": [*heading, *_buttons(posting)]}
