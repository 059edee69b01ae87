"""The words behind /report taken apart: "team last month by asha private". Looks nothing up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.errors import PeriodNotUnderstood
from bot.matching import choose
from bot.periods import parse_period
from bot.report import ReportKind
from bot.report_request import OF_ONE_RECORD

NAMES = {
    "kpi": ReportKind.KPI,
    "kpis": ReportKind.KPI,
    "funnel": ReportKind.FUNNEL,
    "pipeline": ReportKind.FUNNEL,
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


def read_report_line(text: str, *, today: date) -> ReportLine | None:
    """None where the words begin with no report, no period and no filter.

    Without a report they are about the KPIs. "source" and "campaign" are reports, or filters with a name behind them.
    """
    words = " ".join(text.split())
    private = bool(_PRIVATE.search(words))
    words = _PRIVATE.sub("", words)
    first, _, rest = words.partition(" ")
    kind = NAMES.get(first.lower())
    if kind is None or (rest and _FILTER.match(words) and not _narrows(rest, today)):
        if words and not _narrows(words, today):
            return None
        kind, rest = ReportKind.KPI, words
    if kind in OF_ONE_RECORD:
        return ReportLine(kind, rest, {}, private)
    before, *found = _FILTER.split(rest)
    fields = [_FIELDS.get(name.lower(), name.lower()) for name in found[::2]]
    return ReportLine(kind, before.strip(), dict(zip(fields, map(str.strip, found[1::2]), strict=True)), private)


def nearest_line(text: str, *, today: date) -> ReportLine | None:
    """The line that was meant, where the first word may be a report's name with a slip in it."""
    first, _, rest = " ".join(text.split()).partition(" ")
    kinds = list(ReportKind)
    found = choose(first, [(kinds.index(kind), name) for name, kind in NAMES.items()])
    return read_report_line(f"{kinds[found[0].id]} {rest}", today=today) if len(found) == 1 else None


def period_before(words: str, *, today: date) -> tuple[str, str]:
    """The longest period that the words begin with, "" where they begin with none, and what stands behind it."""
    parts = words.split()
    for count in range(len(parts), 0, -1):
        try:
            return parse_period(" ".join(parts[:count]), today=today).label, " ".join(parts[count:])
        except PeriodNotUnderstood:
            continue
    return "", words


def _narrows(words: str, today: date) -> bool:
    """Whether they begin with a period or a filter."""
    return bool(_FILTER.match(words) or period_before(_FILTER.split(words)[0], today=today)[0])
