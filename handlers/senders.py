"""How each kind of delivery is brought to Slack: a private message, a changed message, a report, a digest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.kinds import Role
from bot.report import Report
from bot.roles import may
from handlers.artist import Artist
from handlers.channels import is_channel, refuse_strangers
from handlers.compositions import compose
from handlers.courier import Afterwards, Parcel, Sender
from handlers.digests import edit_digest, send_digest
from handlers.exports import send_export
from handlers.followup_lists import list_of
from handlers.home import home_of
from handlers.lead_exports import announce_leads, send_leads
from handlers.replies import queue_response
from handlers.report_requests import request_in
from handlers.reports import ALONE
from handlers.retries import NotYet, Undeliverable, reason
from handlers.statements import send_statement
from handlers.views.answers import Message
from handlers.views.blocks import context as context_block
from handlers.views.reports import MAYBE_TWICE, Posting, report_message
from storage.store import Store

NOT_REACHED_THERE = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"})
PICTURE_PAUSE = 1.5
PICTURE_ATTEMPTS = 15
"""After so many seconds, and so often, Slack is asked again whether it takes a picture."""


def senders(artist: Artist) -> dict[str, Sender]:
    return {
        "message": send_message,
        "response": send_response,
        "home": send_home,
        "list": send_list,
        "report": lambda parcel: send_report(parcel, artist),
        "export": lambda parcel: send_export(parcel, artist),
        "leads_announcement": announce_leads,
        "leads_export": send_leads,
        "statement": lambda parcel: send_statement(parcel, artist),
        "digest": send_digest,
        "digest_edit": edit_digest,
        "picture": send_picture,
        "edit": send_edit,
    }


def send_message(parcel: Parcel) -> None:
    """To one person: unseen by others in the channel where they are, or directly."""
    content = parcel.delivery.content
    shown = ("text", "blocks", "plain")
    versions = _versions({key: said for key, said in content["message"].items() if key in shown})
    if parcel.delivery.maybe_sent:
        versions = [_maybe_twice(message) for message in versions]
    client, user, channel = parcel.client, content["user"], content.get("channel")
    if channel:
        try:
            _post(lambda **said: client.chat_postEphemeral(channel=channel, user=user, **said), versions, parcel)
            return
        except SlackApiError as error:
            if reason(error) not in NOT_REACHED_THERE:
                raise
    _post(lambda **said: client.chat_postMessage(channel=user, **said), versions, parcel)


def _versions(message: Message) -> list[Message]:
    """The message, and as it is without the table that Slack may not take, where it has one."""
    told = {key: value for key, value in message.items() if key != "plain"}
    return [told, {**told, "blocks": message["plain"]}] if "plain" in message else [told]


def _maybe_twice(message: Message) -> Message:
    told = {**message, "text": f"{message['text']} {MAYBE_TWICE}"}
    if "blocks" in told:  # Slack shows them instead of the text
        told["blocks"] = [*told["blocks"], context_block(MAYBE_TWICE)]
    return told


def _post(post: Callable[..., Any], versions: Sequence[Message], parcel: Parcel) -> None:
    """Post the first version, or the next one where Slack does not take its blocks."""
    for number, message in enumerate(versions, start=1):
        try:
            parcel.post(partial(post, **message))
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


def send_report(parcel: Parcel, artist: Artist) -> Afterwards | None:
    """Show the figures, then draw and upload their picture. Nothing is read from the database meanwhile.

    Slack takes a picture only some seconds after its upload, and counts every post that names it too early. So the
    picture comes into the message afterwards, and the figures wait for nobody.
    """
    channel, ts = parcel.delivery.content["channel"], parcel.delivery.content.get("ts")
    if ts and _is_overtaken(parcel, parcel.delivery.id):
        return None
    report, posting = _composed(parcel)
    refuse_strangers(parcel.client, channel)
    plain, place = _show(parcel, report, posting)
    parcel.posted(place)
    pictured: Message | None = None
    if report.chart is not None:
        file_id = upload(parcel.client, artist.draw(report.chart), title=report.title, alt_text=report.alt_text)
        pictured = report_message(report, posting, file_id=file_id, plain=plain)
    return lambda store: _follow(store, parcel, place, pictured)


def _is_overtaken(parcel: Parcel, delivery_id: int) -> bool:
    with parcel.stores.read(parcel.tenant, now=parcel.now) as store:
        return store.deliveries.is_overtaken(delivery_id, "report", parcel.delivery.content["ts"])


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
        maybe_repeated=parcel.delivery.maybe_sent,
        in_channel=in_channel,
        is_managers=may(Role.MANAGER, asker),
    )
    return report, posting


def _show(parcel: Parcel, report: Report, posting: Posting) -> tuple[bool, dict[str, str]]:
    """Whether Slack took the table only as plain text, and where the report stands now."""
    try:
        return False, _place(parcel, report_message(report, posting, file_id=None, plain=False))
    except SlackApiError as error:
        if reason(error) != "invalid_blocks":
            raise
    return True, _place(parcel, report_message(report, posting, file_id=None, plain=True))


def _place(parcel: Parcel, message: Message) -> dict[str, str]:
    """Post it, or put it in the place of the message that it was asked under."""
    channel, ts = parcel.delivery.content["channel"], parcel.delivery.content.get("ts")
    if ts:
        parcel.client.chat_update(channel=channel, ts=ts, **message)
        return {"channel": channel, "ts": ts}
    posted = parcel.post(lambda: parcel.client.chat_postMessage(channel=channel, unfurl_links=False, **message))
    return {"channel": posted["channel"], "ts": posted["ts"]}


def upload(client: WebClient, picture: bytes, *, title: str, alt_text: str) -> str:
    uploaded = client.files_upload_v2(content=picture, filename="chart.png", title=title, alt_txt=alt_text[:1000])
    return str(uploaded["file"]["id"])


def _follow(store: Store, parcel: Parcel, place: dict[str, str], pictured: Message | None) -> None:
    """Have the picture brought, and say where the report is."""
    delivery = parcel.delivery
    content, team_id = delivery.content, delivery.team_id
    if pictured is not None:
        known = {key: content[key] for key in ("asker", "report")}
        more = {**known, **place, "of": delivery.id, "message": pictured}
        # A key of its own every time: another attempt has drawn another picture.
        store.deliveries.add(f"picture {uuid4()}", "picture", more, team_id=team_id, now=store.now)
    if content.get("response_url"):
        _say_where(store, parcel, place["channel"])


def _say_where(store: Store, parcel: Parcel, channel: str) -> None:
    """In the place of the command's answer: nothing where the report stands right below it."""
    content = parcel.delivery.content
    told: dict[str, Any] = {"delete_original": True}
    if not is_channel(channel) and channel != content.get("asked_in"):
        text = f"Your report is in {ALONE}: Apps → Milepost → Messages."
        told = {"replace_original": True, "text": text}
    member = store.members.find_by_slack(parcel.delivery.team_id, content["asker"])
    if member is not None:
        key, url = f"where {parcel.delivery.id}", content["response_url"]
        queue_response(store, key, told, member=member, response_url=url)


def send_picture(parcel: Parcel) -> None:
    """Show the report with its picture, as soon as Slack has that ready, unless another report is to stand there."""
    if _is_overtaken(parcel, parcel.delivery.content["of"]):
        return
    try:
        send_edit(parcel)
    except SlackApiError as error:
        if reason(error) != "invalid_blocks":
            raise
        raise NotYet("Slack did not get it ready", pause=PICTURE_PAUSE, attempts=PICTURE_ATTEMPTS) from error


def send_edit(parcel: Parcel) -> None:
    """Change a message that was posted."""
    content = parcel.delivery.content
    parcel.client.chat_update(channel=content["channel"], ts=content["ts"], **content["message"])
