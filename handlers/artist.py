"""Draws charts and makes files in a process of its own: a thread that does would hold up every acknowledgement.

This process never imports matplotlib, nor what writes PDFs and workbooks; the other one does, once.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from bot.report import Chart
from bot.statement import DEFINITIONS, Statement, statement_table

DRAWING_SECONDS = 60

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
    return workbook(statement_table(statement), title=title, definitions=DEFINITIONS, money=money)


class Artist:
    def __init__(self) -> None:
        self._pool = self._start()
        self._guard = threading.Lock()

    def draw(self, chart: Chart) -> bytes:
        """The chart as a PNG."""
        return self.make(picture_of, chart)

    def make(self, made_of: Callable[[Argument], bytes], argument: Argument) -> bytes:
        """What one of this module's functions makes of the argument.

        A process that was killed, or hangs, is replaced for whoever asks next.
        """
        pool = self._pool
        try:
            return pool.submit(made_of, argument).result(timeout=DRAWING_SECONDS)
        except BrokenProcessPool:
            self._replace(pool)
            return self._pool.submit(made_of, argument).result(timeout=DRAWING_SECONDS)
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
