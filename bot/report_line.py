"""The words behind /report taken apart: "team last month by asha private". Looks nothing up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.report import ReportKind
from bot.report_request import OF_ONE_RECORD

NAMES = {
    "kpi": ReportKind.KPI,
    "kpis": ReportKind.KPI,
    "funnel": ReportKind.FUNNEL,
    "sources": ReportKind.SOURCES,
    "source": ReportKind.SOURCES,
    "campaigns": ReportKind.CAMPAIGNS,
    "campaign": ReportKind.CAMPAIGNS,
    "bookings": ReportKind.BOOKINGS,
    "booking": ReportKind.BOOKINGS,
    "ageing": ReportKind.AGEING,
    "aging": ReportKind.AGEING,
    "team": ReportKind.TEAM,
    "timeline": ReportKind.TIMELINE,
    "journey": ReportKind.TIMELINE,
    "ledger": ReportKind.LEDGER,
    "statement": ReportKind.LEDGER,
}
_PRIVATE = re.compile(r"(?:^|\s)private$", re.IGNORECASE)
_FILTER = re.compile(r"(?:^|\s)(owner|by|source|campaign)[: ]\s*", re.IGNORECASE)
_FIELDS = {"by": "owner"}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`words` are the period, behind the name of the record where the report is on one; `filters` are by field.

    The last filter's words may end with the period.
    """

    kind: ReportKind
    words: str
    filters: Mapping[str, str]
    private: bool


def read_report_line(text: str) -> ReportLine | None:
    """None where the first word names no report. Nothing at all asks for the KPIs."""
    words = " ".join(text.split())
    private = bool(_PRIVATE.search(words))
    first, _, rest = _PRIVATE.sub("", words).partition(" ")
    kind = NAMES.get(first.lower()) if first else ReportKind.KPI
    if kind is None:
        return None
    if kind in OF_ONE_RECORD:
        return ReportLine(kind, rest, {}, private)
    before, *found = _FILTER.split(rest)
    fields = [_FIELDS.get(name.lower(), name.lower()) for name in found[::2]]
    return ReportLine(kind, before.strip(), dict(zip(fields, map(str.strip, found[1::2]), strict=True)), private)
