"""Writes a demo's people and story into a tenant's store, as if its team had worked with Milepost for a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.demo.market import Market
from bot.demo.story import tell
from bot.kinds import Role
from bot.model import Member
from handlers.demo.deals import write_deals
from storage.store import Store

SEED = 7


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the workspace, as Slack describes them."""

    slack_user_id: str
    name: str
    role: Role
    time_zone: str


def seed(store: Store, market: Market, people: Sequence[Person], *, team_id: str) -> list[Member]:
    """Add the people as members, and the market's story up to the store's today; its leads are the reps'.

    The story is no change that somebody made, so it leaves nothing to undo.
    """
    members = [
        store.members.add(
            person.name,
            role=person.role,
            time_zone=person.time_zone,
            team_id=team_id,
            slack_user_id=person.slack_user_id,
        )
        for person in people
    ]
    reps = {str(member.slack_user_id): member.id for member in members if member.role is Role.REP}
    managers = [member.id for member in members if member.role is Role.MANAGER]
    _write(store, market, reps, managers)
    return members


def _write(store: Store, market: Market, reps: dict[str, int], managers: Sequence[int]) -> None:
    story = tell(market, reps=list(reps), today=store.today, seed=SEED)
    lead_ids = store.journeys.add(
        story.journeys,
        owner_ids=reps,
        source_ids={
            told.name: store.sources.add(told.name, told.type, subsource=told.subsource, channel=told.channel).id
            for told in story.sources
        },
        campaign_ids={
            told.name: store.campaigns.add(
                told.name,
                told.type,
                starts_on=told.starts_on,
                ends_on=told.ends_on,
                budget=told.budget,
                expected_roi=told.expected_roi,
                status=told.status,
                owner_id=managers[0] if managers else None,
            ).id
            for told in story.campaigns
        },
    )
    write_deals(store, market, story, lead_ids=lead_ids, reps=reps)
