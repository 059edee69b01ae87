"""How a funnel is drawn: bars narrowing to scale, the losses between them, and a column for each cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from bot import chart_style as style
from bot.chart_lettering import text_width
from bot.chart_sheet import Sheet
from bot.figures import MINUS, Figures
from bot.funnel import Cohort, Step
from bot.kpi import percent
from bot.months import SPAN_NAMES
from bot.report import FunnelChart
from bot.stages import STAGES

BARS_LEFT, BARS_WIDTH = 186, 420
BAR, GAP, PADDING = 44, 36, 12
COLUMNS_LEFT, COLUMNS_HEIGHT, WIDEST_SLOT = 120, 120, 90
LINE = 23
NAME_SPACE, COUNT_SPACE, RATE_SPACE = 5, 2, 5


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns stand: each in a slot of equal width, `scale` units high for a lead."""

    slot: float
    bottom: float
    scale: float

    def center(self, index: int) -> float:
        return COLUMNS_LEFT + self.slot * (index + 0.5)

    def top(self, count: int) -> float:
        return self.bottom - count * self.scale


def draw_funnel(sheet: Sheet, chart: FunnelChart) -> float:
    """Draw the chart from the top of the sheet; returns the height that it took."""
    show = Figures(chart.locale)
    y = sheet.head(chart.title, chart.subtitle)
    y = _stages(sheet, chart, y + 20, show)
    if len(chart.funnel.cohorts) > 1:
        y = _columns(sheet, chart, y + 36, show)
    return sheet.foot(y, chart.notes)


def _stages(sheet: Sheet, chart: FunnelChart, y: float, show: Figures) -> float:
    total, steps = chart.funnel.total, chart.funnel.steps
    losses = [
        f"{MINUS}{show.count(step.stopped)} · {show.rate(step.stop_rate)}" if step.stopped else "" for step in steps
    ]
    beside = PADDING + max(text_width(loss, size=style.NORMAL, bold=True) for loss in losses)
    scale = min(BARS_WIDTH, style.RIGHT - BARS_LEFT - beside) / max(total.created, 1)
    for index, reached in enumerate(total.reached):
        share = show.rate(percent(reached, total.created))
        _bar(sheet, index, y, reached * scale, show.count(reached), share)
        y += BAR
        if index < len(steps):
            _loss(sheet, steps[index], losses[index], y, scale, is_leak=steps[index] == chart.leak)
            y += GAP
    return y


def _bar(sheet: Sheet, index: int, y: float, width: float, count: str, share: str) -> None:
    """A stage's bar with its numbers, which stand beside a bar that is too short for them."""
    baseline = y + BAR / 2 + style.LARGE * 0.36
    sheet.text(style.MARGIN, baseline, STAGES[index].capitalize(), size=style.NORMAL)
    sheet.box(BARS_LEFT, y, max(width, 2), BAR, style.BLUES[index])
    count_width = text_width(count, size=style.LARGE, bold=True)
    fits = PADDING + count_width + PADDING + text_width(share, size=style.NORMAL) + PADDING <= width
    x = BARS_LEFT + PADDING + (0 if fits else width)
    color = style.INK_ON_BLUES[index] if fits else style.INK
    sheet.text(x, baseline, count, size=style.LARGE, bold=True, color=color)
    sheet.text(x + count_width + PADDING, baseline, share, size=style.NORMAL, color=color)


def _loss(sheet: Sheet, step: Step, text: str, y: float, scale: float, *, is_leak: bool) -> None:
    """The gap below a bar: what flows on, the wedge of what stops, and the numbers of these beside it."""
    above, below = BARS_LEFT + step.reached * scale, BARS_LEFT + step.passed * scale
    sheet.box(BARS_LEFT, y, below - BARS_LEFT, GAP, style.FLOW)
    sheet.shape([(below, y), (above, y), (below, y + GAP)], style.ACCENT_SHADE if is_leak else style.SHADE)
    color = style.ACCENT_INK if is_leak else style.QUIET
    sheet.text(above + PADDING, y + GAP / 2 + 7, text, size=style.NORMAL, bold=is_leak, color=color)


def _columns(sheet: Sheet, chart: FunnelChart, y: float, show: Figures) -> float:
    """A column of new leads for each cohort, its converted part dark, its name and conversion rate below."""
    cohorts = chart.funnel.cohorts
    _legend(sheet, y, f"New leads by {SPAN_NAMES[cohorts[0].span]}")
    grid = _Grid(
        slot=min((style.RIGHT - COLUMNS_LEFT) / len(cohorts), WIDEST_SLOT),
        bottom=y + style.NORMAL + 40 + COLUMNS_HEIGHT,
        scale=COLUMNS_HEIGHT / max(1, *(cohort.created for cohort in cohorts)),
    )
    young_from = len(cohorts) - chart.young
    for index, cohort in enumerate(cohorts):
        _column(sheet, grid, index, cohort, is_young=index >= young_from)
    sheet.box(COLUMNS_LEFT, grid.bottom, grid.slot * len(cohorts), 1.5, style.RULE)
    _column_labels(sheet, grid, cohorts, young_from, show)
    return grid.bottom + 3.6 * LINE


def _legend(sheet: Sheet, y: float, title: str) -> None:
    baseline = y + style.NORMAL
    sheet.text(style.MARGIN, baseline, title, size=style.NORMAL, bold=True)
    x = float(style.RIGHT)
    for text, color in (("converted", style.BLUES[-1]), ("new", style.BLUES[0])):
        sheet.text(x, baseline, text, size=style.SMALL, color=style.QUIET, align="right")
        x -= text_width(text, size=style.SMALL) + 22
        sheet.box(x, baseline - 14, 14, 14, color)
        x -= 22


def _column(sheet: Sheet, grid: _Grid, index: int, cohort: Cohort, *, is_young: bool) -> None:
    new_color, converted_color = style.PALE_BLUES if is_young else (style.BLUES[0], style.BLUES[-1])
    left, width = grid.center(index) - grid.slot * 0.38, grid.slot * 0.76
    for count, color in ((cohort.created, new_color), (cohort.converted, converted_color)):
        sheet.box(left, grid.top(count), width, grid.bottom - grid.top(count), color)


def _column_labels(sheet: Sheet, grid: _Grid, cohorts: Sequence[Cohort], young_from: int, show: Figures) -> None:
    """The figures of every column, or of every so many, counted back from the last, where they are narrow."""
    names = [cohort.name.partition(" ") for cohort in cohorts]
    counts = _count_texts([cohort.created for cohort in cohorts], show)
    rates = _rate_texts([cohort.conversion_rate for cohort in cohorts], show)
    name_width = _widest([name for name, _, _ in names]) + NAME_SPACE
    every = ceil(max(name_width, _count_width(counts[-1]), _rate_width(rates[-1])) / grid.slot)
    shown_counts = next(texts for texts in counts if _count_width(texts) <= grid.slot * every)
    shown_rates = next(texts for texts in rates if _rate_width(texts) <= grid.slot * every)
    year_before = ""
    for index in range((len(cohorts) - 1) % every, len(cohorts), every):
        name, _, year = names[index]
        x, rate_color = grid.center(index), style.BLUES[-1] if index < young_from else style.QUIET
        _label(sheet, x, grid.top(cohorts[index].created) - 7, shown_counts[index])
        _label(sheet, x, grid.bottom + LINE, name)
        _label(sheet, x, grid.bottom + 2 * LINE, year if year != year_before else "")
        _label(sheet, x, grid.bottom + 3.2 * LINE, shown_rates[index], color=rate_color, bold=True)
        year_before = year
    sheet.text(style.MARGIN, grid.bottom + 3.2 * LINE, "Rate, %", size=style.SMALL, color=style.QUIET)


def _label(sheet: Sheet, x: float, y: float, text: str, *, color: str = style.INK, bold: bool = False) -> None:
    sheet.text(x, y, text, size=style.SMALL, color=color, bold=bold, align="center")


def _count_texts(counts: Sequence[int], show: Figures) -> tuple[list[str], ...]:
    """The counts written ever shorter."""
    return [show.count(count) for count in counts], [show.short_count(count) for count in counts]


def _rate_texts(rates: Sequence[Fraction | None], show: Figures) -> tuple[list[str], ...]:
    """The rates written ever shorter."""
    return tuple([show.bare_rate(rate, decimals=decimals) for rate in rates] for decimals in (1, 0))


def _count_width(texts: Sequence[str]) -> float:
    """The counts stand at different heights, so they may come closer to each other."""
    return _widest(texts) + COUNT_SPACE


def _rate_width(texts: Sequence[str]) -> float:
    return _widest(texts, bold=True) + RATE_SPACE


def _widest(texts: Sequence[str], *, bold: bool = False) -> float:
    return max(text_width(text, size=style.SMALL, bold=bold) for text in texts)
