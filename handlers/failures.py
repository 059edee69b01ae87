"""Tells the person who asked that something could not be brought to Slack, and what to do about it."""

from __future__ import annotations

from bot.model import Delivery
from handlers.replies import queue_message
from handlers.views.words import escape
from storage.store import Store

ADVICE = {
    "not_in_channel": "I am not in <#{channel}>. Invite me there with `/invite @Milepost`, then try again.",
    "channel_not_found": "I can't see <#{channel}>. If it is private, invite me there with `/invite @Milepost`.",
    "is_archived": "<#{channel}> is archived, so nothing can be posted there. Choose another channel.",
    "shared_with_strangers": "<#{channel}> is shared with another company, so no figures are posted there.",
}
OTHERWISE = "The {report} report could not be posted in <#{channel}>: {why}"


def tell_asker(store: Store, delivery: Delivery, why: str) -> None:
    """A direct message to whoever asked for the report; other deliveries fail without a word."""
    if delivery.kind != "report":
        return
    content = delivery.content
    text = ADVICE.get(why, OTHERWISE).format(channel=content["channel"], report=content["report"], why=escape(why))
    asker = store.members.find_by_slack(delivery.team_id, content["asker"])
    if asker is not None:
        queue_message(store, f"failed {delivery.id}", {"text": f"⚠️ {text}"}, member=asker)
