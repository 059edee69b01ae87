"""How leads look: in a sentence, in a search, in a list to choose from; the card of one is `lead_cards`'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.figures import Figures
from bot.kinds import LeadStatus, Outcome
from bot.model import Lead, Milestone
from handlers.views.blocks import Blocks, Choice, actions, button, context, section
from handlers.views.words import day, escape, shorten, strong

MOST_NOTES = 120

STATUS_SIGNS = {
    LeadStatus.NEW: "🆕",
    LeadStatus.CONTACTED: "💬",
    LeadStatus.QUALIFIED: "⭐",
    LeadStatus.NEGOTIATION: "🤝",
    LeadStatus.CONVERTED: "🏆",
    LeadStatus.LOST: "🚪",
}
OUTCOME_SIGNS = {Outcome.POSITIVE: "🙂", Outcome.NEUTRAL: "😐", Outcome.NEGATIVE: "🙁"}


def status_words(status: LeadStatus) -> str:
    """As it follows "is now" or "becomes"."""
    return "in negotiation" if status is LeadStatus.NEGOTIATION else status.value


def lead_option(lead: Lead) -> Choice:
    """The lead in a typeahead: "Anil Mehta · Acme Corp (L-12)"."""
    return str(lead.id), f"{shorten(lead_name(lead), 60)} ({lead.code})"


def lead_name(lead: Lead) -> str:
    """Plain text; a name with its company, where that is another word."""
    return f"{lead.name} · {lead.company}" if lead.company and lead.company != lead.name else lead.name


def lead_words(lead: Lead) -> str:
    """Markup: the lead as a reply names it."""
    return f"{strong(lead_name(lead))} ({lead.code})"


def lead_line(lead: Lead) -> str:
    """Markup: the lead in a list to choose from."""
    reach = lead.phone or lead.email
    known = f" · {escape(reach)}" if reach else ""
    return f"{lead_words(lead)}\n{STATUS_SIGNS[lead.status]} {lead.status.value}{known}"


def show_button(lead: Lead) -> ButtonElement:
    return button("Show", "show_lead", str(lead.id))


def nothing_found(sentence: str, words: str) -> Blocks:
    """What is said where no lead has that name: it can be made at once."""
    make = button(f"New lead “{shorten(words, 50)}”", "new_lead", shorten(words, 200), style="primary")
    return [section(escape(sentence)), actions(make)]


def unlinked_list(leads: Sequence[Lead], total: int, figures: Figures) -> Blocks:
    """Leads without a campaign; what is not shown comes when these are done."""
    if not leads:
        return [section("Every open lead has its campaign. 👏")]
    title = f"*{figures.plural(total, 'open lead')} without a campaign*"
    more = f", the newest {len(leads)} first" if total > len(leads) else ""
    why = "A lead with its campaign shows what the campaign earned."
    lines = [section(lead_line(lead), accessory=button("Edit", "edit_lead", str(lead.id))) for lead in leads]
    return [section(f"{title}{more}"), context(why), *lines]


def deleted_list(entries: Sequence[tuple[Lead, str]]) -> Blocks:
    """Deleted leads, each with when and by whom it was."""
    if not entries:
        return [section("No lead is deleted. What you delete can be brought back from here.")]
    lines = [
        section(f"{lead_words(lead)}\n{escape(gone)}", accessory=button("Restore", "restore_lead", str(lead.id)))
        for lead, gone in entries
    ]
    return [section("*Deleted leads*, the last ones first"), *lines]


def milestone_line(milestone: Milestone, today: date) -> str:
    """Markup: what happened, where, and how it went."""
    return " · ".join([f"*{milestone.type.label}* {day(milestone.happened_on, today)}", *milestone_details(milestone)])


def milestone_details(milestone: Milestone) -> list[str]:
    """Markup: where it was, and how it went."""
    parts = [
        f"{milestone.happened_at:%H:%M}" if milestone.happened_at else None,
        f"at {escape(milestone.location)}" if milestone.location else None,
        f"{OUTCOME_SIGNS[milestone.outcome]} {milestone.outcome.value}" if milestone.outcome else None,
        f"{milestone.duration_minutes} min" if milestone.duration_minutes else None,
        said(milestone.notes) if milestone.notes else None,
    ]
    return list(filter(None, parts))


def said(words: str) -> str:
    """Markup: typed words in one line."""
    return f"“{escape(one_line(words))}”"


def one_line(words: str) -> str:
    """Plain text, cut where it is long."""
    return shorten(" ".join(words.split()), MOST_NOTES)
