"""`/followups`: my own follow-ups, the team's, the leads going cold; each list shows itself anew where it stands."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack

from bot.errors import CommandNotUnderstood, NothingFound
from bot.followups import COLD_AFTER_DAYS, cold_before
from bot.kinds import Role
from bot.model import Member
from bot.roles import may, require
from handlers.carried import as_id, carried_id
from handlers.context import OpenStore, ReadStore
from handlers.mornings import start_mornings
from handlers.replies import queue_home, queue_response
from handlers.routes import Routes
from handlers.spots import Spot, spot_of, tell
from handlers.views.answers import Message, which
from handlers.views.blocks import button
from handlers.views.followup_lists import (
    COLD,
    MINE,
    MOST_COLD,
    TEAM,
    TEAM_COLD,
    cold_list,
    colleagues_list,
    my_list,
    place_of,
    team_list,
)
from handlers.views.words import escape, unescape
from handlers.waiting import count_due, list_due
from storage.store import Store

routes = Routes()
SEEING_THE_TEAMS = "Seeing the team's follow-ups"
MOST_NAMESAKES = 10
USAGE = (
    "`/followups` shows yours, the overdue ones first; `/followups cold` your leads that nobody has spoken to for two "
    "weeks; `/followups daily` has yours sent to you every morning. Managers also type `/followups team`, "
    "`/followups team asha` and `/followups cold team`."
)

LISTS = {
    "show_my_follow_ups": MINE,
    "show_team_follow_ups": TEAM,
    "show_cold_leads": COLD,
    "show_teams_cold_leads": TEAM_COLD,
}


@routes.command("/followups")
def handle_followups_command(
    ack: Ack, command: dict[str, Any], member: Member, read_store: ReadStore, open_store: OpenStore
) -> None:
    words = " ".join(unescape(command.get("text", "")).lower().split())
    asked = {"": MINE, "team cold": TEAM_COLD}.get(words, words)
    if words == "help":
        ack(text=USAGE)
    elif words == "daily":
        with open_store() as store:
            answer = start_mornings(store, member, submission=command["trigger_id"])
        ack(**answer)
    elif asked in LISTS.values():
        with read_store() as store:
            shown = list_of(store, asked, member)
        ack(**shown)
    elif asked.startswith(f"{TEAM} "):
        require(Role.MANAGER, member, SEEING_THE_TEAMS)
        with read_store() as store:
            shown = _called(store, asked.removeprefix(f"{TEAM} "), member)
        ack(**shown)
    else:
        raise CommandNotUnderstood(text=words, usage=USAGE)


@routes.action("show_my_follow_ups")
@routes.action("show_team_follow_ups")
@routes.action("show_cold_leads")
@routes.action("show_teams_cold_leads")
def press_show_list(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, read_store: ReadStore, open_store: OpenStore
) -> None:
    _show_there(LISTS[action["action_id"]], body, member, read_store, open_store)
    ack()


@routes.action("show_colleagues_follow_ups")
def press_show_colleagues_list(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, read_store: ReadStore, open_store: OpenStore
) -> None:
    _show_there(place_of(carried_id(action)), body, member, read_store, open_store)
    ack()


def _show_there(name: str, body: dict[str, Any], member: Member, read_store: ReadStore, open_store: OpenStore) -> None:
    """In the place of the list whose button it is; below another message; from the home, as a direct message."""
    with read_store() as store:
        shown = list_of(store, name, member)
    spot, key = spot_of(body), f"list {body['trigger_id']}"
    with open_store() as store:
        if _is_list(spot.place) and spot.response_url:
            queue_response(store, key, shown, member=member, response_url=spot.response_url)
        else:
            tell(store, key, shown, member=member, spot=spot)


def show_anew(store: Store, key: str, spot: Spot, member: Member) -> None:
    """Have the list or the home that a button stood in shown as it is then. A digest looks after itself."""
    if _is_list(spot.place) and spot.response_url:
        content = {"list": spot.place, "user": member.slack_user_id, "response_url": spot.response_url}
        store.deliveries.add(f"list {key}", "list", content, team_id=str(member.team_id), now=store.now)
    elif spot.channel is None:
        queue_home(store, f"home {key}", member=member)


def _is_list(place: str | None) -> bool:
    return place is not None and (place in LISTS.values() or place.startswith(f"{TEAM} "))


def list_of(store: Store, name: str, member: Member) -> Message:
    """The list of that name as of now. Raises NotAllowed for a rep who asks for the team's."""
    match name:
        case "team":
            require(Role.MANAGER, member, SEEING_THE_TEAMS)
            return _team(store)
        case "cold" | "cold team":
            return _cold(store, name, member)
        case "mine":
            return _mine(store, member)
    require(Role.MANAGER, member, SEEING_THE_TEAMS)
    return _colleagues(store, store.members.get(as_id(name.removeprefix(f"{TEAM} "))))


def _called(store: Store, name: str, member: Member) -> Message:
    """The list of the colleague of that name, or the question which one is meant."""
    found = store.members.search(name, limit=MOST_NAMESAKES)
    if not found:
        raise NothingFound(what="colleague", text=name, hint="`/followups team` shows everybody's.")
    if len(found) == 1:
        return list_of(store, place_of(found[0].id), member)
    choices = [
        (f"👤 {escape(each.name)}", button("Show", "show_colleagues_follow_ups", str(each.id))) for each in found
    ]
    return which(f"Whose follow-ups are “{name}”?", choices)


def _colleagues(store: Store, owner: Member) -> Message:
    return colleagues_list(list_due(store, owner.id), owner, counts=count_due(store, owner.id), today=store.today)


def _mine(store: Store, member: Member) -> Message:
    found = list_due(store, member.id)
    meetings = store.engagements.list_pending(member_id=member.id, until=store.today)
    is_free = not found and not meetings
    return my_list(
        found,
        meetings,
        counts=count_due(store, member.id),
        cold=store.lead_search.count_cold(before=cold_before(store.today), owner_id=member.id) if is_free else 0,
        today=store.today,
        manages=may(Role.MANAGER, member),
    )


def _team(store: Store) -> Message:
    return team_list(
        list_due(store),
        counts=count_due(store),
        names=store.members.names(),
        pending=store.follow_ups.count_by_owner(),
        overdue=store.follow_ups.count_by_owner(due_before=store.today),
        today=store.today,
    )


def _cold(store: Store, name: str, member: Member) -> Message:
    of_all = name == TEAM_COLD
    if of_all:
        require(Role.MANAGER, member, "Seeing the team's leads going cold")
    owner_id = None if of_all else member.id
    return cold_list(
        store.lead_search.cold(before=cold_before(store.today), owner_id=owner_id, limit=MOST_COLD),
        total=store.lead_search.count_cold(before=cold_before(store.today), owner_id=owner_id),
        place=name,
        days=COLD_AFTER_DAYS,
        names=store.members.names(),
        today=store.today,
    )
