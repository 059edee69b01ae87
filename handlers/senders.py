"""How each kind of delivery is brought to Slack: a private message, a changed message, a report with its chart."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from handlers.artist import Artist
from handlers.courier import Pace, Parcel, Sender, Undeliverable, reason
from handlers.reports import compose
from handlers.views.reports import Posting, report_message

NOT_REACHED_THERE = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"})
FILE_READY_TRIES = 8
FILE_READY_PAUSE = 0.5


def senders(artist: Artist, pace: Pace) -> dict[str, Sender]:
    return {
        "message": send_message,
        "response": send_response,
        "report": lambda parcel: send_report(parcel, artist, pace),
    }


def send_message(parcel: Parcel) -> None:
    """To one person: unseen by others in the channel where they are, or directly."""
    content = parcel.delivery.content
    message = {key: value for key, value in content["message"].items() if key in ("text", "blocks")}
    parcel.sending()
    if content.get("channel"):
        try:
            parcel.client.chat_postEphemeral(channel=content["channel"], user=content["user"], **message)
            return
        except SlackApiError as error:
            if reason(error) not in NOT_REACHED_THERE:
                raise
    parcel.client.chat_postMessage(channel=content["user"], **message)


def send_response(parcel: Parcel) -> None:
    """Change the message whose button was pressed; an address that has expired changes nothing more."""
    content = parcel.delivery.content
    WebhookClient(content["response_url"]).send_dict(content["message"])


def send_report(parcel: Parcel, artist: Artist, pace: Pace) -> None:
    """Compose, draw, upload, post. Nothing is read from the database while it is drawn or posted."""
    content = parcel.delivery.content
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        report = compose(store, kind=content["report"], period=content["period"])
    channel = content["channel"]
    refuse_strangers(parcel.client, channel)
    file_id = None
    if report.chart is not None:
        file_id = upload(parcel.client, artist.draw(report.chart), title=report.title, alt_text=report.alt_text)
    posting = Posting(
        asker=content["asker"],
        why=content.get("why"),
        maybe_repeated=parcel.delivery.maybe_sent,
        shared_with_all=channel.startswith(("C", "G")),
        period=content["period"],
    )
    pace.wait(channel)
    parcel.sending()
    post_with_picture(
        lambda **shown: parcel.client.chat_postMessage(
            channel=channel, unfurl_links=False, **report_message(report, posting, **shown)
        ),
        file_id,
    )
    if content.get("response_url"):
        WebhookClient(content["response_url"]).send_dict(_where_it_is(content))


def refuse_strangers(client: WebClient, channel: str) -> None:
    """No figures go to a channel that is shared with another company."""
    if not channel.startswith(("C", "G")):
        return
    described: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    if described.get("is_ext_shared") or described.get("is_pending_ext_shared"):
        raise Undeliverable("shared_with_strangers")


def upload(client: WebClient, picture: bytes, *, title: str, alt_text: str) -> str:
    uploaded = client.files_upload_v2(content=picture, filename="chart.png", title=title, alt_txt=alt_text[:1000])
    return str(uploaded["file"]["id"])


def post_with_picture(post: Callable[..., Any], file_id: str | None) -> None:
    """Post with the picture as soon as Slack has it ready; without data_table where that is refused.

    Slack answers `invalid_blocks` both for a picture that is not ready yet and for a block that it does not know.
    """
    for _ in range(FILE_READY_TRIES):
        try:
            post(file_id=file_id, plain=False)
            return
        except SlackApiError as error:
            if reason(error) != "invalid_blocks":
                raise
        time.sleep(FILE_READY_PAUSE)
    try:
        post(file_id=file_id, plain=True)
    except SlackApiError as error:
        if reason(error) != "invalid_blocks":
            raise
        post(file_id=None, plain=True)


def _where_it_is(content: dict[str, Any]) -> dict[str, Any]:
    if content["channel"].startswith(("C", "G")):
        return {"delete_original": True}
    return {
        "replace_original": True,
        "text": "Your report is in our direct messages: Apps → Milepost → Messages.",
    }
