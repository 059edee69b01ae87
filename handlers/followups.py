"""What people press at a follow-up, wherever it stands, and the forms that some of it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.followup_commands import PlanFollowUp, ReassignFollowUp, SnoozeFollowUp
from bot.followups import snoozed
from bot.kinds import FollowUpStatus, Role
from bot.model import Member, Write
from bot.roles import require
from handlers.carried import carried_choice, carried_id, record_in, unless_out_of_date
from handlers.context import OpenStore, ReadStore
from handlers.followup_changes import (
    REASSIGNING,
    SettledAlready,
    get_pending,
    plan_follow_up,
    reassign,
    settle,
    settled_by,
    snooze,
)
from handlers.followup_lists import show_anew
from handlers.forms import metadata, parse_form
from handlers.leads import card_message
from handlers.routes import Routes
from handlers.spots import Spot, spot_in, spot_of, tell
from handlers.views.answers import Message, saved
from handlers.views.followup_forms import follow_up_form, reassign_form, snooze_form
from handlers.views.followups import ON_A_DATE
from handlers.views.leads import lead_option
from handlers.views.words import escape
from storage.store import Store

routes = Routes()


@routes.action("plan_follow_up")
def press_plan_follow_up(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, read_store: ReadStore
) -> None:
    """From a lead with that lead, from a list without one."""
    lead_id = carried_id(action) if action.get("value") else None
    open_follow_up_form(client, body["trigger_id"], read_store, lead_id, spot=spot_of(body))
    ack()


def open_follow_up_form(
    client: WebClient, trigger_id: str, read_store: ReadStore, lead_id: int | None, *, spot: Spot
) -> None:
    """Plan one for this lead; the answer comes where `spot` is."""
    with read_store() as store:
        lead = lead_option(store.leads.get(lead_id)) if lead_id is not None else None
        view = follow_up_form(lead=lead, due_on=store.today + timedelta(days=1), carried=spot.carried)
    client.views_open(trigger_id=trigger_id, view=view)


@routes.view("follow_up_form")
def submit_follow_up_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command = parse_form(PlanFollowUp, view)
    with open_store() as store:
        write = plan_follow_up(store, command, actor=member, submission=view["id"])
        _answer(store, saved(write), view["id"], member=member, spot=spot_in(metadata(view)))
    ack()


@routes.action("done_follow_up")
def press_done(ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    _settle_there(body, carried_id(action), FollowUpStatus.DONE, member, open_store)
    ack()


@routes.action("more_follow_up")
def press_more(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    """Behind the three dots: the lead's card, drop it, or give it to somebody else."""
    follow_up_id, chosen = carried_choice(action)
    if chosen == "show":
        with open_store() as store:
            card = card_message(store, store.leads.get(store.follow_ups.get(follow_up_id).lead_id), member)
            tell(store, f"card {body['trigger_id']}", card, member=member, spot=spot_of(body))
    elif chosen == "drop":
        _settle_there(body, follow_up_id, FollowUpStatus.DROPPED, member, open_store)
    else:
        require(Role.MANAGER, member, REASSIGNING)
        with read_store() as store:
            follow_up = get_pending(store, follow_up_id)
            owner = escape(store.members.get(follow_up.owner_id).name)
            carried = {**spot_of(body).carried, "follow_up": follow_up_id}
            view = reassign_form(follow_up, store.leads.get(follow_up.lead_id), owner=owner, carried=carried)
        client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


@routes.action("snooze_follow_up")
def press_snooze(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    member: Member,
    read_store: ReadStore,
    open_store: OpenStore,
) -> None:
    follow_up_id, chosen = carried_choice(action)
    if chosen == ON_A_DATE:
        with read_store() as store:
            follow_up = get_pending(store, follow_up_id)
            carried = {**spot_of(body).carried, "follow_up": follow_up_id}
            view = snooze_form(follow_up, store.leads.get(follow_up.lead_id), today=store.today, carried=carried)
        client.views_open(trigger_id=body["trigger_id"], view=view)
    else:

        def put_off(store: Store) -> Write:
            with unless_out_of_date():
                command = SnoozeFollowUp(due_on=snoozed(chosen, store.today))
            return snooze(store, follow_up_id, command, actor=member, submission=body["trigger_id"])

        _change_there(body, follow_up_id, put_off, member, open_store)
    ack()


@routes.view("snooze_form")
def submit_snooze_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command, carried = parse_form(SnoozeFollowUp, view), metadata(view)
    with open_store() as store:
        write = snooze(store, record_in(carried, "follow_up"), command, actor=member, submission=view["id"])
        _answer(store, saved(write), view["id"], member=member, spot=spot_in(carried))
    ack()


@routes.view("reassign_form")
def submit_reassign_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command, carried = parse_form(ReassignFollowUp, view), metadata(view)
    with open_store() as store:
        write = reassign(store, record_in(carried, "follow_up"), command, actor=member, submission=view["id"])
        _answer(store, saved(write), view["id"], member=member, spot=spot_in(carried))
    ack()


def _settle_there(
    body: dict[str, Any], follow_up_id: int, status: FollowUpStatus, member: Member, open_store: OpenStore
) -> None:
    def change(store: Store) -> Write:
        return settle(store, follow_up_id, status, actor=member, submission=body["trigger_id"])

    _change_there(body, follow_up_id, change, member, open_store)


def _change_there(
    body: dict[str, Any], follow_up_id: int, change: Callable[[Store], Write], member: Member, open_store: OpenStore
) -> None:
    """Change it and show it anew where it stands; where it was settled meanwhile, say so and show that."""
    with open_store() as store:
        follow_up = store.follow_ups.get(follow_up_id)
        if follow_up.status is FollowUpStatus.PENDING:
            answer = saved(change(store))
        else:
            settled = SettledAlready(how=follow_up.status.value, name=settled_by(store, follow_up))
            answer = {"text": escape(str(settled))}
            store.changed_follow_ups.add(follow_up.id)  # whoever pressed saw it as pending still
        _answer(store, answer, body["trigger_id"], member=member, spot=spot_of(body))


def _answer(store: Store, answer: Message, key: str, *, member: Member, spot: Spot) -> None:
    tell(store, f"told {key}", answer, member=member, spot=spot)
    show_anew(store, key, spot, member)
