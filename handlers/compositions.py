"""Reports composed: what is asked for is read from the store, for whoever reads it, and put into words by `bot`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

from bot.ageing_report import MOST_ROWS, ageing_report
from bot.bookings_report import bookings_report
from bot.campaigns_report import campaigns_report
from bot.filters import Filters
from bot.funnel import Funnel, funnel
from bot.funnel_report import funnel_report
from bot.kinds import Role
from bot.kpi_report import kpi_report
from bot.ledger_report import ledger_report
from bot.model import Member
from bot.periods import Period, months, parse_period
from bot.report import Report, ReportKind
from bot.report_request import OF_ONE_RECORD, ReportRequest
from bot.roles import may, require
from bot.scope import Scope, empty_report
from bot.sources_report import sources_report
from bot.statement import statement_of
from bot.team_report import team_report
from bot.timeline_report import timeline_report
from handlers.customers import require_account
from handlers.leads import journey_of
from handlers.views.origins import source_name
from storage.store import Store

MONTH_AGO = timedelta(days=30)
Figures = TypeVar("Figures")
Composer = Callable[[Store, ReportRequest, Scope], Report]


def compose(store: Store, request: ReportRequest, *, reader: Member, in_channel: bool, whole: bool = False) -> Report:
    """The report as `reader` may see it as of the store's today, the same for a command, a button and a schedule.

    The table of a `whole` one has every row, for a file. Raises what `readable` does.
    """
    request, scope = readable(store, request, reader=reader, in_channel=in_channel)
    if scope.is_to_come and request.kind not in OF_ONE_RECORD:
        return empty_report(scope, request.kind, noun="figure", advice="")
    return (WHOLE if whole else COMPOSERS)[request.kind](store, request, scope)


def readable(store: Store, request: ReportRequest, *, reader: Member, in_channel: bool) -> tuple[ReportRequest, Scope]:
    """The request as far as `reader` may see what it asks for, and what it covers.

    Only a manager sees amounts; a rep sees what their own customers owe. Raises NotAllowed for a rep who would show
    a channel what customers owe, and AccountOfOthers.
    """
    manages = may(Role.MANAGER, reader)
    if request.kind.is_money and in_channel:
        require(Role.MANAGER, reader, "Showing a channel what customers owe")
    if request.kind is ReportKind.AGEING and not manages:
        request = request.narrowed(replace(request.filters, owner_id=reader.id))
    if request.customer_id is not None:
        require_account(store, store.customers.get(request.customer_id), reader)
    return request, Scope(
        period=parse_period(request.period, today=store.today),
        filters_label=filters_label(store, request.filters),
        today=store.today,
        locale=store.tenant.locale,
        currency=store.tenant.currency,
        with_money=manages or request.kind.is_money,
        target=store.tenant.conversion_target,
        begun_on=store.reports.begun_on(request.filters),
    )


def filters_label(store: Store, filters: Filters) -> str:
    """The filters in words: "owner Asha Rao · source Google Ads · campaign Diwali". Raises NothingFound."""
    said = []
    if filters.owner_id is not None:
        said.append(f"owner {store.members.get(filters.owner_id).name}")
    if filters.without_source:
        said.append("without a source")
    if filters.source_id is not None:
        said.append(f"source {source_name(store.sources.get(filters.source_id))}")
    if filters.campaign_id is not None:
        said.append(f"campaign {store.campaigns.get(filters.campaign_id).name}")
    return " · ".join(said)


def _now_and_before(scope: Scope, ask: Callable[[Period], Figures]) -> tuple[Figures, Figures | None]:
    """What is asked of the period, and of what it is held against, where there is that."""
    return ask(scope.period), ask(scope.earlier) if scope.earlier else None


def _kpi(store: Store, request: ReportRequest, scope: Scope) -> Report:
    filters, reports, today = request.filters, store.kpi_reports, scope.today
    now, before = _now_and_before(scope, lambda period: reports.figures(period, filters, today=today))
    course = reports.course(scope.period, filters, today=today)
    return kpi_report(now, before, scope=scope, course=course, leads=funnel_of(store, request, scope.period))


def _funnel(store: Store, request: ReportRequest, scope: Scope) -> Report:
    now, before = _now_and_before(scope, lambda period: funnel_of(store, request, period))
    return funnel_report(now, before, scope=scope, undated=store.reports.undated(request.filters))


def funnel_of(store: Store, request: ReportRequest, period: Period) -> Funnel:
    return funnel(store.reports.funnel(period, request.filters), months(period) if period.start else None)


def _sources(store: Store, request: ReportRequest, scope: Scope) -> Report:
    reports, filters = store.origin_reports, request.filters
    now, before = _now_and_before(scope, lambda period: reports.sources(period, filters))
    young = sum(_young_leads(store, request, scope).values())
    return sources_report(now, before, reports.campaign_costs(), scope=scope, young=young)


def _campaigns(store: Store, request: ReportRequest, scope: Scope) -> Report:
    reports, filters, today = store.origin_reports, request.filters, scope.today
    now, before = _now_and_before(scope, lambda period: reports.campaigns(period, filters, today=today))
    young = _young_leads(store, request, scope)
    return campaigns_report(now, before, scope=scope, young=sum(young.values()) - young.get(None, 0))


def _young_leads(store: Store, request: ReportRequest, scope: Scope) -> dict[int | None, int]:
    """How many leads of each campaign came too recently to judge, None those of none."""
    return store.reports.count_by("campaign_id", scope.young, request.filters) if scope.young else {}


def _bookings(store: Store, request: ReportRequest, scope: Scope) -> Report:
    reports, filters, today = store.booking_reports, request.filters, scope.today
    now, before = _now_and_before(scope, lambda period: reports.figures(period, filters, today=today))
    return bookings_report(now, before, scope=scope)


def _team(store: Store, request: ReportRequest, scope: Scope) -> Report:
    reports, filters, today = store.team_reports, request.filters, scope.today
    now, before = _now_and_before(scope, lambda period: reports.reps(period, filters, today=today))
    return team_report(now, before, scope=scope)


def _ageing(store: Store, request: ReportRequest, scope: Scope, most_rows: int = MOST_ROWS) -> Report:
    filters = request.filters
    return ageing_report(
        store.ledger.open_accounts(scope.today, filters),
        store.receivables.outstanding_on(scope.today - MONTH_AGO, filters),
        terms=store.tenant.terms,
        scope=scope,
        most_rows=most_rows,
    )


def _ledger(store: Store, request: ReportRequest, scope: Scope) -> Report:
    customer = store.customers.get(request.customer_id or 0)
    entries = store.ledger.entries(customer.id)
    bookings = store.bookings.list_of_customer(customer.id)
    statement = statement_of(
        customer, entries, bookings=bookings, tenant=store.tenant, period=scope.period, today=scope.today
    )
    return ledger_report(statement, store.tenant.terms)


def _timeline(store: Store, request: ReportRequest, scope: Scope) -> Report:
    lead = store.leads.get(request.lead_id or 0)
    return timeline_report(journey_of(store, lead), lead, today=scope.today, locale=scope.locale)


COMPOSERS: dict[ReportKind, Composer] = {
    ReportKind.KPI: _kpi,
    ReportKind.FUNNEL: _funnel,
    ReportKind.SOURCES: _sources,
    ReportKind.CAMPAIGNS: _campaigns,
    ReportKind.BOOKINGS: _bookings,
    ReportKind.AGEING: _ageing,
    ReportKind.TEAM: _team,
    ReportKind.LEDGER: _ledger,
    ReportKind.TIMELINE: _timeline,
}
WHOLE = COMPOSERS | {ReportKind.AGEING: partial(_ageing, most_rows=sys.maxsize)}
"""With every row of what a message shows the first rows of."""
