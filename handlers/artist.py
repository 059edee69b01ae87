"""Draws charts and makes files in a process of its own: a thread that does would hold up every acknowledgement.

This process never imports matplotlib, nor what writes PDFs and workbooks; the other one does, once.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from bot.lead_sheet import LeadSheet
from bot.report import Chart
from bot.report_sheet import ReportSheet
from bot.statement import DEFINITIONS, Statement, statement_table

DRAWING_SECONDS = 60
MEANWHILE_SECONDS = 0.5

Argument = TypeVar("Argument")


def picture_of(chart: Chart) -> bytes:
    """A PNG."""
    from bot.charts import draw  # only the drawing process loads matplotlib

    return draw(chart)


def pdf_of(statement: Statement) -> bytes:
    from bot.statement_pdf import statement_pdf  # as above, fpdf

    return statement_pdf(statement)


def workbook_of(statement: Statement) -> bytes:
    """An XLSX file."""
    from bot.sheets import money_format, workbook  # as above, xlsxwriter

    money = money_format(statement.currency, statement.locale)
    title = f"{statement.company}: statement of account, amounts in {statement.currency}"
    table = statement_table(statement)
    closing = f"{statement.closing_word}: {statement.money(abs(statement.closing))}"
    return workbook(
        table,
        title=title,
        definitions=(table.caption, *DEFINITIONS),
        money=money,
        name="Statement",
        above=(statement.company, table.caption, closing),
    )


def report_workbook_of(sheet: ReportSheet) -> bytes:
    from bot.sheets import money_format, workbook  # as above

    money = money_format(sheet.currency, sheet.locale)
    return workbook(sheet.table, title=sheet.title, definitions=sheet.about, money=money)


def report_csv_of(sheet: ReportSheet) -> bytes:
    from bot.sheets import comma_separated  # as above

    return comma_separated(sheet.table)


def leads_workbook_of(sheet: LeadSheet) -> bytes:
    from bot.sheets import leads_workbook  # as above

    return leads_workbook(sheet)


def leads_csv_of(sheet: LeadSheet) -> bytes:
    from bot.sheets import leads_separated  # as above

    return leads_separated(sheet)


class Artist:
    def __init__(self) -> None:
        self._pool = self._start()
        self._guard = threading.Lock()

    def draw(self, chart: Chart) -> bytes:
        """The chart as a PNG."""
        return self.make(picture_of, chart)

    def make(
        self,
        made_of: Callable[[Argument], bytes],
        argument: Argument,
        *,
        seconds: float = DRAWING_SECONDS,
        meanwhile: Callable[[], None] | None = None,
    ) -> bytes:
        """What one of this module's functions makes of the argument; `meanwhile` is called again and again.

        A process that was killed, or hangs, is replaced for whoever asks next.
        """
        pool = self._pool
        try:
            return _result(pool.submit(made_of, argument), seconds, meanwhile)
        except BrokenProcessPool:
            self._replace(pool)
            return _result(self._pool.submit(made_of, argument), seconds, meanwhile)
        except TimeoutError:
            self._replace(pool)
            raise

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._guard:
            if self._pool is not broken:
                return  # another thread has done it
            self._pool = self._start()
        for process in list((broken._processes or {}).values()):  # until Python 3.14's `kill_workers` is the oldest
            process.kill()
        broken.shutdown(wait=False, cancel_futures=True)

    @staticmethod
    def _start() -> ProcessPoolExecutor:
        # spawn: a forked copy of a process with threads and database connections may hang.
        # A Ctrl-C at the terminal is this process's to answer, so the other one is deaf to it.
        return ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=signal.signal,
            initargs=(signal.SIGINT, signal.SIG_IGN),
        )


def _result(future: Future[bytes], seconds: float, meanwhile: Callable[[], None] | None) -> bytes:
    """Raises TimeoutError after so many seconds."""
    if meanwhile is not None:
        until = time.monotonic() + seconds
        while not wait([future], timeout=MEANWHILE_SECONDS).done and time.monotonic() < until:
            meanwhile()
        seconds = 0
    return future.result(timeout=seconds)
