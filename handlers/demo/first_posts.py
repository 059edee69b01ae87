"""What a demo's workspace has from Milepost when it is first looked at: schedules, a report, words of welcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from bot.commands import FOLLOW_UPS, ScheduleReport
from bot.demo.market import Market
from bot.kinds import Cadence, Role
from bot.model import Member
from bot.report import ReportKind
from bot.report_request import ReportRequest, default_period
from handlers.reports import queue_report
from handlers.schedules import schedule_report
from handlers.views.welcome import Example, things_to_try
from handlers.welcome import queue_welcome
from storage.store import Store

MONDAY = 0
MADE_UP = "This is a demo: the people and figures are made up, and it starts afresh every time."


def example(market: Market) -> Example:
    """A lead that is there, and where to meet it."""
    return Example(market.known[0].company.split()[0].lower(), market.places[0], exists=True)


def queue_first_posts(store: Store, market: Market, members: Sequence[Member], *, channel: str) -> None:
    """The first manager schedules reports and follow-ups in the channel and posts two reports now; all are welcomed."""
    manager = next(member for member in members if member.role is Role.MANAGER)
    for command in _schedules(channel):
        schedule_report(store, command, actor=manager, submission=None)
    for kind in (ReportKind.KPI, ReportKind.FUNNEL):
        request = ReportRequest(kind=kind, period=default_period(kind))
        queue_report(store, f"demo {kind}", request, channel=channel, member=manager)
    for member in members:
        queue_welcome(store, member, _tries(member.role, example(market), channel), remark=MADE_UP)


def _schedules(channel: str) -> list[ScheduleReport]:
    weekdays = ScheduleReport(report=ReportKind.FUNNEL, channel=channel, cadence=Cadence.WEEKDAYS, at=time(9))
    mondays = ScheduleReport(
        report=ReportKind.KPI, channel=channel, cadence=Cadence.WEEKLY, weekday=MONDAY, at=time(8, 30)
    )
    mornings = ScheduleReport(report=FOLLOW_UPS, channel=channel, cadence=Cadence.WEEKDAYS, at=time(9, 15))
    return [weekdays, mondays, mornings]


def _tries(role: Role, shown: Example, channel: str) -> tuple[str, ...]:
    """What there is to see in the data of the demo, as things to try."""
    if role is Role.REP:
        return (
            f"Type `{shown.visit}` in <#{channel}>: the visit is logged, and the follow-up that waited is done.",
            f"Type `{shown.call}`, then `/lead {shown.lead}`: the call stands in the lead's journey.",
            "Type `/followups`, or open *Home* above this message: what waits for you, the overdue first.",
        )
    if role is Role.MANAGER:
        return (
            f"Type `/report` in <#{channel}>: the KPIs, drawn for everybody there. Choose another period below them.",
            "Type `/report team last month` to see who does what, and `/report ageing` to see alone who owes what.",
            "Type `/schedule` to see what is posted by itself; *Run now* posts it at once.",
        )
    return things_to_try(role, shown)
