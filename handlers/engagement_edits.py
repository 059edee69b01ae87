"""What is noted on an engagement afterwards: its details corrected, the answer to it, whether a meeting was held."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.errors import BotError
from bot.event_commands import EditEngagement, RecordResponse
from bot.kinds import EngagementStatus
from bot.model import Engagement, Member, Write
from handlers.carried import carried_id, record_in
from handlers.context import OpenStore, ReadStore
from handlers.doors import channel_of, open_view
from handlers.engagements import engagement_columns, take_effect
from handlers.events import move_day, next_step, refresh_activity
from handlers.followup_lists import show_anew
from handlers.forms import metadata, parse_form
from handlers.replies import queue_reply
from handlers.routes import Routes
from handlers.spots import spot_of, tell
from handlers.views.answers import saved
from handlers.views.blocks import button
from handlers.views.engagements import (
    EngagementDraft,
    answered,
    engaged,
    engagement_buttons,
    engagement_edit_form,
    response_form,
)
from handlers.views.leads import lead_option
from handlers.views.words import day
from storage.store import Store

routes = Routes()


class AnsweredAlready(BotError):
    """The answer of {when} is noted already. To change it, edit the engagement."""


class NotPendingAnyMore(BotError):
    """That meeting is noted as {status} already. To change it, edit the engagement."""


class MeetingStillToCome(BotError):
    """That meeting is planned for {when}. Was it held earlier? Then edit it and set its day."""


@routes.action("edit_engagement")
def press_edit_engagement(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, read_store: ReadStore
) -> None:
    with read_store() as store:
        engagement = store.engagements.get(carried_id(action))
        view = engagement_edit_form(
            _draft(store, engagement), today=store.today, engagement_id=engagement.id, channel=channel_of(body)
        )
    open_view(client, body, view)
    ack()


def _draft(store: Store, engagement: Engagement) -> EngagementDraft:
    return EngagementDraft(
        lead=lead_option(store.leads.get(engagement.lead_id)),
        type=engagement.type,
        channel=engagement.channel,
        happened_on=engagement.happened_on,
        happened_at=engagement.happened_at,
        subject=engagement.subject,
        outcome=engagement.outcome,
        status=engagement.status,
        duration=engagement.duration_minutes,
        notes=engagement.notes,
        responded=engagement.responded_on is not None,
        responded_on=engagement.responded_on,
        response_notes=engagement.response_notes,
    )


@routes.view("engagement_edit_form")
def submit_engagement_edit_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command = parse_form(EditEngagement, view)
    ids = metadata(view)
    with open_store() as store:
        changed, write = edit_engagement(
            store, record_in(ids, "engagement"), command, actor=member, submission=view["id"]
        )
        more = (*engagement_buttons(changed), *next_step(store, changed.lead_id))
        queue_reply(store, write, member=member, channel=ids.get("channel"), more=more)
    ack(response_action="clear")


def edit_engagement(
    store: Store, engagement_id: int, command: EditEngagement, *, actor: Member, submission: str | None
) -> tuple[Engagement, Write]:
    """Change the details; with the day, the status change moves that it made, and the lead's last activity.

    One that turns out not to have failed has the effects of one that was logged so.
    """
    before = store.engagements.get(engagement_id)
    command.check_details(before.type, store.today)
    changed = store.engagements.change(engagement_id, **engagement_columns(store, before.type, command))
    return changed, _describe(store, before, changed, actor=actor, submission=submission, sign="✏️")


def _describe(
    store: Store, before: Engagement, changed: Engagement, *, actor: Member, submission: str | None, sign: str
) -> Write:
    """Close the write, with what the change means for the lead."""
    lead = store.leads.get(changed.lead_id)
    came_true = before.status is not changed.status and changed.status is EngagementStatus.COMPLETED
    moved, settled = take_effect(store, changed, lead, actor) if came_true else (lead, [])
    if changed.happened_on != before.happened_on:
        move_day(store, changed, changed.happened_on)
    if (changed.happened_on, changed.status) != (before.happened_on, before.status):
        refresh_activity(store, lead.id)
    summary = engaged(
        changed,
        moved,
        before=lead.status,
        follow_up=None,
        owner=None,
        settled=settled,
        today=store.today,
        sign=sign,
    )
    return store.describe(summary, actor=actor, submission=submission)


@routes.action("got_response")
def press_got_response(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, read_store: ReadStore
) -> None:
    with read_store() as store:
        engagement = store.engagements.get(carried_id(action))
        _refuse_second_answer(engagement, store)
        lead = store.leads.get(engagement.lead_id)
        view = response_form(engagement, lead, today=store.today, channel=channel_of(body))
    open_view(client, body, view)
    ack()


@routes.view("response_form")
def submit_response_form(ack: Ack, view: dict[str, Any], member: Member, open_store: OpenStore) -> None:
    command = parse_form(RecordResponse, view)
    ids = metadata(view)
    with open_store() as store:
        changed, write = record_response(
            store, record_in(ids, "engagement"), command, actor=member, submission=view["id"]
        )
        queue_reply(store, write, member=member, channel=ids.get("channel"), more=engagement_buttons(changed))
    ack()


def record_response(
    store: Store, engagement_id: int, command: RecordResponse, *, actor: Member, submission: str | None
) -> tuple[Engagement, Write]:
    """Note the first answer to the engagement; it is the lead's activity of its day."""
    engagement = store.engagements.get(engagement_id)
    _refuse_second_answer(engagement, store)
    command.check(engagement.happened_on, store.today)
    changed = store.engagements.change(
        engagement_id,
        responded_on=command.responded_on,
        response_notes=command.response_notes,
        outcome=command.outcome,
    )
    lead = store.leads.get(changed.lead_id)
    store.leads.touch(lead.id, command.responded_on)
    return changed, store.describe(answered(changed, lead, store.today), actor=actor, submission=submission)


def _refuse_second_answer(engagement: Engagement, store: Store) -> None:
    if engagement.responded_on is not None:
        raise AnsweredAlready(when=day(engagement.responded_on, store.today))


@routes.action("meeting_held")
@routes.action("meeting_failed")
def press_meeting(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], member: Member, open_store: OpenStore
) -> None:
    """A planned meeting took place, or did not."""
    held, spot = action["action_id"] == "meeting_held", spot_of(body)
    with open_store() as store:
        engagement, write = close_meeting(
            store, carried_id(action), held=held, actor=member, submission=body["trigger_id"]
        )
        plan = button("Plan a follow-up", "plan_follow_up", str(engagement.lead_id))
        again = next_step(store, engagement.lead_id) if held else (plan,)
        told = saved(write, *engagement_buttons(engagement), *again)
        tell(store, f"saved {write.id}", told, member=member, spot=spot)
        show_anew(store, str(write.id), spot, member)
    ack()


def close_meeting(
    store: Store, engagement_id: int, *, held: bool, actor: Member, submission: str | None
) -> tuple[Engagement, Write]:
    """Complete a pending meeting, or fail it; one that is called off may still lie ahead."""
    before = store.engagements.get(engagement_id)
    if before.status is not EngagementStatus.PENDING:
        raise NotPendingAnyMore(status=before.status.value)
    if held and before.happened_on > store.today:
        raise MeetingStillToCome(when=day(before.happened_on, store.today))
    status = EngagementStatus.COMPLETED if held else EngagementStatus.FAILED
    changed = store.engagements.change(engagement_id, status=status)
    sign = "✅" if held else "🚫"
    return changed, _describe(store, before, changed, actor=actor, submission=submission, sign=sign)
