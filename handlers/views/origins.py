"""How a source or a campaign is named wherever another record mentions it."""

from __future__ import annotations

from bot.kinds import CampaignStatus
from bot.model import Campaign, Source
from handlers.views.blocks import Choice
from handlers.views.words import shorten


def source_name(source: Source) -> str:
    """Plain text: Google Ads · Search."""
    return f"{source.name} · {source.subsource}" if source.subsource else source.name


def source_option(source: Source) -> Choice:
    """The source in a typeahead: Google Ads · Search (S-1)."""
    return str(source.id), f"{shorten(source_name(source), 60)} ({source.code})"


def campaign_option(campaign: Campaign) -> Choice:
    """The campaign in a typeahead: Diwali Dream Homes (CMP-1), and its status where it is not active."""
    status = "" if campaign.status is CampaignStatus.ACTIVE else f", {campaign.status}"
    return str(campaign.id), f"{shorten(campaign.name, 48)} ({campaign.code}{status})"
