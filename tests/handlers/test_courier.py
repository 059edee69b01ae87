"""Reports in a burst: each comes, once, in the order in which they were asked for, as fast as Slack takes them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app import build
from bot.kinds import LeadStatus, Role
from bot.model import Delivery
from bot.report import Chart, Report
from handlers import senders
from handlers.artist import Artist
from handlers.compositions import compose
from handlers.pace import Pace, conversation_of
from handlers.settings import Settings
from sandbox.state import Sandbox
from storage.database import Database
from storage.store import Store
from tests.conftest import SECRET, Door
from tests.handlers.reporting import is_report, picture_of, reports
from tests.slack import Json, Person, Slack

LAST_DAYS = range(12, 32)
"""Of twenty different periods in October 2025, each with the one lead there is."""

LINES = [f"funnel from 2025-10-02 to 2025-10-{day}" for day in LAST_DAYS]
MOST_CALLS = 1.5
PATIENCE = 20
"""Seconds of a real clock, for threads."""


class QuickArtist(Artist):
    """Draws the same for everybody, at once."""

    def __init__(self) -> None:
        """No process is started."""

    def draw(self, chart: Chart) -> bytes:
        return f"a picture of {chart}".encode()

    def close(self) -> None:
        """There is nothing to end."""


class Hours:
    """A clock that only sleeping moves; Slack, the program and its pace go by it."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._begun = slack.now.moment

    @property
    def passed(self) -> float:
        return (self._slack.now.moment - self._begun).total_seconds()

    def clock(self) -> float:
        return self._slack.now.moment.timestamp()

    def sleep(self, seconds: float) -> None:
        self._slack.now.moment += timedelta(seconds=seconds)


@pytest.fixture
def priya(slack: Slack) -> Person:
    priya = slack.person("priya", role=Role.MANAGER)
    owner = priya.member.id

    def add(store: Store) -> None:
        for status in (LeadStatus.NEW, LeadStatus.CONTACTED):
            store.leads.add(name=f"Anil {status}", owner_id=owner, created_on=date(2025, 10, 12), status=status)

    slack.write(add)
    return priya


Running = Callable[..., None]


@pytest.fixture
def running(slack: Slack, database: Database, door: tuple[Door, int]) -> Iterator[Running]:
    """The program with another pace, before a Slack that counts the posts; both as they were afterwards."""
    kept: list[Any] = []

    def run(pace: Pace, **strict: Any) -> None:
        def tighten(state: Sandbox) -> None:
            kept.append(state.settings)
            state.settings = replace(state.settings, **strict)

        slack.sandbox.ask(tighten)
        settings = Settings(_env_file=None, slack_signing_secret=SECRET, slack_api_url=slack.sandbox.api_url)
        slack.program = build(settings, database, QuickArtist(), now=slack.now, pace=pace)
        door[0].show_in(slack.program)

    def loosen(state: Sandbox) -> None:
        state.settings = kept[0]

    yield run
    if kept:
        slack.sandbox.ask(loosen)


def ask_all(priya: Person, channel: str) -> None:
    for line in LINES:
        assert priya.say(f"/report {line}", channel=channel) is not None


def days_of(messages: list[Json]) -> list[str]:
    """The last day of each report's period."""
    return [message["text"].split(" Oct 2025")[0].rpartition(" ")[2] for message in messages]


def pictured(messages: list[Json]) -> list[Json]:
    return [message for message in messages if any(block["type"] == "image" for block in message["blocks"])]


def deliver_for(slack: Slack, hours: Hours, *, seconds: int) -> None:
    while hours.passed < seconds:
        slack.program.courier.sweep()
        slack.deliver()
        hours.sleep(1)


@pytest.mark.parametrize("is_direct", [True, False], ids=["direct messages", "a channel"])
def test_twenty_reports_asked_for_in_one_second_are_there_in_order_each_once(
    slack: Slack, priya: Person, running: Running, is_direct: bool
) -> None:
    channel, hours = priya.direct if is_direct else priya.sales, Hours(slack)
    running(
        Pace(clock=hours.clock, sleep=hours.sleep),
        clock=hours.clock,
        posts_per_second=1.0,
        post_burst=4,
        calls_per_minute_factor=1.0,
        file_ready_seconds=1.5,
    )
    ask_all(priya, channel)
    deliver_for(slack, hours, seconds=24)

    shown = reports(priya, channel)
    assert days_of(shown) == [str(day) for day in LAST_DAYS]
    assert pictured(shown) == shown
    assert len(slack.calls("chat.postMessage")) <= MOST_CALLS * len(LINES)
    assert len(slack.calls("files.completeUploadExternal")) == len(LINES), "nothing is uploaded twice"


def test_where_slack_asks_for_more_patience_the_order_is_kept_and_nothing_comes_twice(
    slack: Slack, priya: Person, running: Running
) -> None:
    hours = Hours(slack)
    running(Pace(clock=hours.clock, sleep=hours.sleep), clock=hours.clock, posts_per_second=0.25, post_burst=1)
    ask_all(priya, priya.sales)
    deliver_for(slack, hours, seconds=100)

    assert days_of(reports(priya)) == [str(day) for day in LAST_DAYS]
    assert any(call["status"] == 429 for call in slack.calls("chat.postMessage")), "it was refused now and then"


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it does not come"


@pytest.fixture
def courier_runs(slack: Slack, running: Running) -> Iterator[None]:
    """Its threads are at work, as in the running program, but nothing sweeps."""
    running(Pace(0))
    slack.program.courier.start()
    yield
    slack.program.courier.stop()


@pytest.mark.usefixtures("courier_runs")
def test_a_report_that_takes_long_holds_up_its_own_channel_alone(
    priya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def compose_slowly(*arguments: Any, **named: Any) -> Report:
        report = compose(*arguments, **named)
        if "12 Oct" in report.subtitle:
            may_go_on.wait(PATIENCE)
        return report

    monkeypatch.setattr(senders, "compose", compose_slowly)
    for line in LINES[:6]:
        priya.say(f"/report {line}")
    priya.say(f"/report {LINES[6]}", channel="C0VISITS")

    wait_until(lambda: bool(reports(priya, "C0VISITS")))
    assert reports(priya) == []
    may_go_on.set()
    wait_until(lambda: len(reports(priya)) == 6)
    assert days_of(reports(priya)) == ["12", "13", "14", "15", "16", "17"]


@pytest.mark.usefixtures("courier_runs")
def test_what_slack_refused_for_a_moment_is_tried_again_without_a_sweep(slack: Slack, priya: Person) -> None:
    slack.fault("chat.postMessage", "429", retry_after=0)
    slack.fault("chat.update", "429", retry_after=0)
    priya.say(f"/report {LINES[0]}")

    wait_until(lambda: bool(pictured(reports(priya))))
    assert len(reports(priya)) == 1


def delivery(**content: Any) -> Delivery:
    return Delivery(1, "report", content, "T0NORTH", 1, maybe_sent=False)


def test_a_person_and_the_direct_messages_with_that_person_are_one_conversation() -> None:
    assert conversation_of(delivery(channel="U0PRIYA", asker="U0PRIYA")) == "T0NORTH U0PRIYA"
    assert conversation_of(delivery(channel="D0PRIYA", asker="U0PRIYA")) == "T0NORTH U0PRIYA"
    assert conversation_of(delivery(channel=None, user="U0PRIYA")) == "T0NORTH U0PRIYA"
    assert conversation_of(delivery(channel="C0SALES", asker="U0PRIYA")) == "T0NORTH C0SALES"


def test_a_report_that_was_posted_is_not_posted_again_when_its_picture_fails_for_a_while(
    slack: Slack, priya: Person
) -> None:
    slack.fault("files.completeUploadExternal", "500")
    priya.say(f"/report {LINES[0]}")
    slack.deliver()
    (shown,) = reports(priya)
    assert not pictured([shown])
    slack.wait(minutes=1)

    (again,) = reports(priya)
    assert again["ts"] == shown["ts"]
    assert picture_of(again)
    assert "may be here twice" not in str(again["blocks"])


def test_a_picture_that_comes_late_does_not_bring_back_the_report_before(slack: Slack, priya: Person) -> None:
    priya.say(f"/report {LINES[0]}")
    slack.deliver()
    slack.fault("chat.update", "500")
    priya.press("Last month", message=reports(priya)[-1])
    slack.deliver()
    priya.press("All time", message=reports(priya)[-1])
    slack.deliver()
    slack.wait(minutes=1)

    (shown,) = [message for message in priya.messages() if is_report(message)]
    assert shown["text"].startswith("Lead funnel, All time")
