"""How a lead looks: its form, its line in a list, its card with the journey so far."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from bot.model import Campaign, FollowUp, Lead, LeadStatus, Milestone, Outcome, Source
from bot.money import format_amount
from handlers.views.blocks import (
    Blocks,
    actions,
    button,
    context,
    field,
    form,
    header,
    line_input,
    paragraph_input,
    section,
    select,
)
from handlers.views.words import day, escape, shorten, strong

MOST_NOTES = 120
MOST_STEPS = 15
"""Steps of a journey on the card, the newest ones; with notes, more would not fit into one section."""

STATUS_SIGNS = {
    LeadStatus.NEW: "🆕",
    LeadStatus.CONTACTED: "💬",
    LeadStatus.QUALIFIED: "⭐",
    LeadStatus.NEGOTIATION: "🤝",
    LeadStatus.CONVERTED: "🏆",
    LeadStatus.LOST: "🚪",
}
OUTCOME_SIGNS = {Outcome.POSITIVE: "🙂", Outcome.NEUTRAL: "😐", Outcome.NEGATIVE: "🙁"}


def lead_form(
    *, sources: list[Source], campaigns: list[Campaign], channel: str | None, currency: str
) -> dict[str, object]:
    blocks = [*_inputs(tuple(sources), tuple(campaigns), currency)]
    return form("lead_form", "New lead", blocks, metadata=json.dumps({"channel": channel}))


# To make the blocks anew takes ten times the rest.
@lru_cache(maxsize=64)
def _inputs(sources: tuple[Source, ...], campaigns: tuple[Campaign, ...], currency: str) -> tuple[dict[str, Any], ...]:
    blocks: Blocks = [
        field("name", "Name", line_input(placeholder="Who may buy?", focus=True)),
        field("company", "Company", line_input(), optional=True),
        field("phone", "Phone", line_input(limit=40), optional=True),
        field("email", "Email", line_input(limit=254), optional=True),
    ]
    if sources:
        choices = [(str(source.id), _source_name(source)) for source in sources[:100]]
        blocks.append(field("source", "Source", select(choices, placeholder="Where from?"), optional=True))
    if campaigns:
        named = [(str(campaign.id), campaign.name) for campaign in campaigns[:100]]
        hint = "A lead with its campaign shows what the campaign earned."
        blocks.append(field("campaign", "Campaign", select(named), optional=True, hint=hint))
    blocks += [
        field(
            "value",
            f"Estimated value ({currency})",
            line_input(placeholder="5,00,000", limit=40),
            optional=True,
        ),
        field("notes", "Notes", paragraph_input(), optional=True),
    ]
    return tuple(blocks)


def lead_option(lead: Lead) -> tuple[str, str]:
    """The lead in a typeahead: "Acme Corp · Anil Mehta (L-12)"."""
    return str(lead.id), f"{shorten(lead_name(lead), 60)} ({lead.code})"


def lead_name(lead: Lead) -> str:
    """Plain text; a name with its company, where that is another word."""
    return f"{lead.name} · {lead.company}" if lead.company and lead.company != lead.name else lead.name


def lead_line(lead: Lead) -> str:
    """Markup: the lead in a list to choose from."""
    reach = " · ".join(escape(fact) for fact in (lead.phone, lead.email) if fact)
    return f"{lead_words(lead)}\n{STATUS_SIGNS[lead.status]} {lead.status.value}" + (f" · {reach}" if reach else "")


def which_card(question: str, leads: list[Lead]) -> Blocks:
    """The question which of several leads to show."""
    choices = [section(lead_line(lead), accessory=button("Show", "show_lead", str(lead.id))) for lead in leads]
    return [section(escape(question)), *choices]


def lead_words(lead: Lead) -> str:
    """Markup: the lead as a reply names it."""
    return f"{strong(lead_name(lead))} ({lead.code})"


def lead_card(
    lead: Lead,
    *,
    owner: str,
    source: str | None,
    campaign: str | None,
    milestones: list[Milestone],
    follow_ups: list[FollowUp],
    today: date,
    currency: str,
    locale: str,
) -> Blocks:
    facts = [
        f"{STATUS_SIGNS[lead.status]} {lead.status.value.capitalize()}",
        f"owner {escape(owner)}",
        f"from {escape(source)}" if source else None,
        f"campaign {escape(campaign)}" if campaign else None,
        format_amount(lead.value, currency, locale) if lead.value else None,
    ]
    reach = [escape(fact) for fact in (lead.phone, lead.email) if fact]
    blocks = [
        header(f"{lead_name(lead)} ({lead.code})"),
        section(" · ".join(filter(None, facts)) + (f"\n{' · '.join(reach)}" if reach else "")),
    ]
    if lead.notes:
        blocks.append(context(escape(lead.notes)))
    blocks.append(section(_journey(milestones, today)))
    blocks += [context(_follow_up_line(follow_up, today)) for follow_up in follow_ups]
    blocks.append(actions(button("Log a milestone", "log_milestone", str(lead.id), style="primary")))
    return blocks


def milestone_line(milestone: Milestone, today: date) -> str:
    """Markup: what happened, where, and how it went."""
    parts = [
        f"*{milestone.type.label}* {day(milestone.happened_on, today)}",
        f"{milestone.happened_at:%H:%M}" if milestone.happened_at else None,
        f"at {escape(milestone.location)}" if milestone.location else None,
        f"{OUTCOME_SIGNS[milestone.outcome]} {milestone.outcome.value}" if milestone.outcome else None,
        f"{milestone.duration_minutes} min" if milestone.duration_minutes else None,
        f"“{escape(shorten(milestone.notes, MOST_NOTES))}”" if milestone.notes else None,
    ]
    return " · ".join(filter(None, parts))


def _journey(milestones: list[Milestone], today: date) -> str:
    lines = []
    previous = None
    for milestone in milestones:
        gap = (milestone.happened_on - previous).days if previous else 0
        lines.append(f"• {milestone_line(milestone, today)}" + (f"  _+{gap} d_" if gap else ""))
        previous = milestone.happened_on
    if len(lines) > MOST_STEPS:
        lines = [f"_{len(lines) - MOST_STEPS} earlier steps_", *lines[-MOST_STEPS:]]
    return "\n".join(lines) or "Nothing has happened yet. Log the first step below."


def _follow_up_line(follow_up: FollowUp, today: date) -> str:
    sign = "🔴 Overdue" if follow_up.is_overdue(today) else "⏰ Follow up"
    return f"{sign}: {day(follow_up.due_on, today)} – {escape(follow_up.why)}"


def _source_name(source: Source) -> str:
    return f"{source.name} · {source.subsource}" if source.subsource else source.name
