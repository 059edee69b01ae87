"""What every report hands on: words, a chart's data, a table, definitions. Neither drawn nor put into blocks.

All texts are plain: names that people typed stand in them as typed, so whoever shows them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.funnel import Funnel, Step
from bot.pictures import BalanceChart, BarsChart, ColumnsChart, JourneyChart, TrendsChart
from bot.table import Table


class ReportKind(StrEnum):
    KPI = "kpi"
    FUNNEL = "funnel"
    SOURCES = "sources"
    CAMPAIGNS = "campaigns"
    BOOKINGS = "bookings"
    AGEING = "ageing"
    TEAM = "team"
    TIMELINE = "timeline"
    LEDGER = "ledger"

    @property
    def label(self) -> str:
        """The kind as people read it: "KPIs", "Sources"."""
        return "KPIs" if self is ReportKind.KPI else self.value.capitalize()

    @property
    def with_article(self) -> str:
        """The kind within a sentence: "the KPIs", "the funnel"."""
        return f"the {self.label if self is ReportKind.KPI else self.value}"

    @property
    def is_money(self) -> bool:
        """Whether it is about money as a whole: a manager's, and answered alone first."""
        return self in (ReportKind.AGEING, ReportKind.LEDGER)

    @property
    def comes_alone(self) -> bool:
        """Whether nobody but the asker gets it at first: what is owed, and what was said with one lead."""
        return self.is_money or self is ReportKind.TIMELINE


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """The funnel, narrowing to scale, above a column for each cohort; the last `young` cohorts are pale.

    `title` is the finding, `leak` the step to point out, `notes` are the definitions and the date; numbers
    are written as in `locale`.
    """

    title: str
    subtitle: str
    funnel: Funnel
    leak: Step | None
    young: int
    notes: str
    locale: str


Picture: TypeAlias = BarsChart | ColumnsChart | TrendsChart | BalanceChart | JourneyChart
Chart: TypeAlias = FunnelChart | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report; one without data has findings that say what to do, and neither chart nor table.

    `subtitle` says period and filters, `headline` the main finding, `alt_text` the chart's numbers (2,000
    characters at most), `findings` one to three sentences that stand alone, `as_of` the day of the figures.
    """

    kind: ReportKind
    title: str
    subtitle: str
    headline: str
    findings: tuple[str, ...]
    definitions: tuple[str, ...]
    as_of: date
    chart: Chart | None = None
    alt_text: str = ""
    table: Table | None = None
