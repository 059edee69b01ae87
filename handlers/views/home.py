"""How the App Home looks: what to do now, how my week goes, and for managers how the team stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.comparisons import reaches_target
from bot.figures import Figures
from bot.kpi_figures import KpiFigures
from bot.ledger import ESCALATE_AFTER_DAYS
from bot.model import Engagement, Lead
from bot.report import ReportKind
from handlers.views.blocks import Blocks, actions, button, context, divider, facts, header, section
from handlers.views.followup_lists import Counts
from handlers.views.followups import Pair, follow_up_blocks, meeting_blocks
from handlers.views.leads import lead_words
from handlers.views.words import day, escape, whole_day

HOME = "home"
"""The place of a follow-up that stands in the App Home, as its buttons tell it."""

HOME_REPORTS = {ReportKind.KPI: "KPIs", ReportKind.FUNNEL: "Funnel", ReportKind.AGEING: "Who owes"}
MOST_MEETINGS = 5
ELSEWHERE = "Lists and reports come under *Messages*, at the top of this page."
"""Nothing on the page changes where one of their buttons is pressed."""

Meeting = tuple[Engagement, Lead]


@dataclass(frozen=True, slots=True)
class Week:
    """A person's own week, Monday to Sunday: what was done, and what is still to come of it."""

    start: date
    end: date
    visits: int
    engagements: int
    new_leads: int
    planned: Sequence[Meeting]

    @property
    def is_quiet(self) -> bool:
        return not (self.visits or self.engagements or self.new_leads)


@dataclass(frozen=True, slots=True)
class Sales:
    """What was booked this month and stands, its amount in words, and how many bookings wait to be confirmed."""

    count: int
    amount: str
    pending: int


@dataclass(frozen=True, slots=True)
class Debts:
    """Who owes how much, in lines of markup, and what of it is more than 30 days past due."""

    lines: Sequence[str]
    long_overdue: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """What a manager sees of everybody; `overdue` are names with how many of their follow-ups are late.

    `sales` are None while nothing is booked this month or pending, `debts` while nobody owes anything.
    """

    figures: KpiFigures
    target: int
    cold: int
    without_campaign: int
    overdue: Sequence[tuple[str, int]]
    sales: Sales | None
    debts: Debts | None


def home_view(
    *,
    name: str,
    follow_ups: Sequence[Pair],
    counts: Counts,
    to_close: Sequence[Meeting],
    week: Week,
    team: Team | None,
    today: date,
    locale: str,
) -> dict[str, Any]:
    """`team` is None for a rep."""
    written = Figures(locale)
    blocks: Blocks = [
        header(f"Hello {name.split()[0]}"),
        context(f"{whole_day(today)} · {counts.words or 'nothing is due'}"),
        actions(
            button("Log a milestone", "log_milestone", style="primary"),
            button("Log an engagement", "log_engagement"),
            button("New lead", "new_lead"),
            button("New booking", "new_booking"),
            button("Customers", "show_debtors"),
            button("My follow-ups", "show_my_follow_ups"),
        ),
        context(ELSEWHERE),
        divider(),
        header("My follow-ups"),
        *_follow_ups(follow_ups, counts, to_close, today=today, manages=team is not None),
        divider(),
        header("My week"),
        *_week(week, counts, written, today),
    ]
    if team is not None:
        blocks += [divider(), header("The team"), *_team(team, written)]
    return {"type": "home", "blocks": blocks}


def _follow_ups(
    follow_ups: Sequence[Pair], counts: Counts, to_close: Sequence[Meeting], *, today: date, manages: bool
) -> Blocks:
    blocks: Blocks = []
    for follow_up, lead in follow_ups:
        blocks += follow_up_blocks(follow_up, lead, place=HOME, today=today, may_reassign=manages)
    for meeting, lead in to_close[:MOST_MEETINGS]:
        blocks += meeting_blocks(meeting, lead, place=HOME, today=today)
    rest = counts.total - len(follow_ups)
    if not blocks:
        later = f" {rest} come later." if rest else ""
        return [section(f"Nothing is waiting for you.{later} A visit logged with _follow up fri_ puts itself here.")]
    return [*blocks, context(f"And {rest} more, later or less urgent: `/followups`.")] if rest else blocks


def _week(week: Week, counts: Counts, written: Figures, today: date) -> Blocks:
    values = [
        ("Visits", week.visits),
        ("Engagements", week.engagements),
        ("New leads", week.new_leads),
        ("Follow-ups still due", counts.this_week),
    ]
    blocks: Blocks = [context(f"Monday {week.start.day} {week.start:%b} – Sunday {week.end.day} {week.end:%b}")]
    if any(count for _, count in values):
        blocks.append(facts([(title, written.count(count)) for title, count in values]))
    if week.planned:
        lines = [_planned(meeting, lead, today) for meeting, lead in week.planned[:MOST_MEETINGS]]
        blocks.append(section("\n".join(["*Planned*", *lines])))
    if week.is_quiet:
        hint = 'Nothing is logged this week yet. `/visit acme positive @ Whitefield "loved it"` takes one line.'
        blocks.append(section(hint))
    return blocks


def _planned(meeting: Engagement, lead: Lead, today: date) -> str:
    at = f" {meeting.happened_at:%H:%M}" if meeting.happened_at else ""
    return f"🤝 {day(meeting.happened_on, today)}{at} · {lead_words(lead)} · {escape(meeting.subject)}"


def _team(team: Team, written: Figures) -> Blocks:
    figures = team.figures
    reached = reaches_target(figures.conversion_rate, team.target)
    target = {True: "on target", False: f"target {team.target} %", None: "no leads yet"}[reached]
    values = [
        ("Leads", written.count(figures.total_leads)),
        ("New this month", written.count(figures.new_this_month)),
        ("Conversion", f"{written.rate(figures.conversion_rate)} ({target})"),
        ("Lead quality", written.rate(figures.lead_quality)),
        ("Pending follow-ups", written.count(figures.pending_followups)),
        ("Overdue", written.count(figures.overdue_followups)),
    ]
    meaning = "Conversion: converted of all leads. Lead quality: leads that ever qualified, of all leads."
    blocks: Blocks = [facts(values), context(meaning), actions(*_report_buttons()), context(ELSEWHERE)]
    if team.sales:
        blocks.append(section(_sales(team.sales, written)))
    if team.debts:
        late = team.debts.long_overdue
        words = f"Overdue more than {ESCALATE_AFTER_DAYS} days: {late}" if late else "Nothing of it is long overdue"
        blocks.append(section("\n".join([f"💰 {team.debts.lines[0]}", *team.debts.lines[1:], words])))
    if team.overdue:
        names = " · ".join(f"{escape(name)} {written.count(count)}" for name, count in team.overdue)
        blocks.append(
            section(f"🔴 *Overdue follow-ups*\n{names}", accessory=button("The team's", "show_team_follow_ups"))
        )
    if team.cold:
        words = f"❄️ *{written.plural(team.cold, 'lead')} going cold*\nNothing pending, nothing heard for two weeks"
        blocks.append(section(words, accessory=button("Wake them up", "show_teams_cold_leads")))
    if team.without_campaign:
        words = f"🏷️ *{written.plural(team.without_campaign, 'open lead')} without a campaign*"
        blocks.append(
            section(f"{words}\nNo campaign gets their credit", accessory=button("Show", "leads_without_campaign"))
        )
    return blocks


def _report_buttons() -> list[ButtonElement]:
    """Each report comes to the presser alone."""
    reports = [button(text, f"home_{kind}") for kind, text in HOME_REPORTS.items()]
    return [*reports, button("Schedules", "show_schedules")]


def _sales(sales: Sales, written: Figures) -> str:
    booked = f"🏆 *{written.plural(sales.count, 'booking')} this month · {sales.amount}*"
    waiting = f"{written.plural(sales.pending, 'booking')} to be confirmed: `/booking list pending`"
    return f"{booked}\n{waiting}" if sales.pending else booked
