"""Files for one person: asked for by a button, made off the request's thread, brought to their direct messages."""

from __future__ import annotations

from typing import Any

from bot.model import Member
from handlers.channels import is_channel
from handlers.courier import Parcel
from handlers.retries import Undeliverable
from handlers.spots import spot_of, tell
from handlers.views.answers import Message
from handlers.views.blocks import context as context_block
from handlers.views.files import kind_of_file
from handlers.views.reports import MAYBE_TWICE
from storage.store import Store


def queue_file(
    store: Store, kind: str, content: dict[str, Any], *, words: str, member: Member, body: dict[str, Any]
) -> None:
    """Have it made and brought; who pressed the button in a channel is told where it comes.

    `content` says its format; `words` are markup: what it is of.
    """
    made_as = content["format"]
    key = f"{made_as} {body['trigger_id']}"
    whole = content | {"user": member.slack_user_id}
    store.deliveries.add(key, kind, whole, team_id=str(member.team_id), now=store.now)
    spot = spot_of(body)
    if is_channel(spot.channel or ""):
        text = f"The {kind_of_file(made_as)} of {words} comes to our direct messages: Apps → Milepost → Messages."
        tell(store, f"where {key}", {"text": text}, member=member, spot=spot)


def receiver_of(store: Store, parcel: Parcel) -> Member:
    """Who gets the file. Raises Undeliverable for who is gone."""
    member = store.members.find_by_slack(parcel.delivery.team_id, parcel.delivery.content["user"])
    if member is None:
        raise Undeliverable("nobody is there to get it")
    return member


def bring_file(parcel: Parcel, *, words: str, name: str, made: bytes | None) -> None:
    """Say what it is, and share it below; without a file, only say it."""
    user = parcel.delivery.content["user"]
    said = _said(words, maybe_repeated=parcel.delivery.maybe_sent)
    posted = parcel.post(lambda: parcel.client.chat_postMessage(channel=user, **said))
    if made is not None:
        # The answer names the channel of the direct messages, which alone takes a file.
        parcel.client.files_upload_v2(channel=posted["channel"], content=made, filename=name, title=name)


def _said(words: str, *, maybe_repeated: bool) -> Message:
    """Slack shows no attachment's words in a notification, so the text says it all."""
    if not maybe_repeated:
        return {"text": words}
    return {"text": words, "blocks": [context_block(words), context_block(MAYBE_TWICE)]}
