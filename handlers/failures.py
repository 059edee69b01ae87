"""Tells the person who asked that something could not be brought to Slack, and what to do about it."""

from __future__ import annotations

from bot.model import Delivery, Member
from handlers.channels import is_channel
from handlers.replies import queue_message, queue_response
from handlers.views.answers import Message
from handlers.views.files import kind_of_file
from handlers.views.words import escape
from storage.store import Store

NOT_THERE = "I am not in <#{channel}>. Invite me there with `/invite @Milepost`, then try again."
SHARED = "shared_with_strangers"
ADVICE = {
    "not_in_channel": NOT_THERE,
    "channel_not_found": NOT_THERE,  # a private one, which Slack does not tell of
    "is_archived": "<#{channel}> is archived, so nothing can be posted there. Choose another channel.",
    "message_not_found": "The message with the report is gone from {place}. Ask for it anew with `/report`.",
    SHARED: "<#{channel}> is shared with another company, so no figures are posted there.",
}
READ_ALONE = "Add `private` to read it alone."
GONE = frozenset({"message_not_found", "channel_not_found", "is_archived"})
FILES = {
    "statement": "the statement",
    "export": "the {report} report",
    "leads_export": "the leads",
    "leads_announcement": "the leads",
}
"""What the files are of, by the kind of delivery."""

WITHOUT_PICTURE = "The picture of the {report} report did not come: {why}. Its figures stand in {place}."
OTHERWISE = "The {report} report could not be posted in {place}: {why}"


def tell_asker(store: Store, delivery: Delivery, why: str) -> None:
    """Say to whoever asked why it does not come: in the command's own answer where there is one, else directly.

    An answer whose address has expired is given directly as well.
    """
    content = delivery.content
    asker = store.members.find_by_slack(delivery.team_id, content.get("asker") or content.get("user") or "")
    if asker is None:
        return
    if delivery.kind == "picture" and why in GONE:
        return  # somebody has removed it meanwhile
    if delivery.kind == "response" and "text" in content["message"]:
        queue_message(store, f"failed {delivery.id}", content["message"], member=asker)
    if delivery.kind in FILES:
        file = f"{kind_of_file(content['format'])} of {FILES[delivery.kind].format(**content)}"
        _explain(store, delivery, {"text": f"⚠️ The {file} could not be brought to you: {escape(why)}"}, asker)
    if delivery.kind == "leads_export":
        _end_progress(store, delivery)
    if delivery.kind in ("report", "picture", "digest"):
        advice = ADVICE.get(why) or (WITHOUT_PICTURE if _stands(store, delivery) else OTHERWISE)
        text = advice.format(
            channel=content["channel"], place=_place(content["channel"]), report=content["report"], why=escape(why)
        )
        way_out = f" {READ_ALONE}" if why == SHARED and content.get("asked_in") else ""
        _explain(store, delivery, {"text": f"⚠️ {text}{way_out}"}, asker)


def _stands(store: Store, delivery: Delivery) -> bool:
    """Whether the report was posted, so that only its picture is missing."""
    last = store.deliveries.find(delivery.id)
    return delivery.kind == "picture" or bool(last and "posted" in last.content)


def _end_progress(store: Store, delivery: Delivery) -> None:
    """The message that says how far it is must not stay as it is."""
    content = delivery.content
    told = {"text": f"⚠️ The {kind_of_file(content['format'])} of the leads was not made."}
    place = {"channel": content["channel"], "ts": content["ts"], "message": told}
    store.deliveries.add(f"ended {delivery.id}", "edit", place, team_id=delivery.team_id, now=store.now)


def _explain(store: Store, delivery: Delivery, told: Message, asker: Member) -> None:
    key, response_url = f"failed {delivery.id}", delivery.content.get("response_url")
    if response_url:
        queue_response(store, key, told, member=asker, response_url=response_url)
    else:
        queue_message(store, key, told, member=asker)


def _place(channel: str) -> str:
    return f"<#{channel}>" if is_channel(channel) else "our direct messages"
