"""What may happen to a follow-up: planned, settled, put off, given to somebody else; each a write with its Undo."""

from __future__ import annotations

from bot.errors import BotError
from bot.followup_commands import PlanFollowUp, ReassignFollowUp, SnoozeFollowUp
from bot.kinds import FollowUpStatus, Role
from bot.model import FollowUp, Member, Write
from bot.roles import require
from handlers.replies import queue_message
from handlers.views.followups import SETTLED_SIGNS, due_words, follow_up_words, given_message
from handlers.views.words import day, escape
from storage.store import Store

REASSIGNING = "Giving a follow-up to somebody else"


class SettledAlready(BotError):
    """That follow-up is {how} already, by {name}."""


class DueThenAlready(BotError):
    """That follow-up is due on that day already."""


class TheirsAlready(BotError):
    """{name} has that follow-up already."""


def plan_follow_up(store: Store, command: PlanFollowUp, *, actor: Member, submission: str | None) -> Write:
    """A follow-up that no event asks for."""
    command.check(store.today)
    lead = store.leads.get(command.lead)
    owner = store.members.get(command.owner) if command.owner else actor
    follow_up = store.follow_ups.open(
        lead.id, opened_on=store.today, due_on=command.due_on, owner_id=owner.id, why=command.why
    )
    whose = "" if owner.id == actor.id else f" · for {escape(owner.name)}"
    summary = f"⏰ Planned: {follow_up_words(follow_up, lead)} · {day(follow_up.due_on, store.today)}{whose}"
    write = store.describe(summary, actor=actor, submission=submission)
    _tell_owner(store, write, follow_up, owner, actor)
    return write


def settle(store: Store, follow_up_id: int, status: FollowUpStatus, *, actor: Member, submission: str | None) -> Write:
    """Done without an event, or dropped."""
    follow_up = get_pending(store, follow_up_id)
    store.follow_ups.change(follow_up.id, status=status)
    words = follow_up_words(follow_up, store.leads.get(follow_up.lead_id))
    return store.describe(
        f"{SETTLED_SIGNS[status]} {status.value.capitalize()}: {words}", actor=actor, submission=submission
    )


def snooze(store: Store, follow_up_id: int, command: SnoozeFollowUp, *, actor: Member, submission: str | None) -> Write:
    command.check(store.today)
    follow_up = get_pending(store, follow_up_id)
    if follow_up.due_on == command.due_on:
        raise DueThenAlready(field="due_on")
    changed = store.follow_ups.change(follow_up.id, due_on=command.due_on)
    words = follow_up_words(changed, store.leads.get(changed.lead_id))
    summary = f"💤 Snoozed: {words} · now {due_words(changed, store.today)}"
    return store.describe(summary, actor=actor, submission=submission)


def reassign(
    store: Store, follow_up_id: int, command: ReassignFollowUp, *, actor: Member, submission: str | None
) -> Write:
    """Raises NotAllowed for a rep."""
    require(Role.MANAGER, store.members.get(actor.id), REASSIGNING)
    follow_up = get_pending(store, follow_up_id)
    owner = store.members.get(command.owner)
    if follow_up.owner_id == owner.id:
        raise TheirsAlready(name=owner.name, field="owner")
    changed = store.follow_ups.change(follow_up.id, owner_id=owner.id)
    words = follow_up_words(changed, store.leads.get(changed.lead_id))
    write = store.describe(f"👉 {escape(owner.name)} has now: {words}", actor=actor, submission=submission)
    _tell_owner(store, write, changed, owner, actor)
    return write


def get_pending(store: Store, follow_up_id: int) -> FollowUp:
    """Raises SettledAlready."""
    follow_up = store.follow_ups.get(follow_up_id)
    if follow_up.status is not FollowUpStatus.PENDING:
        raise SettledAlready(how=follow_up.status.value, name=settled_by(store, follow_up))
    return follow_up


def settled_by(store: Store, follow_up: FollowUp) -> str:
    """The name of whoever settled it last, by hand or with an event on its lead."""
    for entry in store.writes.list_of("follow_ups", follow_up.id):
        if (entry.after or {}).get("status") == follow_up.status.value:
            return store.members.get(entry.member_id).name
    return "somebody"


def _tell_owner(store: Store, write: Write, follow_up: FollowUp, owner: Member, actor: Member) -> None:
    """Whoever is given a follow-up by somebody else should not find it by chance."""
    if owner.id != actor.id:
        lead = store.leads.get(follow_up.lead_id)
        message = given_message(follow_up, lead, by=actor.name, today=store.today)
        queue_message(store, f"given {write.id}", message, member=owner)
