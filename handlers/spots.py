"""The spot where a button stood: an answer goes back there, and what changed is shown there anew."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.model import Member
from handlers.doors import channel_of
from handlers.replies import queue_message, queue_response
from handlers.views.answers import Message
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Spot:
    """`place` is the list of follow-ups that the button stood in, by the beginning of its block's id.

    `channel` is None on the App Home, `response_url` where there is no message to answer to.
    """

    place: str | None = None
    channel: str | None = None
    response_url: str | None = None

    @property
    def carried(self) -> dict[str, str | None]:
        """As a form carries it along."""
        return asdict(self)


def spot_of(body: dict[str, Any]) -> Spot:
    """`body` is that of a press in a message or on the App Home."""
    return Spot(
        place=str(body["actions"][0].get("block_id", "")).partition("/")[0],
        channel=channel_of(body),
        response_url=body.get("response_url"),
    )


def spot_in(carried: dict[str, Any]) -> Spot:
    """The spot that a form carries along."""
    return Spot(**{field.name: carried.get(field.name) for field in fields(Spot)})


def tell(store: Store, key: str, message: Message, *, member: Member, spot: Spot) -> None:
    """Answer the person alone, below the message with the button; from the home, directly."""
    if spot.response_url:
        # Also where the app is no member of the channel, and could post nothing by itself.
        alone = {**message, "response_type": "ephemeral", "replace_original": False}
        queue_response(store, key, alone, member=member, response_url=spot.response_url)
    else:
        queue_message(store, key, message, member=member, channel=spot.channel)
