"""What a request brings about starts only when Slack has its answer."""

from __future__ import annotations

import time
from typing import Any

from app import build, socket_mode
from bot.kinds import Role
from handlers.artist import Artist
from handlers.gate import Gate
from handlers.settings import Settings
from sandbox.embedded import running_sandbox
from storage.database import Database
from tests.conftest import ROOT, SECRET, Door
from tests.handlers.reporting import reports
from tests.sandbox.sockets import connected
from tests.slack import Now, Slack

PATIENCE = 10
"""Seconds."""


def test_a_report_does_not_overtake_the_words_that_announce_it(slack: Slack, door: tuple[Door, int]) -> None:
    priya = slack.person("priya", role=Role.MANAGER)
    gate = Gate(slack.program.app, SECRET, slack.program.outbox.send)
    before_the_answer: list[int] = []

    def slowly(environ: Any, start_response: Any) -> list[bytes]:
        written = iter(gate(environ, start_response))
        answer = next(written)
        slack.deliver()
        before_the_answer.append(len(reports(priya)))
        return [answer, *written]

    door[0].behind = slowly
    priya.say("/report funnel")
    slack.deliver()
    assert (before_the_answer, len(reports(priya))) == ([0], 1)


def test_over_socket_mode_a_report_comes_as_well(database: Database, artist: Artist, now: Now) -> None:
    with running_sandbox(ROOT / "manifest.yml") as sandbox:
        settings = Settings(_env_file=None, slack_app_token="xapp-sandbox", slack_api_url=sandbox.api_url)
        slack = Slack(sandbox, build(settings, database, artist, now=now), now)
        slack.install("T0NORTH", currency="INR", locale="en_IN", time_zone="Asia/Kolkata")
        priya = slack.person("priya", role=Role.MANAGER)
        with connected(sandbox, socket_mode(slack.program, "xapp-sandbox")):
            priya.say("/report funnel")
            deadline = time.monotonic() + PATIENCE
            while not reports(priya) and time.monotonic() < deadline:
                slack.deliver()
        assert len(reports(priya)) == 1
