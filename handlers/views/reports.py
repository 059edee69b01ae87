"""How a report looks in a message: the picture, under its finding, what follows from it, then the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from slack_sdk.models.blocks import ButtonElement, StaticSelectElement

from bot.figures import printed
from bot.filters import EVERYTHING
from bot.report import Report, ReportKind
from bot.report_line import ReportLine
from bot.report_request import EVER, OF_ONE_RECORD, TIMELESS, ReportRequest
from bot.table import Cell, Table, plain_table, shortened
from handlers.views.answers import SEVERAL, Message, which
from handlers.views.blocks import Blocks, actions, button, context, header, option, section
from handlers.views.report_forms import period_choices
from handlers.views.words import escape, shorten

MOST_ROWS = 98
"""Slack documents 100 or 200 rows beside the header, by page; the totals take one of them."""


SHOWN = dict.fromkeys(ReportKind, "Show these leads") | {
    ReportKind.BOOKINGS: "Show these bookings",
    ReportKind.AGEING: "Show these customers",
    ReportKind.LEDGER: "Show the account",
    ReportKind.TIMELINE: "Show the lead",
}
"""The records behind the figures, by kind of report."""

NEXT = dict.fromkeys(ReportKind, ("New lead", "new_lead")) | {
    ReportKind.CAMPAIGNS: ("New campaign", "new_campaign"),
    ReportKind.BOOKINGS: ("New booking", "new_booking"),
}
"""What to begin with where a report on everything has nothing to tell."""

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
        """What is owed is for a manager to show; a rep's own, and not what a manager has shown already."""
        return self.is_managers or not (self.in_channel or self.request.kind.is_money)

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
    blocks += _buttons(posting, is_empty=report.table is None)
    return {
        "text": f"{escape(report.title)}, {escape(report.subtitle)}: {escape(report.headline)}",
        "blocks": blocks,
    }


def _small_print(report: Report, posting: Posting) -> list[str]:
    by = f"Asked for by <@{posting.asker}>" if posting.why is None else f"{posting.why} by <@{posting.asker}>"
    definitions = escape(" ".join(report.definitions))
    as_of = f"As of {report.as_of:%d %b %Y} · {by}"
    return [*([MAYBE_TWICE] if posting.maybe_repeated else []), *([definitions] if definitions else []), as_of]


def _buttons(posting: Posting, *, is_empty: bool) -> Blocks:
    """First what changes the report, then what to do with it; the first block's id is the request itself."""
    request, text = posting.request, posting.request.text
    if is_empty:
        ways_out = _ways_out(posting)
        return [actions(*ways_out) | {"block_id": text}] if ways_out else []
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


def _ways_out(posting: Posting) -> list[ButtonElement]:
    """Under a report that has nothing to tell: what may have more, or how to begin."""
    request, text = posting.request, posting.request.text
    wider = []
    if request.kind not in TIMELESS and request.period != EVER:
        wider.append(button("All time", "report_period", EVER))
    if request.filters != EVERYTHING:
        wider.append(button("Without the filter", "unfilter_report", text))
    if request.kind is ReportKind.TIMELINE:
        return [button(SHOWN[request.kind], "show_behind", text)]
    if request.kind.is_money or (request.kind is ReportKind.CAMPAIGNS and not posting.is_managers):
        return wider
    return [*wider, button(*NEXT[request.kind])]


def period_menu(period: str) -> StaticSelectElement:
    options = {value: option(value, text) for value, text in period_choices(period)}
    return StaticSelectElement(
        action_id="report_period", options=list(options.values()), initial_option=options[period]
    )


def which_report(line: ReportLine, meant: Sequence[tuple[str, ReportRequest]], *, alone: bool) -> Message:
    """The question which of several records the words mean; `alone` is where the report goes then."""
    words = " ".join((line.words, *line.filters.values())).strip()
    return which(f"Which one is “{words}”?", _choices(meant, alone=alone), has_more=len(meant) > SEVERAL)


def meant_report(line: ReportLine, meant: Sequence[tuple[str, ReportRequest]], *, alone: bool) -> Message:
    """The question whether it is this report that was meant, with whatever it is about."""
    return which(f"Did you mean {line.kind}?", _choices(meant, alone=alone))


def _choices(meant: Sequence[tuple[str, ReportRequest]], *, alone: bool) -> Iterator[tuple[str, ButtonElement]]:
    where = "alone" if alone else "here"
    for name, request in meant[:SEVERAL]:
        period = "" if request.kind in TIMELESS else request.period
        words = " · ".join(filter(None, (request.kind.label, period, escape(name))))
        yield words, button("Show", "draw_report", f"{where} {request.text}")


def data_table(table: Table) -> dict[str, Any]:
    head = [{"type": "raw_text", "text": column.title} for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in shortened(table, MOST_ROWS).lines]
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
        return {"type": "raw_number", "value": float(printed(cell.value)), "text": cell.text}
    return {"type": "raw_text", "text": cell.text or "—"}


def plain_block(table: Table) -> dict[str, Any]:
    """The table in monospaced lines, for where Slack takes no data_table."""
    return section(f"```{escape(plain_table(table))}```")
