"""Uploads by slack_sdk's files_upload_v2, when a file may be shown, and to whom."""

from __future__ import annotations

import struct
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.embedded import Embedded
from tests.sandbox.people import Clock, Person, fetch

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 800, 450)


def upload(client: WebClient, channel: str | None = None) -> str:
    done = client.files_upload_v2(file=PNG, filename="a chart.png", title="Funnel", channel=channel, alt_txt="10 %")
    return str(done["file"]["id"])


def status(box: Embedded, file_id: str, user: str, team: str = "T0NORTH") -> int:
    return fetch(f"{box.url}/files/{team}/{file_id}/chart?user={user}")[0]


def picture(file_id: str) -> list[dict[str, object]]:
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "10 %"}]


def test_a_file_shared_in_a_channel_is_a_message_in_it(client: WebClient, asha: Person) -> None:
    upload(client, "C0SALES")
    [file] = asha.messages()[-1]["files"]
    assert (file["title"], file["alt_text"], file["width"], file["height"]) == ("Funnel", "10 %", 800, 450)
    assert urlsplit(file["url"]).query == "user=U0ASHA"


def test_a_file_shared_nowhere_is_seen_by_nobody(client: WebClient, box: Embedded) -> None:
    assert status(box, upload(client), "U0ASHA") == 404


def test_a_picture_in_a_message_is_seen_by_its_channel_alone(client: WebClient, box: Embedded, clock: Clock) -> None:
    file_id = upload(client)
    clock.advance(2)
    client.chat_postMessage(channel="C0VISITS", text="10 %", blocks=picture(file_id))
    assert [status(box, file_id, user) for user in ("U0ASHA", "U0GUEST", "U0STRANGER")] == [200, 200, 404]
    assert status(box, file_id, "U0BEN", "T0CONTO") == 404


def test_a_picture_in_an_ephemeral_message_stays_unseen(client: WebClient, box: Embedded, clock: Clock) -> None:
    file_id = upload(client)
    clock.advance(2)
    client.chat_postEphemeral(channel="C0SALES", user="U0ASHA", text="10 %", blocks=picture(file_id))
    assert status(box, file_id, "U0ASHA") == 404


def test_a_file_named_too_early_is_an_invalid_block(client: WebClient, clock: Clock) -> None:
    file_id = upload(client)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0SALES", text="10 %", blocks=picture(file_id))
    assert caught.value.response["error"] == "invalid_blocks"
    assert caught.value.response["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    clock.advance(1.5)
    assert client.chat_postMessage(channel="C0SALES", text="10 %", blocks=picture(file_id))["ok"]


def test_the_app_reads_a_persons_upload_with_its_token(client: WebClient, asha: Person) -> None:
    boundary = "xyz"
    parts = [("team", "T0NORTH"), ("user", "U0ASHA")]
    body = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in parts)
    body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="leads.csv"\r\n\r\na,b\r\n'
    body += f"--{boundary}--\r\n"
    file = asha.upload(body.encode(), boundary)

    info = client.files_info(file=file["id"])["file"]
    assert (info["name"], info["user"], info["filetype"]) == ("leads.csv", "U0ASHA", "csv")
    assert fetch(info["url_private"])[0] == 404
    token = {"Authorization": "Bearer xoxb-sandbox-north"}
    assert fetch(info["url_private_download"], headers=token) == (200, "a,b")


def test_a_deleted_file_is_gone_from_its_message(client: WebClient, asha: Person) -> None:
    client.files_delete(file=upload(client, "C0SALES"))
    assert asha.messages()[-1]["files"] == []
