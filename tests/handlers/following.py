"""Leads with something pending, as the tests of follow-ups start from, and what is read of them in a message."""

from __future__ import annotations

from datetime import date, timedelta

from bot.kinds import FollowUpStatus
from bot.model import FollowUp, Lead
from tests.slack import Json, Person, Slack, texts

TODAY = date(2026, 11, 25)
"""The Wednesday of `tests.slack.NOW`."""

PENDING_SIGNS = ("🔴", "⏰", "🗓️")
SIGNS = (*PENDING_SIGNS, "👤", "✅ ~", "🗑️ ~", "🤝 *", "❄️ *", "*Overdue", "*Today", "*Coming", "*Meetings", "And ")


def add_lead(person: Person, name: str, *, silent_days: int = 0) -> Lead:
    """A lead of that person's, of which nothing was heard for so long."""
    last = TODAY - timedelta(days=silent_days)
    lead: Lead = person.slack.write(
        lambda store: store.leads.add(name=name, owner_id=person.member.id, created_on=last), team=person.team
    )
    return lead


def add_follow_up(person: Person, name: str, *, due_in: int = 0, why: str = "send the price list") -> FollowUp:
    """A new lead of that person's with a follow-up that is due in so many days; less than 0 is overdue."""
    lead = add_lead(person, name)
    due_on = TODAY + timedelta(days=due_in)
    follow_up: FollowUp = person.slack.write(
        lambda store: store.follow_ups.open(
            lead.id, opened_on=min(TODAY, due_on), due_on=due_on, owner_id=person.member.id, why=why
        ),
        team=person.team,
    )
    return follow_up


def now(slack: Slack, follow_up: FollowUp, *, team: str = "T0NORTH") -> FollowUp:
    """The follow-up as it is kept now."""
    kept: FollowUp = slack.read(lambda store: store.follow_ups.get(follow_up.id), team=team)
    return kept


def is_pending(slack: Slack, follow_up: FollowUp) -> bool:
    return now(slack, follow_up).status is FollowUpStatus.PENDING


def rows(message: Json) -> list[str]:
    """Headings, follow-ups with when they are due, meetings and cold leads, a line each."""
    lines = texts(message).splitlines()
    dues = [f" · {below.split(' · ')[0]}" for below in (*lines[1:], "")]
    return [
        line + (due if line.startswith(PENDING_SIGNS) else "")
        for line, due in zip(lines, dues, strict=True)
        if line.startswith(SIGNS)
    ]
