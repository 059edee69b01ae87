"""How each kind of delivery is brought to Slack: a private message, a changed message, a report, a digest."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.kinds import Role
from bot.report import Report
from bot.roles import may
from handlers.artist import Artist
from handlers.channels import is_channel, refuse_strangers
from handlers.compositions import compose
from handlers.courier import Afterwards, Pace, Parcel, Sender, Undeliverable, reason
from handlers.digests import edit_digest, send_digest
from handlers.exports import send_export
from handlers.followup_lists import list_of
from handlers.home import home_of
from handlers.lead_exports import announce_leads, send_leads
from handlers.replies import queue_response
from handlers.report_requests import request_in
from handlers.statements import send_statement
from handlers.views.answers import Message
from handlers.views.blocks import context as context_block
from handlers.views.reports import MAYBE_TWICE, Posting, being_drawn, report_message
from storage.store import Store

NOT_REACHED_THERE = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"})
FILE_READY_TRIES = 8
FILE_READY_PAUSE = 0.5


def senders(artist: Artist, pace: Pace) -> dict[str, Sender]:
    return {
        "message": send_message,
        "response": send_response,
        "home": send_home,
        "list": send_list,
        "report": lambda parcel: send_report(parcel, artist, pace),
        "export": lambda parcel: send_export(parcel, artist, pace),
        "leads_announcement": lambda parcel: announce_leads(parcel, pace),
        "leads_export": lambda parcel: send_leads(parcel, pace),
        "statement": lambda parcel: send_statement(parcel, artist, pace),
        "digest": lambda parcel: send_digest(parcel, pace),
        "digest_edit": edit_digest,
    }


def send_message(parcel: Parcel) -> None:
    """To one person: unseen by others in the channel where they are, or directly."""
    content = parcel.delivery.content
    shown = ("text", "blocks", "plain")
    versions = _versions({key: said for key, said in content["message"].items() if key in shown})
    if parcel.delivery.maybe_sent:
        versions = [_maybe_twice(message) for message in versions]
    parcel.sending()
    user, channel = content["user"], content.get("channel")
    if channel:
        try:
            _post(lambda **said: parcel.client.chat_postEphemeral(channel=channel, user=user, **said), versions)
            return
        except SlackApiError as error:
            if reason(error) not in NOT_REACHED_THERE:
                raise
    _post(lambda **said: parcel.client.chat_postMessage(channel=user, **said), versions)


def _versions(message: Message) -> list[Message]:
    """The message, and as it is without the table that Slack may not take, where it has one."""
    told = {key: value for key, value in message.items() if key != "plain"}
    return [told, {**told, "blocks": message["plain"]}] if "plain" in message else [told]


def _maybe_twice(message: Message) -> Message:
    told = {**message, "text": f"{message['text']} {MAYBE_TWICE}"}
    if "blocks" in told:  # Slack shows them instead of the text
        told["blocks"] = [*told["blocks"], context_block(MAYBE_TWICE)]
    return told


def _post(post: Callable[..., Any], versions: Sequence[Message]) -> None:
    """Post the first version, or the next one where Slack does not take its blocks."""
    for number, message in enumerate(versions, start=1):
        try:
            post(**message)
            return
        except SlackApiError as error:
            if reason(error) != "invalid_blocks" or number == len(versions):
                raise


def send_home(parcel: Parcel) -> None:
    """The person's App Home as it is now."""
    user = parcel.delivery.content["user"]
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        member = store.members.find_by_slack(parcel.delivery.team_id, user)
        view = home_of(store, member) if member else None
    if view is not None:
        parcel.client.views_publish(user_id=user, view=view)


def send_list(parcel: Parcel) -> None:
    """A list of follow-ups as it is now, in the place of what it was."""
    content = parcel.delivery.content
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        member = store.members.find_by_slack(parcel.delivery.team_id, content["user"])
        shown = list_of(store, content["list"], member) if member else None
    if shown is not None:
        _respond(content["response_url"], {"replace_original": True, **shown})


def send_response(parcel: Parcel) -> None:
    """Change the message whose button was pressed."""
    _respond(parcel.delivery.content["response_url"], parcel.delivery.content["message"])


def _respond(response_url: str, message: Message) -> None:
    """An address that has expired is Undeliverable."""
    for told in _versions(message):
        response = WebhookClient(response_url).send_dict(told)
        if "invalid_blocks" not in response.body:
            break
    if response.status_code >= 500 or response.status_code == 429:
        raise OSError(f"response_url answered {response.status_code}")
    if response.status_code != 200:
        raise Undeliverable(response.body)


def send_report(parcel: Parcel, artist: Artist, pace: Pace) -> Afterwards | None:
    """Compose, draw, upload, post. Nothing is read from the database while it is drawn or posted."""
    content, channel = parcel.delivery.content, parcel.delivery.content["channel"]
    report, posting = _composed(parcel)
    refuse_strangers(parcel.client, channel)
    if content.get("ts"):
        parcel.client.chat_update(channel=channel, ts=content["ts"], **being_drawn(report, posting))
    file_id = None
    if report.chart is not None:
        file_id = upload(parcel.client, artist.draw(report.chart), title=report.title, alt_text=report.alt_text)
    pace.wait(channel)
    parcel.sending()
    post_with_picture(partial(_place(parcel), report, posting), file_id)
    response_url = content.get("response_url")
    if not response_url:
        return None
    key, asker = f"where {parcel.delivery.id}", posting.asker
    return lambda store: _say_where(store, key, parcel, asker, response_url)


def _composed(parcel: Parcel) -> tuple[Report, Posting]:
    """The report as its asker may see it now. Raises Undeliverable for who is gone."""
    content = parcel.delivery.content
    request, in_channel = request_in(content["request"]), is_channel(content["channel"])
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        asker = store.members.find_by_slack(parcel.delivery.team_id, content["asker"])
        if asker is None:
            raise Undeliverable("nobody is there to get it")
        report = compose(store, request, reader=asker, in_channel=in_channel)
    posting = Posting(
        request=request,
        asker=content["asker"],
        why=content.get("why"),
        maybe_repeated=parcel.delivery.maybe_sent and not content.get("ts"),
        in_channel=in_channel,
        is_managers=may(Role.MANAGER, asker),
    )
    return report, posting


def _place(parcel: Parcel) -> Callable[..., Any]:
    """Posts a report, or puts it in the place of the message that it was asked under."""
    content = parcel.delivery.content

    def post(report: Report, posting: Posting, **shown: Any) -> None:
        message = report_message(report, posting, **shown)
        if content.get("ts"):
            parcel.client.chat_update(channel=content["channel"], ts=content["ts"], **message)
        else:
            parcel.client.chat_postMessage(channel=content["channel"], unfurl_links=False, **message)

    return post


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


def _say_where(store: Store, key: str, parcel: Parcel, asker: str, response_url: str) -> None:
    """In the place of the command's answer: nothing where the report stands right below it."""
    told: dict[str, Any] = {"delete_original": True}
    if not is_channel(parcel.delivery.content["channel"]):
        text = "Your report is in our direct messages: Apps → Milepost → Messages."
        told = {"replace_original": True, "text": text}
    member = store.members.find_by_slack(parcel.delivery.team_id, asker)
    if member is not None:
        queue_response(store, key, told, member=member, response_url=response_url)
