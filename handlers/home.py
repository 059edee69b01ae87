"""App Home: my follow-ups, my week, quick buttons, and for managers the team's figures."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.filters import EVERYTHING
from bot.followups import cold_before
from bot.kinds import BookingStatus, Role
from bot.kpi_figures import KpiFigures
from bot.model import Member
from bot.money import format_amount
from bot.periods import ALL_TIME, parse_period, week_of
from bot.report import ReportKind
from bot.report_request import ReportRequest, default_period
from bot.roles import may
from handlers.context import OpenStore, ReadStore
from handlers.reports import queue_report
from handlers.routes import Routes
from handlers.views.accounts import owed_lines
from handlers.views.home import Debts, Meeting, Sales, Team, Week, home_view
from handlers.waiting import count_due, list_due
from storage.store import Store

routes = Routes()
MOST_OF_A_REP, MOST_OF_A_MANAGER = 10, 5
"""Follow-ups on the home; a manager scrolls on to the team."""

MOST_LATE = 5


@routes.event("app_home_opened")
def show_home(ack: Ack, event: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore) -> None:
    if event.get("tab", "home") == "home":
        with read_store() as store:
            view = home_of(store, member)
        client.views_publish(user_id=event["user"], view=view)
    ack()


@routes.action("home_kpi")
@routes.action("home_funnel")
@routes.action("home_ageing")
def press_home_report(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """The report, in the direct messages: the home is in no channel."""
    kind = ReportKind(action["action_id"].removeprefix("home_"))
    request = ReportRequest(kind=kind, period=default_period(kind))
    with open_store() as store:
        queue_report(store, f"report {body['trigger_id']}", request, channel=member.slack_user_id, member=member)
    ack()


def home_of(store: Store, member: Member) -> dict[str, Any]:
    manages = may(Role.MANAGER, store.members.get(member.id))
    _, sunday = week_of(store.today)
    meetings = store.engagements.list_pending(member_id=member.id, until=sunday)
    return home_view(
        name=member.name,
        follow_ups=list_due(store, member.id)[: MOST_OF_A_MANAGER if manages else MOST_OF_A_REP],
        counts=count_due(store, member.id),
        to_close=[(meeting, lead) for meeting, lead in meetings if meeting.happened_on <= store.today],
        week=_week(store, member, [(meeting, lead) for meeting, lead in meetings if meeting.happened_on > store.today]),
        team=_team(store) if manages else None,
        today=store.today,
        locale=store.tenant.locale,
    )


def _week(store: Store, member: Member, planned: list[Meeting]) -> Week:
    monday, sunday = week_of(store.today)
    visits = store.milestones.count_visits(start=monday, end=sunday, member_id=member.id)
    engagements = store.engagements.count_by_member(start=monday, end=sunday, member_id=member.id)
    return Week(
        start=monday,
        end=sunday,
        visits=visits.get(member.id, 0),
        engagements=engagements.get(member.id, 0),
        new_leads=store.lead_search.count_created(member.id, start=monday, end=sunday),
        planned=planned,
    )


def _team(store: Store) -> Team:
    figures, names = team_figures(store), store.members.names()
    late = store.follow_ups.count_by_owner(due_before=store.today)
    most = sorted(late.items(), key=lambda entry: (-entry[1], names[entry[0]]))[:MOST_LATE]
    return Team(
        figures=figures,
        target=store.tenant.conversion_target,
        cold=store.lead_search.count_cold(before=cold_before(store.today)),
        without_campaign=store.lead_search.count_without_campaign(),
        overdue=[(names[owner_id], count) for owner_id, count in most],
        sales=_sales(store),
        debts=_debts(store, figures),
    )


def _debts(store: Store, figures: KpiFigures) -> Debts | None:
    """None while nobody owes anything."""
    count, owed = store.receivables.debtors()
    lines = owed_lines(count, owed, figures.outstanding, store.tenant)
    return Debts(lines, _money(figures.long_overdue, store) if figures.long_overdue else None) if count else None


def _sales(store: Store) -> Sales | None:
    """None while nothing is booked this month and nothing waits for a yes."""
    month = parse_period("this month", today=store.today)
    booked = store.booking_reports.figures(month, EVERYTHING, today=store.today).booked
    pending = store.bookings.count(BookingStatus.PENDING)
    return Sales(booked.count, _money(booked.amount, store), pending) if booked.count or pending else None


def _money(amount: int, store: Store) -> str:
    return format_amount(amount, store.tenant.currency, store.tenant.locale)


def team_figures(store: Store) -> KpiFigures:
    """The tenant's figures as of the store's today, those of `/report kpi`."""
    return store.kpi_reports.figures(ALL_TIME, EVERYTHING, today=store.today)
