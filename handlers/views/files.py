"""What files are called, and what is said with them."""

from __future__ import annotations

from bot.behind import Behind, LeadNumber
from bot.periods import Period
from bot.report import Report
from bot.scope import Scope
from handlers.views.words import escape, shorten, strong


def file_safe(typed: str) -> str:
    """`typed` without signs that a file's name can't have."""
    name = "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else " " for sign in typed)
    return shorten(" ".join(name.split()), 60)


def report_file_name(report: Report, subject: str, period: Period | None, extension: str) -> str:
    """funnel 2025-12 to 2026-11.xlsx, ledger Acme Corp 2026-10.xlsx, ageing 2026-11-25.xlsx.

    Without a `period`, the day of the report stands in its place.
    """
    named = [report.kind.value, file_safe(subject), _days(period) if period else str(report.as_of)]
    return f"{' '.join(filter(None, named))}.{extension}"


def _days(period: Period) -> str:
    if period.start is None or period.end is None:
        return "all time"
    form = "%Y-%m" if period.is_whole_months else "%Y-%m-%d"
    first, last = f"{period.start:{form}}", f"{period.end:{form}}"
    return first if first == last else f"{first} to {last}"


def report_file_words(report: Report) -> str:
    """Markup: what is said with the file; a report without figures has none, and says why."""
    told = f"{strong(report.title)}, {escape(report.subtitle)}: {escape(report.headline)}"
    if report.table is None:
        return f"{told}. There is nothing to export. {escape(' '.join(report.findings))}"
    return told


def leads_file_name(behind: Behind, scope: Scope, extension: str) -> str:
    """leads qualified 2026-10.xlsx"""
    number = "" if behind.number is LeadNumber.ALL else behind.number.value
    return f"{' '.join(filter(None, ['leads', number, _days(scope.period)]))}.{extension}"


def leads_file_words(behind: Behind, count: int, scope: Scope) -> str:
    """Plain text: how many, which, and of which days."""
    number = "" if behind.number is LeadNumber.ALL else f", {behind.number.value}"
    return f"{scope.show.plural(count, 'lead')}{number} · {scope.filtered(scope.days)}"
