"""Draws charts in a process of its own: a thread that draws would hold up every acknowledgement.

This process never imports matplotlib; the other one does, once.
"""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.report import Chart

DRAWING_SECONDS = 60


def _draw(chart: Chart) -> bytes:
    from bot.charts import draw  # only the drawing process loads matplotlib

    return draw(chart)


class Artist:
    def __init__(self) -> None:
        self._pool = self._start()

    def draw(self, chart: Chart) -> bytes:
        """The chart as a PNG. Starts another process where the last one was killed."""
        try:
            return self._pool.submit(_draw, chart).result(timeout=DRAWING_SECONDS)
        except BrokenProcessPool:
            self._pool = self._start()
            return self._pool.submit(_draw, chart).result(timeout=DRAWING_SECONDS)
        except TimeoutError:
            # It hangs; what asked for this chart asks again later, of another process.
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.kill()
            self._pool = self._start()
            raise

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

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
