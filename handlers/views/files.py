"""What files are called, and what is said with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.behind import Behind, LeadNumber
from bot.model import Tenant
from bot.months import day_text
from bot.periods import Period, describe
from bot.report import Report, ReportKind
from bot.report_sheet import ReportSheet
from bot.scope import Scope
from bot.table import Table
from handlers.views.words import escape, shorten, strong


@dataclass(frozen=True, slots=True)
class Covered:
    """What a file is about, in plain words: whose account or journey, which period, which filters; "" for none.

    A report of the state today, or of all that ever was, has no period.
    """

    subject: str
    period: Period | None
    filters: str
    asker: str


def file_safe(typed: str) -> str:
    """`typed` without signs that a file's name can't have."""
    plain = typed.replace("–", "-")
    name = "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else " " for sign in plain)
    return shorten(" ".join(name.split()), 60)


def kind_of_file(made_as: str) -> str:
    """What it is called in a sentence, in the words of the button that brings it."""
    return "Excel file" if made_as == "xlsx" else made_as.upper()


def report_file_name(report: Report, covered: Covered, tenant: Tenant, extension: str) -> str:
    """Northwind Homes funnel Dec 2025 - Nov 2026.xlsx, Northwind Homes ledger Acme all time to 25 Nov 2026.xlsx."""
    days = _days(covered.period, report.as_of) if covered.period else day_text(report.as_of)
    kind = report.kind.with_article.removeprefix("the ")
    return f"{_file_name(tenant, kind, covered.subject, covered.filters, days)}.{extension}"


def _file_name(tenant: Tenant, *parts: str) -> str:
    return " ".join(filter(None, map(file_safe, (tenant.name, *parts))))


def _days(period: Period, today: date) -> str:
    return describe(period) if period.start else f"all time to {day_text(today)}"


def report_sheet(report: Report, table: Table, covered: Covered, tenant: Tenant) -> ReportSheet:
    """The file of the report's `table`."""
    return ReportSheet(
        table=table,
        title=f"{tenant.name}: {report.kind.label}",
        about=tuple(_about(report, covered)),
        currency=tenant.currency,
        locale=tenant.locale,
    )


def _about(report: Report, covered: Covered) -> Iterator[str]:
    if covered.subject:
        yield f"{'Customer' if report.kind is ReportKind.LEDGER else 'Lead'}: {covered.subject}"
    if covered.period:
        yield f"Period: {describe(covered.period)}"
    if covered.filters:
        yield f"Filters: {covered.filters}"
    yield f"Asked for by {covered.asker}"
    yield f"As of {day_text(report.as_of)}"
    yield report.headline
    yield from report.definitions


def report_file_words(report: Report) -> str:
    """Markup: what is said with the file; a report without figures has none, and says why."""
    told = f"{strong(report.title)}, {escape(report.subtitle)}: {escape(report.headline)}"
    if report.table is None:
        return f"{told}. There is nothing to export. {escape(' '.join(report.findings))}"
    return told


def leads_file_name(behind: Behind, scope: Scope, tenant: Tenant, extension: str) -> str:
    """Northwind Homes leads qualified Oct 2026.xlsx"""
    number = "" if behind.number is LeadNumber.ALL else behind.number.label.lower()
    days = _days(scope.period, scope.today)
    return f"{_file_name(tenant, 'leads', number, scope.filters_label, days)}.{extension}"


def leads_file_words(behind: Behind, count: int, scope: Scope) -> str:
    """Plain text: how many, which, and of which days."""
    number = "" if behind.number is LeadNumber.ALL else f", {behind.number.label.lower()}"
    return f"{scope.show.plural(count, 'lead')}{number} · {scope.filtered(scope.days)}"
