"""Reports' charts as pictures. The same chart gives the same bytes, in any thread."""

from __future__ import annotations

import gc

from bot.chart_balance import draw_balance
from bot.chart_bars import draw_bars
from bot.chart_columns import draw_columns
from bot.chart_funnel import draw_funnel
from bot.chart_journey import draw_journey
from bot.chart_sheet import Sheet
from bot.chart_style import WIDTH
from bot.chart_trends import draw_trends
from bot.pictures import BalanceChart, BarsChart, ColumnsChart, JourneyChart, TrendsChart
from bot.report import Chart, FunnelChart


def draw(chart: Chart, *, width: int = WIDTH) -> bytes:
    """The chart as an opaque PNG of `width` pixels; the height follows from what there is to show."""
    sheet = Sheet()
    picture = sheet.png(height=draw_on(sheet, chart), width=width)
    # A figure and its parts refer to each other. Left to Python's own collections, 100 MB of them gather.
    gc.collect(1)
    return picture


def draw_on(sheet: Sheet, chart: Chart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    match chart:
        case FunnelChart():
            return draw_funnel(sheet, chart)
        case BarsChart():
            return draw_bars(sheet, chart)
        case ColumnsChart():
            return draw_columns(sheet, chart)
        case TrendsChart():
            return draw_trends(sheet, chart)
        case BalanceChart():
            return draw_balance(sheet, chart)
        case JourneyChart():
            return draw_journey(sheet, chart)
