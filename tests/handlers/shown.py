"""What a manager is shown of a tenant, as numbers: read from messages, files and the App Home, never from a store."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from openpyxl import load_workbook

from bot.model import Member
from bot.pictures import TrendsChart
from bot.report import Report, ReportKind
from bot.report_request import EVER, ReportRequest
from bot.sheets import comma_separated, workbook
from handlers.compositions import compose
from handlers.customer_cards import customers_message
from handlers.followup_lists import list_of
from handlers.home import home_of
from handlers.views.followup_lists import TEAM
from handlers.views.reports import Posting, report_message
from storage.store import Store
from tests.slack import texts

Number = Decimal | None


def number(text: str) -> Number:
    """₹1,23,456 and 12.5 % as numbers; None for "—" and for what is no figure."""
    digits = re.sub(r"[^\d.-]", "", text.replace("−", "-"))
    return Decimal(digits) if re.search(r"\d", digits) else None


def first_number(pattern: str, text: str) -> Decimal:
    """The number that stands where the pattern has its group; zero where the text does not say so."""
    found = re.search(pattern, text)
    return number(found[1]) or Decimal(0) if found else Decimal(0)


def outstanding_at_home(text: str) -> Decimal:
    """What the App Home says is owed in all: less the credit of others, where somebody has any."""
    less_credit = first_number(r"([\d,.]*\d) outstanding in all", text)
    return less_credit or first_number(r"\*[\d,]+ customers? owes? \D*([\d,.]*\d)\*", text)


@dataclass(frozen=True)
class Sheet:
    """A report's table as its message shows it: texts by column. The last line is the totals."""

    columns: list[str]
    lines: list[list[str]]
    words: str

    def __getitem__(self, place: tuple[str, str]) -> Number:
        """The figure of a line, by what it begins with, under a column; lines of the same name are added up."""
        name, column = place
        lines = [line for line in self.lines if line[0] == name]
        assert lines, f"no line “{name}”"
        found = [number(line[self.columns.index(column)]) for line in lines]
        return sum(filter(None, found), Decimal(0)) if len(found) > 1 else found[0]

    @property
    def names(self) -> list[str]:
        """What the lines begin with, without the totals."""
        return list(dict.fromkeys(line[0] for line in self.lines[:-1]))

    def added_up(self, column: str) -> Decimal:
        """The figures of all lines but the totals."""
        return sum((number(line[self.columns.index(column)]) or Decimal(0) for line in self.lines[:-1]), Decimal(0))


class Shown:
    """To one manager, as of the store's today."""

    def __init__(self, store: Store, manager: Member) -> None:
        self.store, self._manager = store, manager
        self.sheet, self.home = cache(self._sheet), cache(self._home)

    def report(self, kind: str, period: str = EVER, **ids: int) -> Report:
        return compose(self.store, _request(kind, period, ids), reader=self._manager, in_channel=False)

    def _sheet(self, kind: str, period: str = EVER, **ids: int) -> Sheet:
        """The table of the report's message, with all that is to be read around it."""
        request = _request(kind, period, ids)
        posting = Posting(request, asker="U1", why=None, maybe_repeated=False, in_channel=False, is_managers=True)
        message = report_message(self.report(kind, period, **ids), posting, file_id=None, plain=False)
        tables = [block for block in message["blocks"] if block["type"] == "data_table"]
        head, *lines = tables[0]["rows"] if tables else [[]]
        return Sheet(
            [cell["text"] for cell in head], [[cell["text"] for cell in line] for line in lines], texts(message)
        )

    def kpi(self, name: str, **ids: int) -> Number:
        return self.sheet("kpi", **ids)[name, "Now"]

    def total(self, kind: str, column: str, period: str = EVER, **ids: int) -> Number:
        """The figure of the last line: the totals, or the only rep's."""
        sheet = self.sheet(kind, period, **ids)
        assert sheet.lines[-1][0] == "Total" or len(sheet.lines) == 1
        return number(sheet.lines[-1][sheet.columns.index(column)])

    def _home(self) -> str:
        return texts(home_of(self.store, self._manager))

    def on_home(self, title: str) -> Decimal:
        """The figure of the App Home below that title."""
        return first_number(rf"\*{title}\*\n([^\n(]*)", self.home())

    def on_chart(self, name: str) -> Number:
        """The figure beside a line of the KPIs' chart."""
        chart = self.report("kpi").chart
        assert isinstance(chart, TrendsChart)
        return next(number(trend.now) for trend in chart.trends if trend.name == name)

    def who_owes(self) -> str:
        """What the App Home's button "Customers" answers."""
        return texts(customers_message(self.store, self._manager))

    def team_list(self) -> str:
        """What `/followups team` answers."""
        return texts(list_of(self.store, TEAM, self._manager))


def comma_lines(report: Report) -> list[list[str]]:
    assert report.table is not None
    return list(csv.reader(io.StringIO(comma_separated(report.table).decode("utf-8-sig"))))


def sheet_lines(report: Report) -> Iterator[list[Any]]:
    assert report.table is not None
    book = load_workbook(io.BytesIO(workbook(report.table, title=report.title, definitions=report.definitions)))
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield list(row)


def _request(kind: str, period: str, ids: dict[str, int]) -> ReportRequest:
    return ReportRequest(kind=ReportKind(kind), period=period, **ids)
