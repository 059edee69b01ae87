"""A sandbox for each test: `box` stands alone with a clock of the test's, `live` has the app Waypoint under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.embedded import Embedded, running_sandbox
from sandbox.settings import Settings
from tests.sandbox.people import (
    MANIFEST,
    SIGNING_SECRET,
    AppServer,
    Clock,
    Person,
    app_server,
    web_client,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(clock: Clock) -> Iterator[Embedded]:
    with running_sandbox(MANIFEST, settings=Settings(clock=clock, hang_seconds=0.05)) as running:
        yield running


@pytest.fixture
def client(box: Embedded) -> WebClient:
    return web_client(box)


@pytest.fixture
def asha(box: Embedded) -> Person:
    return Person(box, "U0ASHA")


@dataclass
class Live:
    """Waypoint behind signed HTTP, in its sandbox, and Asha at the page."""

    box: Embedded
    app: App
    door: AppServer
    asha: Person


@pytest.fixture
def live() -> Iterator[Live]:
    with app_server() as door:
        settings = Settings(request_url=door.url, ack_seconds=0.3, event_retry_seconds=(0.01, 0.01, 0.01))
        with running_sandbox(MANIFEST, settings=settings) as box:
            app = App(signing_secret=SIGNING_SECRET, client=web_client(box), process_before_response=True)
            door.serve(app)
            yield Live(box, app, door, Person(box, "U0ASHA"))
