"""Sources and campaigns found by what is typed, in commands and in every form that asks for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from slack_bolt import Ack

from bot.kinds import CampaignStatus
from bot.matching import choose, rank_names
from bot.model import Campaign, Source
from handlers.context import ReadStore
from handlers.routes import Routes
from handlers.views.blocks import option
from handlers.views.origins import campaign_option, source_name, source_option
from storage.store import Store

routes = Routes()
MOST_SUGGESTED = 50

Origin = TypeVar("Origin", Source, Campaign)


@routes.options("source")
def suggest_sources(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    with read_store() as store:
        found = suggested(options["value"], store.sources.list(), source_name)
    ack(options=[option(*source_option(source)).to_dict() for source in found])


@routes.options("campaign")
def suggest_campaigns(ack: Ack, options: dict[str, Any], read_store: ReadStore) -> None:
    with read_store() as store:
        found = suggested(options["value"], active_campaigns_first(store), lambda campaign: campaign.name)
    ack(options=[option(*campaign_option(campaign)).to_dict() for campaign in _by_activity(found)])


def suggested(typed: str, origins: Sequence[Origin], name_of: Callable[[Origin], str]) -> list[Origin]:
    """What a search offers for `typed`: all for nothing, else by code or name, the best fit first."""
    if not typed.strip():
        return list(origins[:MOST_SUGGESTED])
    by_id = {origin.id: origin for origin in origins}
    ranked = rank_names(typed, _names(origins, name_of), limit=MOST_SUGGESTED)
    return _of_code(typed, origins) or [by_id[match.id] for match in ranked]


def meant(words: str, origins: Sequence[Origin], name_of: Callable[[Origin], str]) -> list[Origin]:
    """Every one that the words may mean equally well, the likeliest first; one where it is clear."""
    by_id = {origin.id: origin for origin in origins}
    return _of_code(words, origins) or [by_id[match.id] for match in choose(words, _names(origins, name_of))]


def active_campaigns_first(store: Store) -> list[Campaign]:
    """All campaigns, the newest first among the active ones and among the others."""
    return _by_activity(store.campaigns.list())


def _by_activity(campaigns: Sequence[Campaign]) -> list[Campaign]:
    return sorted(campaigns, key=lambda campaign: campaign.status is not CampaignStatus.ACTIVE)


def _names(origins: Sequence[Origin], name_of: Callable[[Origin], str]) -> list[tuple[int, str]]:
    return [(origin.id, name_of(origin)) for origin in origins]


def _of_code(words: str, origins: Sequence[Origin]) -> list[Origin]:
    return [origin for origin in origins if origin.code == words.strip().upper()]
