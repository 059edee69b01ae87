"""The first words to a person: who is new is added as a member and told in a direct message what to try."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.capture import parse_line
from bot.kinds import MilestoneType, Role
from bot.model import Lead, Member
from bot.zones import is_zone
from handlers.replies import queue_message
from handlers.views.welcome import Example, things_to_try, welcome_message
from storage.registry import Workspace
from storage.store import Store, Stores

log = logging.getLogger(__name__)

NO_MEMBERS = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
PAGE = 1_000
"""People that Slack is asked for at once, the most that it gives."""


def is_colleague(user: dict[str, Any], workspace: Workspace) -> bool:
    """Whether Slack's `user` is a member of this workspace: no guest, no app, nobody of another company."""
    return not any(user.get(sign) for sign in NO_MEMBERS) and user.get("team_id") in (None, workspace.team_id)


def welcome(store: Store, workspace: Workspace, user: dict[str, Any]) -> Member:
    """The member that Slack's `user` is; one who is new is added, and gets a message, once."""
    known = store.members.find_by_slack(workspace.team_id, user["id"])
    if known is not None:
        return known
    member = store.members.add(
        user.get("real_name") or user.get("name") or user["id"],
        role=Role.ADMIN if user.get("is_admin") or user.get("is_owner") else Role.REP,
        time_zone=user["tz"] if is_zone(user.get("tz") or "") else workspace.tenant.time_zone,
        team_id=workspace.team_id,
        slack_user_id=user["id"],
    )
    queue_welcome(store, member, things_to_try(member.role, find_example(store)))
    return member


def queue_welcome(store: Store, member: Member, tries: tuple[str, ...], *, remark: str = "") -> None:
    """Once, however often it is asked for; `remark` stands behind the greeting."""
    message = welcome_message(member, tries, remark=remark)
    queue_message(store, f"welcome {member.id}", message, member=member)


def find_example(store: Store) -> Example:
    """What an example line can be about: the newest lead, or somebody yet to be made."""
    newest = store.lead_search.newest(limit=1)
    return Example(spoken_name(store, newest[0]), exists=True) if newest else Example()


def spoken_name(store: Store, lead: Lead) -> str:
    """The least that has to be typed to mean this lead in a line: a word of its name, or its code."""
    for words in _names(lead):
        found = store.lead_search.search(words, limit=2)
        line = Example(words).visit.partition(" ")[2]
        captured = parse_line(
            line, today=store.today, default_type=MilestoneType.SITE_VISIT, is_lead_name=store.lead_search.is_named
        )
        if [one.id for one in found] == [lead.id] and captured.lead_words == words and captured.complete:
            return words
    return lead.code


def _names(lead: Lead) -> Iterator[str]:
    """The short ones first; one with a backtick could not be shown as something to type."""
    for name in filter(None, (lead.company, lead.name)):
        if "`" not in name:
            yield name.split()[0].lower()
            yield name.lower()


def welcome_owner(stores: Stores, workspace: Workspace, client: WebClient, *, now: datetime) -> None:
    """Tell the workspace's primary owner that Milepost is there; Slack does not say who has installed it.

    Whoever can't be found is welcomed at the first use.
    """
    try:
        owner = _primary_owner(client, workspace)
    except SlackApiError as error:
        log.warning("the owner of %s could not be asked for: %s", workspace.team_id, error.response["error"])
        return
    if owner is not None:
        with stores.write(workspace.tenant, now=now) as store:
            welcome(store, workspace, owner)


def _primary_owner(client: WebClient, workspace: Workspace) -> dict[str, Any] | None:
    for page in client.users_list(limit=PAGE):
        people: list[dict[str, Any]] = page["members"]
        for user in people:
            if user.get("is_primary_owner") and is_colleague(user, workspace):
                return user
    return None
