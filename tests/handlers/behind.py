"""What the tests of the records behind a report start from and ask: the view, its menus, its lines."""

from __future__ import annotations

import io
import urllib.request
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bot.behind import Behind
from bot.kinds import CampaignStatus, CampaignType
from bot.report import ReportKind
from bot.report_request import ReportRequest, default_period
from storage.store import Store
from tests.slack import Json, Person, texts


def run_campaign(store: Store, name: str, leads: Iterable[int]) -> None:
    """A campaign that brought these leads."""
    campaign = store.campaigns.add(
        name,
        CampaignType.DIGITAL,
        starts_on=date(2025, 10, 12),
        ends_on=None,
        budget=0,
        expected_roi=None,
        status=CampaignStatus.ACTIVE,
    )
    for lead_id in leads:
        store.leads.change(lead_id, campaign_id=campaign.id)


def report(person: Person, words: str) -> Json:
    """The report as it comes to the person alone."""
    person.say(f"/report {words} private")
    person.slack.deliver()
    return person.last(person.direct)


def show(person: Person, words: str) -> Json:
    """The view with what stands behind that report."""
    report(person, words)
    button = "Show these bookings" if words.startswith("bookings") else "Show these leads"
    if words.startswith("ageing"):
        button = "Show these customers"
    person.press(button, channel=person.direct)
    return person.form


def menus(view: Json) -> dict[str, list[str]]:
    """By action id, what each menu offers."""
    return {
        element["action_id"]: [option["text"]["text"] for option in element["options"]]
        for block in view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "static_select"
    }


def lines(view: Json) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section" and "accessory" in block]


def counted(view: Json) -> int:
    """How many records the view says there are: those that it lists, and those that it only counts."""
    more = [text for text in texts(view).splitlines() if text.startswith("and ") and text.endswith(" more")]
    return len(lines(view)) + sum(int(text.split()[1].replace(",", "")) for text in more)


def request_text(kind: ReportKind, **fields: Any) -> str:
    return ReportRequest(kind=kind, **{"period": default_period(kind)} | fields).text


def behind_text(kind: ReportKind, **fields: Any) -> str:
    return Behind(request=ReportRequest(kind=kind, period=default_period(kind)), **fields).text


def files(person: Person) -> list[Json]:
    """Of the direct messages, the newest last."""
    return [file for message in person.messages(person.direct) for file in message.get("files", [])]


def content(person: Person, file: Json) -> bytes:
    with urllib.request.urlopen(person.slack.sandbox.url + file["url"]) as answer:  # noqa: S310 - the sandbox's own
        read: bytes = answer.read()
    return read


def book_of(person: Person, file: Json) -> Workbook:
    return load_workbook(io.BytesIO(content(person, file)))
