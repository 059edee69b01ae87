"""How campaigns look: the form, the list, the card with what a campaign brought."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ButtonElement

from bot.figures import Figures
from bot.kinds import CampaignStatus, CampaignType
from bot.kpi import conversion_rate
from bot.model import Campaign, Tenant
from bot.money import currency_sign, format_amount, plain_amount
from bot.months import day_text
from handlers.views.answers import Message
from handlers.views.blocks import (
    Blocks,
    Choice,
    actions,
    button,
    context,
    date_input,
    facts,
    field,
    form,
    header,
    line_input,
    number_input,
    section,
    select,
    typeahead,
)
from handlers.views.words import escape, strong

MOST_SHOWN = 15
STATUS_SIGNS = {
    CampaignStatus.ACTIVE: "🟢",
    CampaignStatus.PAUSED: "⏸️",
    CampaignStatus.INACTIVE: "⚪",
    CampaignStatus.COMPLETED: "🏁",
}


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """A campaign with what it brought; `owner` is a name, `converted` ever reached that stage."""

    campaign: Campaign
    owner: str | None
    leads: int
    converted: int


def campaign_words(campaign: Campaign) -> str:
    """Markup: the campaign as a reply names it."""
    return f"{strong(campaign.name)} ({campaign.code})"


def campaign_form(
    campaign: Campaign | None, *, owner: Choice | None, name: str, today: date, channel: str | None, tenant: Tenant
) -> dict[str, Any]:
    """For a new campaign of that name, or to edit one."""
    types = [(type_.value, type_.capitalize()) for type_ in CampaignType]
    statuses = [(status.value, f"{STATUS_SIGNS[status]} {status.capitalize()}") for status in CampaignStatus]
    budget = plain_amount(campaign.budget, tenant.currency, tenant.locale) if campaign and campaign.budget else None
    blocks: Blocks = [
        field("name", "Name", line_input(initial=campaign.name if campaign else name, focus=not campaign)),
        field("type", "Type", select(types, chosen=campaign.type if campaign else None)),
        field("starts_on", "Starts on", date_input(campaign.starts_on if campaign else today)),
        field("ends_on", "Ends on", date_input(campaign.ends_on if campaign else None), optional=True),
        field(
            "budget",
            f"Budget ({currency_sign(tenant.currency)})",
            line_input(initial=budget, placeholder="50,000", limit=40),
            optional=True,
            hint="Empty if it costs nothing. Only managers see it.",
        ),
        field(
            "expected_roi",
            "Expected return in percent",
            number_input(campaign.expected_roi if campaign else None, 0, 100_000),
            optional=True,
            hint="300 means: bookings of four times the budget.",
        ),
        field("owner", "Owner", typeahead(chosen=owner, placeholder="Type a colleague's name"), optional=True),
        field("status", "Status", select(statuses, chosen=campaign.status if campaign else CampaignStatus.ACTIVE)),
    ]
    carried = json.dumps({"channel": channel} | ({"campaign": campaign.id} if campaign else {}))
    return form("campaign_form", "Edit campaign" if campaign else "New campaign", blocks, metadata=carried)


def campaign_list(entries: Sequence[CampaignEntry], *, unlinked: int, for_manager: bool, tenant: Tenant) -> Message:
    """`unlinked` is how many open leads have no campaign; money and buttons are for managers."""
    blocks: Blocks = [header("Campaigns")]
    if for_manager and unlinked:
        blocks.append(_unlinked(unlinked, Figures(tenant.locale)))
    if not entries:
        step = "Make the first one, and link leads to it as they come in."
        blocks.append(section(f"No campaign yet. {step if for_manager else 'A manager makes one with `/campaign`.'}"))
    for entry in entries[:MOST_SHOWN]:
        blocks.append(section(_lines(entry, for_manager=for_manager, tenant=tenant)))
        if for_manager:
            edit = button("Edit", "edit_campaign", str(entry.campaign.id))
            blocks.append(actions(edit, _pause_or_resume(entry.campaign, "list")))
    if len(entries) > MOST_SHOWN:
        blocks.append(context(f"And {len(entries) - MOST_SHOWN} more: `/campaign` and a name shows one."))
    if for_manager:
        blocks.append(actions(button("New campaign", "new_campaign", style="primary")))
    elif entries:
        blocks.append(context("`/campaign` and a name shows one campaign."))
    return {"text": "Campaigns", "blocks": blocks}


def campaign_card(entry: CampaignEntry, *, for_manager: bool, tenant: Tenant) -> Message:
    campaign, figures = entry.campaign, Figures(tenant.locale)
    told = [
        ("Status", f"{STATUS_SIGNS[campaign.status]} {campaign.status.capitalize()}"),
        ("Type", campaign.type.capitalize()),
        ("Runs", _days(campaign)),
        ("Owner", escape(entry.owner) if entry.owner else "nobody"),
        ("Leads", figures.count(entry.leads)),
        ("Converted", f"{figures.count(entry.converted)} ({_rate(entry, figures)})"),
    ]
    if for_manager:
        told.append(("Budget", _budget(campaign, tenant)))
    if campaign.expected_roi is not None:
        told.append(("Expected return", f"{figures.count(campaign.expected_roi)} %"))
    number = str(campaign.id)
    buttons = [button("History", "show_history", f"campaigns {number}")]
    if for_manager:
        is_over = campaign.status is CampaignStatus.COMPLETED
        complete = [] if is_over else [button("Complete", "complete_campaign", f"{number} card")]
        edit = button("Edit", "edit_campaign", number)
        buttons = [edit, _pause_or_resume(campaign, "card"), *complete, *buttons]
    blocks: Blocks = [
        header(f"{campaign.name} ({campaign.code})"),
        facts(told),
    ]
    if not entry.leads:
        blocks.append(context("No lead is linked to it yet: choose it as the campaign of a lead."))
    return {"text": f"{escape(campaign.name)} ({campaign.code})", "blocks": [*blocks, actions(*buttons)]}


def campaign_line(campaign: Campaign) -> str:
    """Markup: the campaign in a list to choose from."""
    return f"{campaign_words(campaign)}\n{STATUS_SIGNS[campaign.status]} {campaign.status} · {_days(campaign)}"


def _unlinked(count: int, figures: Figures) -> dict[str, Any]:
    have = "has" if count == 1 else "have"
    return section(
        f"⚠️ *{figures.plural(count, 'open lead')} {have} no campaign.* No campaign gets the credit for them.",
        accessory=button("Show them", "leads_without_campaign"),
    )


def _lines(entry: CampaignEntry, *, for_manager: bool, tenant: Tenant) -> str:
    campaign, figures = entry.campaign, Figures(tenant.locale)
    status = "" if campaign.status is CampaignStatus.ACTIVE else f" · {campaign.status}"
    about = [campaign.type.value, _days(campaign)]
    if for_manager and campaign.budget:
        about.append(_budget(campaign, tenant))
    brought = [figures.plural(entry.leads, "lead")]
    if entry.leads:
        brought.append(f"{figures.count(entry.converted)} converted ({_rate(entry, figures)})")
    name = f"{STATUS_SIGNS[campaign.status]} {campaign_words(campaign)}{status}"
    return "\n".join([name, " · ".join(about), " · ".join(brought)])


def _pause_or_resume(campaign: Campaign, shown_in: str) -> ButtonElement:
    """`shown_in` says what is to be shown anew after it was pressed: the list or the card."""
    value = f"{campaign.id} {shown_in}"
    if campaign.status is CampaignStatus.ACTIVE:
        return button("Pause", "pause_campaign", value)
    return button("Reopen" if campaign.status is CampaignStatus.COMPLETED else "Resume", "resume_campaign", value)


def _days(campaign: Campaign) -> str:
    if campaign.ends_on is None:
        return f"from {day_text(campaign.starts_on)}"
    return f"{day_text(campaign.starts_on)} – {day_text(campaign.ends_on)}"


def _rate(entry: CampaignEntry, figures: Figures) -> str:
    return figures.rate(conversion_rate(entry.converted, entry.leads))


def _budget(campaign: Campaign, tenant: Tenant) -> str:
    return format_amount(campaign.budget, tenant.currency, tenant.locale) if campaign.budget else "none"
