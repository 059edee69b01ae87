"""Drawing every report's chart against saving an empty picture of its size, and the memory that drawing keeps.

Measured in a process of its own, as the program draws.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from io import BytesIO

from benchmarks.memory import resident_megabytes
from benchmarks.table import Line
from benchmarks.timing import in_turns, ready
from bot.funnel import FunnelRow, funnel
from bot.funnel_report import funnel_report
from bot.periods import months, parse_period
from bot.report import Chart, ReportKind
from bot.scope import Scope
from docs.gallery import demo_store, lines, report_of

TODAY = date(2026, 11, 25)
CHARTS = 300


def measure() -> Iterator[Line]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        charts = reports_charts()
        empty, *drawn = pool.submit(time_drawing, list(charts.values())).result()
        grown = pool.submit(grow).result()
    for kind, time in zip(charts, drawn, strict=True):
        yield Line(f"the chart of the {kind} report / an empty 800×450 figure", time, empty, target=8)
    yield Line(f"memory grown in the second half of {CHARTS} charts", grown, unit="MB", target=2)


def reports_charts() -> dict[ReportKind, Chart]:
    """Those of the demo's first company."""
    with demo_store() as store:
        reports = [report_of(store, line) for line in lines(store)]
    return {report.kind: report.chart for report in reports if report.chart is not None}


def time_drawing(charts: Sequence[Chart]) -> list[float]:
    """Seconds for the empty figure, then for each chart."""
    from bot.charts import draw

    return in_turns(ready(_save_empty), *(ready(partial(draw, chart)) for chart in charts), rounds=15)


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
    scope = Scope(period=period, filters_label="", today=TODAY, locale="en_IN", currency="INR", with_money=True)
    report = funnel_report(funnel(rows, months(period)), None, scope=scope, undated=number)
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
