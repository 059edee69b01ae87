"""Digests: the pending follow-ups that a channel gets by itself, and that change there in place as they are settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from slack_sdk.errors import SlackApiError

from bot.kinds import FollowUpStatus
from bot.model import Digest, Member
from handlers.channels import is_channel, refuse_strangers
from handlers.courier import Afterwards, Parcel
from handlers.followup_changes import settled_by
from handlers.retries import Undeliverable, reason
from handlers.views.answers import Message
from handlers.views.digests import digest_message, nothing_waiting
from handlers.views.followup_lists import ROOM
from handlers.views.followups import fitting
from handlers.views.reports import MAYBE_TWICE
from handlers.views.words import escape, whole_day
from handlers.waiting import count_due, list_due
from storage.store import Store

EDITED_FOR = timedelta(days=7)
IN_CHANNEL = "yours are on the App Home and in `/followups`, everybody's in `/followups team`, for managers"
"""Where the rest of a channel's digest is: reps read it too."""

GONE = frozenset({"message_not_found", "channel_not_found", "cant_update_message", "edit_window_closed", "is_archived"})
"""Slack's words for a message that is not there any more, or can't be changed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest that is not posted yet."""

    message: Message
    heading: str
    follow_up_ids: tuple[int, ...]


def queue_digest(store: Store, key: str, *, channel: str, member: Member, why: str, team_id: str | None = None) -> None:
    """Have the pending follow-ups posted: everybody's in a channel, a person's own as a direct message.

    `team_id` is the channel's workspace, where it may be another one than the member's.
    """
    content = {"report": "follow-ups", "channel": channel, "asker": member.slack_user_id, "why": why}
    store.deliveries.add(key, "digest", content, team_id=team_id or str(member.team_id), now=store.now)


def queue_edits(store: Store) -> None:
    """Have every digest changed that lists a follow-up which this transaction has touched."""
    if store.changed_follow_ups:
        for digest in store.digests.list_with(store.changed_follow_ups, since=store.today - EDITED_FOR):
            _queue_edit(store, digest)


def _queue_edit(store: Store, digest: Digest) -> None:
    # A key of its own every time: what is queued already may have read what stood there before.
    key, content = f"edit {digest.id} {uuid4()}", {"digest": digest.id}
    store.deliveries.add(key, "digest_edit", content, team_id=digest.team_id, now=store.now)


def send_digest(parcel: Parcel) -> Afterwards | None:
    """Post it, and remember where it stands; an empty one is a short line, and nothing to remember."""
    content, team_id = parcel.delivery.content, parcel.delivery.team_id
    channel = content["channel"]
    refuse_strangers(parcel.client, channel)
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        draft = _draft(store, content, team_id, maybe_repeated=parcel.delivery.maybe_sent)
    posted = parcel.post(lambda: parcel.client.chat_postMessage(channel=channel, unfurl_links=False, **draft.message))

    def remember(store: Store) -> None:
        digest = store.digests.add(
            team_id=team_id,
            channel_id=posted["channel"],
            ts=posted["ts"],
            heading=draft.heading,
            posted_on=store.today,
            follow_up_ids=draft.follow_up_ids,
        )
        if _message_of(store, digest) != draft.message:
            _queue_edit(store, digest)  # something was settled while it was posted

    return remember if draft.follow_up_ids else None


def edit_digest(parcel: Parcel) -> None:
    """Show the digest as it is now. It is looked at again afterwards: two edits may overtake each other."""
    shown: Message | None = None
    while True:
        with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
            digest = store.digests.get(parcel.delivery.content["digest"])
            message = _message_of(store, digest)
        if message == shown:
            return
        refuse_strangers(parcel.client, digest.channel_id)
        try:
            parcel.client.chat_update(channel=digest.channel_id, ts=digest.ts, **message)
        except SlackApiError as error:
            if reason(error) in GONE:
                return
            raise
        shown = message


def _draft(store: Store, content: dict[str, Any], team_id: str, *, maybe_repeated: bool) -> Draft:
    owner = _owner(store, team_id, content["channel"])
    owner_id = owner.id if owner else None
    counts = count_due(store, owner_id)
    shown = fitting(list_due(store, owner_id), lambda pair: pair[0].owner_id, room=ROOM)
    if not shown:
        return Draft(nothing_waiting(counts.later), "", ())
    asker = store.members.find_by_slack(team_id, content["asker"])
    rest = counts.more_words(shown, store.today)
    parts = [
        whole_day(store.today),
        counts.words,
        f"and {rest}: {'`/followups`' if owner else IN_CHANNEL}" if rest else None,
        f"{content['why']} by {escape(asker.name)}" if asker and not owner else "`/followups daily` stops it",
        MAYBE_TWICE if maybe_repeated else None,
    ]
    heading, ids = " · ".join(filter(None, parts)), tuple(follow_up.id for follow_up, _ in shown)
    return Draft(_message(store, ids, heading, by_owner=owner is None), heading, ids)


def _owner(store: Store, team_id: str, channel: str) -> Member | None:
    """Whose own list goes there; None for a channel, where it is everybody's."""
    if is_channel(channel):
        return None
    owner = store.members.find_by_slack(team_id, channel)
    if owner is None:
        raise Undeliverable("it was for somebody whom Milepost does not know")
    return owner


def _message_of(store: Store, digest: Digest) -> Message:
    return _message(store, digest.follow_up_ids, digest.heading, by_owner=is_channel(digest.channel_id))


def _message(store: Store, follow_up_ids: Sequence[int], heading: str, *, by_owner: bool) -> Message:
    found = store.follow_ups.list_with_leads(follow_up_ids)
    settled = [follow_up for follow_up, _ in found if follow_up.status is not FollowUpStatus.PENDING]
    return digest_message(
        found,
        heading=heading,
        names=store.members.names(),
        settled_by={follow_up.id: settled_by(store, follow_up) for follow_up in settled},
        by_owner=by_owner,
        today=store.today,
    )
