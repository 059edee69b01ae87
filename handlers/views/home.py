"""How the App Home looks."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.figures import Figures
from bot.kpi import TeamFigures
from bot.model import FollowUp, Lead
from handlers.views.blocks import Blocks, actions, button, context, divider, header, section
from handlers.views.leads import lead_words
from handlers.views.words import day, escape


def home_view(
    *,
    name: str,
    follow_ups: list[tuple[FollowUp, Lead]],
    figures: TeamFigures | None,
    today: date,
    locale: str,
) -> dict[str, Any]:
    """`figures` is the team's, None for a rep."""
    blocks: Blocks = [
        header(f"Hello {name.split()[0]}"),
        actions(
            button("Log a milestone", "log_milestone", style="primary"),
            button("New lead", "new_lead"),
        ),
    ]
    if figures is not None:
        blocks += [divider(), header("The team"), *_team(figures, Figures(locale))]
    blocks += [divider(), header("My follow-ups")]
    if not follow_ups:
        blocks.append(section("Nothing is waiting for you. A visit logged with _follow up fri_ puts itself here."))
    for follow_up, lead in follow_ups:
        blocks.append(
            section(
                f"{_due(follow_up, today)} {lead_words(lead)}\n{escape(follow_up.why)}",
                accessory=button("Log", "log_milestone", str(lead.id)),
            )
        )
    return {"type": "home", "blocks": blocks}


def _team(figures: TeamFigures, written: Figures) -> Blocks:
    target = {True: "on target", False: f"target {figures.target} %", None: "no leads yet"}[figures.on_target]
    values = [
        ("Leads", written.count(figures.total_leads)),
        ("New this month", written.count(figures.new_this_month)),
        ("Conversion", f"{written.rate(figures.conversion_rate)} ({target})"),
        ("Lead quality", written.rate(figures.lead_quality)),
        ("Pending follow-ups", written.count(figures.pending_followups)),
        ("Overdue", written.count(figures.overdue_followups)),
    ]
    fields = [{"type": "mrkdwn", "text": f"*{title}*\n{value}"} for title, value in values]
    meaning = "Conversion: converted of all leads. Lead quality: leads that ever qualified, of all leads."
    return [{"type": "section", "fields": fields}, context(meaning)]


def _due(follow_up: FollowUp, today: date) -> str:
    sign = "🔴" if follow_up.is_overdue(today) else "⏰"
    return f"{sign} {day(follow_up.due_on, today)}"
