"""The leads behind a number of a report, counted as the report counts them, and listed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.behind import ALWAYS, LINES, NO_RECORD, Behind, LeadNumber
from bot.figures import Figures
from bot.model import Lead
from bot.periods import Period, parse_period
from bot.report import ReportKind
from bot.scope import Scope
from handlers.carried import OutOfDate, unless_out_of_date
from handlers.compositions import filters_label, funnel_of
from handlers.views.blocks import Choice
from handlers.views.origins import source_name
from handlers.views.report_behind import MOST_CHOICES, MOST_LINES, Menu, counted
from storage.store import Store

ON_LEADS = (ReportKind.KPI, ReportKind.FUNNEL, *LINES)
"""The reports with numbers of leads."""

EVERY = "every"
"""The choice of all lines."""


def behind_in(text: object) -> Behind:
    """What a view or a button carries. Raises OutOfDate."""
    with unless_out_of_date():
        return Behind.model_validate_json(str(text))


def leads_in(text: object) -> Behind:
    """The same, where it must be about leads. Raises OutOfDate."""
    behind = behind_in(text)
    if behind.request.kind not in ON_LEADS:
        raise OutOfDate
    return behind


def count_behind(store: Store, behind: Behind) -> int:
    """As many as the report says."""
    return behind.number.count_in(_standing(store, behind))


def list_behind(store: Store, behind: Behind, *, limit: int = MOST_LINES) -> list[Lead]:
    """The newest first."""
    return store.reports.leads_of(_period(store, behind), behind.filters, **_asked(behind), limit=limit)


def ids_behind(store: Store, behind: Behind) -> list[int]:
    """Of all of them, in the same order."""
    return store.reports.lead_ids_of(_period(store, behind), behind.filters, **_asked(behind))


def _asked(behind: Behind) -> dict[str, Any]:
    """Which leads the number counts, as `store.reports` asks for them."""
    number = behind.number
    return {
        "reached": number.reached,
        "stopped_at": number.stopped_at,
        "statuses": number.statuses,
        "dated_only": behind.dated_only,
    }


def with_line(store: Store, behind: Behind) -> Behind:
    """Campaigns are looked at one by one: the one with the most leads first."""
    if behind.request.kind is not ReportKind.CAMPAIGNS or behind.line is not None:
        return behind
    choices = _lines(store, behind, Figures(store.tenant.locale))
    return behind.model_copy(update={"line": int(choices[0][0])}) if choices else behind


def scope_of_line(store: Store, behind: Behind, scope: Scope) -> Scope:
    """The scope of the report, with the line that is looked at named among its filters."""
    return replace(scope, filters_label=filters_label(store, behind.filters))


def lead_menus(store: Store, behind: Behind) -> list[Menu]:
    """Of which line, where the report has lines about something, and which number of it."""
    figures = Figures(store.tenant.locale)
    line = EVERY if behind.line is None else str(behind.line)
    of_line = [Menu("behind_line", _lines(store, behind, figures), line)] if behind.request.kind in LINES else []
    return [*of_line, Menu("behind_number", _numbers(store, behind, figures), behind.number.value)]


def _numbers(store: Store, behind: Behind, figures: Figures) -> list[Choice]:
    standing = _standing(store, behind)
    leak = _leak(store, behind)
    also = [number for number in (leak, behind.number) if number is not None]
    return [
        (number.value, counted(number.label, number.count_in(standing), figures))
        for number in dict.fromkeys((*ALWAYS, *also))
    ]


def _leak(store: Store, behind: Behind) -> LeadNumber | None:
    """Where the funnel names its largest leak."""
    if behind.request.kind is not ReportKind.FUNNEL:
        return None
    leak = funnel_of(store, behind.request, _period(store, behind)).largest_leak
    return LeadNumber.stopped(leak.start) if leak else None


def _lines(store: Store, behind: Behind, figures: Figures) -> list[Choice]:
    """The lines with the most leads first, as many as a menu takes."""
    request = behind.request
    counts = store.reports.count_by(LINES[request.kind], _period(store, behind), request.filters)
    names = _names(store, request.kind)
    found = sorted(((count, record_id) for record_id, count in counts.items() if record_id), reverse=True)
    lines = [(str(record_id), counted(names[record_id], count, figures)) for count, record_id in found]
    without = counts.get(None)
    if request.kind is ReportKind.CAMPAIGNS:
        return lines[:MOST_CHOICES]
    if without and request.kind is ReportKind.SOURCES:
        lines = [*lines[: MOST_CHOICES - 2], (str(NO_RECORD), counted("No source", without, figures))]
    every = "Everybody" if request.kind is ReportKind.TEAM else "All sources"
    return [(EVERY, counted(every, sum(counts.values()), figures)), *lines[: MOST_CHOICES - 1]]


def _names(store: Store, kind: ReportKind) -> dict[int, str]:
    match kind:
        case ReportKind.TEAM:
            return store.members.names()
        case ReportKind.CAMPAIGNS:
            return {campaign.id: campaign.name for campaign in store.campaigns.list()}
    return {source.id: source_name(source) for source in store.sources.list(active_only=False)}


def _standing(store: Store, behind: Behind) -> list[tuple[int, bool, int]]:
    return store.reports.standing(_period(store, behind), behind.filters, dated_only=behind.dated_only)


def _period(store: Store, behind: Behind) -> Period:
    return parse_period(behind.request.period, today=store.today)
