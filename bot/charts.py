"""Reports' charts as pictures. The same chart gives the same bytes, in any thread."""

from __future__ import annotations

import gc

from bot.chart_funnel import draw_funnel
from bot.chart_sheet import Sheet
from bot.chart_style import WIDTH
from bot.report import Chart


def draw(chart: Chart, *, width: int = WIDTH) -> bytes:
    """The chart as an opaque PNG of `width` pixels; the height follows from what there is to show."""
    sheet = Sheet()
    height = draw_funnel(sheet, chart)
    picture = sheet.png(height=height, width=width)
    # A figure and its parts refer to each other. Left to Python's own collections, 100 MB of them gather.
    gc.collect(1)
    return picture
