"""What a demo's workspace has from Milepost when it is first looked at: schedules, a report, words of welcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from bot.commands import ScheduleReport
from bot.demo.market import Market
from bot.model import Cadence, Member, Role
from bot.report import ReportKind
from handlers.replies import queue_message
from handlers.reports import DEFAULT_PERIOD, queue_report
from handlers.schedules import schedule_report
from handlers.views.blocks import section
from storage.store import Store

MONDAY = 0
MADE_UP = "This is a demo: the people and figures are made up, and it starts afresh every time."


def visit_line(market: Market) -> str:
    """A visit of a lead that is there, in one line."""
    company = market.known[0].company.split()[0].lower()
    return f'/visit {company} positive @ {market.places[0]} "loved it" follow up fri'


def queue_first_posts(store: Store, market: Market, members: Sequence[Member], *, channel: str) -> None:
    """The first manager schedules two reports in the channel and posts one now; rep and manager are welcomed."""
    rep = next(member for member in members if member.role is Role.REP)
    manager = next(member for member in members if member.role is Role.MANAGER)
    for command in _schedules(channel):
        schedule_report(store, command, actor=manager, submission=None)
    queue_report(store, "demo report", kind=ReportKind.FUNNEL, period=DEFAULT_PERIOD, channel=channel, member=manager)
    _welcome(store, rep, _rep_tries(market, channel))
    _welcome(store, manager, _manager_tries(channel))


def _schedules(channel: str) -> list[ScheduleReport]:
    weekdays = ScheduleReport(
        report=ReportKind.FUNNEL, period=DEFAULT_PERIOD, channel=channel, cadence=Cadence.WEEKDAYS, at=time(9)
    )
    mondays = ScheduleReport(
        report=ReportKind.FUNNEL,
        period="this quarter",
        channel=channel,
        cadence=Cadence.WEEKLY,
        weekday=MONDAY,
        at=time(8, 30),
    )
    return [weekdays, mondays]


def _rep_tries(market: Market, channel: str) -> tuple[str, str, str]:
    lead = market.known[0]
    return (
        f"Type `{visit_line(market)}` in <#{channel}>: the visit is logged, and the follow-up that waited is done.",
        f"Type `/lead {lead.company.lower()}` to see {lead.name}'s journey so far.",
        "Open *Home*, above this message: your follow-ups, the overdue ones first.",
    )


def _manager_tries(channel: str) -> tuple[str, str, str]:
    return (
        f"Type `/report funnel` in <#{channel}>: where leads are lost, drawn for everybody there.",
        "Type `/schedule` to see what is posted by itself; *Run now* posts it at once.",
        "Open *Home*, above this message: how the whole team stands today.",
    )


def _welcome(store: Store, member: Member, tries: tuple[str, str, str]) -> None:
    text = f"👋 Welcome to Milepost, {member.name.split()[0]}. {MADE_UP}"
    steps = "\n".join(f"{number}. {words}" for number, words in enumerate(tries, start=1))
    message = {"text": text, "blocks": [section(text), section(f"*Three things to try*\n{steps}")]}
    queue_message(store, f"demo welcome {member.id}", message, member=member)
