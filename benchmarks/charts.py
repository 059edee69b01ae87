"""Drawing a chart against saving an empty picture of its size, and the memory that drawing keeps.

Measured in a process of its own, as the program draws.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from io import BytesIO

from benchmarks.memory import resident_megabytes
from benchmarks.table import Line
from benchmarks.timing import in_turns, ready
from bot.funnel import FunnelRow, funnel
from bot.funnel_report import funnel_report
from bot.periods import months, parse_period
from bot.report import Chart

TODAY = date(2026, 11, 25)
CHARTS = 300


def measure() -> Iterator[Line]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        drawn, empty = pool.submit(time_drawing).result()
        grown = pool.submit(grow).result()
    yield Line("a funnel's chart / an empty 800×450 figure", drawn, empty, target=8)
    yield Line(f"memory grown in the second half of {CHARTS} charts", grown, unit="MB", target=2)


def time_drawing() -> list[float]:
    from bot.charts import draw

    return in_turns(ready(lambda: draw(chart(1))), ready(_save_empty), rounds=25)


def grow() -> float:
    """Megabytes of memory that the second half of many different charts added."""
    from bot.charts import draw

    for number in range(CHARTS // 2):
        draw(chart(number))
    before = resident_megabytes()
    for number in range(CHARTS // 2, CHARTS):
        draw(chart(number))
    return resident_megabytes() - before


def chart(number: int) -> Chart:
    """Twelve months of leads, others for each number."""
    period = parse_period("last 12 months", today=TODAY)
    rows = [row for month in months(period) for row in _rows(month, number)]
    report = funnel_report(
        funnel(rows, months(period)),
        None,
        period=period,
        filters_label="",
        today=TODAY,
        target=20,
        locale="en_IN",
        undated=number,
    )
    assert report.chart is not None
    return report.chart


def _rows(month: int, number: int) -> Iterator[FunnelRow]:
    for stage in range(5):
        yield month, stage, stage % 2 == 0, (month * 7 + number * 13 + stage * 31) % 90 + 10


def _save_empty() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), dpi=100)
    FigureCanvasAgg(figure)
    figure.savefig(BytesIO(), format="png")
