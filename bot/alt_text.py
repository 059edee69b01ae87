"""A chart's numbers in words, for people who do not see the picture. Computes no figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.months import day_text
from bot.pictures import BalanceChart, Bar, BarsChart, ColumnsChart, JourneyChart, TrendsChart

ALT_TEXT_LIMIT = 2_000


def alt_text(chart: BarsChart | ColumnsChart | TrendsChart | BalanceChart | JourneyChart) -> str:
    """The chart in at most 2,000 characters; marks that do not fit are only counted."""
    pieces = ", ".join(chart.part_names) if isinstance(chart, BarsChart | ColumnsChart) else ""
    head = ". ".join(filter(None, (chart.subtitle, chart.title, pieces)))
    return fitting(f"{head}.", list(_marks(chart)))


def fitting(head: str, marks: Sequence[str]) -> str:
    """The head, and as many of the marks, each a sentence, as fit behind it; the others are only counted."""
    room = ALT_TEXT_LIMIT - len(_rest(len(marks)))
    text = head[:room]
    for index, mark in enumerate(marks):
        sentence = f" {mark}."
        is_last = index == len(marks) - 1
        if len(text) + len(sentence) > (ALT_TEXT_LIMIT if is_last else room):
            return text + _rest(len(marks) - index)
        text += sentence
    return text


def _rest(count: int) -> str:
    return f" {count} more in the table."


def _marks(chart: BarsChart | ColumnsChart | TrendsChart | BalanceChart | JourneyChart) -> Iterator[str]:
    """What each mark of the chart says, in the chart's order."""
    match chart:
        case BarsChart():
            yield from (_bar(bar, chart.beside_name) for bar in chart.bars)
        case ColumnsChart():
            yield from (f"{column.name}: {column.figure}" for column in chart.columns)
        case TrendsChart():
            yield from (f"{trend.name}: {', '.join(filter(None, (trend.now, trend.change)))}" for trend in chart.trends)
        case BalanceChart():
            yield from (f"{day_text(point.on)}: {point.text}" for point in chart.points)
        case JourneyChart():
            yield from (
                f"{day_text(stop.on)}: {', '.join(filter(None, (stop.name, stop.detail)))}" for stop in chart.stops
            )


def _bar(bar: Bar, beside_name: str) -> str:
    beside = f"{beside_name} {bar.beside}".strip() if bar.beside else ""
    return f"{bar.name}: {', '.join(filter(None, (bar.figure, beside)))}"
